"""The public location: what each policy lets be seen, and what it never gives away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.gis.geos import Point

from incidents import location
from incidents.codes import GeoPrecision, LocationPolicy
from incidents.location import Location, distance_m, locate, reduced
from incidents.models import Incident
from tests import make

pytestmark = pytest.mark.django_db
# 3.3 km from the centre of Ansongo, with a position no gazetteer has.
SECRET = (0.512345, 15.687654)


def spot() -> Point:
    return Point(*SECRET, srid=4326)


def exacts() -> dict[str, Location]:
    """Exact locations of every precision that a person or a parser may give, by a name for the test."""
    ansongo, labbezanga, gao = make.place(), make.place("ml-labbezanga"), make.region("ML07")
    return {
        "place": locate(place=ansongo),
        "near place": locate(place=ansongo, geo_precision="near"),
        "own point at place": locate(place=ansongo, point=spot(), radius_m=300),
        "own point as settlement": locate(
            place=ansongo, point=spot(), radius_m=300, geo_precision="settlement"
        ),
        "own point": locate(point=spot(), radius_m=300),
        "own point on road": locate(place=ansongo, point=spot(), radius_m=300, geo_precision="road"),
        "own point for admin2": locate(point=spot(), radius_m=300, geo_precision="admin2"),
        "own point for admin1": locate(place=ansongo, point=spot(), radius_m=300, geo_precision="admin1"),
        "own point for country": locate(point=spot(), radius_m=300, geo_precision="country"),
        "own point, unknown": locate(point=spot(), radius_m=300, geo_precision="unknown"),
        "own point outside all regions": replace(locate(point=Point(-30, 0, srid=4326)), point=spot()),
        "road": locate(place=ansongo, second_place=labbezanga),
        "admin2": locate(region=make.region("ML0701")),
        "admin1": locate(region=gao),
        "country": locate(region=make.region("MLI")),
        "nothing": locate(),
    }


EXACT_NAMES = (
    "place", "near place", "own point at place", "own point as settlement", "own point", "own point on road",
    "own point for admin2", "own point for admin1", "own point for country", "own point, unknown",
    "own point outside all regions", "road", "admin2", "admin1", "country", "nothing",
)  # fmt: skip
REDUCING = (LocationPolicy.SETTLEMENT, LocationPolicy.ADMIN2, LocationPolicy.HIDDEN)


# Completing what was given -------------------------------------------------------------------------------
def test_a_place_gives_its_point_radius_and_region() -> None:
    found, ansongo = locate(place=make.place()), make.place()
    assert (found.point, found.radius_m, found.region, found.geo_precision) == (
        ansongo.point, ansongo.radius_m, make.region("ML0701"), "settlement",
    )  # fmt: skip


def test_an_own_point_beside_a_place_is_near_it_and_keeps_its_radius() -> None:
    found = exacts()["own point at place"]
    assert (found.place, found.point.coords, found.radius_m, found.geo_precision) == (
        make.place(), SECRET, 300, "near",
    )  # fmt: skip


def test_an_own_point_lies_in_the_smallest_region_around_it() -> None:
    assert exacts()["own point"].region == make.region("ML0701")


def test_two_places_are_the_middle_of_their_road_with_half_the_distance_as_radius() -> None:
    ansongo, labbezanga = make.place(), make.place("ml-labbezanga")
    road = locate(place=ansongo, second_place=labbezanga)
    assert road.point.coords == pytest.approx(
        ((ansongo.point.x + labbezanga.point.x) / 2, (ansongo.point.y + labbezanga.point.y) / 2)
    )
    assert road.radius_m == round(distance_m(ansongo.point, labbezanga.point) / 2)
    assert road.geo_precision == "road"
    for end in (ansongo, labbezanga):
        assert distance_m(road.point, end.point) == pytest.approx(road.radius_m, rel=0.01)


@pytest.mark.parametrize(("pcode", "precision"), [("ML0701", "admin2"), ("ML07", "admin1")])
def test_a_region_alone_is_its_middle_with_a_radius_that_covers_it(pcode: str, precision: str) -> None:
    region = make.region(pcode)
    found = locate(region=region)
    assert (found.point, found.radius_m, found.geo_precision) == (region.centre, region.radius_m, precision)
    corners = [Point(x, y) for polygon in region.boundary for x, y in polygon.exterior_ring]
    assert max(distance_m(region.centre, corner) for corner in corners) <= region.radius_m + 1


def test_a_country_alone_gives_no_point() -> None:
    found = locate(region=make.region("MLI"))
    assert (found.point, found.radius_m, found.geo_precision) == (None, None, "country")


def test_nothing_given_is_nothing_known() -> None:
    assert locate() == Location(geo_precision=GeoPrecision.UNKNOWN)


def test_distance_is_that_of_the_sphere() -> None:
    assert distance_m(Point(0, 0), Point(1, 0)) == pytest.approx(111_195, rel=1e-4)
    assert distance_m(Point(0, -90), Point(0, 90)) == pytest.approx(20_015_115, rel=1e-4)


# What each policy shows ----------------------------------------------------------------------------------
def test_the_exact_policy_shows_everything() -> None:
    for exact in exacts().values():
        assert reduced(exact, LocationPolicy.EXACT) == exact


# (exact, policy) -> (place, point of, precision); the point of a region, place or nothing.
PUBLIC = [
    ("place", "settlement", "ml-ansongo", "ml-ansongo", "settlement"),
    ("near place", "settlement", "ml-ansongo", "ml-ansongo", "near"),
    ("own point at place", "settlement", "ml-ansongo", "ml-ansongo", "near"),
    ("own point as settlement", "settlement", "ml-ansongo", "ml-ansongo", "settlement"),
    ("own point", "settlement", None, "ML0701", "admin2"),
    ("own point, unknown", "settlement", None, "ML0701", "admin2"),
    ("own point outside all regions", "settlement", None, None, "unknown"),
    ("admin2", "settlement", None, "ML0701", "admin2"),
    ("admin1", "settlement", None, "ML07", "admin1"),
    ("country", "settlement", None, None, "country"),
    ("nothing", "settlement", None, None, "unknown"),
    ("place", "admin2", None, "ML0701", "admin2"),
    ("own point at place", "admin2", None, "ML0701", "admin2"),
    ("own point", "admin2", None, "ML0701", "admin2"),
    ("own point, unknown", "admin2", None, "ML0701", "admin2"),
    ("own point outside all regions", "admin2", None, None, "unknown"),
    ("admin2", "admin2", None, "ML0701", "admin2"),
    ("admin1", "admin2", None, "ML07", "admin1"),
    ("country", "admin2", None, None, "country"),
    ("nothing", "admin2", None, None, "unknown"),
    *((name, "hidden", None, None, "unknown") for name in EXACT_NAMES),
]


@pytest.mark.parametrize(
    ("name", "policy", "place", "point_of", "precision"), PUBLIC, ids=[f"{row[0]}-{row[1]}" for row in PUBLIC]
)
def test_a_policy_shows(
    name: str, policy: str, place: str | None, point_of: str | None, precision: str
) -> None:
    seen = reduced(exacts()[name], policy)
    points: dict[str | None, Any] = {None: None}
    if point_of is not None:
        points[point_of] = make.region(point_of).centre if point_of.isupper() else make.place(point_of).point
    assert (seen.place.key if seen.place else None, seen.point, str(seen.geo_precision)) == (
        place, points[point_of], precision,
    )  # fmt: skip


def test_a_road_stays_a_road_when_reduced_to_settlements() -> None:
    road = exacts()["road"]
    assert reduced(road, LocationPolicy.SETTLEMENT) == road


@pytest.mark.parametrize("policy", REDUCING)
@pytest.mark.parametrize("name", EXACT_NAMES)
def test_no_reducing_policy_shows_the_exact_point(name: str, policy: str) -> None:
    seen = reduced(exacts()[name], policy)
    assert seen.point is None or distance_m(seen.point, spot()) > 1_000


@pytest.mark.parametrize("policy", REDUCING)
@pytest.mark.parametrize("name", EXACT_NAMES)
def test_a_reduced_point_has_a_radius_that_reaches_the_exact_one(name: str, policy: str) -> None:
    exact = exacts()[name]
    seen = reduced(exact, policy)
    assert (seen.point is None) == (seen.radius_m is None)
    if seen.point is not None and exact.point is not None:
        assert distance_m(seen.point, exact.point) <= seen.radius_m + 1


@pytest.mark.parametrize("policy", LocationPolicy.values)
@pytest.mark.parametrize("name", EXACT_NAMES)
def test_the_public_location_is_the_same_every_time(name: str, policy: str) -> None:
    first = reduced(exacts()[name], policy)
    assert reduced(exacts()[name], policy) == first


@pytest.mark.parametrize("policy", LocationPolicy.values)
@pytest.mark.parametrize("name", EXACT_NAMES)
def test_reducing_what_is_reduced_shows_no_more(name: str, policy: str) -> None:
    once = reduced(exacts()[name], policy)
    again = reduced(once, policy)
    assert again.point is None or again.point == once.point


@pytest.mark.parametrize("offset", [0.0, 0.001, 0.01, -0.02])
def test_nearby_exact_points_have_one_public_point_so_that_edits_reveal_no_cell(offset: float) -> None:
    moved = locate(
        place=make.place(), point=Point(SECRET[0] + offset, SECRET[1] - offset, srid=4326), radius_m=100
    )
    for policy in REDUCING:
        assert reduced(moved, policy) == reduced(exacts()["own point at place"], policy)


# Written ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("policy", LocationPolicy.values)
def test_the_private_row_keeps_what_the_public_columns_leave_out(policy: str) -> None:
    given = {"longitude": SECRET[0], "latitude": SECRET[1], "radius_m": 300, "geo_precision": "near"}
    incident = make.published_incident(location_policy=policy, **given)
    assert location.exact_of(make.fresh(incident)).point.coords == SECRET
    shown = make.fresh(incident).point
    assert (shown is not None and shown.coords == SECRET) == (policy == "exact")


def test_a_hidden_incident_is_counted_as_unplaced() -> None:
    make.published_incident()
    hidden = make.published_incident(location_policy="hidden")
    assert list(Incident.objects.for_audience(2).unplaced()) == [hidden]
    assert make.fresh(hidden).region == make.region("MLI")
