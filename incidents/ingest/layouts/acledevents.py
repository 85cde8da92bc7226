"""Rows of one event of ACLED put together: which actors it names, and whether a second row says the same."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.ingest.formats import RawRow
from incidents.ingest.layouts.provided import is_nothing

# What the rows of one event share; they differ in who is named first.
SHARED = ("event_date", "time_precision", "event_type", "sub_event_type", "country", "admin1", "location", "latitude",
          "longitude", "geo_precision", "fatalities", "notes")  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """A party as a row names it: its inter code or word, and who stood beside it."""

    name: str
    inter: str
    beside: str


class Event:
    """The first row of an event with the actors of all its rows."""

    def __init__(self, row: RawRow) -> None:
        self.line = row.line
        self.cells = row.cells
        self.rows = [row.cells]

    def join(self, cells: dict[str, str]) -> str:
        """Adds another row of this event; returns why it cannot be one, or nothing."""
        for column in SHARED:
            ours, theirs = self.cells.get(column, ""), cells.get(column, "")
            if ours != theirs:
                return f"the two differ in {column} ({ours[:40]!r} and {theirs[:40]!r})"
        if cells not in self.rows:
            self.rows.append(cells)
        return ""

    def actors(self) -> list[Actor]:
        """Each party once, in the order in which the rows name them."""
        found: dict[str, Actor] = {}
        for cells in self.rows:
            for number in ("1", "2"):
                name = cells.get(f"actor{number}", "")
                if not is_nothing(name):
                    beside = cells.get(f"assoc_actor_{number}", "")
                    found.setdefault(name, Actor(name, cells.get(f"inter{number}", ""), beside))
        return list(found.values())

    def fingerprint(self) -> int:
        """The same for rows that say the same of an event, whichever actor they name first."""
        shared = tuple(self.cells.get(column, "") for column in SHARED)
        return hash((shared, frozenset(actor.name for actor in self.actors())))
