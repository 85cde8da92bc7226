"""Edges where columns and SQL could part: corners of boxes, ends of days, long incidents, pages of lists."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from incidents.api.pagination import places_by_sql, places_of
from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.columns import build
from incidents.models import Incident
from incidents.sample import load_generated
from tests import make
from tests.columns.test_parity import assert_same
from tests.sizes import sized

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]

EDGES = [
    "bbox=180,-90,180,90",
    "bbox=-180,-90,-180,90",
    "bbox=179.999999,-90,-179.999999,90",
    "bbox=1.5,15.5,1.5,15.5",
    "since=1900-01-01",
    "since=1989-12-31",
    "since=1990-01-01",
    "since=2199-12-31",
    "since=2170-01-01",
    "until=1900-01-01",
    "until=1989-12-31",
    "until=1990-01-01",
    "until=2099-12-31",
    "until=2199-12-31",
    "since=2018-06-01&since=2010-01-01",
    "until=2012-01-01&until=2018-01-01",
    "since=2018-06-01&until=2010-01-01",
    "min_killed=0",
    "min_killed=0&min_killed=9",
    "min_killed=1000000",
    "actor=isgs&actor=isgs:target",
    "actor=isgs:perpetrator&attribution=suspected",
    "attribution=stated&attribution=suspected&attribution=unknown",
    "type=battles&type=protests&type=riots&type=strategic_developments",
    "civilian_targeting=true&civilian_targeting=false",
    "synthetic=true&synthetic=false",
    "country=BFA",
    "region=MLI&region=NER",
    "geo_precision=unknown",
    "q=nothingofthekind",
    "area=1,15,2,15,2,16,1,16",
    "area=1.5,15.5,2,15.5,2,16",
]
POINTS = [
    "180 15",
    "-180 15",
    "179.999999 0",
    "1.5 15.5",
    "0 0",
    "1.40625 15",
]


@pytest.fixture
def held() -> None:
    load_generated(150)
    rows = make.published_incidents(
        [
            {
                "involvements": (
                    make.perpetrator(),
                    make.perpetrator(report=make.report(state="linked").pk, attribution="stated"),
                    make.perpetrator(role="target"),
                )
            }
            for _ in POINTS
        ]
    )
    days = [
        (date(1990, 1, 1), date(2099, 12, 31)),
        (date(2099, 12, 31), date(2099, 12, 31)),
        (date(1990, 1, 1), date(1990, 1, 1)),
    ]
    for k, (row, point) in enumerate(zip(rows, POINTS, strict=True)):
        first, last = days[k % 3]
        Incident.objects.filter(pk=row.pk).update(
            point=f"SRID=4326;POINT({point})", radius_m=900, date_start=first, date_end=last
        )
    make.merged(root=make.published_incident())
    make.published_incidents([{"location_policy": "hidden"}, {"estimates": ()}])
    build.build()


FRAMES = [
    (-180.0, -90.0, 180.0, 90.0),
    (180.0, -90.0, 180.0, 90.0),
    (-180.0, -90.0, -180.0, 90.0),
    (179.0, -80.0, -179.0, 80.0),
    (1.40625, 15.0, 1.5, 15.5),
    (0.0, 85.0, 180.0, 90.0),
    (-180.0, -90.0, 0.0, -85.0),
    (-180.0, 0.0, 179.999999, 90.0),
    (90.0, -90.0, 0.0, 90.0),
]


@pytest.mark.slow
def test_columns_and_sql_agree_at_every_edge(held: None) -> None:
    # Each frame at one zoom: the pyramid's first, its deepest, or one beyond it.
    # A part of a run asks each query in every third frame, another third with each query.
    for first, query in enumerate(["", *EDGES]):
        for number, frame in list(enumerate(FRAMES))[sized(first % 3, 0) :: sized(3, 1)]:
            assert_same(query, Audience.PUBLIC, frame, (0, 8, 14)[(number + len(query)) % 3])


@pytest.mark.parametrize("order", ["newest", "oldest", "deadliest", "nearest"])
def test_pages_equal_sql(held: None, order: str) -> None:
    chance = random.Random(1)
    for query in [
        "",
        "type=battles",
        "min_killed=1",
        "since=2013-01-01&until=2015-01-01",
        "actor=sample-armed-group-a",
    ]:
        for near in ((1.6, 15.75), (179.9, 0.0), (-180.0, 90.0), (0.0, -90.0)):
            chosen = selection(Audience.PUBLIC, QueryDict(query))
            after: Any = None
            for _ in range(60):
                mine, _memory = places_of(chosen, order, 7, after=after, near=near)
                plain = places_by_sql(chosen.incidents, order, 7, after, near)
                assert list(mine) == [tuple(row) for row in plain], (query, near, after)
                if not mine:
                    break
                after = mine[-1]
    del chance
