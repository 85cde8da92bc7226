"""Adding up selected rows: totals, cells of the map, days, and groups. Unstated tolls are counted beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from incidents.codes import Verification
from incidents.columns.grid import Grid, columns_of
from incidents.columns.layout import AGAIN_BIT, NOBODY, NOT_PLACED, NOT_STATED, VOCABULARIES
from incidents.columns.parts import Array, Part

TYPES = len(VOCABULARIES["event_type"])
# What stays hollow on the map.
HOLLOW = (Verification.UNVERIFIED, Verification.DISPUTED, Verification.REFUTED)
_HOLLOW_TABLE = np.zeros(256, dtype=bool)
_HOLLOW_TABLE[[VOCABULARIES["verification"].index(word) for word in HOLLOW]] = True

# One cell. `id` is the sum of the ids, which is the id itself where a cell holds one incident; `moved`
# counts those that do not lie where the cell's first one lies.
CELL = np.dtype(
    [
        ("column", "i8"), ("row", "i8"), ("count", "i8"), ("types", "i8", (TYPES,)), ("killed_low", "i8"),
        ("killed", "i8"), ("killed_high", "i8"), ("unstated", "i8"), ("unverified", "i8"), ("longitude", "f8"),
        ("latitude", "f8"), ("id", "i8"), ("moved", "i8"), ("place_longitude", "i8"), ("place_latitude", "i8"),
    ]
)  # fmt: skip
SUMMED = (
    "count", "types", "killed_low", "killed", "killed_high", "unstated", "unverified", "longitude", "latitude",
    "id", "moved",
)  # fmt: skip


def tolls(part: Part, rows: Array) -> tuple[Array, Array, Array, Array]:
    """(low, best, high, unstated) of the rows: an unknown low adds its best, an unknown best its low, an
    unknown high its best, then its low; where nothing is known each is 0 and `unstated` is true."""
    low, best, high = (part[name][rows] for name in ("killed_low", "killed_best", "killed_high"))
    filled_best = np.where(best == NOT_STATED, low, best)
    unstated = filled_best == NOT_STATED
    filled_low = np.where(low == NOT_STATED, best, low)
    filled_high = np.where(high == NOT_STATED, filled_best, high)
    return (
        np.where(filled_low == NOT_STATED, 0, filled_low),
        np.where(unstated, 0, filled_best),
        np.where(filled_high == NOT_STATED, 0, filled_high),
        unstated,
    )


def killed(part: Part, rows: Array) -> Array:
    """[low, best, high, unstated] summed over the rows."""
    return np.array([column.sum(dtype="i8") for column in tolls(part, rows)])


def cells(part: Part, rows: Array, grid: Grid) -> Array:
    """The CELLs of placed rows that lie in the grid, by row and column."""
    longitude = part["longitude"][rows]
    latitude = part["latitude"][rows]
    columns = columns_of(longitude, grid.across) - grid.first_column
    columns[columns < 0] += grid.across + 1  # a frame across 180 degrees
    lines = (part["mercator_row"][rows].astype("i8") * grid.across >> 32) - grid.first_row
    keys = lines * grid.columns + columns
    size = grid.columns * grid.rows
    low, best, high, unstated = tolls(part, rows)
    kinds = np.bincount(keys * TYPES + part["event_type"][rows], minlength=size * TYPES).reshape(size, TYPES)
    counts = kinds.sum(axis=1)
    filled = np.flatnonzero(counts)
    first = np.zeros(size, dtype="i8")
    first[keys] = rows
    moved = (part["longitude"][first[keys]] != longitude) | (part["latitude"][first[keys]] != latitude)

    def summed(values: Array) -> Array:
        return np.bincount(keys, weights=values, minlength=size)[filled]

    def counted(mask: Array) -> Array:
        return np.bincount(keys[mask], minlength=size)[filled]

    found = np.zeros(len(filled), dtype=CELL)
    found["row"], found["column"] = np.divmod(filled, grid.columns)
    found["row"] += grid.first_row
    found["column"] = (found["column"] + grid.first_column) % (grid.across + 1)
    found["count"], found["types"] = counts[filled], kinds[filled]
    found["killed_low"], found["killed"], found["killed_high"] = summed(low), summed(best), summed(high)
    found["unstated"], found["moved"] = counted(unstated), counted(moved)
    found["unverified"] = counted(_HOLLOW_TABLE[part["verification"][rows]])
    found["longitude"], found["latitude"] = summed(longitude), summed(latitude)
    found["id"] = summed(part["id"][rows])
    found["place_longitude"] = part["longitude"][first[filled]]
    found["place_latitude"] = part["latitude"][first[filled]]
    return found


def combined(parts: Iterable[tuple[Array, int]]) -> Array:
    """Cells of the same grid added up, or, with the sign -1, taken away; empty cells are left out."""
    signed = []
    for found, sign in parts:
        if len(found):
            changed = found.copy()
            for name in SUMMED:
                changed[name] *= sign
            signed.append(changed)
    if not signed:
        return np.empty(0, dtype=CELL)
    return signed[0] if len(signed) == 1 else _grouped(np.concatenate(signed))


def coarser(found: Array) -> Array:
    """The cells of the grid with half as many across."""
    halved = found.copy()
    halved["column"] //= 2
    halved["row"] //= 2
    return _grouped(halved)


def _grouped(found: Array) -> Array:
    keys = found["row"] * 2**32 + found["column"]
    _unique, first, group = np.unique(keys, return_index=True, return_inverse=True)
    total = found[first].copy()
    elsewhere = (found["place_longitude"] != total["place_longitude"][group]) | (
        found["place_latitude"] != total["place_latitude"][group]
    )
    for name in SUMMED:
        total[name] = 0
        np.add.at(total[name], group, found[name])
    np.add.at(total["moved"], group, elsewhere & (found["count"] > 0))
    return total[total["count"] > 0]


def days(part: Part, rows: Array, first: int, length: int) -> Array:
    """For each day from day number `first`: the number by type, then killed, then unstated; (length, 8)."""
    at = part["start"][rows].astype("i8") - first
    _low, best, _high, unstated = tolls(part, rows)
    found = np.zeros((length, TYPES + 2), dtype="i8")
    found[:, :TYPES] = np.bincount(at * TYPES + part["event_type"][rows], minlength=length * TYPES).reshape(
        length, TYPES
    )
    found[:, TYPES] = np.bincount(at, weights=best, minlength=length)
    found[:, TYPES + 1] = np.bincount(at[unstated], minlength=length)
    return found


def groups(part: Part, rows: Array, column: str) -> dict[int, Array]:
    """[count, killed, unstated] by value of a column."""
    values, group = np.unique(part[column][rows], return_inverse=True)
    _low, best, _high, unstated = tolls(part, rows)
    sums = (
        np.bincount(group, minlength=len(values)),
        np.bincount(group, weights=best, minlength=len(values)),
        np.bincount(group[unstated], minlength=len(values)),
    )
    return {int(value): np.array([int(one[k]) for one in sums]) for k, value in enumerate(values)}


def actors(part: Part, rows: Array) -> dict[int, Array]:
    """[count, killed, unstated] by actor; an actor that two sources name is one party of its incident."""
    postings = part.postings
    if not len(rows) or not len(postings.rows):
        return {}
    chosen = np.zeros(len(part), dtype=bool)
    chosen[rows] = True
    _low, best, _high, unstated = tolls(part, rows)
    toll = np.zeros(len(part), dtype="i4")
    toll[rows] = best
    open_toll = np.zeros(len(part), dtype=bool)
    open_toll[rows] = unstated
    found = {}
    for place, actor in enumerate(postings.actors):
        posting = slice(int(postings.firsts[place]), int(postings.firsts[place + 1]))
        named = postings.rows[posting][(postings.said[posting] & AGAIN_BIT) == 0]
        named = named[chosen[named]]
        if len(named) and actor != NOBODY:
            found[int(actor)] = np.array(
                [len(named), toll[named].sum(dtype="i8"), np.count_nonzero(open_toll[named])]
            )
    return found


def added(one: dict[int, Array], other: dict[int, Array]) -> dict[int, Array]:
    """Two groupings as one."""
    total = dict(one)
    for key, sums in other.items():
        total[key] = total[key] + sums if key in total else sums
    return total


def placed(part: Part, rows: Array) -> Array:
    """Those of the rows that have a public point."""
    return rows[part["longitude"][rows] != NOT_PLACED]


def only(found: Array, inner: tuple[int, int, int, int], *, inside: bool) -> Array:
    """The cells inside the inner block of a grid, or those outside it."""
    first_column, last_column, first_row, last_row = inner
    within: Any = (
        (found["column"] >= first_column) & (found["column"] <= last_column)
        & (found["row"] >= first_row) & (found["row"] <= last_row)
    )  # fmt: skip
    return found[within] if inside else found[~within]
