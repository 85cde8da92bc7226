"""Lists, single incidents and the feed as the client gives them: what the server says, row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from sahel_incidents import COLUMNS, Client, Problem, Retracted
from sahel_incidents.parameters import parameters

from incidents import review
from incidents.flat import COLUMN_NAMES
from incidents.models import ApiToken
from tests import make
from tests.client import row_types
from tests.client.oddserver import OddServer, says

DAYS = [{"date_start": f"2018-09-{day:02}", "date_end": f"2018-09-{day:02}"} for day in range(1, 11)]


def test_the_types_of_rows_are_what_the_columns_say() -> None:
    assert row_types.FILE.read_text() == row_types.text(), "run: python -m tests.client.row_types"
    assert COLUMNS == COLUMN_NAMES


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, []),
        ({"type": "battles"}, [("type", "battles")]),
        ({"type": ["battles", "riots"]}, [("type", "battles"), ("type", "riots")]),
        ({"type": {"riots", "battles"}}, [("type", "battles"), ("type", "riots")]),
        ({"bbox": (0, 15.5, 3, 17)}, [("bbox", "0,15.5,3,17")]),
        ({"near": [(0.5, 15.66, 100), (1, 2, 3)]}, [("near", "0.5,15.66,100"), ("near", "1,2,3")]),
        ({"civilian_targeting": True, "country": None}, [("civilian_targeting", "true")]),
        ({"since": date(2018, 9, 1), "q": "a&b"}, [("q", "a&b"), ("since", "2018-09-01")]),
        ({"as_of": datetime(2018, 9, 1, 12, tzinfo=UTC)}, [("as_of", "2018-09-01T12:00:00Z")]),
    ],
)
def test_filters_become_parameters(filters: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert parameters(filters) == expected


@pytest.mark.parametrize("filters", [{"limit": 5}, {"cursor": "x"}, {"as_of": datetime(2018, 9, 1)}])
def test_filters_that_would_break_the_pages_or_name_no_moment_are_refused(filters: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"page_size|time zone"):
        parameters(filters)


@pytest.mark.parametrize("filters", [{}, {"sort": "oldest"}, {"since": "2018-09-04", "verification": ["disputed", "unverified"]}])  # fmt: skip
def test_all_pages_together_are_the_list(client: Client, filters: dict[str, Any]) -> None:
    make.published_incidents(DAYS)
    query = "".join(f"&{name}={value}" for name, value in parameters(filters))
    expected = Browser().get(f"/api/v1/incidents/?limit=1000{query}").json()["results"]
    assert len(expected) == (7 if "since" in filters else 10)
    assert list(client.incidents(**filters)) == expected


def test_pages_are_asked_for_as_they_are_read(odd: OddServer) -> None:
    odd.answers = [
        says({"results": [{"id": "a"}], "next": "http://elsewhere.example/?cursor=2", "change_number": 1})
    ]
    with Client(odd.url, token="secret") as client:
        rows = client.incidents()
        assert odd.asked == []
        next(rows)
        assert len(odd.asked) == 1
        next(rows)
    assert odd.tokens == ["Bearer secret"] * 2
    assert [path for _method, path, _body, _at in odd.asked] == [
        "/api/v1/incidents/?limit=1000",
        "/api/v1/incidents/?cursor=2",
    ]


def test_a_column_that_a_newer_server_adds_is_simply_there(odd: OddServer) -> None:
    odd.answers = [says({"results": [{"id": "a", "mood": "bad"}], "next": None, "change_number": 1})]
    with Client(odd.url) as client:
        assert list(client.incidents()) == [{"id": "a", "mood": "bad"}]


def test_a_moment_gives_the_state_of_then(client: Client) -> None:
    incident = make.published_incident()
    then = timezone.now()
    make.edited(incident, verification="confirmed")
    review.retract(make.fresh(incident), by=make.reviewer(), reason="an error")
    assert [row["verification"] for row in client.incidents(as_of=then)] == ["unverified"]
    assert client.incident(incident.public_id, as_of=then)["verification"] == "unverified"
    assert list(client.incidents()) == []


def test_one_incident_is_what_its_address_says(client: Client) -> None:
    incident = make.published_incident()
    found = dict(client.incident(incident.public_id))
    expected = Browser().get(f"/api/v1/incidents/{incident.public_id}/").json()
    assert {**found, "url": ""} == {**expected, "url": ""}


def test_a_merged_incident_is_its_successor_and_says_what_was_asked_for(client: Client) -> None:
    root = make.published_incident()
    duplicate = make.merged(root)
    found = client.incident(str(duplicate.public_id))
    assert (found["id"], found["merged_from"]) == (str(root.public_id), str(duplicate.public_id))
    assert "merged_from" not in client.incident(root.public_id)


def test_a_retracted_incident_raises_its_reason(client: Client) -> None:
    incident = make.retracted("the report was withdrawn")
    with pytest.raises(Retracted) as raised:
        client.incident(incident.public_id)
    assert (raised.value.status, raised.value.reason) == (410, "the report was withdrawn")


def test_what_is_not_to_be_seen_is_not_found(client: Client) -> None:
    with pytest.raises(Problem) as raised:
        client.incident(make.draft().public_id)
    assert (type(raised.value), raised.value.status, raised.value.type) == (
        Problem,
        404,
        "/problems/not-found",
    )


def test_every_parameter_that_is_wrong_is_named(client: Client) -> None:
    with pytest.raises(Problem) as raised:
        list(client.incidents(mood="bad", min_killed="many"))
    assert raised.value.status == 400
    assert {error["parameter"] for error in raised.value.errors} == {"mood", "min_killed"}
    assert "min_killed" in str(raised.value)


def test_a_token_shows_what_is_for_analysts(server: str) -> None:
    incident = make.for_analysts_only()
    key = ApiToken.issue(user=make.analyst(), name="laptop")[1]
    with Client(server, key) as analyst, Client(server) as public:
        assert [row["id"] for row in analyst.incidents()] == [str(incident.public_id)]
        assert list(public.incidents()) == []


def test_a_token_that_is_unknown_is_told_at_once(server: str) -> None:
    with Client(server, "unknown") as client, pytest.raises(Problem) as raised:
        list(client.incidents())
    assert raised.value.status == 401


def test_changes_are_told_page_by_page_until_now(client: Client) -> None:
    make.published_incidents(DAYS)
    make.edited(make.published_incident(), verification="confirmed")
    expected = Browser().get("/api/v1/changes/?since=2&limit=1000").json()["results"]
    assert [change["number"] for change in expected] == list(range(3, 13))
    assert list(client.changes(2)) == expected
    assert [change["row"]["date_start"] for change in client.changes(0, until="2018-09-02")] == [  # type: ignore[index]
        "2018-09-01",
        "2018-09-02",
    ]
    assert list(client.changes(0, since="2019-01-01")) == []


@pytest.mark.parametrize(
    "address",
    ["incidents.example.org", "ftp://example.org", "https://a:b@example.org", "https://example.org/?q=1", ""],
)
def test_an_address_that_is_no_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Client(address)


@pytest.mark.parametrize(
    "address", ["https://Example.org", "https://example.org/", " https://example.org/api/v1/ "]
)
def test_an_address_is_the_server_whatever_stands_behind_it(address: str) -> None:
    with Client(address) as client:
        assert client.address == "https://example.org"
