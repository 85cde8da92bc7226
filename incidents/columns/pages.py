"""Pages of a list: the ids of the next rows in an order, without sorting what is not shown.

A place in an order is (value, id). Values compare as the list's cursor says: days for `newest` and
`oldest`, tolls for `deadliest` (-1 where unstated), metres for `nearest`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from incidents.columns.conditions import Condition
from incidents.columns.layout import MILLIONTH, NOT_PLACED, NOT_STATED, day_number, day_of
from incidents.columns.parts import Array, Part
from incidents.columns.rows import rows_of, stretch
from incidents.columns.store import View
from incidents.earth import EARTH_RADIUS_M

# Rows looked at in one step of a walk by day: enough for a page of most selections.
STEP = 100_000
# Farther than anything on earth: what has no point comes last.
NOWHERE_M = 30_000_000
Place = tuple[Any, int]


def page_of(
    view: View,
    conditions: Collection[Condition],
    order: str,
    limit: int,
    *,
    after: Place | None = None,
    near: tuple[float, float] | None = None,
) -> list[Place]:
    """The next (value, id) after a place, at most `limit`; `near` is the (lon, lat) of `nearest`."""
    if order in {"newest", "oldest"}:
        return _by_day(view, conditions, order == "newest", limit, after)
    ranked = _by_toll if order == "deadliest" else _by_distance(near or (0.0, 0.0))
    found = [
        (int(value), int(pk))
        for part, rows in view.select(conditions)
        for value, pk in _first(ranked(part, rows), part["id"][rows], limit, after, order == "deadliest")
    ]
    return sorted(found, reverse=order == "deadliest")[:limit]


# By day: rows are in this order already ------------------------------------------------------------------
@dataclass(frozen=True)
class _Walk:
    part: Part
    conditions: Collection[Condition]
    gone: Array | None
    newest_first: bool
    after: Place | None
    limit: int

    def rows(self) -> Iterator[int]:
        """Rows in this order, step by step; no more of a step than a page can hold."""
        first, stop = stretch(self.part, self.conditions)
        first, stop = self._beyond(first, stop)
        while first < stop:
            step = (max(first, stop - STEP), stop) if self.newest_first else (first, min(stop, first + STEP))
            found = rows_of(self.part, self.conditions, self.gone, between=step)
            yield from (found[: -self.limit - 1 : -1] if self.newest_first else found[: self.limit]).tolist()
            first, stop = (first, step[0]) if self.newest_first else (step[1], stop)

    def _beyond(self, first: int, stop: int) -> tuple[int, int]:
        """The stretch without what comes before the place to go on from."""
        if self.after is None:
            return first, stop
        day, pk = day_number(self.after[0]), self.after[1]
        start = self.part["start"]
        same = int(np.searchsorted(start, day, side="left")), int(np.searchsorted(start, day, side="right"))
        ids = self.part["id"][slice(*same)]
        if self.newest_first:
            return first, min(stop, same[0] + int(np.searchsorted(ids, pk, side="left")))
        return max(first, same[0] + int(np.searchsorted(ids, pk, side="right"))), stop


def _by_day(
    view: View, conditions: Collection[Condition], newest_first: bool, limit: int, after: Place | None
) -> list[Place]:
    found: list[tuple[date, int]] = []
    snapshot, fresh = view.snapshot.part, view.fresh
    parts = ((snapshot, view.needed(conditions), view.gone), (fresh, conditions, None))
    for part, wanted, gone in parts:
        walk = _Walk(part, wanted, gone, newest_first, after, limit).rows()
        for _number, row in zip(range(limit), walk, strict=False):
            found.append((day_of(part["start"][row]), int(part["id"][row])))
    return sorted(found, reverse=newest_first)[:limit]


# By another value: the few best are picked out -----------------------------------------------------------
def _first(values: Array, ids: Array, limit: int, after: Place | None, descending: bool) -> Iterator[Place]:
    keys = values.astype("i8") * 2**32 + ids
    if after is not None:
        last = int(after[0]) * 2**32 + after[1]
        keys = keys[keys < last] if descending else keys[keys > last]
    signed = -keys if descending else keys
    if len(signed) > limit:
        signed = np.partition(signed, limit)[:limit]
    for key in np.sort(signed).tolist():
        plain = -key if descending else key
        yield plain >> 32, plain & (2**32 - 1)


def _by_toll(part: Part, rows: Array) -> Array:
    best = part["killed_best"][rows]
    return np.where(best == NOT_STATED, part["killed_low"][rows], best)


def _by_distance(near: tuple[float, float]) -> Callable[[Part, Array], Array]:
    longitude, latitude = (np.radians(degrees) for degrees in near)

    def metres(part: Part, rows: Array) -> Array:
        x = np.radians(part["longitude"][rows] / MILLIONTH)
        y = np.radians(part["latitude"][rows] / MILLIONTH)
        chord = (
            np.sin((y - latitude) / 2) ** 2 + np.cos(y) * np.cos(latitude) * np.sin((x - longitude) / 2) ** 2
        )
        away = np.round(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1, chord))))
        return np.where(part["longitude"][rows] == NOT_PLACED, NOWHERE_M, away)

    return metres
