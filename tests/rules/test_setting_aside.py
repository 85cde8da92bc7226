"""A report is set aside with its drafts, by whom nobody stands in the way, and comes back when it is tried again."""

from __future__ import annotations

import pytest

from incidents import claims, intake, review
from incidents.codes import ReportState
from incidents.models import Proposal, Report
from incidents.record import SourceValue
from incidents.review import ReviewError
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    """A report with one open draft."""
    report = make.report(state=ReportState.PROPOSED)
    Proposal.objects.create(
        kind="create", report=report, values=make.record(sources=(SourceValue(report.pk),)).as_json()
    )
    return report


def waiting(person) -> list[int]:
    return list(Proposal.objects.drafts_for(person).values_list("report", flat=True))


def test_its_drafts_leave_the_queue_undecided_and_whoever_held_it_is_free(report):
    claims.claim(report.pk, by=make.editor())
    review.set_aside(report, by=make.editor(), reason="ask the stringer")
    report.refresh_from_db()
    assert (report.state, report.state_reason, report.claimed_by) == ("parked", "ask the stringer", None)
    assert (waiting(make.editor()), report.proposals.get().state) == ([], "open")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_it_needs_a_reason(report, reason):
    with pytest.raises(ReviewError, match="Say why"):
        review.set_aside(report, by=make.editor(), reason=reason)
    assert waiting(make.editor()) == [report.pk]


def test_not_while_another_works_on_it(report):
    claims.claim(report.pk, by=make.other_editor())
    with pytest.raises(ReviewError, match="take it over first"):
        review.set_aside(report, by=make.editor(), reason="later")
    assert Report.objects.get(pk=report.pk).state == ReportState.PROPOSED


def test_a_draft_of_it_can_still_be_confirmed_by_its_address(report):
    review.set_aside(report, by=make.editor(), reason="later")
    review.confirm(report.proposals.get(), by=make.editor())
    assert Report.objects.get(pk=report.pk).state == ReportState.LINKED


def test_tried_again_it_waits_for_the_worker(report):
    review.set_aside(report, by=make.editor(), reason="later")
    assert intake.retry(Report.objects.get(pk=report.pk))
    assert Report.objects.get(pk=report.pk).state == ReportState.PENDING


class TestWhatWaitsForWhom:
    def test_drafts_are_everybodys_until_somebody_works_on_them(self, report):
        claims.claim(report.pk, by=make.editor())
        assert (waiting(make.editor()), waiting(make.other_editor())) == ([report.pk], [])

    @pytest.mark.parametrize("state", ["pending", "dismissed", "quarantined"])
    def test_drafts_of_a_report_that_is_read_or_was_turned_down_wait_for_nobody(self, report, state):
        Report.objects.filter(pk=report.pk).update(state=state, state_reason="so")
        assert waiting(make.editor()) == []

    def test_a_change_is_not_given_to_who_proposed_it_unless_asked_for(self):
        change = review.propose(make.published_incident(), old={}, new={"ongoing": True}, by=make.reviewer())
        machine = review.propose(make.published_incident(), old={}, new={"ongoing": True}, by=None)
        changes = Proposal.objects.in_order()
        assert list(changes.changes_for(make.reviewer())) == [machine]
        assert list(changes.changes_for(make.reviewer(), own_too=True)) == [change, machine]
        assert list(changes.changes_for(make.admin())) == [change, machine]

    def test_siblings_are_the_drafts_of_the_same_report_in_its_order(self, report):
        second = Proposal.objects.create(kind="create", report=report, ordinal=1, values={})
        Proposal.objects.create(kind="create", report=make.report(), values={})
        first = report.proposals.get(ordinal=0)
        assert list(Proposal.objects.with_siblings(second.pk)) == [first, second]

    def test_a_proposal_without_a_report_has_no_sibling(self):
        alone = review.propose(make.published_incident(), old={}, new={"ongoing": True}, by=None)
        review.propose(make.published_incident(), old={}, new={"ongoing": True}, by=None)
        assert list(Proposal.objects.with_siblings(alone.pk)) == [alone]


class TestWhatBecomesOfEvidence:
    @pytest.mark.parametrize(
        ("field", "changed", "decision"),
        [
            ("date", {}, "accepted"),
            ("date", {"date_end": "2018-10-01"}, "edited"),
            ("date", {"place": None}, "accepted"),
            ("place", {"place": "ml-menaka"}, "edited"),
            ("place", {"place": None}, "rejected"),
            ("casualties.killed", {"estimates": (make.killed(4),)}, "edited"),
            ("casualties.killed", {"estimates": ()}, "rejected"),
            ("casualties.killed", {"estimates": (make.killed(), make.killed(2, kind="injured"))}, "accepted"),
            ("actors.perpetrator", {"involvements": ()}, "rejected"),
            ("actors.perpetrator", {"involvements": (make.perpetrator("jnim"),)}, "edited"),
            ("actors.target", {"involvements": ()}, "accepted"),
        ],
    )
    def test_it_is_decided_by_what_it_speaks_of_only(self, report, field, changed, decision):
        draft = report.proposals.get()
        values = make.record(sources=(SourceValue(report.pk),), involvements=(make.perpetrator(),))
        Proposal.objects.filter(pk=draft.pk).update(values=values.as_json())
        span = draft.evidence.create(report=report, field=field, start=0, end=5, rule="test")
        review.confirm(draft, by=make.editor(), values=values.with_values(changed))
        span.refresh_from_db()
        assert (span.decision, span.decided_by) == (decision, make.editor())
