"""Outlines: valid, small, tiling, and exactly what the builder makes of the tables."""

from __future__ import annotations

import json

import pytest
import shapely
from shapely.geometry import shape

from incidents.reference import FOLDER, boundaries, places, regions, rivers
from incidents.reference.build_boundaries import build

COUNTRIES = ("MLI", "NER", "BFA")
WEST, SOUTH, EAST, NORTH = -18, 4, 26, 38


def collection() -> dict:
    return json.loads((FOLDER / "regions.geojson").read_text(encoding="utf-8"))


def area(country: str, level: int) -> float:
    codes = [row.code for row in regions() if (row.country, row.level) == (country, level) and row.official]
    return shapely.union_all([shape(boundaries()[code]) for code in codes]).area


def test_every_official_region_has_an_outline_and_no_provisional_one():
    assert set(boundaries()) == {row.code for row in regions() if row.official}


def test_the_file_says_where_it_comes_from_and_that_it_is_approximate():
    head = collection()

    assert head["approximate"] is True
    assert head["licence"] == "CC BY 4.0"
    assert any("Natural Earth" in source for source in head["sources"])


def test_features_carry_only_code_and_level():
    level = {row.code: row.level for row in regions()}

    assert [f["properties"] for f in collection()["features"]] == [
        {"code": code, "level": level[code]} for code in boundaries()
    ]


def test_the_file_is_small_enough_for_a_page():
    assert (FOLDER / "regions.geojson").stat().st_size < 900_000


def test_every_outline_is_a_valid_polygon():
    wrong = [
        code
        for code, geometry in boundaries().items()
        if geometry["type"] not in ("Polygon", "MultiPolygon") or not shape(geometry).is_valid
    ]

    assert wrong == []


def test_coordinates_are_longitude_then_latitude_with_three_decimals():
    for geometry in boundaries().values():
        for longitude, latitude in shapely.get_coordinates(shape(geometry)).tolist():
            assert WEST < longitude < EAST
            assert SOUTH < latitude < NORTH
            assert (longitude, latitude) == (round(longitude, 3), round(latitude, 3))


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", [1, 2])
def test_units_tile_their_country(country, level):
    whole = shape(boundaries()[country])
    parts = [
        shape(boundaries()[row.code])
        for row in regions()
        if (row.country, row.level, row.official) == (country, level, True)
    ]

    assert area(country, level) == pytest.approx(whole.area, rel=0.005)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=0.005)


@pytest.mark.parametrize("row", [r for r in regions() if r.level == 1 and r.official], ids=lambda r: r.code)
def test_parts_tile_their_region(row):
    parts = [shape(boundaries()[r.code]) for r in regions() if r.parent == row.code]

    assert sum(part.area for part in parts) == pytest.approx(shape(boundaries()[row.code]).area, rel=0.005)


def test_countries_do_not_overlap():
    for one, other in [("MLI", "NER"), ("MLI", "BFA"), ("NER", "BFA"), ("MLI", "DZA"), ("NER", "NGA")]:
        assert shape(boundaries()[one]).intersection(shape(boundaries()[other])).area < 0.01


def test_neighbouring_countries_touch():
    wrong = [
        (row.code, other)
        for row in regions()
        if row.level == 0
        for other in row.neighbours
        if shape(boundaries()[row.code]).distance(shape(boundaries()[other])) > 0.01
    ]

    assert wrong == []


@pytest.mark.parametrize(("country", "square_degrees"), [("MLI", 105.0), ("NER", 99.8), ("BFA", 22.7)])
def test_simplifying_keeps_the_size_of_a_country(country, square_degrees):
    assert shape(boundaries()[country]).area == pytest.approx(square_degrees, rel=0.02)


@pytest.mark.parametrize(
    ("key", "code"),
    [("ml-ansongo", "ML07"), ("ml-menaka", "ML10"), ("ml-amalaoulaou", "ML07"), ("ne-inates", "NE006")],
)
def test_a_place_lies_in_its_own_region(key, code):
    row = next(row for row in places() if row.key == key)

    assert shape(boundaries()[code]).covers(shapely.Point(row.longitude, row.latitude))


def test_the_builder_makes_the_same_file_again_from_the_countries_alone():
    countries = {row.code for row in regions() if row.level == 0}
    outlines = {
        "type": "FeatureCollection",
        "features": [f for f in collection()["features"] if f["properties"]["code"] in countries],
    }

    assert json.loads(json.dumps(build(outlines))) == collection()


def test_rivers_and_lakes_are_named_lines_and_polygons():
    kinds = {(f["properties"]["kind"], f["geometry"]["type"]) for f in rivers()["features"]}
    names = {f["properties"]["name"] for f in rivers()["features"]}

    assert kinds == {("river", "LineString"), ("lake", "Polygon")}
    assert {"Niger", "Bani", "Mouhoun", "Sourou", "Nakambé", "Komadougou Yobé", "Lac Tchad"} <= names
    assert (rivers()["approximate"], rivers()["licence"]) == (True, "CC BY 4.0")


@pytest.mark.parametrize(
    "key",
    [
        "ml-bamako",
        "ml-segou",
        "ml-mopti",
        "ml-bourem",
        "ml-gao",
        "ml-ansongo",
        "ml-labbezanga",
        "ne-ayorou",
        "ne-tillaberi",
        "ne-niamey",
        "ne-gaya",
    ],
)
def test_the_niger_passes_its_towns(key):
    row = next(row for row in places() if row.key == key)
    niger = next(f for f in rivers()["features"] if f["properties"]["name"] == "Niger")

    assert shape(niger["geometry"]).distance(shapely.Point(row.longitude, row.latitude)) < 0.06


def test_every_river_and_lake_is_valid():
    assert [f["properties"]["name"] for f in rivers()["features"] if not shape(f["geometry"]).is_valid] == []
