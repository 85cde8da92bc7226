"""Keyset pages: every row once, whatever the order and however many ties."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from incidents.models import Incident
from tests.api.conftest import results
from tests.models.rows import published, saved

pytestmark = pytest.mark.django_db
SORTS = ("newest", "oldest", "deadliest", "updated")


@pytest.fixture
def thirty() -> list[Incident]:
    """Thirty incidents on five days, with four different tolls and two time stamps: nothing but ties."""
    source, given, rows = random.Random(7), published(), []
    for _ in range(30):
        day = date(2018, 9, 1) + timedelta(days=source.randrange(5))
        toll = source.choice([None, 0, 3, 22])
        low = source.choice([toll, 1]) if toll != 0 else 0
        rows.append(
            saved(
                Incident,
                **given,
                date_start=day,
                date_end=day,
                killed_best=toll,
                killed_low=low and min(low, toll or low),
            )
        )
    ids = [row.pk for row in rows]
    Incident.objects.unpublished_too().filter(pk__in=ids[::2]).update(updated_at="2018-10-01T00:00:00Z")
    Incident.objects.unpublished_too().filter(pk__in=ids[1::2]).update(
        updated_at="2018-10-02T00:00:00.123456Z"
    )
    return rows


def walk(client: Client, address: str) -> list[list[dict[str, Any]]]:
    pages = []
    following: str | None = address
    while following:
        response = client.get(following)
        pages.append(results(response))
        following = response.json()["next"]
        assert response.headers.get("Link") == (f'<{following}>; rel="next"' if following else None)
        assert len(pages) < 100, "the list has no end"
    return pages


@pytest.mark.parametrize("limit", [1, 7, 15, 30, 1000])
@pytest.mark.parametrize("sort", SORTS)
def test_following_the_link_reads_every_row_once(
    client: Client, thirty: list[Incident], sort: str, limit: int
) -> None:
    pages = walk(client, f"/api/v1/incidents/?sort={sort}&limit={limit}")
    seen = [row["id"] for page in pages for row in page]
    assert sorted(seen) == sorted(str(row.public_id) for row in thirty)
    assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
    assert 0 < len(pages[-1]) <= limit


def rank(row: dict[str, Any]) -> int:
    tolls = [toll for toll in (row["killed_best"], row["killed_low"]) if toll is not None]
    return tolls[0] if tolls else -1


@pytest.mark.parametrize(
    ("sort", "key", "descending"),
    [
        ("newest", lambda row: row["date_start"], True),
        ("oldest", lambda row: row["date_start"], False),
        ("deadliest", rank, True),
        ("updated", lambda row: row["updated_at"], True),
    ],
)
def test_a_list_is_in_its_order_across_pages(
    client: Client, thirty: list[Incident], sort: str, key: Any, descending: bool
) -> None:
    keys = [key(row) for page in walk(client, f"/api/v1/incidents/?sort={sort}&limit=7") for row in page]
    assert keys == sorted(keys, reverse=descending)


def test_a_row_that_appears_while_somebody_pages_makes_no_row_appear_twice(
    client: Client, thirty: list[Incident]
) -> None:
    first = client.get("/api/v1/incidents/?limit=10").json()
    saved(Incident, **published(), date_start=date(2018, 12, 1), date_end=date(2018, 12, 1))
    rest = [row["id"] for page in walk(client, first["next"]) for row in page]
    assert sorted([row["id"] for row in first["results"]] + rest) == sorted(
        str(row.public_id) for row in thirty
    )


def test_a_page_can_be_followed_when_its_last_row_is_gone(client: Client, thirty: list[Incident]) -> None:
    first = client.get("/api/v1/incidents/?limit=10").json()
    Incident.objects.unpublished_too().filter(public_id=first["results"][-1]["id"]).delete()
    rest = [row["id"] for page in walk(client, first["next"]) for row in page]
    assert len(rest) == 20
    assert set(rest).isdisjoint({row["id"] for row in first["results"]})


def test_the_next_page_keeps_the_filters(client: Client, thirty: list[Incident]) -> None:
    pages = walk(client, "/api/v1/incidents/?min_killed=3&sort=deadliest&limit=3&type=battles&type=riots")
    assert {rank(row) >= 3 for page in pages for row in page} == {True}


def test_a_hundred_rows_are_a_page_when_nothing_is_said(client: Client) -> None:
    given = published()
    Incident.objects.bulk_create(
        [
            Incident(event_type="battles", date_start=date(2018, 9, 1), date_end=date(2018, 9, 1), **given)
            for _ in range(101)
        ]
    )
    assert [len(page) for page in walk(client, "/api/v1/incidents/")] == [100, 1]


@pytest.mark.parametrize("noun", ["actors", "regions", "places"])
def test_the_other_nouns_are_read_whole_too(client: Client, noun: str) -> None:
    seen, after = [], 0
    while after is not None:
        body = client.get(f"/api/v1/{noun}/?after={after}").json()
        seen += [row.get("slug") or row.get("pcode") or row.get("key") for row in body["results"]]
        after = body["next_after"]
    assert len(seen) == len(set(seen)) > 80
