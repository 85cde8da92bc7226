"""When the columns answer, when plain SQL does, and what lies on the disk."""

from __future__ import annotations

import json
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.test import Client

from incidents import picture
from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.columns import build, files, store
from incidents.columns.store import STORE
from incidents.models import Actor, Incident, Region
from tests import make

pytestmark = pytest.mark.django_db
MAP = "/api/v1/map/?bbox=-20,5,30,28&zoom=6"


def total() -> int:
    return picture.counted(selection(Audience.PUBLIC, QueryDict("")), (-180, -90, 180, 90), 1).total


def folder() -> Path:
    found = files.folder_of_database()
    assert found is not None
    return found


def present_snapshot() -> Path:
    name = files.present_name(folder())
    assert name is not None
    return folder() / name


# Who answers ---------------------------------------------------------------------------------------------
def test_without_a_folder_plain_sql_answers() -> None:
    make.published_incident()
    assert (total(), STORE.view) == (1, None)


@pytest.mark.usefixtures("columns_folder")
def test_before_the_first_snapshot_plain_sql_answers() -> None:
    make.published_incident()
    assert (total(), STORE.view) == (1, None)


@pytest.mark.usefixtures("columns_folder")
def test_an_edit_is_in_the_next_answer_without_a_new_snapshot() -> None:
    incident = make.published_incident()
    name = build.build()
    assert total() == 1
    make.published_incident()
    Incident.objects.filter(pk=incident.pk).update(audience=1)
    assert total() == 1
    make.published_incident()
    assert total() == 2
    assert STORE.view is not None
    assert STORE.view.snapshot.name == name


@pytest.mark.usefixtures("columns_folder")
def test_a_new_snapshot_is_taken_up_half_a_second_later_and_the_answers_are_true_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make.published_incident()
    first = build.build()
    total()
    make.published_incident()
    second = build.build()
    assert total() == 2
    assert STORE.view is not None
    assert STORE.view.snapshot.name == first
    monkeypatch.setattr(store, "LOOK_SECONDS", 0.0)
    assert total() == 2
    assert STORE.view.snapshot.name == second


SPOILERS = [
    ("another version", {"version": 0}),
    ("other columns", {"columns": []}),
    ("too old", {"made_at": time.time() - files.FRESH_FOR - 1}),
    ("made by a clock that stood ahead", {"made_at": time.time() + 7200}),
    ("of another table, as after a restore", {"table": 1}),
    ("of transactions that are still to come", {"lowest_open": 2**50}),
]


@pytest.mark.usefixtures("columns_folder")
@pytest.mark.parametrize("spoilt", [row[1] for row in SPOILERS], ids=[row[0] for row in SPOILERS])
def test_a_snapshot_that_cannot_be_trusted_is_left_to_plain_sql(spoilt: dict[str, Any]) -> None:
    make.published_incident()
    build.build()
    about = present_snapshot() / "about.json"
    about.write_text(json.dumps({**json.loads(about.read_text()), **spoilt}))
    assert (total(), STORE.view) == (1, None)


@pytest.mark.usefixtures("columns_folder")
@pytest.mark.parametrize("how", ["gone", "empty"])
@pytest.mark.parametrize("file", ["at.npy", "posting_rows.npy", "totals_2.npy", "about.json"])
def test_a_damaged_snapshot_is_left_to_plain_sql_and_made_anew(file: str, how: str) -> None:
    make.published_incident()
    build.build()
    (present_snapshot() / file).unlink() if how == "gone" else (present_snapshot() / file).write_bytes(b"")
    assert (total(), STORE.view) == (1, None)
    assert build.keep_up() is not None
    assert total() == 1
    assert STORE.view is not None


@pytest.mark.usefixtures("columns_folder")
def test_more_news_than_a_process_carries_is_left_to_plain_sql_until_the_next_snapshot(
    monkeypatch: Any,
) -> None:
    make.published_incidents([{}] * 3)
    build.build()
    assert total() == 3
    monkeypatch.setattr(store, "CARRIED", 2)
    Incident.objects.all().update(verification="confirmed")
    assert (total(), STORE.view) == (3, None)
    monkeypatch.undo()
    build.build()
    assert total() == 3
    assert STORE.view is not None


# A new snapshot ------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("columns_folder")
def test_a_snapshot_is_made_once_and_again_only_when_enough_was_touched(monkeypatch: Any) -> None:
    make.published_incidents([{}] * 3)
    assert build.keep_up() is not None
    assert build.keep_up() is None
    Incident.objects.all().update(verification="confirmed")
    assert build.keep_up() is None
    monkeypatch.setattr(build, "TOUCHED", 3)
    assert build.keep_up() is not None
    assert build.keep_up() is None


@pytest.mark.usefixtures("columns_folder")
def test_an_old_snapshot_with_any_news_is_made_anew(monkeypatch: Any) -> None:
    make.published_incident()
    build.build()
    make.published_incident()
    assert build.keep_up() is None
    monkeypatch.setattr(build, "OLD_SECONDS", -1)
    assert build.keep_up() is not None


@pytest.mark.usefixtures("columns_folder")
def test_the_snapshot_before_is_kept_for_who_is_opening_it_and_older_ones_are_removed() -> None:
    build.build()
    before, last = build.build(), build.build()
    assert {path.name for path in folder().iterdir()} == {before, last, "current"}


@pytest.mark.usefixtures("columns_folder")
def test_the_command_makes_what_is_due_and_says_so() -> None:
    make.published_incident()
    said = StringIO()
    call_command("columns", "--once", stdout=said)
    assert said.getvalue().startswith("snapshot ")
    quiet = StringIO()
    call_command("columns", "--once", stdout=quiet)
    assert quiet.getvalue() == ""


def test_the_command_refuses_to_keep_nothing(settings: Any) -> None:
    settings.COLUMNS_DIR = ""
    with pytest.raises(CommandError, match="COLUMNS_DIR"):
        call_command("columns", "--once")


# Names ---------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("columns_folder")
def test_a_renamed_actor_and_a_moved_region_are_known_at_once(client: Client) -> None:
    make.published_incident(involvements=(make.perpetrator(),))
    build.build()
    keys = lambda by: [row["key"] for row in client.get(f"/api/v1/breakdown/?by={by}").json()["results"]]  # noqa: E731
    assert "isgs" in keys("actor")
    Actor.objects.filter(slug="isgs").update(slug="issp")
    assert "issp" in keys("actor")
    assert keys("region") == ["ML07"]
    Region.objects.filter(admin1="ML07").update(admin1="ML99")
    assert keys("region") == ["ML99"]


# What a request costs ------------------------------------------------------------------------------------
@pytest.mark.usefixtures("columns_folder")
@pytest.mark.parametrize("query", ["", "&type=violence_against_civilians", "&since=2018-01-01&min_killed=0"])
def test_a_map_that_was_asked_for_before_costs_one_query(
    client: Client, query: str, django_assert_num_queries: Any
) -> None:
    make.published_incidents([{}, {"place": "ml-menaka"}, {"place": "ml-menaka"}])
    build.build()
    client.get(MAP + query)
    with django_assert_num_queries(1):
        assert client.get(MAP + query).json()["total"] == 3


@pytest.mark.usefixtures("columns_folder")
def test_an_edited_single_incident_is_shown_as_it_is_now(client: Client) -> None:
    incident = make.published_incident()
    build.build()
    shown = lambda: client.get(MAP).json()["features"][0]["properties"]["verification"]  # noqa: E731
    assert shown() == "unverified"
    make.edited(incident, verification="confirmed")
    assert shown() == "confirmed"


@pytest.mark.usefixtures("columns_folder")
def test_what_an_analyst_saw_is_not_remembered_for_the_public(client: Client) -> None:
    make.for_analysts_only()
    build.build()
    client.force_login(make.analyst())
    assert len(client.get(MAP).json()["features"]) == 1
    client.logout()
    assert client.get(MAP).json()["features"] == []
