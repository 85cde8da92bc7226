"""`as_of=`: what the list said at a moment is what it says of that moment later, but for what was redacted since."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from incidents import changes, review
from incidents.models import Incident, Revision, Source
from incidents.record import SourceValue
from tests import make
from tests.api.conftest import results
from tests.api.test_bad_input import blamed
from tests.sizes import sized

pytestmark = pytest.mark.django_db
QUERIES = (
    "", "type=battles", "verification=confirmed&verification=disputed", "since=2018-09-05", "until=2018-09-10",
    "region=ML07", "region=ML10", "country=MLI", "country=NER", "bbox=0,15,1,16", "near=0.5,15.66,30", "area=0,15,1,15,1,16,0,16",
    "actor=isgs", "actor=jnim:perpetrator", "actor=fama:responder", "weapon=ied", "community=tuareg", "min_killed=4",
    "killed_group=civilians", "civilian_targeting=true", "attribution=stated", "geo_precision=near", "source=Sahel FM",
    "external_id=acled:X1", "risk=terrorism", "sector=mining", "subtype=attack", "synthetic=false", "sort=oldest",
    "sort=deadliest", "sort=updated",
)  # fmt: skip


def ask(client: Client, query: str = "", moment: datetime | None = None) -> list[dict[str, Any]]:
    """All rows of the list, through pages of four."""
    then = f"&as_of={quote(moment.isoformat())}" if moment else ""
    address: str | None = f"/api/v1/incidents/?limit=4&{query}{then}"
    rows: list[dict[str, Any]] = []
    while address:
        answer = client.get(address)
        rows += results(answer)
        address = answer.json()["next"]
    return rows


def _values(source: random.Random, fm: int) -> dict[str, Any]:
    """Random public values: something of everything that a filter asks for."""
    day = source.randint(1, 20)
    toll = source.choice([None, 0, 3, 8])
    return {
        "place": source.choice(["ml-ansongo", "ml-menaka", "ne-tillaberi"]),
        **source.choice([{"event_type": "battles", "sub_event_type": "armed_clash"}, {"event_type": "violence_against_civilians", "sub_event_type": "attack"}]),
        "date_start": f"2018-09-{day:02}", "date_end": f"2018-09-{day + source.randint(0, 5):02}",
        "verification": source.choice(["unverified", "confirmed", "disputed"]),
        "weapons": source.choice([(), ("ied",), ("ied", "mortar")]), "communities": source.choice([(), ("tuareg",)]),
        "risks": source.choice([(), ("terrorism",)]), "sectors": source.choice([(), ("mining",)]),
        "civilian_targeting": source.choice([None, True, False]),
        "estimates": () if toll is None else (make.killed(toll, group=source.choice(["all", "civilians"])),),
        "involvements": (make.perpetrator(source.choice(["isgs", "jnim"]), attribution=source.choice(["stated", "suspected"])),
                         *source.choice([(), (make.perpetrator("fama", role="responder"),)])),
        "sources": (SourceValue(fm if source.random() < 0.5 else make.report().pk),),
        "geo_precision": source.choice(["settlement", "near"]),
    }  # fmt: skip


def _step(source: random.Random, known: list[Incident], fm: int) -> None:
    """A random step of the desk."""
    what = source.choice(["new", "edit", "edit", "edit", "retract", "merge", "analysts", "embargoed"])
    row = make.fresh(source.choice(known))
    if what in {"new", "analysts", "embargoed"}:
        maker = {
            "new": make.published_incident,
            "analysts": make.for_analysts_only,
            "embargoed": make.embargoed,
        }[what]
        known.append(maker(**_values(source, fm)))
    elif row.status == "retracted":
        review.restore(row, by=make.reviewer(), reason="after all")
    elif row.status == "merged":
        review.unmerge(row, by=make.reviewer(), reason="two events")
    elif row.audience == 0:
        Incident.objects.unpublished_too().filter(pk=row.pk).update(
            embargo_until=timezone.now() - timedelta(hours=1)
        )
        review.lift_embargoes()
    elif what == "edit":
        make.edited(row, **_values(source, fm))
    elif what == "retract":
        review.retract(row, by=make.reviewer(), reason="an error")
    else:
        roots = [other for other in Incident.objects.for_audience(row.audience) if other.pk != row.pk]
        if roots:
            review.merge(row, source.choice(roots), by=make.reviewer(), reason="twice")


@pytest.mark.parametrize(
    ("role", "seed"),
    sized(
        [("anonymous", 0), ("analyst", 1)],
        [(role, seed) for role in ("anonymous", "analyst") for seed in range(3)],
    ),
)
def test_every_moment_is_told_as_the_list_told_it_then(role: str, seed: int) -> None:
    source, client = random.Random(seed), Client()
    if role == "analyst":
        client.force_login(make.analyst())
    fm = make.report(make.source("Sahel FM")).pk
    known = [make.published_incident(external_ids=(f"acled:X{n}",), **_values(source, fm)) for n in range(6)]
    told: list[tuple[datetime, dict[str, list[dict[str, Any]]]]] = []
    for _ in range(sized(5, 9)):
        _step(source, known, fm)
        queries = ["", *source.sample(QUERIES[1:], 7)]
        told.append((timezone.now(), {query: ask(client, query) for query in queries}))
    for moment, said in told:
        for query, rows in said.items():
            assert ask(client, query, moment) == rows, (query, moment)


def test_the_exports_and_the_detail_tell_the_same_of_a_moment(client: Client) -> None:
    first, second = make.published_incident(place="ml-menaka"), make.published_incident()
    uid = str(first.public_id)
    before = {name: _whole(client, name) for name in ("csv", "geojson")}
    page = client.get(f"/api/v1/incidents/{uid}/").json()
    moment = timezone.now()
    make.edited(first, verification="confirmed", place="ml-gao", summaries={"en": "Another text."})
    review.retract(make.fresh(second), by=make.reviewer(), reason="an error")
    then = f"?as_of={quote(moment.isoformat())}"
    assert _whole(client, "csv", then) == before["csv"]
    assert _whole(client, "geojson", then)["features"] == before["geojson"]["features"]
    told = client.get(f"/api/v1/incidents/{uid}/{then}").json()
    assert {**told, "as_of": None} == {**page, "as_of": None}
    assert datetime.fromisoformat(told["as_of"]) == moment
    assert client.get(f"/api/v1/incidents/{second.public_id}/{then}").status_code == 200
    assert client.get(f"/api/v1/incidents/{second.public_id}/").status_code == 410


def _whole(client: Client, name: str, query: str = "") -> Any:
    answer = client.get(f"/api/v1/incidents.{name}{query}")
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text))) if name == "csv" else json.loads(text)


def test_who_came_later_was_not_there_and_has_no_page_then(client: Client) -> None:
    moment = timezone.now()
    incident = make.published_incident()
    make.edited(incident, verification="confirmed")
    assert ask(client, "", moment) == []
    answer = client.get(f"/api/v1/incidents/{incident.public_id}/?as_of={quote(moment.isoformat())}")
    assert answer.status_code == 404


# What is not told of the past ----------------------------------------------------------------------------
def _withdrawn(incident: Incident) -> None:
    make.edited(incident, release_to=1)


def _embargoed_again(incident: Incident) -> None:
    make.edited(incident, embargo_until=(timezone.now() + timedelta(hours=1)).isoformat())


@pytest.mark.parametrize("take", [_withdrawn, _embargoed_again])
def test_what_was_taken_from_the_public_is_not_told_of_the_past_either(client: Client, take: Any) -> None:
    incident = make.published_incident()
    moment = timezone.now()
    take(incident)
    assert ask(client, "", moment) == []
    then = f"?as_of={quote(moment.isoformat())}"
    assert client.get(f"/api/v1/incidents/{incident.public_id}/{then}").status_code == 404
    analyst = Client()
    analyst.force_login(make.analyst())
    assert len(ask(analyst, "", moment)) == (1 if take is _withdrawn else 0)


def test_a_merged_incident_is_not_told_when_its_root_was_taken_from_the_public(client: Client) -> None:
    root, duplicate = make.published_incident(), make.published_incident()
    moment = timezone.now()
    review.merge(duplicate, root, by=make.reviewer(), reason="twice")
    assert len(ask(client, "", moment)) == 2
    make.edited(root, release_to=1)
    assert ask(client, "", moment) == []


def test_a_location_that_was_hidden_since_is_left_out_of_the_past_and_said_to_be(client: Client) -> None:
    incident = make.published_incident()
    moment = timezone.now()
    make.edited(incident, location_policy="hidden")
    (row,) = ask(client, "", moment)
    assert (row["longitude"], row["latitude"], row["place"], row["admin2"]) == (None, None, None, None)
    assert set(row["withheld"]) == set(changes.LOCATION_FIELDS)
    assert ask(client, "bbox=0,15,1,16", moment) == ask(client, "region=ML0701", moment) == []
    assert _whole(client, "geojson", f"?as_of={quote(moment.isoformat())}")["features"][0]["geometry"] is None


@pytest.mark.parametrize(
    "field",
    [
        "date_start",
        "killed_best",
        "verification",
        "communities",
        "casualties",
        "actors",
        "updated_at",
        "weapons",
    ],
)
@pytest.mark.parametrize(
    "query", ["", "sort=deadliest", "sort=updated", "min_killed=1&since=2018-09-01", "actor=isgs&weapon=ied"]
)
def test_a_redacted_value_is_null_in_the_past_and_breaks_no_filter(
    client: Client, field: str, query: str
) -> None:
    incident = make.published_incident(involvements=(make.perpetrator(),), weapons=("ied",))
    moment = timezone.now()
    make.edited(incident, verification="confirmed")
    review.redact(make.fresh(incident), by=make.reviewer(), reason="for protection", fields=[field])
    rows = ask(client, query, moment)
    assert all(row.get(field) is None for row in rows)
    assert query or len(rows) == 1
    page = client.get(f"/api/v1/incidents/{incident.public_id}/?as_of={quote(moment.isoformat())}").json()
    assert (page[field], page["withheld"]) == (None, [field])


def test_what_a_source_said_is_not_told_of_the_past_once_it_may_not_be_passed_on(client: Client) -> None:
    open_, closed = make.report(make.source("Open")), make.report(make.source("Closing"))
    incident = make.published_incident(
        sources=(SourceValue(open_.pk), SourceValue(closed.pk)),
        involvements=(make.perpetrator("isgs", report=closed.pk),),
        estimates=(make.killed(3), make.killed(2, group="civilians", report=closed.pk)),
    )
    moment = timezone.now()
    make.edited(incident, verification="confirmed")
    assert ask(client, "", moment)[0]["perpetrator"] == "isgs"
    Source.objects.filter(name="Closing").update(redistributable=False)
    (row,) = ask(client, "", moment)
    assert (row["perpetrator"], row["civilians_killed"], row["sources"], row["killed_best"]) == (
        None,
        None,
        1,
        3,
    )
    page = client.get(
        f"/api/v1/incidents/{incident.public_id}/?as_of={quote(moment.isoformat())}"
    ).content.decode()
    assert "Closing" not in page
    assert "isgs" not in page


def test_made_up_incidents_are_there_from_the_moment_they_were_made(client: Client) -> None:
    before = timezone.now()
    incident = make.synthetic()
    moment = timezone.now()
    make.edited(incident, verification="confirmed")
    assert (ask(client, "", before), [row["verification"] for row in ask(client, "", moment)]) == (
        [],
        ["unverified"],
    )


# What is refused -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "value",
    [
        "x",
        "",
        "2018-02-30T00:00:00Z",
        "9999-01-01T00:00:00Z",
        "2199-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "infinity",
    ],
)
@pytest.mark.parametrize(
    "address", ["/api/v1/incidents/", "/api/v1/incidents.csv", "/api/v1/incidents.geojson"]
)
def test_a_moment_that_is_none_or_has_not_passed_is_refused(client: Client, address: str, value: str) -> None:
    answer = client.get(address, {"as_of": value})
    assert answer.status_code == 200 if value == "" else blamed(answer) == ["as_of"]


@pytest.mark.parametrize("query", ["place=ml-ansongo", "q=market", "sort=nearest"])
def test_a_filter_that_knows_only_the_present_is_refused_beside_a_moment(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/incidents/?{query}&as_of=2018-10-01T00:00:00Z")
    assert blamed(answer) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "address",
    ["map/", "timeline/", "breakdown/", "changes/", "incidents.acled.csv", "incidents.ucdp.csv", "releases/",
     "incidents/00000000-0000-4000-8000-000000000000/revisions/"],
)  # fmt: skip
def test_a_moment_is_refused_where_the_past_is_not_kept(client: Client, address: str) -> None:
    assert blamed(client.get(f"/api/v1/{address}?as_of=2018-10-01T00:00:00Z")) == ["as_of"]


def test_the_moment_of_a_change_is_after_it(client: Client) -> None:
    incident = make.edited(make.published_incident(), verification="confirmed")
    at = Revision.objects.get(incident=incident).at
    assert ask(client, "", at)[0]["verification"] == "confirmed" if at <= timezone.now() else True
    assert ask(client, "", at - timedelta(microseconds=1))[0]["verification"] == "unverified"
    assert at.astimezone(UTC) == at
