"""The domain language: who may see, where, when, what and who."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import Polygon
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.api.lookupfields import with_members
from incidents.codes import Audience
from incidents.models import Incident
from incidents.querysets import IncidentQuerySet
from tests import make
from tests.models.rows import saved

pytestmark = pytest.mark.django_db
STATES = {
    "draft": make.draft,
    "in review": make.in_review,
    "embargoed": make.embargoed,
    "analysts only": make.for_analysts_only,
    "published": make.published_incident,
    "retracted": make.retracted,
    "merged": make.merged,
}


def rows() -> IncidentQuerySet:
    return Incident.objects.unpublished_too()


def at(longitude: float, latitude: float, **fields: Any) -> Incident:
    """A bare row with a public point."""
    from django.contrib.gis.geos import Point

    return saved(Incident, point=Point(longitude, latitude, srid=4326), radius_m=1, **fields)


# Who may see ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "audience", "seen"),
    [
        (
            state,
            audience,
            state == "published" or (state == "analysts only" and audience == Audience.ANALYSTS),
        )
        for state in STATES
        for audience in (Audience.ANALYSTS, Audience.PUBLIC)
    ],
)
def test_a_reader_sees_what_is_published_for_its_audience(state: str, audience: int, seen: bool) -> None:
    incident = STATES[state]()
    assert Incident.objects.for_audience(audience).filter(pk=incident.pk).exists() == seen


@pytest.mark.parametrize("audience", [Audience.NOBODY, -1, 0])
@pytest.mark.parametrize("state", ["draft", "in review", "embargoed", "retracted", "merged"])
def test_the_audience_of_nobody_gives_nothing_unpublished(state: str, audience: int) -> None:
    incident = STATES[state]()
    assert not Incident.objects.for_audience(audience).filter(pk=incident.pk).exists()


def test_an_audience_above_the_public_is_nobody() -> None:
    make.published_incident()
    assert list(Incident.objects.for_audience(3)) == []


@pytest.mark.parametrize(
    ("make_it", "known_to"),
    [
        (make.retracted, {1, 2}),
        (make.merged, {1, 2}),
        (lambda: make.retracted(release_to=1), {1}),
        (make.draft, set()),
        (make.published_incident, set()),
    ],
)
def test_a_tombstone_is_for_those_who_had_seen_the_incident(make_it: Any, known_to: set[int]) -> None:
    incident = make_it()
    seeing = {
        level for level in (1, 2) if Incident.objects.tombstones_for(level).filter(pk=incident.pk).exists()
    }
    assert seeing == known_to


# When ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2018-09-10", "2018-09-12", True),
        ("2018-09-01", "2018-09-10", True),
        ("2018-09-12", "2018-09-30", True),
        ("2018-09-11", "2018-09-11", True),
        ("2018-09-01", "2018-09-30", True),
        ("2018-09-01", "2018-09-09", False),
        ("2018-09-13", "2018-09-30", False),
        ("2018-09-30", "2018-09-01", False),
    ],
)
def test_a_period_matches_by_overlap_both_ends_included(first: str, last: str, found: bool) -> None:
    saved(Incident, date_start=date(2018, 9, 10), date_end=date(2018, 9, 12))
    assert rows().between(date.fromisoformat(first), date.fromisoformat(last)).exists() == found


# Where ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((0, 15, 1, 16), [(0.5, 15.5)]),
        ((-180, -90, 180, 90), [(-179.5, 15.5), (0.5, 15.5), (179.5, 15.5)]),
        ((170, 10, -170, 20), [(-179.5, 15.5), (179.5, 15.5)]),
        ((179.9, 10, -170, 20), [(-179.5, 15.5)]),
        ((1, 10, 0, 20), [(-179.5, 15.5), (179.5, 15.5)]),
        ((0.5, 15.5, 0.5, 15.5), [(0.5, 15.5)]),
        ((15, 0, 16, 1), []),
    ],
)
def test_a_box_holds_points_and_crosses_180_degrees_when_west_is_above_east(
    box: tuple[float, ...], found: list[tuple[float, float]]
) -> None:
    for corner in ((0.5, 15.5), (179.5, 15.5), (-179.5, 15.5)):
        at(*corner)
    saved(Incident)
    assert sorted(row.point.coords for row in rows().within(box)) == found


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_Distance(ST_MakePoint(%s, %s)::geography, ST_MakePoint(%s, %s)::geography)",
            [*one, *other],
        )
        return float(cursor.fetchone()[0])


# Points lie on whole millionths of a degree.
SAHEL_POINT = st.tuples(
    st.integers(-12_000_000, 16_000_000).map(lambda n: n / 1_000_000),
    st.integers(10_000_000, 25_000_000).map(lambda n: n / 1_000_000),
)


@given(
    centre=SAHEL_POINT, points=st.lists(SAHEL_POINT, min_size=1, max_size=6), kilometres=st.floats(0.1, 2000)
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_near_is_the_distance_on_the_spheroid(
    centre: tuple[float, float], points: list[tuple[float, float]], kilometres: float
) -> None:
    made = [at(*point) for point in points]
    try:
        expected = {
            row.pk
            for row, point in zip(made, points, strict=True)
            if metres_between(centre, point) <= kilometres * 1000
        }
        assert set(rows().near(*centre, kilometres).values_list("pk", flat=True)) == expected
    finally:
        rows().filter(pk__in=[row.pk for row in made]).delete()


@pytest.mark.parametrize("latitude", [0.0, 15.66, 60.0, -45.0, 80.0])
@pytest.mark.parametrize("bearing", [(1, 0), (0, 1), (-1, 0), (0, -1)])
def test_near_reaches_as_far_in_every_direction(latitude: float, bearing: tuple[int, int]) -> None:
    there = (10 + bearing[0] * 0.5, latitude + bearing[1] * 0.5)
    at(*there)
    kilometres = metres_between((10.0, latitude), there) / 1000
    assert rows().near(10.0, latitude, kilometres + 0.01).count() == 1
    assert rows().near(10.0, latitude, kilometres - 0.01).count() == 0


def test_near_reaches_across_180_degrees() -> None:
    at(-179.9, 0)
    assert rows().near(179.9, 0, 50).count() == 1


def test_inside_takes_points_of_the_polygon_only() -> None:
    at(0.2, 15.8)
    at(0.8, 15.2)
    triangle = Polygon([(0, 15), (0, 16), (1, 16), (0, 15)], srid=4326)
    assert [row.point.coords for row in rows().inside(triangle)] == [(0.2, 15.8)]


# What and who --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("toll", "number", "found"),
    [
        ((22, 22, 22), 22, True),
        ((22, 22, 22), 23, False),
        ((3, None, 9), 3, True),
        ((3, None, 9), 4, False),
        ((1, 5, 9), 5, True),
        ((1, 5, 9), 6, False),
        ((None, None, 9), 1, False),
        ((None, None, None), 0, False),
        ((0, 0, 0), 0, True),
    ],
)
def test_killing_at_least_goes_by_the_best_figure_else_the_low_one(
    toll: tuple[int | None, ...], number: int, found: bool
) -> None:
    saved(Incident, **dict(zip(("killed_low", "killed_best", "killed_high"), toll, strict=True)))
    assert rows().killing_at_least(number).exists() == found


@pytest.mark.parametrize(
    ("role", "found"), [(None, True), ("perpetrator", True), ("target", False), ("responder", False)]
)
def test_involving_an_actor_in_any_role_or_in_one(role: str | None, found: bool) -> None:
    make.published_incident(involvements=(make.perpetrator("isgs"),))
    assert rows().involving([make.actor("isgs").pk], role).exists() == found


def test_an_actor_stands_for_its_members_and_theirs() -> None:
    family = with_members(make.actor("jnim"))
    for slug in ("jnim", "katiba-macina", "katiba-serma", "ansaroul-islam"):
        assert make.actor(slug).pk in family
    assert make.actor("isgs").pk not in family
    assert with_members(make.actor("katiba-serma")) == {make.actor("katiba-serma").pk}


def test_what_a_closed_report_says_of_an_actor_finds_nothing() -> None:
    """Otherwise the filter would tell what the row withholds."""
    closed = make.report(make.closed_source())
    make.for_analysts_only(involvements=(make.perpetrator("isgs", report=closed.pk),))
    assert not Incident.objects.for_audience(1).involving([make.actor("isgs").pk]).exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gunmen", True),
        ("GUNMEN market", True),
        ("gunmen bridge", False),
        ("gunmen or bridge", True),
        ('"gunmen attacked"', True),
        ('"attacked gunmen"', False),
        ("gunmen -market", False),
        ("Ansongo", True),
        ("nsong", True),
        ("ns", False),
        ("%", False),
        ("___", False),
        ("'; DROP TABLE", False),
        ("\\", False),
        ("((((", False),
        (":*", False),
        ("🔥🔥🔥", False),
    ],
)
def test_words_match_a_summary_or_the_name_of_the_place(words: str, found: bool) -> None:
    make.published_incident(summaries={"en": "Gunmen attacked the market."})
    assert rows().matching(words).exists() == found


def test_every_name_of_a_place_finds_it() -> None:
    make.published_incident(place="ml-menaka")
    assert [rows().matching(name).count() for name in ("Ménaka", "Menaka", "Minaka")] == [1, 1, 1]


def test_unplaced_is_what_has_no_public_point() -> None:
    at(0.5, 15.5)
    hidden = saved(Incident)
    assert list(rows().unplaced()) == [hidden]


def test_newest_first_breaks_ties_by_the_row() -> None:
    one, two = saved(Incident), saved(Incident)
    older = saved(Incident, date_start=date(2018, 1, 1), date_end=date(2018, 1, 1))
    assert list(rows().newest_first()) == [two, one, older]
