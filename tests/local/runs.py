"""`make run` as a person starts it, in folders that a test throws away."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sahel.local import PROJECT

# What the test runner sets for itself, and what would change a run.
NOT_HANDED_ON = ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "SECURE_SSL", "SWEEP_SECONDS", "SAHEL_DATA", "SAMPLE",
                 "PORT", "SAHEL_ADMIN_PASSWORD", "MAKELEVEL", "DJANGO_SETTINGS_MODULE")  # fmt: skip


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder below the system's temporary one that the servers' account can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="sahel-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    return {**kept, "LOG_LEVEL": "WARNING", **variables}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refused(**variables: str) -> tuple[int, str]:
    """(Exit status, what was said) of a run that is expected to end by itself."""
    done = subprocess.run(
        [sys.executable, "-m", "sahel.run"], cwd=PROJECT, env=environment(**variables), capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


class Run:
    """A run that is expected to come up."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder.parent / f"{folder.name}-{self.port}.log"
        # Collected once for all runs and for later ones: hashing and compressing takes long.
        given = {"SAHEL_DATA": str(folder), "PORT": str(self.port), "SAMPLE": "20",
                 "STATIC_ROOT": str(PROJECT / ".local" / "test-static"), **variables}  # fmt: skip
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sahel.run"], cwd=PROJECT, env=environment(**given), stdout=output,
                stderr=output, start_new_session=True,
            )  # fmt: skip
        self.children: set[tuple[int, str]] = set()

    def said(self) -> str:
        return self.log.read_text()

    def wait_until_ready(self, limit: float = 90) -> float:
        """Seconds until it printed its address; remembers every process that belongs to it."""
        before = time.monotonic()
        while "Ready after" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - before < limit, self.said()
            time.sleep(0.1)
        self.children = descendants(self.process.pid)
        return time.monotonic() - before

    def accounts(self) -> dict[str, str]:
        return dict(re.findall(r"^  (admin|editor|reviewer|analyst) +(\S+)$", self.said(), re.MULTILINE))

    def end(self, number: int, limit: float = 30) -> int:
        """Sends the signal to the one process that a terminal or a service manager knows; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(limit)

    def seconds_until_nothing_is_left(self, limit: float) -> float:
        before = time.monotonic()
        while left := [child for child in self.children if is_alive(child)]:
            assert time.monotonic() - before < limit, f"still there: {[command(pid) for pid, _start in left]}"
            time.sleep(0.1)
        return time.monotonic() - before

    def clean_up(self) -> None:
        """Whatever the test found: nothing of this run stays behind."""
        for pid, start in self.children | {(self.process.pid, "")}:
            if (start == "" and self.process.poll() is None) or (start and is_alive((pid, start))):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)


# Processes -------------------------------------------------------------------------------------------------
def descendants(pid: int) -> set[tuple[int, str]]:
    """(pid, start time) of every process below this one; the pair is never reused."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        fields = _status(int(entry.name))
        if fields:
            parents[int(entry.name)] = int(fields[1])
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        below = {child for child, of in parents.items() if of == parent} - found
        found |= below
        waiting.extend(below)
    return {(child, fields[19]) for child in found if (fields := _status(child))}


def is_alive(process: tuple[int, str]) -> bool:
    fields = _status(process[0])
    return bool(fields) and fields[19] == process[1] and fields[0] != "Z"


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:200]
    except OSError:
        return f"process {pid}"


def _status(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name: state, parent, ..., start time (the 20th)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
