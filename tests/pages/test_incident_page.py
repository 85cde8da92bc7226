"""The page of one incident, its way out (301, 404, 410), and the headers of every public page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from incidents import changes
from incidents.views.parties import parties_told
from incidents.views.recordwords import distance_in_words
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]
CLAIM = {
    "attribution": "unknown", "claim_status": "unknown", "source": "Radio Ménaka", "words": None, "as_of": None,
    "judgement": None, "confidence": None,
}  # fmt: skip
MISSING = "00000000-0000-4000-8000-000000000000"


def test_the_page_shows_the_public_record(client: Client) -> None:
    incident = make.published_incident(involvements=(make.perpetrator(words="probably"),))
    response = client.get(incident.get_absolute_url())
    assert response.status_code == 200
    image = changes.images([incident.pk])[incident.pk]
    days = {"date_start": incident.date_start, "date_end": incident.date_end}
    assert {**response.context["incident"], **days} == {**image, **days}
    assert response.context["public_id"] == str(incident.public_id)
    assert response.context["region_names"]["ML07"] == "Gao"


def test_the_page_shows_its_history_newest_first(client: Client) -> None:
    incident = make.edited(make.published_incident(), verification="confirmed", reason="second source")
    revisions = client.get(incident.get_absolute_url()).context["revisions"]
    assert [(row["kind"], row["reason"]) for row in revisions] == [
        ("updated", "second source"),
        ("created", "checked"),
    ]


def test_an_incident_on_a_road_shows_both_its_ends(client: Client) -> None:
    incident = make.published_incident(second_place="ml-labbezanga")
    assert client.get(incident.get_absolute_url()).context["road"] == [[0.5022, 15.6597], [0.696, 14.9563]]


@pytest.mark.parametrize("policy", ["admin2", "hidden"])
def test_a_reduced_incident_shows_no_road(client: Client, policy: str) -> None:
    incident = make.published_incident(second_place="ml-labbezanga", location_policy=policy)
    assert client.get(incident.get_absolute_url()).context["road"] is None


def text_of(client: Client, **fields: Any) -> str:
    """The page of a published incident with these values."""
    page = client.get(make.published_incident(**fields).get_absolute_url()).content.decode()
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"date_start": "2018-09-30", "date_end": "2018-09-30"}, "Ansongo, 30 Sep 2018"),
        ({"date_start": "2018-09-01", "date_end": "2018-09-30", "time_precision": "month"}, "Ansongo, September 2018 (day not known)"),
    ],
)  # fmt: skip
def test_the_title_invents_no_day(client: Client, fields: dict[str, Any], title: str) -> None:
    assert f"<title>{title}" in text_of(client, **fields)


@pytest.mark.parametrize(
    ("words", "shown"),
    [("dozens", "“dozens”"), ("Between 8 and 14, three, at least 20", "as reported: Between 8 and 14, three, at least 20")],
)  # fmt: skip
def test_the_words_of_several_groups_are_no_quotation(client: Client, words: str, shown: str) -> None:
    assert shown in text_of(client, estimates=(make.killed(31, words=words),))


# Ménaka of the gazetteer lies at 2.4022, 15.9182; a degree of longitude there is 107 km, one of latitude 111 km.
@pytest.mark.parametrize(
    ("longitude", "latitude", "radius_m", "policy", "heading"),
    [
        (2.589, 15.9182, 5_000, "exact", "about 20 km east of Ménaka"),
        (2.589, 15.9182, 4_000, "exact", "about 20 km east of Ménaka"),
        (2.402, 16.2, 5_000, "exact", "about 30 km north of Ménaka"),
        (2.22, 15.74, 5_000, "exact", "about 30 km south-west of Ménaka"),
        (2.402, 15.85, 1_000, "exact", "about 8 km south of Ménaka"),
        # so vague that no direction can be told, or only the nearest ten
        (2.589, 15.9182, 12_000, "exact", "near Ménaka"),
        (2.75, 15.9182, 12_000, "exact", "about 40 km east of Ménaka"),
        # the place's own point, as it lies or as the policy reduces it
        (2.403, 15.9182, 500, "exact", "near Ménaka"),
        (2.589, 15.9182, 5_000, "settlement", "near Ménaka"),
        (2.589, 15.9182, 5_000, "admin2", "somewhere in Menaka"),
    ],
)
def test_the_heading_says_where_beside_its_place_the_point_lies(
    client: Client, longitude: float, latitude: float, radius_m: int, policy: str, heading: str
) -> None:
    page = text_of(
        client, place="ml-menaka", longitude=longitude, latitude=latitude, radius_m=radius_m,
        geo_precision="near", location_policy=policy,
    )  # fmt: skip
    assert re.findall("<h1>(.*?)</h1>", page) == [heading]


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        (
            [("nigerien-army", "target", ""), ("nigerien-army", "target", "")],
            [("target", "nigerien-army", [], 1)],
        ),
        (
            [("fama", "target", "tuareg"), ("fama", "target", "dogon"), ("fama", "target", "tuareg")],
            [("target", "fama", ["tuareg", "dogon"], 1)],
        ),
        (
            [("fama", "target", ""), ("fama", "perpetrator", ""), ("isgs", "target", "")],
            [("target", "fama", [], 1), ("perpetrator", "fama", [], 1), ("target", "isgs", [], 1)],
        ),
    ],
)
def test_a_party_is_told_once_in_each_role(parties: list[tuple[str, str, str]], told: list[Any]) -> None:
    rows = [
        {
            "actor": actor,
            "name": actor,
            "name_then": None,
            "role": role,
            "community": community or None,
            **CLAIM,
        }
        for actor, role, community in parties
    ]
    assert [
        (one["role"], one["actor"], one["communities"], len(one["claims"])) for one in parties_told(rows)
    ] == told


def test_different_claims_about_one_perpetrator_are_told_under_one_name(client: Client) -> None:
    page = text_of(
        client,
        involvements=(
            make.perpetrator(words="probably"),
            make.perpetrator(words="without doubt", community="tuareg"),
        ),
    )
    who = page[page.index("<h2>Who</h2>") : page.index("<h2>Sources</h2>")]
    assert (who.count("/actors/isgs/"), who.count("“probably”"), who.count("“without doubt”")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "coordinates", "nearby"),
    [
        ({}, 1, []),
        ({"place": "ml-menaka", "longitude": 2.8, "latitude": 15.9, "radius_m": 25_000, "geo_precision": "near"}, 1, []),
        ({"place": "ml-menaka", "longitude": 2.8, "latitude": 15.9, "radius_m": 40_000, "geo_precision": "near"}, 0, None),
        ({"place": None, "stated_region": "ML10"}, 0, []),
        ({"place": None, "stated_region": "MLI"}, 0, None),
        ({"location_policy": "hidden"}, 0, None),
    ],
)  # fmt: skip
def test_what_stands_for_half_a_country_has_no_coordinates_and_nothing_near(
    client: Client, fields: dict[str, Any], coordinates: int, nearby: list[Any] | None
) -> None:
    response = client.get(make.published_incident(**fields).get_absolute_url())
    shown = response.content.decode().count("latitude, longitude (WGS 84)")
    assert (shown, response.context["nearby"]) == (coordinates, nearby)


def test_an_area_has_no_point_and_is_told_as_exactly_as_it_is_known(client: Client) -> None:
    page = text_of(client, place=None, stated_region="ML10")
    assert "the middle of an area" in page
    assert "No other published incident of the same region within 30 days" in page
    assert "latitude, longitude" not in page


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (None, ""),
        (800, "800 m"),
        (5_000, "5 km"),
        (19_600, "20 km"),
        (52_243, "50 km"),
        (210_306, "210 km"),
        ("far", "far"),
    ],
)
def test_a_distance_is_told_as_exactly_as_it_is_known(metres: Any, words: str) -> None:
    assert distance_in_words(metres) == words


@pytest.mark.parametrize(
    ("make_it", "status"),
    [
        (make.draft, 404), (make.in_review, 404), (make.embargoed, 404), (make.for_analysts_only, 404),
        (make.published_incident, 200), (make.retracted, 410), (make.merged, 301),
    ],
)  # fmt: skip
def test_the_address_of_an_incident_answers_by_its_state(client: Client, make_it: Any, status: int) -> None:
    assert client.get(make_it().get_absolute_url()).status_code == status


def test_a_retracted_incident_shows_why_and_nothing_else(client: Client) -> None:
    incident = make.retracted("the report was withdrawn", summaries={"en": "Canary text."})
    response = client.get(incident.get_absolute_url())
    assert response.context["retraction_reason"] == "the report was withdrawn"
    assert "incident" not in response.context
    assert "Canary text." not in response.content.decode()
    assert "the report was withdrawn" in response.content.decode()


def test_a_merged_incident_leads_to_its_root_for_good(client: Client) -> None:
    root = make.published_incident()
    response = client.get(make.merged(root).get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, root.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    [f"/incidents/{MISSING}/", "/incidents/", "/incidents/x/", "/nothing", "/.env", "/wp-login.php"],
)
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "\u202eRTL"]
)
def test_what_a_source_wrote_is_text_and_never_markup(client: Client, text: str) -> None:
    incident = make.published_incident(summaries={"en": text})
    markup = client.get(incident.get_absolute_url()).content.decode()
    assert "<script>alert" not in markup
    assert "<img src=x" not in markup
    assert escape(text) in markup


# Headers -------------------------------------------------------------------------------------------------
def _incident() -> str:
    return make.published_incident().get_absolute_url()


PAGES: list[tuple[str, Any, int]] = [
    ("map", lambda: "/", 200),
    ("map with a bad parameter", lambda: "/?type=war", 400),
    ("incident", _incident, 200),
    ("merged", lambda: make.merged().get_absolute_url(), 301),
    ("retracted", lambda: make.retracted().get_absolute_url(), 410),
    ("not found", lambda: "/nothing", 404),
    ("list", lambda: "/api/v1/incidents/", 200),
    ("csv", lambda: "/api/v1/incidents.csv", 200),
    ("bad list", lambda: "/api/v1/incidents/?type=war", 400),
    ("strange input", lambda: "/?q=%00", 400),
    ("probe", lambda: "/health/live", 200),
]


@pytest.mark.parametrize(("address", "status"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_every_answer_carries_the_headers_that_protect_its_reader(
    client: Client, address: Any, status: int
) -> None:
    response = client.get(address())
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in (
        "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Server",
    )} == {
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin", "Server": None,
    }  # fmt: skip
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "address", [lambda: "/", _incident, lambda: "/nothing"], ids=["map", "incident", "not found"]
)
def test_a_public_page_allows_no_inline_script_and_carries_no_nonce(client: Client, address: Any) -> None:
    response = client.get(address())
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert (policy["script-src"], policy["style-src"], policy["connect-src"]) == (
        "'self'",
        "'self'",
        "'self'",
    )
    assert (policy["frame-ancestors"], policy["base-uri"], policy["object-src"]) == (
        "'none'",
        "'none'",
        "'none'",
    )
    markup = response.content.decode()
    assert "nonce" not in response["Content-Security-Policy"]
    assert " nonce=" not in markup
    assert " style=" not in markup
    assert " onclick=" not in markup


@pytest.mark.parametrize("address", [lambda: "/", _incident])
def test_a_page_asks_no_other_host_for_anything(client: Client, address: Any) -> None:
    markup = client.get(address()).content.decode()
    for start in ('src="http', 'src="//', 'href="//', "@import", "url(http"):
        assert start not in markup
    assert [
        part for part in markup.split('<link rel="stylesheet" href="')[1:] if not part.startswith("/")
    ] == []


def test_a_signed_in_persons_page_is_kept_by_no_cache(analyst_client: Client) -> None:
    assert "no-store" in analyst_client.get("/")["Cache-Control"]


def test_an_analyst_sees_on_the_page_what_is_for_analysts(analyst_client: Client) -> None:
    incident = make.for_analysts_only()
    assert analyst_client.get(incident.get_absolute_url()).status_code == 200


# Probes --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_a_probe_says_ok_and_no_version(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.content) == (200, b"ok\n")
