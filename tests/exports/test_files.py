"""The two formats hold the rows of the list, value for value and in its order."""

from __future__ import annotations

import shutil
import struct
import subprocess

import pytest
from django.test import Client

from incidents.exports import making
from incidents.flat import COLUMN_NAMES
from incidents.models import Incident
from tests import make
from tests.exports.desk import content, fetch, made, opened, points_of_gpkg, rows_in, rows_of_api

pytestmark = pytest.mark.django_db
FORMATS = ("xlsx", "gpkg")


@pytest.mark.parametrize("wanted_format", FORMATS)
def test_a_file_holds_the_rows_of_the_list_value_for_value(
    world: list[Incident], client: Client, wanted_format: str
) -> None:
    make.synthetic()
    rows = rows_in(client, made(client, wanted_format))
    assert list(rows[0]) == list(COLUMN_NAMES)
    assert rows == rows_of_api(client)
    assert [row["synthetic"] for row in rows].count(True) == 1


@pytest.mark.parametrize("wanted_format", FORMATS)
def test_columns_are_those_asked_for_in_their_order(
    world: list[Incident], client: Client, wanted_format: str
) -> None:
    rows = rows_in(client, made(client, wanted_format, "fields=killed_best,id&fields=place"))
    assert rows == rows_of_api(client, "fields=killed_best,id,place")
    assert list(rows[0]) == ["killed_best", "id", "place"]


@pytest.mark.parametrize("block", [1, 2, 5, 6, 7])
@pytest.mark.parametrize("wanted_format", FORMATS)
def test_rows_that_fill_blocks_exactly_or_not_come_once_each_and_in_order(
    world: list[Incident], client: Client, monkeypatch: pytest.MonkeyPatch, wanted_format: str, block: int
) -> None:
    monkeypatch.setattr(making, "BLOCK", block)
    rows = rows_in(client, made(client, wanted_format))
    assert [row["id"] for row in rows] == [row["id"] for row in rows_of_api(client)]
    assert len(rows) == 6


def test_points_are_lon_lat_and_nothing_where_no_point_is_public(
    world: list[Incident], client: Client
) -> None:
    body = content(fetch(client, made(client, "gpkg")))
    rows = rows_of_api(client)
    expected = [
        None if row["longitude"] is None else struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])
        for row in rows
    ]
    assert points_of_gpkg(body) == expected
    assert expected.count(None) == 1


def test_points_are_there_also_without_columns_of_them(world: list[Incident], client: Client) -> None:
    body = content(fetch(client, made(client, "gpkg", "fields=id")))
    assert len([point for point in points_of_gpkg(body) if point]) == 5


def test_it_opens_in_gdal_of_the_distribution(world: list[Incident], client: Client) -> None:
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("ogrinfo is not installed (Debian: gdal-bin)")
    with opened(content(fetch(client, made(client, "gpkg")))) as path:
        done = subprocess.run(
            [program, "-ro", "-al", "-so", str(path)], capture_output=True, text=True, check=True
        )
    assert "Feature Count: 6" in done.stdout
    assert "Geometry: Point" in done.stdout
    assert done.stderr == ""
