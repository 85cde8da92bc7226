"""Our documented columns (docs/data-dictionary.md), and files whose columns an editor has mapped onto them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from incidents.ingest.formats import FileRefused, RawRow, RefusedRow, Table
from incidents.ingest.layouts import Layout
from incidents.ingest.rowreader import KNOWN, REQUIRED


def fits(columns: frozenset[str]) -> bool:
    return _renamed(columns) >= REQUIRED


def rows(table: Table) -> Iterator[RawRow | RefusedRow]:
    """Raises FileRefused when the header lacks a column that is needed, or has one that nobody knows."""
    if not table.ragged:
        _check_header(table)
        return map(_own_row, table.rows) if "external_id" not in table.columns else table.rows
    return map(_ragged_row, table.rows)


def mapped(table: Table, mapping: Mapping[str, str]) -> Iterator[RawRow | RefusedRow]:
    """Rows of a file whose columns were mapped: `mapping` is theirs -> ours; other columns are left out."""
    for row in table.rows:
        if isinstance(row, RawRow):
            yield RawRow(
                row.line, {mapping[name]: text for name, text in row.cells.items() if mapping.get(name)}
            )
        else:
            yield row


OWN = Layout("own", fits, rows)


def _renamed(columns: Iterable[str]) -> set[str]:
    """Our own export names an incident by its id."""
    names = set(columns)
    return names if "external_id" in names else {"external_id" if name == "id" else name for name in names}


def _own_row(row: RawRow | RefusedRow) -> RawRow | RefusedRow:
    if isinstance(row, RefusedRow) or "id" not in row.cells or "external_id" in row.cells:
        return row
    return RawRow(
        row.line, {"external_id" if name == "id" else name: text for name, text in row.cells.items()}
    )


def _ragged_row(row: RawRow | RefusedRow) -> RawRow | RefusedRow:
    row = _own_row(row)
    if isinstance(row, RefusedRow):
        return row
    unknown = sorted(set(row.cells) - KNOWN)
    if unknown:
        return RefusedRow(row.line, unknown[0][:100], "is not a known property; see docs/data-dictionary.md")
    missing = sorted(REQUIRED - set(row.cells))
    return RefusedRow(row.line, missing[0], "is missing") if missing else row


def _check_header(table: Table) -> None:
    missing = sorted(REQUIRED - _renamed(table.columns))
    if missing:
        raise FileRefused(
            f"{table.name}, line 1: the columns {', '.join(missing)} are missing; found {_few(table.columns)}"
        )
    unknown = [column for column in table.columns if column not in KNOWN]
    if unknown:
        raise FileRefused(
            f"{table.name}, line 1: unknown columns {_few(unknown)}; see docs/data-dictionary.md"
        )


def _few(columns: Iterable[str]) -> str:
    names = [repr(column[:40]) for column in columns]
    shown = ", ".join(names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown or "none"
