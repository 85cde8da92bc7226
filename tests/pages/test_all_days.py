"""All days: what the map page's address says, and what it makes of no dates at all."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


@pytest.fixture(autouse=True)
def far_apart() -> None:
    for day in ("2012-01-17", "2018-09-30"):
        make.published_incident(date_start=day, date_end=day, summaries={"en": "At the market."})


@pytest.mark.parametrize(
    ("query", "days", "rows", "noted"),
    [
        ("", ["2018-07-03", "2018-09-30"], 1, "Showing the latest 90 days"),
        ("?all=1", [], 2, ""),
        ("?all=0", ["2018-07-03", "2018-09-30"], 1, "Showing the latest 90 days"),
        ("?all=1&since=2018-01-01", ["2018-01-01"], 1, ""),
        ("?q=market", [], 2, "Looked for in all days."),
        ("?q=market&all=1", [], 2, ""),
        ("?q=market&since=2018-01-01", ["2018-01-01"], 1, ""),
    ],
)
def test_the_days_of_an_address(client: Client, query: str, days: list[str], rows: int, noted: str) -> None:
    context = client.get(f"/{query}").context
    filters = context["filters"]
    assert [*filters.get("since", []), *filters.get("until", [])] == days
    assert len(context["rows"]) == rows
    assert context["period_note"].startswith(noted)
    assert bool(context["period_note"]) == bool(noted)


def test_all_is_no_filter_of_the_api(client: Client) -> None:
    assert client.get("/api/v1/incidents/?all=1").status_code == 400
    assert "all" not in json.loads(client.get("/?all=1").context["page_json"])["defaults"]


def test_the_page_orders_by_distance_from_the_middle_of_its_frame(client: Client) -> None:
    make.published_incident(place="ml-menaka")
    near_menaka = client.get("/?all=1&sort=nearest&lon=2.4&lat=15.92&zoom=8").context["rows"]
    near_ansongo = client.get("/?all=1&sort=nearest&lon=0.5&lat=15.66&zoom=8").context["rows"]
    assert (near_menaka[0]["place"], near_ansongo[0]["place"]) == ("Ménaka", "Ansongo")


def test_saving_data_is_passed_on_to_the_scripts(client: Client) -> None:
    spared = client.get("/", headers={"Save-Data": "on"})
    assert b"data-save-data" in spared.content
    assert b"data-save-data" not in client.get("/").content
    assert "Save-Data" in spared.headers["Vary"]
