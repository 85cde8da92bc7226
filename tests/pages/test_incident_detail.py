"""What an incident's page says beyond its record: what lies near, evidence for the desk, links, history in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from incidents.dossier import nearby
from incidents.models import Evidence, Incident
from incidents.record import SourceValue
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


def at(longitude: float, latitude: float = 15.5, **fields: Any) -> dict[str, Any]:
    """Fields of an incident at a point (lon, lat) of its own."""
    placed = {
        "place": None,
        "longitude": longitude,
        "latitude": latitude,
        "radius_m": 9,
        "geo_precision": "settlement",
    }
    return {**placed, **fields}


def on(day: str) -> dict[str, str]:
    return {"date_start": day, "date_end": day}


def near_to(incident: Incident) -> list[dict[str, Any]]:
    return nearby(make.fresh(incident), Incident.objects.for_audience(2))


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


# Near in space and time ----------------------------------------------------------------------------------
# 0.1 degree of longitude at 15.5 degrees north is 10.7 km.
@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (at(1.2, **on("2018-09-30")), True), (at(1.23, **on("2018-09-30")), True), (at(1.24, **on("2018-09-30")), False),
        (at(1.0, **on("2018-08-31")), True), (at(1.0, **on("2018-08-30")), False),
        (at(1.0, **on("2018-10-30")), True), (at(1.0, **on("2018-10-31")), False),
        (at(1.0, date_start="2018-01-01", date_end="2018-08-31"), True),
    ],
)  # fmt: skip
def test_within_25_km_and_30_days(fields: dict[str, Any], found: bool) -> None:
    incident = make.published_incident(**at(1.0))
    other = make.published_incident(**fields)
    assert ids(near_to(incident)) == ([str(other.public_id)] if found else [])


@pytest.mark.parametrize(
    ("fields", "metres", "days"),
    [
        (at(1.0), 0, 0), (at(1.1), 10_715, 0), (at(1.0, **on("2018-10-03")), 0, 3), (at(1.0, **on("2018-09-28")), 0, -2),
        (at(1.0, date_start="2018-09-20", date_end="2018-10-20"), 0, 0),
    ],
)  # fmt: skip
def test_how_far_and_how_long_apart(fields: dict[str, Any], metres: int, days: int) -> None:
    incident = make.published_incident(**at(1.0))
    make.published_incident(**fields)
    (row,) = near_to(incident)
    assert (row["metres"], row["days"]) == (pytest.approx(metres, abs=20), days)


@pytest.mark.parametrize(
    ("fields", "about_place", "about_days"),
    [
        (at(1.0), False, False), (at(1.0, geo_precision="near"), True, False),
        (at(1.0, time_precision="week", date_start="2018-09-24", date_end="2018-09-30"), False, True),
    ],
)  # fmt: skip
def test_what_is_not_exact_is_said_to_be_about(
    fields: dict[str, Any], about_place: bool, about_days: bool
) -> None:
    incident = make.published_incident(**at(1.0))
    make.published_incident(**fields)
    (row,) = near_to(incident)
    assert (row["about_place"], row["about_days"]) == (about_place, about_days)


def test_at_most_six_the_nearest_first() -> None:
    incident = make.published_incident(**at(1.0))
    made = make.published_incidents([at(1.0 + step / 50) for step in range(1, 9)])
    assert ids(near_to(incident)) == [str(other.public_id) for other in made[:6]]


def test_the_middle_of_an_area_is_near_to_nothing() -> None:
    incident = make.published_incident(place="ml-ansongo")
    make.published_incident(place="ml-ansongo", location_policy="admin2")
    assert near_to(incident) == []


def test_without_a_place_of_its_own_the_same_region_counts() -> None:
    incident = make.published_incident(location_policy="admin2")
    same, _other = make.published_incidents([{"location_policy": "admin2"}, {"place": "ml-menaka"}])
    (row,) = near_to(incident)
    assert (row["id"], row["metres"]) == (str(same.public_id), None)


def test_made_up_incidents_are_near_to_made_up_ones_only() -> None:
    incident, made_up = make.published_incident(), make.synthetic()
    assert (near_to(incident), near_to(made_up)) == ([], [])
    other = make.synthetic()
    assert ids(near_to(made_up)) == [str(other.public_id)]


@pytest.mark.parametrize(
    "make_it", [make.draft, make.in_review, make.embargoed, make.for_analysts_only, make.retracted]
)
def test_what_is_not_public_is_near_to_nothing_for_the_public(client: Client, make_it: Any) -> None:
    incident = make.published_incident()
    hidden = make_it()
    response = client.get(incident.get_absolute_url())
    assert response.context["nearby"] == []
    assert str(hidden.public_id) not in response.content.decode()


def test_an_analyst_sees_what_is_near_for_analysts(analyst_client: Client) -> None:
    incident, other = make.published_incident(), make.for_analysts_only()
    assert ids(analyst_client.get(incident.get_absolute_url()).context["nearby"]) == [str(other.public_id)]


def test_a_hidden_place_is_found_by_no_distance(client: Client) -> None:
    incident = make.published_incident()
    make.published_incident(location_policy="hidden")
    assert client.get(incident.get_absolute_url()).context["nearby"] == []


# Evidence ------------------------------------------------------------------------------------------------
def with_evidence() -> Incident:
    report = make.report(text="Gunmen killed three people near Ansongo, said canary.")
    incident = make.published_incident(sources=(SourceValue(report.pk),))
    span = {"report": report, "incident": incident, "rule": "active-toll"}
    judged = {"decided_by": make.reviewer(), "decided_at": incident.updated_at}
    Evidence.objects.create(**span, field="casualties.killed", start=7, end=26, decision="accepted", **judged)
    Evidence.objects.create(**span, field="date", start=46, end=52, decision="rejected", **judged)
    return incident


def signed_in(user: User, **fields: Any) -> Client:
    User.objects.filter(pk=user.pk).update(**fields)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.mark.parametrize(
    ("whose", "staff", "shown"),
    [
        (None, False, False), (make.analyst, False, False), (make.editor, False, False), (make.editor, True, True),
        (make.reviewer, True, True), (make.admin, True, True),
    ],
)  # fmt: skip
def test_words_of_reports_are_for_staff_that_may_see_incidents(whose: Any, staff: bool, shown: bool) -> None:
    incident = with_evidence()
    client = signed_in(whose(), is_staff=staff) if whose else Client()
    response = client.get(incident.get_absolute_url())
    assert (response.context["evidence"] is not None) is shown
    assert ("killed three people</q>" in response.content.decode()) is shown


def test_staff_without_the_right_sees_no_evidence() -> None:
    incident = with_evidence()
    plain = User.objects.create(username="fatou", is_staff=True)
    assert signed_in(plain).get(incident.get_absolute_url()).context["evidence"] is None
    plain.user_permissions.add(Permission.objects.get(codename="view_incident"))
    assert signed_in(plain).get(incident.get_absolute_url()).context["evidence"] is not None


def test_evidence_says_field_words_source_and_rule_and_leaves_out_what_was_rejected() -> None:
    incident = with_evidence()
    (span,) = signed_in(make.admin()).get(incident.get_absolute_url()).context["evidence"]
    assert (span["field"], span["quote"], span["source"], span["rule"]) == (
        "Figures: Killed", "killed three people", "Radio Ménaka", "active-toll",
    )  # fmt: skip


# Links, history, cost ------------------------------------------------------------------------------------
def test_actors_and_regions_lead_to_their_pages(client: Client) -> None:
    markup = client.get(
        make.published_incident(involvements=(make.perpetrator(),)).get_absolute_url()
    ).content.decode()
    for address in ("/actors/isgs/", "/regions/MLI/", "/regions/ML07/", "/regions/ML0701/"):
        assert f'href="{address}"' in markup
        assert client.get(address).status_code == 200


def test_attribution_stands_in_words_under_the_name_of_that_day(client: Client) -> None:
    incident = make.published_incident(
        involvements=(make.perpetrator(words="probably", claim_status="none", report=None),)
    )
    assert client.get(incident.get_absolute_url()).context["attribution"] == [
        {
            "slug": "isgs", "name": "Islamic State in the Greater Sahara",
            "said": "suspected by our editors, “probably”; not claimed", "judged": "",
        }
    ]  # fmt: skip


def test_history_is_in_words(client: Client) -> None:
    incident = make.edited(make.published_incident(), date_start="2018-09-29", reason="corrected")
    revisions = client.get(incident.get_absolute_url()).context["revisions"]
    assert revisions[0]["fields"] == [
        {"field": "First day", "old": ["30 September 2018"], "new": ["29 September 2018"]}
    ]


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_the_same_queries_however_much_there_is(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    incident = make.published_incident()
    make.published_incidents([{}] * number)
    for day in range(1, number):
        make.edited(incident, date_start=date(2018, 9, day).isoformat())
    with django_assert_num_queries(14):
        client.get(incident.get_absolute_url())


def test_the_page_answers_in_french(client: Client) -> None:
    address = make.published_incident().get_absolute_url()
    response = client.get(address, headers={"Accept-Language": "fr"})
    assert (response.status_code, response["Content-Language"]) == (200, "fr")
