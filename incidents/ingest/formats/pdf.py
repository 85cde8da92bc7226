"""PDF: its text and nothing else. Read in a child process; scripts and attachments in it are never run or kept."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused, Text, bytes_of, storable

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PAGES = 300


def read_text(path: Path) -> Text:
    """The text of all pages. Raises FileRefused for a scan, for an encrypted file and for none that is a PDF."""
    content = bytes_of(path, "pdf", MAX_FILE_BYTES)
    try:
        return Text(**confined.read("pdf", content))
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None


# In the child ------------------------------------------------------------------------------------------
def parse(content: bytes) -> dict[str, Any]:
    """{text} of the file in these bytes. Raises FileRefused."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise FileRefused("is encrypted: save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise FileRefused(f"has {len(reader.pages)} pages; at most {MAX_PAGES} are read")
        texts = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise FileRefused(f"is a PDF file that cannot be read: {str(error)[:200]}") from None
    text = "\n\n".join(text.strip() for text in texts if text.strip())
    if not text:
        raise FileRefused("holds pictures of pages and no text (a scan): send its text")
    return {"text": storable(text)}
