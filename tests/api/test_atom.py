"""The Atom feed: stable names, latitude first, corrections move it up, what left the selection is told."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from incidents import changes, review
from incidents.models import Incident, Place
from tests import make
from tests.api.test_bad_input import blamed

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
GEORSS = "{http://www.georss.org/georss}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"


def feed(client: Client, query: str = "") -> Any:
    changes.number_changes()
    answer = client.get(f"/feeds/incidents.atom?{query}")
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own bytes


def name_of(incident: Incident) -> str:
    return f"tag:localhost,2026:incidents/{incident.public_id}"


def ids(document: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in document.iter(f"{ATOM}entry")]


def links(document: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in document.findall(f"{ATOM}link")}


def test_an_entry_has_a_stable_name_a_place_latitude_first_and_its_licence(client: Client) -> None:
    incident = make.published_incident(estimates=(make.killed(22),))
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == name_of(incident)
    assert entry.findtext(f"{ATOM}title") == "Attack, Ansongo, 2018-09-30, killed: 22"
    assert entry.findtext(f"{GEORSS}point") == "15.6597 0.5022"
    assert entry.findtext(f"{GEORSS}featuretypetag") == "settlement"
    assert entry.findtext(f"{ATOM}rights") == "Sahel incidents contributors. CC BY 4.0"
    assert entry.findtext(f"{ATOM}summary", "").startswith("Gunmen killed three people at Ansongo.")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/incidents/{incident.public_id}/"


def test_the_name_does_not_depend_on_the_address_it_is_read_through(client: Client, settings: Any) -> None:
    make.published_incident()
    settings.ALLOWED_HOSTS = ["localhost", "other.example"]
    here = client.get("/feeds/incidents.atom", HTTP_HOST="localhost").content
    there = client.get("/feeds/incidents.atom", HTTP_HOST="other.example").content
    assert ids(ElementTree.fromstring(here)) == ids(ElementTree.fromstring(there))  # noqa: S314


def test_a_correction_moves_an_entry_up_under_the_same_name(client: Client) -> None:
    first, second = make.published_incident(), make.published_incident()
    assert ids(feed(client)) == [name_of(second), name_of(first)]
    before = feed(client).findtext(f"{ATOM}updated")
    make.edited(first, verification="confirmed")
    document = feed(client)
    assert ids(document) == [name_of(first), name_of(second)]
    assert document.findtext(f"{ATOM}updated") > before


def test_pages_lead_on_and_back_to_the_first(client: Client) -> None:
    made = make.published_incidents([{}] * 5)
    found: list[str] = []
    query = "limit=2"
    while query:
        document = feed(client, query)
        found += ids(document)
        assert links(document)["first"] == "http://testserver/feeds/incidents.atom?limit=2"
        query = links(document).get("next", "").partition("?")[2]
    assert sorted(found) == sorted(name_of(incident) for incident in made)


def test_what_left_is_a_deleted_entry_of_the_first_page(client: Client) -> None:
    gone, kept, moved = make.published_incidents([{}, {}, {}])
    review.retract(gone, by=make.reviewer(), reason="an <error>")
    make.edited(moved, event_type="battles", sub_event_type=None)

    def deleted(query: str) -> dict[str, str]:
        return {
            entry.get("ref"): entry.findtext(f"{TOMBSTONES}comment")
            for entry in feed(client, query).iter(f"{TOMBSTONES}deleted-entry")
        }

    assert deleted("") == {name_of(gone): "retracted: an <error>"}
    assert deleted("type=violence_against_civilians") == {
        name_of(gone): "retracted: an <error>", name_of(moved): "left_selection: new information",
    }  # fmt: skip
    assert deleted("type=riots") == {}
    assert ids(feed(client, "type=violence_against_civilians")) == [name_of(kept)]


def test_a_hidden_place_has_no_point(client: Client) -> None:
    make.published_incident(location_policy="hidden")
    assert feed(client).find(f".//{GEORSS}point") is None


@pytest.mark.parametrize("text", ["a\x01b", "<script>", "&amp;", "\ud7ff\ufffe", "]]>", "é🔥", 'x"y'])
def test_whatever_a_name_holds_the_document_can_be_read(client: Client, text: str) -> None:
    Place.objects.filter(key="ml-ansongo").update(name=text)
    make.published_incident(summaries={"en": text})
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert text.replace("\x01", "�").replace("\ufffe", "�") in entry.findtext(f"{ATOM}title", "")


@pytest.mark.parametrize(
    "query", ["sort=oldest", "colour=red", "cursor=x", "limit=0", "since=x", "as_of=2018-01-01"]
)
def test_nonsense_is_refused(client: Client, query: str) -> None:
    assert list(blamed(client.get(f"/feeds/incidents.atom?{query}"))) == [query.partition("=")[0]]


def test_a_good_copy_is_answered_with_304(client: Client) -> None:
    make.published_incident()
    answer = client.get("/feeds/incidents.atom")
    again = client.get("/feeds/incidents.atom", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answer["Change-Number"] == "0"
