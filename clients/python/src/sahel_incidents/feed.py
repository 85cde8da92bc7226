"""What the change feed tells (docs/api.md: keeping a copy in step)."""

from __future__ import annotations

from typing import Any, TypedDict

from sahel_incidents.rows import Incident


class Change(TypedDict):
    """An entry: where `row` is not None it takes the place of the copy's row, else the incident goes out.

    `kind` is created, updated, restored, retracted, merged, withdrawn, left_selection or redacted; of `redacted`,
    the named `fields` are to be withheld in whatever is kept of the past.
    """

    number: int
    kind: str
    incident: str
    fields: list[dict[str, Any]]
    reason: str
    successor: str | None
    at: str
    row: Incident | None


class ChangePage(TypedDict):
    """`next_since` is the number to go on from; below `current` there is more."""

    results: list[Change]
    since: int
    next_since: int
    current: int
    audience: str


class ListPage(TypedDict):
    """A page of the list: its rows, the query of the next one or None, and the number at which the rows stand."""

    results: list[Incident]
    next: str | None
    change_number: int
    audience: str  # an older server does not say it


class Receipt(TypedDict):
    """What became of a report: `outcome` is new, changed (another version) or unchanged (an exact repeat)."""

    id: int
    state: str
    outcome: str
    version: int
