"""The grid of cells that the map is counted in: squares of the web Mercator world.

A world of `across` cells has that many columns from lon -180 eastwards and as many rows from its top.
`across` is a power of two, so that four cells of one grid are one of the next coarser.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from incidents.columns.layout import MERCATOR_LIMIT, MILLIONTH
from incidents.querysets import BoundingBox

# A tile has 256 px; a cluster cell a quarter of that, so that neighbouring symbols do not overlap.
CELLS_PER_TILE = 4
MAX_CELLS = 4_096
WORLD: BoundingBox = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Grid:
    """The cells of one map: columns `first_column` onwards (round the world), rows `first_row` onwards."""

    across: int
    first_column: int
    columns: int
    first_row: int
    rows: int

    @property
    def wraps(self) -> bool:
        """Whether the columns go on beyond 180 degrees."""
        return self.first_column + self.columns > self.across + 1

    def inner(self, frame: BoundingBox) -> tuple[int, int, int, int]:
        """(first column, last column, first row, last row) of the cells that lie wholly in the frame.

        Empty (last before first) for a frame across 180 degrees, and where the frame is too narrow.
        """
        west, south, east, north = frame
        if west > east:
            return (0, -1, 0, -1)
        first_column = 0 if west <= -180 else column_of(west, self.across) + 1
        last_column = self.across if east >= 180 else column_of(east, self.across) - 1
        first_row = 0 if north >= 90 else row_of(north, self.across) + 1
        last_row = self.across if south <= -90 else row_of(south, self.across) - 1
        return (first_column, last_column, first_row, last_row)


def grid_of(frame: BoundingBox, zoom: int) -> Grid:
    """The grid for a frame at a zoom: by zoom, coarser where the frame would hold too many cells."""
    west, south, east, north = frame
    width = (east - west if west <= east else 360 - west + east) / 360
    height = abs(mercator_share(south) - mercator_share(north))
    across = CELLS_PER_TILE * 2 ** max(0, min(zoom, 20))
    while across > CELLS_PER_TILE and width * across * height * across > MAX_CELLS:
        across //= 2
    first_column, last_column = column_of(west, across), column_of(east, across)
    first_row, last_row = row_of(north, across), row_of(south, across)
    columns = (last_column - first_column if west <= east else last_column + across + 1 - first_column) + 1
    return Grid(across, first_column, columns, first_row, last_row - first_row + 1)


def mercator_share(latitude: float) -> float:
    """0 at the top of the web Mercator world, 1 at its foot."""
    radians = math.radians(max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude)))
    return (1 - math.asinh(math.tan(radians)) / math.pi) / 2


def column_of(longitude: float, across: int) -> int:
    return math.floor((longitude + 180) / 360 * across)


def row_of(latitude: float, across: int) -> int:
    return math.floor(mercator_share(latitude) * across)


def columns_of(longitudes: Any, across: int) -> Any:
    """The columns of longitudes in millionths of a degree; the same arithmetic as in SQL."""
    return np.floor((longitudes / MILLIONTH + 180) / 360 * across).astype("i8")


def latitude_of(share: float) -> float:
    """The latitude in degrees at this share of the way from the top of the web Mercator world to its foot."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))


def bounds(column: int, row: int, across: int) -> BoundingBox:
    """The box (min lon, min lat, max lon, max lat) of a cell, degrees."""
    west, east = column / across * 360 - 180, min((column + 1) / across * 360 - 180, 180.0)
    return (west, latitude_of((row + 1) / across), east, latitude_of(row / across))
