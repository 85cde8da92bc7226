"""The filters that the columns can answer: each says for every row of a part whether it belongs.

They mean what the QuerySet verbs of the same name mean (incidents/querysets.py); a property test compares
the two over random filters and edits.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
import shapely

from incidents.codes import Audience, Role
from incidents.columns.grid import columns_of
from incidents.columns.layout import (
    AGAIN_BIT,
    ATTRIBUTION_SHIFT,
    ATTRIBUTIONS,
    AUDIENCE_BITS,
    CIVILIANS,
    CIVILIANS_SHIFT,
    EVENT_TYPES,
    MIDDLE_ROW,
    MILLIONTH,
    NOT_PLACED,
    NOT_STATED,
    ROLE_BITS,
    ROLES,
    SYNTHETIC_BIT,
    TYPE_BITS,
    VERIFICATION_SHIFT,
    VERIFICATIONS,
    day_number,
)
from incidents.columns.parts import Array, Part
from incidents.columns.reading import read_ids
from incidents.models.incident import EARLIEST_DAY
from incidents.querysets import BoundingBox, IncidentQuerySet

FEW = 3
Rows = slice | Array  # a stretch of rows, or their numbers, ascending


class Condition(Protocol):
    def mask(self, part: Part, rows: Rows) -> Array:
        """True for those of the rows that belong."""
        ...


@dataclass(frozen=True)
class Among:
    """The column holds one of these values."""

    column: str
    values: tuple[int, ...]

    def mask(self, part: Part, rows: Rows) -> Array:
        return _is_one_of(part[self.column][rows], self.values)


def _is_one_of(column: Array, values: tuple[int, ...]) -> Array:
    if not values:
        return np.zeros(len(column), dtype=bool)
    if len(values) <= FEW:
        found = column == values[0]
        for value in values[1:]:
            found |= column == value
        return found
    # One place more than the largest value, for whatever is larger still.
    table = np.zeros(max(values) + 2, dtype=bool)
    table[list(values)] = True
    return table[np.minimum(column, len(table) - 1)]


@dataclass(frozen=True)
class Bits:
    """The masked bits of a column of one byte have one of these values."""

    column: str
    bits: int
    values: tuple[int, ...]

    def mask(self, part: Part, rows: Rows) -> Array:
        return _is_one_of(part[self.column][rows] & np.uint8(self.bits), self.values)


def of_type(words: Collection[str]) -> Bits:
    return Bits("kind", TYPE_BITS, tuple(EVENT_TYPES.index(word) for word in words))


def verified_as(words: Collection[str]) -> Bits:
    codes = tuple(VERIFICATIONS.index(word) << VERIFICATION_SHIFT for word in words)
    return Bits("kind", 0xFF & ~TYPE_BITS, codes)


def for_audience(audience: Audience | int) -> Bits:
    least = max(int(audience), int(Audience.ANALYSTS))
    return Bits("flags", AUDIENCE_BITS, tuple(range(least, int(Audience.PUBLIC) + 1)))


def made_up(values: Collection[bool]) -> Bits:
    return Bits("flags", SYNTHETIC_BIT, tuple(SYNTHETIC_BIT if value else 0 for value in values))


def civilians_targeted(values: Collection[bool]) -> Bits:
    return Bits(
        "flags", 0b11 << CIVILIANS_SHIFT, tuple(CIVILIANS[value] << CIVILIANS_SHIFT for value in values)
    )


@dataclass(frozen=True)
class EndsFrom:
    """The last day is this one or later: `since`."""

    day: date

    def mask(self, part: Part, rows: Rows) -> Array:
        return part["end"][rows] >= day_number(self.day)


@dataclass(frozen=True)
class BeginsUntil:
    """The first day is this one or earlier: `until`. Rows are in the order of their first days."""

    day: date

    def stop(self, part: Part) -> int:
        """The first row that begins later; rows are in the order of their first days."""
        if self.day < EARLIEST_DAY:
            return 0
        return int(np.searchsorted(part["start"], day_number(self.day), side="right"))

    def mask(self, part: Part, rows: Rows) -> Array:
        numbers = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
        return numbers < self.stop(part)


@dataclass(frozen=True)
class KilledAtLeast:
    """By the best figure, else the low one; an unstated toll does not match."""

    number: int

    def mask(self, part: Part, rows: Rows) -> Array:
        best, low = part["killed_best"][rows], part["killed_low"][rows]
        return np.where(best == NOT_STATED, low, best) >= max(self.number, 0)


@dataclass(frozen=True)
class Within:
    """The point lies in the box (min lon, min lat, max lon, max lat), its edges included."""

    box: BoundingBox

    def mask(self, part: Part, rows: Rows) -> Array:
        return self.holds(part["longitude"][rows], part["latitude"][rows])

    def holds(self, longitude: Array, latitude: Array) -> Array:
        """True for the positions, in millionths of a degree, that lie in the box."""
        west, south, east, north = millionths(self.box)
        if self.box[0] <= self.box[2]:
            found = (longitude >= west) & (longitude <= east)
        else:
            found = ((longitude >= west) & (longitude != NOT_PLACED)) | (longitude <= east)
        found &= latitude >= south
        found &= latitude <= north
        return found


@dataclass(frozen=True)
class OutsideCells:
    """The point lies outside a block of cells (first column, last column, first row, last row)."""

    block: tuple[int, int, int, int]
    across: int

    def mask(self, part: Part, rows: Rows) -> Array:
        first_column, last_column, first_row, last_row = self.block
        if first_column > last_column or first_row > last_row:
            return np.ones(len(part["id"][rows]), dtype=bool)
        longitude = part["longitude"][rows]
        line = part["mercator_row"][rows]
        cell, top = 2**32 // self.across, -MIDDLE_ROW
        found = longitude < _first_of_column(first_column, self.across)
        found |= longitude >= _first_of_column(last_column + 1, self.across)
        found |= line < top + first_row * cell
        if (last_row + 1) * cell < 2**32:
            found |= line >= top + (last_row + 1) * cell
        return found


def _first_of_column(column: int, across: int) -> int:
    """The first millionth of a degree that lies in this column or beyond."""
    degrees = round((column / across * 360 - 180) * MILLIONTH)
    while columns_of(np.array(degrees - 1), across) >= column:
        degrees -= 1
    while columns_of(np.array(degrees), across) < column:
        degrees += 1
    return degrees


def millionths(box: BoundingBox) -> tuple[int, int, int, int]:
    """The box in whole millionths of a degree, holding exactly the points that the box holds."""
    west, south, east, north = box
    return (_up(west), _up(south), _down(east), _down(north))


def _up(degrees: float) -> int:
    """The first millionth that is not below, as floating-point numbers compare."""
    whole = round(degrees * MILLIONTH)
    return whole if whole / MILLIONTH >= degrees else whole + 1


def _down(degrees: float) -> int:
    whole = round(degrees * MILLIONTH)
    return whole if whole / MILLIONTH <= degrees else whole - 1


class Inside:
    """The point lies inside the polygon (lon, lat), as GEOS decides it."""

    def __init__(self, wkb: bytes) -> None:
        self.area = shapely.from_wkb(wkb)
        shapely.prepare(self.area)

    def mask(self, part: Part, rows: Rows) -> Array:
        found = Within(self.area.bounds).mask(part, rows)
        candidates = np.flatnonzero(found)
        longitude = part["longitude"][rows][candidates] / MILLIONTH
        latitude = part["latitude"][rows][candidates] / MILLIONTH
        found[candidates] = shapely.contains_xy(self.area, longitude, latitude)
        return found


@dataclass(frozen=True)
class Involving:
    """One of these actors is named, in this role if one is given."""

    actors: tuple[int, ...]
    role: str | None

    def mask(self, part: Part, rows: Rows) -> Array:
        return self.everywhere(part)[rows]

    def everywhere(self, part: Part) -> Array:
        """The mask of all rows."""
        found = np.zeros(len(part), dtype=bool)
        for actor in self.actors:
            posting = part.postings.of(actor)
            named = part.postings.rows[posting]
            if self.role is not None:
                named = named[(part.postings.said[posting] & ROLE_BITS) == ROLES.index(self.role)]
            found[named] = True
        return found


@dataclass(frozen=True)
class Attributed:
    """A perpetrator, named or not, of whom a source speaks in one of these ways."""

    attributions: tuple[str, ...]

    def mask(self, part: Part, rows: Rows) -> Array:
        return self.everywhere(part)[rows]

    def everywhere(self, part: Part) -> Array:
        """The mask of all rows."""
        said = part.postings.said & ~np.uint8(AGAIN_BIT)
        wanted = [
            ROLES.index(Role.PERPETRATOR) | ATTRIBUTIONS.index(word) << ATTRIBUTION_SHIFT
            for word in self.attributions
        ]
        named = part.postings.rows[np.isin(said, np.asarray(wanted, dtype="u1"))]
        found = np.zeros(len(part), dtype=bool)
        found[named] = True
        return found


class FoundBySql:
    """The incidents of a QuerySet: for filters that the columns do not hold. Asked at the first need."""

    def __init__(self, incidents: IncidentQuerySet) -> None:
        self.incidents = incidents

    @cached_property
    def ids(self) -> Array:
        return read_ids(self.incidents)

    def mask(self, part: Part, rows: Rows) -> Array:
        return self.everywhere(part)[rows]

    def everywhere(self, part: Part) -> Array:
        """The mask of all rows."""
        found = np.zeros(len(part), dtype=bool)
        found[part.rows_of(self.ids)] = True
        return found


@dataclass(frozen=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: Sequence[Condition]

    def mask(self, part: Part, rows: Rows) -> Array:
        found = self.conditions[0].mask(part, rows)
        for condition in self.conditions[1:]:
            found = found | condition.mask(part, rows)
        return found
