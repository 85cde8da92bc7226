"""Places and regions as features. They know no time, so every moment matches them."""

from __future__ import annotations

from typing import Any, ClassVar

import orjson
from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.contrib.gis.geos import GEOSGeometry, LineString, Point, Polygon
from django.db.models import Q
from django.http import Http404
from rest_framework.request import Request

from incidents.api.nouns import place_row, region_row, without_boundaries
from incidents.api.renderers import feature
from incidents.api.views import NumberField
from incidents.codes import Audience
from incidents.models import Place
from incidents.ogc.pages import Collection, Feature, Page, spatial
from incidents.ogc.parameters import asked
from incidents.querysets import BoundingBox


class CursorField(NumberField):
    takes = "a cursor of this list: follow the `next` link as it is"


class Gazetteer(Collection):
    """Rows of a reference table, paged by primary key."""

    geometry: ClassVar[str]
    key: ClassVar[str]

    def rows(self) -> Any:
        raise NotImplementedError

    def as_feature(self, row: Any) -> Feature:
        raise NotImplementedError

    def page(self, request: Request) -> Page:
        wanted = asked(request, CursorField())
        rows = self.rows()
        if wanted.box is not None:
            rows = rows.filter(meets(self.geometry, wanted.box))
        after = 0 if wanted.cursor is None else wanted.cursor
        found = list(rows.filter(pk__gt=after).order_by("pk")[: wanted.limit + 1])
        shown, more = found[: wanted.limit], len(found) > wanted.limit
        return Page(
            [self.as_feature(row) for row in shown],
            _following(request, shown[-1].pk) if more else None,
            None if after else rows.count(),
        )

    def feature(self, request: Request, key: str) -> Feature:
        row = self.rows().filter(**{self.key: key}).first()
        if row is None:
            raise Http404
        return self.as_feature(row)

    def extent(self, audience: Audience) -> dict[str, Any]:
        return spatial(self.rows().order_by().aggregate(box=Extent(self.geometry))["box"])


def meets(column: str, box: BoundingBox) -> Q:
    """The geometry meets the box (min lon, min lat, max lon, max lat), or there is none: the standard has features
    without geometry in every box. West above east crosses 180 degrees."""
    west, south, east, north = box
    halves = [box] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    found = Q(**{f"{column}__isnull": True})
    for half in halves:
        found |= Q(**{f"{column}__intersects": _shape(half)})
    return found


def _shape(box: BoundingBox) -> GEOSGeometry:
    """The box as a polygon; one without width or height is a line or a point, for a polygon of it may meet nothing."""
    west, south, east, north = box
    if (west, south) == (east, north):
        return Point(west, south, srid=4326)
    if west == east or south == north:
        return LineString((west, south), (east, north), srid=4326)
    shape = Polygon.from_bbox(box)
    shape.srid = 4326
    return shape


def _following(request: Request, last: int) -> str:
    query = request.query_params.copy()
    query["cursor"] = str(last)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


class Places(Gazetteer):
    name = "places"
    title = "Places"
    description = "The gazetteer: settlements, wells, camps and other places, as points. Geometry is null where no point is known."
    geometry, key = "point", "key"

    def rows(self) -> Any:
        return Place.objects.select_related("region").defer("region__boundary")

    def as_feature(self, row: Place) -> Feature:
        return feature({"id": row.key, **place_row(row)})


class Regions(Gazetteer):
    name = "regions"
    title = "Regions"
    description = (
        "Countries, regions and their parts (cercles, departments, provinces) with P-codes. Boundaries are as detailed"
        " as they were loaded, coordinates with six decimals; `approximate` ones are outlines for orientation. Geometry"
        " is null where no boundary is known."
    )
    geometry, key = "boundary", "pcode"

    def rows(self) -> Any:
        return without_boundaries().annotate(shape=AsGeoJSON("boundary", precision=6))

    def as_feature(self, row: Any) -> Feature:
        shape = orjson.Fragment(row.shape) if row.shape else None
        return {"type": "Feature", "id": row.pcode, "geometry": shape, "properties": region_row(row)}
