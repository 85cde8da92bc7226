"""What one process of a worker reads in a second: from the POST of a note to its drafts, beside the reading alone."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection

from benchmarks.measure import LINES, PROJECT
from incidents.ingest.extract import extract
from incidents.ingest.pipeline import tables_from_database
from incidents.models import ApiToken, Heartbeat, Report
from sahel.run import die_with_parent, stop_process

NOTES, AT_ONCE, PATIENCE = 400, 4, 300.0
PREFIX = "bench-worker-"
NOTE = (Path(settings.BASE_DIR) / "incidents" / "sample" / "founding_note.txt").read_text()


@contextmanager
def worker(processes: int) -> Iterator[int]:
    """One worker of the queue `extract` with so many processes; the wake-ups alone bring it work, no beat runs."""
    with (PROJECT / ".local" / "bench-worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "sahel", "worker", "--queues", "extract", "--loglevel", "WARNING",
             "--concurrency", str(processes), "--without-gossip", "--without-mingle", "--hostname", "bench@localhost"],
            cwd=PROJECT, env=os.environ, stdout=log, stderr=log, preexec_fn=die_with_parent(15),
        )  # fmt: skip
        try:
            _wait_until_served()
            yield process.pid
        finally:
            stop_process(process, 15, 20)


def _wait_until_served() -> None:
    from sahel.celery import app  # noqa: PLC0415  only here

    Heartbeat.objects.filter(queue="extract").delete()
    app.send_task("incidents.heartbeat", args=["extract"], queue="extract")
    before = time.perf_counter()
    while not Heartbeat.objects.filter(queue="extract").exists():
        if time.perf_counter() - before > PATIENCE:
            raise RuntimeError("the worker does not answer: see .local/bench-worker.log")
        time.sleep(0.05)


class Sender:
    """Posts notes over kept connections, as several desks would."""

    def __init__(self, port: int) -> None:
        user = User.objects.get_or_create(username="bench-editor")[0]
        user.groups.add(Group.objects.get(name="editor"))
        ApiToken.objects.filter(user=user, name="bench").delete()
        self.token = ApiToken.issue(user=user, name="bench")[1]
        self.port = port
        self.numbers = iter(range(10**9))

    def post(self, number: int) -> float:
        """Seconds until it was acknowledged."""
        body = json.dumps({
            "external_id": f"{PREFIX}{os.getpid()}-{number}", "published": "2018-10-05", "language": "en",
            "text": f"{NOTE}\nBulletin {number}.",
        })  # fmt: skip
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        before = time.perf_counter()
        link.request("POST", "/api/v1/reports/", body, {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
        })  # fmt: skip
        answer = link.getresponse()
        said = answer.read()
        link.close()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status}: {said[:300]!r}")
        return time.perf_counter() - before

    def post_many(self, count: int) -> list[float]:
        numbers = [next(self.numbers) for _ in range(count)]
        with ThreadPoolExecutor(AT_ONCE) as desks:
            return list(desks.map(self.post, numbers))


def proposed() -> int:
    return Report.objects.filter(external_id__startswith=PREFIX, state="proposed").count()


def seconds_until_proposed(count: int, before: float) -> float:
    while proposed() < count:
        if time.perf_counter() - before > PATIENCE:
            raise RuntimeError(f"{proposed()} of {count} notes were read")
        time.sleep(0.05)
    return time.perf_counter() - before


def processor_seconds(pid: int) -> float:
    """What a process and its children have computed so far; they are few and live on."""
    total, ticks = 0, os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (str(pid), *children):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / ticks


def alone(count: int) -> tuple[float, float]:
    """(Notes a second, processor seconds a note) of extraction by itself: no database, no queue."""
    tables, published = tables_from_database(), date(2018, 10, 5)
    extract(NOTE, published=published, tables=tables, language="en")
    before, computed = time.perf_counter(), time.process_time()
    for number in range(count):
        extract(f"{NOTE}\nBulletin {number}.", published=published, tables=tables, language="en")
    return count / (time.perf_counter() - before), (time.process_time() - computed) / count


def clear() -> None:
    with connection.cursor() as cursor:
        of_ours = f"report_id IN (SELECT id FROM incidents_report WHERE external_id LIKE '{PREFIX}%')"  # noqa: S608
        for table in ("evidence", "proposal"):
            cursor.execute(f"DELETE FROM incidents_{table} WHERE {of_ours}")  # noqa: S608
        cursor.execute("DELETE FROM incidents_report WHERE external_id LIKE %s", [f"{PREFIX}%"])


def tell(figure: str, value: str, beside: str) -> None:
    line = f"{figure:<58} {value:>14}   {beside}"
    LINES.append(line)
    print(line, flush=True)


def measure(port: int) -> None:
    clear()
    sender = Sender(port)
    for processes in (1, 2):
        reading, reading_cost = alone(NOTES)
        with worker(processes) as pid:
            done = proposed()
            sender.post_many(20)  # tables are read, connections are open
            seconds_until_proposed(done + 20, time.perf_counter())
            waits = []
            for _ in range(15):
                done, before = proposed(), time.perf_counter()
                sender.post_many(1)
                waits.append(seconds_until_proposed(done + 1, before))
            done, computed, before = proposed(), processor_seconds(pid), time.perf_counter()
            answers = sender.post_many(NOTES)
            posting = time.perf_counter() - before
            whole = seconds_until_proposed(done + NOTES, before)
            cost = (processor_seconds(pid) - computed) / NOTES
        words = "one process" if processes == 1 else f"{processes} processes"
        rate = NOTES / whole
        tell(f"notes from POST to drafts, worker of {words}", f"{rate:.0f} notes/s",
             f"extraction alone {reading:.0f} notes/s: {rate / reading:.0%}")  # fmt: skip
        tell("  its processor time for a note", f"{cost * 1000:.1f} ms",
             f"extraction alone {reading_cost * 1000:.1f} ms: {reading_cost / cost:.0%}")  # fmt: skip
        tell(
            "  the same, one note on an idle site",
            f"{statistics.median(waits) * 1000:.0f} ms",
            f"of {len(waits)}, median",
        )
        tell("  its POSTs meanwhile", f"{NOTES / posting:.0f} notes/s",
             f"median answer {statistics.median(answers) * 1000:.0f} ms, slowest {max(answers) * 1000:.0f} ms")  # fmt: skip
    clear()
