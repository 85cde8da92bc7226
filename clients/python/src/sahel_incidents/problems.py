"""What can go wrong, as exceptions: the server's problem documents, and what keeps it from answering."""

from __future__ import annotations

import json
from typing import Any


class SahelError(Exception):
    """Whatever this package raises of its own."""


class Unreachable(SahelError):
    """No whole answer came: no connection, a cut one, or one slower than the timeout; after every retry."""


class StoreRefused(SahelError):
    """The file is no copy, or a copy of another server, audience or selection."""


class ChecksumWrong(SahelError):
    """A file of a release does not have the bytes that its checksum names; nothing was kept of it."""


class Problem(SahelError):
    """The server's answer was an error (RFC 9457).

    `status` is that of HTTP, `type` stable, `errors` a list of {parameter, message}; `reason` and `successor` are
    given where something is gone. `retry_after` is how many seconds the server asks to wait, or None.
    """

    def __init__(self, status: int, body: dict[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.type = str(body.get("type", "about:blank"))
        self.title = str(body.get("title", f"The server answered {status}."))
        self.errors: list[dict[str, str]] = list(body.get("errors") or [])
        self.reason = str(body.get("reason") or "")
        self.successor = _last_part(body.get("successor"))
        self.retry_after = retry_after
        told = "; ".join(f"{error.get('parameter')}: {error.get('message')}" for error in self.errors)
        super().__init__(" ".join(part for part in (f"{status} {self.title}", told, self.reason) if part))

    @property
    def passes(self) -> bool:
        """Whether the same question may be answered later."""
        return self.status in {429, 502, 503, 504}


class Retracted(Problem):
    """The incident was retracted: take it out, and say why (`reason`)."""


class NumberAhead(Problem):
    """The copy's number is above the last one of the feed: the feed is another, or the database was set back."""


class Replaced(Problem):
    """The release was reissued after a redaction (`reason`); `successor` is the name of the issue to use."""


KINDS: dict[str, type[Problem]] = {"retracted": Retracted, "replaced": Replaced, "number-ahead": NumberAhead}


def problem_of(status: int, body: bytes, retry_after: float | None = None) -> Problem:
    """The problem that an answer describes; one of its status alone when it describes none."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    if not isinstance(told, dict):
        told = {}
    known = KINDS.get(_last_part(told.get("type")) or "", Problem)
    return known(status, told, retry_after)


def _last_part(address: Any) -> str | None:
    return str(address).rstrip("/").rpartition("/")[2] if address else None
