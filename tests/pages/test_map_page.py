"""The map page before any script has run: rows, counts, the opening window, and what was not understood."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from incidents import sample
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


def page(client: Client, query: str = "", status: int = 200) -> Any:
    """The context of the map page."""
    response = client.get(f"/{query}")
    assert response.status_code == status
    return response.context


def ids(context: Any) -> list[str]:
    return [row["id"] for row in context["rows"]]


# Rows and counts -----------------------------------------------------------------------------------------
def test_an_empty_map_is_a_page() -> None:
    context = page(Client())
    assert (context["rows"], context["counts"]["total"], context["period_note"]) == ([], 0, "")


def test_the_page_shows_what_the_api_counts(client: Client) -> None:
    make.published_incidents([{}, {"place": "ml-menaka"}, {"location_policy": "hidden"}])
    context = page(client, "?since=2018-09-01")
    assert {name: context["counts"][name] for name in ("total", "in_frame", "outside", "unplaced")} == {
        "total": 3, "in_frame": 2, "outside": 0, "unplaced": 1,
    }  # fmt: skip
    assert len(ids(context)) == 2


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("&type=battles", 0), ("&min_killed=10", 1), ("&lon=-10&lat=40&zoom=12", 0), ("&q=market", 1)],
)
def test_the_address_holds_the_whole_state(client: Client, query: str, count: int) -> None:
    make.published_incidents([{}, {"estimates": (make.killed(22),), "summaries": {"en": "At the market."}}])
    assert len(ids(page(client, f"?since=2018-09-01{query}"))) == count


@pytest.mark.parametrize("sort", ["newest", "oldest", "deadliest", "updated"])
def test_the_page_lists_in_the_same_order_as_the_api(client: Client, sort: str) -> None:
    make.published_incidents(
        [{"estimates": (make.killed(toll),), "date_start": day, "date_end": day}
         for toll, day in ((3, "2018-09-03"), (22, "2018-09-02"), (0, "2018-09-04"), (9, "2018-09-01"))]
    )  # fmt: skip
    listed = client.get(f"/api/v1/incidents/?sort={sort}").json()["results"]
    assert ids(page(client, f"?since=2018-09-01&sort={sort}")) == [row["id"] for row in listed]


def test_the_page_shows_the_first_rows_only(client: Client) -> None:
    make.published_incidents([{}] * 60)
    assert len(ids(page(client, "?since=2018-01-01"))) == 50


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?since=2018-10-15&until=2018-07-01", True),
        ("?since=2018-07-01&until=2018-10-15", False),
        ("?since=2018-07-01&until=2018-07-01", False),
        ("?since=2018-10-15", False),
        ("?all=1", False),
    ],
)
def test_a_first_day_after_the_last_is_said_beside_the_period_and_in_the_empty_list(
    client: Client, query: str, said: bool
) -> None:
    html = client.get(f"/{query}").content.decode()
    hints = re.findall(r'data-reversed="(true|false)"( hidden)?>', html)
    shown = [wording for wording, hidden in hints if not hidden]
    assert (len(hints), shown) == (3, ["true", "true"] if said else ["false"])


# The opening window --------------------------------------------------------------------------------------
def test_the_map_opens_on_the_latest_90_days_with_data_around_ansongo_and_menaka_and_says_so(
    client: Client,
) -> None:
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30")
    make.published_incident(date_start="2018-01-01", date_end="2018-01-01")
    make.published_incident(
        place=None,
        date_start="2019-06-01",
        date_end="2019-06-01",
        longitude=13.0,
        latitude=13.0,
        radius_m=9,
        geo_precision="near",
    )
    context = page(client)
    assert context["filters"] == {"since": ["2018-07-03"], "until": ["2018-09-30"]}
    assert "3 July 2018 to 30 September 2018" in context["period_note"]
    assert len(ids(context)) == 1
    assert json.loads(context["page_json"])["defaults"] == {"since": "2018-07-03", "until": "2018-09-30"}


@pytest.mark.parametrize(
    ("elsewhere", "until"),
    [("2018-10-05", "2018-10-05"), ("2018-12-28", "2018-12-28"), ("2018-12-29", "2018-09-30"), ("2018-09-01", "2018-09-30")],
)  # fmt: skip
def test_what_came_in_elsewhere_since_is_not_hidden_as_long_as_both_fit_into_the_90_days(
    elsewhere: str, until: str, client: Client
) -> None:
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30")
    make.published_incident(
        place=None, longitude=13.0, latitude=13.0, radius_m=9, geo_precision="near", date_start=elsewhere, date_end=elsewhere
    )  # fmt: skip
    assert page(client)["filters"]["until"] == [until]


def test_without_data_around_there_it_opens_on_the_latest_elsewhere(client: Client) -> None:
    make.published_incident(
        place=None,
        longitude=13.0,
        latitude=13.0,
        radius_m=9,
        geo_precision="near",
        date_start="2019-06-01",
        date_end="2019-06-01",
    )
    assert page(client)["filters"]["until"] == ["2019-06-01"]


@pytest.mark.parametrize(
    "query",
    [
        "since=2018-01-01",
        "until=2018-12-31",
        "q=killed",
        "external_id=acled:MLI1",
        "updated_since=2018-01-01T00:00:00Z",
    ],
)
def test_who_asks_for_a_period_or_a_text_gets_no_window(client: Client, query: str) -> None:
    make.published_incident()
    assert json.loads(page(client, f"?{query}")["page_json"])["defaults"] == {}


def test_an_embargoed_incident_does_not_move_the_window(client: Client) -> None:
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30")
    make.embargoed(date_start="2018-10-15", date_end="2018-10-15")
    assert page(client)["filters"]["until"] == ["2018-09-30"]


# What was not understood ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("bbox=nan,0,1,1", {"bbox"}),
        ("since=2018-02-30&type=war", {"since", "type"}),
        ("colour=red&status=draft&type=war", {"status", "type"}),
        ("actor=nobody-knows", {"actor"}),
        ("sort=internal_notes", {"sort"}),
        ("q=" + "x" * 300, {"q"}),
    ],
)
def test_a_bad_parameter_is_told_left_out_and_the_page_still_served(
    client: Client, query: str, parameters: set[str]
) -> None:
    make.published_incident()
    context = page(client, f"?{query}", status=400)
    assert {error["parameter"] for error in context["problem"]} == parameters
    assert len(ids(context)) == 1


@pytest.mark.parametrize(
    "query",
    ["lon=x&lat=y&zoom=z", "lon=nan", "zoom=1e9", "zoom=-5", "lat=500", "lon=-500", "zoom=inf", "lon=١"],
)
def test_a_view_that_is_none_opens_the_map_somewhere(client: Client, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_nothing_that_was_typed_comes_back_as_markup(client: Client) -> None:
    text = client.get("/?q=<script>alert(1)</script>&actor=<img src=x>").content.decode()
    assert "<script>alert(1)" not in text
    assert "<img src=x>" not in text


# What the page knows -------------------------------------------------------------------------------------
def test_the_page_offers_the_codes_it_filters_by(client: Client) -> None:
    choices = page(client)["choices"]
    assert [value for value, _label in choices["type"]] == [
        "battles", "violence_against_civilians", "explosions_remote_violence", "protests", "riots", "strategic_developments",
    ]  # fmt: skip
    assert {"MLI", "NER", "BFA"} <= {value for value, _label in choices["country"]}
    assert {"ML07", "ML10"} <= {value for value, _label in choices["region"]}


def test_the_addresses_the_scripts_use_exist(client: Client) -> None:
    urls = json.loads(page(client)["page_json"])["urls"]
    incident = make.published_incident()
    for name, address in urls.items():
        assert client.get(address.replace("{id}", str(incident.public_id))).status_code == 200, name


@pytest.mark.parametrize(("language", "label"), [("en", "Battles"), ("fr", None)])
def test_labels_are_in_the_readers_language(client: Client, language: str, label: str | None) -> None:
    response = client.get("/", headers={"Accept-Language": language})
    assert response["Content-Language"] == language
    assert label is None or response.context["labels"]["event_type"]["battles"] == label


@pytest.mark.parametrize(("number", "shown"), [(None, False), (3, True)])
def test_the_page_says_when_sample_data_are_shown(client: Client, number: int | None, shown: bool) -> None:
    if number is not None:
        sample.load(number)
    assert page(client)["sample_shown"] is shown
    sample.clear()
    assert page(client)["sample_shown"] is False


def test_the_page_costs_the_same_queries_however_many_rows(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    make.published_incidents([{}] * 30)
    with django_assert_max_num_queries(16):
        client.get("/?since=2018-01-01")
