"""Which rows of a part meet all conditions, found in blocks that stay in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from incidents.columns.conditions import (
    AnyOf,
    Attributed,
    BeginsUntil,
    Condition,
    EndsFrom,
    FoundBySql,
    Involving,
    Rows,
)
from incidents.columns.layout import day_number
from incidents.columns.parts import Array, Part

BLOCK = 1 << 17
# Where fewer than one row in so many is left, the next conditions look at those rows only.
SPARSE = 4


def rows_of(
    part: Part,
    conditions: Collection[Condition],
    gone: Array | None = None,
    *,
    between: tuple[int, int] | None = None,
) -> Array:
    """The rows, ascending, for which all conditions hold, without those that are gone; `between` limits
    them to a stretch (first, last excluded)."""
    first, stop = stretch(part, conditions)
    if between is not None:
        first, stop = max(first, between[0]), max(first, min(stop, between[1]))
    tests = [_test(condition, part) for condition in conditions if not isinstance(condition, BeginsUntil)]
    if gone is not None and len(gone):
        tests.append(_without(gone, len(part)))
    if not tests:
        return np.arange(first, stop)
    blocks = [_passing(tests, at, min(at + BLOCK, stop)) for at in range(first, stop, BLOCK)]
    return np.concatenate(blocks) if blocks else np.empty(0, dtype="i8")


Test = Callable[[Rows], Array]


def _test(condition: Condition, part: Part) -> Test:
    if isinstance(condition, AnyOf) and len(condition.conditions) == 1:
        return _test(condition.conditions[0], part)
    if isinstance(condition, (Involving, Attributed, FoundBySql)):
        everywhere = condition.everywhere(part)
        return lambda rows: everywhere[rows]
    return lambda rows: condition.mask(part, rows)


def _without(gone: Array, length: int) -> Test:
    present = np.ones(length, dtype=bool)
    present[gone] = False
    return lambda rows: present[rows]


def _passing(tests: Collection[Test], first: int, stop: int) -> Array:
    rows: Rows = slice(first, stop)
    found: Array | None = None
    for test in tests:
        passed = test(rows)
        if not isinstance(rows, slice):
            rows = rows[passed]
            continue
        found = passed if found is None else np.logical_and(found, passed, out=found)
        if np.count_nonzero(found) * SPARSE < len(found):
            rows = np.flatnonzero(found) + first
    if not isinstance(rows, slice):
        return rows
    return np.flatnonzero(found) + first if found is not None else np.arange(first, stop)


def stretch(part: Part, conditions: Collection[Condition]) -> tuple[int, int]:
    """(first row, row after the last) outside of which the days of no row can match."""
    stop = min(
        (condition.stop(part) for condition in conditions if isinstance(condition, BeginsUntil)),
        default=len(part),
    )
    days = [condition.day for condition in conditions if isinstance(condition, EndsFrom)]
    if not days:
        return 0, stop
    # Nothing lasts longer than `longest`, so nothing that begins earlier can end late enough.
    earliest = max(0, max(day_number(day) for day in days) - part.longest)
    return min(stop, int(np.searchsorted(part["start"], earliest, side="left"))), stop
