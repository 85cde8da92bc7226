"""Two people do not work on one report: a claim is held, seen, given back, taken over, and ends by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from incidents import claims, joining, review
from incidents.codes import ProposalState, ReportState
from incidents.models import Proposal, Report
from incidents.review import ReviewError
from tests import make
from tests.rules.pairs import found_draft


@pytest.fixture
def report(db: None) -> Report:
    return make.report(state=ReportState.LINKED)


def draft_of(report: Report) -> Proposal:
    values = make.record(sources=()).as_json()
    return Proposal.objects.create(kind="create", report=report, values=values)


def end_of(report: Report) -> None:
    """Lets the claim run out by the database's clock."""
    Report.objects.filter(pk=report.pk).update(claimed_until=Now() - timedelta(seconds=1))


class TestHolding:
    def test_a_free_report_is_claimed_for_half_an_hour(self, report):
        assert claims.claim(report.pk, by=make.editor()) is None
        row = Report.objects.annotate(now=Now()).get(pk=report.pk)
        assert row.claimed_by == make.editor()
        assert timedelta(minutes=29) < row.claimed_until - row.now <= timedelta(minutes=30)

    def test_another_person_is_told_whose_it_is_and_changes_nothing(self, report):
        claims.claim(report.pk, by=make.editor())
        held = claims.claim(report.pk, by=make.other_editor())
        assert (held.pk, held.claimed_by) == (report.pk, make.editor())
        assert Report.objects.get(pk=report.pk).claimed_by == make.editor()

    def test_ones_own_claim_is_made_longer_by_claiming_again(self, report):
        claims.claim(report.pk, by=make.editor())
        Report.objects.filter(pk=report.pk).update(claimed_until=Now() + timedelta(minutes=1))
        assert claims.claim(report.pk, by=make.editor()) is None
        row = Report.objects.annotate(now=Now()).get(pk=report.pk)
        assert row.claimed_until - row.now > timedelta(minutes=29)

    def test_a_claim_that_has_run_out_is_nobodys(self, report):
        claims.claim(report.pk, by=make.editor())
        end_of(report)
        assert claims.held_by_another(report.pk, than=make.other_editor()) is None
        assert claims.claim(report.pk, by=make.other_editor()) is None
        assert Report.objects.get(pk=report.pk).claimed_by == make.other_editor()

    def test_a_claim_is_taken_over_on_purpose_only(self, report):
        claims.claim(report.pk, by=make.editor())
        assert claims.claim(report.pk, by=make.other_editor(), take_over=True) is None
        assert claims.held_by_another(report.pk, than=make.editor()).claimed_by == make.other_editor()

    def test_only_its_holder_gives_a_claim_back(self, report):
        claims.claim(report.pk, by=make.editor())
        assert claims.give_back(report.pk, by=make.other_editor()) is False
        assert claims.give_back(report.pk, by=make.editor()) is True
        row = Report.objects.get(pk=report.pk)
        assert (row.claimed_by, row.claimed_until) == (None, None)

    def test_a_report_that_is_not_there_is_held_by_nobody(self, db):
        assert claims.claim(10**12, by=make.editor()) is None


@pytest.mark.usefixtures("real_commits")
def test_of_two_who_open_a_report_at_the_same_moment_one_has_it():
    report = make.report(state=ReportState.LINKED)
    people = [make.editor(), make.other_editor()]

    def open_it(person) -> bool:
        try:
            return claims.claim(report.pk, by=person) is None
        finally:
            connection.close()

    for _round in range(10):
        Report.objects.filter(pk=report.pk).update(claimed_by=None, claimed_until=None)
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(open_it, people)) == [False, True]


class TestDeciding:
    STEPS = (
        ("confirm", lambda draft, who: review.confirm(draft, by=who)),
        ("reject", lambda draft, who: review.reject(draft, by=who, reason="no")),
        ("dismiss", lambda draft, who: review.dismiss(draft.report, by=who, reason="no")),
    )

    @pytest.mark.parametrize(("name", "step"), STEPS)
    def test_nobody_decides_about_a_report_that_another_works_on(self, report, name, step):
        draft = draft_of(report)
        claims.claim(report.pk, by=make.editor())
        with pytest.raises(
            ReviewError, match=r"^aïssa works on this report until \d\d:\d\d: take it over first\.$"
        ):
            step(draft, make.other_editor())
        draft.refresh_from_db()
        assert draft.state == ProposalState.OPEN

    @pytest.mark.parametrize(("name", "step"), STEPS)
    def test_its_holder_decides_and_the_claim_ends_with_the_last_draft(self, report, name, step):
        draft = draft_of(report)
        claims.claim(report.pk, by=make.editor())
        step(draft, make.editor())
        row = Report.objects.get(pk=report.pk)
        assert (row.claimed_by, row.claimed_until) == (None, None)

    def test_the_claim_stays_while_drafts_are_left(self, report):
        first = draft_of(report)
        Proposal.objects.create(kind="create", report=report, ordinal=1, values=first.values)
        claims.claim(report.pk, by=make.editor())
        review.confirm(first, by=make.editor())
        assert Report.objects.get(pk=report.pk).claimed_by == make.editor()

    @pytest.mark.parametrize(("name", "step"), STEPS)
    def test_a_report_that_nobody_claimed_is_decided_by_anybody(self, report, name, step):
        draft = draft_of(report)
        step(draft, make.other_editor())
        draft.refresh_from_db()
        assert draft.state != ProposalState.OPEN


@pytest.mark.django_db
class TestAttaching:
    def test_who_attached_the_last_draft_to_a_published_incident_works_on_it_no_more(self) -> None:
        incident, draft = make.published_incident(), found_draft()
        assert draft.report is not None
        claims.claim(draft.report.pk, by=make.editor())
        attached = joining.attach(draft, incident, by=make.editor(), reason="the same")
        assert Report.objects.get(pk=draft.report.pk).claimed_by is None
        waiting = Proposal.objects.changes_for(make.reviewer())
        assert list(waiting.values_list("pk", flat=True)) == [attached.change_id]

    def test_with_another_draft_of_the_report_it_stays_with_them(self) -> None:
        incident, draft = make.published_incident(), found_draft()
        assert draft.report is not None
        Proposal.objects.create(kind="create", report=draft.report, ordinal=1, values=draft.values)
        claims.claim(draft.report.pk, by=make.editor())
        joining.attach(draft, incident, by=make.editor(), reason="the same")
        assert Report.objects.get(pk=draft.report.pk).claimed_by == make.editor()
