"""The provider took an event back: what people stand for gets a proposed retraction, a bare draft goes.

Nothing is forgotten: the report stays, dismissed, with the reason. A second telling changes nothing.
"""

from __future__ import annotations

from django.db import transaction

from incidents import review
from incidents.codes import ItemOutcome, ProposalKind, ProposalState, ReportState, WorkflowStatus
from incidents.ingest.taking import take_turn
from incidents.models import ExternalId, Incident, IngestItem, IngestRun, Proposal, Report, ReportLink, Source
from incidents.removal import delete_incidents

PROPOSED = "a retraction is proposed"
PROPOSED_BEFORE = "a retraction was proposed before"
DROPPED = "the draft that nobody had touched is dismissed"
GONE = "is retracted already"
MERGED = "is merged into another incident, which has sources of its own: see whether it still stands"
NOT_AN_INCIDENT = "no incident had come of it: its report is dismissed"


@transaction.atomic
def take_back(run: IngestRun, external_id: str, reason: str, *, line: int = 0) -> IngestItem | None:
    """Does what a withdrawal asks for, and keeps it as an item of the run. None when nothing is known by this id."""
    source = run.source
    take_turn(source)  # no import writes meanwhile what is being dismissed
    known = (
        ExternalId.objects.filter(scheme=source.scheme, value=external_id).select_related("incident").first()
    )
    reports = Report.objects.filter(source=source, external_id=external_id)
    if known is None and not reports.exists():
        return None
    if known is None:
        changed = _dismiss(external_id, source, reason)
        found, what = (changed, NOT_AN_INCIDENT)
        incident = None
    else:
        found, what, incident = _withdraw(known.incident, source, reason)
    return IngestItem.objects.create(
        run=run,
        line=line,
        external_id=external_id[:500],
        outcome=ItemOutcome.CHANGED if found else ItemOutcome.UNCHANGED,
        reason=f"{reason}: {what}",
        report=reports.order_by("-version").first(),
        incident=incident,
    )


def _withdraw(incident: Incident, source: Source, reason: str) -> tuple[bool, str, Incident | None]:
    """(whether anything changed, what in words, the incident if it is still there)."""
    if incident.status == WorkflowStatus.RETRACTED:
        return False, GONE, incident
    if incident.status == WorkflowStatus.MERGED:
        return False, MERGED, incident
    if is_bare_draft(incident, source):
        ids = list(incident.external_ids.filter(scheme=source.scheme).values_list("value", flat=True))
        delete_incidents([incident.pk])
        for external_id in ids:
            _dismiss(external_id, source, reason)
        return True, DROPPED, None
    return (
        (True, PROPOSED, incident)
        if propose_retraction(incident, reason)
        else (False, PROPOSED_BEFORE, incident)
    )


def is_bare_draft(incident: Incident, source: Source) -> bool:
    """A machine's draft that nobody touched, that rests on this source alone, and that nothing leads to."""
    return (
        incident.status == WorkflowStatus.DRAFT
        and incident.submitted_by_id is None
        and not ReportLink.objects.filter(incident=incident).exclude(report__source=source).exists()
        and not Incident.objects.unpublished_too().filter(merged_into=incident).exists()
        and not Proposal.objects.filter(incident=incident).exists()
    )


def propose_retraction(incident: Incident, reason: str) -> bool:
    """A machine proposes a retraction once; whatever people decided about it stands. Whether it did so now."""
    if Proposal.objects.filter(
        incident=incident, kind=ProposalKind.RETRACT, created_by__isnull=True
    ).exists():
        return False
    review.propose(incident, old={}, new={}, by=None, reason=reason, kind=ProposalKind.RETRACT)
    return True


def _dismiss(external_id: str, source: Source, reason: str) -> bool:
    """The tombstone of every version; open drafts of a machine give way. Whether anything changed."""
    versions = Report.objects.filter(source=source, external_id=external_id)
    Proposal.objects.filter(
        report__in=versions, state=ProposalState.OPEN, kind=ProposalKind.CREATE, created_by__isnull=True
    ).update(state=ProposalState.SUPERSEDED)
    waiting = versions.exclude(state__in=[ReportState.DISMISSED, ReportState.EXTRACTING])
    return bool(waiting.update(state=ReportState.DISMISSED, state_reason=reason, leased_until=None))
