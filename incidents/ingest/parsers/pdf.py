"""The text of a PDF in these bytes and nothing else: its scripts and attachments are never run or kept."""

from __future__ import annotations

import io
import logging
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from incidents.ingest.formats import FileRefused, storable

MAX_PAGES = 300


def parse(content: bytes) -> dict[str, Any]:
    """{text} of the file in these bytes. Raises FileRefused."""
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
