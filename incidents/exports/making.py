"""Making an export: claimed by one worker at a time, made in a folder that goes with it, kept in one transaction.

Attempts are counted before the work, so that an export which kills its worker has an end. Each step of the work shows
that the worker lives; one that lost its lease leaves nothing.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from incidents import changes
from incidents.api.problems import BadParameters
from incidents.codes import ExportFormat, ExportState
from incidents.exports.about import About
from incidents.exports.asking import SHEET_ROWS, too_long_for_a_sheet
from incidents.exports.giving import expire
from incidents.exports.gpkg import GpkgFile
from incidents.exports.wanted import wanted
from incidents.exports.xlsx import XlsxFile
from incidents.flat import flat_rows_of
from incidents.models import Export, ExportPart
from incidents.parts import Parts

logger = logging.getLogger(__name__)

FILES: dict[str, Callable[[Path, Sequence[str], About], XlsxFile | GpkgFile]] = {
    ExportFormat.XLSX.value: XlsxFile,
    ExportFormat.GPKG.value: GpkgFile,
}
BLOCK = 2_000  # rows that are in memory at once
READ_BYTES = 1024 * 1024
BEGIN_SECONDS = 60
KEPT_DAYS = 30
DIED = "its worker ended {} times while making it"
FAILED = "it could not be made in {} attempts, the last time for {}"


class LeaseLost(Exception):
    """The lease ran out and somebody else may have begun anew."""


class Refused(Exception):
    """It cannot be made, however often it is tried; the text says why."""


# Due -----------------------------------------------------------------------------------------------------
def work_due() -> int:
    """Makes exports that wait, oldest first, and begins none after a minute; returns how many it worked on."""
    until, done = time.monotonic() + BEGIN_SECONDS, 0
    for pk in list(Export.objects.due().order_by("pk").values_list("pk", flat=True)):
        if time.monotonic() > until:
            break
        done += work(pk) not in {"not due", "later"}
    return done


def sweep() -> dict[str, int]:
    """What is due by time: bytes of exports that are over, rows that nobody has to know of any more."""
    old = Export.objects.exclude(pk__in=Export.objects.unfinished().values("pk"))
    deleted, _by_model = old.filter(asked_at__lt=Now() - timedelta(days=KEPT_DAYS)).delete()
    return {"expired": expire(), "deleted": deleted}


def work(export_id: int) -> str:
    """Makes one export if it is due, and returns its new state."""
    export = _claimed(export_id)
    if export is None:
        return "not due"
    _clear_folders(export)
    if export.state == ExportState.FAILED:
        return export.state
    try:
        _make(export)
    except LeaseLost:
        return "later"
    except (BadParameters, Refused) as refused:
        return _fail(export, _told(refused))
    except (OperationalError, InterfaceError) as error:
        # The attempt counts; its lease runs out, and the sweep begins anew.
        logger.warning("export %s: %s", export.pk, type(error).__name__)
        return "later"
    except Exception as error:
        # Nothing of the error itself is told: it may hold values.
        logger.warning("export %s: %s", export.pk, type(error).__name__)
        if export.attempts >= settings.MAX_ATTEMPTS:
            return _fail(export, FAILED.format(export.attempts, type(error).__name__))
        _mine(export).update(state=ExportState.WAITING, leased_until=None)
        return ExportState.WAITING
    return ExportState.READY


def _claimed(export_id: int) -> Export | None:
    """The export with a lease and one attempt more, both committed before the work; failed after the last attempt."""
    with transaction.atomic():
        due = Export.objects.due().defer("incidents").filter(pk=export_id)
        export: Export | None = due.select_for_update(skip_locked=True).first()
        if export is None:
            return None
        if export.attempts >= settings.MAX_ATTEMPTS:
            _end(export, state=ExportState.FAILED, reason=DIED.format(export.attempts), leased_until=None)
            return export
        export.attempts += 1
        export.state = ExportState.MAKING
        values = {"attempts": export.attempts, "state": ExportState.MAKING, "rows_done": 0}
        Export.objects.filter(pk=export.pk).update(leased_until=_lease(), **values)
    return export


def _mine(export: Export) -> Any:
    """The row while this attempt holds it."""
    return Export.objects.filter(pk=export.pk, state=ExportState.MAKING, attempts=export.attempts)


def _lease() -> Any:
    return Now() + timedelta(seconds=settings.EXPORT_LEASE_SECONDS)


def _go_on(export: Export, **values: Any) -> None:
    """Tells how far it is, which is also the sign that its worker lives."""
    if not _mine(export).update(leased_until=_lease(), **values):
        raise LeaseLost


def _end(export: Export, **values: Any) -> None:
    for name, value in values.items():
        setattr(export, name, value)
    export.asker = ""
    export.save(update_fields=[*values, "asker"])


def _fail(export: Export, reason: str) -> str:
    with transaction.atomic():
        if _mine(export).select_for_update().exists():
            _end(export, state=ExportState.FAILED, reason=reason, leased_until=None)
    return ExportState.FAILED


def _told(refused: Exception) -> str:
    if isinstance(refused, BadParameters):
        return "; ".join(f"{entry['parameter']}: {entry['message']}" for entry in refused.errors)
    return str(refused)


# Making --------------------------------------------------------------------------------------------------
def _make(export: Export) -> None:
    # First the number, then the rows: what is newer than the number comes again with the feed.
    changes.number_changes()
    export.change_number = changes.latest_number(export.audience)
    asked = wanted(export.audience, export.query)
    ids = array("q", asked.chosen.incidents.newest_first().values_list("pk", flat=True).iterator())
    if export.format == ExportFormat.XLSX and len(ids) > SHEET_ROWS:
        raise Refused(too_long_for_a_sheet(len(ids)))
    _go_on(export, change_number=export.change_number, rows_in_all=len(ids))
    about = About(export.query, export.audience, export.change_number, timezone.now())
    with _folder(export) as folder, closing(FILES[export.format](folder, asked.columns, about)) as file:
        written = 0
        for begin in range(0, len(ids), BLOCK):
            rows = _rows(ids[begin : begin + BLOCK], export.audience)
            file.add(rows)
            written += len(rows)
            _go_on(export, rows_done=min(begin + BLOCK, len(ids)))
        path = file.finish()
        _go_on(export)
        _keep(export, path, ids, written)


def _rows(ids: Sequence[int], audience: int) -> list[dict[str, Any]]:
    """Flat rows in the order of the ids, of those that the audience may see now."""
    found = flat_rows_of(ids, audience)
    return [found[pk] for pk in ids if pk in found]


def _keep(export: Export, path: Path, ids: Sequence[int], written: int) -> None:
    """The bytes and the new state in one transaction, if the lease still holds."""
    digest = hashlib.sha256()
    parts = Parts(lambda number, data: ExportPart.objects.create(export=export, number=number, data=data))
    with transaction.atomic():
        if not _mine(export).select_for_update().exists():
            raise LeaseLost
        with path.open("rb") as file:
            while data := file.read(READ_BYTES):
                digest.update(data)
                parts.add(data)
        parts.finish()
        _end(
            export, state=ExportState.READY, sha256=digest.hexdigest(), size=path.stat().st_size, incidents=list(ids),
            rows_done=written, rows_in_all=written, leased_until=None, made_at=Now(),
            expires_at=Now() + timedelta(hours=settings.EXPORT_HOURS),
        )  # fmt: skip


# Folders -------------------------------------------------------------------------------------------------
@contextmanager
def _folder(export: Export) -> Iterator[Path]:
    """Where everything lies that is written meanwhile, also what libraries write to the common temporary folder."""
    with tempfile.TemporaryDirectory(prefix=_prefix(export)) as folder:
        usual, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = usual


def _clear_folders(export: Export) -> None:
    """Takes away what a worker that was killed has left of this export on this machine."""
    for left in Path(tempfile.gettempdir()).glob(f"{_prefix(export)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _prefix(export: Export) -> str:
    return f"sahel-export-{export.uuid}-"
