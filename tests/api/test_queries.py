"""However many rows there are, an answer costs the same number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import changes
from incidents.models import Actor, ActorName, Place, Region, Source
from incidents.record import SourceValue
from tests import make

pytestmark = pytest.mark.django_db
# With one incident it draws that one, which costs the query that clusters do without.
EVERYTHING_IN_CLUSTERS = "/api/v1/map/?zoom=0"
ADDRESSES = (
    "/api/v1/incidents/", "/api/v1/incidents.geojson", "/api/v1/incidents.csv", EVERYTHING_IN_CLUSTERS,
    "/api/v1/map/?zoom=17&bbox=0,15,3,17", "/api/v1/timeline/", "/api/v1/breakdown/", "/api/v1/breakdown/?by=actor",
    "/api/v1/incidents.acled.csv", "/api/v1/incidents.ucdp.csv", "/feeds/incidents.atom",
    "/api/v1/changes/", "/api/v1/changes/?type=violence_against_civilians", "/api/v1/incidents/?as_of=2020-01-01T00:00:00Z",
    "/api/v1/actors/?q=query-test", "/api/v1/regions/?q=query-test", "/api/v1/places/?q=query-test",
    "/api/v1/sources/?q=query-test",
)  # fmt: skip


def grow(count: int) -> None:
    """So many more incidents with parties, tolls and two sources; and so many of each other noun."""
    make.published_incidents(
        [
            {
                "involvements": (make.perpetrator(), make.perpetrator("fama", role="target")),
                "sources": (SourceValue(make.report().pk), SourceValue(make.report(make.source("Sahel FM")).pk)),
                **({"place": None, "longitude": 1 + n / 20, "latitude": 15.5, "radius_m": 9, "geo_precision": "near"} if n % 2 else
                   {"place": "ml-ansongo", "second_place": "ml-menaka"}),
            }
            for n in range(count)
        ]
    )  # fmt: skip
    changes.number_changes()
    have = Source.objects.filter(name__startswith="query-test").count()
    gao = make.region()
    for n in range(have, have + count):
        Source.objects.create(name=f"query-test {n}", kind="media")
        region = Region.objects.create(
            pcode=f"query-test-{n}",
            name=f"query-test {n}",
            level=1,
            parent=gao.parent,
            country="MLI",
            admin1=f"Q{n}",
        )
        region.neighbours.add(gao)
        region.predecessors.add(gao)
        place = Place.objects.create(
            key=f"q-{n}", name="query-test", feature="well", country="MLI", region=region
        )
        place.names.create(name=f"query-test {n}", key="querytest")
        actor = Actor.objects.create(slug=f"query-test-{n}", name=f"query-test {n}", inter=2)
        ActorName.objects.create(actor=actor, name=f"query-test {n}")


def costs(client: Client) -> dict[str, int]:
    found = {}
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            assert response.status_code == 200
            _body = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = len([query for query in captured if "SAVEPOINT" not in query["sql"]])
    return found


def test_one_ten_and_fifty_rows_cost_the_same(client: Client) -> None:
    grow(1)
    at_one = costs(client)
    grow(9)
    at_ten = costs(client)
    grow(40)
    assert costs(client) == at_ten
    assert at_ten == {**at_one, EVERYTHING_IN_CLUSTERS: at_one[EVERYTHING_IN_CLUSTERS] - 1}
    assert max(at_one.values()) <= 14, at_one


def test_the_detail_of_one_incident_costs_the_same_however_much_it_holds(client: Client) -> None:
    small = make.published_incident()
    large = make.published_incident(
        estimates=tuple(make.killed(n, recommended=False) for n in range(30)),
        sources=tuple(SourceValue(make.report().pk) for _ in range(20)),
        summaries={"en": "Text.", "fr": "Texte."},
    )
    for _ in range(5):
        make.merged(large)
    counts = []
    for incident in (small, large):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v1/incidents/{incident.public_id}/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 14
