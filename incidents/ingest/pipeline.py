"""The queue's worker: a pending report becomes proposals. The report's row is the queue of record.

Attempts are counted and committed before the work, so that a report which kills its worker is counted too;
the third failure quarantines it with its reason. The result is written in one transaction that checks that
the lease is still ours: a report that was taken over meanwhile is left to its new owner.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from incidents import calibration, changes, duplicates, review
from incidents.codes import ProposalKind, ProposalState, ReportState
from incidents.ingest.drafts import NoteDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import shipped
from incidents.ingest.formats import storable
from incidents.ingest.gazetteer import Tables
from incidents.ingest.knownnames import tables_from_database
from incidents.ingest.proposing import findings, proposed_records, without_report
from incidents.ingest.structured import note_of
from incidents.ingest.training import event_types
from incidents.ingest.versions import (
    DECIDED,
    NEWER,
    Waiting,
    earlier_drafts,
    last_drafts,
    propose_change,
    said_before,
    supersede_earlier,
    told_before,
    versions_of,
)
from incidents.models import Evidence, Proposal, Report
from incidents.record import IncidentRecord

logger = logging.getLogger(__name__)

SWEEP_WORK_SECONDS = 60.0
NO_INCIDENT = "no incident was found in this text"
DIED = "its worker ended %s times while reading it"


# Queue -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lease:
    """This process's hold on a report; `attempt` tells it from any later hold."""

    report: Report
    attempt: int


def work(report_id: int) -> str:
    """Works on one report if it is due. Returns its new state, or "not due" when it is not ours to take.

    1. claim it: count the attempt, commit; 2. extract; 3. write proposals and state in one transaction;
    4. on failure: the reason, and either a later attempt or quarantine.
    """
    lease = _claim(Report.objects.filter(pk=report_id))
    return _work_on(lease) if lease is not None else "not due"


def work_due(seconds: float = SWEEP_WORK_SECONDS) -> int:
    """The sweep: works on due reports, oldest first, for so many seconds. Returns how many."""
    until = time.monotonic() + seconds
    worked = 0
    while time.monotonic() < until:
        lease = _claim(Report.objects.order_by("due_at", "pk"))
        if lease is None:
            break
        _work_on(lease)
        worked += 1
    return worked


def sweep() -> dict[str, int]:
    """What must happen even when every wake-up is lost: due reports, unnumbered changes, ended embargoes."""
    return {
        "embargoes": review.lift_embargoes(),
        "changes": changes.number_changes(),
        "reports": work_due(),
    }


def _claim(candidates: Any) -> Lease | None:
    """Takes the first due report, committed before any work; quarantines the ones that used up their attempts."""
    while True:
        with transaction.atomic():
            report = candidates.due().select_for_update(skip_locked=True, of=("self",)).first()
            if report is None:
                return None
            if report.attempts >= settings.MAX_ATTEMPTS:
                _set_state(
                    report, ReportState.QUARANTINED, reason=report.last_error or DIED % report.attempts
                )
                continue
            report.attempts += 1
            report.state = ReportState.EXTRACTING
            # By the database's clock, as in due(): a worker whose clock is a day off must not hold a report for
            # a day, nor have each of its leases taken away at once.
            report.leased_until = Now() + timedelta(seconds=settings.LEASE_SECONDS)
            report.save(update_fields=["attempts", "state", "leased_until"])
            return Lease(report, report.attempts)


def _work_on(lease: Lease) -> str:
    try:
        return _propose(lease, _draft_of(lease.report))
    except Exception as error:
        logger.warning("report %s, attempt %s: %s", lease.report.pk, lease.attempt, type(error).__name__)
        return _fail(lease, f"{type(error).__name__}: {error}")


def _set_state(report: Report, state: str, *, reason: str = "", **values: Any) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=state, state_reason=reason[:2000], leased_until=None, **values
    )


def _ours(lease: Lease) -> Report | None:
    """The row, locked, if it is still held by this lease."""
    mine = Q(state=ReportState.EXTRACTING, attempts=lease.attempt)
    return Report.objects.select_for_update().filter(mine, pk=lease.report.pk).first()


@transaction.atomic
def _fail(lease: Lease, reason: str) -> str:
    reason = storable(reason)
    if _ours(lease) is None:
        return "taken over"
    if lease.attempt >= settings.MAX_ATTEMPTS:
        _set_state(lease.report, ReportState.QUARANTINED, reason=reason, last_error=reason[:2000])
        return ReportState.QUARANTINED.value
    later = Now() + timedelta(seconds=5 * 2**lease.attempt)
    _set_state(lease.report, ReportState.PENDING, last_error=reason[:2000], due_at=later)
    return ReportState.PENDING.value


# Proposals ---------------------------------------------------------------------------------------------
def _draft_of(report: Report) -> NoteDraft:
    """What the report says: read from its text, or given in the structured form."""
    tables = tables_from_database() or Tables.from_reference()
    if report.payload and "incidents" in report.payload:
        return note_of(report.payload, tables)
    return extract(
        report.text,
        published=report.published_at.date(),
        tables=tables,
        language=report.language or None,
        types=event_types(),
        learnt=shipped(),
    )


@transaction.atomic
def _propose(lease: Lease, note: NoteDraft) -> str:
    report = _ours(lease)
    if report is None:
        return "taken over"
    newest = versions_of(report).order_by("-version").first()
    if newest is not None and newest.version > report.version:
        _set_state(report, ReportState.PARKED, reason=NEWER % newest.version)
        return ReportState.PARKED.value
    report.language = report.language or note.language[:8]
    records = proposed_records(note, report=report.pk, belligerent=report.source.belligerent)
    earlier, last = earlier_drafts(report), last_drafts(report)
    waiting = supersede_earlier(report)
    # Drafts are told apart by their number in the text; with another number of them all are new.
    known = earlier if len(earlier) == len(records) else {}
    for ordinal, record in enumerate(records):
        told = told_before(last, ordinal, record, len(records))
        if any(draft.report_id == report.pk and draft.state in DECIDED for draft in told):
            continue  # somebody decided about it, and then had the rest of this very report read again
        # Only a draft that became no incident is replaced by this one.
        before = next((draft for draft in told if draft.incident_id is None), None)
        spans = note.incidents[ordinal].evidence
        _propose_one(report, ordinal, record, spans, known.get(ordinal), waiting, before)
    if not records and note.language == "und":
        # An editor who reads the language fills in an empty draft.
        _propose_new(report, 0, IncidentRecord(sources=()), (), None)
    for draft in report.proposals.filter(state=ProposalState.OPEN, kind=ProposalKind.CREATE).order_by("pk"):
        duplicates.find(draft)
    state = _state_after(report, earlier)
    reason = NO_INCIDENT if state == ReportState.PARKED else ""
    _set_state(report, state, reason=reason, findings=findings(note), language=report.language)
    return state.value


def _state_after(report: Report, earlier: dict[int, Proposal]) -> ReportState:
    if report.proposals.filter(state=ProposalState.OPEN).exists():
        return ReportState.PROPOSED
    rests_on_it = any(proposal.incident_id is not None for proposal in earlier.values())
    rests_on_it = rests_on_it or report.proposals.filter(incident__isnull=False).exists()
    return ReportState.LINKED if rests_on_it else ReportState.PARKED


def _propose_one(
    report: Report,
    ordinal: int,
    record: IncidentRecord,
    spans: Any,
    earlier: Proposal | None,
    waiting: Waiting,
    last: Proposal | None,
) -> None:
    """A draft that an editor decided about in an earlier version comes back only where the source changed it."""
    if earlier is None or earlier.state not in DECIDED:
        _propose_new(report, ordinal, record, spans, last)
        return
    before = said_before(report, earlier)
    if earlier.incident is not None:
        names = waiting.get(earlier.incident.pk, frozenset())
        propose_change(earlier.incident, report, record, before=before, waiting=names)
    elif before != without_report(record):
        _propose_new(report, ordinal, record, spans, last)


def _propose_new(
    report: Report, ordinal: int, record: IncidentRecord, spans: Any, last: Proposal | None
) -> None:
    """A draft with its evidence; what a person said of the draft that it replaces holds for it, too."""
    kinds = [(span.field, span.confidence, span.rule) for span in spans]
    proposal = Proposal.objects.create(
        kind=ProposalKind.CREATE,
        report=report,
        ordinal=ordinal,
        values=record.as_json(),
        ease=calibration.Confidences.load().ease(kinds, report.language),
    )
    Evidence.objects.bulk_create(
        Evidence(
            report=report,
            proposal=proposal,
            field=span.field[:60],
            start=span.start,
            end=span.end,
            rule=span.rule[:60],
            confidence=span.confidence,
        )
        for span in spans
        if span.start < span.end
    )
    if last is not None:
        duplicates.follow(last, proposal)
