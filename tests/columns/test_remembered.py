"""What a process remembers of single incidents is never less, nor older, than what the database holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.columns import build, memory
from incidents.models import CasualtyEstimate, Incident, Place, ReportLink, Source
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]
MAP = "/api/v1/map/?bbox=-20,5,30,28&zoom=12"


def shown(client: Client) -> set[str]:
    return {feature["id"] for feature in client.get(MAP).json()["features"]}


def test_singles_that_were_remembered_stay_on_the_map_when_the_memory_is_full(
    client: Client, monkeypatch: Any
) -> None:
    for place in ("ml-ansongo", "ml-menaka", "ml-gao"):
        make.published_incident(place=place)
    build.build()
    monkeypatch.setattr(memory, "REMEMBERED", 3)
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


# Rows of a list -----------------------------------------------------------------------------------------------
LIST = "/api/v1/incidents/?limit=50"


def rows(client: Client) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in client.get(LIST).json()["results"]}


@pytest.fixture
def three(client: Client) -> list[Incident]:
    """Three incidents in the snapshot, their rows read once."""
    incidents = [make.published_incident(place=place) for place in ("ml-ansongo", "ml-menaka", "ml-gao")]
    build.build()
    assert len(rows(client)) == 3
    return incidents


def test_a_page_seen_before_costs_no_query_for_its_rows(client: Client, three: list[Incident]) -> None:
    with CaptureQueriesContext(connection) as queries:
        rows(client)
    # The page says at which number of the change feed it stands.
    told = [query["sql"][:35] for query in queries if "incidents_touched" not in query["sql"]]
    assert told == ["SELECT number FROM incidents_change"]


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        (lambda i: CasualtyEstimate.objects.create(incident=i, kind="injured", best=9), "injured", 9),
        (
            lambda i: Incident.objects.filter(pk=i.pk).update(verification="refuted"),
            "verification",
            "refuted",
        ),
        (lambda i: ReportLink.objects.create(incident=i, report=make.report(title="Another")), "sources", 2),
        (lambda i: i.involvements.all().delete(), "perpetrator", None),
        (lambda i: i.estimates.all().delete(), "civilians_killed", None),
        (lambda i: Place.objects.filter(pk=i.place_id).update(name="Withheld"), "place", "Withheld"),
    ],
    ids=["a figure", "the incident", "a source", "a party", "figures gone", "its place"],
)
def test_what_an_operator_s_own_sql_touches_is_in_the_next_page(
    change: Any, field: str, expected: Any, client: Client, three: list[Incident]
) -> None:
    change(three[0])
    assert rows(client)[str(three[0].public_id)][field] == expected


def test_rows_that_nobody_touched_stay_remembered(client: Client, three: list[Incident]) -> None:
    Incident.objects.filter(pk=three[0].pk).update(verification="refuted")
    with CaptureQueriesContext(connection) as queries:
        rows(client)
    own = [query["sql"] for query in queries if '"public_id"' in query["sql"]]
    assert (len(own), str(three[1].pk) in own[0].partition("ANY")[2]) == (1, False)


def test_a_source_that_may_no_longer_be_passed_on_is_gone_at_once(
    client: Client, three: list[Incident]
) -> None:
    Source.objects.update(redistributable=False)
    assert {row["sources"] for row in rows(client).values()} == {0}


def test_what_is_for_analysts_is_not_remembered_for_the_public(
    client: Client, analyst_client: Client
) -> None:
    make.published_incident(release_to=1)
    build.build()
    assert (len(rows(analyst_client)), len(rows(client))) == (1, 0)


def test_an_incident_that_nobody_sees_is_no_news(client: Client, three: list[Incident]) -> None:
    """A file of a million rows that is taken in must not throw the readers' snapshot away."""
    draft = make.draft()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM incidents_touched WHERE %s = ANY(ids)", [draft.pk])
        assert cursor.fetchone() == (0,)
