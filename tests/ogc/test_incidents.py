"""Incidents as features: the rows of our own GeoJSON, where and when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from incidents.columns import build
from incidents.columns.store import STORE
from incidents.models import Incident
from incidents.ogc.incidents import Incidents
from tests import make
from tests.columns.conftest import columns_folder
from tests.ogc.asking import at, href, id_of, ids, page

__all__ = ["columns_folder"]

pytestmark = pytest.mark.django_db


def exported(client: Client, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/incidents.geojson{query}")
    return json.loads(b"".join(answer.streaming_content))["features"]


# Rows ----------------------------------------------------------------------------------------------------
def test_features_are_those_of_our_own_geojson(client: Client, world: list[Incident]) -> None:
    found = page(client, "incidents")["features"]
    assert found == exported(client)
    assert [feature["id"] for feature in found if feature["geometry"] is None] == [id_of(world[5])]


@pytest.mark.parametrize(
    "query",
    ["type=battles&type=protests", "region=ML07", "actor=isgs:perpetrator", "min_killed=3", "q=motorcycles",
     "near=0.5,15.66,50", "country=MLI&verification=disputed", "weapon=rocket", "synthetic=true"],
)  # fmt: skip
def test_our_own_filters_narrow_as_in_our_own_geojson(
    client: Client, world: list[Incident], query: str
) -> None:
    answer = client.get(f"/ogc/collections/incidents/items?{query}").json()
    assert answer["features"] == exported(client, f"?{query}")
    assert answer["numberMatched"] == len(answer["features"])


def test_a_selection_is_also_told_as_a_table_and_an_incident_as_a_page(client: Client) -> None:
    incident = make.published_incident()
    asked = page(client, "incidents", type="battles", bbox="0,15,0,3,16,9", datetime="2018-09-01/..", limit=5)
    assert href(asked, "alternate") == (
        "http://testserver/api/v1/incidents.csv?type=battles&bbox=0.0%2C15.0%2C3.0%2C16.0&since=2018-09-01"
    )
    assert client.get(href(asked, "alternate")).status_code == 200
    alone = client.get(f"{at('incidents')}/{incident.public_id}").json()
    assert href(alone, "alternate") == f"http://testserver/incidents/{incident.public_id}/"


# Where and when ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("box", "found"),
    [
        ("0,15,1,16", {0, 5}),
        ("0,15,-100,1,16,9000", {0, 5}),
        ("-180,-90,180,90", {0, 1, 2, 3, 4, 5}),
        # across 180 degrees, all the way round to 1 E
        ("170,-90,1,90", {0, 3, 5}),
        ("170,-90,-170,90", {5}),
        ("100,0,101,1", {5}),
        ("0.5022,15.6597,0.5022,15.6597", {0, 5}),
    ],
)
def test_a_box_gives_what_lies_in_it_and_what_has_no_public_point(
    client: Client, world: list[Incident], box: str, found: set[int]
) -> None:
    assert set(ids(client, "incidents", bbox=box)) == {id_of(world[number]) for number in found}
    assert page(client, "incidents", bbox=box)["numberMatched"] == len(found)


WHOLE = {0, 1, 2, 3, 4, 5}
# Days of the world: 0 and 4 on 09-30, 1 all of August, 2 on 10-05, 3 from 09-01 to 09-03, 5 on 09-15.
TIMES = [
    ("2018-09-30T00:00:00Z", {0, 4}),
    ("2018-09-30T23:59:59.999Z", {0, 4}),
    ("2018-09-30", {0, 4}),
    ("2018-10-01T00:30:00+01:00", {0, 4}),
    ("2018-10-01T00:30:00 01:00", {0, 4}),
    ("2018-09-29T23:30:00-01:00", {0, 4}),
    ("2018-09-30t12:00:00z", {0, 4}),
    ("2018-09-30T23:59:60Z", {0, 4}),
    ("2018-08-15T12:00:00Z", {1}),
    ("2018-08-31T00:00:00Z/2018-09-01T00:00:00Z", {1, 3}),
    ("2018-09-02T00:00:00Z/2018-09-14T00:00:00Z", {3}),
    ("2018-09-04/2018-09-14", set()),
    ("2018-09-15/..", {0, 2, 4, 5}),
    ("2018-09-15/", {0, 2, 4, 5}),
    ("../2018-09-01T00:00:00Z", {1, 3}),
    ("/2018-09-01T00:00:00Z", {1, 3}),
    ("1000-01-01T00:00:00Z", set()),
    ("0001-01-01T00:00:00Z/9999-12-31T23:59:59Z", WHOLE),
    ("9999-12-31T23:59:59Z/..", set()),
    ("../9999-12-31T23:59:59Z", WHOLE),
]


@pytest.mark.parametrize(("time", "found"), TIMES)
def test_a_time_gives_what_overlaps_it(
    client: Client, world: list[Incident], time: str, found: set[int]
) -> None:
    assert set(ids(client, "incidents", datetime=time)) == {id_of(world[number]) for number in found}


def test_box_time_and_filters_are_taken_together(client: Client, world: list[Incident]) -> None:
    query = {"bbox": "0,15,3,17", "datetime": "2018-08-01/2018-09-30", "min_killed": 3}
    assert set(ids(client, "incidents", **query)) == {id_of(world[number]) for number in (0, 1, 5)}


@pytest.mark.parametrize(
    "query", [{"bbox": "0,15,1,16"}, {"datetime": "2018-09-15/.."}, {"type": "battles"}, {}]
)
def test_the_columns_find_the_same(
    client: Client, world: list[Incident], columns_folder: Path, query: dict[str, str]
) -> None:
    by_sql = page(client, "incidents", **query)
    build.build()
    assert STORE.present() is not None
    by_columns = page(client, "incidents", **query)
    assert {**by_columns, "timeStamp": ""} == {**by_sql, "timeStamp": ""}


def test_the_class_names_what_it_leaves_to_the_standard() -> None:
    assert {"bbox", "since", "until", "sort"}.isdisjoint(Incidents.filters)
