"""XLSX: the first sheet, or the one named `incidents`. Read in a child process, as values and never as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused, RawRow, RefusedRow, Table, bytes_of

MAX_FILE_BYTES = 20 * 1024 * 1024
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
