"""Which features of a GeoJSON file are rows, and what is said of the others. No database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.formats import FileRefused, RawRow, geojson
from tests.ingest.written import collection, feature, read, told, written

GIVEN = {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles"}
POINT = [1.31, 15.42]


def features(folder: Path, content: str | bytes) -> list[tuple[int, str]]:
    return told(read(geojson.open_table, written(folder, content, "rows.geojson")))


def cells(folder: Path, content: str | bytes) -> list[dict[str, str]]:
    rows = read(geojson.open_table, written(folder, content, "rows.geojson"))
    return [row.cells for row in rows if isinstance(row, RawRow)]


def test_a_feature_becomes_a_row_with_its_point_in_longitude_and_latitude(tmp_path: Path) -> None:
    assert cells(tmp_path, collection(feature(GIVEN, POINT))) == [
        {**GIVEN, "longitude": "1.31", "latitude": "15.42"}
    ]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("three", "three"),
        (3, "3"),
        (3.5, "3.5"),
        (True, "true"),
        (["ied", "drone"], "ied;drone"),
        (" x ", "x"),
        ({"a": 1}, '{"a": 1}'),
        (10**50, "1" + "0" * 50),
    ],
    ids=repr,
)
def test_a_property_of_any_type_becomes_a_text(given: Any, text: str, tmp_path: Path) -> None:
    (found,) = cells(tmp_path, collection(feature({**GIVEN, "weapons": given})))
    assert found["weapons"] == text


@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_an_empty_property_is_left_out(nothing: Any, tmp_path: Path) -> None:
    assert cells(tmp_path, collection(feature({**GIVEN, "weapons": nothing}))) == [GIVEN]


def test_the_id_of_a_feature_is_its_external_id_unless_a_property_names_one(tmp_path: Path) -> None:
    unnamed = {name: value for name, value in GIVEN.items() if name != "external_id"}
    content = collection(feature(unnamed, id=7), feature(GIVEN, id="other"))
    assert [row["external_id"] for row in cells(tmp_path, content)] == ["7", "a"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"[]", "is not a GeoJSON FeatureCollection"),
        (b"[1, 2]", "is not a GeoJSON FeatureCollection"),
        (b"null", "is not a GeoJSON FeatureCollection"),
        (json.dumps(feature(GIVEN, POINT)).encode(), "is not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection"}', "has no list of features"),
        (b'{"type": "FeatureCollection", "features": {}}', "has no list of features"),
        (collection(feature(GIVEN))[:-5].encode(), "is not JSON: "),
        (b'{"type": "FeatureCollection", "features": [],}', "is not JSON: "),
        (b'{"type": "Feature"}\n{"type": "Feature"}\n', "is not JSON: Extra data"),
        (b"\x1f\x8b\x08rest", "is a gzip archive"),
        (collection(feature(GIVEN)).encode("utf-16"), "is a text in UTF-16: save it as UTF-8"),
        ('{"type": "Ménaka"'.encode("cp1252"), "is not UTF-8 (byte 11)"),
        (b"[" * 200_000, "is nested too deeply"),
        (collection(crs={"type": "name", "properties": {"name": "EPSG:3857"}}).encode(), "another coordinate system"),
        (collection(crs={"type": "name", "properties": {"name": "SRID=999999"}}).encode(), "another coordinate system"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_file_that_is_no_collection_in_wgs84_is_refused(
    content: bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        features(tmp_path, content)
    assert message in str(refused.value)


@pytest.mark.parametrize("name", ["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"])
def test_the_names_of_wgs84_are_accepted(name: str, tmp_path: Path) -> None:
    content = collection(feature(GIVEN), crs={"type": "name", "properties": {"name": name}})
    assert features(tmp_path, content) == [(1, "a")]


def test_a_file_above_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, collection(feature(GIVEN)), "rows.geojson")
    with path.open("r+b") as file:
        file.truncate(1024**3)
    with pytest.raises(FileRefused, match="1024 MB is over the limit of 50 MB"):
        list(read(geojson.open_table, path))


def nested_geometry(depth: int) -> dict[str, Any]:
    geometry: dict[str, Any] = {"type": "Point", "coordinates": POINT}
    for _level in range(depth):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    return geometry


RING = [[0, 0], [1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (1, ": is not a Feature"),
        ({"type": "Point", "coordinates": POINT}, ": is not a Feature"),
        ({"type": "Feature", "geometry": None}, "properties: are missing"),
        ({**feature(GIVEN), "properties": []}, "properties: are missing"),
        (feature({**GIVEN, "mood": "bad"}), "mood: is not a known property; see docs/data-dictionary.md"),
        (feature({**GIVEN, "__proto__": {"x": 1}}), "__proto__: is not a known property; see docs/data-dictionary.md"),
        (feature({**GIVEN, "Place": "Gao", "place": "Ansongo"}),
         "properties: hold two names that differ in capital letters only"),
        (feature({"date_start": "2018-09-30", "event_type": "battles"}), "external_id: is missing"),
        (feature({**GIVEN, "event_type": None}), "event_type: is missing"),
        (feature({**GIVEN, "summary_en": "a\x00b"}), "summary_en: holds a NUL character or half of a character pair"),
        (feature({**GIVEN, "summary_en": "\ud800"}), "summary_en: holds a NUL character or half of a character pair"),
        (feature(GIVEN, []), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, [1.0]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, ["1.3", "15.4"]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, [True, False]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, [None, None]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, [float("nan"), 15.4]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, [float("inf"), 15.4]), "geometry: has no coordinates [longitude, latitude]"),
        (feature(GIVEN, {"lon": 1}), "geometry: has no coordinates [longitude, latitude]"),
        ({**feature(GIVEN), "geometry": {"coordinates": POINT}}, "geometry: is None: a Point or null is expected"),
        ({**feature(GIVEN), "geometry": "POINT(1 2)"}, "geometry: is str: a Point or null is expected"),
        ({**feature(GIVEN), "geometry": {"type": "Blob"}}, "geometry: is Blob: a Point or null is expected"),
        ({**feature(GIVEN), "geometry": {"type": "Polygon", "coordinates": [RING]}},
         "geometry: is Polygon: a Point or null is expected"),
        ({**feature(GIVEN), "geometry": {"type": "MultiPoint", "coordinates": [POINT]}},
         "geometry: is MultiPoint: a Point or null is expected"),
        ({**feature(GIVEN), "geometry": nested_geometry(300)},
         "geometry: is GeometryCollection: a Point or null is expected"),
    ],
    ids=lambda value: str(value)[:50],
)  # fmt: skip
def test_a_bad_feature_is_refused_by_its_number_and_the_others_are_rows(
    bad: Any, reason: str, tmp_path: Path
) -> None:
    content = collection(feature(GIVEN), bad, feature({**GIVEN, "external_id": "c"}))
    assert features(tmp_path, content) == [(1, "a"), (2, reason), (3, "c")]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 5000, "0.1e-400"])
def test_a_number_that_no_machine_holds_stays_with_its_feature(number: str, tmp_path: Path) -> None:
    content = collection(feature(GIVEN, [12345.5, 15.4]), feature({**GIVEN, "external_id": "b"}))
    found = features(tmp_path, content.replace("12345.5", number))
    assert [(line, text.partition(":")[0]) for line, text in found[1:]] == [(2, "b")]


def test_a_name_that_occurs_twice_refuses_its_feature(tmp_path: Path) -> None:
    content = collection(feature(GIVEN), feature({**GIVEN, "external_id": "b"}))
    doubled = content.replace(
        '"event_type": "battles"', '"killed_best": 3, "killed_best": 5, "event_type": "riots"', 1
    )
    assert features(tmp_path, doubled) == [(1, "killed_best: occurs twice"), (2, "b")]


@pytest.mark.parametrize("position", [[*POINT, 250.0], [*POINT, 1.0, 2.0]])
def test_height_and_measure_of_a_position_are_left_out(position: list[float], tmp_path: Path) -> None:
    (found,) = cells(tmp_path, collection(feature(GIVEN, position)))
    assert (found["longitude"], found["latitude"]) == ("1.31", "15.42")
