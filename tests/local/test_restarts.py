"""A child that ends is started again with growing pauses, and not for ever."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from sahel.local import CannotStart
from sahel.restarts import Restarts
from sahel.run import Site
from tests.local.runs import descendants, is_alive


def test_pauses_grow_and_the_sixth_end_within_a_minute_is_the_last():
    ends = Restarts()
    assert [ends.pause_after_end(float(second)) for second in range(6)] == [0.5, 1, 2, 4, 8, None]


def test_what_is_over_a_minute_ago_does_not_count():
    ends = Restarts()
    assert [ends.pause_after_end(second * 61.0) for second in range(20)] == [0.5] * 20
    assert Restarts().pause_after_end(0) == 0.5


def test_the_minute_slides():
    ends = Restarts()
    for second in (0, 1, 2, 3, 4):
        ends.pause_after_end(second)
    assert ends.pause_after_end(60) is None
    assert ends.pause_after_end(60.5) == 8  # the first one has left the minute


class Stage(Site):
    """A site whose workers are small programs."""

    def __init__(self, folder: Path, program: str) -> None:
        super().__init__(folder=folder, port=1, environment={})
        self.program = program

    def start_worker(self, queue: str) -> None:
        self._spawn(f"worker-{queue}", [sys.executable, "-c", self.program])

    def watch_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.watch()
            time.sleep(0.02)


SLEEPS = "import time; time.sleep(60)"
# A parent whose child sleeps on, as the processes of a killed worker's pool do.
FORKS = "import os, time; os.fork(); time.sleep(60)"


@pytest.fixture
def stage(tmp_path: Path):
    made: list[Stage] = []

    def make(program: str) -> Stage:
        made.append(Stage(tmp_path, program))
        made[-1].start_worker("extract")
        return made[-1]

    yield make
    for site in made:
        site.stop()


def test_a_killed_worker_is_there_again_within_two_seconds(stage, capsys):
    site = stage(SLEEPS)
    first = site.children["worker-extract"]
    first.kill()
    site.watch_for(2)
    second = site.children["worker-extract"]
    assert (second.pid != first.pid, second.poll()) == (True, None)
    assert capsys.readouterr().out == "The worker-extract ended with status -9: again in 0.5 s.\n"


def test_what_a_killed_worker_leaves_behind_is_ended_first(stage):
    site = stage(FORKS)
    parent = site.children["worker-extract"]
    until = time.monotonic() + 5
    while not (left := descendants(parent.pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(left) == 1
    parent.kill()
    site.watch_for(0.4)
    assert [process for process in left if is_alive(process)] == []


@pytest.mark.slow
def test_one_that_cannot_live_ends_the_site_with_the_reason(stage, capsys):
    site = stage("import sys; sys.exit('no broker here')")
    before = time.monotonic()
    with pytest.raises(CannotStart) as refusal:
        site.watch_for(40)
    assert str(refusal.value).startswith(
        "The worker-extract ended 6 times within 60 s, the last time with status 1."
    )
    assert "no broker here" in str(refusal.value)
    assert 15 < time.monotonic() - before < 25  # 0.5 + 1 + 2 + 4 + 8 s
    assert capsys.readouterr().out.count("again in") == 5


def test_the_end_of_the_web_server_ends_the_site(stage):
    site = stage(SLEEPS)
    site._spawn("web", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(CannotStart, match=r"^The web ended with status 3\."):
        site.watch_for(5)


def test_stopping_leaves_nothing_of_a_group(stage):
    site = stage(FORKS)
    parent = site.children["worker-extract"]
    time.sleep(0.5)
    left = descendants(parent.pid)
    assert len(left) == 1
    parent.send_signal(signal.SIGKILL)
    parent.wait(5)
    site.stop()
    time.sleep(0.2)
    assert [process for process in left if is_alive(process)] == []
