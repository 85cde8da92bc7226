"""Drafts that a machine made of reports, through the worker's own steps, and editors who decide about them."""

from __future__ import annotations

from typing import Any

from incidents import review
from incidents.codes import ReportState
from incidents.ingest import knownnames, pipeline
from incidents.models import Evidence, Incident, Proposal
from incidents.record import IncidentRecord, SourceValue
from tests import make


def drafted(text: str, **fields: Any) -> Proposal:
    """The first draft that the worker makes of a report with this text."""
    knownnames.forget()
    report = make.report(text=text, **fields)
    assert pipeline.work(report.pk) == "proposed"
    draft = report.proposals.order_by("ordinal").first()
    assert draft is not None
    return draft


def written(text: str, spans: dict[str, tuple[str, str, str]], **fields: Any) -> Proposal:
    """A draft with evidence of our choosing: field -> (words of the text, rule, kind)."""
    report_fields = {name: fields.pop(name) for name in ("language", "source_") if name in fields}
    report = make.report(text=text, state=ReportState.PROPOSED, **report_fields)
    values = make.record(sources=(SourceValue(report.pk),), **fields)
    proposal = Proposal.objects.create(kind="create", report=report, values=values.as_json())
    for field, (words, rule, kind) in spans.items():
        start = text.index(words)
        Evidence.objects.create(
            report=report, proposal=proposal, field=field, start=start, end=start + len(words), rule=rule,
            confidence=kind,
        )  # fmt: skip
    return proposal


def confirmed(proposal: Proposal, **changes: Any) -> Incident:
    """Aïssa confirms the draft with these values changed."""
    values = IncidentRecord.from_json(proposal.values).with_values(changes)
    return review.confirm(proposal, by=make.editor(), values=values)
