"""The queue of record: who may take a report, what becomes of it, and what happens when a worker fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from incidents import intake, review
from incidents.codes import ProposalState
from incidents.ingest import pipeline
from incidents.models import Change, Incident, Proposal, Report
from incidents.record import IncidentRecord
from tests import make

pytestmark = pytest.mark.django_db

FRENCH = "Des hommes armés ont tué trois civils à Ansongo le 30 septembre 2018."
GERMAN = "Bewaffnete haben am Sonntag bei Ansongo drei Menschen getötet, wie das Radio berichtet."
# A payload whose reading fails: what a text that breaks extraction does.
POISON: dict[str, Any] = {"incidents": "these are no incidents"}


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def attempt(report: Report) -> str:
    """One more attempt, at once."""
    Report.objects.filter(pk=report.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    return pipeline.work(report.pk)


# What becomes of a report ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "state", "reason", "proposals"),
    [
        ({}, "proposed", "", 1),
        ({"text": FRENCH, "language": ""}, "proposed", "", 1),
        ({"text": GERMAN, "language": ""}, "proposed", "", 1),
        (
            {"text": "The weather was fine on 30 September."},
            "parked",
            "no incident was found in this text",
            0,
        ),
        ({"text": ""}, "parked", "no incident was found in this text", 0),
        ({"text": "", "language": ""}, "proposed", "", 1),
    ],
    ids=["English", "French", "German", "nothing happened", "empty", "empty, no language"],
)
def test_a_report_is_proposed_or_parked_with_a_reason(
    fields: dict[str, Any], state: str, reason: str, proposals: int
) -> None:
    report = make.report(**fields)
    assert pipeline.work(report.pk) == state
    row = fresh(report)
    assert (row.state, row.state_reason, row.proposals.count(), row.leased_until) == (
        state,
        reason,
        proposals,
        None,
    )


def test_a_language_that_is_not_read_here_gives_an_empty_draft_for_an_editor() -> None:
    report = make.report(text=GERMAN, language="")
    pipeline.work(report.pk)
    assert IncidentRecord.from_json(report.proposals.get().values) == IncidentRecord()
    assert fresh(report).language == "und"


def test_work_changes_nothing_that_is_public() -> None:
    pipeline.work(make.report().pk)
    assert (Incident.objects.unpublished_too().count(), Change.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", ["proposed", "linked", "parked", "dismissed", "quarantined"])
def test_a_report_that_waits_for_nobody_is_not_taken(state: str) -> None:
    report = make.report()
    Report.objects.filter(pk=report.pk).update(state=state, state_reason="tested")
    assert (pipeline.work(report.pk), fresh(report).attempts) == ("not due", 0)


def test_a_report_that_is_not_there_or_not_yet_due_is_not_taken() -> None:
    report = make.report()
    Report.objects.filter(pk=report.pk).update(due_at=timezone.now() + timedelta(minutes=1))
    assert [pipeline.work(pk) for pk in (report.pk, report.pk + 1000)] == ["not due"] * 2


def test_a_second_wake_up_for_the_same_report_finds_nothing_to_do() -> None:
    report = make.report()
    assert [pipeline.work(report.pk) for _turn in range(3)] == ["proposed", "not due", "not due"]
    assert report.proposals.count() == 1


def test_a_belligerents_own_toll_is_kept_and_not_recommended() -> None:
    army = make.source("Army press office", belligerent=True)
    report = make.report(army, text="The army killed 30 terrorists near Ansongo on 30 September.")
    pipeline.work(report.pk)
    rows = IncidentRecord.from_json(report.proposals.get().values).estimates
    assert {(row.best, row.recommended, row.report) for row in rows} == {(30, False, report.pk)}
    incident = review.confirm(report.proposals.get(), by=make.editor())
    assert (incident.killed_low, incident.killed_best, incident.estimates.count()) == (None, None, len(rows))


# Sweeps ------------------------------------------------------------------------------------------------------
def test_a_sweep_works_on_everything_due_oldest_first_and_finds_nothing_the_second_time() -> None:
    reports = [make.report() for _n in range(5)]
    assert (pipeline.work_due(), pipeline.work_due()) == (5, 0)
    first_proposals = Proposal.objects.order_by("pk").values_list("report_id", flat=True)
    assert list(first_proposals) == [report.pk for report in reports]


def test_a_sweep_stops_when_its_time_is_over() -> None:
    make.report()
    assert pipeline.work_due(seconds=0) == 0


def test_a_sweep_passes_a_report_that_fails_and_works_on_its_neighbours() -> None:
    before, poison, after = make.report(), make.report(payload=POISON), make.report()
    assert pipeline.sweep() == {"embargoes": 0, "changes": 0, "reports": 3}
    assert [fresh(report).state for report in (before, poison, after)] == ["proposed", "pending", "proposed"]


# Failures ----------------------------------------------------------------------------------------------------
def test_a_report_that_fails_three_times_is_quarantined_with_its_reason() -> None:
    report = make.report(payload=POISON)
    assert [attempt(report) for _turn in range(4)] == ["pending", "pending", "quarantined", "not due"]
    row = fresh(report)
    assert (row.attempts, row.state_reason) == (3, "ValueError: incidents: expected a list")
    assert row.proposals.count() == 0


@pytest.mark.parametrize(("attempts_before", "seconds"), [(0, 10), (1, 20)])
def test_a_failed_report_waits_longer_before_each_further_attempt(attempts_before: int, seconds: int) -> None:
    report = make.report(payload=POISON)
    Report.objects.filter(pk=report.pk).update(attempts=attempts_before)
    attempt(report)
    waits = (fresh(report).due_at - timezone.now()).total_seconds()
    assert seconds - 2 < waits <= seconds


def test_a_reason_that_no_database_can_hold_is_made_storable() -> None:
    report = make.report()
    lease = pipeline._claim(Report.objects.filter(pk=report.pk))
    assert lease is not None
    assert pipeline._fail(lease, "bad \x00 and \ud800") == "pending"
    assert fresh(report).last_error == "bad \ufffd and ?"


def test_a_report_whose_worker_ended_without_a_word_is_counted_and_quarantined_at_the_third_time() -> None:
    report, neighbour = make.report(), make.report()
    for _turn in range(3):
        assert pipeline._claim(Report.objects.filter(pk=report.pk)) is not None
        Report.objects.filter(pk=report.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert (pipeline.work(report.pk), fresh(report).state) == ("not due", "quarantined")
    assert fresh(report).state_reason == "its worker ended 3 times while reading it"
    assert pipeline.work(neighbour.pk) == "proposed"


def test_a_retry_from_the_desk_counts_attempts_anew() -> None:
    report = make.report(payload=POISON)
    for _turn in range(3):
        attempt(report)
    assert (intake.retry(fresh(report)), fresh(report).attempts, fresh(report).state) == (True, 0, "pending")
    assert (intake.retry(fresh(report)), attempt(report)) == (False, "pending")


# Leases ------------------------------------------------------------------------------------------------------
def test_a_report_under_lease_is_left_to_its_worker_and_taken_back_when_the_lease_ran_out() -> None:
    report = make.report()
    assert pipeline._claim(Report.objects.filter(pk=report.pk)) is not None
    assert pipeline.work(report.pk) == "not due"
    Report.objects.filter(pk=report.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert (pipeline.work(report.pk), fresh(report).attempts) == ("proposed", 2)


def test_the_late_result_of_a_worker_that_lost_its_lease_is_dropped() -> None:
    report = make.report()
    late = pipeline._claim(Report.objects.filter(pk=report.pk))
    Report.objects.filter(pk=report.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert pipeline.work(report.pk) == "proposed"
    assert late is not None
    assert pipeline._work_on(late) == "taken over"
    assert pipeline._fail(late, "too late") == "taken over"
    assert (report.proposals.filter(state=ProposalState.OPEN).count(), fresh(report).last_error) == (1, "")


def test_a_report_dismissed_while_it_is_read_stays_dismissed() -> None:
    report = make.report()
    lease = pipeline._claim(Report.objects.filter(pk=report.pk))
    review.dismiss(report, by=make.editor(), reason="spam")
    assert lease is not None
    assert (pipeline._work_on(lease), fresh(report).state, report.proposals.count()) == (
        "taken over",
        "dismissed",
        0,
    )
