"""Rows as a provider's file gives them, made up by us in the recorded shape, and what a layout makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents.ingest.formats import RawRow, RefusedRow, Table
from incidents.ingest.gazetteer import Tables
from incidents.ingest.layouts import Layout
from incidents.ingest.rowreader import Row, row_of

TODAY = date(2026, 1, 15)
TABLES = Tables.from_reference()


def rows(layout: Layout, *given: Mapping[str, str]) -> list[RawRow | RefusedRow]:
    """The rows of a file with these rows, from line 2 on; empty cells are left out, as a format does."""
    columns = tuple(dict.fromkeys(name for cells in given for name in cells))
    raw = (
        RawRow(line, {name: text for name, text in cells.items() if text})
        for line, cells in enumerate(given, 2)
    )
    return list(layout.rows(Table("rows.csv", columns, raw)))


def cells(layout: Layout, given: Mapping[str, str]) -> dict[str, str]:
    (row,) = rows(layout, given)
    assert isinstance(row, RawRow), row
    return row.cells


def read(layout: Layout, given: Mapping[str, str]) -> Row:
    return row_of(cells(layout, given), TABLES, today=TODAY, lenient=layout.lenient)


def told(found: list[RawRow | RefusedRow]) -> list[tuple[int, str]]:
    return [
        (row.line, row.cells["external_id"])
        if isinstance(row, RawRow)
        else (row.line, f"{row.column}: {row.reason}")
        for row in found
    ]


def parties(row: Row) -> list[tuple[str | None, str, str]]:
    return [(party.actor, party.role, party.words) for party in row.record.involvements]


def estimates(row: Row) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(one.kind, one.group): (one.low, one.best, one.high, one.words) for one in row.record.estimates}
