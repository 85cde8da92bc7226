"""Rows of which the health page speaks, at moments before the database's now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from incidents.codes import RunState
from incidents.models import Heartbeat, IngestRun, Report, Source, Upload
from tests import make

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def ago(span: timedelta) -> datetime:
    return timezone.now() - span


def feed(name: str = "Sahel wire", **fields: Any) -> Source:
    """A feed that is asked every ten minutes and answered just now. A span stands for the moment so long ago."""
    given: dict[str, Any] = {"reader": "rss", "poll_minutes": 10, "last_success": MINUTE, "last_tried": MINUTE,
             "next_due": -9 * MINUTE, **fields}  # fmt: skip
    given = {name: ago(value) if isinstance(value, timedelta) else value for name, value in given.items()}
    return Source.objects.create(name=name, kind="feed", **given)


def run_of(source: Source, span: timedelta = MINUTE, **fields: Any) -> IngestRun:
    """A run that ended so long ago; it brought one new entry unless said otherwise."""
    given = {"state": RunState.FINISHED, "new": 1, **fields}
    run = IngestRun.objects.create(source=source, finished_at=ago(span), **given)
    IngestRun.objects.filter(pk=run.pk).update(started_at=ago(span))
    return run


def habit(source: Source, gaps: list[timedelta], last: timedelta = MINUTE) -> None:
    """Runs that brought something new with these gaps, the newest first, the last one so long ago."""
    moments = [last]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    for span in reversed(moments):
        run_of(source, span)


def file_run(source: Source, **fields: Any) -> IngestRun:
    """An uploaded file that is being taken in."""
    upload = Upload.objects.create(name="april.csv", size=1, sha256="0" * 64)
    given = {"state": RunState.IMPORTING, "file_name": "april.csv", "share": 40, "attempts": 1, **fields}
    return IngestRun.objects.create(source=source, upload=upload, **given)


def beats(extract: timedelta | None = MINUTE / 6, fetch: timedelta | None = MINUTE / 6) -> None:
    """When each queue was last served; None is never."""
    for queue, span in (("extract", extract), ("fetch", fetch)):
        if span is not None:
            Heartbeat.objects.create(queue=queue, worker=f"{queue}-1@host", at=ago(span))


def waiting(span: timedelta, **fields: Any) -> Report:
    """A report that has been due for so long."""
    report = make.report()
    Report.objects.filter(pk=report.pk).update(due_at=Now() - span, **fields)
    return report
