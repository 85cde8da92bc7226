"""HTML: the main text of a page, without menus and advertisements. Read in a child process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused, Text, checked_size, looks_binary, storable

MAX_FILE_BYTES = 5 * 1024 * 1024
MARKS = (b"<html", b"<!doctype html", b"<body", b"<p", b"<div", b"<article")


def read_text(path: Path) -> Text:
    """The page's main text, with its title and day if the page itself states them. Raises FileRefused."""
    checked_size(path, MAX_FILE_BYTES)
    content = path.read_bytes()
    kind = looks_binary(content[:8192])
    if kind not in (None, "an HTML page"):
        raise FileRefused(f"{path.name}: is not an HTML page: it is {kind}")
    if not any(mark in content.lower() for mark in MARKS):
        raise FileRefused(f"{path.name}: is not an HTML page: it holds no element of one")
    try:
        return Text(**confined.read("html", content))
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None


# In the child ------------------------------------------------------------------------------------------
def parse(content: bytes) -> dict[str, Any]:
    """{text, title, published} of the page in these bytes. Raises FileRefused."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

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
    return {"text": storable(text), "title": storable(title)[:500], "published": stated.date if stated else None}
