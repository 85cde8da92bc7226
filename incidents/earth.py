"""Distances on the globe, for code that has no database at hand."""

from __future__ import annotations

import math
from dataclasses import dataclass

# The mean radius of WGS 84 as PostGIS has it, so that both measure the same metres.
EARTH_RADIUS_M = 6_371_008.771415059
# Of latitude; of longitude at the equator.
METRES_A_DEGREE = 111_195


@dataclass(frozen=True, slots=True)
class Position:
    """A point (lon, lat in degrees, WGS84) that costs nothing; x and y as a geometry has them."""

    x: float
    y: float


def distance_m(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Great-circle distance in metres between two points given as lon, lat in degrees."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_chord = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, half_chord)))
