"""`make faults`: many reports, several cycles of each fault, one printed line per fault.

What was acknowledged is written to a file outside both stores; afterwards every report of it must have been
worked on once. No failure among N says that the rate lies below about 3/N (at 95 %).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sahel.local import stop_process
from tests.faults.judging import CYCLES, NUMBER, SEED, judge, pool_of, submitted_during
from tests.queue.desk import LONG, Desk, seconds_until

pytestmark = pytest.mark.worker


def test_killed_worker_groups(desk: Desk) -> None:
    def fault() -> None:
        for _cycle in range(CYCLES):
            desk.seconds_until_one_is_read("worker-group-killed")
            desk.kill_workers()
            desk.site.start_worker("extract")
            time.sleep(2)

    judge(desk, "worker-group-killed", submitted_during(desk, "worker-group-killed", fault), 3)


def test_killed_pool_processes(desk: Desk) -> None:
    dice = random.Random(SEED)

    def fault() -> None:
        for _cycle in range(4 * CYCLES):
            time.sleep(dice.uniform(0.05, 0.5))
            pool = pool_of(desk, "extract")
            if pool:
                os.kill(dice.choice(pool), signal.SIGKILL)

    judge(desk, "pool-process-killed", submitted_during(desk, "pool-process-killed", fault), 3)


def test_killed_in_the_middle_of_long_texts(desk: Desk) -> None:
    answers = desk.submit_many("long-texts-killed", 40, LONG)
    for _cycle in range(2):
        desk.seconds_until_one_is_read("long-texts-killed")
        desk.kill_workers()
        desk.site.start_worker("extract")
    judge(desk, "long-texts-killed", answers, 3)


def test_redis_stopped_again_and_again(desk: Desk) -> None:
    def fault() -> None:
        for _cycle in range(CYCLES):
            with desk.without_redis():
                time.sleep(3)
            time.sleep(1)

    judge(desk, "redis-stopped", submitted_during(desk, "redis-stopped", fault), 2)


def test_redis_away_for_a_long_time(desk: Desk) -> None:
    with desk.without_redis():
        answers = desk.submit_many("redis-away", NUMBER)
        time.sleep(45)
    judge(desk, "redis-away", answers, 2)


def test_redis_frozen_again_and_again(desk: Desk) -> None:
    def fault() -> None:
        for _cycle in range(CYCLES):
            assert desk.services.redis is not None
            with desk.frozen(desk.services.redis):
                time.sleep(6)
            time.sleep(1)

    judge(desk, "redis-frozen", submitted_during(desk, "redis-frozen", fault), 3)


def test_frozen_workers_whose_leases_run_out(desk: Desk) -> None:
    def fault() -> None:
        for _cycle in range(2):
            desk.seconds_until_one_is_read("workers-frozen")
            group = desk.site.children["worker-extract"].pid
            os.killpg(group, signal.SIGSTOP)
            time.sleep(7)
            os.killpg(group, signal.SIGCONT)

    judge(desk, "workers-frozen", submitted_during(desk, "workers-frozen", fault), 3)


def test_two_beats_and_two_workers(desk: Desk) -> None:
    with _second(desk, "beat"), _second(desk, "worker"):
        judge(desk, "two-of-each", desk.submit_many("two-of-each", NUMBER), 3)


@contextmanager
def _second(desk: Desk, name: str) -> Iterator[None]:
    command = {
        "beat": ["beat", "--pidfile", "", "--schedule", str(desk.site.folder / "second-schedule")],
        "worker": ["worker", "--concurrency", "2", "--without-gossip", "--hostname", "second@localhost"],
    }[name]
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "sahel", *command], env=desk.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


# A worker whose reading of a marked text ends its own process, as a fault of a C library would.
DEADLY_WORKER = """
import os, signal, sys
import django; django.setup()
from incidents.ingest import pipeline
reading = pipeline.extract
def deadly(text, **arguments):
    if "ends its reader" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return reading(text, **arguments)
pipeline.extract = deadly
from celery.__main__ import main
sys.argv = ["celery", "-A", "sahel", "worker", "--loglevel", "WARNING", "--concurrency", "2", "--without-gossip"]
sys.exit(main())
"""


def test_texts_that_kill_their_reader(desk: Desk) -> None:
    stop_process(desk.site.children.pop("worker-extract"), signal.SIGTERM, 20)
    desk.site._spawn("worker-extract", [sys.executable, "-c", DEADLY_WORKER])
    poison = [desk.submit(f"poison-{n}", "This text {} ends its reader.") for n in range(3)]
    answers = desk.submit_many("neighbours-of-poison", 100)
    judge(desk, "neighbours-of-poison", answers, 3)
    waited = seconds_until(
        lambda: desk.states("poison") == {"quarantined": 3}, 120, lambda: str(desk.states("poison"))
    )
    rows = desk.rows("SELECT attempts, state_reason FROM incidents_report WHERE external_id LIKE 'poison-%'")
    print(
        f"poison: {len(poison)} submitted, {len(rows)} quarantined {waited:.1f} s later, after {rows[0][0]} attempts each"
    )
    assert set(rows) == {(3, "its worker ended 3 times while reading it")}
