"""The GeoPackage: a layer of its kind, typed columns, attribution and licence inside."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from pyogrio import raw, read_info

from incidents.exports.about import About
from incidents.exports.gpkg import TYPES, GpkgFile
from incidents.flat import COLUMN_NAMES
from tests import make
from tests.exports.desk import content, fetch, made, opened, rows_in
from tests.exports.test_xlsx import STRANGE

pytestmark = pytest.mark.django_db
ABOUT = About("region=ML07", 2, 7, datetime(2018, 10, 1, 12, 30))


def test_the_layer_has_its_name_its_reference_system_and_a_type_for_every_column(client: Client) -> None:
    body = content(fetch(client, made(client, "gpkg")))
    with opened(body) as path:
        info = read_info(path)
    assert (info["layer_name"], info["crs"], info["geometry_type"]) == ("incidents", "EPSG:4326", "Point")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types == {name: TYPES.get(name, "object") for name in COLUMN_NAMES}


def test_attribution_licence_and_selection_lie_in_the_file(client: Client) -> None:
    make.published_incident()
    export = made(client, "gpkg", "country=MLI")
    with opened(content(fetch(client, export))) as path:
        info = read_info(path)
        with sqlite3.connect(path) as database:
            (contents,) = database.execute(
                "SELECT table_name, description, srs_id FROM gpkg_contents"
            ).fetchall()
    assert contents == ("incidents", "Data: Sahel incidents contributors, CC BY 4.0", 4326)
    assert info["dataset_metadata"]["licence"] == info["layer_metadata"]["licence"] == "CC BY 4.0"
    assert info["dataset_metadata"]["attribution"] == "Sahel incidents contributors"
    assert info["dataset_metadata"]["selection"] == "country=MLI"
    assert info["dataset_metadata"]["change_number"] == str(export.change_number)


def test_strange_texts_come_back_as_they_were(tmp_path: Path) -> None:
    file = GpkgFile(tmp_path, ["place"], ABOUT)
    file.add([{"place": text, "longitude": None, "latitude": None} for text in [*STRANGE, None, ""]])
    _meta, _fids, points, (places,) = raw.read(file.finish())
    assert list(places) == [*STRANGE, None, ""]
    assert list(points) == [None] * (len(STRANGE) + 2)


def test_a_selection_of_nothing_is_a_layer_without_features(client: Client) -> None:
    export = made(client, "gpkg")
    assert (export.rows_in_all, rows_in(client, export)) == (0, [])
