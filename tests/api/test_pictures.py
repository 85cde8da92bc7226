"""Selections as pictures: clusters and single incidents, the timeline's buckets, breakdowns."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from incidents import map
from incidents.columns.grid import MAX_CELLS
from incidents.models import Incident
from tests import make
from tests.models.rows import published, saved

pytestmark = pytest.mark.django_db


def picture(client: Client, query: str = "") -> dict[str, Any]:
    return client.get(f"/api/v1/map/?{query}").json()


# Map -----------------------------------------------------------------------------------------------------
def test_a_single_incident_is_drawn_with_what_a_symbol_needs(client: Client) -> None:
    incident = make.published_incident(
        estimates=(make.killed(None, low=3, high=9),), verification="confirmed"
    )
    (feature,) = picture(client)["features"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == (str(incident.public_id), [0.5022, 15.6597])
    assert feature["properties"] == {
        "kind": "incident", "event_type": "violence_against_civilians", "date_start": "2018-09-30",
        "date_end": "2018-09-30", "time_precision": "day", "geo_precision": "settlement", "radius_m": 4000,
        "verification": "confirmed", "killed_low": 3, "killed_best": None, "killed_high": 9, "place": "Ansongo",
        "synthetic": False, "road": None, "region": "Ansongo",
    }  # fmt: skip


def test_an_incident_on_a_road_is_drawn_with_its_ends(client: Client) -> None:
    make.published_incident(second_place="ml-labbezanga")
    (feature,) = picture(client)["features"]
    assert feature["properties"]["road"] == [[0.5022, 15.6597], [0.696, 14.9563]]


def test_a_cluster_counts_what_it_holds(client: Client) -> None:
    make.published_incidents(
        [
            {"estimates": (make.killed(22),), "verification": "confirmed"},
            {"estimates": (make.killed(None, low=3, high=9),)},
            {"estimates": (), "event_type": "battles", "sub_event_type": None, "verification": "disputed"},
        ]
    )
    (cluster,) = picture(client)["features"]
    assert cluster["properties"] == {
        "kind": "cluster", "count": 3, "killed": 25, "killed_unstated": 1, "unverified": 2,
        "types": {"battles": 1, "violence_against_civilians": 2}, "bbox": [0.5022, 15.6597, 0.5022, 15.6597],
    }  # fmt: skip
    assert cluster["geometry"]["coordinates"] == [0.5022, 15.6597]


def test_a_cluster_falls_apart_as_one_looks_closer(client: Client) -> None:
    make.published_incidents([{"place": "ml-ansongo"}, {"place": "ml-menaka"}])
    kinds = {
        zoom: sorted(
            row["properties"]["kind"] for row in picture(client, f"zoom={zoom}&bbox=0,15,3,17")["features"]
        )
        for zoom in (0, 10)
    }
    assert kinds == {0: ["cluster"], 10: ["incident", "incident"]}


def test_killed_is_a_range_and_unstated_tolls_are_counted_beside_it(client: Client) -> None:
    make.published_incidents(
        [{"estimates": (make.killed(22),)}, {"estimates": (make.killed(None, low=3, high=9),)},
         {"estimates": (make.killed(None, low=24, high=None),)}, {"estimates": ()}]
    )  # fmt: skip
    assert picture(client)["killed"] == {"low": 49, "best": 49, "high": 55, "unstated": 1}


def test_an_empty_map_adds_up_to_nothing(client: Client) -> None:
    found = picture(client)
    assert {name: found[name] for name in ("total", "in_frame", "outside", "unplaced", "features")} == {
        "total": 0, "in_frame": 0, "outside": 0, "unplaced": 0, "features": [],
    }  # fmt: skip


def test_a_frame_never_holds_more_cells_than_a_screen_can_show(client: Client) -> None:
    given = published()
    Incident.objects.bulk_create(
        Incident(
            event_type="battles", date_start=date(2018, 9, 1), date_end=date(2018, 9, 1), radius_m=1,
            point=Point(-179 + n % 180 * 2, -80 + n // 180 * 7, srid=4326), **given,
        )
        for n in range(4000)
    )  # fmt: skip
    for zoom in (0, 5, 20):
        found = picture(client, f"zoom={zoom}")
        assert len(found["features"]) <= MAX_CELLS
        assert found["in_frame"] == 4000


@pytest.mark.parametrize("latitude", [-90.0, -85.06, 85.06, 90.0])
def test_a_point_at_a_pole_falls_into_a_cell(client: Client, latitude: float) -> None:
    saved(Incident, **published(), point=Point(180, latitude, srid=4326), radius_m=1)
    assert picture(client, "zoom=20")["in_frame"] == 1


# Timeline ------------------------------------------------------------------------------------------------
def days_apart(days: int) -> None:
    for day in (date(2010, 1, 1), date(2010, 1, 1) + timedelta(days=days)):
        saved(Incident, **published(), date_start=day, date_end=day)


@pytest.mark.parametrize(
    ("days", "granularity"),
    [(0, "day"), (91, "day"), (92, "week"), (731, "week"), (732, "month"), (5489, "month"), (5490, "year")],
)
def test_the_span_of_days_chooses_how_wide_a_bucket_is(client: Client, days: int, granularity: str) -> None:
    days_apart(days)
    found = client.get("/api/v1/timeline/").json()
    assert found["granularity"] == granularity
    assert (found["first"], found["last"]) == ("2010-01-01", str(date(2010, 1, 1) + timedelta(days=days)))
    assert sum(bucket["count"] for bucket in found["buckets"]) == 2


@pytest.mark.parametrize(
    ("start", "granularity", "end"),
    [
        ("2018-09-30", "day", "2018-09-30"), ("2018-09-24", "week", "2018-09-30"), ("2018-09-01", "month", "2018-09-30"),
        ("2018-12-01", "month", "2018-12-31"), ("2020-02-01", "month", "2020-02-29"), ("2019-02-01", "month", "2019-02-28"),
        ("2018-01-01", "year", "2018-12-31"),
    ],
)  # fmt: skip
def test_a_bucket_ends_on_its_last_day(start: str, granularity: str, end: str) -> None:
    assert map.last_day(date.fromisoformat(start), granularity) == date.fromisoformat(end)


def test_buckets_do_not_overlap_and_hold_their_days(client: Client) -> None:
    for offset in range(0, 400, 9):
        day = date(2018, 1, 1) + timedelta(days=offset)
        saved(Incident, **published(), date_start=day, date_end=day)
    buckets = client.get("/api/v1/timeline/").json()["buckets"]
    spans = [(bucket["start"], bucket["end"]) for bucket in buckets]
    assert spans == sorted(spans)
    assert all(end < start for (_s, end), (start, _e) in pairwise(spans))


def test_an_empty_timeline_has_no_bucket(client: Client) -> None:
    assert client.get("/api/v1/timeline/").json() == {
        "granularity": "day",
        "buckets": [],
        "first": None,
        "last": None,
    }


# Breakdown -----------------------------------------------------------------------------------------------
def breakdown(client: Client, by: str) -> dict[str | None, tuple[int, int, int]]:
    rows = client.get(f"/api/v1/breakdown/?by={by}").json()["results"]
    return {row["key"]: (row["count"], row["killed"], row["killed_unstated"]) for row in rows}


def test_counts_by_region_country_type_and_verification(client: Client, world: list[Incident]) -> None:
    assert breakdown(client, "region") == {
        "ML07": (2, 22, 0), "ML10": (2, 3, 1), "NE006": (1, 0, 1), None: (1, 5, 0),
    }  # fmt: skip
    assert breakdown(client, "country") == {"MLI": (5, 30, 1), "NER": (1, 0, 1)}
    assert breakdown(client, "type")["violence_against_civilians"] == (2, 27, 0)
    assert breakdown(client, "verification") == {
        "unverified": (4, 8, 2),
        "confirmed": (1, 22, 0),
        "disputed": (1, 0, 0),
    }
    assert breakdown(client, "actor") == {"isgs": (1, 22, 0), "jnim": (1, 3, 0), "katiba-macina": (1, 0, 1)}


def test_an_actor_that_two_sources_name_is_one_party_of_the_incident(client: Client) -> None:
    reports = [make.report().pk, make.report().pk]
    named_before = breakdown(client, "actor").get("fama", (0, 0, 0))
    make.published_incident(involvements=tuple(make.perpetrator("fama", report=report) for report in reports))
    assert breakdown(client, "actor")["fama"] == (named_before[0] + 1, named_before[1] + 3, named_before[2])


def test_the_longest_row_comes_first(client: Client, world: list[Incident]) -> None:
    rows = client.get("/api/v1/breakdown/?by=type").json()["results"]
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
