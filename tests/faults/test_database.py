"""PostgreSQL stops in the middle, or has no room left: on a cluster of its own that writes through to the disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sahel.local import PrivateServices, default_folder
from tests.faults.judging import CYCLES, NUMBER, judge, submitted_during
from tests.queue.desk import Desk

pytestmark = pytest.mark.worker
PATIENCE = 90.0


def running(services: PrivateServices, folder: Path) -> Iterator[Desk]:
    """A site on servers of its own."""
    desk: Desk | None = None
    try:
        services.start()
        desk = Desk(services, folder, {}, "sahel_faults")
        desk.start()
        yield desk
    finally:
        if desk is not None:
            desk.stop()
        services.stop()


def stop_at_once(services: PrivateServices) -> None:
    """PostgreSQL's immediate shutdown: no session ends in order, no checkpoint is written."""
    assert services.postgres is not None
    services.postgres.send_signal(signal.SIGQUIT)
    services.postgres.wait(20)


@pytest.fixture
def durable_desk(tmp_path: Path) -> Iterator[Desk]:
    yield from running(PrivateServices(default_folder("test-durable"), durable=True), tmp_path)


def test_postgresql_stopped_at_once_again_and_again(durable_desk: Desk) -> None:
    desk = durable_desk

    def fault() -> None:
        for _cycle in range(CYCLES):
            time.sleep(1.5)
            stop_at_once(desk.services)
            time.sleep(1)
            desk.services._start_postgres()

    answers = submitted_during(desk, "postgresql-stopped", fault, patience=PATIENCE, lasting=12)
    assert sum(answer.refused for answer in answers) > 0
    judge(desk, "postgresql-stopped", answers, 10)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 512 MB in memory; only root may make one."""
    if os.geteuid() != 0:
        pytest.skip("a full disk: only root may mount a small one")
    folder = Path(tempfile.mkdtemp(prefix="sahel-small-", dir="/var/lib"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512m,mode=0755", "sahel-small", str(folder)],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip(f"a full disk: a small one cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def fill(folder: Path) -> Path:
    """Takes every free byte."""
    ballast = folder / "ballast"
    block = b"\0" * 65_536
    with ballast.open("ab", buffering=0) as file:
        try:
            while file.write(block):
                pass
        except OSError:
            return ballast
    return ballast


@pytest.fixture
def cramped_desk(small_disk: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from running(PrivateServices(small_disk / "data", durable=True), tmp_path)


def test_a_disk_that_is_full_for_a_while(cramped_desk: Desk, small_disk: Path) -> None:
    desk = cramped_desk
    number = min(NUMBER, 400)

    def fault() -> None:
        for _cycle in range(2):
            time.sleep(1)
            ballast = fill(small_disk)
            until = time.monotonic() + 6
            while time.monotonic() < until:
                fill(small_disk)  # what PostgreSQL gave back
                time.sleep(0.2)
            ballast.unlink()
            # Without room for its log PostgreSQL stops itself; whoever keeps it running starts it again.
            assert desk.services.postgres is not None
            if desk.services.postgres.poll() is not None:
                desk.services._start_postgres()
            time.sleep(2)

    answers = submitted_during(desk, "disk-full", fault, number=number, patience=PATIENCE, lasting=15)
    assert sum(answer.refused for answer in answers) > 0
    judge(desk, "disk-full", answers, 10)
