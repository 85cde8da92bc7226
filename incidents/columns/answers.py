"""Cells, days and groups of a selection, summed up from the columns of a view."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from incidents.codes import Audience
from incidents.columns.conditions import Condition, OutsideCells, Within, for_audience, millionths
from incidents.columns.grid import Grid, grid_of, latitude_of
from incidents.columns.layout import (
    EVENT_TYPES,
    MIDDLE_ROW,
    MILLIONTH,
    NOT_STATED,
    SYNTHETIC_BIT,
    TYPE_BITS,
    VERIFICATION_SHIFT,
    VERIFICATIONS,
    day_number,
    day_of,
)
from incidents.columns.parts import Array, Part
from incidents.columns.rows import rows_of
from incidents.columns.store import View
from incidents.columns.sums import TYPES, actors, added, cells, combined, days, groups, killed, only, placed
from incidents.querysets import BoundingBox


@dataclass(frozen=True)
class Cell:
    """What lies in one cell of the map's grid; (longitude, latitude) is the middle of its incidents on the map,
    degrees.
    `incident` is the id of the incident where there is one only. `one_place`: all lie at one point; false may
    also mean that this is not known, after an incident was taken away."""

    column: int
    row: int
    count: int
    killed: int
    unstated: int
    unverified: int
    types: dict[str, int]
    longitude: float
    latitude: float
    incident: int
    one_place: bool


@dataclass(frozen=True)
class Counted:
    """The cells of a frame, how many incidents were selected in all and how many of them have a point, and
    how many were killed in the frame ({low, best, high, unstated})."""

    cells: list[Cell]
    across: int
    total: int
    placed: int
    killed: dict[str, int]


@dataclass(frozen=True)
class About:
    """A selection at a glance; `open_tolls` have no upper figure, `box` is (min lon, min lat, max lon, max lat)."""

    count: int
    placed: int
    synthetic: int
    open_tolls: int
    box: BoundingBox | None


# Map -----------------------------------------------------------------------------------------------------
def clusters(
    view: View, audience: Audience | int, conditions: Collection[Condition], frame: BoundingBox, zoom: int
) -> Counted:
    """The cells of the frame (min lon, min lat, max lon, max lat) and the counts around it."""
    grid = grid_of(frame, zoom)
    if len(conditions) == 1 and grid.across in view.snapshot.pyramids[int(audience)]:
        found, total, with_point = _of_everything(view, audience, frame, grid)
    else:
        found, total, with_point = _of_selected(view, conditions, frame, grid)
    sums = [int(found[name].sum()) for name in ("killed_low", "killed", "killed_high", "unstated")]
    return Counted(
        cells=_as_cells(found),
        across=grid.across,
        total=total,
        placed=with_point,
        killed=dict(zip(("low", "best", "high", "unstated"), sums, strict=True)),
    )


def _of_selected(
    view: View, conditions: Collection[Condition], frame: BoundingBox, grid: Grid
) -> tuple[Array, int, int]:
    total = with_point = 0
    found = []
    chosen = view.select(conditions)
    for part, rows in chosen:
        at = placed(part, rows)
        total, with_point = total + len(rows), with_point + len(at)
        alone = sum(len(others) > 0 for _part, others in chosen) == 1
        found.append((cells(part, _in_frame(part, at, frame), grid, to_be_combined=not alone), 1))
    return combined(found), total, with_point


def _of_everything(
    view: View, audience: Audience | int, frame: BoundingBox, grid: Grid
) -> tuple[Array, int, int]:
    """From cells summed up beforehand; only what the frame's edge cuts is counted row by row."""
    snapshot = view.snapshot
    inner = grid.inner(frame)
    last = (grid.first_column + grid.columns - 1, grid.first_row + grid.rows - 1)
    outer = (grid.first_column, last[0], grid.first_row, last[1])
    level = snapshot.pyramids[int(audience)][grid.across]
    touched = only(level, outer, inside=True) if frame[0] <= frame[2] else level
    found = [(only(touched, inner, inside=True), 1)]
    if only(touched, inner, inside=False)["count"].sum():
        cut: list[Condition] = [for_audience(audience), Within(frame), OutsideCells(inner, grid.across)]
        found.append((cells(snapshot.part, rows_of(snapshot.part, cut), grid), 1))
    totals = snapshot.totals[int(audience)][:2].copy()
    for part, rows, sign in view.corrections(audience):
        with_point = placed(part, rows)
        totals += np.array([len(rows), len(with_point)]) * sign
        found.append((cells(part, _in_frame(part, with_point, frame), grid), sign))
    return combined(found), int(totals[0]), int(totals[1])


def _in_frame(part: Part, rows: Array, frame: BoundingBox) -> Array:
    """Those of the placed rows that lie in the frame; all of them where it holds the whole part."""
    west, south, east, north = millionths(frame)
    if west <= part.box[0] and south <= part.box[1] and east >= part.box[2] and north >= part.box[3]:
        return rows
    return rows[Within(frame).holds(part["longitude"][rows], part["latitude"][rows])]


def _as_cells(found: Array) -> list[Cell]:
    count = found["count"]
    longitude = (found["longitude"] / count / MILLIONTH).tolist()
    latitude = [latitude_of(share) for share in ((found["line"] / count + MIDDLE_ROW) / 2**32).tolist()]
    names = ("column", "row", "count", "killed", "unstated", "unverified", "id", "moved")
    plain = {name: found[name].tolist() for name in names}
    return [
        Cell(
            plain["column"][k], plain["row"][k], plain["count"][k], plain["killed"][k], plain["unstated"][k],
            plain["unverified"][k], {EVENT_TYPES[t]: n for t, n in enumerate(kinds) if n}, longitude[k],
            latitude[k], plain["id"][k], plain["moved"][k] == 0,
        )
        for k, kinds in enumerate(found["types"].tolist())
    ]  # fmt: skip


def about(view: View, conditions: Collection[Condition]) -> About:
    """The selection at a glance."""
    count = with_point = synthetic = open_tolls = 0
    edges: list[Array] = []
    for part, rows in view.select(conditions):
        at = placed(part, rows)
        count, with_point = count + len(rows), with_point + len(at)
        synthetic += int(np.count_nonzero(part["flags"][rows] & SYNTHETIC_BIT))
        open_tolls += int(np.count_nonzero(part["killed_high"][rows] == NOT_STATED))
        if len(at):
            longitude, latitude = part["longitude"][at], part["latitude"][at]
            edges.append(np.array([longitude.min(), latitude.min(), -longitude.max(), -latitude.max()]))
    if not edges:
        return About(count, with_point, synthetic, open_tolls, None)
    west, south, east, north = (np.min(edges, axis=0) * (1, 1, -1, -1) / MILLIONTH).tolist()
    return About(count, with_point, synthetic, open_tolls, (west, south, east, north))


def killed_of(view: View, conditions: Collection[Condition]) -> dict[str, int]:
    """{low, best, high, unstated} over the selection."""
    sums = sum((killed(part, rows) for part, rows in view.select(conditions)), np.zeros(4, dtype="i8"))
    return dict(zip(("low", "best", "high", "unstated"), (int(n) for n in sums), strict=True))


# Timeline ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Days:
    """From `first` on, a row a day: the number by event type, then killed, then unstated tolls."""

    first: date
    last: date
    by_day: Array


def by_day(view: View, conditions: Collection[Condition]) -> Days | None:
    """The selection by its first days; None when nothing is selected."""
    chosen = [(part, rows) for part, rows in view.select(conditions) if len(rows)]
    if not chosen:
        return None
    # Rows ascend by their first day.
    first = min(int(part["start"][rows[0]]) for part, rows in chosen)
    last = max(int(part["start"][rows[-1]]) for part, rows in chosen)
    length = last - first + 1
    total = sum(
        (days(part, rows, first, length) for part, rows in chosen), np.zeros((length, TYPES + 2), dtype="i8")
    )
    return Days(day_of(first), day_of(last), total)


def as_buckets(found: Days, starts: list[date]) -> list[dict[str, Any]]:
    """Buckets that begin on these days, ascending: {start, count, killed, killed_unstated, types}; the
    empty ones are left out."""
    first = day_number(found.first)
    edges = np.maximum(np.array([day_number(start) for start in starts]) - first, 0)
    sums = np.add.reduceat(found.by_day, edges, axis=0)
    buckets = []
    for start, row in zip(starts, sums.tolist(), strict=True):
        types = {EVENT_TYPES[t]: n for t, n in enumerate(row[:TYPES]) if n}
        if types:
            buckets.append(
                {
                    "start": start,
                    "count": sum(types.values()),
                    "killed": row[TYPES],
                    "killed_unstated": row[TYPES + 1],
                    "types": types,
                }
            )
    return buckets


# Breakdown -----------------------------------------------------------------------------------------------
def by_type(view: View, conditions: Collection[Condition]) -> dict[str, Array]:
    """[count, killed, unstated] by event type."""
    found = _grouped(view, conditions, lambda part, rows: part["kind"][rows] & TYPE_BITS)
    return {EVENT_TYPES[code]: sums for code, sums in found.items()}


def by_verification(view: View, conditions: Collection[Condition]) -> dict[str, Array]:
    """[count, killed, unstated] by verification."""
    found = _grouped(view, conditions, lambda part, rows: part["kind"][rows] >> VERIFICATION_SHIFT)
    return {VERIFICATIONS[code]: sums for code, sums in found.items()}


def by_region(view: View, conditions: Collection[Condition], level: str) -> dict[str | None, Array]:
    """[count, killed, unstated] by the code at this level: country, admin1 or admin2; None where there is none."""
    found: dict[str | None, Array] = {}
    for key, sums in _grouped(view, conditions, lambda part, rows: part["region"][rows]).items():
        code = view.lookups.regions.get(key, {}).get(level) or None
        found[code] = found.get(code, 0) + sums
    return found


def by_actor(view: View, conditions: Collection[Condition]) -> dict[str, Array]:
    """[count, killed, unstated] by the slug of each actor that is named."""
    total: dict[int, Array] = {}
    for part, rows in view.select(conditions):
        total = added(total, actors(part, rows))
    slugs = view.lookups.actors
    return {slugs[key]: sums for key, sums in total.items() if key in slugs}


def _grouped(
    view: View, conditions: Collection[Condition], values: Callable[[Part, Array], Array]
) -> dict[int, Array]:
    total: dict[int, Array] = {}
    for part, rows in view.select(conditions):
        total = added(total, groups(part, rows, values(part, rows)))
    return total
