"""Copies kept by the feed while twenty writers edit and a file is published: none is ever behind for good."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from incidents import changes, review
from incidents.codes import Audience
from incidents.models import Change, Incident
from tests import make
from tests.api.copies import Copy, listed

WRITERS, STEPS, IMPORTED = 20, 6, 120
FILTERS = (
    "",
    "&verification=confirmed&verification=disputed",
    "&region=ML07&min_killed=3",
    "&q=Ansongo&risk=terrorism",
)


def _step(pk: int, by: Any, source: random.Random) -> None:
    """One random edit of the incident, in the ways that the public record changes."""
    row = Incident.objects.unpublished_too().get(pk=pk)
    if row.status == "retracted":
        review.restore(row, by=by, reason="it had happened after all")
        return
    what = source.choice(["verify", "verify", "toll", "retract", "keep from the public", "risk"])
    if what == "retract":
        review.retract(row, by=by, reason="an error")
        return
    new: dict[str, Any] = {
        "verify": {"verification": source.choice(["corroborated", "confirmed", "disputed", "unverified"])},
        "toll": {"killed_low": 1, "killed_best": (toll := source.randint(1, 6)), "killed_high": toll},
        "keep from the public": {"audience": 3 - row.audience, "release_to": 2} if row.audience else {},
        "risk": {"risks": source.choice([[], ["terrorism"]])},
    }[what]
    with changes.recording([pk], by=by, reason=what):
        Incident.objects.unpublished_too().filter(pk=pk).update(**new)
        time.sleep(source.uniform(0, 0.01))


def _write(pk: int, writer: int, by: Any) -> None:
    source = random.Random(writer)
    try:
        for _ in range(STEPS):
            _step(pk, by, source)
    finally:
        connection.close()


def _publish_a_file(pks: list[int], by: Any) -> None:
    try:
        for start in range(0, len(pks), 50):
            review.publish(pks[start : start + 50], by=by, reason="import of a file")
    finally:
        connection.close()


def _follow(copy: Copy, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            copy.poll()
            time.sleep(0.005)
        copy.poll()
    finally:
        connection.close()


def _client(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.usefixtures("real_commits")
@pytest.mark.slow
def test_copies_that_follow_twenty_writers_and_an_import_end_as_the_lists_say() -> None:
    pks = [incident.pk for incident in make.published_incidents([{}] * WRITERS)]
    waiting = [make.in_review(verification="confirmed").pk for _ in range(IMPORTED)]
    by, analyst, stop = make.reviewer(), make.analyst(), threading.Event()
    copies = [
        (user, query, Copy(_client(user), query, limit=17)) for user in (None, analyst) for query in FILTERS
    ]
    for _user, _query, copy in copies:
        copy.load()
    starts = [copy.number for _user, _query, copy in copies]
    readers = [threading.Thread(target=_follow, args=(copy, stop)) for _user, _query, copy in copies]
    for reader in readers:
        reader.start()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        file = pool.submit(_publish_a_file, waiting, by)
        writes = [pool.submit(_write, pk, writer, by) for writer, pk in enumerate(pks)]
        for done in (file, *writes):
            done.result()
    stop.set()
    for reader in readers:
        reader.join()
    for (user, query, copy), start in zip(copies, starts, strict=True):
        assert copy.rows == listed(_client(user), query), (user, query)
        assert max(Counter(copy.numbers).values(), default=1) == 1
        if not query:
            feed = Audience.ANALYSTS if user else Audience.PUBLIC
            written = Change.objects.filter(feed=feed, number__gt=start).order_by("number")
            assert copy.numbers == list(written.values_list("number", flat=True))
            assert {"created", "updated", "retracted"} <= set(copy.kinds)
    assert {"left_selection", "withdrawn"} <= {kind for _user, _query, copy in copies for kind in copy.kinds}


@pytest.mark.usefixtures("real_commits")
def test_a_snapshot_whose_pages_were_read_between_edits_has_no_gap() -> None:
    """Each edit moves an incident from a page that is still to come to one that was read."""
    pks = [
        incident.pk
        for incident in make.published_incidents(
            [{"date_start": f"2018-09-{day:02}", "date_end": f"2018-09-{day:02}"} for day in range(1, 13)]
        )
    ]
    client, by = Client(), make.reviewer()
    copy = Copy(client)
    address: str | None = "/api/v1/incidents/?limit=4"
    numbers = []
    while address:
        body = client.get(address).json()
        numbers.append(body["change_number"])
        copy.rows |= {row["id"]: row for row in body["results"]}
        with changes.recording(pks[:1], by=by, reason="later"):
            oldest = Incident.objects.unpublished_too().filter(pk=pks.pop(0))
            oldest.update(date_start="2018-10-01", date_end="2018-10-01")
        address = body["next"]
    copy.number = numbers[0]
    assert len(copy.rows) < 12
    copy.poll()
    assert copy.rows == listed(client)
