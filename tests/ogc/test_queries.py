"""However many features there are, an answer costs the same number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Place, Region
from tests.api.test_queries import grow
from tests.ogc.asking import at

pytestmark = pytest.mark.django_db
BOX = "bbox=-20,0,30,40"


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


# By SQL: the place in the order, the count, and four queries for the rows.
COSTS = {
    at("incidents"): 6,
    f"{at('incidents')}?{BOX}&datetime=2018-01-01/..": 6,
    f"{at('incidents')}?type=violence_against_civilians&min_killed=3": 6,
    at("places"): 2,
    f"{at('places')}?{BOX}": 2,
    at("regions"): 5,
    f"{at('regions')}?{BOX}": 5,
    "/ogc/collections": 4,
    "/ogc": 0,
    "/ogc/api": 0,
    "/ogc/conformance": 0,
}


@pytest.mark.parametrize("address", COSTS)
def test_one_and_fifty_more_features_cost_the_same(client: Client, address: str) -> None:
    grow(1)
    first = cost(client, address)
    grow(50)
    assert (first, cost(client, address)) == (COSTS[address], COSTS[address])


@pytest.mark.parametrize("name", ["places", "regions"])
@pytest.mark.parametrize("limit", [20, 200])
def test_a_larger_page_costs_the_same(client: Client, name: str, limit: int) -> None:
    assert cost(client, f"{at(name)}?limit={limit}") == COSTS[at(name)]


def test_a_later_page_does_not_count_again(client: Client) -> None:
    grow(5)
    following = client.get(at("incidents", limit=2)).json()
    address = next(link["href"] for link in following["links"] if link["rel"] == "next")
    assert cost(client, address) == COSTS[at("incidents")] - 1


def test_one_feature_costs_the_same_however_much_it_holds(client: Client) -> None:
    grow(1)
    incident = client.get(at("incidents")).json()["features"][0]["id"]
    place, region = Place.objects.get(key="ml-ansongo"), Region.objects.get(pcode="ML07")
    assert cost(client, f"{at('incidents')}/{incident}") == 5
    assert cost(client, f"{at('places')}/{place.key}") == 1
    assert cost(client, f"{at('regions')}/{region.pcode}") == 4
