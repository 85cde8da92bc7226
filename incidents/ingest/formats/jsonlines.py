"""JSON lines (.jsonl, .ndjson): one object a line, each with names of its own. Bad lines are refused one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from incidents.ingest.formats import FileRefused, RawRow, RefusedRow, Table, refuse_unreadable, storable
from incidents.ingest.formats.jsonobjects import cells_of, parsed

MAX_LINE = 1 << 20
# The names of a file are those of its first rows; a later row may still bring others.
ROWS_LOOKED_AT = 1000
BOM = b"\xef\xbb\xbf"


def open_table(path: Path) -> Table:
    """Objects by their line. Raises FileRefused when not one of the first lines is an object."""
    refuse_unreadable(path)
    first = list(islice(_rows(path), ROWS_LOOKED_AT))
    columns = dict.fromkeys(name for row in first if isinstance(row, RawRow) for name in row.cells)
    if not columns:
        why = f": line {first[0].line} {first[0].reason}" if isinstance(first[0], RefusedRow) else ""
        raise FileRefused(f"{path.name}: is not JSON lines, one object a line{why}")
    return Table(path.name, tuple(columns), _rows(path), ragged=True, expected=_lines(path))


def _lines(path: Path) -> int:
    lines, last = 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _rows(path: Path) -> Iterator[RawRow | RefusedRow]:
    with path.open("rb") as file:
        for number, line in enumerate(_cut_lines(file), 1):
            if line.strip():
                yield _row(number, line.removeprefix(BOM) if number == 1 else line)


def _cut_lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of which a longer one than MAX_LINE comes as its beginning, too long by one byte."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)


def _row(number: int, line: bytes) -> RawRow | RefusedRow:
    shown = storable(line[:500].decode("utf-8", "replace").strip())
    if len(line) > MAX_LINE and not line.endswith(b"\n"):
        return RefusedRow(number, "", f"the line has more than {MAX_LINE} bytes", shown)
    try:
        value = parsed(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        byte = line[error.start]
        return RefusedRow(number, "", f"is not UTF-8 (byte 0x{byte:02X}): save the file as UTF-8", shown)
    except RecursionError:
        return RefusedRow(number, "", "is nested too deeply", shown)
    except ValueError as error:
        return RefusedRow(number, "", f"is not JSON: {storable(str(error))[:200]}", shown)
    if not isinstance(value, dict):
        return RefusedRow(number, "", "is not an object {...}", shown)
    cells = cells_of(number, value)
    return cells if isinstance(cells, RefusedRow) else RawRow(number, cells)
