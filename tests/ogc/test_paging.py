"""Page after page, and copies that are still good."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from incidents import review
from incidents.models import Incident
from tests import make
from tests.models.rows import published, saved
from tests.ogc.asking import at, href, id_of, page, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def thirty(db: None) -> list[Incident]:
    """Thirty incidents on three days, all at one point or without one."""
    rows = []
    for number in range(30):
        day = date(2018, 9, 1 + number % 3)
        rows.append(saved(Incident, **{**published(), "date_start": day, "date_end": day}))
    return rows


@pytest.mark.parametrize("limit", [1, 7, 15, 30, 31])
def test_following_the_link_reads_every_incident_once(
    client: Client, thirty: list[Incident], limit: int
) -> None:
    pages = walk(client, "incidents", limit=limit)
    seen = [feature["id"] for each in pages for feature in each["features"]]
    assert sorted(seen) == sorted(map(id_of, thirty))
    assert [each["numberReturned"] for each in pages[:-1]] == [limit] * (len(pages) - 1)


def test_a_hundred_features_are_a_page_when_nothing_is_said(client: Client) -> None:
    given = {
        **published(),
        "event_type": "battles",
        "date_start": date(2018, 9, 1),
        "date_end": date(2018, 9, 1),
    }
    Incident.objects.bulk_create([Incident(**given) for _ in range(101)])
    assert [each["numberReturned"] for each in walk(client, "incidents")] == [100, 1]


def test_the_next_page_keeps_what_was_asked(client: Client, thirty: list[Incident]) -> None:
    pages = walk(client, "incidents", limit=4, bbox="-180,-90,180,90", datetime="2018-09-02", type="battles")
    days = {feature["properties"]["date_start"] for each in pages for feature in each["features"]}
    assert (days, [each["numberReturned"] for each in pages]) == ({"2018-09-02"}, [4, 4, 2])


def test_rows_that_come_change_and_go_meanwhile_move_no_other(client: Client, thirty: list[Incident]) -> None:
    first = page(client, "incidents", limit=10)
    seen = [feature["id"] for feature in first["features"]]
    saved(Incident, **{**published(), "date_start": date(2018, 12, 1), "date_end": date(2018, 12, 1)})
    Incident.objects.unpublished_too().filter(public_id=seen[-1]).delete()
    later = Incident.objects.for_audience(2).exclude(public_id__in=seen).newest_first()
    Incident.objects.unpublished_too().filter(pk=later.last().pk).update(verification="confirmed")
    address, rest = href(first, "next"), []
    while address:
        answer = client.get(address).json()
        rest += [feature["id"] for feature in answer["features"]]
        address = href(answer, "next")
    assert sorted(seen + rest) == sorted(map(id_of, thirty))


# Copies --------------------------------------------------------------------------------------------------
def test_a_good_copy_is_answered_with_304_until_something_changes(client: Client) -> None:
    incident = make.published_incident()
    for address in (
        at("incidents"),
        f"{at('incidents')}/{incident.public_id}",
        "/ogc/collections",
        "/ogc/api",
    ):
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    old = client.get(at("incidents"))["ETag"]
    make.edited(incident, verification="confirmed")
    assert client.get(at("incidents"), headers={"If-None-Match": old}).status_code == 200


def test_a_withdrawn_incident_is_in_no_copy(client: Client) -> None:
    incident = make.published_incident()
    old = client.get(at("incidents"))["ETag"]
    review.retract(incident, by=make.reviewer(), reason="the report was withdrawn")
    assert client.get(at("incidents"), headers={"If-None-Match": old}).json()["features"] == []
