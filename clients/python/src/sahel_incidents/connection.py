"""One server over HTTP: connections that are kept, timeouts, and retries of what passes."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3

from sahel_incidents.problems import Problem, Unreachable, problem_of

AGENT = "sahel-incidents-client/0.1.0"
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds
LONGEST_ASKED = 120.0  # the longest Retry-After that is waited for, seconds
BLOCK = 65_536
Found = TypeVar("Found")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def data(self) -> Any:
        """The JSON of the answer; Unreachable when it is none, as from a proxy's page of its own."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise Unreachable(
                "The answer is not JSON: is this the address of a Sahel incidents server?"
            ) from None


class Connection:
    """Asks below `address` only: the token never goes to another host, whatever an answer says."""

    def __init__(self, address: str, token: str | None, timeout: float, retries: int) -> None:
        self.address = plain_address(address)
        self.timeout = timeout
        self.retries = retries
        self._headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._prefix = urlsplit(self.address).path
        # The pool of one host, not a manager of pools: that closes only what nothing refers to any more.
        self._pool = urllib3.connection_from_url(
            self.address,
            maxsize=4,
            retries=False,
            timeout=urllib3.Timeout(connect=min(timeout, 10.0), read=timeout),
        )

    def close(self) -> None:
        self._pool.close()

    def get(self, path: str, query: str = "") -> Answer:
        """The whole answer, if its status is below 400; else raises Problem or Unreachable."""
        return self.patiently(lambda: self._whole("GET", path, query))

    def post(self, path: str, body: Any) -> Answer:
        """Like `get`; it is sent again when no answer came, so the address has to take repeats."""
        return self.patiently(lambda: self._whole("POST", path, body=json.dumps(body).encode()))

    def blocks(self, path: str) -> Iterator[bytes]:
        """The body of an answer, piece by piece, asked once; raises Problem or Unreachable."""
        with self._asked("GET", path) as answer:
            if answer.status >= 400:
                raise _problem(answer, answer.read())
            while block := answer.read1(BLOCK):
                yield block

    def patiently(self, step: Callable[[], Found]) -> Found:
        """What `step()` returns; it is called again after what passes, at most `retries` times."""
        for attempt in range(self.retries + 1):
            try:
                return step()
            except (Unreachable, Problem) as failure:
                pause = _pause(failure, attempt)
                if pause is None or attempt == self.retries:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _whole(self, method: str, path: str, query: str = "", body: bytes | None = None) -> Answer:
        until = time.monotonic() + self.timeout
        with self._asked(method, f"{path}?{query}" if query else path, body) as answer:
            parts = []
            while part := answer.read1(BLOCK):
                parts.append(part)
                # A server that sends a byte now and then never is silent for long.
                if time.monotonic() > until:
                    raise Unreachable(f"The answer took longer than {self.timeout:g} s.")
            whole = b"".join(parts)
            if answer.status >= 400:
                raise _problem(answer, whole)
            return Answer(answer.status, answer.headers, whole)

    @contextmanager
    def _asked(self, method: str, path: str, body: bytes | None = None) -> Iterator[urllib3.BaseHTTPResponse]:
        headers = {**self._headers, **({"Content-Type": "application/json"} if body is not None else {})}
        done = False
        answer: urllib3.BaseHTTPResponse | None = None
        try:
            answer = self._pool.request(
                method, self._prefix + path, body=body, headers=headers, redirect=False, preload_content=False
            )
            yield answer
            done = True
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unreachable(f"{self.address} gave no whole answer: {error}") from error
        finally:
            if answer is not None:
                # What was not read to its end cannot serve the next question.
                if not done:
                    answer.close()
                answer.release_conn()


def plain_address(address: str) -> str:
    """`https://host[:port][/prefix]` without a slash at the end and without the API's own path. Raises ValueError."""
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{address}: give the address of a server, such as https://incidents.example.org")
    if parts.username or parts.query or parts.fragment:
        raise ValueError("The address holds more than a server: give tokens and filters as arguments.")
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path.removesuffix('/api/v1')}"


def _pause(failure: Unreachable | Problem, attempt: int) -> float | None:
    """Seconds to wait before the next attempt; None when there is to be none."""
    if isinstance(failure, Problem) and not failure.passes:
        return None
    asked = failure.retry_after if isinstance(failure, Problem) else None
    if asked is not None and asked > LONGEST_ASKED:
        return None
    backoff = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt)
    # Never all clients at the same moment.
    return max(asked or 0.0, backoff / 2) + random.uniform(0, backoff / 2)  # noqa: S311  no secret


def _problem(answer: urllib3.BaseHTTPResponse, body: bytes) -> Problem:
    return problem_of(answer.status, body, seconds_of(answer.headers.get("Retry-After")))


def seconds_of(retry_after: str | None) -> float | None:
    """A Retry-After header in seconds from now: a number, or a date of HTTP; None when it says neither."""
    if retry_after is None:
        return None
    if retry_after.strip().isascii() and retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment: datetime = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return float(max(0.0, (moment - datetime.now(timezone.utc)).total_seconds()))
