"""A CSV of so many incidents is imported and published, beside raw COPY of the very rows that this wrote.

`make bench FIGURES=importing` (BENCH rows). Raw COPY writes into the same tables, emptied, with their constraints,
indexes and triggers; validation, matching against what is here, numbering and publishing are all in our time.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  after setup
from django.db import connection  # noqa: E402

from benchmarks.measure import Reader, site  # noqa: E402
from incidents import reference, review  # noqa: E402
from incidents.codes import SUB_EVENTS, EventType, SourceKind  # noqa: E402
from incidents.columns import build  # noqa: E402
from incidents.ingest.imports import import_file  # noqa: E402
from incidents.ingest.twins import look_again  # noqa: E402
from incidents.models import IngestRun, Source  # noqa: E402

SHARE, MOST_MEGABYTES, SLOWDOWN = 0.4, 400, 2.0
IDLE_SECONDS, READERS_ROWS, MEANWHILE = 10, 100_000, 1_000
# In the order of their keys.
TABLES = ("report", "incident", "exactlocation", "casualtyestimate", "involvement", "reportlink", "externalid",
          "change", "ingestitem")  # fmt: skip
COLUMNS = ("external_id", "date_start", "event_type", "sub_event_type", "country", "place", "longitude", "latitude",
           "killed_low", "killed_best", "killed_high", "perpetrator", "attribution", "target", "url")  # fmt: skip
ACTORS = ("jnim", "isgs", "unidentified-armed-group", "ansaroul-islam")


def write_file(path: Path, number: int, prefix: str = "row") -> None:
    """Rows of fifteen columns: known places, some with a point of their own nearby, one estimate, two actors."""
    dice = random.Random(1)
    places = [place for place in reference.places() if place.country in {"MLI", "NER", "BFA"}]
    known = {actor.slug for actor in reference.actors()}
    actors = [slug for slug in ACTORS if slug in known] or [sorted(known)[0]]
    first = date(2012, 1, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in range(number):
            place, kind = dice.choice(places), dice.choice(list(EventType))
            near = dice.random() < 0.4
            killed = dice.choice((0, 0, 1, 2, 3, 5, 8, 13))
            writer.writerow([
                f"{prefix}-{row}", first + timedelta(days=dice.randrange(4700)), kind.value,
                dice.choice(SUB_EVENTS[kind]).value, place.country, place.key,
                round(place.longitude + dice.gauss(0, 0.02), 5) if near else "",
                round(place.latitude + dice.gauss(0, 0.02), 5) if near else "",
                killed, killed, killed, dice.choice(actors), "suspected", "civilians" if "civilians" in known else "",
                f"https://example.org/{row}",
            ])  # fmt: skip


def person(name: str) -> User:
    user, _made = User.objects.get_or_create(username=f"bench-{name}")
    user.groups.add(Group.objects.get(name=name))
    return user


def publish_others(folder: Path, *, by: User, other: User) -> None:
    """Another source's file goes out between the check of ours and its publication."""
    path = folder / "meanwhile.csv"
    write_file(path, MEANWHILE, prefix="meanwhile")
    source, _made = Source.objects.get_or_create(name="Benchmark: another source", kind=SourceKind.FILE)
    review.publish_run(import_file(path, source=source, by=by), by=other)


def dumped(folder: Path, run: IngestRun) -> dict[str, Path]:
    """Every row that the run wrote, as COPY text."""
    mine = f"SELECT id FROM incidents_incident WHERE run_id = {run.pk}"  # noqa: S608  own names
    conditions = {
        "report": f"id IN (SELECT report_id FROM incidents_reportlink WHERE incident_id IN ({mine}))",  # noqa: S608
        "incident": f"run_id = {run.pk}",
        "ingestitem": f"run_id = {run.pk}",
    }
    files = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            files[table] = folder / table
            condition = conditions.get(table, f"incident_id IN ({mine})")
            with files[table].open("wb") as file:
                query = f"SELECT * FROM incidents_{table} WHERE {condition}"  # noqa: S608  own names
                cursor.copy_expert(f"COPY ({query}) TO STDOUT", file)
    return files


def copied(files: dict[str, Path]) -> float:
    """Seconds that raw COPY takes for these rows, into the emptied tables."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE " + ", ".join(f"incidents_{table}" for table in TABLES) + " CASCADE")
        cursor.execute("VACUUM")
        began = time.perf_counter()
        for table, path in files.items():
            with path.open("rb") as file:
                cursor.copy_expert(f"COPY incidents_{table} FROM STDIN", file)
        return time.perf_counter() - began


def waits(port: int, goes_on: Callable[[], bool]) -> list[float]:
    """How long the map's answers take while `goes_on`, in milliseconds; one reader who asks ten times a second."""
    reader, taken = Reader(port), []
    while goes_on():
        began = time.perf_counter()
        reader.get("/api/v1/map/?bbox=-2,12,4,17&zoom=7&type=battles")
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.1)
    return taken


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def measure_readers(path: Path) -> None:
    """The web's answers while another process imports this file, as politely as `make run` starts that worker."""
    build.keep_up()
    with site() as port:
        until = time.perf_counter() + IDLE_SECONDS
        idle = waits(port, lambda: time.perf_counter() < until)
        importing = subprocess.Popen(
            ["nice", "-n", "10", sys.executable, "manage.py", "ingest", str(path), "--by", "bench-editor"],
            stdout=subprocess.DEVNULL,
        )
        busy = waits(port, lambda: importing.poll() is None)
    ratio = p95(busy) / p95(idle)
    print(f"the map's p95: {p95(idle):.1f} ms idle, {p95(busy):.1f} ms during an import ({len(busy)} requests):"
          f" {ratio:.2f}x (goal < {SLOWDOWN}x): {'yes' if ratio < SLOWDOWN else 'NO'}")  # fmt: skip


def main(number: int) -> None:
    editor, reviewer = person("editor"), person("reviewer")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "rows.csv"
        write_file(path, number)
        print(f"{number} rows, {path.stat().st_size / 1e6:.0f} MB", flush=True)
        began = time.perf_counter()
        run = import_file(path, by=editor)
        imported = time.perf_counter() - began
        publish_others(folder, by=editor, other=reviewer)
        began = time.perf_counter()
        twins = look_again(run)
        looked = time.perf_counter() - began
        published = review.publish_run(run, by=reviewer)
        ours = imported + time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        run = IngestRun.objects.get(pk=run.pk)
        print(f"{twins} are like one of {MEANWHILE} that another source published meanwhile: {looked:.1f} s")
        print(f"new {run.new}, set aside {run.quarantined}, published {published}", flush=True)
        write_file(path, min(number, READERS_ROWS), prefix="more")
        measure_readers(path)
        run.items.update(twin=None)  # the other source's incidents are not copied
        raw = copied(dumped(folder, run))
    print(
        f"import {imported:.1f} s ({number / imported:.0f} rows/s), with publishing {ours:.1f} s; raw COPY {raw:.1f} s"
    )
    for what, seconds in (("import", imported), ("import and publication", ours)):
        share = raw / seconds
        print(f"{what}: {share:.2f} of the raw rate (goal >= {SHARE}): {'yes' if share >= SHARE else 'NO'}")
    print(
        f"resident memory {memory:.0f} MB (goal < {MOST_MEGABYTES}): {'yes' if memory < MOST_MEGABYTES else 'NO'}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
