"""What the feed tells of one incident: with its row, of a selection, and never a value that is not public any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import changes, review
from incidents.codes import Audience
from incidents.models import Change, Incident
from tests import make
from tests.api.test_bad_input import blamed, problem

pytestmark = pytest.mark.django_db


def told(client: Client, query: str = "", since: int = 0) -> list[dict[str, Any]]:
    changes.number_changes()
    answer = client.get(f"/api/v1/changes/?since={since}&{query}")
    assert answer.status_code == 200, answer.content[:300]
    return answer.json()["results"]


def kinds(client: Client, query: str = "", since: int = 0) -> list[str]:
    return [entry["kind"] for entry in told(client, query, since)]


def now() -> int:
    changes.number_changes()
    return changes.latest_number(Audience.PUBLIC)


def test_an_entry_says_what_changed_why_and_gives_the_present_row(client: Client) -> None:
    incident = make.edited(make.published_incident(), verification="confirmed", reason="the mayor says so")
    created, updated = told(client)
    (row,) = client.get("/api/v1/incidents/").json()["results"]
    assert (created["kind"], created["fields"], created["row"]) == ("created", [], row)
    assert {**updated, "number": 0, "at": ""} == {
        "number": 0, "at": "", "kind": "updated", "incident": str(incident.public_id), "successor": None, "row": row,
        "reason": "the mayor says so", "fields": [{"field": "verification", "old": "unverified", "new": "confirmed"}],
    }  # fmt: skip


def _restored() -> Incident:
    incident = make.retracted()
    review.restore(incident, by=make.reviewer(), reason="after all")
    return incident


def _redacted() -> Incident:
    incident = make.published_incident()
    review.redact(incident, by=make.reviewer(), reason="for protection", fields=["place"])
    return incident


@pytest.mark.parametrize(
    ("make_it", "expected"),
    [
        (make.published_incident, [("created", True)]),
        (make.retracted, [("created", False), ("retracted", False)]),
        (_restored, [("created", True), ("retracted", False), ("restored", True)]),
        (
            lambda: make.edited(make.published_incident(), release_to=1),
            [("created", False), ("withdrawn", False)],
        ),
        (_redacted, [("created", True), ("redacted", True)]),
        (make.for_analysts_only, []),
        (make.embargoed, []),
        (make.synthetic, []),
    ],
)
def test_an_entry_has_a_row_while_its_incident_is_public(
    client: Client, make_it: Any, expected: list[tuple[str, bool]]
) -> None:
    make_it()
    assert [(entry["kind"], entry["row"] is not None) for entry in told(client)] == expected


def test_a_merge_names_its_successor_while_that_is_public(client: Client) -> None:
    root = make.published_incident()
    make.merged(root)
    assert [entry["successor"] for entry in told(client) if entry["kind"] == "merged"] == [
        str(root.public_id)
    ]
    make.edited(root, release_to=1)
    assert [entry["successor"] for entry in told(client) if entry["kind"] == "merged"] == [None]


@pytest.mark.parametrize("path", ["changes/", "incidents/{}/revisions/"])
def test_values_of_what_is_not_public_any_more_are_not_told(client: Client, path: str) -> None:
    incident = make.edited(make.published_incident(), summaries={"en": "canary-text"}, reason="canary-reason")
    make.edited(
        incident, embargo_until=(timezone.now() + timedelta(hours=1)).isoformat(), reason="canary-too"
    )
    changes.number_changes()
    text = client.get(f"/api/v1/{path.format(incident.public_id)}").content.decode()
    assert "canary" not in text
    assert "canary-text" in str(Change.objects.values_list("fields", flat=True))


# Selections ------------------------------------------------------------------------------------------------
def test_a_selection_is_told_what_enters_stays_and_leaves(client: Client) -> None:
    incident = make.published_incident()
    query, start = "verification=confirmed", now()
    make.edited(incident, verification="confirmed")
    assert kinds(client, query, start) == ["created"]
    start = now()
    make.edited(incident, date_end="2018-10-01")
    assert kinds(client, query, start) == ["updated"]
    start = now()
    make.edited(incident, verification="disputed")
    assert [(entry["kind"], entry["row"]) for entry in told(client, query, start)] == [
        ("left_selection", None)
    ]
    start = now()
    make.edited(incident, date_end="2018-10-02")
    review.retract(make.fresh(incident), by=make.reviewer(), reason="an error")
    assert kinds(client, query, start) == []


def test_a_retraction_is_told_to_the_selection_that_held_the_incident(client: Client) -> None:
    incident = make.published_incident()
    start = now()
    review.retract(incident, by=make.reviewer(), reason="an error")
    assert kinds(client, "type=violence_against_civilians", start) == ["retracted"]
    assert kinds(client, "type=battles", start) == []


@pytest.mark.parametrize("query", ["q=market", "place=ml-ansongo"])
def test_what_no_image_tells_is_told_rather_than_missed(client: Client, query: str) -> None:
    incident = make.published_incident(place="ml-menaka", summaries={"en": "Nothing."})
    start = now()
    make.edited(incident, verification="confirmed")
    assert kinds(client, query, start) == ["left_selection"]


def test_a_change_from_before_images_were_linked_is_told_rather_than_missed(client: Client) -> None:
    incident = make.published_incident()
    start = now()
    make.edited(incident, verification="confirmed")
    Change.objects.update(revision=None)
    assert kinds(client, "type=battles", start) == ["left_selection"]


def test_a_value_that_was_withheld_since_is_told_rather_than_missed(client: Client) -> None:
    incident = make.published_incident()
    start = now()
    make.edited(incident, verification="confirmed")
    review.redact(make.fresh(incident), by=make.reviewer(), reason="for protection", fields=["event_type"])
    assert kinds(client, "type=battles", start)[:1] == ["left_selection"]


def test_a_day_beside_the_number_is_the_filter_of_lists(client: Client) -> None:
    make.published_incidents([{}, {"date_start": "2020-01-01", "date_end": "2020-01-01"}])
    changes.number_changes()
    body = client.get("/api/v1/changes/?since=0&since=2019-01-01").json()
    assert ([entry["row"]["date_start"] for entry in body["results"]], body["since"]) == (["2020-01-01"], 0)


# Pages and numbers -----------------------------------------------------------------------------------------
def test_the_answer_states_where_it_ends_how_far_it_goes_back_and_whose_feed_it_is(client: Client) -> None:
    make.published_incidents([{}, {}, {}])
    changes.number_changes()
    body = client.get("/api/v1/changes/?since=1&limit=1").json()
    body.pop("results")
    assert body == {
        "since": 1, "next_since": 2, "current": 3, "audience": "public", "retention": "unlimited", "oldest": 1,
    }  # fmt: skip


def test_a_number_above_the_last_one_has_a_type_of_its_own_and_says_which_that_is(client: Client) -> None:
    make.published_incidents([{}, {}, {}])
    changes.number_changes()
    assert problem(client.get("/api/v1/changes/?since=4")) == {
        "type": "/problems/number-ahead",
        "title": "The number is above the last one of this feed: load the copy anew.",
        "status": 400,
        "current": 3,
        "errors": [{"parameter": "since", "message": "takes a number up to 3"}],
    }
    assert client.get("/api/v1/changes/?since=3").status_code == 200


def test_a_page_that_holds_nothing_of_the_selection_goes_on(client: Client) -> None:
    make.published_incidents([{}, {}, {"event_type": "battles", "sub_event_type": None}])
    changes.number_changes()
    body = client.get("/api/v1/changes/?since=0&limit=2&type=battles").json()
    assert (body["results"], body["next_since"], body["current"]) == ([], 2, 3)
    assert len(client.get("/api/v1/changes/?since=2&limit=2&type=battles").json()["results"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "since=4",
        "since=999999999999999999",
        "sort=newest",
        "since=1&since=2",
        "since=1.5",
        "as_of=2018-01-01",
    ],
)
def test_a_number_that_this_feed_has_not_given_and_an_order_are_refused(client: Client, query: str) -> None:
    make.published_incidents([{}, {}, {}])
    changes.number_changes()
    assert list(blamed(client.get(f"/api/v1/changes/?{query}"))) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "query", ["", "&type=violence_against_civilians", "&q=Ansongo", "&country=MLI&bbox=0,15,3,17"]
)
def test_a_page_of_a_thousand_costs_as_many_queries_as_a_page_of_one(client: Client, query: str) -> None:
    make.published_incidents([{}] * 40)
    for incident in Incident.objects.for_audience(2)[:20]:
        make.edited(incident, verification="confirmed")
    make.merged()
    changes.number_changes()
    counts = []
    for limit in (1, 1000):
        since = 0 if limit == 1000 else changes.latest_number(2) - 1
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v1/changes/?since={since}&limit={limit}{query}").json()["results"]
        counts.append(len([entry for entry in captured if "SAVEPOINT" not in entry["sql"]]))
    assert abs(counts[0] - counts[1]) <= 3  # look-ups of what only a full page names
    assert max(counts) <= 14, counts


def test_a_page_begins_at_its_number_by_the_index(client: Client) -> None:
    rows = Change.objects.filter(feed=2, number__gt=4_000_000, number__lte=5_000_000).order_by("number")[
        :1000
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + str(rows.values("id").query))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index" in plan
    assert "change_number_once" in plan
    assert "Sort" not in plan
