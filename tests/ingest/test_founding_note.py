"""A country-risk note goes the whole way: three drafts, an editor, a reviewer, three public incidents."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from incidents import record, review
from incidents.codes import EvidenceDecision, ProposalState, ReportState
from incidents.ingest import pipeline
from incidents.models import Evidence, Incident, Proposal, Report
from incidents.record import IncidentRecord
from tests import make

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    "sample": (ROOT / "incidents/sample/founding_note.txt").read_text(),
    "golden": json.loads((ROOT / "tests/golden/founding_en.json").read_text())["text"],
}


@pytest.fixture(params=TEXTS)
def note(request: Any) -> Report:
    """The note after a worker has read it."""
    report = make.report(
        text=TEXTS[request.param], published_at=datetime(2018, 10, 2, tzinfo=UTC), language=""
    )
    assert pipeline.work(report.pk) == "proposed"
    report.refresh_from_db()
    return report


def proposals(report: Report) -> list[Proposal]:
    return list(report.proposals.filter(state=ProposalState.OPEN).order_by("ordinal"))


def drafts(report: Report) -> list[IncidentRecord]:
    return [IncidentRecord.from_json(proposal.values) for proposal in proposals(report)]


def test_it_gives_its_three_incidents_with_type_day_and_place(note: Report) -> None:
    assert [(d.event_type, d.sub_event_type, d.date_start, d.date_end) for d in drafts(note)] == [
        ("violence_against_civilians", "attack", "2018-09-30", "2018-09-30"),
        ("strategic_developments", "other", "2018-09-27", "2018-09-27"),
        ("battles", "armed_clash", "2018-08-01", "2018-08-31"),
    ]
    assert [d.time_precision for d in drafts(note)] == ["day", "day", "month"]
    assert drafts(note)[0].place == "ml-amalaoulaou"


def test_it_counts_22_none_and_1_killed_and_never_the_60_of_the_wave(note: Report) -> None:
    figures = [
        [(row.kind, row.low, row.best, row.high) for row in d.estimates if row.group == "all"]
        for d in drafts(note)
    ]
    assert figures == [[("killed", 22, 22, 22)], [], [("killed", 1, 1, 1)]]
    assert "60" not in [str(row.best) for d in drafts(note) for row in d.estimates]


def test_it_keeps_that_nobody_claimed_the_attack_and_that_isgs_did_it_probably(note: Report) -> None:
    parties = {row.actor: row for row in drafts(note)[0].involvements if row.role == "perpetrator"}
    assert sorted(parties) == ["isgs", "unidentified-armed-group"]
    assert {row.claim_status for row in parties.values()} == {"none"}
    assert (parties["isgs"].attribution, parties["isgs"].words, parties["isgs"].term) == (
        "suspected",
        "probably",
        None,
    )
    assert parties["unidentified-armed-group"].attribution == "unknown"


@pytest.mark.parametrize("note", ["golden"], indirect=True)
def test_the_community_named_with_the_victims_is_kept(note: Report) -> None:
    assert [d.communities for d in drafts(note)] == [("tuareg",), (), ()]


def test_its_risks_and_sectors_belong_to_the_main_event(note: Report) -> None:
    main, *others = drafts(note)
    assert main.civilian_targeting is True
    assert main.risks == ("terrorism", "death_and_injury")
    assert main.sectors == ("security_forces", "un_peacekeeping", "individuals", "property")
    assert {(other.risks, other.sectors) for other in others} == {((), ())}


def test_the_wave_and_the_assessment_stay_with_the_report(note: Report) -> None:
    found = note.findings
    assert [(fact["kind"], fact["value"], fact["qualifier"], fact["since"]) for fact in found["context"]] == [
        ("running_total", 60, "over", "2018-09")
    ]
    assert [(judged["actor"], judged["words"]) for judged in found["assessment"]["attributions"]] == [
        ("ISGS", "probably")
    ]
    assert (note.state, note.language, note.attempts) == (ReportState.PROPOSED, "en", 1)


def test_every_span_of_evidence_lies_in_the_text_and_says_what_it_stands_for(note: Report) -> None:
    spans = Evidence.objects.filter(report=note)
    assert {(0 <= span.start < span.end <= len(note.text), span.decision) for span in spans} == {
        (True, "open")
    }
    first = spans.filter(proposal__ordinal=0)
    killed = [
        note.text[span.start : span.end] for span in first if span.field.startswith("casualties.killed")
    ]
    places = [note.text[span.start : span.end] for span in first if span.field.startswith("place")]
    assert (any("22" in words for words in killed), any("Amalaou" in words for words in places)) == (
        True,
        True,
    )


def test_an_editor_confirms_a_reviewer_publishes_and_readers_see_the_same_values(note: Report) -> None:
    said = drafts(note)
    incidents = [review.confirm(proposal, by=make.editor()) for proposal in proposals(note)]
    assert Incident.objects.for_audience(2).count() == 0
    review.publish([incident.pk for incident in incidents], by=make.reviewer())
    rows = {row["id"]: row for row in make.public_rows()}
    assert [rows[str(incident.public_id)]["killed_best"] for incident in incidents] == [22, None, 1]
    assert [rows[str(incident.public_id)]["date_start"].isoformat() for incident in incidents] == [
        d.date_start for d in said
    ]
    first = rows[str(incidents[0].public_id)]
    assert (first["perpetrator"], first["claim_status"]) == ("unidentified-armed-group;isgs", "none")
    note.refresh_from_db()
    assert note.state == ReportState.LINKED


def test_what_the_editor_left_alone_is_accepted_evidence_and_what_was_corrected_is_edited(
    note: Report,
) -> None:
    proposal = proposals(note)[0]
    values = drafts(note)[0].with_values({"date_start": "2018-09-29", "date_end": "2018-09-29"})
    incident = review.confirm(proposal, by=make.editor(), values=values)
    decisions = {
        (span.field.partition(".")[0], span.decision) for span in Evidence.objects.filter(incident=incident)
    }
    assert {("date", EvidenceDecision.EDITED), ("casualties", EvidenceDecision.ACCEPTED)} <= decisions
    assert ("date", EvidenceDecision.ACCEPTED) not in decisions
    assert (record.read(incident).date_start, incident.submitted_by) == ("2018-09-29", make.editor())


def test_a_report_with_a_rejected_and_a_confirmed_draft_is_linked_and_one_with_none_is_dismissed(
    note: Report,
) -> None:
    first, *others = proposals(note)
    for proposal in others:
        review.reject(proposal, by=make.editor(), reason="not an incident")
    review.confirm(first, by=make.editor())
    note.refresh_from_db()
    assert note.state == ReportState.LINKED
    second = make.report()
    pipeline.work(second.pk)
    for proposal in proposals(second):
        review.reject(proposal, by=make.editor(), reason="a rumour")
    second.refresh_from_db()
    assert second.state == ReportState.DISMISSED
