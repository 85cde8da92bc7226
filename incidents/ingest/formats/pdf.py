"""PDF: its text and nothing else. Read in a child process; scripts and attachments in it are never run or kept."""

from __future__ import annotations

from pathlib import Path

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused, Text, bytes_of

MAX_FILE_BYTES = 20 * 1024 * 1024


def read_text(path: Path) -> Text:
    """The text of all pages. Raises FileRefused for a scan, for an encrypted file and for none that is a PDF."""
    content = bytes_of(path, "pdf", MAX_FILE_BYTES)
    try:
        return Text(**confined.read("pdf", content))
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None
