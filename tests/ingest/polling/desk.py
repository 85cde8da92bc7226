"""Sources as an admin sets them up, polled; what came of it; and a worker that dies at a given moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from incidents.ingest.polling import poll
from incidents.models import IngestRun, Report, Source
from tests import make
from tests.ingest.sources.server import Site

# A first version is stored by a planned statement.
WRITES = ("INSERT", "UPDATE", "DELETE", "EXECUTE first_version")


def feed_source(site: Site, name: str = "News", path: str = "/feed", **fields: Any) -> Source:
    return make.source(name, kind="feed", reader="rss", url=site.url(path), poll_minutes=10, **fields)


def fresh(source: Source) -> Source:
    return Source.objects.get(pk=source.pk)


def polled(source: Source) -> IngestRun | None:
    return poll(source.pk)


def outcomes(run: IngestRun | None) -> list[tuple[str, str, str]]:
    """(id, outcome, reason) of the run's items, in order; nothing came in: []."""
    rows = run.items.order_by("line", "pk") if run else []
    return [(item.external_id, item.outcome, item.reason) for item in rows]


def kept(source: Source | None = None) -> list[tuple[str, int, str]]:
    """(id, version, text) of the reports."""
    rows = Report.objects.all() if source is None else Report.objects.filter(source=source)
    return list(rows.order_by("external_id", "version").values_list("external_id", "version", "text"))


class Died(BaseException):
    """The worker is gone: nothing that catches exceptions catches it."""


@contextmanager
def dying_at(write: int, error: BaseException | None = None) -> Iterator[list[str]]:
    """The worker dies (or meets this error) just before its write of this number (1 is the first). Gives the writes
    that were made."""
    made: list[str] = []

    def watch(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith(WRITES):
            if len(made) + 1 == write:
                made.append("dead")
                raise error or Died
            made.append(sql[:60])
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield made
