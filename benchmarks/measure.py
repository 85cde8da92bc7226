"""Interleaved timing of things that compete, and the lines that say how they did."""

from __future__ import annotations

import http.client
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sahel.run import die_with_parent, stop_process

PROJECT = Path(__file__).parent.parent
# Enough for a steady median, and an end to what takes seconds.
ROUNDS, SECONDS = 41, 15.0
LINES: list[str] = []


def medians(rivals: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds of each rival, the median of interleaved rounds after one that does not count.

    Each round has an order of its own: who always followed the one that reads the whole table would find
    the caches cold, and who followed its own SQL would find them warm.
    """
    order = random.Random(1)
    taken: dict[str, list[float]] = {name: [] for name in rivals}
    for run in rivals.values():
        run()
    began = time.perf_counter()
    for number in range(rounds):
        for name in order.sample(sorted(rivals), len(rivals)):
            run = rivals[name]
            # What takes seconds is measured three times, not forty-one.
            if number >= 3 and statistics.median(taken[name]) > 1000:
                continue
            start = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - start) * 1000)
        if time.perf_counter() - began > SECONDS and number >= 2:
            break
    return {name: statistics.median(times) for name, times in taken.items()}


def tell(
    figure: str, ours: float, peer: str, other: float, *, at_most: float = 0, at_least: float = 0
) -> None:
    """Prints a figure: our time, the peer's, and how the ratio compares with the goal.

    `at_most`: ours divided by the limit; `at_least`: how many times faster than the peer.
    """
    if at_most:
        ratio, goal, met = ours / other, f"<= {at_most:g}x", ours / other <= at_most
    else:
        ratio, goal, met = other / ours, f">= {at_least:g}x faster", other / ours >= at_least
    line = f"{figure:<58} {ours:9.2f} ms   {peer:<34} {other:9.2f} ms   {ratio:8.2f}   {goal:<16} {'yes' if met else 'NO'}"
    LINES.append(line)
    print(line, flush=True)


class Reader:
    """A client that keeps its connection, as a browser does."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {path}: {body[:300]!r}")
        return body

    def asking(self, path: str) -> Callable[[], bytes]:
        return lambda: self.get(path)


@contextmanager
def site(port: int = 8765, threads: int = 4) -> Iterator[int]:
    """Our site with the rivals' views beside it (benchmarks/rivals.py), one process."""
    with (PROJECT / ".local" / "bench-site.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "benchmarks.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1",
             "--worker-class", "gthread", "--threads", str(threads), "--timeout", "300", "--keep-alive", "60",
             "--no-control-socket"],
            cwd=PROJECT, env=os.environ, stdout=log, stderr=log, preexec_fn=die_with_parent(15),
        )  # fmt: skip
        try:
            for _attempt in range(150):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            yield port
        finally:
            stop_process(process, 15, 10)
