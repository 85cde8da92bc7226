"""Places and regions as features: what the API tells of them, with their shapes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.test import Client

from incidents.models import Place, Region
from tests import make
from tests.ogc.asking import at, ids, page, walk

pytestmark = pytest.mark.django_db
TABLES = [("places", Place, "key"), ("regions", Region, "pcode")]


def feature(client: Client, name: str, key: str) -> dict[str, Any]:
    return client.get(f"{at(name)}/{key}").json()


def square(west: float, south: float, size: float = 1) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, south, west + size, south + size)), srid=4326)


def region(pcode: str, boundary: MultiPolygon | None) -> Region:
    mali = make.region("ML07").parent
    return Region.objects.create(
        pcode=pcode, name=pcode, level=1, parent=mali, country="MLI", admin1=pcode, boundary=boundary
    )


def place(key: str, longitude: float | None, latitude: float | None) -> Place:
    point = None if longitude is None or latitude is None else Point(longitude, latitude, srid=4326)
    return Place.objects.create(key=key, name=key, feature="well", country="MLI", point=point)


# Rows ----------------------------------------------------------------------------------------------------
def test_a_place_is_a_point_with_what_the_api_tells_of_it(client: Client) -> None:
    ansongo = feature(client, "places", "ml-ansongo")
    [row] = [
        row for row in client.get("/api/v1/places/?q=Ansongo").json()["results"] if row["key"] == "ml-ansongo"
    ]
    assert ansongo["geometry"] == {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    assert ansongo["properties"] == {
        name: value for name, value in row.items() if name not in {"longitude", "latitude"}
    }
    assert (ansongo["id"], ansongo["geometry"]["coordinates"]) == ("ml-ansongo", [0.5022, 15.6597])


def test_a_region_is_its_whole_boundary_with_what_the_api_tells_of_it(client: Client) -> None:
    gao = feature(client, "regions", "ML07")
    [row] = [row for row in client.get("/api/v1/regions/?q=ML07").json()["results"] if row["pcode"] == "ML07"]
    assert gao["properties"] == row
    corners = [
        list(corner) for polygon in make.region("ML07").boundary.coords for ring in polygon for corner in ring
    ]
    told = [corner for polygon in gao["geometry"]["coordinates"] for ring in polygon for corner in ring]
    assert len(corners) > 10
    assert told == [[round(x, 6), round(y, 6)] for x, y in corners]


def test_a_boundary_has_six_decimals_and_is_not_simplified(client: Client) -> None:
    corners = [(-170, -20), (-169.5, -20.0000004), (-169, -20), (-169.1234567, -19), (-170, -20)]
    region("ML99", MultiPolygon(Polygon(corners), srid=4326))
    assert feature(client, "regions", "ML99")["geometry"] == {
        "type": "MultiPolygon",
        "coordinates": [[[[-170, -20], [-169.5, -20], [-169, -20], [-169.123457, -19], [-170, -20]]]],
    }


def test_what_has_no_shape_has_a_null_geometry(client: Client) -> None:
    place("nowhere", None, None)
    region("ML99", None)
    assert feature(client, "places", "nowhere")["geometry"] is None
    assert feature(client, "regions", "ML99")["geometry"] is None


@pytest.mark.parametrize(("name", "model", "key"), TABLES)
def test_every_row_is_a_feature(client: Client, name: str, model: Any, key: str) -> None:
    assert sorted(ids(client, name)) == sorted(model.objects.values_list(key, flat=True))


# Boxes ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("-171,-21,-169,-19", {"far-west", "nowhere"}),
        ("169,-21,171,-19", {"far-east", "nowhere"}),
        ("160,-30,-160,-10", {"far-west", "far-east", "nowhere"}),
        ("175,-30,-160,-10", {"far-west", "nowhere"}),
        ("-170,-20,-170,-20", {"far-west", "nowhere"}),
        ("-170,-20,-169,-20", {"far-west", "nowhere"}),
        ("-170.00001,-20,-170.00001,-20", {"nowhere"}),
        ("-171,-21,-5,-169,-19,5", {"far-west", "nowhere"}),
        ("-180,-90,180,-10", {"far-west", "far-east", "nowhere"}),
    ],
)
def test_a_box_finds_places_by_their_points(client: Client, box: str, found: set[str]) -> None:
    place("far-west", -170, -20)
    place("far-east", 170, -20)
    place("nowhere", None, None)
    asked = page(client, "places", bbox=box)
    nowhere = set(Place.objects.filter(point=None).values_list("key", flat=True)) - {"nowhere"}
    assert {each["id"] for each in asked["features"]} - nowhere == found
    assert asked["numberMatched"] == len(found | nowhere)


@pytest.mark.parametrize(
    ("box", "found"),
    [
        # inside it, around it, at its edge, a point of it, lines across it and up to its edge, beside it
        ("-169.6,-19.6,-169.4,-19.4", {"west"}),
        ("-175,-25,-160,-10", {"west"}),
        ("-175,-25,-170,-10", {"west"}),
        ("-169.5,-19.5,-169.5,-19.5", {"west"}),
        ("-169.5,-25,-169.5,-10", {"west"}),
        ("-175,-19.5,-170,-19.5", {"west"}),
        ("-175,-25,-170.1,-10", set()),
        ("160,-25,-165,-10", {"west", "east"}),
    ],
)
def test_a_box_finds_regions_by_their_boundaries(client: Client, box: str, found: set[str]) -> None:
    region("west", square(-170, -20))
    region("east", square(170, -20))
    region("unknown", None)
    nowhere = set(Region.objects.filter(boundary=None).values_list("pcode", flat=True))
    assert set(ids(client, "regions", bbox=box)) == found | nowhere
    assert "unknown" in nowhere


def test_a_region_beside_its_bounding_box_is_not_found_in_it(client: Client) -> None:
    corner = Polygon([(-170, -20), (-160, -20), (-170, -10), (-170, -20)])
    region("corner", MultiPolygon(corner, srid=4326))
    assert "corner" not in ids(client, "regions", bbox="-162,-12,-161,-11")
    assert "corner" in ids(client, "regions", bbox="-169,-19,-168,-18")


# Pages ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("limit", [50, 237, 1000])
@pytest.mark.parametrize(("name", "model", "key"), TABLES)
def test_following_the_link_reads_every_row_once(
    client: Client, name: str, model: Any, key: str, limit: int
) -> None:
    pages = walk(client, name, limit=limit)
    seen = [each["id"] for page_ in pages for each in page_["features"]]
    assert sorted(seen) == sorted(model.objects.values_list(key, flat=True))
    assert [page_["numberReturned"] for page_ in pages[:-1]] == [limit] * (len(pages) - 1)


@pytest.mark.parametrize(("name", "model", "key"), TABLES)
def test_a_last_page_that_is_full_is_followed_by_none(
    client: Client, name: str, model: Any, key: str
) -> None:
    [only] = walk(client, name, limit=model.objects.count())
    assert only["numberReturned"] == model.objects.count()


def test_a_row_that_is_renamed_meanwhile_moves_no_other(client: Client) -> None:
    first = page(client, "places", limit=500)
    Place.objects.filter(key=first["features"][0]["id"]).update(name="Zzz")
    rest = walk(client, "places", limit=500)[1:]
    seen = [each["id"] for page_ in [first, *rest] for each in page_["features"]]
    assert len(seen) == len(set(seen)) == Place.objects.count()


def test_a_copy_is_good_until_a_place_is_corrected(client: Client) -> None:
    etag = client.get(at("places"))["ETag"]
    assert client.get(at("places"), headers={"If-None-Match": etag}).status_code == 304
    Place.objects.filter(pk=Place.objects.order_by("pk").first().pk).update(name="Corrected")
    assert client.get(at("places"), headers={"If-None-Match": etag}).status_code == 200
