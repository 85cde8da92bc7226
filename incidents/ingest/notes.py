"""A file that is one text becomes one report; the queue's worker reads it."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from pathlib import Path

from incidents import intake
from incidents.ingest.formats import FileRefused, checked_size, looks_binary
from incidents.models import IngestItem, IngestRun

NOTE_ENDINGS = (".txt", ".md", ".text")
MAX_NOTE_BYTES = 1_048_576


def import_note(path: Path, run: IngestRun, published: datetime, language: str) -> Counter[str]:
    """Takes a text file in as one report of the run's source, to be read by the worker. Raises FileRefused."""
    text = _note_text(path)
    receipt = intake.receive(
        run.source,
        external_id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        published_at=published,
        title=_title(text, path),
        text=text,
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


def _note_text(path: Path) -> str:
    if checked_size(path) > MAX_NOTE_BYTES:
        raise FileRefused(f"{path.name}: a note has at most {MAX_NOTE_BYTES // 1024} kB; rows go into a CSV")
    content = path.read_bytes()
    kind = looks_binary(content[:4096])
    if kind is not None:
        raise FileRefused(f"{path.name}: is {kind}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        raise FileRefused(
            f"{path.name}, line {line}: is not UTF-8 (byte 0x{byte:02X}): save it as UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\x00", "\ufffd")
    if not text.strip():
        raise FileRefused(f"{path.name}: holds nothing but blanks")
    if len(text) > intake.MAX_TEXT:
        raise FileRefused(f"{path.name}: has {len(text)} characters; a report has at most {intake.MAX_TEXT}")
    return text


def _title(text: str, path: Path) -> str:
    first = next(line.strip() for line in text.splitlines() if line.strip())
    return (first if len(first) <= 120 else path.stem)[:500]
