"""A file becomes a run: every row with its outcome, the bad ones set aside with line, column and reason.

The rows of a file are written in one transaction, a bad one takes nothing with it. The same file again changes
nothing and says so. A changed row never overwrites a person's value: it is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from incidents.codes import ItemOutcome, Reliability, RunState, SourceKind
from incidents.ingest.formats import (
    FileRefused,
    Opener,
    RawRow,
    RefusedRow,
    Table,
    archive,
    csvfile,
    geojson,
    jsonlines,
    storable,
    xlsx,
)
from incidents.ingest.gone import DATABASE_GONE
from incidents.ingest.layouts import Layout
from incidents.ingest.layouts.acled import ACLED
from incidents.ingest.layouts.insecurity import INSECURITY
from incidents.ingest.layouts.own import OWN, mapped
from incidents.ingest.layouts.ucdp import UCDP
from incidents.ingest.notes import NOTE_ENDINGS, import_note, is_note
from incidents.ingest.taking import SourceBusy, take_rows
from incidents.models import IngestRun, Source

# The table of formats: how the name of a file ends, and what reads its rows.
FORMATS: dict[str, Opener] = {
    ".csv": csvfile.open_table,
    ".geojson": geojson.open_table,
    ".json": geojson.open_table,
    ".jsonl": jsonlines.open_table,
    ".ndjson": jsonlines.open_table,
    ".xlsx": xlsx.open_table,
    ".zip": lambda path: archive.open_table(path, FORMATS),
}
# The table of layouts, looked through in this order; our own comes last, since it says what is missing.
LAYOUTS: tuple[Layout, ...] = (ACLED, UCDP, INSECURITY, OWN)
FILE_SOURCE = "Imported files"


def import_file(
    path: Path,
    *,
    source: Source | None = None,
    by: Any = None,
    published: datetime | None = None,
    language: str = "",
    dry_run: bool = False,
) -> IngestRun:
    """Imports one file and returns its run. Raises FileRefused, kept as a failed run, for an unreadable file.

    `by` is the editor who stands for the file: its incidents wait for another person's publication.
    Without one they stay drafts until an editor submits the run. With `dry_run` nothing is written but the run
    that says what would become of each row.
    """
    run = IngestRun.objects.create(
        source=source or file_source(),
        file_name=storable(path.name)[:300],
        format=path.suffix[1:20],
        submitted_by=by,
    )
    try:
        run_file(run, path, published=published, language=language, dry_run=dry_run)
    except DATABASE_GONE as error:
        fail(run, f"{type(error).__name__}: {error}")
        raise
    return run


def run_file(
    run: IngestRun,
    path: Path,
    *,
    published: datetime | None = None,
    language: str = "",
    dry_run: bool = False,
    wait: bool = True,
) -> None:
    """Does the run's work: all rows of the file or none. A failure is kept in the run with its reason and raised.

    What became of the run is written with its rows: a worker that dies leaves both or neither. Without `wait`,
    SourceBusy leaves the run as it was: its turn has not come; so does any of DATABASE_GONE.
    """
    state = RunState.CHECKED if dry_run else RunState.FINISHED
    try:
        if is_note(path):
            with transaction.atomic():
                with transaction.atomic():
                    counts = import_note(path, run, published, language)
                    transaction.set_rollback(dry_run)
                _finish(run, counts, state)
        else:
            _import_rows(path, run, state, wait=wait)
    except (SourceBusy, *DATABASE_GONE):
        raise
    except Exception as error:
        fail(run, str(error) if isinstance(error, FileRefused) else f"{type(error).__name__}: {error}")
        raise


def file_source() -> Source:
    """The source of files for which nobody named one."""
    defaults = {"kind": SourceKind.FILE, "reliability": Reliability.F}
    return Source.objects.get_or_create(name=FILE_SOURCE, defaults=defaults)[0]


def fail(run: IngestRun, reason: str) -> None:
    """Keeps the run as failed, with the reason."""
    run.state, run.last_error, run.finished_at = RunState.FAILED, storable(reason)[:2000], timezone.now()
    run.save(update_fields=["state", "last_error", "finished_at"])


def _finish(run: IngestRun, counts: Counter[str], state: RunState) -> None:
    now = timezone.now()
    run.state, run.finished_at, run.share = state, now, 100
    for outcome in ItemOutcome.values:
        setattr(run, outcome, counts[outcome])
    if state == RunState.FINISHED:
        run.settled_at = now
        Source.objects.filter(pk=run.source_id).update(last_success=now, failures_in_a_row=0)
    run.save()


# Rows ----------------------------------------------------------------------------------------------------
def _import_rows(path: Path, run: IngestRun, state: RunState, *, wait: bool) -> None:
    table = open_table(path)
    layout, rows = rows_of_table(table, run.mapping)
    _keep_restricted(run, layout)
    run.layout, run.remarks = layout.name, "\n".join(table.remarks)
    run.save(update_fields=["layout", "remarks", "source"])
    # Not earlier: how far the import is, is told from another connection, which a lock on the run would hold up.
    with transaction.atomic():
        dry_run = state == RunState.CHECKED
        counts = take_rows(run, rows, dry_run=dry_run, expected=table.expected, wait=wait, from_file=True)
        if not counts:
            raise FileRefused(f"{path.name}: holds no rows")
        _finish(run, counts, state)


def _keep_restricted(run: IngestRun, layout: Layout) -> None:
    """Rows that may not be passed on belong to a source that says so: then none of them becomes public."""
    if not layout.restricted or not run.source.redistributable:
        return
    if run.source.name != FILE_SOURCE:
        raise FileRefused(
            f"{run.file_name}: these rows may not be passed on ({layout.name}), and the source {run.source.name!r}"
            " says that its reports may: choose a source that is marked as not redistributable"
        )
    defaults = {"kind": SourceKind.FILE, "reliability": Reliability.F, "redistributable": False}
    name = f"{FILE_SOURCE}: {layout.name}"
    run.source = Source.objects.get_or_create(name=name, defaults=defaults)[0]


def open_table(path: Path) -> Table:
    """The rows of a file by how its name ends. Raises FileRefused, naming the kinds that are known."""
    opener = FORMATS.get(path.suffix.lower())
    if opener is None:
        known = ", ".join((*FORMATS, *NOTE_ENDINGS))
        raise FileRefused(f"{path.name}: files of this kind are not read here (known: {known})")
    return opener(path)


def rows_of_table(
    table: Table, mapping: Mapping[str, str] | None = None
) -> tuple[Layout, Iterator[RawRow | RefusedRow]]:
    """The table's rows in our columns, as an editor mapped them or as the layout that they fit reads them."""
    if mapping:
        return OWN, mapped(table, mapping)
    layout = layout_of(table.columns)
    return layout, layout.rows(table)


def layout_of(columns: Iterable[str]) -> Layout:
    """The first layout that a file with these columns fits; our own when none does."""
    names = frozenset(columns)
    return next((layout for layout in LAYOUTS if layout.fits(names)), OWN)
