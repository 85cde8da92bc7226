"""DOCX: paragraphs and tables as they read with every change accepted. Read in a child process."""

from __future__ import annotations

from pathlib import Path

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused, Text, bytes_of

MAX_FILE_BYTES = 20 * 1024 * 1024


def read_text(path: Path) -> Text:
    """The accepted text. Raises FileRefused."""
    content = bytes_of(path, "docx", MAX_FILE_BYTES)
    try:
        return Text(**confined.read("docx", content))
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None
