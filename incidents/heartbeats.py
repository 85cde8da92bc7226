"""Each queue's row says when a worker last took a message of it, and which worker."""

from __future__ import annotations

import time

from django.conf import settings
from django.db.models.functions import Now

from incidents.models import Heartbeat

_written: dict[str, float] = {}


def heard(queue: str, worker: str) -> None:
    """Writes that this worker serves this queue, by the database's clock."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(queue=queue[:60], worker=worker[:200], at=Now())],
        update_conflicts=True,
        unique_fields=["queue"],
        update_fields=["worker", "at"],
    )
    _written[queue] = time.monotonic()


def heard_at_times(queue: str, worker: str) -> None:
    """The same, at most twice a beat from one process: a worker in the middle of a long queue is not silent."""
    before = _written.get(queue)
    if before is None or time.monotonic() - before > settings.HEARTBEAT_SECONDS / 2:
        heard(queue, worker)
