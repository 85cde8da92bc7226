"""A wake-up that fails in any way changes nothing for the one who saved."""

from __future__ import annotations

import queue
import threading
import time

import pytest
from django.db import transaction

from incidents import wakeup
from incidents.models import Report
from tests import make

pytestmark = pytest.mark.usefixtures("real_commits")


@pytest.fixture
def no_thread_can_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(wakeup, "_sender", None)
    monkeypatch.setattr(threading.Thread, "start", refused)


def test_a_wake_up_that_cannot_be_sent_is_no_error_and_stops_no_later_hook(no_thread_can_start: None) -> None:
    later: list[str] = []
    with transaction.atomic():
        report = make.report()
        transaction.on_commit(lambda: later.append("ran"))
    assert later == ["ran"]
    assert Report.objects.get(pk=report.pk).state == "pending"


def test_beyond_a_thousand_that_wait_a_wake_up_is_dropped_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    full: queue.Queue[tuple[str, int, str]] = queue.Queue(1)
    full.put(("incidents.work_report", 0, "extract"))
    monkeypatch.setattr(wakeup, "_waiting", full)
    monkeypatch.setattr(wakeup, "_ensure_sender", lambda: None)
    before = time.monotonic()
    wakeup._enqueue("incidents.work_report", 1, "extract")
    assert time.monotonic() - before < 0.1
    assert full.qsize() == 1


def test_nothing_is_woken_for_what_was_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: queue.Queue[int] = queue.Queue()
    monkeypatch.setattr(wakeup, "_waiting", woken)
    monkeypatch.setattr(wakeup, "_ensure_sender", lambda: None)
    with transaction.atomic():
        make.report()
        transaction.set_rollback(True)
    assert woken.qsize() == 0
