"""Uploaded files: kept in parts in the database, checked and taken in by a worker, begun anew if it dies.

The run's row is the work order, as a report's row is: its state says what is still to do, a message only wakes a
worker up, and the sweep finds what waits. Who works on a run holds an advisory lock, which is gone with its process.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from incidents import review, wakeup
from incidents.codes import RunState
from incidents.ingest import twins
from incidents.ingest.formats import MAX_FILE_BYTES, FileRefused, storable
from incidents.ingest.gone import DATABASE_GONE, connect_anew
from incidents.ingest.imports import fail, run_file
from incidents.ingest.taking import SourceBusy
from incidents.models import IngestRun, Source, Upload, UploadPart
from incidents.parts import Parts, bytes_of
from incidents.turns import held

logger = logging.getLogger(__name__)

KEPT_DAYS = 30
RUN_LOCK = 7_335_003
TO_DO = (RunState.CHECKING, RunState.IMPORTING, RunState.PUBLISHING)
DIED = "its worker ended %s times while working on it"


# Keeping -------------------------------------------------------------------------------------------------
@transaction.atomic
def keep(name: str, chunks: Iterable[bytes], *, by: Any) -> Upload:
    """Keeps a file as it comes. Raises FileRefused when it is empty or too large; then nothing is kept."""
    plain = Path(name).name.replace("..", "")
    upload = Upload.objects.create(name=storable(plain)[:200] or "file", size=0, sha256="", uploaded_by=by)
    digest = hashlib.sha256()
    parts = Parts(lambda number, data: UploadPart.objects.create(upload=upload, number=number, data=data))
    for chunk in chunks:
        digest.update(chunk)
        upload.size += len(chunk)
        if upload.size > MAX_FILE_BYTES:
            raise FileRefused(
                f"{upload.name}: is over the limit of {MAX_FILE_BYTES // 1024 // 1024} MB: split the file"
            )
        parts.add(chunk)
    parts.finish()
    if upload.size == 0:
        raise FileRefused(f"{upload.name}: the file is empty")
    upload.sha256 = digest.hexdigest()
    upload.save(update_fields=["size", "sha256"])
    return upload


@contextmanager
def opened(upload: Upload, *, most: int | None = None) -> Iterator[Path]:
    """The file in a folder of its own, under its own name, while the block runs; its first `most` bytes only."""
    with tempfile.TemporaryDirectory(prefix="sahel-upload-") as folder:
        path = Path(folder) / upload.name.replace("/", "_")
        with path.open("wb") as file:
            for data in bytes_of(upload.parts):
                file.write(data)
                if most is not None and file.tell() >= most:
                    break
        yield path


def start(upload: Upload, *, source: Source, by: Any) -> IngestRun:
    """A run for the file that waits for somebody to look at its columns."""
    return IngestRun.objects.create(
        source=source,
        file_name=upload.name,
        format=Path(upload.name).suffix[1:20],
        upload=upload,
        state=RunState.WAITING,
        submitted_by=by,
    )


# Orders --------------------------------------------------------------------------------------------------
def order(run: IngestRun, state: RunState, **values: Any) -> bool:
    """Orders a step: `checking` of a run that waits or was checked, `importing` of a checked one, `publishing` of
    a finished one. Returns False when somebody else was faster or the run stands elsewhere."""
    may_follow = {
        RunState.CHECKING: (RunState.WAITING, RunState.CHECKED, RunState.FAILED),
        RunState.IMPORTING: (RunState.CHECKED,),
        RunState.PUBLISHING: (RunState.FINISHED,),
    }[state]
    with transaction.atomic():
        ordered = IngestRun.objects.filter(pk=run.pk, state__in=may_follow)
        if state != RunState.PUBLISHING:
            ordered = ordered.filter(upload__isnull=False)
        changed = ordered.update(state=state, attempts=0, share=0, last_error="", **values)
        if changed:
            wakeup.after_commit(run.pk, task="incidents.work_run", queue="fetch")
    return bool(changed)


def forget(days: int = KEPT_DAYS) -> int:
    """Deletes the bytes of files whose runs ended so many days ago; runs and their ledgers stay. Returns how many."""
    ended = IngestRun.objects.filter(
        state__in=[RunState.FINISHED, RunState.UNDONE, RunState.FAILED],
        started_at__lt=timezone.now() - timedelta(days=days),
        upload__isnull=False,
    )
    uploads = list(ended.values_list("upload", flat=True))
    ended.update(upload=None)
    unused = Upload.objects.filter(pk__in=uploads, runs__isnull=True)
    UploadPart.objects.filter(upload__in=unused).delete()
    return unused.delete()[0]


# Working -------------------------------------------------------------------------------------------------
def work_due() -> int:
    """Works on the runs that wait for a worker, oldest first. Returns how many were worked on."""
    due = list(IngestRun.objects.filter(state__in=TO_DO).order_by("pk").values_list("pk", flat=True))
    return sum(work(pk) not in {"not due", "in other hands", "busy"} for pk in due)


def work(run_id: int) -> str:
    """Does what the run's state asks for and returns its new state.

    Attempts are counted and committed before the work, so that a file which kills its worker is counted too.
    """
    with held(RUN_LOCK, run_id) as is_ours:
        if not is_ours:
            return "in other hands"
        run = IngestRun.objects.select_related("source", "upload", "submitted_by", "published_by").get(
            pk=run_id
        )
        if run.state not in TO_DO:
            return "not due"
        if run.attempts >= settings.MAX_ATTEMPTS:
            fail(run, run.last_error or DIED % run.attempts)
            return str(run.state)
        run.attempts += 1
        run.save(update_fields=["attempts"])
        return _do(run)


def _do(run: IngestRun) -> str:
    try:
        if run.state == RunState.PUBLISHING:
            _publish(run)
        elif run.upload is not None:
            with opened(run.upload) as path:
                run_file(run, path, dry_run=run.state == RunState.CHECKING, wait=False)
    except SourceBusy:
        IngestRun.objects.filter(pk=run.pk).update(attempts=run.attempts - 1)
        return "busy"
    except DATABASE_GONE as error:
        _leave_for_later(run, error)
        return "later"
    except FileRefused:
        logger.info("run %s: the file was refused", run.pk)
    except Exception as error:
        logger.warning("run %s: %s", run.pk, type(error).__name__)
        fail(run, f"{type(error).__name__}: {error}")
    return str(run.state)


def _leave_for_later(run: IngestRun, error: Exception) -> None:
    """Nothing of the attempt is left, and the sweep begins anew. The attempt counts: a file that takes the database
    down each time has an end, too. The locks may be gone with the connection, so a later attempt is not touched."""
    logger.warning("run %s: %s", run.pk, type(error).__name__)
    connect_anew()
    mine = IngestRun.objects.filter(pk=run.pk, state__in=TO_DO, attempts=run.attempts)
    mine.update(last_error=storable(f"{type(error).__name__}: {error}")[:2000], share=0)


def _publish(run: IngestRun) -> None:
    reason = ""
    try:
        twins.look_again(run)
        leaving = None if run.publish_duplicates else twins.held_back(run)
        review.publish_run(run, by=run.published_by, leaving=leaving)
    except review.ReviewError as error:
        reason = str(error)
    run.state, run.last_error = RunState.FINISHED, reason
    run.save(update_fields=["state", "last_error"])
