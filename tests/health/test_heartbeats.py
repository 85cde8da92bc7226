"""A queue has one row, and what is written there is the database's time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import heartbeats
from incidents.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten() -> None:
    heartbeats._written.clear()


def test_the_last_worker_is_kept_and_a_queue_has_one_row():
    heartbeats.heard("extract", "one@host")
    first = Heartbeat.objects.get().at
    heartbeats.heard("extract", "two@host")
    heartbeats.heard("fetch", "three@host")
    assert list(Heartbeat.objects.order_by("queue").values_list("queue", "worker")) == [
        ("extract", "two@host"), ("fetch", "three@host"),
    ]  # fmt: skip
    assert Heartbeat.objects.get(queue="extract").at >= first


def test_a_worker_with_a_wrong_clock_writes_the_right_time():
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=1), tick=True):
        heartbeats.heard("extract", "one@host")
    assert abs(Heartbeat.objects.get().at - now) < timedelta(minutes=1)


def test_a_busy_worker_writes_at_most_twice_a_beat(settings):
    settings.HEARTBEAT_SECONDS = 60
    with time_machine.travel(timezone.now(), tick=False), CaptureQueriesContext(connection) as captured:
        for _ in range(50):
            heartbeats.heard_at_times("extract", "one@host")
    assert len([query for query in captured if "INSERT" in query["sql"]]) == 1


def test_after_half_a_beat_it_writes_again(settings):
    settings.HEARTBEAT_SECONDS = 0
    with CaptureQueriesContext(connection) as captured:
        heartbeats.heard_at_times("extract", "one@host")
        heartbeats.heard_at_times("extract", "one@host")
    assert len([query for query in captured if "INSERT" in query["sql"]]) == 2


def test_a_very_long_name_is_cut_to_fit():
    heartbeats.heard("q" * 100, "w" * 300)
    assert (len(Heartbeat.objects.get().queue), len(Heartbeat.objects.get().worker)) == (60, 200)
