"""Reproductions of the review: each test states what should hold and fails while the finding stands."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from incidents import features, picture
from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.columns import build, files, journal
from incidents.columns.journal import Mark
from incidents.columns.store import STORE
from incidents.models import Incident, Place
from tests import make
from tests.columns.conftest import columns_folder  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]
MAP = "/api/v1/map/?bbox=-20,5,30,28&zoom=12"
WORLD = (-180.0, -90.0, 180.0, 90.0)


def total() -> int:
    return picture.counted(selection(Audience.PUBLIC, QueryDict("")), WORLD, 1).total


def shown(client: Client) -> set[str]:
    return {feature["id"] for feature in client.get(MAP).json()["features"]}


def test_singles_that_were_remembered_stay_on_the_map_when_the_memory_is_full(
    client: Client, monkeypatch: Any
) -> None:
    for place in ("ml-ansongo", "ml-menaka", "ml-gao"):
        make.published_incident(place=place)
    build.build()
    monkeypatch.setattr(features, "REMEMBERED", 3)
    west = client.get("/api/v1/map/?bbox=-20,5,1,28&zoom=12").json()["features"]
    assert len(west) >= 1
    assert len(shown(client)) == 3


def test_a_renamed_place_is_shown_under_its_new_name(client: Client) -> None:
    make.published_incident()
    build.build()
    name = lambda: client.get(MAP).json()["features"][0]["properties"]["place"]  # noqa: E731
    name()
    Place.objects.filter(key="ml-ansongo").update(name="Withheld")
    assert name() == "Withheld"


def test_a_database_restored_from_its_dump_is_not_answered_from_the_old_snapshot() -> None:
    """What pg_restore --clean does: the tables are dropped, made and filled again before their triggers."""
    make.published_incidents([{}] * 2)
    build.build()
    assert total() == 2
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        cursor.execute("CREATE TEMP TABLE dumped AS SELECT * FROM incidents_touched")
        cursor.execute("DELETE FROM incidents_incident WHERE id = (SELECT max(id) FROM incidents_incident)")
        cursor.execute("SET session_replication_role = origin")
    STORE.view = None
    assert total() == 1


def test_a_snapshot_ahead_of_its_database_is_not_used() -> None:
    make.published_incidents([{}] * 2)
    build.build()
    about = files.folder_of_database() / files.present_name(files.folder_of_database()) / "about.json"  # type: ignore[operator]
    about.write_text(json.dumps({**json.loads(about.read_text()), "lowest_open": 10**12}))
    Incident.objects.filter(pk=Incident.objects.first().pk).update(audience=0)
    assert total() == 1


def test_a_snapshot_from_the_future_is_not_used() -> None:
    make.published_incident()
    build.build()
    about = files.folder_of_database() / files.present_name(files.folder_of_database()) / "about.json"  # type: ignore[operator]
    about.write_text(json.dumps({**json.loads(about.read_text()), "made_at": time.time() + 365 * 86400}))
    journal.forget_old_rows()
    assert (total(), STORE.view) == (1, None)


@pytest.mark.parametrize("file", ["totals_2.npy", "at.npy", "posting_rows.npy", "about.json"])
def test_an_empty_file_after_a_power_cut_is_left_to_plain_sql(file: str, client: Client) -> None:
    make.published_incident()
    build.build()
    place: Path = files.folder_of_database() / files.present_name(files.folder_of_database())  # type: ignore[operator]
    (place / file).write_bytes(b"")
    assert client.get(MAP).status_code == 200
    assert build.keep_up() is not None


def test_a_cell_says_one_place_only_where_all_lie_at_one() -> None:
    def at(lon: float, day: str) -> dict[str, Any]:
        return {"date_start": day, "date_end": day}

    rows = make.published_incidents([at(0, f"2018-01-0{k}") for k in range(1, 8)])
    points = ["1.50 15.5"] * 3 + ["1.51 15.51", "1.52 15.52", "1.53 15.53", "1.50 15.5"]
    for row, point in zip(rows, points, strict=True):
        Incident.objects.filter(pk=row.pk).update(point=f"SRID=4326;POINT({point})", radius_m=900)
    build.build()
    Incident.objects.filter(pk__in=[row.pk for row in rows[:4]]).update(audience=0)
    cells = picture.counted(selection(Audience.PUBLIC, QueryDict("")), WORLD, 1).cells
    assert [(cell.count, cell.one_place) for cell in cells] == [(3, False)]


def test_the_last_snapshot_stays_for_those_that_are_opening_it(monkeypatch: Any) -> None:
    import os

    first = build.build()
    folder = files.folder_of_database()
    assert folder is not None
    an_hour_ago = time.time() - 3600
    os.utime(folder / first, (an_hour_ago, an_hour_ago))
    build.build()
    assert (folder / first).exists()
