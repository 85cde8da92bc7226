"""The least that a provider's columns mean, for tests of polling; the real layouts have tests of their own."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.ingest.formats import RawRow, RefusedRow, Table
from incidents.ingest.layouts import Layout


def _acled(table: Table) -> Iterator[RawRow | RefusedRow]:
    for row in table.rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        cells = {
            "external_id": row.cells["event_id_cnty"],
            "date_start": row.cells["event_date"],
            "event_type": row.cells["event_type"].lower().replace(" ", "_"),
            "place": row.cells.get("location", ""),
            "killed_best": row.cells.get("fatalities", ""),
        }
        yield RawRow(row.line, cells, given=row.cells)


def _ucdp(table: Table) -> Iterator[RawRow | RefusedRow]:
    for row in table.rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        cells = {
            "external_id": row.cells["id"],
            "date_start": row.cells["date_start"],
            "date_end": row.cells["date_end"],
            "event_type": "battles",
            "longitude": row.cells["longitude"],
            "latitude": row.cells["latitude"],
            "killed_best": row.cells["best"],
        }
        yield RawRow(row.line, cells, given=row.cells)


ACLED = Layout("acled", lambda columns: "event_id_cnty" in columns, _acled, lenient=True, restricted=True)
UCDP = Layout("ucdp", lambda columns: "dyad_new_id" in columns, _ucdp, lenient=True)
