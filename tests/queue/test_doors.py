"""The doors of the workers: which queue, how long, and what is thrown away unread."""

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

from incidents import heartbeats, tasks
from incidents.models import Heartbeat
from sahel.celery import Every, timetable
from tests import make

pytestmark = pytest.mark.django_db

DOORS = (tasks.work_report, tasks.sweep, tasks.fetch_due, tasks.import_due, tasks.work_run, tasks.export_due,
         tasks.make_export, tasks.keep_releases, tasks.refit_confidence, tasks.heartbeat)  # fmt: skip


@pytest.fixture(autouse=True)
def forgotten() -> None:
    heartbeats._written.clear()


def opened(door: Any, *args: Any, waited: float = 0, queue: str = "extract") -> Any:
    """The door as a worker opens it, for a message that lay so long (seconds) in the worker."""
    door.push_request(
        came_in=time.monotonic() - waited, hostname="one@host", delivery_info={"routing_key": queue}
    )
    try:
        return door(*args)
    finally:
        door.pop_request()


def queue_of(name: str) -> str:
    return str(current_app.amqp.router.route({}, name)["queue"].name)


class TestQueues:
    @pytest.mark.parametrize(
        ("name", "queue"),
        [
            ("incidents.work_report", "extract"), ("incidents.sweep", "extract"), ("incidents.fetch_due", "fetch"),
            ("incidents.import_due", "fetch"), ("incidents.work_run", "fetch"), ("incidents.export_due", "fetch"),
            ("incidents.make_export", "fetch"), ("incidents.keep_releases", "fetch"),
            ("incidents.refit_confidence", "extract"),
        ],
    )  # fmt: skip
    def test_a_message_goes_to_its_queue_whoever_sends_it(self, name, queue):
        assert queue_of(name) == queue

    def test_a_message_reaches_one_queue_only(self):
        bindings = {(queue.exchange.name, queue.routing_key) for queue in settings.CELERY_TASK_QUEUES}
        assert len(bindings) == len(settings.QUEUES) == 2

    def test_every_task_is_a_door(self):
        ours = {name for name in current_app.tasks if name.startswith("incidents.")}
        assert ours == {door.name for door in DOORS}
        assert [door.name for door in DOORS if not isinstance(door, tasks.Door)] == []

    @pytest.mark.parametrize(
        ("door", "seconds"),
        [
            (tasks.work_report, settings.REPORT_SECONDS), (tasks.sweep, 110), (tasks.fetch_due, 600),
            (tasks.import_due, 6 * 3600), (tasks.work_run, 6 * 3600), (tasks.export_due, 3600),
            (tasks.make_export, 3600), (tasks.keep_releases, 3600), (tasks.refit_confidence, 600), (tasks.heartbeat, 120),
        ],
    )  # fmt: skip
    def test_only_files_may_take_hours(self, door, seconds):
        assert door.time_limit == seconds
        assert settings.CELERY_TASK_TIME_LIMIT == 120


class TestTimetable:
    def entries(self) -> dict[str, Any]:
        class Sender:
            signature = staticmethod(current_app.signature)
            found: dict[str, Any] = {}

            def add_periodic_task(self, seconds: Every, what: Any, name: str) -> None:
                self.found[name] = (seconds.seconds, what.task, what.args, what.options)

        sender = Sender()
        timetable(sender)
        return sender.found

    def test_what_is_due_is_looked_for_and_each_queue_is_asked(self):
        assert {name: entry[:3] for name, entry in self.entries().items()} == {
            "sweep": (settings.SWEEP_SECONDS, "incidents.sweep", ()),
            "fetch_due": (settings.SWEEP_SECONDS, "incidents.fetch_due", ()),
            "import_due": (settings.SWEEP_SECONDS, "incidents.import_due", ()),
            "export_due": (settings.SWEEP_SECONDS, "incidents.export_due", ()),
            "keep_releases": (3600, "incidents.keep_releases", ()),
            "refit_confidence": (86_400, "incidents.refit_confidence", ()),
            "heartbeat-extract": (settings.HEARTBEAT_SECONDS, "incidents.heartbeat", ("extract",)),
            "heartbeat-fetch": (settings.HEARTBEAT_SECONDS, "incidents.heartbeat", ("fetch",)),
        }

    def test_each_beat_goes_to_the_queue_that_it_asks(self):
        entries = self.entries()
        assert [entries[f"heartbeat-{queue}"][3]["queue"] for queue in settings.QUEUES] == list(
            settings.QUEUES
        )

    def test_messages_expire_but_not_for_a_clock_that_is_a_day_off(self):
        assert {entry[3]["expires"] for entry in self.entries().values()} == {settings.MESSAGE_SECONDS}
        assert settings.MESSAGE_SECONDS > 86_400


class TestEvery:
    NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("last", "is_due"),
        [
            (timedelta(seconds=-11), True),
            (timedelta(seconds=-9), False),
            (timedelta(days=-1), True),
            (timedelta(days=1), True),  # a clock that was ahead was set right
            (timedelta(seconds=5), True),
        ],
    )
    def test_it_is_due_ten_seconds_later_and_after_a_jump_back(self, last, is_due):
        every = Every(10, nowfun=lambda: self.NOW, app=current_app)
        found = every.is_due(self.NOW + last)
        assert (found.is_due, 0 < found.next <= 10) == (is_due, True)

    def test_beat_can_keep_it_on_disk(self):
        kept = pickle.loads(pickle.dumps(Every(10)))  # noqa: S301  beat's own file
        assert (type(kept), kept.seconds) == (Every, 10)


class TestStaleMessages:
    @pytest.mark.parametrize("door", [tasks.sweep, tasks.fetch_due, tasks.import_due, tasks.export_due])
    def test_one_that_a_later_one_has_overtaken_is_thrown_away(self, door):
        assert opened(door, waited=settings.SWEEP_SECONDS + 1) == "too late"
        assert opened(door, waited=settings.SWEEP_SECONDS - 0.5) != "too late"

    def test_a_wake_up_is_never_thrown_away(self):
        assert opened(tasks.work_report, make.report().pk, waited=3600) == "proposed"

    def test_a_stale_one_does_no_work(self):
        report = make.report()
        opened(tasks.sweep, waited=settings.SWEEP_SECONDS + 1)
        report.refresh_from_db()
        assert report.state == "pending"


class TestHeartbeats:
    def test_a_beat_is_written_for_the_queue_that_it_names(self):
        opened(tasks.heartbeat, "fetch", queue="fetch")
        assert list(Heartbeat.objects.values_list("queue", "worker")) == [("fetch", "one@host")]

    def test_any_work_shows_that_its_queue_is_served(self):
        opened(tasks.work_report, 0)
        assert list(Heartbeat.objects.values_list("queue", "worker")) == [("extract", "one@host")]

    def test_a_queue_that_nobody_knows_is_not_written(self):
        opened(tasks.work_report, 0, queue="celery")
        assert Heartbeat.objects.count() == 0


class TestTurns:
    @pytest.fixture
    def elsewhere(self) -> Any:
        """Another process that takes a file in."""
        options = connection.get_connection_params()
        other = psycopg2.connect(
            dbname=options["dbname"],
            user=options.get("user"),
            host=options.get("host"),
            port=options.get("port"),
        )
        other.autocommit = True
        yield other.cursor()
        other.close()

    def hold(self, cursor: Any, slot: int = 0, lock: int = tasks.IMPORT_LOCK) -> bool:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [lock, slot])
        return bool(cursor.fetchone()[0])

    def test_a_file_waits_while_another_one_is_taken_in(self, elsewhere):
        assert self.hold(elsewhere)
        assert opened(tasks.work_run, 1, queue="fetch") == "waits for its turn"
        assert opened(tasks.import_due, queue="fetch") == 0

    def test_so_many_at_once_as_is_set(self, elsewhere, settings):
        settings.IMPORTS_AT_ONCE = 2
        self.hold(elsewhere, 0)
        with tasks._turn_to_import() as is_ours:
            assert is_ours
            assert not self.hold(elsewhere, 1)
        assert self.hold(elsewhere, 1)

    def test_the_turn_is_given_back_also_after_an_error(self, elsewhere):
        with pytest.raises(ZeroDivisionError), tasks._turn_to_import():
            1 / 0  # noqa: B018
        assert self.hold(elsewhere)

    def test_an_export_waits_while_another_one_is_made(self, elsewhere):
        assert self.hold(elsewhere, lock=tasks.EXPORT_LOCK)
        assert opened(tasks.make_export, 1, queue="fetch") == "waits for its turn"
        assert opened(tasks.export_due, queue="fetch") == {}

    def test_a_file_that_is_taken_in_keeps_no_export_waiting(self, elsewhere):
        assert self.hold(elsewhere)
        assert opened(tasks.make_export, 0, queue="fetch") == "not due"
        assert opened(tasks.export_due, queue="fetch") == {"made": 0, "expired": 0, "deleted": 0}

    def test_releases_are_looked_after_by_one_at_a_time(self, elsewhere):
        assert opened(tasks.keep_releases, queue="fetch") == []
        assert self.hold(elsewhere, lock=tasks.RELEASE_LOCK)
        assert opened(tasks.keep_releases, queue="fetch") == []
