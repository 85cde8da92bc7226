"""A file becomes a run: every row with its outcome, the bad ones set aside with line, column and reason.

Each row is written in a transaction of its own: a bad one takes nothing with it. The same file again
changes nothing and says so. A changed row never overwrites a person's value: it is proposed.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from incidents import intake, review
from incidents.codes import ItemOutcome, Reliability, ReportState, RunState, SourceKind, WorkflowStatus
from incidents.ingest.formats import (
    FileRefused,
    Opener,
    RawRow,
    RefusedRow,
    archive,
    csvfile,
    geojson,
    jsonlines,
    storable,
    xlsx,
)
from incidents.ingest.gazetteer import Tables
from incidents.ingest.layouts import Layout
from incidents.ingest.layouts.acled import ACLED
from incidents.ingest.layouts.insecurity import INSECURITY
from incidents.ingest.layouts.own import OWN
from incidents.ingest.layouts.ucdp import UCDP
from incidents.ingest.notes import NOTE_ENDINGS, import_note
from incidents.ingest.pipeline import tables_from_database
from incidents.ingest.proposing import without_report
from incidents.ingest.rowreader import KM_OUTSIDE, Row, RowError, external_id_of, row_of, with_report
from incidents.ingest.versions import propose_change, supersede_earlier
from incidents.models import ExternalId, IngestItem, IngestRun, Region, Report, Source
from incidents.record import IncidentRecord

logger = logging.getLogger(__name__)

# The table of formats: how the name of a file ends, and what reads its rows.
FORMATS: dict[str, Opener] = {
    ".csv": csvfile.open_table,
    ".geojson": geojson.open_table,
    ".json": geojson.open_table,
    ".jsonl": jsonlines.open_table,
    ".ndjson": jsonlines.open_table,
    ".xlsx": xlsx.open_table,
    ".zip": lambda path: archive.open_table(path, FORMATS),
}
# The table of layouts, looked through in this order; our own comes last, since it says what is missing.
LAYOUTS: tuple[Layout, ...] = (ACLED, UCDP, INSECURITY, OWN)
FILE_SOURCE = "Imported files"
METRES_A_DEGREE = 111_195


def import_file(
    path: Path,
    *,
    source: Source | None = None,
    by: Any = None,
    published: datetime | None = None,
    language: str = "",
) -> IngestRun:
    """Imports one file and returns its run. Raises FileRefused, kept as a failed run, for an unreadable file.

    `by` is the editor who stands for the file: its incidents wait for another person's publication.
    Without one they stay drafts until an editor submits the run.
    """
    source = source or _file_source()
    run = IngestRun.objects.create(
        source=source, file_name=storable(path.name)[:300], format=path.suffix[1:20], submitted_by=by
    )
    try:
        if path.suffix.lower() in NOTE_ENDINGS:
            counts = import_note(path, run, published or timezone.now(), language)
        else:
            counts = _import_rows(path, run)
    except Exception as error:
        reason = storable(
            str(error) if isinstance(error, FileRefused) else f"{type(error).__name__}: {error}"
        )
        IngestRun.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, last_error=reason[:2000], finished_at=timezone.now()
        )
        raise
    _finish(run, counts)
    return run


def _file_source() -> Source:
    defaults = {"kind": SourceKind.FILE, "reliability": Reliability.F}
    return Source.objects.get_or_create(name=FILE_SOURCE, defaults=defaults)[0]


def _finish(run: IngestRun, counts: Counter[str]) -> None:
    now = timezone.now()
    run.state, run.finished_at = RunState.FINISHED, now
    for outcome in ItemOutcome.values:
        setattr(run, outcome, counts[outcome])
    run.save()
    Source.objects.filter(pk=run.source_id).update(last_success=now, failures_in_a_row=0)


# Rows ----------------------------------------------------------------------------------------------------
def _import_rows(path: Path, run: IngestRun) -> Counter[str]:
    opener = FORMATS.get(path.suffix.lower())
    if opener is None:
        known = ", ".join((*FORMATS, *NOTE_ENDINGS))
        raise FileRefused(f"{path.name}: files of this kind are not read here (known: {known})")
    table = opener(path)
    layout = layout_of(table.columns)
    tables = tables_from_database() or Tables.from_reference()
    counts: Counter[str] = Counter()
    for item in _items(layout.rows(table), run, tables):
        item.save()
        counts[item.outcome] += 1
    if not counts:
        raise FileRefused(f"{path.name}: holds no rows")
    return counts


def layout_of(columns: Iterable[str]) -> Layout:
    """The first layout that a file with these columns fits; our own when none does."""
    names = frozenset(columns)
    return next((layout for layout in LAYOUTS if layout.fits(names)), OWN)


def _items(rows: Iterator[RawRow | RefusedRow], run: IngestRun, tables: Tables) -> Iterator[IngestItem]:
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, RefusedRow):
            yield IngestItem(
                run=run, line=row.line, outcome=ItemOutcome.QUARANTINED, column=storable(row.column),
                reason=storable(row.reason), payload={"text": row.text} if row.text else None,
            )  # fmt: skip
            continue
        external_id = external_id_of(row.cells)
        item = IngestItem(run=run, line=row.line, payload=row.cells, external_id=external_id[:500])
        earlier = seen.setdefault(external_id, row.line) if external_id else row.line
        if earlier != row.line:
            item.outcome, item.column = ItemOutcome.QUARANTINED, "external_id"
            item.reason = f"is the same as in line {earlier} of this file"
        else:
            take_row(item, tables)
        yield item


def take_row(item: IngestItem, tables: Tables) -> None:
    """Writes one row's report and incident, and its outcome into the item (unsaved)."""
    try:
        with transaction.atomic():
            _write_row(item, tables)
    except RowError as error:
        item.outcome, item.column, item.reason = ItemOutcome.QUARANTINED, error.column, error.reason
    except review.ReviewError as error:
        item.outcome, item.column, item.reason = ItemOutcome.QUARANTINED, "", str(error)
    except Exception as error:
        logger.warning("run %s, line %s: %s", item.run_id, item.line, type(error).__name__)
        item.outcome, item.column, item.reason = (
            ItemOutcome.QUARANTINED,
            "",
            storable(f"{type(error).__name__}: {error}"[:500]),
        )
    if item.outcome == ItemOutcome.QUARANTINED:
        item.report = item.incident = None
    else:
        item.column = item.reason = ""


def _write_row(item: IngestItem, tables: Tables) -> None:
    run = item.run
    row = row_of(item.payload or {}, tables, today=timezone.now().date())
    _refuse_outside(row, item.payload or {})
    # Two imports of one source take turns row by row: the second finds what the first wrote.
    Source.objects.select_for_update(no_key=True).get(pk=run.source_id)
    day = row.published or run.started_at.date()
    receipt = intake.receive(
        run.source,
        external_id=row.external_id,
        published_at=datetime.combine(day, time(), UTC),
        url=row.url,
        title=f"{run.source.name}: {row.external_id}"[:500],
        payload=item.payload,
        submitted_by=run.submitted_by,
        state=ReportState.LINKED,
    )
    item.report, item.outcome = receipt.report, receipt.outcome
    known = ExternalId.objects.filter(scheme=_scheme(run.source), value=row.external_id).select_related(
        "incident"
    )
    found = known.first()
    item.incident = found.incident if found else None
    values = with_report(row.record, receipt.report.pk, f"{_scheme(run.source)}:{row.external_id}")
    if found is None and receipt.report.state != ReportState.DISMISSED:
        item.incident = review.enter(values, by=run.submitted_by, run=run)
        item.outcome = ItemOutcome.NEW
    elif found is not None and receipt.outcome == ItemOutcome.CHANGED:
        _change(found.incident, row, values, receipt.report, tables)


def _scheme(source: Source) -> str:
    return f"source-{source.pk}"


def _refuse_outside(row: Row, cells: dict[str, str]) -> None:
    """A point far outside the stated country, or in no country known here, is probably swapped: refused."""
    longitude, latitude = row.record.longitude, row.record.latitude
    if longitude is None or latitude is None:
        return
    country = cells.get("country", "").upper()
    outlines = Region.objects.filter(level=0, boundary__isnull=False)
    if country:
        outlines = outlines.filter(pcode=country)
    if not outlines.exists() or _is_near_any(outlines, longitude, latitude):
        return
    swapped = _is_near_any(outlines, latitude, longitude) if abs(longitude) <= 90 else False
    hint = ": longitude and latitude look swapped" if swapped else ""
    where = f"{country}" if country else "every country that is known here"
    raise RowError(
        "longitude", f"the point {longitude}, {latitude} lies over {KM_OUTSIDE} km outside {where}{hint}"
    )


def _is_near_any(outlines: Any, longitude: float, latitude: float) -> bool:
    margin = KM_OUTSIDE * 1000 / METRES_A_DEGREE
    return bool(outlines.filter(boundary__dwithin=(Point(longitude, latitude, srid=4326), margin)).exists())


def _change(incident: Any, row: Row, values: IncidentRecord, report: Report, tables: Tables) -> None:
    """The source says something else now: an untouched draft follows, a person's incident gets a proposal."""
    if incident.status == WorkflowStatus.DRAFT and incident.submitted_by_id is None:
        review.revise(incident, values, by=None)
        return
    waiting = supersede_earlier(report).get(incident.pk, frozenset())
    propose_change(incident, report, values, before=_as_said_before(report, tables), waiting=waiting)


def _as_said_before(report: Report, tables: Tables) -> dict[str, Any] | None:
    earlier = (
        Report.objects.filter(
            source=report.source_id, external_id=report.external_id, version__lt=report.version
        )
        .order_by("-version")
        .first()
    )
    if earlier is None or not earlier.payload:
        return None
    try:
        return without_report(row_of(earlier.payload, tables, today=timezone.now().date()).record)
    except RowError:
        return None


def retry_items(items: Any) -> Counter[str]:
    """Takes quarantined rows again, after a place or an actor was added; returns the outcomes."""
    tables = tables_from_database() or Tables.from_reference()
    counts: Counter[str] = Counter()
    waiting = (
        items.filter(outcome=ItemOutcome.QUARANTINED).exclude(payload=None).select_related("run__source")
    )
    for item in waiting:
        if "text" in item.payload and "external_id" not in item.payload:
            continue  # was never a row: the file has to be corrected
        if item.run.items.filter(external_id=item.external_id, line__lt=item.line).exists():
            continue  # a second row of the same id: the file has to say which one counts
        take_row(item, tables)
        item.retried_at = timezone.now()
        item.save()
        counts[item.outcome] += 1
        _recount(item.run)
    return counts


def _recount(run: IngestRun) -> None:
    counts = Counter(run.items.values_list("outcome", flat=True))
    IngestRun.objects.filter(pk=run.pk).update(**{outcome: counts[outcome] for outcome in ItemOutcome.values})
