"""Regions in memory: which one holds a point, and whether a point lies near a country. Answers as PostGIS does.

An import asks this for every row; asking the database each time would take longer than writing the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely

from incidents.copyrows import point as point_text
from incidents.earth import METRES_A_DEGREE, Position
from incidents.models import Actor, Place, Region
from incidents.record import IncidentRecord, Lookup, Placed, RecordError, placed

MOST_PLACED = 20_000


def _as_text(found: Placed) -> Placed:
    """With the points as COPY takes them."""
    return Placed(
        {**found.incident, "point": point_text(found.incident["point"])},
        {**found.exact, "point": point_text(found.exact["point"])},
        found.is_conflict,
    )


class Ground(Lookup):
    """What an import looks up, read once: regions with their outlines, places and actors by their keys."""

    def __init__(self) -> None:
        self._regions = {region.pcode: region for region in Region.objects.defer("boundary")}
        by_id = {region.pk: region for region in self._regions.values()}
        for region in by_id.values():
            if region.parent_id is not None:
                region.parent = by_id[region.parent_id]
        self._by_id = by_id
        # A whole gazetteer may lie beside these: of its places those that a row names are read.
        self._places = {place.key: self._in_region(place) for place in Place.objects.filter(curated=True)}
        self._actors = dict(Actor.objects.values_list("slug", "pk"))
        outlines = list(Region.objects.filter(boundary__isnull=False).values_list("pk", "boundary"))
        shapes = shapely.from_wkb([bytes(boundary.wkb) for _pk, boundary in outlines if boundary is not None])
        shapely.prepare(shapes)
        self._countries = {
            by_id[pk].pcode: shape
            for (pk, _b), shape in zip(outlines, shapes, strict=True)
            if by_id[pk].level == 0
        }
        current = [
            (by_id[pk], shape)
            for (pk, _b), shape in zip(outlines, shapes, strict=True)
            if not by_id[pk].valid_to
        ]
        self._current = [region for region, _shape in current]
        self._tree = shapely.STRtree([shape for _region, shape in current])
        self._found: dict[tuple[float, float], Region | None] = {}
        # the report of the row whose columns are being made
        self.row_report: int | None = None
        self._placed: dict[tuple[Any, ...], Placed] = {}

    # what a record names
    def place(self, key: str | None, field_name: str) -> Place | None:
        return self._named(self._places, key, field_name, "place")

    def prepare_places(self, keys: Iterable[str | None]) -> None:
        """Reads many places at once; `place` then knows them."""
        unread = {key for key in keys if key} - self._places.keys()
        if unread:
            self._places |= {row.key: self._in_region(row) for row in Place.objects.filter(key__in=unread)}

    def _in_region(self, place: Place) -> Place:
        if place.region_id is not None:
            place.region = self._by_id[place.region_id]
        return place

    def region(self, pcode: str | None, field_name: str) -> Region | None:
        return self._named(self._regions, pcode, field_name, "region")

    def actor(self, slug: str | None) -> int | None:
        return self._named(self._actors, slug, "involvements", "actor")

    def report(self, number: int | None) -> int | None:
        return self.row_report  # a row speaks for the one report that it is

    def point(self, longitude: float, latitude: float) -> Position:
        return Position(longitude, latitude)

    def _named(self, table: dict[str, Any], key: str | None, field_name: str, noun: str) -> Any:
        if key in (None, ""):
            return None
        if key not in table:
            raise RecordError(field_name, f"no {noun} {key!r}")
        return table[key]

    def placed(self, record: IncidentRecord) -> Placed:
        """Rows of one place differ in what happened, not in where: its columns are worked out once."""
        key = (record.place, record.second_place, record.stated_region, record.longitude, record.latitude,
               record.radius_m, record.geo_precision, record.location_policy)  # fmt: skip
        found = self._placed.get(key)
        if found is None:
            if len(self._placed) >= MOST_PLACED:
                self._placed.clear()
            found = self._placed[key] = _as_text(placed(record, self))
        return found

    # where a point lies
    def prepare_points(self, positions: Sequence[tuple[float, float]]) -> None:
        """Looks up many (lon, lat) at once; `region_at` then knows them."""
        wanted = sorted(set(positions))
        self._found = dict.fromkeys(wanted)
        if not wanted:
            return
        # Of the regions that cover a point the smallest counts: it has the highest level.
        indices, hits = self._tree.query(shapely.points(np.array(wanted)), predicate="covered_by")
        for index, hit in zip(indices.tolist(), hits.tolist(), strict=True):
            region, known = self._current[hit], self._found[wanted[index]]
            if known is None or region.level > known.level:
                self._found[wanted[index]] = region

    def region_at(self, point: Any) -> Region | None:
        position = (point.x, point.y)
        if position not in self._found:
            self.prepare_points([position])
        return self._found[position]

    def is_known_ground(self, point: Any) -> bool:
        return True  # the check of a row has asked already, and more strictly

    def is_near(
        self, country: str | None, longitude: float, latitude: float, kilometres: float
    ) -> bool | None:
        """Whether the point lies in the country or so near to it; in any country for None.

        None when no outline is known to tell by.
        """
        shapes = [self._countries[country]] if country in self._countries else []
        shapes = shapes if country else list(self._countries.values())
        if not shapes:
            return None
        point = shapely.Point(longitude, latitude)
        return bool(shapely.dwithin(shapes, point, kilometres * 1000 / METRES_A_DEGREE).any())
