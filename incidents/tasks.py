"""Doors for the workers: each task takes ids and calls one function."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Any

from celery import Task, shared_task
from django.conf import settings

from incidents import calibration, heartbeats, releases
from incidents.columns.journal import forget_old_rows
from incidents.exports import making
from incidents.ingest import pipeline, polling, uploads
from incidents.turns import held

# The first of the two numbers of PostgreSQL's advisory locks: files that are being taken in.
IMPORT_LOCK = 7_351
# The same for exports and for releases.
EXPORT_LOCK, RELEASE_LOCK = 7_352, 7_353
HOUR = 3_600
DAY = 24 * HOUR


class Door(Task):
    """A task that shows that its queue is served.

    `stale_after` (seconds): a message that lay longer in its worker says nothing new, because a later one of
    the same kind has come meanwhile. By waiting time, not by the date on it: clocks of machines differ.
    """

    abstract = True
    stale_after: float | None = None

    def __call__(self, *args: Any, **kw: Any) -> Any:
        came_in = self.request.get("came_in")
        if self.stale_after and came_in and time.monotonic() - came_in > self.stale_after:
            return "too late"
        queue = (self.request.get("delivery_info") or {}).get("routing_key")
        if queue in settings.QUEUES:
            heartbeats.heard_at_times(queue, self.request.hostname or "")
        return self.run(*args, **kw)


def _within(seconds: int) -> dict[str, int]:
    """A task's limits: asked to stop a tenth before it is killed."""
    return {"soft_time_limit": seconds * 9 // 10, "time_limit": seconds}


# extract ---------------------------------------------------------------------------------------------
@shared_task(name="incidents.work_report", base=Door, time_limit=settings.REPORT_SECONDS)
def work_report(report_id: int) -> str:
    return pipeline.work(report_id)


@shared_task(
    name="incidents.sweep", base=Door, stale_after=settings.SWEEP_SECONDS, soft_time_limit=100, time_limit=110
)
def sweep() -> dict[str, int]:
    return {**pipeline.sweep(), "forgotten": forget_old_rows()}


@shared_task(
    name="incidents.refit_confidence", base=Door, stale_after=DAY, soft_time_limit=540, time_limit=600
)
def refit_confidence() -> int:
    return calibration.refit().rows


# fetch -----------------------------------------------------------------------------------------------
@shared_task(
    name="incidents.fetch_due",
    base=Door,
    stale_after=settings.SWEEP_SECONDS,
    **_within(settings.POLL_SECONDS),
)
def fetch_due() -> int:
    return polling.poll_due()


@shared_task(
    name="incidents.import_due",
    base=Door,
    stale_after=settings.SWEEP_SECONDS,
    **_within(settings.IMPORT_SECONDS),
)
def import_due() -> int:
    with _turn_to_import() as is_ours:
        return uploads.work_due() if is_ours else 0


@shared_task(
    name="incidents.work_run",
    base=Door,
    **_within(settings.IMPORT_SECONDS),
)
def work_run(run_id: int) -> str:
    with _turn_to_import() as is_ours:
        return str(uploads.work(run_id)) if is_ours else "waits for its turn"


@shared_task(
    name="incidents.export_due",
    base=Door,
    stale_after=settings.SWEEP_SECONDS,
    **_within(settings.EXPORT_SECONDS),
)
def export_due() -> dict[str, int]:
    with _turn_to_export() as is_ours:
        return {"made": making.work_due(), **making.sweep()} if is_ours else {}


@shared_task(
    name="incidents.make_export",
    base=Door,
    **_within(settings.EXPORT_SECONDS),
)
def make_export(export_id: int) -> str:
    with _turn_to_export() as is_ours:
        return str(making.work(export_id)) if is_ours else "waits for its turn"


@shared_task(
    name="incidents.keep_releases",
    base=Door,
    stale_after=HOUR,
    **_within(settings.EXPORT_SECONDS),
)
def keep_releases() -> list[str]:
    with held(RELEASE_LOCK, 0) as is_ours:
        return [str(release) for release in releases.keep_up()] if is_ours else []


# both ------------------------------------------------------------------------------------------------
@shared_task(name="incidents.heartbeat", base=Door, bind=True, ignore_result=True)
def heartbeat(self: Door, queue: str) -> None:
    heartbeats.heard(queue, self.request.hostname or "")


def _turn_to_import() -> AbstractContextManager[bool]:
    """Whether this process may take a file in now: never so many that nobody is left for the polls."""
    return held(IMPORT_LOCK, *range(settings.IMPORTS_AT_ONCE))


def _turn_to_export() -> AbstractContextManager[bool]:
    return held(EXPORT_LOCK, *range(settings.EXPORTS_AT_ONCE))
