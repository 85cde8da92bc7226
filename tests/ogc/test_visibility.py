"""Who sees what of the incidents: neither a feature nor a count nor an extent tells of what is not published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents.models import ApiToken
from tests import make
from tests.ogc.asking import at, id_of, ids, page

pytestmark = pytest.mark.django_db


FAR = {
    "longitude": 20.25,
    "latitude": 20.5,
    "radius_m": 5,
    "geo_precision": "near",
    "place": None,
    "date_start": "2019-01-01",
    "date_end": "2020-01-01",
}
HIDDEN_STATES = [make.draft, make.in_review, make.embargoed, make.retracted]


def everything(client: Client) -> list[Any]:
    """All that is said of the incidents, but for the hour."""
    return [
        client.get("/ogc/collections").json(),
        client.get("/ogc/collections/incidents").json(),
        {**page(client, "incidents"), "timeStamp": ""},
        {**page(client, "incidents", bbox="-180,-90,180,90"), "timeStamp": ""},
        {**page(client, "incidents", datetime="../2030-01-01"), "timeStamp": ""},
    ]


@pytest.mark.parametrize("state", HIDDEN_STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("reader", ["anonymous", "analyst"])
def test_what_is_not_published_leaves_no_trace_not_even_in_an_extent(
    client: Client, state: Any, reader: str
) -> None:
    if reader == "analyst":
        client.force_login(make.analyst())
    make.published_incident()
    told = everything(client)
    assert state(**FAR).point is not None
    assert everything(client) == told


def test_a_merged_incident_is_told_of_in_its_root_alone(client: Client) -> None:
    root = make.published_incident()
    extent = client.get("/ogc/collections/incidents").json()["extent"]
    make.merged(root, **FAR)
    assert ids(client, "incidents") == [id_of(root)]
    assert client.get("/ogc/collections/incidents").json()["extent"] == extent


@pytest.mark.parametrize("by", ["a session", "a token"])
def test_analysts_see_what_is_released_to_them_and_its_extent(client: Client, by: str) -> None:
    make.published_incident()
    theirs = make.for_analysts_only(**FAR)
    public = everything(client)
    assert id_of(theirs) not in ids(client, "incidents")
    if by == "a session":
        client.force_login(make.analyst())
    else:
        _token, key = ApiToken.issue(user=make.analyst(), name="QGIS")
        client = Client(headers={"Authorization": f"Bearer {key}"})
    assert id_of(theirs) in ids(client, "incidents")
    extent = client.get("/ogc/collections/incidents").json()["extent"]
    assert extent["spatial"]["bbox"] == [[0.5022, 15.6597, 20.25, 20.5]]
    assert extent["temporal"]["interval"] == [["2018-09-30T00:00:00Z", "2020-01-01T23:59:59Z"]]
    assert public[1]["extent"]["spatial"]["bbox"] == [[0.5022, 15.6597, 0.5022, 15.6597]]


def test_a_collection_without_incidents_has_no_extent(client: Client) -> None:
    make.draft()
    assert "extent" not in client.get("/ogc/collections/incidents").json()
    assert page(client, "incidents")["numberMatched"] == 0


STATUS = [
    (make.published_incident, 200, 200), (make.for_analysts_only, 404, 200), (make.draft, 404, 404),
    (make.in_review, 404, 404), (make.embargoed, 404, 404), (make.retracted, 410, 410), (make.merged, 301, 301),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "to_all", "to_analysts"), STATUS, ids=lambda case: getattr(case, "__name__", "")
)
def test_a_feature_answers_by_its_state_and_who_asks(
    client: Client, state: Any, to_all: int, to_analysts: int
) -> None:
    address = f"{at('incidents')}/{state().public_id}"
    assert client.get(address).status_code == to_all
    client.force_login(make.analyst())
    assert client.get(address).status_code == to_analysts


def test_a_merged_incident_leads_to_its_root_and_a_retracted_one_says_why(client: Client) -> None:
    root = make.published_incident()
    moved = client.get(f"{at('incidents')}/{make.merged(root).public_id}")
    assert moved["Location"] == f"{at('incidents')}/{root.public_id}"
    gone = client.get(f"{at('incidents')}/{make.retracted().public_id}")
    assert (gone["Content-Type"], gone.json()["reason"]) == (
        "application/problem+json",
        "the report was withdrawn",
    )


@pytest.mark.parametrize("spelling", [str.upper, lambda uid: uid.replace("-", ""), lambda uid: f"{{{uid}}}"])
def test_another_spelling_of_an_id_is_another_address(client: Client, spelling: Any) -> None:
    incident = make.published_incident()
    assert client.get(f"{at('incidents')}/{spelling(id_of(incident))}").status_code == 404


def test_made_up_incidents_are_marked(client: Client) -> None:
    made_up, real = make.synthetic(), make.published_incident()
    marks = {
        feature["id"]: feature["properties"]["synthetic"] for feature in page(client, "incidents")["features"]
    }
    assert marks == {id_of(made_up): True, id_of(real): False}
