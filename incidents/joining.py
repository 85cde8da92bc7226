"""A person says what is one incident and what is two: attach, detach, merge, tell apart, split, write.

Nothing is lost by any of it: claims keep their report, figures are never summed, and each step has its way back.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import addition, attachments, claims, duplicates, record, review
from incidents.codes import (
    Audience,
    MatchDecision,
    ProposalKind,
    ProposalState,
    ReportState,
    WorkflowStatus,
)
from incidents.models import Attachment, Evidence, Incident, Match, Proposal, Report
from incidents.record import IncidentRecord, RecordError
from incidents.review import ReviewError


# A report and an incident --------------------------------------------------------------------------------------
@transaction.atomic
def attach(
    proposal: Proposal, incident: Incident, *, by: Any, reason: str = "", take: Collection[str] = ()
) -> Attachment:
    """The draft's report becomes another source of the incident; its figures and parties are kept as its claims.

    `take` names what the editor takes over where the incident has nothing (see `addition.TAKEN`). An unpublished
    incident changes at once, a published one when another person publishes it; the draft is accepted at once.
    """
    draft = review.open_draft(proposal, by=by)
    incident = _joinable(incident)
    if draft.report is None:
        raise ReviewError(_("A draft without a report cannot be attached."))
    if incident.synthetic:
        raise ReviewError(_("Sample data cannot be joined with real reports."))
    values = _addition(draft, draft.report, incident, take)
    attachment = Attachment(
        draft=draft, incident=incident, reason=reason, made_by=by, before=_submission(incident)
    )
    if incident.status == WorkflowStatus.PUBLISHED:
        attachment.change = review.propose(
            incident, old={}, new=values, by=by, reason=reason, report=draft.report, kind=ProposalKind.ATTACH
        )
    else:
        whole, attachment.brought = addition.added(record.read(incident), values)
        review.revise(incident, whole, by=by, reason=reason)
        incident.refresh_from_db(fields=["submitted_at"])
        attachment.before["until"] = _text(incident.submitted_at)
    attachment.save()
    match = duplicates.weighed_pair(draft, incident)
    _decide(match, MatchDecision.SAME, by=by)
    review.accept_draft(draft, incident, by=by)
    return attachment


def _addition(draft: Proposal, report: Report, incident: Incident, take: Collection[str]) -> dict[str, Any]:
    passed_on = report.source.redistributable or incident.release_to < Audience.PUBLIC
    try:
        return addition.addition_of(
            IncidentRecord.from_json(draft.values),
            report.pk,
            take=take,
            figures=passed_on and not report.source.belligerent,
            parties=passed_on,
        )
    except RecordError as error:
        raise review.BadValues(error.field, error.reason) from error


@transaction.atomic
def detach(attachment: Attachment, *, by: Any, reason: str = "") -> Proposal | None:
    """Takes an attachment back: the incident loses what it brought, and the draft waits again.

    Returns the change that waits for another person when the incident is published, else None.
    """
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if attachment.ended_at is not None:
        raise ReviewError(_("This report was detached already."))
    change = attachment.change
    if change is not None and change.state == ProposalState.OPEN:
        if change.kind == ProposalKind.DETACH:
            raise ReviewError(_("That this report is detached waits for another person already."))
        review.reject(change, by=by, reason=reason or _("taken back"))
        return None
    incident = _joinable(attachment.incident)
    current = record.read(incident)
    report = attachment.draft.report_id
    if all(source.report != report for source in current.sources):
        raise ReviewError(
            _("The report is no longer a source of this incident: correct the incident instead.")
        )
    if incident.status == WorkflowStatus.PUBLISHED:
        waiting = review.propose(
            incident, old={}, new=attachment.brought, by=by, reason=reason, report=attachment.draft.report,
            kind=ProposalKind.DETACH,
        )  # fmt: skip
        attachment.change = waiting
        attachment.save(update_fields=["change"])
        return waiting
    untouched_since = _text(incident.submitted_at) == attachment.before.get("until")
    try:
        values = attachments.taken_out(attachment, current)
    except RecordError as error:
        raise review.BadValues(error.field, error.reason) from error
    review.revise(incident, values, by=by, reason=reason)
    if untouched_since:
        # Who submitted the incident had submitted just this.
        before = {name: value for name, value in attachment.before.items() if name != "until"}
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(**before)
    attachments.end(attachment, by=by)
    return None


def _joinable(incident: Incident) -> Incident:
    """The incident, locked; one that was merged or retracted is refused."""
    row = Incident.objects.unpublished_too().select_for_update(of=("self",)).get(pk=incident.pk)
    if row.status in {WorkflowStatus.RETRACTED, WorkflowStatus.MERGED}:
        raise ReviewError(_("Restore the incident first: it is %s.") % row.get_status_display().lower())
    return row


def _submission(incident: Incident) -> dict[str, Any]:
    return {
        "status": incident.status,
        "submitted_by_id": incident.submitted_by_id,
        "submitted_at": _text(incident.submitted_at),
    }


def _text(moment: Any) -> str | None:
    return moment.isoformat() if moment is not None else None


# Two incidents, and pairs at large -----------------------------------------------------------------------------
@transaction.atomic
def same(match: Match, *, keep: int, by: Any, reason: str = "") -> None:
    """Two incidents are one: the other is merged into the one that is kept (`keep`, its id)."""
    match = Match.objects.select_for_update().get(pk=match.pk)
    pair = [pk for pk in (match.incident_id, match.other_incident_id) if pk is not None]
    if len(pair) != 2 or keep not in pair:
        raise ReviewError(_("Two incidents are merged; a draft is attached."))
    rows = Incident.objects.unpublished_too().in_bulk(pair)
    (gone,) = [rows[pk] for pk in pair if pk != keep]
    review.merge(gone, rows[keep], by=by, reason=reason)
    _decide(match, MatchDecision.SAME, by=by)


@transaction.atomic
def not_the_same(match: Match, *, by: Any) -> None:
    """Remembered: this pair is not asked about again, whatever its reports say later."""
    match = Match.objects.select_for_update().get(pk=match.pk)
    if match.decision == MatchDecision.SAME:
        raise ReviewError(_("These two were joined: take that back first."))
    _decide(match, MatchDecision.DIFFERENT, by=by)


@transaction.atomic
def ask_again(match: Match) -> None:
    """Takes "not the same" back."""
    Match.objects.filter(pk=match.pk, decision=MatchDecision.DIFFERENT).update(
        decision=MatchDecision.OPEN, decided_by=None, decided_at=None
    )


def _decide(match: Match, decision: str, *, by: Any) -> None:
    match.decision, match.decided_by, match.decided_at = decision, by, timezone.now()
    match.save()


# One draft that is two -------------------------------------------------------------------------------------------
@transaction.atomic
def split(proposal: Proposal, *, by: Any) -> Proposal:
    """One draft becomes two of the same report, with the same values and evidence; each is corrected by itself.

    Returns the new one. It is a person's: a new version of the report does not take its place.
    """
    duplicates.wait_for_finders()
    draft = review.open_draft(proposal, by=by)
    if draft.report is None:
        raise ReviewError(_("A draft without a report cannot be split."))
    last = draft.report.proposals.aggregate(last=Max("ordinal"))["last"]
    part = Proposal.objects.create(
        kind=ProposalKind.CREATE, report=draft.report, ordinal=last + 1, values=draft.values, created_by=by
    )
    Evidence.objects.bulk_create(
        Evidence(
            report=span.report,
            proposal=part,
            field=span.field,
            start=span.start,
            end=span.end,
            rule=span.rule,
            confidence=span.confidence,
        )
        for span in draft.evidence.all()
    )
    duplicates.find(part)
    return part


# An incident that no machine saw ---------------------------------------------------------------------------------
WRITTEN_FROM = (ReportState.PARKED, ReportState.PROPOSED, ReportState.LINKED)


@transaction.atomic
def begin_draft(report: Report, *, by: Any) -> Proposal:
    """An empty draft of a report, for somebody who reads an incident where none was drafted, or one more than were.

    It is a person's: a new version of the report does not take its place. Refused while somebody else works on the
    report, while a worker reads it, and of a report that was dismissed.
    """
    held = claims.claim(report.pk, by=by)
    if held is not None:
        raise ReviewError(_("%s works on this report: take it over first.") % held.claimed_by)
    newer = Report.objects.filter(
        source=report.source_id, external_id=report.external_id, version__gt=report.version
    )
    if newer.exists():
        raise ReviewError(_("There is a newer version of this report: write from that one."))
    taken = Report.objects.filter(pk=report.pk, state__in=WRITTEN_FROM).update(
        state=ReportState.PROPOSED, state_reason=""
    )
    if not taken:
        raise ReviewError(
            _("No incident can be written from this report now: it is %s.") % report.get_state_display()
        )
    last = report.proposals.aggregate(last=Max("ordinal"))["last"]
    return Proposal.objects.create(
        kind=ProposalKind.CREATE,
        report=report,
        ordinal=0 if last is None else last + 1,
        values=IncidentRecord().as_json(),
        created_by=by,
    )
