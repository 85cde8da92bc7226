"""One file per provider that is polled: `fetch` asks it, `parse` reads what it answered. No database here.

A new source is one file, one line in READERS of `incidents.ingest.readers`, and one code in `codes.FeedReader`.
`incidents.ingest.polling` hands each module what it needs, writes what it gives, and keeps the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class CannotPoll(Exception):
    """The source cannot be asked, or answered with what is no answer; the text says why and what to do."""


@dataclass(frozen=True)
class Asked:
    """What a module is given: the source's address and settings, how far it had read, and the one fetcher.

    `get` is `incidents.fetch.fetch` with the source's allow-list already in it; `secrets` are the deployment's
    own credentials for this provider, from the environment and never from the database.
    """

    url: str
    settings: Mapping[str, Any]
    cursor: Mapping[str, Any]
    get: Callable[..., Any]
    now: datetime
    secrets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RawReport:
    """One thing as the provider sent it, and the cursor to keep once it and all before it are written."""

    content: Any
    cursor: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Note:
    """A text: it becomes a report that the queue's worker reads."""

    external_id: str
    published_at: datetime
    title: str
    text: str
    url: str = ""
    language: str = ""
    payload: Any = None


@dataclass(frozen=True)
class Coded:
    """A coded event in the provider's own columns; the module's LAYOUT says what they mean."""

    cells: Mapping[str, str]


@dataclass(frozen=True)
class Withdrawn:
    """The provider took an event back: a retraction is proposed."""

    external_id: str
    reason: str


@dataclass(frozen=True)
class Unreadable:
    """An entry that cannot be taken: kept with its reason, the others go on."""

    external_id: str
    reason: str
    text: str = ""


Parsed = Note | Coded | Withdrawn | Unreadable
Fetch = Callable[[Asked], Iterator[RawReport]]
Parse = Callable[[RawReport], Iterator[Parsed]]
