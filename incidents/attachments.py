"""What becomes of an attached report when its change is decided: written, or its draft waits again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from incidents.addition import added, removed
from incidents.codes import (
    EvidenceDecision,
    MatchDecision,
    ProposalKind,
    ProposalState,
    ReportState,
)
from incidents.models import Attachment, Match, Proposal, Report
from incidents.record import IncidentRecord


def changed(change: Proposal, current: IncidentRecord) -> IncidentRecord:
    """The incident's values as this change (ATTACH or DETACH) has them. Raises RecordError."""
    attachment = Attachment.objects.filter(change=change).first()
    if change.kind == ProposalKind.DETACH:
        return removed(current, change.values) if attachment is None else taken_out(attachment, current)
    values, brought = added(current, change.values)
    if attachment is not None:
        attachment.brought = brought
        attachment.save(update_fields=["brought"])
    return values


def taken_out(attachment: Attachment, current: IncidentRecord) -> IncidentRecord:
    """The values without what this attachment brought. Raises RecordError while a figure of it is recommended.

    Another draft of the same report that is attached to the same incident keeps the report as its source.
    """
    brought = dict(attachment.brought)
    others = Attachment.objects.filter(
        incident=attachment.incident_id, draft__report=attachment.draft.report_id, ended_at__isnull=True
    ).exclude(pk=attachment.pk)
    heir = others.exclude(brought={}).order_by("pk").first()
    if heir is not None and brought.get("sources"):
        heir.brought = {**heir.brought, "sources": brought["sources"]}
        heir.save(update_fields=["brought"])
        brought["sources"] = []
    return removed(current, brought)


def settle(change: Proposal, *, by: Any) -> None:
    """After a decision about a change: a rejected attachment is none, an accepted detachment ends one."""
    is_over = (change.kind, change.state) in {
        (ProposalKind.ATTACH, ProposalState.REJECTED),
        (ProposalKind.DETACH, ProposalState.ACCEPTED),
    }
    if is_over:
        for attachment in Attachment.objects.filter(change=change, ended_at__isnull=True):
            end(attachment, by=by)


def end(attachment: Attachment, *, by: Any) -> None:
    """The attachment is over: its draft waits again as it did before, evidence and all."""
    attachment.ended_by, attachment.ended_at = by, timezone.now()
    attachment.save(update_fields=["ended_by", "ended_at"])
    draft = attachment.draft
    same_draft = Proposal.objects.filter(
        report=draft.report_id, ordinal=draft.ordinal, kind=ProposalKind.CREATE, state=ProposalState.OPEN
    )
    # Read again meanwhile: then the newer draft waits.
    draft.state = ProposalState.SUPERSEDED if same_draft.exists() else ProposalState.OPEN
    draft.incident = draft.decided_by = draft.decided_at = None
    draft.save(update_fields=["state", "incident", "decided_by", "decided_at"])
    draft.evidence.update(decision=EvidenceDecision.OPEN, decided_by=None, decided_at=None, incident=None)
    settled = [ReportState.LINKED, ReportState.DISMISSED]
    Report.objects.filter(proposals=draft.pk, state__in=settled).update(state=ReportState.PROPOSED)
    Match.objects.filter(draft=draft, incident=attachment.incident_id, decision=MatchDecision.SAME).update(
        decision=MatchDecision.OPEN, decided_by=None, decided_at=None
    )
