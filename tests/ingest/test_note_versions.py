"""A report that its source rewrote: what an editor decided stays decided, what changed is proposed."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import intake, record, review
from incidents.codes import ProposalState
from incidents.ingest import pipeline
from incidents.models import Incident, Proposal, Report
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "Gunmen killed {} people at Ansongo on 30 September 2018."
TWO = TEXT + " In Ménaka, gunmen abducted a trader on 29 September 2018."


def version(text: str) -> Report:
    """The same report, as its source has it now, after a worker has read it."""
    report = make.report(external_id="bulletin", title="Bulletin", text=text)
    pipeline.work(report.pk)
    return Report.objects.get(pk=report.pk)


def open_ones() -> list[Proposal]:
    return list(Proposal.objects.filter(state=ProposalState.OPEN).order_by("pk"))


def confirmed(text: str) -> Incident:
    version(text)
    return review.confirm(open_ones()[0], by=make.editor())


def published(text: str) -> Incident:
    incident = confirmed(text)
    review.publish([incident.pk], by=make.reviewer())
    return make.fresh(incident)


def killed(proposal: Proposal) -> tuple[list[Any], list[Any]]:
    return [row["best"] for row in proposal.old["estimates"]], [
        row["best"] for row in proposal.values["estimates"]
    ]


def test_a_repeat_is_no_version_and_no_work() -> None:
    first, again = version(TEXT.format(3)), version(TEXT.format(3))
    assert (again.pk, again.version, again.attempts, len(open_ones())) == (first.pk, 1, 1, 1)


def test_a_version_that_says_the_same_of_the_incident_proposes_nothing() -> None:
    incident = published(TEXT.format(3))
    report = version(TEXT.format(3) + " The radio said so.")
    assert (open_ones(), report.state, report.state_reason) == ([], "linked", "")
    assert record.read(make.fresh(incident)) == record.read(incident)


@pytest.mark.parametrize("stage", [confirmed, published])
def test_a_changed_toll_is_proposed_old_beside_new(stage: Any) -> None:
    incident = stage(TEXT.format(3))
    report = version(TEXT.format(5))
    (proposal,) = open_ones()
    assert (proposal.kind, proposal.incident, proposal.report, killed(proposal)) == (
        "update", incident, report, ([3], [5]),
    )  # fmt: skip
    assert (sorted(proposal.values), make.fresh(incident).killed_best) == (["estimates", "sources"], 3)


def test_an_accepted_change_is_published_with_the_new_version_as_its_source() -> None:
    incident = published(TEXT.format(3))
    report = version(TEXT.format(5))
    review.accept(open_ones()[0], by=make.reviewer())
    fresh = Incident.objects.for_audience(2).get(pk=incident.pk)
    report.refresh_from_db()
    assert (fresh.killed_best, [link.report for link in fresh.links.all()], report.state) == (
        5,
        [report],
        "linked",
    )


@pytest.mark.parametrize(("decide", "old"), [("accept", 5), ("reject", 3)])
def test_after_a_decision_the_next_version_is_compared_with_what_was_decided(decide: str, old: int) -> None:
    published(TEXT.format(3))
    version(TEXT.format(5))
    if decide == "accept":
        review.accept(open_ones()[0], by=make.reviewer())
    else:
        review.reject(open_ones()[0], by=make.reviewer(), reason="not credible")
    version(TEXT.format(5) + " The radio said so.")
    assert open_ones() == []
    version(TEXT.format(7))
    assert [killed(proposal) for proposal in open_ones()] == [([old], [7])]


def test_a_newer_version_takes_the_place_of_drafts_that_nobody_confirmed() -> None:
    first = version(TEXT.format(3))
    second = version(TEXT.format(5))
    (proposal,) = open_ones()
    first.refresh_from_db()
    assert (proposal.report, first.state, first.state_reason) == (second, "parked", "version 2 came in")


def test_versions_worked_on_in_the_wrong_order_give_one_set_of_drafts() -> None:
    first = make.report(external_id="bulletin", text=TEXT.format(3))
    second = make.report(external_id="bulletin", text=TEXT.format(5))
    assert [pipeline.work(second.pk), pipeline.work(first.pk)] == ["proposed", "parked"]
    assert [proposal.report for proposal in open_ones()] == [second]


def test_a_newer_version_takes_the_place_of_a_waiting_change_of_a_published_incident() -> None:
    incident = published(TEXT.format(3))
    version(TEXT.format(5))
    version(TEXT.format(7))
    assert [killed(proposal) for proposal in open_ones()] == [([3], [7])]
    review.publish([incident.pk], by=make.reviewer())
    assert make.fresh(incident).killed_best == 7


def test_a_toll_that_is_taken_back_leaves_nothing_to_decide() -> None:
    published(TEXT.format(3))
    version(TEXT.format(5))
    assert (version(TEXT.format(3)).version, open_ones()) == (3, [])


def test_an_editors_correction_is_not_proposed_away_by_an_unchanged_text() -> None:
    version(TEXT.format(3))
    proposal = open_ones()[0]
    values = record.IncidentRecord.from_json(proposal.values).with_values({"estimates": [make.killed(4)]})
    incident = review.confirm(proposal, by=make.editor(), values=values)
    version(TEXT.format(3) + " The radio said so.")
    assert (open_ones(), make.fresh(incident).killed_best) == ([], 4)
    version(TEXT.format(6))
    assert [killed(proposal) for proposal in open_ones()] == [([4], [6])]


def test_of_two_incidents_only_the_one_that_changed_is_proposed() -> None:
    version(TWO.format(3))
    first, second = (review.confirm(proposal, by=make.editor()) for proposal in open_ones())
    version(TWO.format(5))
    assert [(proposal.incident, proposal.kind) for proposal in open_ones()] == [(first, "update")]
    assert make.fresh(second).estimates.count() == second.estimates.count()


def test_a_draft_that_an_editor_rejected_does_not_come_back_until_the_source_changes_it() -> None:
    version(TWO.format(3))
    first, second = open_ones()
    review.confirm(first, by=make.editor())
    review.reject(second, by=make.editor(), reason="a rumour")
    version(TWO.format(3) + " The radio said so.")
    assert open_ones() == []


def test_a_dismissed_report_does_not_come_back_in_a_new_version() -> None:
    review.dismiss(version(TEXT.format(3)), by=make.editor(), reason="spam")
    report = version(TEXT.format(5))
    assert (report.state, report.state_reason, open_ones()) == (
        "dismissed",
        "an earlier version was dismissed",
        [],
    )


def test_a_b_a_are_three_versions() -> None:
    receipts = [
        intake.receive(make.source(), external_id="x", published_at=make.PUBLISHED, text=text)
        for text in ("A", "B", "A", "A")
    ]
    assert [(receipt.report.version, receipt.outcome) for receipt in receipts] == [
        (1, "new"), (2, "changed"), (3, "changed"), (3, "unchanged"),
    ]  # fmt: skip


def test_composed_and_decomposed_letters_are_the_same_content() -> None:
    receipts = [
        intake.receive(make.source(), external_id="x", published_at=make.PUBLISHED, text=text)
        for text in ("M\u00e9naka", "Me\u0301naka")
    ]
    assert [receipt.outcome for receipt in receipts] == ["new", "unchanged"]


def test_a_report_without_an_id_is_refused() -> None:
    with pytest.raises(ValueError, match="a report needs an id"):
        intake.receive(make.source(), external_id="", published_at=make.PUBLISHED)


# Read again -------------------------------------------------------------------------------------------------
def read_again(report: Report) -> str:
    """The state after the same version was set aside and tried again."""
    review.set_aside(report, by=make.editor(), reason="ask the stringer")
    assert intake.retry(Report.objects.get(pk=report.pk))
    return pipeline.work(report.pk)


def test_of_a_report_that_is_read_again_only_what_is_undecided_comes_back() -> None:
    report = version(TWO.format(3))
    review.confirm(open_ones()[0], by=make.editor())
    (waiting,) = open_ones()
    assert read_again(report) == "proposed"
    assert [draft.values["place"] for draft in open_ones()] == ["ml-menaka"] == [waiting.values["place"]]
    assert Incident.objects.unpublished_too().count() == 1


def test_what_was_rejected_does_not_come_back_when_the_report_is_read_again() -> None:
    report = version(TWO.format(3))
    review.reject(open_ones()[0], by=make.editor(), reason="told by another report")
    assert (read_again(report), [draft.ordinal for draft in open_ones()]) == ("proposed", [1])


def test_a_draft_that_was_confirmed_meanwhile_leaves_nothing_to_read_again() -> None:
    report = version(TEXT.format(3))
    review.set_aside(report, by=make.editor(), reason="ask the stringer")
    review.confirm(open_ones()[0], by=make.editor())
    Report.objects.filter(pk=report.pk).update(state="parked", state_reason="once more")
    assert intake.retry(Report.objects.get(pk=report.pk))
    assert (pipeline.work(report.pk), open_ones()) == ("linked", [])
