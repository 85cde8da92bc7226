"""ReliefWeb's API v2: reports that changed since the last poll, by country, oldest change first.

Pages are found by the moment of change, not by counting: a report that changes while it is read cannot push
another one off its page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from incidents.ingest.formats import storable
from incidents.ingest.markup import plain_text
from incidents.ingest.sources import Asked, CannotPoll, Note, Parsed, RawReport, Unreadable
from incidents.ingest.sources.answers import JSON_TYPES, json_object, shown
from incidents.ingest.sources.options import HOSTS, Option, Options, day, number, text, texts
from incidents.ingest.sources.options import read as read_options

ADDRESS = "https://api.reliefweb.int/v2/reports"
HOSTS_ASKED = ("api.reliefweb.int",)
SECRETS = ("RELIEFWEB_APPNAME",)
OPTIONS: Options = {
    "countries": Option("ISO 3166-1 alpha-3 codes; missing: MLI, BFA, NER.", texts, ["MLI", "BFA", "NER"]),
    "query": Option("Words to look for, in ReliefWeb's query language.", text),
    "since": Option("First day of the first poll, YYYY-MM-DD; missing: 30 days ago.", day),
    "overlap_minutes": Option("How far each poll reads again; missing: 60.", number(0, 10_080), 60),
    "hosts": HOSTS,
}
PAGE, MAX_PAGES, MAX_BYTES = 50, 200, 16 * 1024 * 1024
FIELDS = ["title", "body", "url", "url_alias", "date.created", "date.changed", "date.original",
          "language.code", "source.shortname", "country.iso3"]  # fmt: skip
MAX_TITLE, MAX_TEXT, MAX_BODY = 500, 50_000, 200_000
LANGUAGES = {"en", "fr"}


def fetch(asked: Asked) -> Iterator[RawReport]:
    """Reports by the moment they changed; after each page its last moment is how far was read."""
    options = read_options(OPTIONS, asked.settings)
    since, offset = _start(asked, options), 0
    seen: set[str] = set()
    for _page in range(MAX_PAGES):
        rows = _page_of(asked, options, since, offset)
        for row in rows:
            key = f"{_id_of(row)} {_changed(row)}"
            if key not in seen:
                seen.add(key)
                yield RawReport(row)
        last = max((changed for row in rows if (changed := _changed(row))), default="")
        if last:
            yield RawReport(None, {"changed": last})
        if len(rows) < PAGE:
            return
        if last > since:
            since, offset = last, 0
        else:
            offset += PAGE


def _start(asked: Asked, options: Mapping[str, Any]) -> str:
    if asked.cursor.get("changed"):
        last = datetime.fromisoformat(str(asked.cursor["changed"]))
        return (last - timedelta(minutes=options["overlap_minutes"])).isoformat(timespec="seconds")
    if options["since"]:
        return f"{options['since']}T00:00:00+00:00"
    return (asked.now - timedelta(days=30)).isoformat(timespec="seconds")


def _page_of(asked: Asked, options: Mapping[str, Any], since: str, offset: int) -> list[dict[str, Any]]:
    conditions = [
        {"field": "date.changed", "value": {"from": since}},
        {"field": "country.iso3", "value": [code.lower() for code in options["countries"]], "operator": "OR"},
    ]
    question: dict[str, Any] = {
        "filter": {"operator": "AND", "conditions": conditions},
        "fields": {"include": FIELDS},
        "sort": ["date.changed:asc", "id:asc"],
        "limit": PAGE,
        "offset": offset,
    }
    if options["query"]:
        question["query"] = {"value": options["query"]}
    address = f"{asked.url or ADDRESS}?appname={quote(asked.secrets['RELIEFWEB_APPNAME'], safe='')}"
    answer = asked.get(
        address,
        method="POST",
        headers={"Content-Type": "application/json"},
        body=json.dumps(question).encode(),
        content_types=JSON_TYPES,
        max_bytes=MAX_BYTES,
        seconds=30,
    )
    found = json_object(answer.body, of="ReliefWeb")
    rows = found.get("data")
    if not isinstance(rows, list):
        raise CannotPoll(f"ReliefWeb answered without a list of reports: {shown(found)}")
    return [row if isinstance(row, dict) else {"unknown": row} for row in rows]


def _id_of(row: Mapping[str, Any]) -> str:
    number_ = str(row.get("id") or "")
    return f"reliefweb:{number_}" if number_.isascii() and number_.isdigit() and len(number_) < 20 else ""


def _fields(row: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = row.get("fields")
    return fields if isinstance(fields, Mapping) else {}


def _changed(row: Mapping[str, Any]) -> str:
    return _moment(_fields(row), "changed")


def _moment(fields: Mapping[str, Any], name: str) -> str:
    dates = fields.get("date")
    text_ = dates.get(name) if isinstance(dates, Mapping) else None
    try:
        moment = datetime.fromisoformat(str(text_))
        return moment.astimezone(UTC).isoformat(timespec="seconds") if moment.tzinfo else ""
    except ValueError:
        return ""


def parse(raw: RawReport) -> Iterator[Parsed]:
    """A report as a note: its title and body, published when ReliefWeb created it."""
    row = raw.content
    if row is None:
        return
    identity, fields = _id_of(row), _fields(row)
    published = _moment(fields, "original") or _moment(fields, "created")
    title, body = fields.get("title"), fields.get("body")
    if not identity or not published or not isinstance(title, str) or not title.strip():
        missing = "id" if not identity else "date" if not published else "title"
        yield Unreadable(identity, f"has no {missing} that can be read: ReliefWeb may have changed its fields",
                         shown(row))  # fmt: skip
        return
    text_ = plain_text(body[:MAX_BODY] if isinstance(body, str) else "") or title
    url = fields.get("url_alias") or fields.get("url")
    yield Note(
        external_id=identity,
        published_at=datetime.fromisoformat(published),
        title=storable(title.strip())[:MAX_TITLE],
        text=storable(text_)[:MAX_TEXT],
        url=url if isinstance(url, str) and url.startswith("https://") and len(url) <= 2000 else "",
        language=_language(fields),
        payload={"said_by": _names(fields.get("source")), "countries": _names(fields.get("country"))},
    )


def _language(fields: Mapping[str, Any]) -> str:
    codes = _names(fields.get("language"))
    return codes[0] if len(codes) == 1 and codes[0] in LANGUAGES else ""


def _names(rows: Any) -> list[str]:
    """The one text that each of these objects holds (a short name, a code)."""
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    texts_ = [value for row in found for value in row.values() if isinstance(value, str)]
    return [storable(value)[:100] for value in texts_[:20]]
