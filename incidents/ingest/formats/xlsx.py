"""XLSX: the first sheet, or the one named `incidents`. Read in a child process, as values and never as formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from incidents.ingest import confined
from incidents.ingest.formats import (
    HXL_REMARK,
    FileRefused,
    RawRow,
    RefusedRow,
    Table,
    bytes_of,
    is_hxl,
    storable,
)
from incidents.ingest.formats.zipped import check_archive

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 50_000, 300, 32_767
SHEET = "incidents"
NO_VALUE = "holds a formula whose value was not saved: open the file in a spreadsheet and save it anew"
# A row as the child tells it: its number, its texts, and (column, reason) when it cannot be a row.
Told = list[Any]


def open_table(path: Path) -> Table:
    """Rows by their number in the sheet. Raises FileRefused when there is no header in its first row."""
    content = bytes_of(path, "xlsx", MAX_FILE_BYTES)
    try:
        told = confined.read("xlsx", content)
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None
    columns = tuple(told["columns"])
    return Table(path.name, columns, _rows(columns, told["rows"]), expected=len(told["rows"]),
                 remarks=tuple(told["remarks"]))  # fmt: skip


def _rows(columns: tuple[str, ...], rows: list[Told]) -> Iterator[RawRow | RefusedRow]:
    for line, texts, problem in rows:
        if problem:
            yield RefusedRow(line, problem[0], problem[1], ",".join(texts)[:500])
        else:
            yield RawRow(line, {name: text for name, text in zip(columns, texts, strict=False) if text})


# In the child ------------------------------------------------------------------------------------------
def parse(content: bytes) -> dict[str, Any]:
    """{columns, rows, remarks} of the workbook in these bytes. Raises FileRefused."""
    from openpyxl import load_workbook

    check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise FileRefused(f"is not an XLSX file that can be read: {str(error)[:200]}") from None
    if not sheets:
        raise FileRefused("holds no sheet")
    sheet = next((one for one in sheets if one.title.strip().lower() == SHEET), sheets[0])
    others = [one for one in sheets if one is not sheet and _holds_rows(one)]
    remarks = [f"the sheet {one.title!r} holds rows, too: only {sheet.title!r} is read" for one in others]
    formulas = load_workbook(io.BytesIO(content), read_only=True)[sheet.title] if _has_formulas(content) else None
    lines = _lines(sheet, formulas)
    columns = _header(next(lines, (1, [], None))[1])
    rows: list[Told] = []
    for number, texts, problem in lines:
        if number == 2 and is_hxl(texts):
            remarks.append(HXL_REMARK)
            continue
        if not problem and not any(texts):
            continue
        rows.append([number, texts, _named(problem, columns) or _beyond(texts, columns)])
        if len(rows) > MAX_ROWS:
            raise FileRefused(f"holds more than {MAX_ROWS} rows: save the sheet as CSV")
    return {"columns": columns, "rows": rows, "remarks": remarks}


def _holds_rows(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(any(cell is not None for cell in row) for row in sheet.iter_rows(min_row=2, max_row=50, values_only=True))


def _has_formulas(content: bytes) -> bool:
    """Whether a sheet holds a formula: only then is it worth reading the sheet twice."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    before = b""
                    while block := part.read(1 << 16):
                        if b"<f>" in before + block or b"<f " in before + block:
                            return True
                        before = block[-3:]
    return False


def _lines(sheet: Any, formulas: Any) -> Iterator[tuple[int, list[str], tuple[int, str] | None]]:
    """(number, texts, (index, reason) of a cell that cannot be read): what the sheet says of its size may be wrong."""
    sheet.reset_dimensions()
    if formulas is None:
        written: Iterator[Any] = iter(())
    else:
        formulas.reset_dimensions()
        written = formulas.iter_rows()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        beside = next(written, ())
        if len(cells) > MAX_COLUMNS:
            if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
                raise FileRefused(f"row {number}: has more than {MAX_COLUMNS} columns")
            cells = cells[:MAX_COLUMNS]
        texts = [_text(cell.value) for cell in cells]
        yield number, texts, _problem(cells, texts, beside)


def _problem(cells: Any, texts: list[str], beside: Any) -> tuple[int, str] | None:
    for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if getattr(cell, "data_type", "") == "e":
            return index, f"holds an error of the spreadsheet ({text[:20]})"
        if len(text) > MAX_CELL:
            return index, f"has more than {MAX_CELL} characters"
        formula = getattr(beside[index], "data_type", "") == "f" if index < len(beside) else False
        if formula and cell.value is None:
            return index, NO_VALUE
    return None


def _text(value: Any) -> str:
    """A cell as text: a day as YYYY-MM-DD, a whole number without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if not any(value.timetuple()[3:6]) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return storable(str(value)).strip()


def _header(texts: list[str]) -> list[str]:
    names = [text.strip().lower() for text in texts]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise FileRefused("row 1 holds no names of columns")
    if "" in names:
        where = _letters(names.index(""))
        raise FileRefused(
            f"row 1, column {where}: has no name; part the cells that were merged and give every column one"
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileRefused(f"row 1: the columns {', '.join(twice)} occur twice")
    return names


def _letters(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))


def _named(problem: tuple[int, str] | None, columns: list[str]) -> tuple[str, str] | None:
    if problem is None:
        return None
    index, reason = problem
    return (columns[index] if index < len(columns) else _letters(index)), reason


def _beyond(texts: list[str], columns: list[str]) -> tuple[str, str] | None:
    for index, text in enumerate(texts[len(columns) :], len(columns)):
        if text:
            return _letters(index), "holds a value, but the column has no name in row 1"
    return None
