"""The public location, derived from the exact one and the policy: deterministically, in this place only.

Nothing random: jitter that is drawn afresh averages out over many requests, and an edit would reveal it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import Point

from incidents import earth
from incidents.codes import AdminLevel, GeoPrecision, LocationPolicy
from incidents.models import ExactLocation, Incident, Place, Region

# A point reduced to its settlement stands for the surroundings that people name after it.
SETTLEMENT_RADIUS_M = 5_000
NEAR_RADIUS_M = 20_000
# Precisions that stand for an area, and the level of region that is the area.
AREA_LEVELS = {
    GeoPrecision.ADMIN2: AdminLevel.ADMIN2,
    GeoPrecision.ADMIN1: AdminLevel.ADMIN1,
    GeoPrecision.COUNTRY: AdminLevel.COUNTRY,
}


@dataclass(frozen=True)
class Location:
    """Where: places, region, point (lon, lat) with its radius in metres, and what the point stands for."""

    place: Place | None = None
    second_place: Place | None = None
    region: Region | None = None
    point: Point | None = None
    radius_m: int | None = None
    geo_precision: str = GeoPrecision.UNKNOWN
    # what the source said, beside the region that the place or point lies in
    stated_region: Region | None = None


def distance_m(first: Point, second: Point) -> float:
    """Great-circle distance of two (lon, lat) points, metres."""
    return earth.distance_m(first.x, first.y, second.x, second.y)


def region_at(point: Point) -> Region | None:
    """The smallest region whose (approximate) boundary covers the point."""
    return Region.objects.filter(boundary__covers=point, valid_to="").order_by("-level").first()


def is_near_a_country(point: Point, kilometres: float) -> bool:
    """Whether a country's (approximate) boundary is so near to the point; True where no boundary is known."""
    countries = Region.objects.filter(level=0, valid_to="", boundary__isnull=False)
    near = countries.filter(boundary__dwithin=(point, kilometres * 1000 / earth.METRES_A_DEGREE))
    return near.exists() or not countries.exists()


def locate(
    *,
    place: Place | None = None,
    second_place: Place | None = None,
    region: Region | None = None,
    point: Point | None = None,
    radius_m: int | None = None,
    geo_precision: str | None = None,
    region_at: Callable[[Point], Region | None] = region_at,
) -> Location:
    """Completes what a person or a parser gave, without inventing: the exact location.

    A place gives its point and region; two places the middle of a road; a bare region its centre with a
    radius that covers it; a country alone gives no point.
    """
    if place is not None and second_place is not None:
        return _on_road(place, second_place, region, region_at)
    if point is not None:
        where = place.region if place and place.region else region_at(point) or region
        precision = geo_precision or (GeoPrecision.NEAR if place else GeoPrecision.SETTLEMENT)
        return Location(place, None, where, point, radius_m or SETTLEMENT_RADIUS_M, precision)
    if place is not None and place.point is not None:
        precision = geo_precision or GeoPrecision.SETTLEMENT
        return Location(
            place, None, place.region or region, place.point, radius_m or place.radius_m, precision
        )
    if region is not None:
        return _of_region(region, place)
    return Location(place=place)


def _on_road(
    place: Place, second_place: Place, region: Region | None, region_at: Callable[[Point], Region | None]
) -> Location:
    if place.point is None or second_place.point is None:
        return Location(place, second_place, region)
    middle = Point(
        (place.point.x + second_place.point.x) / 2, (place.point.y + second_place.point.y) / 2, srid=4326
    )
    radius = max(1, round(distance_m(place.point, second_place.point) / 2))
    where = region_at(middle) or region or place.region
    return Location(place, second_place, where, middle, radius, GeoPrecision.ROAD)


def _of_region(region: Region, place: Place | None = None) -> Location:
    precision = {AdminLevel.ADMIN2: GeoPrecision.ADMIN2, AdminLevel.ADMIN1: GeoPrecision.ADMIN1}.get(
        AdminLevel(region.level), GeoPrecision.COUNTRY
    )
    if precision == GeoPrecision.COUNTRY or region.centre is None:
        return Location(place, None, region, None, None, precision)
    return Location(place, None, region, region.centre, region.radius_m, precision)


def reduced(exact: Location, policy: str) -> Location:
    """The location as the policy lets it be seen. A policy that cannot be met falls back to a coarser one."""
    if policy == LocationPolicy.EXACT:
        return exact
    if policy == LocationPolicy.HIDDEN:
        return Location(
            region=_ancestor(exact.region, AdminLevel.COUNTRY), geo_precision=GeoPrecision.UNKNOWN
        )
    return _to_settlement(exact) if policy == LocationPolicy.SETTLEMENT else _to_admin2(exact)


def _to_settlement(exact: Location) -> Location:
    if exact.second_place is not None:
        return exact  # the middle of a road says no more than its two places
    if exact.geo_precision in AREA_LEVELS:
        # A point of its own may stand behind an area: the area's centre says no more than its name.
        area = _ancestor(exact.region, AREA_LEVELS[GeoPrecision(exact.geo_precision)])
        return _of_region(area, exact.place) if area is not None else Location(exact.place)
    place = exact.place
    if place is None or place.point is None or exact.geo_precision == GeoPrecision.UNKNOWN:
        return _to_admin2(exact)
    is_near = exact.geo_precision in {GeoPrecision.NEAR, GeoPrecision.ROAD}
    radius = max(place.radius_m, NEAR_RADIUS_M if is_near else SETTLEMENT_RADIUS_M)
    return Location(place, None, place.region or exact.region, place.point, radius, exact.geo_precision)


def _to_admin2(exact: Location) -> Location:
    region = _ancestor(exact.region, AdminLevel.ADMIN2)
    return _of_region(region) if region is not None else Location()


def _ancestor(region: Region | None, level: AdminLevel) -> Region | None:
    """The region at this level or, where it is coarser already, itself."""
    while region is not None and region.level > level:
        region = region.parent
    return region


def in_millionths(point: Any) -> Any:
    """The point (lon, lat) on whole millionths of a degree, as every public point is kept; a Position stays one."""
    if point is None:
        return None
    x, y = round(point.x, 6), round(point.y, 6)
    return earth.Position(x, y) if isinstance(point, earth.Position) else Point(x, y, srid=4326)


def exact_of(incident: Incident) -> Location:
    """What the desk knows: the private row, else, where nothing was reduced, the public columns."""
    row: ExactLocation | Incident = getattr(incident, "exact", None) or incident
    return Location(
        row.place, row.second_place, row.region, row.point, row.radius_m, row.geo_precision, row.stated_region
    )


def public_columns(exact: Location, policy: str) -> dict[str, Any]:
    """The incident's public columns under this policy: ids, the point on whole millionths, radius, precision."""
    seen = reduced(exact, policy)
    return {
        "location_policy": policy,
        "place_id": _id(seen.place),
        "second_place_id": _id(seen.second_place),
        "region_id": _id(seen.region),
        "point": in_millionths(seen.point),
        "radius_m": seen.radius_m,
        "geo_precision": seen.geo_precision,
    }


def exact_columns(exact: Location) -> dict[str, Any]:
    """The columns of the private row."""
    return {
        "place_id": _id(exact.place),
        "second_place_id": _id(exact.second_place),
        "region_id": _id(exact.region),
        "stated_region_id": _id(exact.stated_region),
        "point": exact.point,
        "radius_m": exact.radius_m,
        "geo_precision": exact.geo_precision,
    }


def _id(row: Any) -> int | None:
    return row.pk if row is not None else None
