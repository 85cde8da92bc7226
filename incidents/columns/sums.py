"""Adding up selected rows: totals, cells of the map, days, and groups. Unstated tolls are counted beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from incidents.codes import Verification
from incidents.columns.grid import Grid, columns_of
from incidents.columns.layout import (
    AGAIN_BIT,
    EVENT_TYPES,
    MIDDLE_ROW,
    NOBODY,
    NOT_PLACED,
    NOT_STATED,
    TYPE_BITS,
    VERIFICATION_SHIFT,
    VERIFICATIONS,
)
from incidents.columns.parts import Array, Part

TYPES = len(EVENT_TYPES)
# What stays hollow on the map.
HOLLOW = (Verification.UNVERIFIED, Verification.DISPUTED, Verification.REFUTED)
_HOLLOW_KINDS = np.zeros(256, dtype=bool)
for _word in HOLLOW:
    _HOLLOW_KINDS[[VERIFICATIONS.index(_word) << VERIFICATION_SHIFT | code for code in range(TYPES)]] = True

# One cell. `id` is the sum of the ids, which is the id itself where a cell holds one incident; `line` that
# of the Mercator rows; `moved` counts those that do not lie where the cell's first one lies.
CELL = np.dtype(
    [
        ("column", "i8"), ("row", "i8"), ("count", "i8"), ("types", "i8", (TYPES,)), ("killed_low", "i8"),
        ("killed", "i8"), ("killed_high", "i8"), ("unstated", "i8"), ("unverified", "i8"), ("longitude", "f8"),
        ("line", "f8"), ("id", "i8"), ("moved", "i8"), ("place_longitude", "i8"), ("place_line", "i8"),
    ]
)  # fmt: skip
SUMMED = (
    "count", "types", "killed_low", "killed", "killed_high", "unstated", "unverified", "longitude", "line", "id",
    "moved",
)  # fmt: skip


def tolls(part: Part, rows: Array) -> tuple[Array, Array, Array, Array]:
    """(low, best, high, unstated) of the rows: an unknown low adds its best, an unknown best its low, an
    unknown high its best, then its low; where nothing is known each is 0 and `unstated` is true."""
    low, best, high = np.ascontiguousarray(np.take(part.columns["tolls"], rows, axis=0).T)
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


def cells(part: Part, rows: Array, grid: Grid, *, to_be_combined: bool = True) -> Array:
    """The CELLs of placed rows that lie in the grid, by row and column.

    Cells that will be taken from or added to others need the sum of their ids; otherwise only single
    incidents get their id, which spares a look at every row.
    """
    if not len(rows):
        return np.empty(0, dtype=CELL)
    longitude, line = np.ascontiguousarray(np.take(part.columns["at"], rows, axis=0).T)
    columns = columns_of(longitude, grid.across) - grid.first_column
    if grid.wraps:
        columns[columns < 0] += grid.across + 1
    lines = ((line.astype("i8") + MIDDLE_ROW) * grid.across >> 32) - grid.first_row
    keys = lines * grid.columns + columns
    size = grid.columns * grid.rows
    low, best, high, unstated = tolls(part, rows)
    kind = part["kind"][rows]
    types = np.bincount(keys * TYPES + (kind & TYPE_BITS), minlength=size * TYPES).reshape(size, TYPES)
    counts = types.sum(axis=1)
    filled = np.flatnonzero(counts)
    first = np.zeros(size, dtype="i8")
    first[keys] = np.arange(len(rows))
    moved = (longitude[first][keys] != longitude) | (line[first][keys] != line)

    def summed(values: Array) -> Array:
        return np.bincount(keys, weights=values, minlength=size)[filled]

    def counted(mask: Array) -> Array:
        return np.bincount(keys[mask], minlength=size)[filled]

    found = np.zeros(len(filled), dtype=CELL)
    found["row"], found["column"] = np.divmod(filled, grid.columns)
    found["row"] += grid.first_row
    found["column"] = (found["column"] + grid.first_column) % (grid.across + 1)
    found["count"], found["types"] = counts[filled], types[filled]
    found["killed_low"], found["killed"], found["killed_high"] = summed(low), summed(best), summed(high)
    found["unstated"], found["moved"] = counted(unstated), counted(moved)
    found["unverified"] = counted(_HOLLOW_KINDS[kind])
    found["longitude"], found["line"] = summed(longitude), summed(line)
    found["id"] = summed(part["id"][rows]) if to_be_combined else part["id"][rows[first[filled]]]
    found["place_longitude"], found["place_line"] = longitude[first[filled]], line[first[filled]]
    return found


def combined(parts: Iterable[tuple[Array, int]]) -> Array:
    """Cells of the same grid added up, or, with the sign -1, taken away; empty cells are left out."""
    signed = []
    for found, sign in parts:
        if len(found):
            changed = found.copy()
            for name in SUMMED:
                changed[name] *= sign
            # What is taken away may have been counted from another first place: that all lie at one is not known.
            if sign < 0:
                changed["moved"] = 0
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
        found["place_line"] != total["place_line"][group]
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
    found[:, :TYPES] = np.bincount(
        at * TYPES + (part["kind"][rows] & TYPE_BITS), minlength=length * TYPES
    ).reshape(length, TYPES)
    found[:, TYPES] = np.bincount(at, weights=best, minlength=length)
    found[:, TYPES + 1] = np.bincount(at[unstated], minlength=length)
    return found


def groups(part: Part, rows: Array, values: Array) -> dict[int, Array]:
    """[count, killed, unstated] of the rows by these values of theirs, which are small whole numbers."""
    if not len(rows):
        return {}
    group = values.astype("i8")
    _low, best, _high, unstated = tolls(part, rows)
    sums = np.stack([np.bincount(group), np.bincount(group, weights=best)])
    open_tolls = np.bincount(group[unstated], minlength=sums.shape[1])
    found = np.vstack([sums, open_tolls]).astype("i8").T
    return {int(value): found[value] for value in np.flatnonzero(found[:, 0])}


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
