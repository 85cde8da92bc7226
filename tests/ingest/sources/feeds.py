"""Feeds as a test writes them: a frame around entries, and what a source module is asked with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from incidents.fetch import fetch
from incidents.ingest.sources import Asked
from tests.ingest.sources.server import HOST, OTHER

NOW = datetime(2018, 10, 2, 8, 0, tzinfo=UTC)
NAMESPACES = (
    'xmlns:georss="http://www.georss.org/georss" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:gml="http://www.opengis.net/gml" xmlns:xi="http://www.w3.org/2001/XInclude"'
)


def item(
    guid: str | None = "g-1",
    title: str | None = "Attack near Ansongo",
    text: str | None = "Gunmen killed three people.",
    link: str | None = "https://news.example.org/1",
    date: str | None = "Sun, 30 Sep 2018 10:00:00 GMT",
    more: str = "",
) -> str:
    """An entry of RSS; None leaves an element out, `more` is XML as it is."""
    parts = [
        ("guid", ' isPermaLink="false"', guid),
        ("title", "", title),
        ("link", "", link),
        ("pubDate", "", date),
        ("description", "", text),
    ]
    inside = "".join(
        f"<{name}{attribute}>{escape(value)}</{name}>"
        for name, attribute, value in parts
        if value is not None
    )
    return f"<item>{inside}{more}</item>"


def rss(
    *items: str, built: str = "", before: str = "", language: str = "en", end: str = "</channel></rss>"
) -> bytes:
    """The whole feed in UTF-8; `before` stands between the XML declaration and the feed."""
    made = f"<lastBuildDate>{built}</lastBuildDate>" if built else ""
    head = f"<channel><title>News</title><language>{language}</language>{made}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<rss version="2.0" {NAMESPACES}>{head}{"".join(items)}{end}'
    ).encode()


def asked(url: str, **fields: Any) -> Asked:
    """What `polling` would hand to a module, with the real fetcher."""
    given: Mapping[str, Any] = {
        "settings": {},
        "cursor": {},
        "get": partial(fetch, allowed_hosts={HOST, OTHER}),
        "now": NOW,
        **fields,
    }
    return Asked(url=url, **given)
