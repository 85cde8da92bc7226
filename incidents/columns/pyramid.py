"""Cells of everything that an audience may see, ready for each zoom: what an unfiltered map is made of."""

from __future__ import annotations

import numpy as np

from incidents.codes import Audience
from incidents.columns.conditions import for_audience
from incidents.columns.grid import CELLS_PER_TILE, WORLD, Grid, row_of
from incidents.columns.parts import Array, Part
from incidents.columns.rows import rows_of
from incidents.columns.sums import CELL, cells, coarser, combined, killed, placed

DEEPEST_ZOOM = 8
DEEPEST = CELLS_PER_TILE * 2**DEEPEST_ZOOM
AUDIENCES = (Audience.ANALYSTS, Audience.PUBLIC)
Pyramid = dict[int, Array]  # by the number of cells across
CHUNK = 1_000_000


def whole_world(across: int) -> Grid:
    return Grid(across, 0, across + 1, 0, row_of(WORLD[1], across) + 1)


def pyramid_of(part: Part, audience: Audience) -> Pyramid:
    """All cells of a part that the audience may see, at every number of cells across up to DEEPEST."""
    rows = placed(part, rows_of(part, [for_audience(audience)]))
    chunks = [cells(part, rows[at : at + CHUNK], whole_world(DEEPEST)) for at in range(0, len(rows), CHUNK)]
    found = combined((chunk, 1) for chunk in chunks)
    pyramid = {DEEPEST: found}
    for across in (CELLS_PER_TILE * 2**zoom for zoom in range(DEEPEST_ZOOM - 1, -1, -1)):
        found = coarser(found) if len(found) else np.empty(0, dtype=CELL)
        pyramid[across] = found
    return pyramid


def totals_of(part: Part, audience: Audience) -> Array:
    """[all, with a point, killed low, best, high, unstated] of a part for an audience."""
    rows = rows_of(part, [for_audience(audience)])
    return np.concatenate([[len(rows), len(placed(part, rows))], killed(part, rows)]).astype("i8")
