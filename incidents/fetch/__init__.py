"""The one place that opens connections to the outside. Everything else is handed `fetch`.

An address is checked, resolved once and connected to as it was checked; each redirect is checked again; what
comes back is capped in bytes and seconds. Nothing is kept between two fetches: no cookies, no proxies.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from urllib3.exceptions import HTTPError

from incidents.fetch import addresses, pace
from incidents.fetch.addresses import Target
from incidents.fetch.bodies import read_body
from incidents.fetch.connections import Watchdog, connection_on, open_socket
from incidents.fetch.errors import FetchError, FetchFailed, FetchRefused

__all__ = ["Answer", "FetchError", "FetchFailed", "FetchRefused", "fetch", "user_agent"]

MAX_BYTES = 5 * 1024 * 1024
SECONDS, CONNECT_SECONDS, READ_SECONDS = 15.0, 5.0, 10.0
MAX_REDIRECTS = 3
MAX_RETRY_AFTER = 86_400.0
REDIRECTS = {301, 302, 303, 307, 308}
_NOT_IN_HEADERS = re.compile(r"[^\x20-\x7e]")


@dataclass(frozen=True)
class Answer:
    """Status 200 with its body, or 304 without one. `url` is where it came from after redirects; the names
    of headers are in lower case."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def not_modified(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED


@dataclass(frozen=True)
class _Asked:
    """One request: what is sent, and what is allowed to come back."""

    method: str
    body: bytes | None
    given: Mapping[str, str]
    own: Mapping[str, str]
    content_types: Collection[str]
    max_bytes: int


def fetch(
    url: str,
    *,
    allowed_hosts: Collection[str],
    content_types: Collection[str],
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    etag: str = "",
    last_modified: str = "",
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> Answer:
    """Asks one of the allowed hosts; the answer is one of the content types ("" = none stated), 200 or 304.

    `max_bytes` caps the body packed and unpacked, `seconds` the whole exchange with its redirects (not the
    wait for the host's turn). Raises FetchRefused or FetchFailed, with a reason that names no more than hosts.
    """
    asked = _Asked(method, body, dict(headers or {}), _own_headers(etag, last_modified, content_types),
                   {kind.lower() for kind in content_types}, max_bytes)  # fmt: skip
    target = addresses.target_of(url, more_ports=settings.FETCH_PORTS)
    left = seconds
    for _hop in range(MAX_REDIRECTS + 1):
        if target.host not in allowed_hosts:
            raise FetchRefused(f"{target.host} is not among the hosts that this source may ask")
        with pace.turn(target.host, pause=settings.FETCH_PAUSE_SECONDS):
            started = time.monotonic()
            try:
                answer = _ask(url, target, asked, left)
            finally:
                left -= time.monotonic() - started
        if answer.status not in REDIRECTS:
            return answer
        url, target, asked = _redirected(answer, target, asked)
    raise FetchRefused(f"{target.host} sends us on more than {MAX_REDIRECTS} times")


def user_agent() -> str:
    """Who asks, and where to complain."""
    contact = f"; {settings.FETCH_CONTACT}" if settings.FETCH_CONTACT else ""
    return _NOT_IN_HEADERS.sub("?", f"sahel-incidents ({settings.SITE_NAME}{contact})")


def _own_headers(etag: str, last_modified: str, content_types: Collection[str]) -> dict[str, str]:
    own = {
        "User-Agent": user_agent(),
        "Accept": ", ".join(sorted(kind for kind in content_types if kind)) or "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        if value and len(value) <= 300 and not _NOT_IN_HEADERS.search(value):
            own[name] = value
    return own


# One exchange --------------------------------------------------------------------------------------------
def _ask(url: str, target: Target, asked: _Asked, left: float) -> Answer:
    until = time.monotonic() + left
    found = addresses.resolve(
        target, seconds=min(CONNECT_SECONDS, left), allowed_networks=settings.FETCH_ALLOWED_NETWORKS
    )
    raw = open_socket(target, found, seconds=min(CONNECT_SECONDS, until - time.monotonic()))
    with raw, Watchdog(raw, until - time.monotonic()) as watchdog:
        try:
            answer = _exchange(url, target, raw, asked)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if watchdog.ended:
                raise _too_slow(target) from None
            raise FetchFailed(f"{target.host}: {_in_words(error)}") from None
        except FetchError:
            # What is cut off in its headers looks like an answer without them.
            if watchdog.ended:
                raise _too_slow(target) from None
            raise
        # A body without a stated length simply ends when the watchdog shuts it.
        if watchdog.ended:
            raise _too_slow(target)
    return answer


def _too_slow(target: Target) -> FetchFailed:
    return FetchFailed(f"{target.host} took too long to answer")


def _exchange(url: str, target: Target, raw: Any, asked: _Asked) -> Answer:
    with closing(connection_on(target, raw, seconds=READ_SECONDS)) as connection:
        headers = {**asked.given, **asked.own}
        connection.request(
            asked.method,
            target.path,
            body=asked.body,
            headers=headers,
            preload_content=False,
            decode_content=False,
        )
        with closing(connection.getresponse()) as response:
            return _answer(url, target, response, asked)


def _answer(url: str, target: Target, response: Any, asked: _Asked) -> Answer:
    status = int(response.status)
    headers = {name.lower(): value for name, value in response.headers.items()}
    if status in REDIRECTS:
        return Answer(status, url, headers)
    conditional = "If-None-Match" in asked.own or "If-Modified-Since" in asked.own
    if status == HTTPStatus.NOT_MODIFIED and conditional:
        return Answer(status, url, headers)
    if status == HTTPStatus.GONE:
        raise FetchRefused(f"{target.host} says that this address is gone for good (410)", status=status)
    if status != HTTPStatus.OK:
        waits = _retry_after(headers.get("retry-after", ""))
        raise FetchFailed(f"{target.host} answered {_named(status)}", status=status, retry_after=waits)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in asked.content_types:
        wanted = " or ".join(sorted(asked.content_types))
        said = f"{target.host} answered with {kind[:60] or 'no type of content'}, not with {wanted}"
        # Without a type it may be what is left of an answer that was cut off.
        raise FetchRefused(said) if kind else FetchFailed(said)
    return Answer(status, url, headers, read_body(response, max_bytes=asked.max_bytes))


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _retry_after(text: str) -> float | None:
    """Seconds from now, at most a day; None when nothing sensible is said."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), MAX_RETRY_AFTER)


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "took too long to answer"
    if isinstance(error, ssl.SSLError):
        return f"no encrypted connection could be made ({error.reason})"
    return f"the answer broke off or cannot be read ({type(error).__name__})"


# Redirects -----------------------------------------------------------------------------------------------
def _redirected(answer: Answer, target: Target, asked: _Asked) -> tuple[str, Target, _Asked]:
    """The next request, checked like the first. What a caller gave for one host is not shown to another."""
    location = answer.headers.get("location", "")
    if not location:
        raise FetchFailed(f"{target.host} sends us on without saying where", status=answer.status)
    try:
        url = urljoin(answer.url, location)
    except ValueError:
        raise FetchRefused(f"{target.host} sends us to an address that cannot be read") from None
    after = addresses.target_of(url, more_ports=settings.FETCH_PORTS)
    if target.scheme == "https" and after.scheme == "http":
        raise FetchRefused(f"{target.host} sends us from https to http")
    method, body, given = asked.method, asked.body, asked.given
    if answer.status not in {307, 308} and method != "GET":
        # A form that was sent is not sent again: the next page is only read.
        method, body = "GET", None
        given = {name: value for name, value in given.items() if not name.lower().startswith("content-")}
    if after.origin != target.origin:
        given = {}
        if body is not None:
            raise FetchRefused(f"{target.host} sends what we post on to {after.host}")
    return url, after, _Asked(method, body, given, asked.own, asked.content_types, asked.max_bytes)
