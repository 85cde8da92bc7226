"""What is to become of each row of a batch, against what is here: nothing is written.

A dry run stops after this; an import goes on and writes what was checked. So both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from incidents.codes import ItemOutcome, ReportState
from incidents.ingest import twins
from incidents.ingest.formats import RawRow, RefusedRow, storable
from incidents.ingest.gazetteer import Tables
from incidents.ingest.ground import Ground
from incidents.ingest.rowreader import AS_GIVEN, KM_OUTSIDE, Row, RowError, external_id_of, row_of
from incidents.intake import content_hash
from incidents.models import Report, Source

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Latest:
    """The newest version of a report that is here."""

    report: int
    version: int
    content_hash: str
    state: str


@dataclass
class Checked:
    """A row with its outcome. `problems` are (column, reason) of every wrong cell; `changed` column -> [old, new]."""

    line: int
    external_id: str = ""
    payload: dict[str, Any] | None = None
    outcome: str = ItemOutcome.NEW.value
    problems: tuple[tuple[str, str], ...] = ()
    changed: dict[str, list[str]] = field(default_factory=dict)
    row: Row | None = None
    digest: str = ""
    latest: Latest | None = None
    incident: int | None = None
    report: int | None = None
    twin: int | None = None

    @property
    def is_brand_new(self) -> bool:
        """Neither its report nor its incident is here: it can be written with many others at once."""
        return self.row is not None and self.latest is None and self.incident is None

    def refuse(self, problems: Sequence[tuple[str, str]]) -> None:
        self.outcome, self.problems = ItemOutcome.QUARANTINED.value, tuple(problems)
        self.row = None


class Checker:
    """Checks the rows of one file in batches; knows which ids the file has named already."""

    def __init__(self, source: Source, tables: Tables, ground: Ground, *, today: date) -> None:
        self.source, self.tables, self.ground, self.today = source, tables, ground, today
        self._lines: dict[int, int] = {}

    def batch(self, rows: Iterable[RawRow | RefusedRow]) -> list[Checked]:
        return self.compare(self.read(rows))

    def read(self, rows: Iterable[RawRow | RefusedRow]) -> list[Checked]:
        """Each row by itself. Asks the database nothing, so that another thread may do it."""
        return [self._read(row) for row in rows]

    def compare(self, checked: list[Checked]) -> list[Checked]:
        """What was read, against what is here."""
        self._compare(checked)
        self._look_for_twins(checked)
        return checked

    # 1. each row by itself
    def _read(self, raw: RawRow | RefusedRow) -> Checked:
        if isinstance(raw, RefusedRow):
            refused = Checked(raw.line, payload={"text": raw.text} if raw.text else None)
            refused.refuse([(storable(raw.column)[:100], storable(raw.reason))])
            return refused
        cells = raw.cells
        found = Checked(raw.line, external_id_of(cells)[:500], cells)
        earlier = self._earlier_line(found)
        if earlier is not None:
            found.refuse([("external_id", f"is the same as in line {earlier} of this file")])
            return found
        try:
            found.row = row_of(cells, self.tables, today=self.today)
            self._refuse_outside(found.row, cells)
        except RowError as error:
            found.refuse(error.problems)
        found.digest = digest_of(found.external_id, cells)
        return found

    def _earlier_line(self, found: Checked) -> int | None:
        if not found.external_id:
            return None
        # Numbers instead of texts: a file may name a million ids.
        earlier = self._lines.setdefault(hash(found.external_id), found.line)
        return earlier if earlier != found.line else None

    def _refuse_outside(self, row: Row, cells: Cells) -> None:
        """A point far outside the stated country, or in no country known here, is probably swapped: refused."""
        longitude, latitude = row.record.longitude, row.record.latitude
        if longitude is None or latitude is None:
            return
        country = cells.get("country", "").upper() or None
        if self.ground.is_near(country, longitude, latitude, KM_OUTSIDE) is not False:
            return
        swapped = abs(longitude) <= 90 and self.ground.is_near(country, latitude, longitude, KM_OUTSIDE)
        hint = ": longitude and latitude look swapped" if swapped else ""
        where = country or "every country that is known here"
        raise RowError(
            "longitude", f"the point {longitude}, {latitude} lies over {KM_OUTSIDE} km outside {where}{hint}"
        )

    # 2. against what is here
    def _compare(self, checked: Sequence[Checked]) -> None:
        readable = {found.external_id: found for found in checked if found.row is not None}
        ids = list(readable)
        for external_id, latest in _latest_versions(self.source, ids).items():
            readable[external_id].latest = latest
        for external_id, incident in _known_incidents(self.source, ids).items():
            readable[external_id].incident = incident
        changed = []
        for found in readable.values():
            if found.latest is None or (
                found.incident is None and found.latest.state != ReportState.DISMISSED
            ):
                continue
            if found.latest.content_hash == found.digest:
                found.outcome, found.report = ItemOutcome.UNCHANGED.value, found.latest.report
            else:
                found.outcome = ItemOutcome.CHANGED.value
                changed.append(found)
        payloads = dict(
            Report.objects.filter(
                pk__in=[found.latest.report for found in changed if found.latest]
            ).values_list("pk", "payload")
        )
        for found in changed:
            before = cells_of(payloads.get(found.latest.report if found.latest else 0))
            found.changed = differing(before, cells_of(found.payload))

    def _look_for_twins(self, checked: Sequence[Checked]) -> None:
        new = [(found, self._asked(found)) for found in checked if found.is_brand_new]
        placed = [(found, asked) for found, asked in new if asked is not None]
        for number, twin in twins.twins_of([asked for _found, asked in placed], self.source).items():
            found = placed[number][0]
            found.twin, found.outcome = twin, ItemOutcome.POSSIBLE_DUPLICATE.value

    def _asked(self, found: Checked) -> twins.Asked | None:
        at = self._position(found)
        if found.row is None or at is None:
            return None
        record = found.row.record
        return twins.Asked(record.event_type, record.date_start, record.date_end, *at)

    def _position(self, found: Checked) -> tuple[float, float] | None:
        record = found.row.record if found.row else None
        if record is None:
            return None
        if record.longitude is not None and record.latitude is not None:
            return record.longitude, record.latitude
        place = self.tables.places.get(record.place or "")
        return (place.longitude, place.latitude) if place else None


def cells_of(payload: Any) -> Cells:
    """The cells that the report of a row keeps."""
    return payload if isinstance(payload, Mapping) else {}


def digest_of(external_id: str, cells: Cells) -> str:
    """Hash of what the source said: of the provider's own row where a layout translated it."""
    return content_hash(title_of(external_id), "", cells.get(AS_GIVEN) or dict(cells))


def title_of(external_id: str) -> str:
    return external_id[:500]


def differing(before: Cells, now: Cells) -> dict[str, list[str]]:
    """Cells that differ: column -> [old, new]; an empty text where there was none."""
    names = sorted((set(before) | set(now)) - {AS_GIVEN})
    return {
        name: [before.get(name, ""), now.get(name, "")]
        for name in names
        if before.get(name, "") != now.get(name, "")
    }


# One look into an index per id: an import of a million rows asks while its tables grow, of which no statistics tell.
LATEST = """
SELECT wanted.external_id, latest.id, latest.version, latest.content_hash, latest.state
FROM unnest(%s::text[]) AS wanted (external_id)
CROSS JOIN LATERAL (
    SELECT id, version, content_hash, state FROM incidents_report
    WHERE source_id = %s AND external_id = wanted.external_id ORDER BY version DESC LIMIT 1
) AS latest
"""
KNOWN = """
SELECT wanted.value, known.incident_id
FROM unnest(%s::text[]) AS wanted (value)
CROSS JOIN LATERAL (
    SELECT incident_id FROM incidents_externalid WHERE scheme = %s AND value = wanted.value LIMIT 1
) AS known
"""


def _latest_versions(source: Source, external_ids: list[str]) -> dict[str, Latest]:
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [external_ids, source.pk])
        return {external_id: Latest(*rest) for external_id, *rest in cursor.fetchall()}


def _known_incidents(source: Source, external_ids: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [external_ids, source.scheme])
        return dict(cursor.fetchall())
