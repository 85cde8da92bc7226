"""A workbook in these bytes: its header and its rows as texts. Values are read, never formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

from incidents.ingest.formats import HXL_REMARK, FileRefused, is_hxl, storable
from incidents.ingest.formats.zipped import check_archive

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 50_000, 300, 32_767
SHEET = "incidents"
ERRORS = frozenset(ERROR_CODES)
NO_VALUE = "holds a formula whose value was not saved: open the file in a spreadsheet and save it anew"
# A row as it is told: its number, its texts, and (column, reason) when it cannot be a row.
Told = list[Any]


def parse(content: bytes) -> dict[str, Any]:
    """{columns, rows, remarks} of the workbook in these bytes. Raises FileRefused."""
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
    formulas = (
        load_workbook(io.BytesIO(content), read_only=True)[sheet.title] if _has_formulas(content) else None
    )
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
    return any(
        any(cell is not None for cell in row)
        for row in sheet.iter_rows(min_row=2, max_row=50, values_only=True)
    )


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
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        beside = next(written, ())
        if len(values) > MAX_COLUMNS and any(value is not None for value in values[MAX_COLUMNS:]):
            raise FileRefused(f"row {number}: has more than {MAX_COLUMNS} columns")
        texts = [_text(value) for value in values[:MAX_COLUMNS]]
        yield number, texts, _problem(texts, beside)


def _problem(texts: list[str], beside: Any) -> tuple[int, str] | None:
    for index, text in enumerate(texts):
        if text in ERRORS:
            return index, f"holds an error of the spreadsheet ({text})"
        if len(text) > MAX_CELL:
            return index, f"has more than {MAX_CELL} characters"
    for index, cell in enumerate(beside[: len(texts)]):
        if getattr(cell, "data_type", "") == "f" and not texts[index]:
            return index, NO_VALUE
    return None


def _text(value: Any) -> str:
    """A cell as text: a day as YYYY-MM-DD, a whole number without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(value).strip()
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
