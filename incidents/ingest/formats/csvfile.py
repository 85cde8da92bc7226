"""CSV with a header in its first line. Bad lines are refused one by one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from incidents.ingest.formats import (
    HXL_REMARK,
    FileRefused,
    RawRow,
    RefusedRow,
    Table,
    is_hxl,
    refuse_unreadable,
    storable,
)

MAX_CELL = 131_072
# A row that spans more lines than this is a quote that was never closed, not a row.
MAX_LINES_OF_A_ROW = 200
MAX_LINE = 2 * MAX_CELL
MAX_COLUMNS = 300
DELIMITERS = ",;\t"
HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def open_table(path: Path) -> Table:
    """The header, and the rows below it. Raises FileRefused when the first line is no header."""
    refuse_unreadable(path)
    with _opened(path) as file:
        line = file.readline(MAX_LINE)
        second = file.readline(MAX_LINE)
    delimiter = max(DELIMITERS, key=line.count)
    header = _header(path.name, line, delimiter)
    tags = is_hxl(second.replace('"', "").split(delimiter))
    return Table(
        path.name,
        tuple(header),
        _rows(path, header, delimiter, skipped=1 + tags),
        expected=max(0, _line_ends(path) - tags),
        remarks=(HXL_REMARK,) if tags else (),
    )


def _line_ends(path: Path) -> int:
    """How many lines follow the first: about how many rows, since a cell may hold line breaks."""
    feeds, returns, last = 0, 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
            last = block[-1:]
    return max(feeds, returns) - (last in (b"\n", b"\r"))


def _opened(path: Path) -> TextIO:
    # Bytes that are not UTF-8 become surrogates here and are refused where they stand: cell by cell.
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _rows(path: Path, header: list[str], delimiter: str, skipped: int) -> Iterator[RawRow | RefusedRow]:
    with _opened(path) as file:
        for _line in range(skipped):
            file.readline(MAX_LINE)
        for first_line, lines, cells in _split(file, delimiter, len(header), skipped + 1):
            if cells is None:
                yield RefusedRow(first_line, "", _why_not_a_row(lines), _shown(lines))
            elif any(cell.strip() for cell in cells):
                yield _row(first_line, header, cells)


def _header(name: str, line: str, delimiter: str) -> list[str]:
    try:
        header = [cell.strip().lower() for cell in next(csv.reader([line], delimiter=delimiter))]
    except (csv.Error, StopIteration):
        raise FileRefused(f"{name}: the first line is not a header") from None
    if len(header) > MAX_COLUMNS:
        raise FileRefused(f"{name}, line 1: {len(header)} or more columns; at most {MAX_COLUMNS} are read")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise FileRefused(f"{name}, line 1: the columns {', '.join(twice)} occur twice")
    return header


def _split(
    file: TextIO, delimiter: str, width: int, line: int
) -> Iterator[tuple[int, list[str], list[str] | None]]:
    """(first line, its lines, cells or None): after a line that is no row, reading goes on at the next."""
    waiting: list[str] = []
    while True:
        taken: list[str] = []
        cells = _one_row(_lines(file, waiting, taken), delimiter)
        if not taken:
            return
        if len(taken) > 1 and (cells is None or len(cells) != width):
            waiting[:0] = taken[1:]  # only the line that opened the quote is lost
            del taken[1:]
            cells = None
        yield line, taken, cells
        line += len(taken)


def _lines(file: TextIO, waiting: list[str], taken: list[str]) -> Iterator[str]:
    while len(taken) < MAX_LINES_OF_A_ROW:
        text = waiting.pop(0) if waiting else file.readline(MAX_LINE)
        if not text:
            return
        taken.append(text)
        if _is_cut(text):
            while _is_cut(file.readline(MAX_LINE)):
                pass
            raise csv.Error("line too long")
        yield text


def _is_cut(text: str) -> bool:
    return len(text) >= MAX_LINE and not text.endswith(("\n", "\r"))


def _one_row(lines: Iterator[str], delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _why_not_a_row(lines: list[str]) -> str:
    if _is_cut(lines[0]):
        return f"the line has more than {MAX_LINE} characters"
    if sum(map(len, lines)) > MAX_CELL:
        return f"a cell has more than {MAX_CELL} characters"
    return "is not a row of CSV: a quote is not closed, or stands inside a cell"


def _row(line: int, header: list[str], cells: list[str]) -> RawRow | RefusedRow:
    if len(cells) != len(header):
        return RefusedRow(
            line,
            "",
            f"has {len(cells)} cells where the header has {len(header)}",
            _shown([",".join(cells[:20])]),
        )
    found = {}
    for column, cell in zip(header, cells, strict=True):
        text = cell.strip()
        if not text:
            continue
        if not text.isascii() or "\x00" in text:
            problem = _unreadable(text)
            if problem:
                return RefusedRow(line, column, problem, _shown(cells))
        found[column] = text
    return RawRow(line, found)


def _unreadable(text: str) -> str:
    half = HALF_A_PAIR.search(text)
    if half:
        return f"is not UTF-8 (byte 0x{ord(half[0]) - 0xDC00:02X}): save the file as UTF-8"
    return "holds a NUL character" if "\x00" in text else ""


def _shown(lines: list[str]) -> str:
    """The beginning of a refused line, as PostgreSQL can keep it."""
    return storable("".join(lines)[:500])
