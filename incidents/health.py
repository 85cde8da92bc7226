"""How the work stands: sources, queue, files, workers. From the database only, in a fixed number of queries.

All ages and moments are by the database's clock, so that a machine whose clock is off neither hides nor
makes an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from incidents.codes import ItemOutcome, ProposalState, ReportState, RunState, SourceKind
from incidents.models import Change, Export, Heartbeat, IngestItem, IngestRun, Proposal, Report, Source

# A habit is learnt from the gaps between so many runs that brought something new; fewer than these say nothing.
HABIT_RUNS, HABIT_LEAST = 20, 4
QUIET_POLLS, QUIET_GAPS = 3, 4
LATE_BEATS = 3
# What somebody still has to do something about; the others are done with and may be millions.
OPEN_STATES = (ReportState.PENDING, ReportState.EXTRACTING, ReportState.PROPOSED, ReportState.QUARANTINED)
AT_WORK = (RunState.CHECKING, RunState.IMPORTING, RunState.RUNNING)
# A file that is taken in by a command has no worker that begins it anew: after so long its process has ended.
COMMAND_HOURS = 24


# What is said ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SourceHealth:
    """One source. Unknown moments are None; items count every row or entry, whatever became of it."""

    pk: int
    name: str
    reader: str
    poll_every: timedelta | None
    last_success: datetime | None
    last_tried: datetime | None
    next_due: datetime | None
    age: timedelta | None
    lag: timedelta
    last_items: int | None
    day_items: int
    failures: int
    last_error: str
    last_news: datetime | None
    habit: timedelta | None
    silent: bool

    @property
    def slug(self) -> str:
        """The name as a word without spaces, for machines."""
        return slugify(self.name) or f"source-{self.pk}"

    @property
    def is_failing(self) -> bool:
        return self.failures >= QUIET_POLLS

    @property
    def is_overdue(self) -> bool:
        """Due for so long that the worker has missed at least one poll."""
        return self.lag > max(self.poll_every or timedelta(), timedelta(minutes=15))

    @property
    def status(self) -> str:
        """failing, silent, overdue, new (never asked) or ok: the first that holds."""
        for name, holds in (
            ("failing", self.is_failing), ("silent", self.silent), ("overdue", self.is_overdue),
            ("new", self.last_success is None),
        ):  # fmt: skip
            if holds:
                return name
        return "ok"


@dataclass(frozen=True)
class QueueHealth:
    """Reports by state; `waiting` is how long the oldest one has been due without being read, None if none is."""

    states: dict[str, int]
    waiting: timedelta | None
    quarantined_rows: int


@dataclass(frozen=True)
class RunHealth:
    """A file that is being checked or taken in; `share` in percent."""

    pk: int
    file_name: str
    source: str
    state: str
    state_words: str
    share: int
    began: datetime
    age: timedelta
    attempts: int

    @property
    def worker_died(self) -> bool:
        """It was begun more than once, or its command has been at it for longer than any file takes."""
        stopped = self.state == RunState.RUNNING and self.age > timedelta(hours=COMMAND_HOURS)
        return self.attempts > 1 or stopped


@dataclass(frozen=True)
class BeatHealth:
    """A queue and the worker that was last heard of; `age` is None when none ever was."""

    queue: str
    worker: str
    at: datetime | None
    age: timedelta | None

    @property
    def is_late(self) -> bool:
        allowed = timedelta(seconds=LATE_BEATS * settings.HEARTBEAT_SECONDS)
        return self.age is None or self.age > allowed


@dataclass(frozen=True)
class Health:
    """`exports` are those that are not made yet; `exports_for` is how long the oldest of them has waited."""

    now: datetime
    sources: tuple[SourceHealth, ...]
    queue: QueueHealth
    runs: tuple[RunHealth, ...]
    beats: tuple[BeatHealth, ...]
    unnumbered: int
    unnumbered_for: timedelta | None
    open_proposals: int
    exports: int
    exports_for: timedelta | None

    @property
    def waiting_since(self) -> datetime | None:
        return self.now - self.queue.waiting if self.queue.waiting is not None else None


def state() -> Health:
    """Everything at once; the same number of queries however much there is."""
    now = _database_now()
    changes = Change.objects.filter(number=None).aggregate(number=Count("id"), since=Min("at"))
    exports = Export.objects.unfinished().aggregate(number=Count("id"), since=Min("asked_at"))
    return Health(
        now=now,
        sources=_sources(now),
        queue=_queue(now),
        runs=_runs(now),
        beats=_beats(now),
        unnumbered=changes["number"],
        unnumbered_for=now - changes["since"] if changes["since"] else None,
        open_proposals=Proposal.objects.filter(state=ProposalState.OPEN).count(),
        exports=exports["number"],
        exports_for=max(now - exports["since"], timedelta()) if exports["since"] else None,
    )


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


# Sources ---------------------------------------------------------------------------------------------
# For each source its last runs that brought something new, newest first, and its last run that ended.
_NEWS = """
SELECT s.id, coalesce(r.finished_at, r.started_at)
  FROM unnest(%s::bigint[]) AS s(id) CROSS JOIN LATERAL (
       SELECT finished_at, started_at FROM incidents_ingestrun
        WHERE source_id = s.id AND state = 'finished' AND new + changed > 0 ORDER BY id DESC LIMIT %s) AS r
"""
_LAST = """
SELECT s.id, r.items
  FROM unnest(%s::bigint[]) AS s(id) CROSS JOIN LATERAL (
       SELECT new + changed + unchanged + possible_duplicate + quarantined AS items FROM incidents_ingestrun
        WHERE source_id = s.id AND state IN ('finished', 'failed') ORDER BY id DESC LIMIT 1) AS r
"""


def _sources(now: datetime) -> tuple[SourceHealth, ...]:
    """The active ones that are polled, or that files have come from; the made-up sample is none."""
    rows = list(
        Source.objects.filter(active=True)
        .exclude(kind=SourceKind.SAMPLE)
        .filter(~Q(reader="") | Q(last_tried__isnull=False) | Q(last_success__isnull=False))
    )
    ids = [row.pk for row in rows]
    news: dict[int, list[datetime]] = {}
    for pk, moment in _asked(_NEWS, [ids, HABIT_RUNS]):
        news.setdefault(pk, []).append(moment)
    last = dict(_asked(_LAST, [ids]))
    since = now - timedelta(days=1)
    items = F("new") + F("changed") + F("unchanged") + F("possible_duplicate") + F("quarantined")
    today: dict[int, int] = dict(
        IngestRun.objects.filter(started_at__gte=since)
        .order_by()
        .values_list("source")
        .annotate(number=Coalesce(Sum(items), 0))
    )
    return tuple(
        _source(row, now, news.get(row.pk, []), last.get(row.pk), today.get(row.pk, 0)) for row in rows
    )


def _asked(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _source(row: Source, now: datetime, news: list[datetime], last: int | None, today: int) -> SourceHealth:
    poll_every = timedelta(minutes=row.poll_minutes) if row.poll_minutes else None
    polled = row.reader != ""
    overdue = polled and row.next_due is not None and row.next_due < now
    habit = habit_of(news)
    return SourceHealth(
        pk=row.pk,
        name=row.name,
        reader=row.reader,
        poll_every=poll_every,
        last_success=row.last_success,
        last_tried=row.last_tried,
        next_due=row.next_due,
        age=now - row.last_success if row.last_success else None,
        lag=now - row.next_due if overdue and row.next_due else timedelta(),
        last_items=last,
        day_items=today,
        failures=row.failures_in_a_row,
        last_error=row.last_error,
        last_news=max(news, default=None),
        habit=habit,
        silent=is_silent(
            now, news=max(news, default=None), answered=row.last_success, habit=habit,
            poll_every=poll_every if polled else None,
        ),
    )  # fmt: skip


def habit_of(news: Sequence[datetime]) -> timedelta | None:
    """The median gap between runs that brought something new; None while there are too few to tell."""
    if len(news) < HABIT_LEAST:
        return None
    return timedelta(seconds=median((b - a).total_seconds() for a, b in pairwise(sorted(news))))


def is_silent(
    now: datetime,
    *,
    news: datetime | None,
    answered: datetime | None,
    habit: timedelta | None,
    poll_every: timedelta | None,
) -> bool:
    """Longer without news than the source's habit: the larger of 3 poll intervals and 4 usual gaps.

    While no habit is known, an answer counts as news and only the poll interval as habit. What is neither
    polled nor has a habit is never silent: nobody knows when to expect it.
    """
    polls = QUIET_POLLS * poll_every if poll_every else timedelta()
    if habit is None:
        return poll_every is not None and answered is not None and now - answered > polls
    return news is not None and now - news > max(polls, QUIET_GAPS * habit)


# Queue, files, workers -------------------------------------------------------------------------------
def _queue(now: datetime) -> QueueHealth:
    counted = Report.objects.filter(state__in=OPEN_STATES).order_by().values_list("state")
    oldest = Report.objects.due().aggregate(since=Min("due_at"))["since"]
    refused = IngestItem.objects.filter(outcome=ItemOutcome.QUARANTINED, run__state=RunState.FINISHED)
    return QueueHealth(
        states={
            **dict.fromkeys((state.value for state in OPEN_STATES), 0),
            **dict(counted.annotate(n=Count("id"))),
        },
        waiting=max(now - oldest, timedelta()) if oldest else None,
        quarantined_rows=refused.count(),
    )


def _runs(now: datetime) -> tuple[RunHealth, ...]:
    rows = IngestRun.objects.filter(state__in=AT_WORK).select_related("source").order_by("id")
    return tuple(
        RunHealth(
            row.pk, row.file_name, row.source.name, row.state, row.get_state_display(), row.share,
            row.started_at, now - row.started_at, row.attempts,
        )
        for row in rows
    )  # fmt: skip


def _beats(now: datetime) -> tuple[BeatHealth, ...]:
    heard = {row.queue: row for row in Heartbeat.objects.filter(queue__in=settings.QUEUES)}
    return tuple(
        BeatHealth(queue, row.worker, row.at, now - row.at) if row else BeatHealth(queue, "", None, None)
        for queue in settings.QUEUES
        for row in [heard.get(queue)]
    )
