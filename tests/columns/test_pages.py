"""Pages of a list in the order of the columns are the pages that SQL gives."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from incidents import picture
from incidents.api import pagination
from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.columns import build, pages
from incidents.columns.store import STORE
from incidents.models import Incident
from incidents.sample import load_generated
from tests import make
from tests.columns.test_parity import random_edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]
QUERIES = [
    "",
    "type=battles",
    "bbox=-1.4,13.2,4.7,18.1",
    "since=2016-01-01&until=2017-06-30",
    "min_killed=2&country=MLI",
]
NEAR = (1.6, 15.75)


def by_columns(query: str, order: str, limit: int, after: Any, audience: Audience = Audience.PUBLIC) -> Any:
    return picture.page_of_ids(selection(audience, QueryDict(query)), order, limit, after=after, near=NEAR)


def by_sql(query: str, order: str, limit: int, after: Any) -> Any:
    return pagination.places_by_sql(
        selection(Audience.PUBLIC, QueryDict(query)).incidents, order, limit, after, NEAR
    )


@pytest.mark.parametrize("order", ["newest", "oldest", "deadliest"])
@pytest.mark.parametrize("query", QUERIES)
def test_walking_through_a_list_meets_each_row_once_in_the_order_of_sql(
    query: str, order: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(pages, "STEP", 37)  # so that a page takes several steps
    load_generated(300)
    build.build()
    chance = random.Random(order + query)
    for _time in range(3):
        random_edit(chance)
    whole = by_sql(query, order, 10_000, None)
    walked: list[Any] = []
    while page := by_columns(query, order, 23, walked[-1] if walked else None):
        walked += page
    assert walked == whole
    assert STORE.view is not None


def test_the_nearest_come_first_and_what_has_no_point_comes_last() -> None:
    load_generated(200)
    hidden = make.published_incident(location_policy="hidden")
    build.build()
    held, plain = by_columns("", "nearest", 1000, None), by_sql("", "nearest", 1000, None)
    # The two spheres differ by centimetres in their radius.
    assert [abs(one[0] - other[0]) <= 1 for one, other in zip(held, plain, strict=True)] == [True] * len(
        plain
    )
    assert sorted(pk for _metres, pk in held) == sorted(pk for _metres, pk in plain)
    assert held[-1][0] == pages.NOWHERE_M
    assert hidden.pk in {pk for metres, pk in held if metres == pages.NOWHERE_M}


@pytest.mark.parametrize("order", ["newest", "oldest", "deadliest", "nearest"])
def test_no_order_shows_the_public_what_is_for_analysts_only(order: str) -> None:
    make.published_incident()
    build.build()
    later = make.for_analysts_only()
    assert later.pk not in {pk for _value, pk in by_columns("", order, 100, None)}
    assert later.pk in {pk for _value, pk in by_columns("", order, 100, None, Audience.ANALYSTS)}


def test_the_api_pages_through_the_columns_by_its_cursor(client: Client) -> None:
    load_generated(60)
    build.build()
    seen: list[str] = []
    address = "/api/v1/incidents/?limit=17&sort=deadliest"
    while address:
        answer = client.get(address).json()
        seen += [row["id"] for row in answer["results"]]
        address = answer["next"]
    expected = [pk for _toll, pk in by_sql("", "deadliest", 1000, None)]
    ids = dict(Incident.objects.values_list("pk", "public_id"))
    assert seen == [str(ids[pk]) for pk in expected]


def test_an_order_that_the_columns_do_not_hold_is_left_to_sql(client: Client) -> None:
    make.published_incidents([{}, {}])
    build.build()
    assert len(client.get("/api/v1/incidents/?sort=updated").json()["results"]) == 2


@pytest.mark.parametrize(
    ("near_to", "status"), [("1.6,15.75", 200), ("", 200), ("x", 400), ("1,95", 400), ("nan,1", 400)]
)
def test_the_place_to_measure_from_is_a_point_on_earth(client: Client, near_to: str, status: int) -> None:
    assert client.get(f"/api/v1/incidents/?sort=nearest&near_to={near_to}").status_code == status
