"""One FilterSet: every parameter narrows as the QuerySet's verb does, and all readers agree on the selection."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.gis.geos import Polygon
from django.test import Client

from incidents.api.filters import PARAMETERS
from incidents.api.lookupfields import with_members
from incidents.models import Incident, Region
from incidents.querysets import IncidentQuerySet
from tests import make
from tests.api.conftest import day

pytestmark = pytest.mark.django_db
Verb = Callable[[IncidentQuerySet], IncidentQuerySet]
TRIANGLE = Polygon([(0, 15), (0, 16.5), (3, 16.5), (0, 15)], srid=4326)


def regions(pcode: str) -> list[int]:
    column = {2: "pcode", 4: "admin1", 6: "admin2"}.get(len(pcode), "country")
    return list(Region.objects.filter(**{column: pcode}).values_list("pk", flat=True))


def family(slug: str) -> list[int]:
    return sorted(with_members(make.actor(slug)))


# (query string, how many of the six, the same in the QuerySet's words)
CASES: list[tuple[str, int, Verb]] = [
    ("", 6, lambda qs: qs),
    ("bbox=0,15,1,16", 1, lambda qs: qs.within((0, 15, 1, 16))),
    ("bbox=170,-90,160,90", 5, lambda qs: qs.within((170, -90, 160, 90))),
    ("near=0.5,15.6,20", 1, lambda qs: qs.near(0.5, 15.6, 20)),
    ("near=0.5,15.6,20&near=1.45,14.2,20", 2, lambda qs: qs.near(0.5, 15.6, 20) | qs.near(1.45, 14.2, 20)),
    ("area=0,15,0,16.5,3,16.5", 2, lambda qs: qs.inside(TRIANGLE)),
    ("country=MLI", 5, lambda qs: qs.in_countries(["MLI"])),
    ("country=MLI&country=NER", 6, lambda qs: qs.in_countries(["MLI", "NER"])),
    ("region=ML07", 2, lambda qs: qs.in_regions(regions("ML07"))),
    ("region=ML0701", 1, lambda qs: qs.in_regions(regions("ML0701"))),
    ("region=ML10", 2, lambda qs: qs.in_regions(regions("ML10"))),
    ("region=MLI", 5, lambda qs: qs.in_regions(regions("MLI"))),
    ("place=ml-gao", 1, lambda qs: qs.filter(place__key="ml-gao")),
    ("actor=isgs", 1, lambda qs: qs.involving(family("isgs"))),
    ("actor=jnim", 2, lambda qs: qs.involving(family("jnim"))),
    ("actor=jnim:perpetrator", 2, lambda qs: qs.involving(family("jnim"), "perpetrator")),
    ("actor=jnim:target", 0, lambda qs: qs.involving(family("jnim"), "target")),
    ("actor=jnim&actor=isgs", 3, lambda qs: qs.involving([*family("jnim"), *family("isgs")])),
    ("type=battles", 1, lambda qs: qs.of_types(["battles"])),
    ("type=battles&type=protests", 2, lambda qs: qs.of_types(["battles", "protests"])),
    ("subtype=attack", 2, lambda qs: qs.filter(sub_event_type="attack")),
    ("weapon=rocket", 1, lambda qs: qs.filter(weapons__contains=["rocket"])),
    ("weapon=rocket&weapon=ied", 2, lambda qs: qs.filter(weapons__overlap=["rocket", "ied"])),
    ("since=2018-09-30", 3, lambda qs: qs.since(day("2018-09-30"))),
    ("until=2018-09-01", 2, lambda qs: qs.until(day("2018-09-01"))),
    ("since=2018-08-20&until=2018-09-02", 2, lambda qs: qs.between(day("2018-08-20"), day("2018-09-02"))),
    ("min_killed=3", 3, lambda qs: qs.killing_at_least(3)),
    ("min_killed=0", 4, lambda qs: qs.killing_at_least(0)),
    ("killed_group=civilians", 1, lambda qs: qs.filter(estimates__group="civilians")),
    ("killed_group=all", 3, lambda qs: qs.filter(estimates__group="all").exclude(killed_best=0)),
    ("civilian_targeting=true", 1, lambda qs: qs.filter(civilian_targeting=True)),
    ("civilian_targeting=false", 1, lambda qs: qs.filter(civilian_targeting=False)),
    ("community=tuareg", 1, lambda qs: qs.filter(communities__contains=["tuareg"])),
    ("community=tuareg&community=fulani", 2, lambda qs: qs.filter(communities__overlap=["tuareg", "fulani"])),
    ("risk=terrorism", 1, lambda qs: qs.filter(risks__contains=["terrorism"])),
    ("sector=security_forces", 1, lambda qs: qs.filter(sectors__contains=["security_forces"])),
    ("attribution=suspected", 2, lambda qs: qs.filter(involvements__attribution="suspected")),
    ("attribution=stated", 1, lambda qs: qs.filter(involvements__attribution="stated")),
    ("verification=confirmed&verification=disputed", 2, lambda qs: qs.filter(verification__in=["confirmed", "disputed"])),
    ("geo_precision=admin1", 1, lambda qs: qs.filter(geo_precision="admin1")),
    ("geo_precision=unknown", 1, lambda qs: qs.unplaced()),
    ("source=Sahel+FM", 1, lambda qs: qs.filter(links__report__source__name="Sahel FM")),
    ("external_id=acled:MLI1", 1, lambda qs: qs.filter(external_ids__value="MLI1")),
    ("external_id=acled:MLI2", 0, lambda qs: qs.filter(external_ids__value="MLI2")),
    ("synthetic=false", 6, lambda qs: qs.filter(synthetic=False)),
    ("synthetic=true", 0, lambda qs: qs.filter(synthetic=True)),
    ("updated_since=2018-01-01T00:00:00Z", 6, lambda qs: qs),
    ("updated_since=2190-01-01T00:00:00%2B00:00", 0, lambda qs: qs.none()),
    ("q=motorcycles+market", 1, lambda qs: qs.matching("motorcycles market")),
    ("q=M%C3%A9naka", 1, lambda qs: qs.matching("Ménaka")),
    ("sort=deadliest", 6, lambda qs: qs),
    ("type=battles&verification=confirmed", 0, lambda qs: qs.of_types(["battles"]).filter(verification="confirmed")),
]  # fmt: skip
IDS = [query or "everything" for query, *_rest in CASES]


def body(client: Client, address: str) -> Any:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200, content[:300]
    return content


@pytest.mark.parametrize(("query", "count", "verb"), CASES, ids=IDS)
def test_a_parameter_narrows_as_its_verb_and_all_readers_agree(
    client: Client, world: list[Incident], query: str, count: int, verb: Verb
) -> None:
    wanted = {str(uid) for uid in verb(Incident.objects.for_audience(2)).values_list("public_id", flat=True)}
    assert len(wanted) == count
    listed = json.loads(body(client, f"/api/v1/incidents/?{query}"))
    assert {row["id"] for row in listed["results"]} == wanted
    collection = json.loads(body(client, f"/api/v1/incidents.geojson?{query}"))
    assert {feature["id"] for feature in collection["features"]} == wanted
    table = csv.DictReader(io.StringIO(body(client, f"/api/v1/incidents.csv?{query}").decode()))
    assert {row["id"] for row in table} == wanted
    timeline = json.loads(body(client, f"/api/v1/timeline/?{query}"))
    assert sum(bucket["count"] for bucket in timeline["buckets"]) == count
    for by in ("region", "country", "type", "verification"):
        parts = json.loads(body(client, f"/api/v1/breakdown/?by={by}&{query}"))["results"]
        assert sum(part["count"] for part in parts) == count
    picture = json.loads(body(client, f"/api/v1/map/?{query}"))
    # On the map the box is the frame: what lies beside it is counted, not filtered out.
    if "bbox" in query:
        assert (picture["in_frame"], picture["total"]) == (count, 6)
    else:
        assert picture["total"] == count
    assert picture["total"] == picture["in_frame"] + picture["outside"] + picture["unplaced"]


def test_every_parameter_of_the_filter_set_has_a_case() -> None:
    asked = {part.partition("=")[0] for query, *_rest in CASES for part in query.split("&") if part}
    assert asked == set(PARAMETERS)


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_parameter_without_a_value_narrows_nothing(
    client: Client, world: list[Incident], name: str
) -> None:
    assert len(json.loads(body(client, f"/api/v1/incidents/?{name}="))["results"]) == 6


def test_different_parameters_are_and_while_repeated_ones_are_or(
    client: Client, world: list[Incident]
) -> None:
    found = json.loads(body(client, "/api/v1/incidents/?type=battles&type=protests&country=MLI&min_killed=1"))
    assert [row["event_type"] for row in found["results"]] == ["battles"]


def test_a_hidden_incident_is_not_found_by_where_it_happened(client: Client, world: list[Incident]) -> None:
    hidden = str(world[5].public_id)
    for query in (
        "bbox=0.4,15.6,0.6,15.7",
        "near=0.5022,15.6597,50",
        "place=ml-ansongo",
        "region=ML07",
        "q=Ansongo",
    ):
        assert hidden not in {
            row["id"] for row in json.loads(body(client, f"/api/v1/incidents/?{query}"))["results"]
        }
