"""Who sees what: every state of an incident x who asks x every address that reads. What is private has a canary text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from incidents import changes, releases, review
from incidents.models import Incident
from incidents.record import SourceValue
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
STATES = ("draft", "in_review", "embargoed", "analysts", "published", "retracted", "merged")
# Each state has a day and an actor of its own, so that sums and counts betray it too.
ACTORS = dict(
    zip(
        STATES,
        ("aqim", "fama", "ansar-dine", "barkhane", "isgs", "katiba-macina", "ansaroul-islam"),
        strict=True,
    )
)
DAYS = {state: f"2017-03-{number:02}" for number, state in enumerate(STATES, 11)}
SECRET_LONGITUDE, SECRET_LATITUDE = "0.5876", "15.6123"
PRIVATE = ("canary-notes", "canary-report", "canary-closed", SECRET_LONGITUDE, SECRET_LATITUDE)


@dataclass(frozen=True)
class Desk:
    """The incidents by state, and the root that the merged one leads to."""

    incidents: dict[str, Incident]
    root: Incident
    moment: str = ""  # before the last step of all


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Desk]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _one_of_each_state()
        transaction.set_rollback(True)


def _one_of_each_state() -> Desk:
    closed = make.report(make.closed_source(), text="canary-closed", title="canary-closed")
    root = make.published_incident(date_start="2017-01-01", date_end="2017-01-01", place="ml-gao")
    makers = {
        "draft": make.draft, "in_review": make.in_review, "embargoed": make.embargoed, "analysts": make.for_analysts_only,
        "published": make.published_incident, "retracted": make.retracted,
        "merged": lambda **fields: make.merged(root, **fields),
    }  # fmt: skip
    made = {}
    for state in STATES:
        report = make.report(text=f"canary-report {state}", title=f"canary-report {state}")
        made[state] = makers[state](
            internal_notes=f"canary-notes {state}",
            summaries={"en": f"canary-summary-{state}."},
            date_start=DAYS[state],
            date_end=DAYS[state],
            location_policy="settlement",
            # Apart from the others, or the map would draw both as one cluster that names nobody.
            place="ml-menaka" if state == "analysts" else "ml-ansongo",
            longitude=float(SECRET_LONGITUDE),
            latitude=float(SECRET_LATITUDE),
            radius_m=200,
            geo_precision="near",
            involvements=(make.perpetrator(ACTORS[state]),),
            sources=(SourceValue(report.pk), SourceValue(closed.pk)),
            estimates=(make.killed(3), make.killed(777_777, report=closed.pk, recommended=False)),
        )
    published = made["published"]
    change = {"summaries": {"en": "canary-proposal"}}
    review.propose(published, old={}, new=change, by=make.editor(), reason="canary-proposal")
    changes.number_changes()
    releases.make("2017-03")
    moment = quote(timezone.now().isoformat())
    make.edited(root, verification="confirmed")
    changes.number_changes()
    return Desk(made, root, moment)


@pytest.fixture(params=["anonymous", "analyst"])
def reader(request: pytest.FixtureRequest, db: None) -> tuple[str, Client]:
    client = Client()
    if request.param == "analyst":
        client.force_login(make.analyst())
    return request.param, client


def body(client: Client, address: str) -> str:
    response = client.get(address)
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode()


def visible(state: str, role: str) -> bool:
    return state == "published" or (state == "analysts" and role == "analyst")


MONTH = "since=2017-03-01&until=2017-03-31"
LISTS = (
    f"/api/v1/incidents/?{MONTH}", f"/api/v1/incidents.geojson?{MONTH}", f"/api/v1/incidents.csv?{MONTH}",
    f"/api/v1/map/?zoom=17&bbox=0,15,3,17&{MONTH}", f"/api/v1/timeline/?{MONTH}", f"/api/v1/breakdown/?by=actor&{MONTH}", f"/?{MONTH}",
    "/api/v1/incidents/?q=canary", "/api/v1/incidents/?sort=updated",
    f"/api/v1/incidents.acled.csv?{MONTH}", f"/api/v1/incidents.ucdp.csv?{MONTH}", f"/feeds/incidents.atom?{MONTH}",
    "/ogc/collections/incidents/items?datetime=2017-03-01/2017-03-31", "/ogc/collections/incidents/items?q=canary",
)  # fmt: skip


def test_a_release_and_the_past_hold_what_the_public_may_see(desk: Desk, reader: tuple[str, Client]) -> None:
    role, client = reader
    for address, told in (
        ("/api/v1/releases/2017-03/incidents.csv", {"published"}),
        ("/api/v1/releases/2017-03/incidents.geojson", {"published"}),
        (f"/api/v1/incidents/?as_of={desk.moment}", {state for state in STATES if visible(state, role)}),
    ):
        text = body(client, address)
        assert {state for state in STATES if str(desk.incidents[state].public_id) in text} == told, address


def traces(desk: Desk, state: str) -> tuple[str, ...]:
    return (
        str(desk.incidents[state].public_id),
        f"canary-summary-{state}",
        f'"{DAYS[state]}"',
        f'"{ACTORS[state]}"',
    )


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("state", STATES)
def test_a_list_shows_traces_of_what_its_reader_may_see_and_of_nothing_else(
    desk: Desk, reader: tuple[str, Client], address: str, state: str
) -> None:
    role, client = reader
    # A feed names what it deletes, and says why; that is all.
    text = re.sub(r"<at:deleted-entry.*?</at:deleted-entry>", "", body(client, address))
    found = [trace for trace in traces(desk, state) if trace in text]
    assert bool(found) == visible(state, role), found


@pytest.mark.parametrize(("role", "count"), [("anonymous", 1), ("analyst", 2)])
def test_a_count_holds_what_its_reader_may_see(desk: Desk, role: str, count: int) -> None:
    client = Client()
    if role == "analyst":
        client.force_login(make.analyst())
    picture = client.get(f"/api/v1/map/?{MONTH}").json()
    assert (picture["total"], picture["killed"]["best"]) == (count, 3 * count)


STATUS = {
    "draft": (404, 404), "in_review": (404, 404), "embargoed": (404, 404), "analysts": (404, 200),
    "published": (200, 200), "retracted": (410, 410), "merged": (301, 301),
}  # fmt: skip


@pytest.mark.parametrize("pattern", ["/api/v1/incidents/{}/", "/incidents/{}/"])
@pytest.mark.parametrize("state", STATES)
def test_an_incident_answers_by_its_state_and_who_asks(
    desk: Desk, reader: tuple[str, Client], state: str, pattern: str
) -> None:
    role, client = reader
    response = client.get(pattern.format(desk.incidents[state].public_id))
    assert response.status_code == STATUS[state][role == "analyst"]
    assert (f"canary-summary-{state}" in response.content.decode()) == visible(state, role)


@pytest.mark.parametrize("state", STATES)
def test_the_history_of_an_incident_is_for_those_who_have_seen_it(
    desk: Desk, reader: tuple[str, Client], state: str
) -> None:
    role, client = reader
    response = client.get(f"/api/v1/incidents/{desk.incidents[state].public_id}/revisions/")
    known = visible(state, role) or state in {"retracted", "merged"}
    assert response.status_code == (200 if known else 404)
    assert not known or len(response.json()["results"]) >= 1


def test_the_feed_of_changes_tells_each_reader_of_what_it_has_seen(
    desk: Desk, reader: tuple[str, Client]
) -> None:
    role, client = reader
    text = body(client, "/api/v1/changes/")
    told = {state for state in STATES if str(desk.incidents[state].public_id) in text}
    assert told == {"published", "retracted", "merged"} | ({"analysts"} if role == "analyst" else set())


def test_nothing_private_is_seen_at_any_address(desk: Desk, reader: tuple[str, Client]) -> None:
    _role, client = reader
    each = [str(incident.public_id) for incident in (*desk.incidents.values(), desk.root)]
    addresses = [
        *LISTS,
        "/api/v1/changes/",
        f"/api/v1/changes/?{MONTH.replace('since=', 'since=0&since=')}",
        "/api/v1/releases/",
        "/api/v1/releases/2017-03/",
        "/api/v1/releases/2017-03/incidents.csv",
        "/api/v1/releases/2017-03/incidents.geojson",
        *(
            f"/api/v1/{name}?as_of={desk.moment}"
            for name in ("incidents/", "incidents.csv", "incidents.geojson")
        ),
        "/feeds/incidents.atom",
        "/api/v1/sources/",
        "/api/v1/actors/",
        "/api/v1/basemap/",
        "/api/schema/",
    ]
    addresses += [f"/api/v1/incidents/{uid}/{tail}" for uid in each for tail in ("", "revisions/")]
    addresses += [f"/incidents/{uid}/" for uid in each]
    addresses += ["/ogc", "/ogc/api", "/ogc/collections", "/ogc/collections/incidents"]
    addresses += [f"/ogc/collections/incidents/items/{uid}" for uid in each]
    addresses += [f"/api/v1/incidents/{uid}/?as_of={desk.moment}" for uid in each]
    for address in addresses:
        text = body(client, address)
        for canary in (
            *PRIVATE,
            "canary-proposal",
            "777777",
            "Closed circle",
            "canary-summary-draft",
            "canary-summary-embargoed",
        ):
            assert canary not in text, (address, canary)


@pytest.mark.parametrize(
    "query", ["q=canary-notes", "q=canary-report", "near=0.5876,15.6123,1", "min_killed=777777",
              f"bbox={SECRET_LONGITUDE},{SECRET_LATITUDE},0.59,15.62"],
)  # fmt: skip
def test_no_filter_finds_by_what_is_private(desk: Desk, reader: tuple[str, Client], query: str) -> None:
    _role, client = reader
    assert client.get(f"/api/v1/incidents/?{query}").json()["results"] == []


def test_a_merged_incident_leads_to_its_root_in_both_worlds(desk: Desk, reader: tuple[str, Client]) -> None:
    _role, client = reader
    merged = desk.incidents["merged"]
    assert client.get(f"/incidents/{merged.public_id}/")["Location"] == f"/incidents/{desk.root.public_id}/"
    api = client.get(f"/api/v1/incidents/{merged.public_id}/")["Location"]
    assert api == f"/api/v1/incidents/{desk.root.public_id}/"


def test_a_retracted_incident_says_why_and_no_more(desk: Desk, reader: tuple[str, Client]) -> None:
    _role, client = reader
    answer = client.get(f"/api/v1/incidents/{desk.incidents['retracted'].public_id}/")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/retracted", "title": "The incident was retracted.", "status": 410,
        "reason": "the report was withdrawn", "successor": None,
    }  # fmt: skip


def test_a_merged_incident_does_not_lead_to_a_root_that_was_kept_from_its_reader_later(
    client: Client,
) -> None:
    root = make.published_incident()
    duplicate = make.merged(root)
    make.edited(root, release_to=1)
    for pattern in ("/api/v1/incidents/{}/", "/incidents/{}/"):
        assert client.get(pattern.format(duplicate.public_id)).status_code == 404


@pytest.mark.parametrize("role", ["editor", "reviewer", "admin"])
def test_no_role_reads_unpublished_rows_at_the_readers_addresses(desk: Desk, role: str) -> None:
    client = Client()
    client.force_login({"editor": make.editor, "reviewer": make.reviewer, "admin": make.admin}[role]())
    text = body(client, "/api/v1/incidents/")
    for state in ("draft", "in_review", "embargoed"):
        assert str(desk.incidents[state].public_id) not in text


def test_a_source_that_may_not_be_named_answers_like_one_that_does_not_exist(
    desk: Desk, reader: tuple[str, Client]
) -> None:
    _role, client = reader
    closed, unknown = (
        client.get(f"/api/v1/incidents/?source={name}") for name in ("Closed+circle", "No+such+source")
    )
    assert (closed.status_code, unknown.status_code) == (400, 400)
    assert closed.content.replace(b"Closed circle", b"No such source") == unknown.content
