"""Makes regions.geojson: country outlines, and our own approximation of regions and their parts.

    python -m incidents.reference.build_boundaries outlines.geojson

`outlines.geojson` comes from `build_outlines` (Natural Earth, public domain). Inside a country a point
belongs to the cercle, department or province of the nearest curated locality: the Voronoi cells of
places.csv, merged by unit and clipped to the country. A region is the union of its parts, so that
regions tile their country and parts tile their region. Nothing is copied from a boundary data set;
the result is good for a map and for a first guess of the unit, not for a legal border.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPoint, MultiPolygon, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from . import FOLDER, PlaceRow, RegionRow, places, regions

GRID = 0.001  # three decimals, about 100 m
SLIVER = 1e-4  # square degrees, about 1 km2: gaps and crumbs left by rounding
# A park or a valley stands for a wide area, so its point says nothing about the unit around it.
POINT_LIKE = {"town", "village", "camp", "well", "mine", "border_post"}
POINT_LIKE_RADIUS_M = 15_000

HEAD = {
    "type": "FeatureCollection",
    "sources": [
        "Countries: Natural Earth 1:10m through world-atlas 2.0.2, public domain, simplified.",
        "Regions and their parts: our approximation from places.csv (points checked against GeoNames, CC BY 4.0).",
    ],
    "licence": "CC BY 4.0",
    "approximate": True,
}


def build(outlines: dict[str, Any]) -> dict[str, Any]:
    """The FeatureCollection of all levels from a FeatureCollection of countries with property `code`."""
    shapes = {
        feature["properties"]["code"]: _clean(shape(feature["geometry"])) for feature in outlines["features"]
    }
    for country in sorted({row.country for row in regions() if row.level == 2}):
        shapes |= _parts(country, shapes[country])
    for row in regions():
        parts = [shapes[part.code] for part in regions() if part.parent == row.code and part.code in shapes]
        if row.level == 1 and parts:
            shapes[row.code] = _clean(shapely.union_all(parts, grid_size=GRID))
    return HEAD | {"features": [_feature(row, shapes[row.code]) for row in regions() if row.code in shapes]}


def _parts(country: str, outline: BaseGeometry) -> dict[str, BaseGeometry]:
    anchors = {(place.longitude, place.latitude): place for place in places() if _anchors(place, country)}
    cells = shapely.voronoi_polygons(MultiPoint(sorted(anchors)), extend_to=outline.buffer(1))
    by_unit = defaultdict(list)
    tree = shapely.STRtree(cells.geoms)
    for point, place in sorted(anchors.items()):
        cell = cells.geoms[tree.query(shapely.Point(point), predicate="within")[0]]
        by_unit[place.admin2 or ""].append(cell)
    return {
        unit: _clean(shapely.intersection(shapely.union_all(of_unit), outline, grid_size=GRID))
        for unit, of_unit in sorted(by_unit.items())
    }


def _anchors(place: PlaceRow, country: str) -> bool:
    return (
        place.country == country
        and place.admin2 is not None
        and place.feature in POINT_LIKE
        and place.radius_m <= POINT_LIKE_RADIUS_M
    )


def _clean(geometry: BaseGeometry) -> BaseGeometry:
    geometry = shapely.set_precision(shapely.make_valid(geometry), GRID)
    polygons = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    nested = [part for part in shapely.get_parts(geometry) if isinstance(part, MultiPolygon)]
    polygons += [part for many in nested for part in many.geoms]
    kept = [
        Polygon(polygon.exterior, [ring for ring in polygon.interiors if Polygon(ring).area > SLIVER])
        for polygon in polygons
        if polygon.area > SLIVER
    ]
    # A canonical order of points and parts, so that the same input gives the same file.
    return shapely.orient_polygons(shapely.normalize(kept[0] if len(kept) == 1 else MultiPolygon(kept)))


def _feature(row: RegionRow, geometry: BaseGeometry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": row.code, "level": row.level},
        "geometry": _rounded(mapping(geometry)),
    }


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def walk(value: Any) -> Any:
        return round(value, 3) if isinstance(value, float) else [walk(item) for item in value]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


if __name__ == "__main__":
    collection = build(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False)
    # One feature per line, so that a change of one region is one line of a diff.
    text = text.replace('{"type":"Feature",', '\n{"type":"Feature",')
    (FOLDER / "regions.geojson").write_text(text + "\n", encoding="utf-8")
