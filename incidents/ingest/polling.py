"""Sources that are due are asked, and what they answer is written: entry by entry, each with its outcome.

One poller per source at a time. The attempt and the next one are written down before anything is asked, so
that a poll which ends its worker does not come round at once; how far was read is kept only after what was read
is written, so that whatever is cut off is read again and found to be known.
"""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from incidents.codes import FeedReader, ItemOutcome, RunState
from incidents.fetch import FetchError, FetchRefused, fetch
from incidents.ingest.entries import Entries
from incidents.ingest.formats import FileRefused, storable
from incidents.ingest.gone import DATABASE_GONE, connect_anew
from incidents.ingest.imports import import_file
from incidents.ingest.layouts import Layout
from incidents.ingest.readers import READERS, Reader, allowed_hosts, layout_of, secrets_of
from incidents.ingest.replacement import Replacement
from incidents.ingest.sources import Asked, CannotPoll, inbox, options
from incidents.models import IngestRun, Source
from incidents.turns import held

logger = logging.getLogger(__name__)

# The first of the two numbers of these locks; the second is the source's id.
SOURCE_LOCKS = 7_335_005
POLL_SECONDS = 600.0
DIED = "its worker ended while it was being polled"
FIRST_WAIT, LONGEST_WAIT, REFUSED_WAIT = timedelta(minutes=5), timedelta(hours=6), timedelta(days=1)
# After a poll that was cut off, be it by its worker's end or by the database's: doubled each time, too.
CUT_OFF_WAIT = timedelta(seconds=30)
JITTER = 0.2


def poll_due(seconds: float = 60.0) -> int:
    """Polls the sources that are due, the longest waiting first, for so many seconds. Returns how many."""
    until = time.monotonic() + seconds
    tried: list[int] = []
    polled = 0
    while time.monotonic() < until:
        source_id = _longest_waiting(tried)
        if source_id is None:
            break
        tried.append(source_id)
        before = Source.objects.filter(pk=source_id).values_list("last_tried", flat=True).first()
        poll(source_id, seconds=max(1.0, until - time.monotonic()), only_if_due=True)
        polled += Source.objects.filter(pk=source_id).exclude(last_tried=before).count()
    return polled


def _due() -> models.Q:
    return models.Q(next_due__isnull=True) | models.Q(next_due__lte=timezone.now())


def _longest_waiting(tried: list[int]) -> int | None:
    rows = Source.objects.filter(_due(), active=True).exclude(reader="").exclude(pk__in=tried)
    in_order = rows.order_by(models.F("next_due").asc(nulls_first=True), "pk")
    return in_order.values_list("pk", flat=True).first()


def poll(source_id: int, *, seconds: float = POLL_SECONDS, only_if_due: bool = False) -> IngestRun | None:
    """Asks one source now. Returns the run, or None when nothing came in, another poller is at it, or it is not
    to be polled. A failure is kept with its reason, in the run and at the source, and not raised.

    After `seconds` it stops where how far it has read could be kept, and goes on at the next poll.
    """
    with held(SOURCE_LOCKS, source_id) as is_ours:
        source = _begin(source_id, only_if_due) if is_ours else None
        if source is None:
            return None
        until = time.monotonic() + seconds
        if source.reader == FeedReader.INBOX:
            return _poll_folder(source, until)
        return _poll_provider(source, until)


@transaction.atomic
def _begin(source_id: int, only_if_due: bool) -> Source | None:
    """Writes down the attempt, and when the next is due should nobody come back from this one. A run that nobody
    ended is a failure of its own."""
    rows = Source.objects.select_for_update(no_key=True).filter(pk=source_id, active=True).exclude(reader="")
    source = rows.filter(_due()).first() if only_if_due else rows.first()
    if source is None:
        return None
    now = timezone.now()
    left = IngestRun.objects.filter(source=source, state=RunState.RUNNING, file_name="", format=source.reader)
    if left.update(state=RunState.FAILED, last_error=DIED, finished_at=now):
        source.failures_in_a_row += 1
        source.last_error = DIED
    source.last_tried = now
    source.next_due = now + _wait_after_cut(source.failures_in_a_row)
    source.save(update_fields=["failures_in_a_row", "last_error", "last_tried", "next_due"])
    return source


# Providers -----------------------------------------------------------------------------------------------
def _poll_provider(source: Source, until: float) -> IngestRun | None:
    reader = READERS[source.reader]
    run = IngestRun.objects.create(source=source, format=source.reader)
    entries: Entries | None = None
    try:
        layout = layout_of(reader)
        _refuse_restricted(source, layout)
        if layout is not None:
            IngestRun.objects.filter(pk=run.pk).update(layout=layout.name)
        entries = Entries(run, layout, Replacement(source) if reader.replaces else None)
        is_whole = _ask(source, reader, entries, until)
    except Exception as error:
        connect_anew()
        _end(run, entries, RunState.FAILED, _reason(error))
        _failed(source, error)
    else:
        _succeeded(source, goes_on=not is_whole)
        if not entries.counts:
            run.delete()
            return None
        _end(run, entries, RunState.FINISHED)
    run.refresh_from_db()
    return run


def _refuse_restricted(source: Source, layout: Layout | None) -> None:
    if layout is not None and layout.restricted and source.redistributable:
        raise CannotPoll(
            f"these rows may not be passed on ({layout.name}): mark the source as not redistributable"
        )


def _ask(source: Source, reader: Reader, entries: Entries, until: float) -> bool:
    """Asks and writes. Returns False when it stopped because its time was up."""
    wrong = options.problems(reader.options, source.settings)
    if wrong:
        raise CannotPoll(f"settings: {wrong[0]}")
    asked = Asked(
        url=source.url,
        settings=source.settings,
        cursor=source.cursor,
        get=partial(fetch, allowed_hosts=allowed_hosts(source)),
        now=timezone.now(),
        secrets=secrets_of(reader, os.environ),
    )
    for raw in reader.fetch(asked):
        entries.hear(raw.content)
        entries.take(reader.parse(raw))
        entries.complete(raw.content)
        if raw.cursor is not None:
            Source.objects.filter(pk=source.pk).update(cursor=dict(raw.cursor))
            if time.monotonic() > until:
                return False
    return True


def _end(run: IngestRun, entries: Entries | None, state: str, reason: str = "") -> None:
    counts = entries.counts if entries is not None else {}
    IngestRun.objects.filter(pk=run.pk).update(
        state=state,
        last_error=reason,
        finished_at=timezone.now(),
        settled_at=timezone.now(),
        **{outcome: counts.get(outcome, 0) for outcome in ItemOutcome.values},
    )


# Folders -------------------------------------------------------------------------------------------------
def _poll_folder(source: Source, until: float) -> IngestRun | None:
    run = None
    try:
        wanted = options.read(inbox.OPTIONS, source.settings)
        folder = inbox.folder_of(settings.INBOX_DIR, wanted["folder"])
        for path in inbox.waiting(folder):
            run = _take_file(source, folder, path) or run
            if time.monotonic() > until:
                break
    except Exception as error:
        _failed(source, error)
        return run
    _succeeded(source, goes_on=time.monotonic() > until)
    return run


def _take_file(source: Source, folder: Path, path: Path) -> IngestRun | None:
    if inbox.taken_before(folder, path):
        inbox.put_away(folder, path, reason="the same bytes were taken in before: nothing is to be done")
        return None
    attempt = inbox.begin(path)
    if attempt > inbox.MAX_ATTEMPTS:
        inbox.put_away(folder, path, reason=f"its worker ended {attempt - 1} times while taking it in")
        return None
    try:
        run = import_file(path, source=source, by=None)
    except FileRefused as error:
        inbox.put_away(folder, path, reason=str(error))
        return IngestRun.objects.filter(source=source, file_name=path.name).order_by("-pk").first()
    inbox.put_away(folder, path)
    return run


# Health --------------------------------------------------------------------------------------------------
def wait_after(
    failures: int,
    poll_minutes: int | None,
    *,
    retry_after: float | None = None,
    refused: bool = False,
    luck: float = 0.5,
) -> timedelta:
    """How long to leave a source alone after so many failures in a row: doubling, up to six hours, spread by
    `luck` (0 to 1) so that sources that failed together do not come back together; never less than the host asks."""
    first = min(FIRST_WAIT, timedelta(minutes=poll_minutes or 5))
    wait = min(first * 2 ** min(max(failures, 1) - 1, 12), LONGEST_WAIT)
    if refused:
        wait = REFUSED_WAIT
    wait *= 1 + JITTER * (2 * luck - 1)
    return max(wait, timedelta(seconds=retry_after or 0))


def _wait_after_cut(failures: int) -> timedelta:
    """How long to wait for a poll that does not come back. A longer one is not disturbed: it holds its lock."""
    return min(CUT_OFF_WAIT * 2 ** min(failures, 12), LONGEST_WAIT)


def _interval(source: Source) -> timedelta:
    return timedelta(minutes=source.poll_minutes or 60)


def _luck() -> float:
    return int.from_bytes(os.urandom(2), "big") / 65535


def _succeeded(source: Source, *, goes_on: bool) -> None:
    now = timezone.now()
    due = now if goes_on else (source.last_tried or now) + _interval(source)
    Source.objects.filter(pk=source.pk).update(
        last_success=now, failures_in_a_row=0, last_error="", next_due=max(due, now)
    )


def _failed(source: Source, error: Exception) -> None:
    reason = _reason(error)
    logger.warning("source %s cannot be polled: %s", source.pk, type(error).__name__)
    if isinstance(error, DATABASE_GONE):  # no fault of the source
        again = timezone.now() + _wait_after_cut(source.failures_in_a_row)
        Source.objects.filter(pk=source.pk).update(last_error=reason, next_due=again)
        return
    failures = source.failures_in_a_row + 1
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    wait = wait_after(failures, source.poll_minutes, retry_after=retry_after, luck=_luck(),
                      refused=isinstance(error, FetchRefused))  # fmt: skip
    Source.objects.filter(pk=source.pk).update(
        failures_in_a_row=failures, last_error=reason, next_due=timezone.now() + wait
    )


def _reason(error: Exception) -> str:
    is_for_people = isinstance(error, (CannotPoll, FetchError, FileRefused))
    return storable(str(error) if is_for_people else f"{type(error).__name__}: {error}")[:2000]
