"""RSS and Atom feeds: asked with the marks of the last answer, read in a child process, one note per entry.

Kept: every entry of the answer, up to the newest 2,000; how many older ones were left out is said. An entry
that is no longer in the feed stays what it is: feeds forget, they do not withdraw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused
from incidents.ingest.sources import Asked, CannotPoll, Note, Parsed, RawReport, Unreadable
from incidents.ingest.sources.options import HOSTS, Options

OPTIONS: Options = {"hosts": HOSTS}
HOSTS_ASKED: tuple[str, ...] = ()
CONTENT_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
READ_SECONDS = 45
# How often in a row a copy that is older than the last one is passed over.
BEHIND_AT_MOST = 3
LANGUAGES = {"en", "fr"}
# What is added to links to count readers.
COUNTING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign", "xtor")
MOBILE = ("www.", "m.", "mobile.", "amp.")
EARLIEST = 1990


def fetch(asked: Asked) -> Iterator[RawReport]:
    """The feed's entries, oldest first; the marks of this answer are kept once all are written."""
    cursor = dict(asked.cursor)
    answer = asked.get(
        asked.url,
        content_types=CONTENT_TYPES,
        etag=str(cursor.get("etag") or ""),
        last_modified=str(cursor.get("last_modified") or ""),
    )
    if answer.not_modified:
        return
    try:
        feed = confined.read("feed", answer.body, seconds=READ_SECONDS)
    except FileRefused as error:
        raise CannotPoll(f"the feed {error}") from None
    built = _plausible(feed["built"], asked.now)
    behind = _is_behind(built, cursor)
    if behind and int(cursor.get("behind") or 0) < BEHIND_AT_MOST:
        reason = f"this copy of the feed was built on {built}, before the one that was read last: passed over"
        yield RawReport(Unreadable("", reason), {**cursor, "behind": int(cursor.get("behind") or 0) + 1})
        return
    for entry in feed["entries"]:
        yield RawReport({**entry, "received": asked.now.isoformat()})
    if feed["left_out"]:
        yield RawReport(Unreadable("", f"{feed['left_out']} older entries of the feed were left out: "
                                       "the newest 2,000 are taken at one time"))  # fmt: skip
    if feed["broken_off"]:
        # Without new marks the whole feed is asked for again.
        yield RawReport(Unreadable("", f"the feed {feed['broken_off']}: the entries before that were taken"))
        return
    marks = {"etag": answer.headers.get("etag", ""), "last_modified": answer.headers.get("last-modified", "")}
    yield RawReport(None, {**marks, "built": built or str(cursor.get("built") or "")})


def _plausible(moment: str, now: datetime) -> str:
    """The moment if it can be one: not before 1990, not after tomorrow; else ""."""
    if not moment:
        return ""
    found = datetime.fromisoformat(moment)
    return moment if found.year >= EARLIEST and found <= now + timedelta(days=1) else ""


def _is_behind(built: str, cursor: dict[str, object]) -> bool:
    return bool(built) and built < str(cursor.get("built") or "")


def parse(raw: RawReport) -> Iterator[Parsed]:
    """One note per entry, or what is wrong with it."""
    entry = raw.content
    if entry is None:
        return
    if isinstance(entry, Unreadable):
        yield entry
        return
    identity = id_of(entry["id"], entry["link"])
    if not identity:
        yield Unreadable(
            "", "has neither a guid nor a link: it could not be told from others", entry["title"]
        )
        return
    if not entry["title"] and not entry["text"]:
        yield Unreadable(identity, "has neither a title nor a text")
        return
    received = datetime.fromisoformat(entry["received"])
    published = _plausible(entry["published"], received) or _plausible(entry["updated"], received)
    payload: dict[str, object] = {"link": canonical(entry["link"])} if entry["link"] else {}
    if not published:
        payload["published"] = "the time of receipt: the feed gives no date that can be one"
        payload["date_as_given"] = entry["published_as_given"]
    if entry["point"]:
        payload["point"] = entry["point"]
    elif entry["point_refused"]:
        payload["point_refused"] = entry["point_refused"]
    language = entry["language"].lower()[:2]
    yield Note(
        external_id=identity,
        published_at=datetime.fromisoformat(published) if published else received,
        title=entry["title"],
        text=entry["text"] or entry["title"],
        url=entry["link"],
        language=language if language in LANGUAGES else "",
        payload=payload or None,
    )


def id_of(guid: str, link: str) -> str:
    """The guid as it is; without one the hash of the canonical link; "" when there is neither."""
    if guid:
        return guid if len(guid) <= 500 else f"sha256:{hashlib.sha256(guid.encode()).hexdigest()}"
    return f"sha256:{hashlib.sha256(canonical(link).encode()).hexdigest()}" if link else ""


def canonical(link: str) -> str:
    """One spelling for the addresses of one page: no scheme, mobile host, counting, fragment, or last slash."""
    try:
        parts = urlsplit(link.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return link.strip()
    for prefix in MOBILE:
        if host.startswith(prefix) and host.count(".") > 1:
            host = host.removeprefix(prefix)
            break
    port_part = f":{port}" if port not in {None, 80, 443} else ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(COUNTING)
    ]
    return f"{host}{port_part}{parts.path.rstrip('/')}" + (f"?{urlencode(query)}" if query else "")
