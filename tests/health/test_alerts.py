"""Each trouble is one sentence that names it and says what to do; no trouble is no sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from incidents import health
from incidents.alerts import alerts
from incidents.codes import ReportState, RunState
from incidents.models import Change, IngestRun
from tests import make
from tests.health.states import HOUR, MINUTE, ago, beats, feed, file_run, habit, waiting

pytestmark = pytest.mark.django_db


def texts() -> list[str]:
    return [alert.text for alert in alerts(health.state())]


def only() -> tuple[str, str]:
    (found,) = alerts(health.state())
    return found.kind, found.text.replace("\xa0", " ")


def test_nothing_is_said_when_all_is_well():
    beats()
    feed()
    make.report()
    file_run(make.source())
    assert texts() == []


def test_no_worker_at_all_is_one_sentence_not_two():
    feed(last_success=ago(9 * HOUR), next_due=ago(9 * HOUR))
    assert only() == (
        "worker",
        "No worker answers on any queue. Start the workers and beat again, or look at why the broker (BROKER_URL) does"
        " not answer: reports are kept and will be read afterwards.",
    )


def test_a_queue_that_nobody_serves_is_named_and_its_sources_are_not():
    beats(fetch=HOUR)
    feed(last_success=ago(9 * HOUR), next_due=ago(9 * HOUR))
    assert only() == (
        "worker",
        "Nobody has served the queue fetch for 1 hour. Start worker-fetch again; its log says why it ended or what keeps"
        " it busy.",
    )


def test_a_queue_that_was_never_served_is_named():
    beats(extract=None)
    assert only() == ("worker", "Nobody has ever served the queue extract. Start worker-extract.")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 report waits to be read, for 6 minutes by now."),
        (3, "3 reports wait to be read, the oldest for 6 minutes."),
    ],
)
def test_reports_that_wait_for_more_than_five_minutes(number, words):
    beats()
    for _ in range(number):
        waiting(6 * MINUTE)
    assert only() == ("queue", f"{words} Start another worker-extract if this goes on.")


def test_reports_that_wait_for_four_minutes_are_no_trouble():
    beats()
    waiting(4 * MINUTE)
    assert texts() == []


def test_changes_without_a_number_for_more_than_two_minutes():
    beats()
    make.published_incident()
    Change.objects.update(number=None, at=Now() - 3 * MINUTE)
    assert only() == (
        "changes",
        "Published changes have not reached the change feed for 3 minutes: the sweep does not run. Start beat and"
        " worker-extract again.",
    )


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("the address answered 404\nTraceback ...", "the address answered 404."),
        ("Moved!", "Moved!"),
        ("", "no reason was kept."),
        ("x" * 500, "x" * 160 + "."),
    ],
)
def test_a_source_that_fails_shows_the_first_line_of_its_error(error, shown):
    beats()
    feed(failures_in_a_row=4, last_error=error)
    assert only() == (
        "source",
        f"Sahel wire could not be read 4 times in a row: {shown} Check its address and its access on its page, or switch"
        " it off.",
    )


def test_a_silent_source():
    beats()
    habit(feed(), [HOUR] * 4, last=6 * HOUR)
    assert only() == (
        "source",
        "Sahel wire has brought nothing new for 6 hours, longer than it usually does. Open its address in a browser: has"
        " it moved, or does it only say less?",
    )


def test_an_overdue_source_while_its_worker_lives():
    beats()
    feed(next_due=ago(20 * MINUTE))
    assert only() == (
        "source",
        "Sahel wire should have been read 20 minutes ago: worker-fetch is too busy. Start another one.",
    )


def test_a_file_that_was_begun_again():
    beats()
    file_run(make.source(), attempts=2, share=15)
    assert only() == (
        "run",
        "The worker that took in april.csv ended in the middle; it was begun 2 times and is at 15 %. If this goes on, look"
        " into the log of worker-fetch.",
    )


def test_a_command_that_ended_in_the_middle():
    beats()
    run = file_run(make.source(), state=RunState.RUNNING)
    IngestRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(days=2))
    assert only() == (
        "run",
        "The command that took in april.csv seems to have ended in the middle. Take the file in again: what is there"
        " already is left alone.",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 report could not be read and was set aside. Its page says why: try it again or dismiss it."),
        (
            2,
            "2 reports could not be read and were set aside. Their pages say why: try them again or dismiss them.",
        ),
    ],
)
def test_reports_in_quarantine(number, words):
    beats()
    for _ in range(number):
        waiting(HOUR, state=ReportState.QUARANTINED, state_reason="died")
    assert only() == ("quarantine", words)


def test_what_stops_everything_is_said_first():
    waiting(HOUR, state=ReportState.QUARANTINED, state_reason="died")
    waiting(HOUR)
    feed(failures_in_a_row=5)
    file_run(make.source(), attempts=3)
    assert [alert.kind for alert in alerts(health.state())] == [
        "worker",
        "queue",
        "source",
        "run",
        "quarantine",
    ]
