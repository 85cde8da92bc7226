"""The generator: always the same, of every kind, and plainly made up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from incidents.codes import SUB_EVENTS, EventType, GeoPrecision, SubEventType
from incidents.sample.generate import LAST_DAY, Made, Site, generate

SITES = [
    Site(
        place=number,
        region=100 + number,
        country_region=1,
        admin1=10,
        admin1_point=(1.0, 15.0, 200_000),
        admin2_point=(1.0 + number / 50, 15.5, 60_000),
        longitude=0.5 + number / 20,
        latitude=15.0 + number / 30,
        radius_m=4000,
    )
    for number in range(1, 41)
]
ARMED, TARGETS = [1001, 1002, 1003], [2001, 2002]


@pytest.fixture(scope="module")
def two_thousand() -> list[Made]:
    return list(generate(2000, SITES, ARMED, TARGETS))


def test_the_same_number_gives_the_same_incidents(two_thousand: list[Made]) -> None:
    assert list(generate(2000, SITES, ARMED, TARGETS)) == two_thousand


def test_the_order_in_which_sites_are_given_does_not_matter(two_thousand: list[Made]) -> None:
    assert list(generate(2000, SITES[::-1], ARMED, TARGETS)) == two_thousand


@pytest.mark.parametrize("number", [0, 1, 25, 300])
def test_as_many_as_asked_for(number: int) -> None:
    assert len(list(generate(number, SITES, ARMED, TARGETS))) == number


def test_ids_are_their_own(two_thousand: list[Made]) -> None:
    assert len({made.public_id for made in two_thousand}) == 2000
    assert {made.public_id.version for made in two_thousand} == {4}


@pytest.mark.parametrize("precision", GeoPrecision.values)
def test_every_precision_occurs(two_thousand: list[Made], precision: str) -> None:
    assert sum(made.precision == precision for made in two_thousand) >= 10


@pytest.mark.parametrize(
    ("what", "occurs"),
    [
        ("drafts", lambda made: made.is_draft),
        ("disputed", lambda made: made.verification == "disputed"),
        ("refuted", lambda made: made.verification == "refuted"),
        ("confirmed", lambda made: made.verification == "confirmed"),
        ("conflicting tolls", lambda made: made.killed[1] is None and made.killed[2] is not None),
        ("vague tolls", lambda made: made.killed[0] is not None and made.killed[1:] == (None, None)),
        ("unstated tolls", lambda made: made.killed == (None, None, None)),
        ("nobody killed", lambda made: made.killed == (0, 0, 0)),
        ("hidden", lambda made: made.policy == "hidden"),
        ("a month", lambda made: made.time_precision == "month"),
        ("a week", lambda made: made.time_precision == "week"),
        ("suspected", lambda made: made.attribution == "suspected"),
        ("claimed", lambda made: made.claim == "claimed"),
        ("injured", lambda made: any(row[0] == "injured" for row in made.estimates)),
        ("abducted", lambda made: any(row[0] == "abducted" for row in made.estimates)),
        ("a second source", lambda made: made.second_source),
    ],
)
def test_every_case_that_a_page_must_show_occurs(two_thousand: list[Made], what: str, occurs: object) -> None:
    assert sum(map(occurs, two_thousand)) >= 10, what  # type: ignore[arg-type]


@pytest.mark.parametrize("event_type", EventType.values)
def test_every_type_of_event_occurs(two_thousand: list[Made], event_type: str) -> None:
    assert sum(made.event_type == event_type for made in two_thousand) >= 10


def test_a_sub_event_belongs_to_its_event(two_thousand: list[Made]) -> None:
    for made in two_thousand:
        assert SubEventType(made.sub_event_type) in SUB_EVENTS[EventType(made.event_type)]


def test_only_the_given_actors_take_part(two_thousand: list[Made]) -> None:
    assert {made.perpetrator for made in two_thousand} == set(ARMED)
    assert {made.target for made in two_thousand} == set(TARGETS)


def test_days_are_in_order_and_inside_the_period(two_thousand: list[Made]) -> None:
    for made in two_thousand:
        assert made.first <= made.last
        assert date(2017, 9, 1) <= made.first <= LAST_DAY
        assert (made.last - made.first) < {"day": timedelta(1), "week": timedelta(7), "month": timedelta(31)}[
            made.time_precision
        ]


def test_tolls_are_in_order(two_thousand: list[Made]) -> None:
    for made in two_thousand:
        for known in (made.killed, *(row[2:5] for row in made.estimates)):
            stated = [figure for figure in known if figure is not None]
            assert stated == sorted(stated)


def test_incidents_are_clustered_in_few_places_and_in_bursts(two_thousand: list[Made]) -> None:
    by_place = Counter(made.place for made in two_thousand if made.place).most_common()
    assert sum(count for _place, count in by_place[:8]) > sum(count for _place, count in by_place) / 3
    by_week = Counter(made.first.isocalendar()[:2] for made in two_thousand)
    assert max(by_week.values()) > 2 * 2000 / len(by_week)


def test_a_point_has_a_radius_and_a_vague_one_has_a_wide_one(two_thousand: list[Made]) -> None:
    widest = {made.precision: made.radius_m for made in two_thousand if made.radius_m}
    assert widest["admin1"] > widest["admin2"] > widest["settlement"]
    assert {made.point for made in two_thousand if made.precision in {"country", "unknown"}} == {None}


def test_a_road_lies_between_two_places(two_thousand: list[Made]) -> None:
    roads = [made for made in two_thousand if made.precision == "road"]
    assert all(made.place and made.second_place and made.place != made.second_place for made in roads)


def test_many_years_are_spread_over_a_large_number() -> None:
    some = list(islice(generate(10_000, SITES, ARMED, TARGETS), 3000))
    assert min(made.first for made in some) < date(2012, 1, 1)
