"""How soon an edit is on the map, how the map answers while ten a second come in, and what the columns weigh."""

from __future__ import annotations

import json
import statistics
import threading
import time
from pathlib import Path

from django.db import connection

from benchmarks.measure import LINES, Reader, tell
from incidents.columns import files
from incidents.models import Incident

PATH = "/api/v1/map/?bbox=-18,3,32,26&zoom=5"
FILTERED = f"{PATH}&type=battles&since=2016-01-01&until=2016-12-31"
EDITS_A_SECOND, DURATION = 10, 15


def seconds_until_seen(reader: Reader) -> float:
    """From the commit of an edit to the first map answer that shows it."""
    before = json.loads(reader.get(FILTERED))["total"]
    pk = (
        Incident.objects.for_audience(2)
        .filter(event_type="battles", date_start__year=2016)
        .values_list("pk", flat=True)[0]
    )
    started = time.perf_counter()
    Incident.objects.unpublished_too().filter(pk=pk).update(event_type="riots", sub_event_type=None)
    while json.loads(reader.get(FILTERED))["total"] == before:
        pass
    return time.perf_counter() - started


def answer_times(reader: Reader, path: str, seconds: float) -> float:
    taken = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        start = time.perf_counter()
        # A frame of its own each time, so that no answer is one that was remembered.
        reader.get(path.replace("bbox=-18", f"bbox={-18 - len(taken) * 1e-4:.4f}"))
        taken.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    return statistics.median(taken)


def edit_until(stopped: threading.Event, ids: list[int]) -> None:
    turn = 0
    while not stopped.is_set():
        pk = ids[turn % len(ids)]
        Incident.objects.unpublished_too().filter(pk=pk).update(
            killed_best=turn % 5, killed_low=0, killed_high=9
        )
        turn += 1
        time.sleep(1 / EDITS_A_SECOND)
    connection.close()


def measure(reader: Reader) -> None:
    seen = max(seconds_until_seen(reader) for _time in range(3))
    line = f"{'an edit is on the map after':<58} {seen * 1000:9.2f} ms   {'goal':<34} {2000:9.2f} ms"
    LINES.append(line)
    print(line, flush=True)
    ids = list(Incident.objects.for_audience(2).values_list("pk", flat=True)[:500])
    for name, path in (("no filter", PATH), ("type and dates", FILTERED)):
        idle = answer_times(reader, path, DURATION / 3)
        stopped = threading.Event()
        editor = threading.Thread(target=edit_until, args=(stopped, ids))
        editor.start()
        busy = answer_times(reader, path, DURATION)
        stopped.set()
        editor.join()
        tell(f"clusters z5, {name}, with {EDITS_A_SECOND} edits a second", busy, "idle", idle, at_most=1.5)


def measure_memory() -> None:
    folder = files.folder_of_database()
    name = files.present_name(folder) if folder else None
    if folder is None or name is None:
        print("no snapshot: memory not measured")
        return
    size = sum(path.stat().st_size for path in Path(folder / name).glob("*.npy"))
    snapshot = files.read(folder, name)
    count = len(snapshot.part) if snapshot else 1
    line = f"{'column data':<58} {size / count:9.2f} bytes an incident (goal 60), {size / 2**20:.0f} MiB for {count}"
    LINES.append(line)
    print(line, flush=True)
