"""A file that is one text becomes one report; the queue's worker reads it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from incidents import intake
from incidents.ingest.formats import FileRefused, Text, archive, docx, html, pdf, plaintext
from incidents.models import IngestItem, IngestRun

# The table of formats of one text: how the name of a file ends, and what reads it.
TEXTS: dict[str, Callable[[Path], Text]] = {
    ".txt": plaintext.read_text,
    ".md": plaintext.read_text,
    ".text": plaintext.read_text,
    ".html": html.read_text,
    ".htm": html.read_text,
    ".pdf": pdf.read_text,
    ".docx": docx.read_text,
}
NOTE_ENDINGS = tuple(TEXTS)
EARLIEST = date(1990, 1, 1)
TITLE = 120


def is_note(path: Path) -> bool:
    """Whether a file is one text, by its ending; of an archive, by the one readable file in it."""
    ending = path.suffix.lower()
    return ending in TEXTS or (
        ending == archive.ENDING and archive.ending_inside(path, NOTE_ENDINGS) is not None
    )


def import_note(path: Path, run: IngestRun, published: datetime | None, language: str) -> Counter[str]:
    """Takes a text file in as one report of the run's source, to be read by the worker. Raises FileRefused.

    Without `published` the day counts that the file itself states, else now.
    """
    found = text_of(path)
    receipt = intake.receive(
        run.source,
        external_id="sha256:" + hashlib.sha256(found.text.encode()).hexdigest(),
        published_at=published or _stated(found) or timezone.now(),
        title=_title(found, path),
        text=found.text,
        language=language,
        submitted_by=run.submitted_by,
    )
    IngestItem.objects.create(
        run=run,
        line=1,
        external_id=receipt.report.external_id,
        outcome=receipt.outcome,
        report=receipt.report,
    )
    return Counter([receipt.outcome.value])


def text_of(path: Path) -> Text:
    """The text of a file, or of the one text in an archive. Raises FileRefused."""
    if path.suffix.lower() != archive.ENDING:
        return _checked(TEXTS[path.suffix.lower()](path), path)
    with TemporaryDirectory(prefix="unpacked-") as folder:
        inside = archive.unpacked(path, Path(folder), NOTE_ENDINGS, archive.MAX_TEXT_BYTES)
        return _checked(TEXTS[inside.suffix.lower()](inside), path)


def _checked(found: Text, path: Path) -> Text:
    if not found.text.strip():
        raise FileRefused(f"{path.name}: holds nothing but blanks")
    if len(found.text) > intake.MAX_TEXT:
        raise FileRefused(
            f"{path.name}: has {len(found.text)} characters; a report has at most {intake.MAX_TEXT}"
        )
    return found


def _stated(found: Text) -> datetime | None:
    """The day that the file states, at its beginning; one that cannot be meant is none."""
    if found.published is None:
        return None
    try:
        day = date.fromisoformat(found.published)
    except ValueError:
        return None
    is_meant = EARLIEST <= day <= timezone.now().date() + timedelta(days=1)
    return datetime.combine(day, time(), UTC) if is_meant else None


def _title(found: Text, path: Path) -> str:
    if found.title:
        return found.title[:500]
    first = next(line.strip() for line in found.text.splitlines() if line.strip())
    return (first if len(first) <= TITLE else path.stem)[:500]
