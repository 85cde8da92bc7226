"""The flat row has the same columns with the same values in every format."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from incidents.api.renderers import csv_cell
from incidents.api.serializers import FlatRow
from incidents.flat import COLUMN_NAMES, COLUMNS
from incidents.models import Incident
from tests.api.conftest import results

pytestmark = pytest.mark.django_db


def content(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_format_has_the_same_columns_in_the_same_order(client: Client, world: list[Incident]) -> None:
    header = next(csv.reader(io.StringIO(content(client.get("/api/v1/incidents.csv")).decode())))
    assert tuple(header) == COLUMN_NAMES
    assert tuple(results(client.get("/api/v1/incidents/"))[0]) == COLUMN_NAMES
    properties = json.loads(content(client.get("/api/v1/incidents.geojson")))["features"][0]["properties"]
    assert set(properties) == set(COLUMN_NAMES) - {"id", "longitude", "latitude"}
    assert set(FlatRow().fields) == set(COLUMN_NAMES)


def test_every_column_says_what_it_means() -> None:
    assert [column.name for column in COLUMNS if len(column.meaning) < 10] == []
    assert len(set(COLUMN_NAMES)) == len(COLUMN_NAMES)


def test_csv_and_json_hold_the_same_values(client: Client, world: list[Incident]) -> None:
    table = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO(content(client.get("/api/v1/incidents.csv")).decode()))
    }
    for row in results(client.get("/api/v1/incidents/")):
        assert table[row["id"]] == {name: str(csv_cell(value)) for name, value in row.items()}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("application/geo+json", "application/geo+json"),
        ("text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_the_format_follows_what_is_accepted(client: Client, accept: str, kind: str) -> None:
    response = client.get("/api/v1/incidents/", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/v1/incidents.geojson", "application/geo+json"),
        ("/api/v1/map/", "application/geo+json"),
        ("/api/v1/incidents.csv", "text/csv; charset=utf-8"),
        ("/api/v1/timeline/", "application/json"),
    ],
)
def test_each_address_says_its_media_type(client: Client, address: str, kind: str) -> None:
    assert client.get(address)["Content-Type"] == kind
