"""What is known of sources, queue, files and workers, and what it costs to know it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import health
from incidents.codes import ItemOutcome, ReportState, RunState
from incidents.models import Change, IngestItem, IngestRun, Report, Source
from tests import make
from tests.health.states import HOUR, MINUTE, ago, beats, feed, file_run, habit, run_of, waiting

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def about(source: Source) -> health.SourceHealth:
    return {found.pk: found for found in health.state().sources}[source.pk]


class TestHabit:
    @pytest.mark.parametrize(
        ("gaps", "expected"),
        [
            ([], None),
            ([1, 1], None),  # three runs: too few to tell
            ([1, 1, 1], HOUR),
            ([1, 1, 100], HOUR),  # one pause is no habit
            ([1, 2, 3, 4], 2.5 * HOUR),
            ([0, 0, 0], timedelta()),
        ],
    )
    def test_is_the_median_gap_once_four_runs_are_known(self, gaps, expected):
        moments = [NOON]
        for gap in gaps:
            moments.append(moments[-1] - gap * HOUR)
        assert health.habit_of(moments) == expected

    @pytest.mark.parametrize(
        ("news", "answered", "habit_", "poll", "expected"),
        [
            # a habit of an hour, asked every ten minutes: four hours count, not half an hour
            (3.9, 0.1, 1, 1 / 6, False),
            (4.1, 0.1, 1, 1 / 6, True),
            # a habit of a minute, asked every hour: three hours count
            (2.9, 0.1, 1 / 60, 1, False),
            (3.1, 0.1, 1 / 60, 1, True),
            # no habit yet: only whether it answers within three polls
            (99, 0.4, None, 1 / 6, False),
            (None, 0.4, None, 1 / 6, False),
            (None, 0.6, None, 1 / 6, True),
            (None, None, None, 1 / 6, False),  # never answered: that is a failure, not silence
            # files that people bring: silent by habit only
            (5, 5, 1, None, True),
            (3, 3, 1, None, False),
            (None, 999, None, None, False),
        ],
    )
    def test_silence_is_longer_than_three_polls_and_four_usual_gaps(
        self, news, answered, habit_, poll, expected
    ):
        def before(hours: float | None) -> datetime | None:
            return None if hours is None else NOON - hours * HOUR

        found = health.is_silent(
            NOON, news=before(news), answered=before(answered), habit=None if habit_ is None else habit_ * HOUR,
            poll_every=None if poll is None else poll * HOUR,
        )  # fmt: skip
        assert found is expected


@pytest.mark.django_db
class TestSources:
    def test_a_source_that_answers_is_well(self):
        found = about(feed())
        assert (found.status, found.lag, found.failures, found.silent) == ("ok", timedelta(), 0, False)
        assert MINUTE <= found.age < 2 * MINUTE

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"failures_in_a_row": 2}, "ok"),
            ({"failures_in_a_row": 3}, "failing"),
            ({"last_success": None, "last_tried": None}, "new"),
            ({"last_success": 31 * MINUTE}, "silent"),
            ({"next_due": 14 * MINUTE}, "ok"),
            ({"next_due": 16 * MINUTE}, "overdue"),
            ({"next_due": 16 * MINUTE, "poll_minutes": 30}, "ok"),
            ({"next_due": 16 * MINUTE, "failures_in_a_row": 9}, "failing"),
        ],
    )
    def test_its_status_is_the_worst_that_holds(self, fields, status):
        # Spans, counted from the test and not from the collection of all of them.
        values = {
            name: ago(value) if isinstance(value, timedelta) else value for name, value in fields.items()
        }
        assert about(feed(**values)).status == status

    def test_lag_is_the_time_since_it_was_due(self):
        assert HOUR <= about(feed(next_due=ago(HOUR))).lag < HOUR + MINUTE

    def test_items_are_counted_of_the_last_run_and_of_a_day_whatever_became_of_them(self):
        source = feed()
        run_of(source, 25 * HOUR, new=100)
        run_of(source, 2 * HOUR, new=1, changed=2, unchanged=3, possible_duplicate=4, quarantined=5)
        run_of(source, HOUR, new=0, unchanged=7)
        found = about(source)
        assert (found.last_items, found.day_items) == (7, 22)

    def test_a_failed_run_is_the_last_one_and_a_running_one_is_not(self):
        source = feed()
        run_of(source, 2 * HOUR, new=5)
        run_of(source, HOUR, new=0, state=RunState.FAILED, last_error="away")
        run_of(source, MINUTE, new=3, state=RunState.RUNNING)
        assert about(source).last_items == 0

    def test_news_are_runs_that_brought_something_new_or_changed(self):
        source = feed()
        run_of(source, 5 * HOUR, new=0, changed=1)
        run_of(source, HOUR, new=0, unchanged=9)
        assert 5 * HOUR <= timezone.now() - about(source).last_news < 5 * HOUR + MINUTE

    def test_the_habit_is_of_the_last_twenty_runs(self):
        source = feed()
        habit(source, [HOUR] * 19 + [30 * DAY] * 10)
        assert abs(about(source).habit - HOUR) < timedelta(seconds=5)

    def test_longer_than_its_habit_is_silence_though_it_answers_every_poll(self):
        source = feed()
        habit(source, [HOUR] * 5, last=5 * HOUR)
        assert (about(source).status, about(feed("New wire")).status) == ("silent", "ok")

    def test_files_count_by_their_habit_and_what_nobody_polls_or_brings_is_left_out(self):
        brought = Source.objects.create(name="Bulletins", kind="file", last_success=ago(HOUR))
        habit(brought, [DAY] * 4, last=5 * DAY)
        make.source("Never anything")
        Source.objects.create(name="Made up", kind="sample", last_success=ago(HOUR))
        feed("Switched off", active=False)
        assert [(found.name, found.status) for found in health.state().sources] == [("Bulletins", "silent")]

    @pytest.mark.parametrize(("name", "slug"), [("Radio Ménaka / FM", "radio-menaka-fm"), ("إذاعة", None)])
    def test_a_slug_is_ascii_and_never_empty(self, name, slug):
        source = feed(name)
        assert about(source).slug == (slug or f"source-{source.pk}")

    def test_another_clock_of_this_machine_changes_nothing(self):
        source = feed()
        with time_machine.travel(timezone.now() + DAY):
            assert about(source).status == "ok"


@pytest.mark.django_db
class TestQueueFilesAndWorkers:
    def test_reports_are_counted_by_what_is_to_do(self):
        make.report()
        waiting(MINUTE, state=ReportState.QUARANTINED, state_reason="died")
        waiting(MINUTE, state=ReportState.LINKED)
        assert health.state().queue.states == {"pending": 1, "extracting": 0, "proposed": 0, "quarantined": 1}

    def test_the_oldest_waits_since_it_was_due(self):
        assert health.state().queue.waiting is None
        waiting(5 * MINUTE)
        waiting(20 * MINUTE)
        waiting(-HOUR)  # tried before: due later
        waiting(30 * MINUTE, state=ReportState.PARKED, state_reason="set aside")
        assert 20 * MINUTE <= health.state().queue.waiting < 21 * MINUTE

    def test_a_report_whose_worker_died_waits_and_one_that_is_being_read_does_not(self):
        waiting(9 * MINUTE, state=ReportState.EXTRACTING, leased_until=timezone.now() + MINUTE)
        assert health.state().queue.waiting is None
        Report.objects.update(leased_until=ago(MINUTE))
        assert health.state().queue.waiting >= 9 * MINUTE

    def test_rows_set_aside_are_those_of_files_that_were_taken_in(self):
        for run_state in (RunState.FINISHED, RunState.CHECKED, RunState.UNDONE):
            run = run_of(make.source(), state=run_state)
            IngestItem.objects.create(run=run, outcome=ItemOutcome.QUARANTINED, reason="no such place")
        assert health.state().queue.quarantined_rows == 1

    @pytest.mark.parametrize(
        ("fields", "died"),
        [
            ({}, False),
            ({"attempts": 2}, True),
            ({"state": RunState.CHECKING, "attempts": 2}, True),
            ({"state": RunState.RUNNING}, False),
        ],
    )
    def test_a_file_in_progress_says_how_far_it_is_and_whether_its_worker_died(self, fields, died):
        file_run(make.source(), **fields)
        (run,) = health.state().runs
        assert (run.file_name, run.share, run.worker_died) == ("april.csv", 40, died)

    def test_a_command_that_runs_for_more_than_a_day_has_died(self):
        run = file_run(make.source(), state=RunState.RUNNING)
        IngestRun.objects.filter(pk=run.pk).update(started_at=ago(25 * HOUR))
        assert health.state().runs[0].worker_died

    @pytest.mark.parametrize(
        "state", [RunState.WAITING, RunState.CHECKED, RunState.FINISHED, RunState.UNDONE]
    )
    def test_what_waits_for_a_person_or_is_done_is_not_in_progress(self, state):
        file_run(make.source(), state=state)
        assert health.state().runs == ()

    def test_a_queue_is_late_after_three_beats_or_when_it_was_never_served(self, settings):
        settings.HEARTBEAT_SECONDS = 60
        beats(extract=2.9 * MINUTE, fetch=3.1 * MINUTE)
        assert [(beat.queue, beat.is_late) for beat in health.state().beats] == [
            ("extract", False),
            ("fetch", True),
        ]

    def test_a_queue_that_was_never_served_is_late(self):
        beats(fetch=None)
        assert [(beat.queue, beat.age is None, beat.is_late) for beat in health.state().beats] == [
            ("extract", False, False), ("fetch", True, True),
        ]  # fmt: skip

    def test_unnumbered_changes_and_open_proposals_are_counted(self, read_drafts):
        make.published_incident()
        Change.objects.update(number=None)
        found = health.state()
        assert (found.unnumbered > 0, found.unnumbered_for < MINUTE) == (True, True)
        assert found.open_proposals == read_drafts


@pytest.fixture
def read_drafts(db: None) -> int:
    """Three drafts that the machine proposed, one of them out of date."""
    from incidents.codes import ProposalState
    from incidents.models import Proposal

    report = make.report()
    for number, state in enumerate((ProposalState.OPEN, ProposalState.OPEN, ProposalState.SUPERSEDED)):
        Proposal.objects.create(kind="create", report=report, ordinal=number, values={}, state=state)
    return 2


@pytest.mark.django_db
def test_it_costs_the_same_number_of_queries_however_much_there_is():
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            health.state()
        return len(captured)

    empty = cost()
    for n in range(12):
        source = feed(f"Wire {n}")
        habit(source, [HOUR] * 6)
        file_run(source)
        waiting(MINUTE)
    beats()
    assert cost() == empty == 13
