"""Makes country outlines from Natural Earth for `build_boundaries`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m incidents.reference.build_outlines package/countries-10m.json > outlines.geojson

world-atlas (ISC) packs Natural Earth 1:10m (public domain) as TopoJSON, where neighbours share their
arcs. Arcs are simplified before polygons are put together, so that neighbours keep one common border.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely.geometry import LineString

CORE = {"466": "MLI", "562": "NER", "854": "BFA"}
NEIGHBOURS = {
    "012": "DZA",
    "478": "MRT",
    "686": "SEN",
    "324": "GIN",
    "384": "CIV",
    "288": "GHA",
    "768": "TGO",
    "204": "BEN",
    "566": "NGA",
    "148": "TCD",
    "434": "LBY",
}
# Degrees; the far sides of neighbours are only scenery.
FINE, COARSE = 0.02, 0.05

Point = tuple[float, float]


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """A FeatureCollection of MultiPolygons, (lon, lat) with 3 decimals, property `code`."""
    shapes = {
        code: geometry
        for geometry in topology["objects"]["countries"]["geometries"]
        if (code := (CORE | NEIGHBOURS).get(geometry.get("id", "")))
    }
    fine = {arc for code in CORE.values() for arc in _arcs_of(shapes[code])}
    arcs = _Arcs(topology, fine)
    features = [_feature(code, shapes[code], arcs) for code in sorted(shapes)]
    return {"type": "FeatureCollection", "features": features}


class _Arcs:
    def __init__(self, topology: dict[str, Any], fine: set[int]) -> None:
        self.topology, self.fine = topology, fine

    def points(self, index: int) -> list[Point]:
        """TopoJSON writes a reversed arc as the bitwise complement of its index."""
        return self._forward(~index)[::-1] if index < 0 else self._forward(index)

    def _forward(self, index: int) -> list[Point]:
        scale, shift = self.topology["transform"]["scale"], self.topology["transform"]["translate"]
        x = y = 0
        line = []
        for dx, dy in self.topology["arcs"][index]:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        simple = LineString(line).simplify(FINE if index in self.fine else COARSE, preserve_topology=False)
        return [(round(lon, 3), round(lat, 3)) for lon, lat in simple.coords]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _arcs_of(geometry: dict[str, Any]) -> set[int]:
    return {a if a >= 0 else ~a for polygon in _polygons(geometry) for ring in polygon for a in ring}


def _ring(indices: list[int], arcs: _Arcs) -> list[Point]:
    points = [point for index in indices for point in arcs.points(index)]
    return [points[0], *(after for before, after in pairwise(points) if before != after)]


def _feature(code: str, geometry: dict[str, Any], arcs: _Arcs) -> dict[str, Any]:
    polygons = []
    for polygon in _polygons(geometry):
        rings = [_ring(ring, arcs) for ring in polygon]
        # Simplifying leaves islets with fewer corners than a polygon needs.
        if len(rings[0]) > 3:
            polygons.append([ring for ring in rings if len(ring) > 3])
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


if __name__ == "__main__":
    json.dump(outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), sys.stdout)
