"""A new version of a report never overwrites: what the source changed is proposed, old beside new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db.models import QuerySet

from incidents import record as incident_record
from incidents import review
from incidents.codes import ProposalKind, ProposalState, ReportState
from incidents.ingest.proposing import without_report
from incidents.models import Incident, Proposal, Report
from incidents.record import IncidentRecord, SourceValue

NEWER = "version %s came in"
DECIDED = (ProposalState.ACCEPTED, ProposalState.REJECTED)
Waiting = Mapping[int, frozenset[str]]
# What a draft is known by when the text's order changed.
TELLING = ("event_type", "date_start", "date_end", "place", "stated_region", "longitude", "latitude")
# What a source's new version never changes by itself: the desk's own bookkeeping.
LEFT_ALONE = frozenset({"sources", "external_ids", "flags"})


def versions_of(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(source=report.source_id, external_id=report.external_id)


def earlier_drafts(report: Report) -> dict[int, Proposal]:
    """The last proposal for each of the incidents that earlier versions of this report told, by number."""
    # What a person split off is no part of the text's own order.
    rows = Proposal.objects.filter(
        report__in=versions_of(report).filter(version__lt=report.version),
        kind=ProposalKind.CREATE,
        created_by__isnull=True,
    )
    in_order = rows.select_related("incident").order_by("report__version", "pk")
    decided = {p.ordinal: p for p in in_order if p.state in DECIDED}
    return {proposal.ordinal: proposal for proposal in in_order} | decided


def last_drafts(report: Report) -> list[Proposal]:
    """What a machine last read in this report or the version before, whatever became of it, in the text's order."""
    versions = versions_of(report).filter(version__lte=report.version)
    rows = Proposal.objects.filter(
        report__in=versions, kind=ProposalKind.CREATE, created_by__isnull=True
    ).order_by("report__version", "pk")
    by_number = {proposal.ordinal: proposal for proposal in rows}
    newest = max((proposal.report_id or 0 for proposal in by_number.values()), default=0)
    return [proposal for proposal in by_number.values() if proposal.report_id == newest]


def told_before(
    drafts: Sequence[Proposal], ordinal: int, record: IncidentRecord, number: int
) -> list[Proposal]:
    """Which of the last drafts tell what this one (of so many) tells: the one with its number in the text where there are
    as many as before, else those that tell the same type, days and place."""
    if len(drafts) == number:
        return [draft for draft in drafts if draft.ordinal == ordinal]
    told = record.as_json()
    return [draft for draft in drafts if all(draft.values.get(name) == told[name] for name in TELLING)]


def said_before(report: Report, draft: Proposal) -> dict[str, Any]:
    """What the source had last said when somebody decided about it, whatever was decided."""
    said = IncidentRecord.from_json(draft.values)
    changes_of_it = Proposal.objects.filter(
        report__in=versions_of(report).filter(version__lt=report.version),
        incident=draft.incident_id,
        kind=ProposalKind.UPDATE,
        state__in=DECIDED,
    )
    if draft.incident_id is not None:
        for change in changes_of_it.order_by("report__version", "pk"):
            said = said.with_values(change.values)
    return without_report(said)


def supersede_earlier(report: Report) -> Waiting:
    """Open proposals of this and earlier versions give way. Returns the fields they would have changed, by
    incident: the new version's answer for these is proposed again."""
    versions = versions_of(report).filter(version__lte=report.version)
    open_ones = Proposal.objects.filter(
        report__in=versions, state=ProposalState.OPEN, created_by__isnull=True
    )
    waiting: dict[int, frozenset[str]] = {}
    for proposal in open_ones.filter(incident__isnull=False):
        incident_id = proposal.incident_id or 0
        waiting[incident_id] = waiting.get(incident_id, frozenset()) | frozenset(proposal.values)
    open_ones.update(state=ProposalState.SUPERSEDED)
    versions.filter(version__lt=report.version, state=ReportState.PROPOSED).update(
        state=ReportState.PARKED, state_reason=NEWER % report.version
    )
    return waiting


def propose_change(
    incident: Incident,
    report: Report,
    record: IncidentRecord,
    *,
    before: Mapping[str, Any] | None,
    waiting: frozenset[str] = frozenset(),
) -> Proposal | None:
    """A new version of a report never overwrites: what the source changed is proposed, old beside new.

    `before` is what the source had said (as `without_report` gives it), None when that is not known; fields
    in `waiting` count as changed. Returns None when the incident says the same already.
    """
    current, said = incident_record.read(incident), without_report(record)
    now = without_report(current)
    changed = [
        name
        for name in said
        if name not in LEFT_ALONE
        and (before is None or before[name] != said[name] or name in waiting)
        and now[name] != said[name]
    ]
    if not changed:
        return None
    new = {**record.as_json(), "sources": _resting_on(report, current)}
    names = [*changed, "sources"]
    return review.propose(
        incident,
        old={name: current.as_json()[name] for name in names},
        new={name: new[name] for name in names},
        by=None,
        reason=f"version {report.version} of the report says otherwise",
        report=report,
    )


def _resting_on(report: Report, current: IncidentRecord) -> list[dict[str, Any]]:
    """The incident's sources with this version in the place of earlier ones: it is still one report."""
    versions = set(versions_of(report).values_list("pk", flat=True))
    kept = [asdict(row) for row in current.sources if row.report not in versions]
    earlier = [row for row in current.sources if row.report in versions]
    own = asdict(replace(earlier[0], report=report.pk) if earlier else SourceValue(report.pk))
    return [own, *kept]
