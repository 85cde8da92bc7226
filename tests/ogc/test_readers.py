"""What GIS programs read over HTTP: GDAL's command line as Debian has it, and the GDAL of pyogrio's wheel, which is
what geopandas reads with. Both run beside this process: in it, they would wait for a server that waits for them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from incidents.models import Incident, Place, Region
from tests import make

SECONDS = 120
AROUND_MENAKA = (2.0, 15.5, 3.0, 16.5)
needs_gdal = pytest.mark.skipif(
    shutil.which("ogrinfo") is None, reason="ogrinfo is missing: apt-get install gdal-bin"
)


@pytest.fixture
def site(real_commits: None) -> Iterator[str]:
    """The landing page of a running site with 25 incidents: 5 at Ménaka, 19 at Ansongo, one hidden."""
    make.published_incidents(
        [{"place": "ml-menaka"}] * 5 + [{"place": "ml-ansongo"}] * 19 + [{"location_policy": "hidden"}]
    )
    make.draft(place="ml-menaka")
    server = LiveServer("127.0.0.1")
    yield f"{server.url}/ogc"
    server.stop()


def expected() -> dict[str, list[str]]:
    """Ids of all features by collection."""
    public = Incident.objects.for_audience(2).values_list("public_id", flat=True)
    return {
        "incidents": sorted(map(str, public)),
        "places": sorted(Place.objects.values_list("key", flat=True)),
        "regions": sorted(Region.objects.values_list("pcode", flat=True)),
    }


def run(*command: str) -> tuple[str, str]:
    """What a program says on its two channels."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout, done.stderr


# GDAL's command line -------------------------------------------------------------------------------------
def with_ogr2ogr(site: str, name: str, *options: str) -> tuple[list[dict[str, Any]], str]:
    """The features that GDAL makes of a collection, and the addresses that it fetched."""
    told, log = run(
        "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{site}", name, "-oo", "PAGE_SIZE=10", "--debug", "ON", *options
    )  # fmt: skip
    return json.loads(told)["features"], log


@needs_gdal
def test_ogrinfo_lists_the_collections_with_their_geometries(site: str) -> None:
    told, _log = run("ogrinfo", "-ro", f"OAPIF:{site}")
    layers = [line for line in told.splitlines() if line[:1].isdigit()]
    assert layers == [
        "1: incidents (title: Incidents) (Point)",
        "2: places (title: Places) (Point)",
        "3: regions (title: Regions) (Multi Polygon)",
    ]


@needs_gdal
@pytest.mark.parametrize("ending", ["", "/"])
def test_gdal_follows_the_pages_of_every_collection_to_its_end(site: str, ending: str) -> None:
    for name, wanted in expected().items():
        features, log = with_ogr2ogr(site + ending, name)
        assert sorted(feature["properties"]["id"] for feature in features) == wanted
        assert log.count("cursor=") == (len(wanted) - 1) // 10


@needs_gdal
def test_gdal_hands_its_box_on(site: str) -> None:
    features, log = with_ogr2ogr(site, "incidents", "-spat", *map(str, AROUND_MENAKA))
    # What has no point is found in every box; GDAL leaves it out again.
    assert [feature["geometry"]["coordinates"] for feature in features] == [[2.4022, 15.9182]] * 5
    assert "bbox=2,15.5,3,16.5" in log
    assert "cursor=" not in log


@needs_gdal
def test_gdal_reads_dates_numbers_and_truths_as_such(site: str) -> None:
    told, _log = run("ogrinfo", "-ro", "-so", f"OAPIF:{site}", "incidents")
    kinds = dict(line.split(": ", 1) for line in told.splitlines() if line.endswith("0)"))
    wanted = ("id", "date_start", "killed_best", "synthetic", "updated_at", "verification")
    assert {name: kinds[name] for name in wanted} == {
        "id": "String (0.0)",
        "date_start": "Date (0.0)",
        "killed_best": "Integer (0.0)",
        "synthetic": "Integer(Boolean) (1.0)",
        "updated_at": "DateTime (0.0)",
        "verification": "String (0.0)",
    }
    assert "Feature Count: 25" in told


# pyogrio -------------------------------------------------------------------------------------------------
PROGRAM = """
import json, sys
from pyogrio.raw import read

address, name, box = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
about, _ids, shapes, columns = read(address, layer=name, bbox=box and tuple(box), PAGE_SIZE=10)
ids = columns[list(about["fields"]).index("id")]
print(json.dumps({"ids": sorted(ids), "crs": about["crs"], "kind": about["geometry_type"],
                  "placed": sum(shape is not None for shape in shapes)}))
"""


def with_pyogrio(site: str, name: str, box: tuple[float, ...] | None = None) -> dict[str, Any]:
    told, _log = run(sys.executable, "-c", PROGRAM, f"OAPIF:{site}", name, json.dumps(box))
    return json.loads(told)


@pytest.mark.parametrize(
    ("name", "kind"), [("incidents", "Point"), ("places", "Point"), ("regions", "MultiPolygon")]
)
def test_pyogrio_reads_every_feature_of_a_collection(site: str, name: str, kind: str) -> None:
    read = with_pyogrio(site, name)
    assert (read["ids"], read["crs"], read["kind"]) == (expected()[name], "EPSG:4326", kind)
    assert name != "incidents" or read["placed"] == 24


def test_pyogrio_hands_its_box_on(site: str) -> None:
    at_menaka = (
        Incident.objects.for_audience(2).filter(place__key="ml-menaka").values_list("public_id", flat=True)
    )
    assert with_pyogrio(site, "incidents", AROUND_MENAKA)["ids"] == sorted(map(str, at_menaka))
