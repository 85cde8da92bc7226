"""Checked rows are written: new ones many at once by COPY, those that touch what is here one by one.

All of it in the caller's transaction. A row that the database refuses is set aside with the rule it broke, and
takes nothing with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from incidents import intake, review
from incidents.codes import Audience, Credibility, ItemOutcome, LinkRole, ReportState, WorkflowStatus
from incidents.copyrows import CopyText, copy_text, new_uuids, reserve_ids
from incidents.ingest import twins
from incidents.ingest.checking import Checked, cells_of, title_of
from incidents.ingest.formats import storable
from incidents.ingest.gazetteer import Tables
from incidents.ingest.ground import Ground
from incidents.ingest.proposing import without_report
from incidents.ingest.rowreader import Row, RowError, row_of, with_report
from incidents.ingest.versions import propose_change, supersede_earlier, versions_of
from incidents.models import ExactLocation, Incident, IngestRun, Report
from incidents.record import IncidentRecord, columns_of

logger = logging.getLogger(__name__)

# How the report of a row stands behind its incident.
SOURCE = {"role": LinkRole.PRIMARY.value, "information_credibility": int(Credibility.CANNOT_BE_JUDGED)}


@dataclass(frozen=True)
class Batch:
    """Checked rows: those that are `new` with the ids that are kept for them, and those that are `known` here."""

    checked: Sequence[Checked]
    new: Sequence[Checked]
    known: Sequence[Checked]
    report_ids: Sequence[int]
    incident_ids: Sequence[int]

    def numbered(self) -> Iterator[tuple[Checked, int, int]]:
        """Each new row with the ids of its report and its incident."""
        return zip(self.new, self.report_ids, self.incident_ids, strict=True)


class Writer:
    """Writes the checked rows of one run: `prepare`, `texts`, `write`. In a `dry_run` no row is wanted."""

    def __init__(self, run: IngestRun, tables: Tables, ground: Ground, *, dry_run: bool = False) -> None:
        self.run, self.tables, self.ground, self.dry_run = run, tables, ground, dry_run

    def prepare(self, checked: Sequence[Checked]) -> Batch:
        """Asks the database for all that the texts of the new rows need; nothing is written."""
        wanted = [found for found in checked if self._is_wanted(found)]
        new = [found for found in wanted if found.is_brand_new]
        self.ground.prepare_points([at for found in new if (at := _own_point(found)) is not None])
        self.ground.prepare_places(
            key for found in new for key in (_row(found).record.place, _row(found).record.second_place)
        )
        return Batch(
            checked,
            new,
            [found for found in wanted if not found.is_brand_new],
            reserve_ids(Report, len(new)),
            reserve_ids(Incident, len(new)),
        )

    def write(self, batch: Batch, texts: Callable[[], Sequence[CopyText]]) -> None:
        """Writes what is to be written and sets report, incident and outcome of each row."""
        try:
            with transaction.atomic():
                for text in texts():
                    text.write()
        except (DatabaseError, ValueError) as error:
            # One of them breaks a rule that the reading did not know: each by itself, to find out which.
            logger.warning("run %s: a batch was refused (%s)", self.run.pk, type(error).__name__)
            for found in batch.new:
                self.one(found)
        else:
            for found, report, incident in batch.numbered():
                found.report, found.incident = report, incident
        for found in batch.known:
            if found.outcome != ItemOutcome.UNCHANGED:
                self.one(found)

    def _is_wanted(self, found: Checked) -> bool:
        if self.dry_run or found.row is None:
            return False
        return not (self.run.leave_duplicates and found.outcome == ItemOutcome.POSSIBLE_DUPLICATE)

    # many at once
    def texts(self, batch: Batch) -> list[CopyText]:
        """The new rows as the tables take them. Asks the database nothing, so that another thread may do it."""
        tables: dict[Any, list[dict[str, Any]]] = {model: [] for model in (Report, Incident, ExactLocation)}
        shared = self._shared_columns()
        public_ids = new_uuids(len(batch.new))
        for (found, report_id, incident_id), public_id in zip(batch.numbered(), public_ids, strict=True):
            self.ground.row_report = report_id
            columns = columns_of(_row(found).record, self.ground)
            columns.incident.update(self._of_this_run(found, columns.incident["flags"]))
            columns.links.append({"report_id": report_id, **SOURCE})
            columns.external_ids.append({"scheme": self.run.source.scheme, "value": found.external_id})
            tables[Report].append(self._report(found, report_id))
            tables[Incident].append({**shared, **columns.incident, "id": incident_id, "public_id": public_id})
            tables[ExactLocation].append({**columns.exact, "incident_id": incident_id})
            for model, rows in columns.below():
                table = tables.setdefault(model, [])
                for row in rows:
                    row["incident_id"] = incident_id
                    table.append(row)
        return [copy_text(model, rows) for model, rows in tables.items() if rows]

    def _report(self, found: Checked, pk: int) -> dict[str, Any]:
        row = _row(found)
        return {
            "id": pk,
            "source_id": self.run.source_id,
            "external_id": row.external_id,
            "url": row.url,
            "published_at": _published(self.run, row),
            "title": title_of(row.external_id),
            "payload": found.payload,
            "content_hash": found.digest,
            "submitted_by_id": self.run.submitted_by_id,
            "state": ReportState.LINKED.value,
        }

    def _shared_columns(self) -> dict[str, Any]:
        by = self.run.submitted_by_id
        return {
            "run_id": self.run.pk,
            "status": WorkflowStatus.IN_REVIEW.value if by else WorkflowStatus.DRAFT.value,
            "submitted_by_id": by,
            "submitted_at": timezone.now() if by else None,
        }

    def _of_this_run(self, found: Checked, flags: Iterable[str]) -> dict[str, Any]:
        """What the run has to say beside the row."""
        values: dict[str, Any] = {}
        if found.twin is not None:
            values["flags"] = sorted({*flags, twins.FLAG})
        if not self.run.source.redistributable and _row(found).record.release_to > Audience.ANALYSTS:
            values["release_to"] = Audience.ANALYSTS.value  # what may not be passed on never becomes public
        return values

    def _record(self, found: Checked, report: int) -> IncidentRecord:
        row = _row(found)
        record = with_report(row.record, report, f"{self.run.source.scheme}:{row.external_id}")
        return record.with_values(self._of_this_run(found, record.flags))

    # one by one
    def one(self, found: Checked) -> None:
        """Writes one row in a savepoint; sets it aside when it is refused."""
        try:
            with transaction.atomic():
                self._write_one(found)
        except RowError as error:
            found.refuse(error.problems)
        except review.ReviewError as error:
            found.refuse([("", str(error))])
        except Exception as error:
            logger.warning("run %s, line %s: %s", self.run.pk, found.line, type(error).__name__)
            found.refuse([("", storable(f"{type(error).__name__}: {error}"[:500]))])
        if found.row is None:
            found.report = found.incident = None

    def _write_one(self, found: Checked) -> None:
        run, row = self.run, _row(found)
        receipt = intake.receive(
            run.source,
            external_id=row.external_id,
            published_at=_published(run, row),
            url=row.url,
            title=title_of(row.external_id),
            payload=found.payload,
            digest=found.digest,
            submitted_by=run.submitted_by,
            state=ReportState.LINKED,
        )
        found.report = receipt.report.pk
        if found.outcome != ItemOutcome.POSSIBLE_DUPLICATE:
            found.outcome = receipt.outcome.value
        values = self._record(found, receipt.report.pk)
        if found.incident is None and receipt.report.state != ReportState.DISMISSED:
            found.incident = review.enter(values, by=run.submitted_by, run=run).pk
            if found.outcome != ItemOutcome.POSSIBLE_DUPLICATE:
                found.outcome = ItemOutcome.NEW.value
        elif found.incident is not None and receipt.outcome == ItemOutcome.CHANGED:
            incident = Incident.objects.unpublished_too().get(pk=found.incident)
            self._change(incident, values, receipt.report)

    def _change(self, incident: Incident, values: IncidentRecord, report: Report) -> None:
        """The source says something else now: an untouched draft follows, a person's incident gets a proposal."""
        if incident.status == WorkflowStatus.DRAFT and incident.submitted_by_id is None:
            review.revise(incident, values, by=None)
            return
        waiting = supersede_earlier(report).get(incident.pk, frozenset())
        propose_change(incident, report, values, before=self._as_said_before(report), waiting=waiting)

    def _as_said_before(self, report: Report) -> dict[str, Any] | None:
        earlier = versions_of(report).filter(version__lt=report.version).order_by("-version").first()
        record = said_by(earlier, self.tables, today=timezone.now().date()) if earlier is not None else None
        return without_report(record) if record is not None else None


def said_by(report: Report, tables: Tables, *, today: date) -> IncidentRecord | None:
    """What a row's report says, with the report named as its source; None when it cannot be read any more."""
    cells = cells_of(report.payload)
    if not cells:
        return None
    try:
        row = row_of(cells, tables, today=today)
    except RowError:
        return None
    return with_report(row.record, report.pk, f"{report.source.scheme}:{row.external_id}")


def items_of(run: IngestRun, checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """The ledger's lines, as columns. What was set aside keeps its cells, so that it can be tried again."""
    return [_item(run, found) for found in checked]


def _item(run: IngestRun, found: Checked) -> dict[str, Any]:
    column, reason = found.problems[0] if found.problems else ("", "")
    details: dict[str, Any] | None = None
    if len(found.problems) > 1:
        details = {"problems": [list(problem) for problem in found.problems]}
    elif found.changed:
        details = {"changed": found.changed}
    is_kept = found.incident is None and found.outcome != ItemOutcome.UNCHANGED
    return {
        "run_id": run.pk,
        "line": found.line,
        "external_id": found.external_id,
        "outcome": found.outcome,
        "column": column[:100],
        "reason": reason,
        "details": details,
        "payload": found.payload if is_kept else None,
        "report_id": found.report,
        "incident_id": found.incident,
        "twin_id": found.twin,
    }


def _row(found: Checked) -> Row:
    if found.row is None:
        raise ValueError("a row that was set aside is not written")
    return found.row


def _own_point(found: Checked) -> tuple[float, float] | None:
    record = _row(found).record
    if record.longitude is None or record.latitude is None:
        return None
    return record.longitude, record.latitude


def _published(run: IngestRun, row: Row) -> datetime:
    return datetime.combine(row.published or run.started_at.date(), time(), UTC)
