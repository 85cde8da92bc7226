"""ETag and 304: an answer stays good until its audience's feed moves on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents import changes, review
from incidents.models import Incident, Source
from tests import make

pytestmark = pytest.mark.django_db
KEPT = ("/api/v1/incidents/", "/api/v1/incidents.geojson", "/api/v1/incidents.csv", "/api/v1/map/", "/api/v1/timeline/",
        "/api/v1/breakdown/", "/api/v1/basemap/", "/api/v1/incidents.acled.csv", "/api/v1/incidents.ucdp.csv",
        "/feeds/incidents.atom", "/ogc/collections/incidents/items")  # fmt: skip


def publish_and_number(**fields: Any) -> Any:
    incident = make.published_incident(**fields)
    changes.number_changes()
    return incident


@pytest.mark.parametrize("address", KEPT)
def test_a_good_copy_is_answered_with_304_and_nothing_else(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("address", KEPT)
def test_a_compressed_copy_is_as_good(client: Client, address: str) -> None:
    publish_and_number()
    packed = {"Accept-Encoding": "gzip"}
    etag = client.get(address, headers=packed)["ETag"]
    assert client.get(address, headers={**packed, "If-None-Match": etag}).status_code == 304


def retract_the_last() -> None:
    incident = Incident.objects.for_audience(2).newest_first().first()
    review.retract(incident, by=make.reviewer(), reason="the report was withdrawn")


STEPS = [
    ("a publication", publish_and_number),
    ("an edit", lambda: make.edited(publish_and_number(), verification="confirmed")),
    ("a retraction", retract_the_last),
]


@pytest.mark.parametrize("step", [row[1] for row in STEPS], ids=[row[0] for row in STEPS])
@pytest.mark.parametrize("address", [address for address in KEPT if "basemap" not in address])
def test_a_copy_is_stale_after(client: Client, address: str, step: Any) -> None:
    publish_and_number()
    etag = client.get(address)["ETag"]
    step()
    changes.number_changes()
    answer = client.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag


@pytest.mark.parametrize("state", [make.draft, make.in_review, make.embargoed, make.for_analysts_only])
def test_a_copy_stays_good_when_nothing_of_the_public_changes(client: Client, state: Any) -> None:
    etag = client.get("/api/v1/incidents/")["ETag"]
    state()
    changes.number_changes()
    assert client.get("/api/v1/incidents/", headers={"If-None-Match": etag}).status_code == 304


def test_another_selection_or_format_is_another_copy(client: Client) -> None:
    asked = [
        client.get(address)["ETag"]
        for address in (*KEPT, "/api/v1/incidents/?type=battles", "/api/v1/map/?zoom=3")
    ]
    asked.append(client.get("/api/v1/incidents/", headers={"Accept": "text/csv"})["ETag"])
    assert len(set(asked)) == len(asked)


def test_a_change_of_sample_data_makes_copies_stale_although_the_feed_does_not_hear_of_it(
    client: Client,
) -> None:
    Source.objects.create(name="Sample: generated", kind="sample", active=True)
    incident = make.synthetic()
    etag = client.get("/api/v1/incidents/")["ETag"]
    make.edited(incident, verification="confirmed")
    answer = client.get("/api/v1/incidents/", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.json()["results"][0]["verification"]) == (200, "confirmed")


@pytest.mark.parametrize("address", [*KEPT, "/api/v1/changes/"])
def test_what_a_signed_in_person_sees_is_kept_by_nobody(analyst_client: Client, address: str) -> None:
    answer = analyst_client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("address", KEPT)
def test_a_copy_is_checked_again_each_time_and_differs_by_who_asks(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "no-cache" in answer["Cache-Control"]
    assert {"Accept", "Authorization", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
