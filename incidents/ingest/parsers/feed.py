"""RSS and Atom: bytes become plain entries, in the child process of `incidents.ingest.confined`.

The XML is first read by a parser that refuses entities; only a well-formed feed is taken. A feed that breaks
off at its end is the exception: the entries that were whole by then are taken, and it is said that it broke off.
"""

from __future__ import annotations

import re
import xml.sax
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from incidents.ingest.formats import FileRefused, storable
from incidents.ingest.markup import plain_text
from incidents.plain import finite_number

NEWEST = 2_000
MAX_TITLE, MAX_TEXT, MAX_URL = 500, 50_000, 2_000
POINT_NAMES = {"point", "pos"}
SHAPE_NAMES = {"polygon", "box", "line", "circle"}
GEO_SPACES = {"http://www.georss.org/georss", "http://www.opengis.net/gml"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII)


def parse(data: bytes) -> dict[str, Any]:
    """`{"built", "entries", "left_out", "broken_off"}`: the newest entries, the oldest of them first.

    An entry has id, link, title, text, language, published and updated (ISO, or "" with the words as given),
    point ([lon, lat] or None) and point_refused. Raises FileRefused for what is no well-formed feed.
    """
    _refuse_web_page(data)
    structure = _read_structure(data)
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        raise FileRefused("is XML, but neither RSS nor Atom")
    if parsed.bozo and isinstance(parsed.bozo_exception, xml.sax.SAXException) and not structure.broken_off:
        raise FileRefused(f"is not well-formed: {parsed.bozo_exception}")
    whole = list(parsed.entries[: len(structure.points)])
    points = structure.points if len(whole) == len(structure.points) else [None] * len(whole)
    language = _said(parsed.feed, "language")
    # RSS does not say whether a text is HTML, and what looks like none may still hold a script.
    is_atom = str(parsed.version).startswith("atom")
    found = [_entry(entry, point, language, is_atom) for entry, point in zip(whole, points, strict=True)]
    # Feeds have the newest first; undated entries keep that order among themselves.
    found.reverse()
    in_order = sorted(found, key=lambda entry: entry["updated"] or entry["published"])
    return {
        "built": _moment(_said(parsed.feed, "updated") or _said(parsed.feed, "published")),
        "entries": in_order[-NEWEST:],
        "left_out": max(0, len(in_order) - NEWEST),
        "broken_off": structure.broken_off,
    }


def _refuse_web_page(data: bytes) -> None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        raise FileRefused("is empty")
    if head.startswith((b"<!doctype html", b"<html")):
        raise FileRefused("is a web page, not a feed: perhaps a login page, or the feed has moved")


# Structure -----------------------------------------------------------------------------------------------
class _Structure(ContentHandler):
    """Counts the entries that are whole, and keeps what each says of its place, word for word."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[tuple[str, list[str]] | None] = []
        self.broken_off = ""
        self._entry_depth = 0
        self._depth = 0
        self._open: list[str] | None = None
        self._shape = ""
        self._found: list[str] = []

    def startElementNS(self, name: tuple[str | None, str], qname: Any, attrs: Any) -> None:  # noqa: N802
        space, local = name
        self._depth += 1
        if not self._entry_depth and local in {"item", "entry"}:
            self._entry_depth, self._shape, self._found = self._depth, "", []
        elif self._entry_depth and space in GEO_SPACES:
            if local in POINT_NAMES:
                self._open = []
            elif local in SHAPE_NAMES:
                self._shape = local

    def characters(self, content: str) -> None:
        if self._open is not None and len(self._open) < 20:
            self._open.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: Any) -> None:  # noqa: N802
        if self._open is not None and name[1] in POINT_NAMES:
            self._found.append("".join(self._open).strip()[:100])
            self._open = None
        if self._depth == self._entry_depth:
            self.points.append((self._shape, [text for text in self._found if text]))
            self._entry_depth = 0
        self._depth -= 1


def _read_structure(data: bytes) -> _Structure:
    structure = _Structure()
    parser = create_parser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(structure)
    try:
        parser.feed(data)
    except DefusedXmlException:
        raise FileRefused("declares entities or refers to other files: no feed needs to") from None
    except xml.sax.SAXParseException as error:
        raise FileRefused(
            f"is not well-formed XML: line {error.getLineNumber()}: {error.getMessage()}"
        ) from None
    except (LookupError, ValueError) as error:
        raise FileRefused(f"declares an encoding that is not read here: {error}") from None
    try:
        parser.close()
    except xml.sax.SAXException as error:
        if not structure.points:
            raise FileRefused("breaks off before its first entry is whole") from None
        structure.broken_off = f"breaks off at line {parser.getLineNumber()}: {str(error)[:100]}"
    return structure


# Entries -------------------------------------------------------------------------------------------------
def _entry(entry: Any, place: tuple[str, list[str]] | None, language: str, says_kind: bool) -> dict[str, Any]:
    def text_of(detail: Any) -> str:
        kind = detail.get("type", "") if says_kind else "text/html"
        return plain_text(detail.get("value", ""), kind)

    bodies = [*entry.get("content", []), entry.get("summary_detail") or {}]
    texts = [text_of(body) for body in bodies]
    title = entry.get("title_detail") or {}
    point, refused = _point(place)
    published, updated = _said(entry, "published"), _said(entry, "updated")
    return {
        "id": _cut(_said(entry, "id"), MAX_TEXT),
        "link": _link(_said(entry, "link")),
        "title": _cut(text_of(title), MAX_TITLE),
        "text": _cut(max(texts, key=len, default=""), MAX_TEXT),
        "language": (_said(entry, "language") or language)[:20],
        "published": _moment(published),
        "published_as_given": _cut(published, 100),
        "updated": _moment(updated),
        "point": point,
        "point_refused": refused,
    }


def _said(node: Any, name: str) -> str:
    """feedparser answers for `updated` with `published`, and warns: only what is there counts."""
    value = node[name] if name in node else ""  # noqa: SIM401  its get() is what warns
    return value if isinstance(value, str) else ""


def _cut(text: str | None, limit: int) -> str:
    text = storable(text or "").strip()
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _link(link: str) -> str:
    link = link.strip()
    is_page = link.lower().startswith(("http://", "https://")) and len(link) <= MAX_URL
    return storable(link) if is_page and not re.search(r"\s", link) else ""


def _moment(text: str) -> str:
    """The moment in UTC as ISO; "" for what is no date by RFC 822 or ISO 8601. Without a zone: UTC."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _point(place: tuple[str, list[str]] | None) -> tuple[list[float] | None, str]:
    """[lon, lat] of a point given as `lat lon`; None with the reason for anything else. Never turned round."""
    if place is None:
        return None, ""
    shape, texts = place
    if not texts:
        return None, f"a {shape} is no point" if shape else ""
    if len(texts) > 1:
        return None, "more than one point"
    parts = texts[0].split()
    try:
        latitude, longitude = (finite_number(part) for part in parts)
    except ValueError:
        return None, f"{texts[0][:40]!r} is not a latitude and a longitude with decimal points"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None, f"{texts[0][:40]!r} lies outside the globe: perhaps turned round"
    return [longitude, latitude], ""
