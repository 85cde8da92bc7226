"""One process whose clock jumps a day ahead and a day back while it works (libfaketime; as root it is installed)."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sahel.local import CannotStart, install_packages
from tests.faults.judging import NUMBER, judge, submitted_during
from tests.queue.desk import Answer, Desk

pytestmark = pytest.mark.worker
SLEEPERS = ("beat", "web")


def faketime_library() -> str:
    """Its path; skips the test, with the reason, where there is none."""
    for _turn in range(2):
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        if found:
            return str(found[0])
        if os.geteuid() != 0:
            pytest.skip("a jumping clock: libfaketime is not installed (apt-get install faketime)")
        try:
            install_packages(["faketime"], "Clocks that jump need libfaketime.")
        except CannotStart as error:
            pytest.skip(f"a jumping clock: libfaketime cannot be installed: {error}")
    pytest.skip("a jumping clock: libfaketime was installed but is not where it was expected")


class Clock:
    """The clock of the processes that are started with `environment`; they look at it once a second.

    The monotonic clock of a machine never jumps, and in the worker it does not either. Beat and the web server are
    an exception: libfaketime (0.9.10) refuses each time.sleep() unless it moves that clock, too, and may then
    sleep over a jump; they are therefore started anew at each jump (beat finds on the disk when it last ran by the
    other clock).
    """

    def __init__(self, folder: Path, process: str) -> None:
        self.file = folder / "clock"
        self.jump("+0")
        self.environment = {
            "LD_PRELOAD": faketime_library(), "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1", **({} if process in SLEEPERS else {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}),
        }  # fmt: skip

    def jump(self, offset: str) -> None:
        """To so far from the true time: +1d, -1d, +0."""
        beside = self.file.with_suffix(".new")
        beside.write_text(offset + "\n")
        beside.replace(self.file)


def begin(desk: Desk, process: str, clock: dict[str, str] | None) -> None:
    desk.kill(process)
    if process == "web":
        desk.site.start_web(clock)
        desk.site.wait_until_ready()
    elif process == "beat":
        desk.site.start_beat(clock)
    else:
        desk.site.start_worker("extract", clock)


@pytest.mark.parametrize("process", ["worker-extract", "beat", "web"])
def test_a_clock_that_jumps_by_a_day(desk: Desk, tmp_path: Path, process: str) -> None:
    clock = Clock(tmp_path, process)
    begin(desk, process, clock.environment)
    name = f"clock-of-{process}"

    def fault() -> None:
        for offset in ("+1d", "-1d", "+0", "-1d", "+1d", "+0"):
            time.sleep(3)
            clock.jump(offset)
            if process in SLEEPERS:
                begin(desk, process, clock.environment)

    try:
        judge(
            desk,
            name,
            submitted_during(desk, name, fault, number=NUMBER // 2, lasting=28, patience=60),
            10 if process == "web" else 3,
        )
        off = desk.rows(
            "SELECT count(*) FROM incidents_report WHERE external_id LIKE %s"
            " AND abs(extract(epoch FROM received_at - now())) > 3600",
            f"{name}-%",
        )
        assert off == [(0,)]
        # The last jump was from a day ahead: the sweep alone has to find what no wake-up speaks of.
        desk.write_unseen(f"after-{name}", 20)
        judge(desk, f"after-{name}", [Answer(201, 0)] * 20, 3)
    finally:
        begin(desk, process, None)


def test_a_worker_a_day_off_still_reads_what_comes_in(desk: Desk, tmp_path: Path) -> None:
    """Not only nothing is lost: while the clock is off, the work goes on."""
    clock = Clock(tmp_path, "worker-extract")
    for offset in ("+1d", "-1d"):
        clock.jump(offset)
        begin(desk, "worker-extract", clock.environment)
        try:
            answers = desk.submit_many(f"day-off{offset}", 20)
            judge(desk, f"day-off{offset}", answers, 3)
            desk.write_unseen(f"day-off-swept{offset}", 20)
            judge(desk, f"day-off-swept{offset}", [Answer(201, 0)] * 20, 3)
        finally:
            begin(desk, "worker-extract", None)
