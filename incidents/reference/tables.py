"""Reads the reference tables: CSV files that begin with `#` lines (sources, licence) before the header.

`|` separates the items of a list inside a cell. A malformed row raises ValueError with file, line,
column and reason, so that a person who edits a table finds the cell.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.plain import iso_day

PARTIAL_DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Row:
    """One line of a table; each method reads one cell or raises ValueError naming it."""

    file: str
    line: int
    cells: dict[str, str]

    def error(self, column: str, reason: str) -> ValueError:
        """The error for a cell of this row, to be raised by the caller."""
        return ValueError(f"{self.file}, line {self.line}, column {column}: {reason}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.error(column, "is empty")
        return value

    def optional(self, column: str) -> str | None:
        """A cell whose emptiness means unknown or open."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The items of a list cell, in order; empty for an empty cell."""
        if not self.cells[column]:
            return ()
        items = tuple(item.strip() for item in self.cells[column].split("|"))
        if "" in items:
            raise self.error(column, "holds an empty item")
        if len(set(items)) < len(items):
            raise self.error(column, "holds an item twice")
        return items

    def slug(self, column: str) -> str:
        """A key of lower-case ASCII letters, digits and single hyphens."""
        value = self.text(column)
        if not SLUG.fullmatch(value):
            raise self.error(column, f"{value!r} is not a slug")
        return value

    def number(self, column: str, low: float, high: float) -> float:
        """A finite number between `low` and `high`, both included."""
        value = self.text(column)
        try:
            number = float(value)
        except ValueError:
            raise self.error(column, f"{value!r} is not a number") from None
        if not (math.isfinite(number) and low <= number <= high):
            raise self.error(column, f"{value} is not between {low:g} and {high:g}")
        return number

    def whole(self, column: str, low: int, high: int) -> int:
        """A whole number between `low` and `high`, both included."""
        number = self.number(column, low, high)
        if not number.is_integer():
            raise self.error(column, f"{self.cells[column]} is not a whole number")
        return int(number)

    def date(self, column: str) -> str | None:
        """A partial ISO date (`2012`, `2016-01`, `2016-01-19`), None when the cell is empty."""
        value = self.optional(column)
        if value and not PARTIAL_DATE.fullmatch(value):
            raise self.error(column, f"{value!r} is not a year, month or day in ISO form")
        return value

    def day(self, column: str) -> datetime.date:
        """A whole ISO day that exists (`2018-07-29`)."""
        value = self.text(column)
        try:
            return iso_day(value)
        except ValueError:
            raise self.error(column, f"{value!r} is not a day in ISO form") from None

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(column)
        if value not in allowed:
            raise self.error(column, f"{value!r} is none of {', '.join(allowed)}")
        return value


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of the table at `path`, whose header must be exactly `columns`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if tuple(lines[head].split(",") if head < len(lines) else ()) != columns:
        raise ValueError(f"{path.name}, line {head + 1}: the header is not {','.join(columns)}")
    for line, text in enumerate(lines[head + 1 :], head + 2):
        cells = [cell.strip() for cell in next(csv.reader([text]), [])]
        if len(cells) != len(columns):
            raise ValueError(f"{path.name}, line {line}: {len(cells)} cells instead of {len(columns)}")
        yield Row(path.name, line, dict(zip(columns, cells, strict=True)))
