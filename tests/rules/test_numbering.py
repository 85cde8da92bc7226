"""Twenty writers at once, each with its own connection, and a reader that polls by number: nothing is skipped."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from incidents import changes
from incidents.codes import Audience
from incidents.models import Change, Incident
from tests import make

WRITERS, EDITS = 20, 4
VERIFICATIONS = ("corroborated", "confirmed", "disputed", "refuted")


def _write(incident_id: int, writer: int, by: Any) -> float:
    """Edits one published incident several times; every other writer waits before its commits.
    Returns how long the numbering after the commits took, seconds."""
    waited = 0.0
    try:
        for edit in range(EDITS):
            with changes.recording([incident_id], by=by, reason=f"writer {writer}"):
                Incident.objects.unpublished_too().filter(pk=incident_id).update(
                    verification=VERIFICATIONS[edit]
                )
                # These hold rows with small ids that are committed late: what a sequence would lose.
            before = time.monotonic()
            if writer % 2:
                _slow_edit(incident_id, by, writer, edit)
            waited += time.monotonic() - before
    finally:
        connection.close()
    return waited


def _slow_edit(incident_id: int, by: Any, writer: int, edit: int) -> None:
    with transaction.atomic():
        with changes.recording([incident_id], by=by, reason=f"slow writer {writer}"):
            Incident.objects.unpublished_too().filter(pk=incident_id).update(killed_high=100 * writer + edit)
        time.sleep(random.Random(writer * 100 + edit).uniform(0, 0.03))


def _poll(stop: threading.Event, seen: list[tuple[int, int]]) -> None:
    """Reads the public feed by number as a consumer does."""
    since = 0
    try:
        while True:
            finishing = stop.is_set()
            rows = list(
                Change.objects.filter(feed=Audience.PUBLIC, number__gt=since)
                .order_by("number")
                .values_list("number", "id")
            )
            seen.extend(rows)
            since = rows[-1][0] if rows else since
            if finishing:
                return
            time.sleep(0.002)
    finally:
        connection.close()


@pytest.mark.usefixtures("real_commits")
@pytest.mark.slow
def test_a_reader_that_polls_by_number_misses_none_of_twenty_writers_changes_and_sees_each_once() -> None:
    pks = [incident.pk for incident in make.published_incidents([{}] * WRITERS)]
    by, stop, seen = make.reviewer(), threading.Event(), []
    reader = threading.Thread(target=_poll, args=(stop, seen))
    reader.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda writer: _write(pks[writer], writer, by), range(WRITERS)))
    stop.set()
    reader.join()
    written = set(Change.objects.filter(feed=Audience.PUBLIC).values_list("id", flat=True))
    assert len(written) == WRITERS * (1 + EDITS) + WRITERS // 2 * EDITS
    assert Counter(pk for _number, pk in seen) == Counter(written)
    for feed in (Audience.PUBLIC, Audience.ANALYSTS):
        numbers = list(Change.objects.filter(feed=feed).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(written) + 1))


@pytest.mark.usefixtures("real_commits")
def test_a_change_that_is_committed_late_gets_a_number_behind_those_already_read() -> None:
    """The disorder itself: the slow writer inserts first and commits last."""
    slow, quick = make.published_incidents([{}, {}])
    by, inserted, may_commit = make.reviewer(), threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            with changes.recording([slow.pk], by=by, reason="slow"):
                Incident.objects.unpublished_too().filter(pk=slow.pk).update(verification="confirmed")
            inserted.set()
            may_commit.wait(10)
        connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    inserted.wait(10)
    with changes.recording([quick.pk], by=by, reason="quick"):
        Incident.objects.unpublished_too().filter(pk=quick.pk).update(verification="confirmed")
    read_by_then = changes.latest_number(Audience.PUBLIC)
    may_commit.set()
    writer.join()
    late = Change.objects.get(incident=slow, feed=Audience.PUBLIC, reason="slow")
    early = Change.objects.get(incident=quick, feed=Audience.PUBLIC, reason="quick")
    assert late.pk < early.pk
    assert (early.number, late.number) == (read_by_then, read_by_then + 1)
