"""ACLED's API, with the deployment's own credentials: rows that changed since the last poll, and deletions.

Rows stay in ACLED's columns (the layout says what they mean) and are never passed on: its terms forbid it.
What ACLED is known to do wrong is told, not taken for silence: "access denied" with status 200, success with
no rows, an answer without its usual parts, the same page for ever.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urljoin

from incidents.fetch import FetchFailed
from incidents.ingest.sources import Asked, CannotPoll, Coded, Parsed, RawReport, Unreadable, Withdrawn
from incidents.ingest.sources.answers import JSON_TYPES, cells_of, json_object, shown
from incidents.ingest.sources.options import HOSTS, Option, Options, day, number, texts
from incidents.ingest.sources.options import read as read_options

ADDRESS = "https://acleddata.com/api/acled/read"
HOSTS_ASKED = ("acleddata.com", "www.acleddata.com")
SECRETS = ("ACLED_USERNAME", "ACLED_PASSWORD")
OPTIONS: Options = {
    "countries": Option("Names as ACLED writes them; missing: Mali, Burkina Faso, Niger.", texts,
                        ["Mali", "Burkina Faso", "Niger"]),
    "since": Option("First day of events that are asked for, YYYY-MM-DD; missing: 1997-01-01.", day, "1997-01-01"),
    "overlap_hours": Option("How far each poll reads again; missing: 24.", number(1, 720), 24),
    "page": Option("Rows a page; missing: 2000.", number(1, 5_000), 2_000),
    "hosts": HOSTS,
}  # fmt: skip
MAX_PAGES, MAX_BYTES, SECONDS = 500, 32 * 1024 * 1024, 60
NEEDED = frozenset({"event_id_cnty", "event_date", "event_type", "country"})
HTTP_UNAUTHORIZED, HTTP_FORBIDDEN = 401, 403
# Of this process only: address and user -> (token, when it ends, token for the next one).
_tokens: dict[tuple[str, str], tuple[str, float, str]] = {}


def fetch(asked: Asked) -> Iterator[RawReport]:
    """Pages of rows by the time ACLED touched them, then the deletions. How far was read is kept at the end of
    each: pages have no order that one could go on from in the middle."""
    options = read_options(OPTIONS, asked.settings)
    cursor = dict(asked.cursor)
    overlap = options["overlap_hours"] * 3600
    newest = int(cursor.get("timestamp") or 0)
    total = 0
    for rows in _pages(asked, asked.url or ADDRESS, _question(options, newest - overlap if newest else 0)):
        total += len(rows)
        newest = max([newest, *(_seconds(row.get("timestamp")) for row in rows)])
        yield RawReport({"rows": rows})
    if not cursor.get("timestamp") and not total:
        raise CannotPoll("ACLED answered with success and not one row: see whether the account may read these "
                         "countries, and whether their names are ACLED's")  # fmt: skip
    cursor["timestamp"] = newest
    yield RawReport(None, dict(cursor))
    yield from _deletions(asked, options, cursor, overlap)


def _question(options: Mapping[str, Any], since: int) -> dict[str, str]:
    question = {
        "country": "|".join(options["countries"]),
        "event_date": f"{options['since']}|2100-01-01",
        "event_date_where": "BETWEEN",
        "limit": str(options["page"]),
    }
    return question | ({"timestamp": str(since), "timestamp_where": ">="} if since > 0 else {})


def _deletions(
    asked: Asked, options: Mapping[str, Any], cursor: dict[str, Any], overlap: int
) -> Iterator[RawReport]:
    """What was deleted before the first poll was never read here."""
    began = int((asked.now - timedelta(hours=options["overlap_hours"])).timestamp())
    last = int(cursor.get("deleted") or 0)
    question = {
        "deleted_timestamp": str(last - overlap if last else began),
        "deleted_timestamp_where": ">=",
        "limit": str(options["page"]),
    }
    newest = last or began
    for rows in _pages(asked, urljoin(asked.url or ADDRESS, "/api/deleted/read"), question):
        newest = max([newest, *(_seconds(row.get("deleted_timestamp")) for row in rows)])
        yield RawReport({"deleted": rows})
    yield RawReport(None, {**cursor, "deleted": newest})


def _seconds(value: Any) -> int:
    """A Unix time, up to the year 2100; 0 for anything else."""
    text = str(value).strip()
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 11 and int(text) < 4_102_444_800 else 0
    )


# Asking --------------------------------------------------------------------------------------------------
def _pages(asked: Asked, address: str, question: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
    """Pages until one is empty: a short one may be short because the server allows no more rows."""
    before: list[Any] = []
    for page in range(1, MAX_PAGES + 1):
        rows = _rows(_answer(asked, f"{address}?{urlencode({'_format': 'json', **question, 'page': page})}"))
        if not rows:
            return
        if rows == before:
            raise CannotPoll(
                f"ACLED answers page {page} with the rows of page {page - 1}: nothing newer is read"
            )
        yield rows
        before = rows
    raise CannotPoll(f"ACLED has more than {MAX_PAGES} pages: ask for fewer countries, or a later first day")


def _answer(asked: Asked, url: str) -> dict[str, Any]:
    for is_last in (False, True):
        headers = {"Authorization": f"Bearer {_token(asked, renew=is_last)}"}
        try:
            answer = asked.get(
                url, headers=headers, content_types=JSON_TYPES, max_bytes=MAX_BYTES, seconds=SECONDS
            )
        except FetchFailed as error:
            if error.status == HTTP_UNAUTHORIZED and not is_last:
                continue  # tokens end before their time
            if error.status in {HTTP_UNAUTHORIZED, HTTP_FORBIDDEN}:
                raise CannotPoll(f"ACLED refuses these credentials ({error.status}): see ACLED_USERNAME and "
                                 "ACLED_PASSWORD, and what the account may read") from None  # fmt: skip
            raise
        return json_object(answer.body, of="ACLED")
    raise AssertionError("the second answer returns or raises")


def _rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of an answer. Raises CannotPoll for anything that is no plain success."""
    data = answer.get("data")
    said = answer.get("error") or answer.get("message") or answer.get("messages")
    if isinstance(data, str) or said or answer.get("success") is False:
        raise CannotPoll(f"ACLED answered: {shown(data if isinstance(data, str) else said or answer)}")
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise CannotPoll(f"ACLED answered without a list of rows: {shown(answer)}")
    if not data and answer.get("success") is not True:
        raise CannotPoll(f"ACLED answered with neither rows nor success: {shown(answer)}")
    return data


def _token(asked: Asked, *, renew: bool) -> str:
    """The token in memory, a renewed one, or a new one for user name and password."""
    address = urljoin(asked.url or ADDRESS, "/oauth/token")
    user = asked.secrets["ACLED_USERNAME"]
    token, ends, next_token = _tokens.pop((address, user), ("", 0.0, ""))
    if token and not renew and time.monotonic() < ends:
        _tokens[address, user] = (token, ends, next_token)
        return token
    if next_token and not renew:
        try:
            return _ask_token(asked, address, {"grant_type": "refresh_token", "refresh_token": next_token})
        except (FetchFailed, CannotPoll):
            pass  # it has ended as well: user name and password are always good
    secrets = {"username": user, "password": asked.secrets["ACLED_PASSWORD"], "grant_type": "password"}
    try:
        return _ask_token(asked, address, secrets)
    except FetchFailed as error:
        if error.status in {400, HTTP_UNAUTHORIZED, HTTP_FORBIDDEN}:
            raise CannotPoll(
                f"ACLED gives no token ({error.status}): see ACLED_USERNAME and ACLED_PASSWORD"
            ) from None
        raise


def _ask_token(asked: Asked, address: str, form: Mapping[str, str]) -> str:
    answer = asked.get(
        address,
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode({**form, "client_id": "acled"}).encode(),
        content_types=JSON_TYPES,
    )
    found = json_object(answer.body, of="ACLED")
    token, seconds = found.get("access_token"), found.get("expires_in")
    if not isinstance(token, str) or not token:
        raise CannotPoll("ACLED gave an answer without a token: its sign-in may have changed")
    lasts = float(seconds) if isinstance(seconds, int) and not isinstance(seconds, bool) else 3600.0
    # A minute early: a token must not end between two pages.
    ends = time.monotonic() + lasts - 60
    next_token = found.get("refresh_token")
    _tokens[address, asked.secrets["ACLED_USERNAME"]] = (
        token,
        ends,
        next_token if isinstance(next_token, str) else "",
    )
    return token


# Reading -------------------------------------------------------------------------------------------------
def parse(raw: RawReport) -> Iterator[Parsed]:
    """Rows in ACLED's columns, and what it deleted. A row that lacks what makes it one is set aside."""
    content = raw.content or {}
    for row in content.get("rows", ()):
        yield _coded(row)
    for row in content.get("deleted", ()):
        identity = row.get("event_id_cnty")
        if isinstance(identity, str) and identity.strip():
            yield Withdrawn(identity.strip(), "ACLED deleted this event")
        else:
            yield Unreadable("", "a deletion that names no event_id_cnty", shown(row))


def _coded(row: Mapping[str, Any]) -> Parsed:
    try:
        cells = cells_of(row)
    except ValueError as error:
        return Unreadable(str(row.get("event_id_cnty") or ""), str(error), shown(row))
    missing = sorted(name for name in NEEDED if not cells.get(name))
    if missing:
        reason = f"has no {', '.join(missing)}: ACLED may have changed its columns (found {', '.join(cells)[:200]})"
        return Unreadable(cells.get("event_id_cnty", ""), reason, shown(row))
    return Coded(cells)
