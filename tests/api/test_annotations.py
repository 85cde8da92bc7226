"""Dated events beside the timeline: who sees which, by days and by region; and the days still incomplete."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Annotation
from tests import make
from tests.api.conftest import results

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/annotations/"


@pytest.fixture(autouse=True)
def four_events() -> None:
    """An election in Mali, an operation over weeks in all the Sahel, an accord in Gao, and a note of the desk."""
    Annotation.objects.all().delete()
    mali, gao = make.region("MLI"), make.region("ML07")
    for values in (
        {"label": "Election", "label_fr": "Élection", "kind": "election", "date_start": date(2018, 7, 29), "region": mali,
         "url": "https://example.org/election"},
        {"label": "Operation", "kind": "operation", "date_start": date(2018, 8, 10), "date_end": date(2018, 9, 10)},
        {"label": "Accord", "kind": "agreement", "date_start": date(2018, 9, 20), "region": gao},
        {"label": "Desk note", "kind": "other", "date_start": date(2018, 9, 25), "public": False},
    ):  # fmt: skip
        Annotation.objects.create(**{"public": True, **values})


def labels(client: Client, **query: Any) -> list[str]:
    return [row["label"] for row in results(client.get(ADDRESS, query))]


# Who and what ----------------------------------------------------------------------------------------------
def test_the_public_sees_public_ones_by_their_days(client: Client) -> None:
    assert labels(client) == ["Election", "Operation", "Accord"]


def test_the_desk_sees_its_own_too(analyst_client: Client) -> None:
    assert labels(analyst_client) == ["Election", "Operation", "Accord", "Desk note"]
    assert [row["public"] for row in results(analyst_client.get(ADDRESS))] == [True, True, True, False]


def test_a_row_holds_both_languages_and_its_source(client: Client) -> None:
    row = results(client.get(ADDRESS))[0]
    assert {name: value for name, value in row.items() if name != "id"} == {
        "kind": "election", "label": "Election", "label_fr": "Élection", "date_start": "2018-07-29", "date_end": None,
        "region": "MLI", "url": "https://example.org/election", "public": True,
    }  # fmt: skip


def test_what_is_not_known_is_null(client: Client) -> None:
    row = results(client.get(ADDRESS))[1]
    assert (row["label_fr"], row["region"], row["url"]) == (None, None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": "2018-07-30"}, ["Operation", "Accord"]),
        ({"since": "2018-07-29"}, ["Election", "Operation", "Accord"]),
        ({"until": "2018-07-29"}, ["Election"]),
        ({"since": "2018-09-01", "until": "2018-09-05"}, ["Operation"]),
        ({"since": "2018-09-10", "until": "2018-09-10"}, ["Operation"]),
        ({"since": "2018-09-11", "until": "2018-09-19"}, []),
        ({"since": "2019-01-01"}, []),
    ],
)
def test_days_take_what_overlaps_them(client: Client, query: dict[str, str], found: list[str]) -> None:
    assert labels(client, **query) == found


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("MLI", ["Election", "Operation", "Accord"]),
        ("ML07", ["Election", "Operation", "Accord"]),
        ("ML0701", ["Election", "Operation", "Accord"]),
        ("ML10", ["Election", "Operation"]),
        ("NER", ["Operation"]),
        (["NER", "ML07"], ["Election", "Operation", "Accord"]),
        ("", ["Election", "Operation", "Accord"]),
    ],
)
def test_a_region_takes_what_holds_it_what_lies_in_it_and_the_whole_sahel(
    client: Client, region: Any, found: list[str]
) -> None:
    # An event of a whole region concerns each of its parts.
    assert labels(client, region=region) == found


# Bad input -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("since=2018-02-30", {"since"}),
        ("since=x&until=y", {"since", "until"}),
        ("since=2018-01-01&since=2018-01-02", {"since"}),
        ("region=ZZ99", {"region"}),
        ("region=" + "x" * 500, {"region"}),
        ("kind=election", {"kind"}),
        ("since=0001-01-01", {"since"}),
    ],
)
def test_what_is_not_understood_is_named(client: Client, query: str, parameters: set[str]) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == parameters


# Copies ----------------------------------------------------------------------------------------------------
def test_a_good_copy_is_answered_with_304(client: Client) -> None:
    etag = client.get(ADDRESS)["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert "no-cache" in again["Cache-Control"]


@pytest.mark.parametrize(
    "change", [{"label": "Vote"}, {"public": False}, {"date_end": date(2018, 7, 30)}], ids=str
)
def test_an_edit_makes_a_copy_stale(client: Client, change: dict[str, Any]) -> None:
    etag = client.get(ADDRESS)["ETag"]
    Annotation.objects.filter(label="Election").update(**change)
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


def test_a_copy_stays_good_while_only_the_desk_writes(client: Client) -> None:
    etag = client.get(ADDRESS)["ETag"]
    Annotation.objects.filter(label="Desk note").update(label="Another note")
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304


def test_what_a_signed_in_person_sees_is_kept_by_nobody(analyst_client: Client) -> None:
    answer = analyst_client.get(ADDRESS)
    assert "no-store" in answer["Cache-Control"]


# Incomplete days -------------------------------------------------------------------------------------------
def test_old_data_have_no_incomplete_days(client: Client) -> None:
    make.published_incident()
    assert client.get(ADDRESS).json()["incomplete"] is None


def test_fresh_data_are_incomplete_for_two_weeks_until_today(client: Client) -> None:
    today = timezone.now().date()
    last = today - timedelta(days=3)
    make.published_incident(date_start=last.isoformat(), date_end=last.isoformat())
    assert client.get(ADDRESS).json()["incomplete"] == {
        "since": (last - timedelta(days=13)).isoformat(), "until": today.isoformat(),
    }  # fmt: skip


def test_an_embargoed_incident_of_yesterday_is_not_given_away(client: Client) -> None:
    yesterday = (timezone.now().date() - timedelta(days=1)).isoformat()
    make.embargoed(date_start=yesterday, date_end=yesterday)
    assert client.get(ADDRESS).json()["incomplete"] is None


def test_the_list_costs_the_same_queries_however_long(client: Client, django_assert_num_queries: Any) -> None:
    Annotation.objects.bulk_create(
        Annotation(
            kind="other", label=f"Event {n}", date_start=date(2018, 1, 1), region=make.region(), public=True
        )
        for n in range(30)
    )
    with django_assert_num_queries(2):
        assert len(labels(client)) == 33
