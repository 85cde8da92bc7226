"""Copies whose process ends at any moment, and one that follows twenty writers: in the end each is the list."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from sahel_incidents import Client, SQLiteStore

from incidents import review
from incidents.models import Change, Incident
from tests import make
from tests.api.copies import listed
from tests.client.conftest import PACKAGE
from tests.client.test_copies import held
from tests.sizes import sized

WRITERS, STEPS, KILLS = 20, sized(5, 10), sized(6, 12)
DAYS = [{"date_start": f"2018-09-{day:02}", "date_end": f"2018-09-{day:02}"} for day in range(1, 31)]


def command(server: str, store: Path, *more: str) -> list[str]:
    arguments = ["follow", server, str(store), "--page-size", "3", "--every", "0.05", *more]
    return [sys.executable, "-m", "sahel_incidents", *arguments]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE)}


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@pytest.mark.parametrize("table", ["incoming", "incident"])
def test_a_copy_that_fails_in_the_middle_of_a_page_stands_where_the_page_began(
    client: Client, store: SQLiteStore, table: str
) -> None:
    """The second row of a page cannot be written: neither its first one nor its number is there afterwards."""
    make.published_incidents(DAYS[:9])
    if table == "incident":
        client.update(store)
        for incident in Incident.objects.unpublished_too().order_by("pk")[:6]:
            make.edited(incident, verification="confirmed")
    rows = [row["id"] for row in client.incidents(sort="oldest")]
    poisoned = rows[4]
    with sqlite3.connect(store.path) as other:
        other.execute(
            f"CREATE TRIGGER full BEFORE INSERT ON {table} WHEN NEW.id = '{poisoned}'"
            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    other.close()
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        client.update(store)
    state = store.state
    assert state is not None
    if table == "incident":
        assert state.number == 12  # the first page of three was taken, the second was not
        assert [row["verification"] for row in store.rows()].count("confirmed") == 3
    else:
        assert (state.number, state.load_number, len(store)) == (None, 9, 0)
    with sqlite3.connect(store.path) as other:
        other.execute("DROP TRIGGER full")
    other.close()
    client.update(store)
    assert held(store) == listed(Browser())


def _incoming(path: Path) -> int:
    """How many rows of a load under way were kept; 0 before there is one."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
            return int(reader.execute("SELECT count(*) FROM incoming").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


@pytest.mark.slow
def test_a_load_whose_process_is_killed_goes_on_where_it_was(server: str, tmp_path: Path) -> None:
    make.published_incidents(DAYS)
    path, kept = tmp_path / "copy.sqlite", [0]
    for _ in range(3):
        with subprocess.Popen(
            command(server, path, "--page-size", "1"), env=ENVIRONMENT, stderr=subprocess.DEVNULL
        ) as process:
            try:
                until(lambda: _incoming(path) > kept[-1])
            finally:
                process.send_signal(signal.SIGKILL)
        kept.append(_incoming(path))
        with SQLiteStore(path) as store:
            assert (len(store), store.state and store.state.load_number) == (0, len(DAYS))
    assert 0 < kept[1] < kept[2] < kept[3] < len(DAYS)
    with Client(server) as client, SQLiteStore(path) as store:
        assert client.update(store).loaded == len(DAYS)
        assert held(store) == listed(Browser())


@pytest.mark.slow
def test_a_copy_whose_process_is_killed_again_and_again_ends_as_the_list(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incidents = make.published_incidents(DAYS)
    path, source, states = tmp_path / "copy.sqlite", random.Random(5), Counter[str]()
    for kill in range(KILLS):
        with subprocess.Popen(command(server, path), env=ENVIRONMENT, stderr=subprocess.DEVNULL) as process:
            try:
                until(path.exists)
                for incident in source.sample(incidents, 3):
                    make.edited(incident, date_end=f"2018-10-{kill + 1:02}")
                time.sleep(source.uniform(0.2, 0.7))
            finally:
                process.send_signal(signal.SIGKILL)
        with SQLiteStore(path) as store:
            state = store.state
            states["loading" if state is None or state.number is None else "loaded"] += 1
    done = subprocess.run(command(server, path, "--once"), env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with SQLiteStore(path) as store:
        assert held(store) == listed(Browser())
    with capsys.disabled():
        print(f"\nkilled {KILLS} times: {dict(states)}, {Change.objects.filter(feed=2).count()} changes")


def _step(pk: int, by: Any, source: random.Random) -> str:
    """One random edit, in the ways that the public record changes."""
    row = Incident.objects.unpublished_too().get(pk=pk)
    if row.status == "retracted":
        review.restore(row, by=by, reason="it had happened after all")
        return "restore"
    if row.status == "merged":
        review.unmerge(row, by=by, reason="not a duplicate")
        return "unmerge"
    what = source.choice(
        ["verify", "verify", "toll", "type", "retract", "merge", "keep from the public", "redact"]
    )
    if what == "retract":
        review.retract(row, by=by, reason="an error")
    elif what == "merge":
        root = make.published_incident()
        review.merge(row, root, by=by, reason="duplicate")
    elif what == "redact":
        review.redact(row, by=by, reason="for protection", fields=["killed_best"])
    else:
        number = source.randint(1, 10_000)
        values: dict[str, Any] = {
            "verify": {"verification": source.choice(["corroborated", "confirmed", "disputed", "unverified"])},
            "toll": {"estimates": (make.killed(number),)},
            "type": source.choice([{"event_type": "battles", "sub_event_type": None},
                                   {"event_type": "violence_against_civilians", "sub_event_type": "attack"}]),
            "keep from the public": {"release_to": 3 - row.release_to},
        }[what]  # fmt: skip
        make.edited(row, **{"date_end": f"2018-10-{source.randint(1, 28):02}", **values})
    return what


def _write(pk: int, writer: int, by: Any) -> Counter[str]:
    source = random.Random(writer)
    try:
        return Counter(_step(pk, by, source) for _ in range(STEPS))
    finally:
        connection.close()


@pytest.mark.slow
def test_copies_that_follow_twenty_writers_end_as_the_list_says_row_by_row(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pks = [incident.pk for incident in make.published_incidents([{}] * WRITERS)]
    by, stop = make.reviewer(), threading.Event()
    make.editor()
    make.source()
    selections: list[dict[str, Any]] = [{}, {"type": "battles", "verification": ["confirmed", "disputed"]}]
    stores = [SQLiteStore(tmp_path / f"copy{number}.sqlite") for number in range(len(selections))]
    clients = [Client(server, page_size=17) for _ in selections]
    began = time.monotonic()
    with ThreadPoolExecutor(WRITERS + len(selections)) as pool:
        followers = [
            pool.submit(client.follow, store, every=0.05, stop=stop, **filters)
            for client, store, filters in zip(clients, stores, selections, strict=True)
        ]
        writes = [pool.submit(_write, pk, writer, by) for writer, pk in enumerate(pks)]
        try:
            steps = sum((done.result() for done in writes), Counter())
            seconds = time.monotonic() - began
            last = Change.objects.filter(feed=2).count()
            until(lambda: all((store.state and store.state.number) == last for store in stores))
        finally:
            stop.set()
        for follower in followers:
            follower.result()
    for client in clients:
        client.close()
    queries = ["", "&type=battles&verification=confirmed&verification=disputed"]
    for store, query in zip(stores, queries, strict=True):
        assert held(store) == listed(Browser(), query)
    with capsys.disabled():
        told = f"{steps.total()} edits ({dict(sorted(steps.items()))}), {last} changes in {seconds:.1f} s"
        print(
            f"\n{WRITERS} writers, {told}; rows in the copies and lists: {[len(store) for store in stores]}"
        )
    assert steps.total() == WRITERS * STEPS
    for store in stores:
        store.close()
