"""HTML: the main text of a page, without menus and advertisements. Read in a child process."""

from __future__ import annotations

from pathlib import Path

from incidents.ingest import confined
from incidents.ingest.formats import HEAD, FileRefused, Text, checked_size, looks_binary

MAX_FILE_BYTES = 5 * 1024 * 1024
MARKS = (b"<html", b"<!doctype html", b"<body", b"<p", b"<div", b"<article")


def read_text(path: Path) -> Text:
    """The page's main text, with its title and day if the page itself states them. Raises FileRefused."""
    checked_size(path, MAX_FILE_BYTES)
    content = path.read_bytes()
    kind = looks_binary(content[:HEAD])
    if kind not in (None, "an HTML page"):
        raise FileRefused(f"{path.name}: is not an HTML page: it is {kind}")
    if not any(mark in content.lower() for mark in MARKS):
        raise FileRefused(f"{path.name}: is not an HTML page: it holds no element of one")
    try:
        return Text(**confined.read("html", content))
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None
