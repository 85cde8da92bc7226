"""The same row in every format: names, GeoJSON as RFC 7946 has it, CSV that no spreadsheet executes, sums that add up."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from incidents.api.renderers import csv_cell, csv_lines, feature, feature_collection
from incidents.flat import COLUMN_NAMES
from incidents.models import Incident, Place
from tests import make
from tests.api.conftest import results
from tests.models.rows import published, saved

pytestmark = pytest.mark.django_db


def content(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


# GeoJSON -------------------------------------------------------------------------------------------------
def features(client: Client, query: str = "") -> dict[str, dict[str, Any]]:
    collection = json.loads(content(client.get(f"/api/v1/incidents.geojson{query}")))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    return {row["id"]: row for row in collection["features"]}


def test_a_feature_holds_longitude_before_latitude(client: Client) -> None:
    incident = make.published_incident(place="ml-ansongo")
    found = features(client)[str(incident.public_id)]
    assert found["type"] == "Feature"
    assert found["geometry"] == {"type": "Point", "coordinates": [0.5022, 15.6597]}


def test_a_hidden_incident_has_no_geometry_and_stays_in_the_file(client: Client) -> None:
    incident = make.published_incident(location_policy="hidden")
    assert features(client)[str(incident.public_id)]["geometry"] is None


def test_an_empty_selection_is_an_empty_collection(client: Client) -> None:
    assert features(client) == {}


def test_more_rows_than_a_block_are_one_valid_document() -> None:
    row = dict.fromkeys(COLUMN_NAMES) | {"id": "x", "longitude": 0.0, "latitude": 0.0}
    for count in (0, 1, 499, 500, 501, 1000):
        document = json.loads(b"".join(feature_collection(row for _ in range(count))))
        assert len(document["features"]) == count
        assert (
            sum(1 for _ in csv.reader(io.StringIO("".join(csv_lines(row for _ in range(count))))))
            == count + 1
        )


def test_coordinates_are_rounded_to_a_metre() -> None:
    incident = make.published_incident(
        place=None, longitude=0.123456789, latitude=15.987654321, radius_m=10, geo_precision="near"
    )
    row = results(Client().get("/api/v1/incidents/"))[0]
    assert (row["id"], row["longitude"], row["latitude"]) == (str(incident.public_id), 0.12346, 15.98765)


@pytest.mark.parametrize(("longitude", "latitude"), [(0.0, 0.0), (0.0, 15.0), (-4.0, 0.0)])
def test_zero_is_a_coordinate(longitude: float, latitude: float) -> None:
    row = dict.fromkeys(COLUMN_NAMES) | {"id": "x", "longitude": longitude, "latitude": latitude}
    assert feature(row)["geometry"]["coordinates"] == [longitude, latitude]


# CSV -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("\x00x", "'\x00x"), ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"), ("plain", "plain"), ("", ""), (None, ""),
        (True, "true"), (False, "false"), (-1.5, -1.5), (0, 0), (["a", "b"], "a;b"), ([], ""), (["=a"], "'=a"),
        ("\n=1+1", "'\n=1+1"), (" =1+1", " =1+1"),
    ],
)  # fmt: skip
def test_a_cell_never_begins_as_a_formula(value: Any, cell: Any) -> None:
    assert csv_cell(value) == cell


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "@x", "-2+3", '"quoted", and comma', "line\nbreak", "é;ß"])
def test_a_name_from_outside_is_neutral_and_whole_in_the_file(client: Client, name: str) -> None:
    Place.objects.filter(key="ml-ansongo").update(name=name)
    make.published_incident()
    row = next(csv.DictReader(io.StringIO(content(client.get("/api/v1/incidents.csv")).decode(), newline="")))
    assert row["place"] == csv_cell(name)
    assert row["place"].lstrip("'") == name


# What unknown looks like ---------------------------------------------------------------------------------
def test_unknown_stays_unknown_in_every_format(client: Client) -> None:
    make.published_incident(place=None, stated_region="MLI", estimates=(), sub_event_type=None)
    row = results(client.get("/api/v1/incidents/"))[0]
    unknown = ("longitude", "latitude", "radius_m", "killed_low", "killed_best", "killed_high", "civilians_killed",
               "injured", "abducted", "perpetrator", "civilian_targeting", "sub_event_type", "admin1", "place",
               "priogrid_gid")  # fmt: skip
    assert {name: row[name] for name in unknown} == dict.fromkeys(unknown)
    assert (row["attribution"], row["claim_status"], row["geo_precision"], row["country"]) == (
        "unknown", "unknown", "country", "MLI",
    )  # fmt: skip
    cells = next(csv.DictReader(io.StringIO(content(client.get("/api/v1/incidents.csv")).decode())))
    assert {cells[name] for name in unknown} == {""}


@pytest.mark.parametrize(
    ("estimates", "columns"),
    [
        ((make.killed(22), make.killed(20, group="civilians")), {"killed_best": 22, "civilians_killed": 20}),
        ((make.killed(2, group="civilians"), make.killed(3, group="civilians", community="tuareg")), {"killed_best": 5, "civilians_killed": 5}),
        ((make.killed(None, low=3, high=9),), {"killed_low": 3, "killed_best": None, "killed_high": 9, "civilians_killed": None}),
        ((make.killed(4, kind="injured"), make.killed(1, kind="injured", group="civilians")), {"injured": 4, "killed_best": None}),
        ((make.killed(4, kind="injured", group="attackers"), make.killed(1, kind="injured", group="civilians")), {"injured": 5}),
        ((make.killed(None, low=2, high=None, kind="abducted"),), {"abducted": None}),
        ((make.killed(6, kind="abducted", recommended=False),), {"abducted": None}),
        ((make.killed(0),), {"killed_low": 0, "killed_best": 0, "killed_high": 0}),
    ],
)  # fmt: skip
def test_the_tolls_of_a_row(client: Client, estimates: Any, columns: dict[str, int | None]) -> None:
    make.published_incident(estimates=estimates)
    row = results(client.get("/api/v1/incidents/"))[0]
    assert {name: row[name] for name in columns} == columns


# Sums ----------------------------------------------------------------------------------------------------
@pytest.fixture
def scattered() -> Iterator[list[Incident]]:
    """Sixty incidents anywhere, a quarter of them without a public point."""
    source, given = random.Random(11), published()
    rows = []
    for _ in range(60):
        here = {} if source.random() < 0.25 else {
            "point": Point(round(source.uniform(-180, 180), 6), round(source.uniform(-90, 90), 6), srid=4326), "radius_m": 1,
        }  # fmt: skip
        toll = source.choice([None, 0, 1, 5])
        rows.append(
            saved(Incident, **given, **here, killed_low=toll, killed_best=source.choice([toll, None]))
        )
    return rows


@pytest.mark.parametrize("zoom", [0, 3, 8, 17])
@pytest.mark.parametrize(
    "box", ["-180,-90,180,90", "0,0,90,45", "170,-90,-10,90", "-180,-90,0,90", "5,5,5,5", "100,-80,-100,80"]
)
def test_a_map_adds_up(client: Client, scattered: list[Incident], box: str, zoom: int) -> None:
    picture = client.get(f"/api/v1/map/?bbox={box}&zoom={zoom}").json()
    drawn = sum(row["properties"].get("count", 1) for row in picture["features"])
    assert drawn == picture["in_frame"]
    assert picture["total"] == 60 == picture["in_frame"] + picture["outside"] + picture["unplaced"]
    assert picture["unplaced"] == sum(row.point is None for row in scattered)
    killed = sum(
        row["properties"].get("killed", 0)
        for row in picture["features"]
        if row["properties"]["kind"] == "cluster"
    )
    singles = [row["properties"] for row in picture["features"] if row["properties"]["kind"] == "incident"]
    killed += sum(
        next((n for n in (row["killed_best"], row["killed_low"]) if n is not None), 0) for row in singles
    )
    assert killed == picture["killed"]["best"]


def test_timeline_and_breakdown_add_up_to_the_list(client: Client, scattered: list[Incident]) -> None:
    buckets = client.get("/api/v1/timeline/").json()["buckets"]
    assert sum(bucket["count"] for bucket in buckets) == 60
    assert sum(sum(bucket["types"].values()) for bucket in buckets) == 60
    for by in ("region", "country", "type", "verification"):
        assert sum(row["count"] for row in results(client.get(f"/api/v1/breakdown/?by={by}"))) == 60


@pytest.mark.parametrize(("signed_in", "audience"), [(False, "public"), (True, "analysts")])
@pytest.mark.parametrize("path", [
    "incidents/", "incidents.geojson", "incidents.csv", "incidents.acled.csv", "incidents.ucdp.csv",
])  # fmt: skip
def test_a_list_says_whose_numbers_it_states(
    client: Client, path: str, signed_in: bool, audience: str
) -> None:
    if signed_in:
        client.force_login(make.analyst())
    answer = client.get(f"/api/v1/{path}")
    assert (answer["Audience"], "Change-Number" in answer) == (audience, True)
    if path == "incidents/":
        assert answer.json()["audience"] == audience


@pytest.mark.parametrize("path", ["incidents/", "incidents.geojson", "incidents.csv"])
def test_of_the_past_no_feed_goes_on(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?as_of=2018-01-01T00:00:00Z")
    assert "Audience" not in answer
    assert "Change-Number" not in answer
