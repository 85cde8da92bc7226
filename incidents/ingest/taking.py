"""Rows are taken in: checked in batches and, unless it is a dry run, written in one transaction."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from incidents.codes import ItemOutcome
from incidents.copyrows import CopyText, copy_rows
from incidents.ingest.checking import Checked, Checker
from incidents.ingest.formats import RawRow, RefusedRow
from incidents.ingest.gazetteer import Tables
from incidents.ingest.ground import Ground
from incidents.ingest.knownnames import tables_from_database
from incidents.ingest.progress import Progress
from incidents.ingest.writing import Batch, Writer, items_of
from incidents.models import IngestItem, IngestRun, Source

BATCH = 2_000
SWITCH_SECONDS = 0.0005
# Two imports of one source take turns: the second finds what the first wrote.
TURN_LOCK = 7_335_002
# After so many rows the planner's figures are no longer true.
MANY = 1_000


class SourceBusy(Exception):
    """Another import of the same source is being written."""


def take_rows(
    run: IngestRun,
    rows: Iterator[RawRow | RefusedRow],
    *,
    dry_run: bool = False,
    expected: int | None = None,
    wait: bool = True,
    goes_on: bool = False,
    from_file: bool = False,
) -> Counter[str]:
    """Takes the rows in and returns how many had which outcome. All of them in one transaction: all or nothing.

    With `dry_run` only the ledger is written: the items that say what would become of each row. Without `wait`,
    SourceBusy is raised when another import of the source is being written. A run that `goes_on` has had other
    rows before: their items stay. Rows `from_file` are read while the batch before them is being written.
    """
    tables = tables_from_database() or Tables.from_reference()
    counts: Counter[str] = Counter()
    with Progress(run, expected) as progress, transaction.atomic():
        if not dry_run:
            take_turn(run.source, wait=wait)
            # A broken key is found with its batch, not at the commit, where it would take everything with it.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if not goes_on:
            run.items.all().delete()  # what an earlier dry run said
        ground = Ground()
        checker = Checker(run.source, tables, ground, today=timezone.now().date())
        writer = Writer(run, tables, ground, dry_run=dry_run)
        batches = (checker.read(batch) for batch in iter(lambda: list(islice(rows, BATCH)), []))
        for batch, texts in (
            _ahead(batches, checker, writer) if from_file else _each(batches, checker, writer)
        ):
            writer.write(batch, texts)
            copy_rows(IngestItem, items_of(run, batch.checked))
            counts.update(found.outcome for found in batch.checked)
            progress.went_on(len(batch.checked))
    if counts.total() - counts[ItemOutcome.UNCHANGED] > MANY and not dry_run:
        transaction.on_commit(_analyze, robust=True)
    return counts


Ready = tuple[Batch, Callable[[], list[CopyText]]]


def _each(batches: Iterator[list[Checked]], checker: Checker, writer: Writer) -> Iterator[Ready]:
    """Each batch and what makes its texts, one after the other."""
    for checked in batches:
        batch = writer.prepare(checker.compare(checked))
        yield batch, partial(writer.texts, batch)


def _ahead(batches: Iterator[list[Checked]], checker: Checker, writer: Writer) -> Iterator[Ready]:
    """The same; while a batch is being written, a thread makes the texts of the next and reads the one after.

    What is here is asked for a batch before the one ahead of it is written: no id stands in two of them.
    """
    with ThreadPoolExecutor(1, "reading") as thread, quick_turns():
        coming = thread.submit(next, batches, None)
        ready: Ready | None = None
        while (checked := coming.result()) is not None:
            batch = writer.prepare(checker.compare(checked))
            texts = thread.submit(writer.texts, batch)
            coming = thread.submit(next, batches, None)
            if ready is not None:
                yield ready
            ready = batch, texts.result
        if ready is not None:
            yield ready


@contextmanager
def quick_turns() -> Iterator[None]:
    """A thread that comes back from the database gets its turn at once, not after the 5 ms that others may work on."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def take_turn(source: Source, *, wait: bool = True) -> None:
    """Holds other imports of this source back until the end of the transaction."""
    with connection.cursor() as cursor:
        function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
        cursor.execute(f"SELECT {function}(%s, %s)", [TURN_LOCK, source.pk])
        if cursor.fetchone()[0] is False:
            raise SourceBusy(str(source))


def retry_items(items: Any) -> Counter[str]:
    """Takes quarantined rows again, after a place or an actor was added; returns the outcomes."""
    tables = tables_from_database() or Tables.from_reference()
    ground = Ground()
    counts: Counter[str] = Counter()
    waiting = items.filter(outcome=ItemOutcome.QUARANTINED).exclude(payload=None)
    for item in waiting.select_related("run__source", "run__submitted_by"):
        if "text" in item.payload and "external_id" not in item.payload:
            continue  # was never a row: the file has to be corrected
        if item.run.items.filter(external_id=item.external_id, line__lt=item.line).exists():
            continue  # a second row of the same id: the file has to say which one counts
        counts[_retry(item, tables, ground).outcome] += 1
        recount(item.run)
    return counts


def _retry(item: IngestItem, tables: Tables, ground: Ground) -> Checked:
    run = item.run
    with transaction.atomic():
        take_turn(run.source)
        checker = Checker(run.source, tables, ground, today=timezone.now().date())
        (found,) = checker.batch([RawRow(item.line, item.payload or {})])
        writer = Writer(run, tables, ground)
        batch = writer.prepare([found])
        writer.write(batch, partial(writer.texts, batch))
        (columns,) = items_of(run, [found])
        IngestItem.objects.filter(pk=item.pk).update(**columns, retried_at=timezone.now())
    return found


def recount(run: IngestRun) -> None:
    """Makes the run's counts those of its items."""
    counts = Counter(run.items.values_list("outcome", flat=True))
    IngestRun.objects.filter(pk=run.pk).update(**{outcome: counts[outcome] for outcome in ItemOutcome.values})


def _analyze() -> None:
    tables = (
        "incident",
        "casualtyestimate",
        "involvement",
        "reportlink",
        "externalid",
        "exactlocation",
        "report",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f"incidents_{name}" for name in tables))
