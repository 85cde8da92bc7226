"""The web server and beat killed, messages that come ten times, reading that outlasts its lease."""

from __future__ import annotations

import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sahel.local import stop_process
from tests.faults.judging import CYCLES, NUMBER, SEED, judge, submitted_during
from tests.queue.desk import Desk

pytestmark = pytest.mark.worker


def test_the_web_server_killed_in_the_middle_of_requests(desk: Desk) -> None:
    dice = random.Random(SEED)

    def fault() -> None:
        for _cycle in range(CYCLES):
            time.sleep(dice.uniform(0.5, 1.5))
            desk.kill("web")
            desk.site.start_web()
            desk.site.wait_until_ready()

    answers = submitted_during(desk, "web-killed", fault, patience=60, lasting=10)
    assert sum(answer.refused for answer in answers) > 0
    judge(desk, "web-killed", answers, 10)


def test_beat_killed_again_and_again_and_away_for_a_while(desk: Desk) -> None:
    def fault() -> None:
        for cycle in range(CYCLES):
            time.sleep(1)
            desk.kill("beat")
            time.sleep(10 if cycle == 0 else 0)
            desk.site.start_beat()

    judge(desk, "beat-killed", submitted_during(desk, "beat-killed", fault, lasting=10), 3)


def test_without_workers_and_without_wake_ups_the_sweep_finds_everything(desk: Desk) -> None:
    """The worker is away while all is submitted, and its wake-ups are lost with Redis."""
    desk.kill_workers()
    with desk.without_redis():
        answers = desk.submit_many("only-swept", NUMBER // 2)
    desk.site.start_worker("extract")
    judge(desk, "only-swept", answers, 2)


def test_every_message_ten_times_in_any_order(desk: Desk) -> None:
    name = "ten-messages"

    def fault() -> None:
        for _turn in range(2):
            time.sleep(1)
            desk.wake(name, 10)

    answers = submitted_during(desk, name, fault)
    desk.wake(name, 10)
    judge(desk, name, answers, 3)


def test_every_report_submitted_ten_times_at_once(desk: Desk) -> None:
    name, number = "ten-submissions", NUMBER // 10
    ids = [f"{name}-{n}" for n in range(number) for _turn in range(10)]
    random.Random(SEED).shuffle(ids)
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(desk.submit, ids))
    statuses = [answer.status for answer in answers]
    assert (statuses.count(201), statuses.count(200)) == (number, 9 * number)
    ledger = set(desk.acknowledged(name))
    assert len(ledger) == number
    judge(desk, name, [answer for answer in answers if answer.status == 201], 3)


# Reads each marked text for longer than its lease the first time, and at once the next time.
SLOW_WORKER = """
import os, sys, time, hashlib
import django; django.setup()
from incidents.ingest import pipeline
reading = pipeline.extract
def slow(text, **arguments):
    if "takes long" in text:
        try:
            os.close(os.open(os.path.join(os.environ["MARKS"], hashlib.sha256(text.encode()).hexdigest()),
                             os.O_CREAT | os.O_EXCL))
            time.sleep(8)
        except FileExistsError:
            pass
    return reading(text, **arguments)
pipeline.extract = slow
from celery.__main__ import main
sys.argv = ["celery", "-A", "sahel", "worker", "-Q", "extract", "--loglevel", "WARNING", "--concurrency", "4",
            "--without-gossip"]
sys.exit(main())
"""


def test_reading_that_outlasts_its_lease_counts_once(desk: Desk, tmp_path: Path) -> None:
    """The lease is 5 s, the first reading takes 8 s, the hard limit of this worker is 30 s."""
    name, number = "lease-outlasted", 12
    stop_process(desk.site.children.pop("worker-extract"), signal.SIGTERM, 20)
    desk.site._spawn(
        "worker-extract",
        [sys.executable, "-c", SLOW_WORKER],
        {"REPORT_SECONDS": "30", "MARKS": str(tmp_path)},
    )
    try:
        text = "Gunmen killed three people near Ansongo; reading it takes long (bulletin {})."
        judge(desk, name, desk.submit_many(name, number, text), 3)
        twice = desk.rows(
            "SELECT count(*) FROM incidents_report WHERE external_id LIKE %s AND attempts > 1", f"{name}-%"
        )
        print(f"{name}: {twice[0][0]} of {number} were begun again while they were being read")
        assert twice[0][0] > 0
    finally:
        desk.kill_workers()
        desk.site.start_worker("extract")
