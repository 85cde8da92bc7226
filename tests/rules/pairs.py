"""Drafts of a machine beside incidents, and what the rows of an incident say, for tests of duplicates."""

from __future__ import annotations

from typing import Any

from incidents import duplicates, record
from incidents.codes import MatchDecision, ReportState
from incidents.models import Evidence, Incident, Match, Proposal, Report, Source
from incidents.record import SourceValue
from tests import make

TEXT = "Gunmen killed three people near Ansongo on Sunday, an elder said to our correspondent."


def drafted(source: Source | None = None, report: Report | None = None, **fields: Any) -> Proposal:
    """A draft as the worker leaves it, not yet looked at for duplicates: every test report says another thing."""
    report = report or make.report(source, state=ReportState.PROPOSED)
    given = {"summaries": {}, "sources": (SourceValue(report.pk),), **fields}
    values = make.record(**given)
    proposal = Proposal.objects.create(
        kind="create", report=report, ordinal=report.proposals.count(), values=values.as_json()
    )
    for field, start, end in (("date.start", 0, 7), ("casualties.killed", 8, 20), ("place", 21, 30)):
        Evidence.objects.create(
            report=report, proposal=proposal, field=field, start=start, end=end, rule="test"
        )
    return Proposal.objects.get(pk=proposal.pk)


def found_draft(source: Source | None = None, **fields: Any) -> Proposal:
    """The same, looked at."""
    proposal = drafted(source, **fields)
    duplicates.find(proposal)
    return proposal


def verdicts(subject: Proposal | Incident) -> dict[Any, str]:
    """What the subject looks like: (kind, id) of the other account -> verdict."""
    return {_other(match, subject): match.verdict for match in pairs_of(subject)}


def pairs_of(subject: Proposal | Incident, decision: str = MatchDecision.OPEN) -> list[Match]:
    name = "draft" if isinstance(subject, Proposal) else "incident"
    return list(duplicates.matches_of(**{name: subject.pk}).filter(decision=decision))


def pair(subject: Proposal | Incident, other: Proposal | Incident) -> Match:
    (match,) = [m for m in duplicates.matches_of(**_id(subject)) if _other(m, subject) == other]
    return match


def _id(row: Proposal | Incident) -> dict[str, int]:
    return {"draft" if isinstance(row, Proposal) else "incident": row.pk}


def _other(match: Match, subject: Proposal | Incident) -> Proposal | Incident:
    rows = [match.draft, match.other_draft, match.incident, match.other_incident]
    (other,) = [row for row in rows if row is not None and row != subject]
    return other


def said(incident: Incident) -> dict[str, Any]:
    """Everything an editor may set on the incident, rows without an order, beside its state."""
    row = make.fresh(incident)
    values = record.read(row).as_json()
    for name in ("sources", "estimates", "involvements"):
        values[name] = sorted(values[name], key=repr)
    return {
        **values,
        "killed": (row.killed_low, row.killed_best, row.killed_high),
        "state": (row.status, row.audience, row.merged_into_id, row.merged_first_id),
    }
