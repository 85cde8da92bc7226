"""The main text of a web page in these bytes, without menus and advertisements."""

from __future__ import annotations

from typing import Any

import trafilatura
from trafilatura.metadata import extract_metadata

from incidents.ingest.formats import FileRefused, storable


def parse(content: bytes) -> dict[str, Any]:
    """{text, title, published} of the page in these bytes. Raises FileRefused."""
    tree = trafilatura.load_html(content)
    if tree is None:
        raise FileRefused("is not an HTML page")
    # A day that is guessed from the text is none: only what the page's head or its elements state counts.
    stated = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    text = trafilatura.extract(
        content, output_format="txt", include_comments=False, include_tables=True, include_links=False
    )
    if not text or not text.strip():
        raise FileRefused("holds no main text (a menu, a form, or a page that a script fills)")
    title = " ".join((stated.title or "").split()) if stated else ""
    return {
        "text": storable(text),
        "title": storable(title)[:500],
        "published": stated.date if stated else None,
    }
