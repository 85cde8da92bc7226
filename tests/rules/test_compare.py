"""Two selections and what may be said of their difference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.compare import Comparison, Side, compare
from incidents.rates import Verdict
from incidents.record import SourceValue
from tests import make

pytestmark = pytest.mark.django_db
AUGUST = (date(2018, 8, 1), date(2018, 8, 31))
SEPTEMBER = (date(2018, 9, 1), date(2018, 9, 30))


def on(day: str, **fields: Any) -> dict[str, Any]:
    return {"date_start": day, "date_end": day, **fields}


def months(*each: dict[str, Any], second: tuple[date, date] = SEPTEMBER) -> Comparison:
    """August against September (or other days) with these incidents published."""
    if each:
        make.published_incidents(list(each))
    return compare(side(*AUGUST), side(*second))


def side(first: date, last: date, more: str = "") -> Side:
    return Side(selection(Audience.PUBLIC, QueryDict(f"since={first}&until={last}{more}")), first, last)


# Facts -----------------------------------------------------------------------------------------------------
def test_each_side_holds_its_own_facts() -> None:
    found = months(
        on("2018-08-05"),
        on("2018-09-03", event_type="battles", sub_event_type="armed_clash", place="ml-menaka"),
        on("2018-09-04", estimates=()),
        on("2018-09-05", location_policy="hidden"),
    )
    assert [found.first.count, found.second.count] == [1, 3]
    assert found.first.types == {"violence_against_civilians": 1}
    assert found.second.types == {"violence_against_civilians": 2, "battles": 1}
    assert found.second.toll == {"low": 6, "best": 6, "high": 6, "unstated": 1}
    assert (found.second.stated, found.second.open_tolls, found.second.unplaced) == (2, 1, 1)
    assert {row["key"]: row["count"] for row in found.second.regions} == {"ML07": 1, "ML10": 1, None: 1}
    assert found.first.box == pytest.approx((0.5022, 15.6597, 0.5022, 15.6597), abs=0.01)


def test_two_empty_sides_have_nothing_to_say() -> None:
    found = months()
    assert (found.ratio.verdict, found.toll.kind, found.shared) == (Verdict.NOTHING, "none", 0)
    assert (found.first.box, found.first.toll) == (None, {"low": 0, "best": 0, "high": 0, "unstated": 0})
    assert found.reporting_differs is False


def test_the_bars_of_both_sides_have_the_steps_of_the_longer_one() -> None:
    found = months(on("2018-08-05"), on("2018-10-03"), second=(date(2018, 9, 1), date(2018, 12, 31)))
    assert [facts.timeline["granularity"] for facts in (found.first, found.second)] == ["week", "week"]


def test_made_up_incidents_are_counted() -> None:
    make.synthetic(**on("2018-08-05"))
    found = months(on("2018-08-06"))
    assert (found.first.count, found.first.synthetic, found.second.synthetic) == (2, 1, 0)


@pytest.mark.parametrize("state", [make.draft, make.in_review, make.embargoed, make.for_analysts_only])
def test_nothing_unpublished_is_compared(state: Any) -> None:
    state(**on("2018-08-05"))
    assert months().first.count == 0


@pytest.mark.parametrize("number", [1, 12])
def test_the_number_of_queries_does_not_depend_on_the_number_of_incidents(
    number: int, django_assert_num_queries: Any
) -> None:
    make.published_incidents([on("2018-08-05"), on("2018-09-05")] * number)
    sides = (side(*AUGUST), side(*SEPTEMBER))
    with django_assert_num_queries(19):
        compare(*sides)


# Counts ----------------------------------------------------------------------------------------------------
def test_more_incidents_in_the_second_month() -> None:
    found = months(*[on("2018-08-05")] * 2, *[on("2018-09-05")] * 12)
    assert found.ratio.verdict == Verdict.MORE
    assert found.ratio.ratio == pytest.approx(12 / 2 * 31 / 30)


def test_the_rates_and_not_the_counts_are_compared() -> None:
    year = (date(2018, 9, 1), date(2019, 8, 31))
    found = months(*[on("2018-08-05")] * 5, *[on("2018-12-05")] * 10, second=year)
    assert found.ratio.verdict == Verdict.FEWER
    assert found.same_length is False


def test_an_incident_that_may_belong_to_both_sides_belongs_to_neither_in_the_ratio() -> None:
    vague = {"date_start": "2018-08-25", "date_end": "2018-09-05", "date_meaning": "once_within"}
    found = months(on("2018-08-05"), on("2018-09-20"), on("2018-09-21"), vague)
    assert (found.first.count, found.second.count, found.shared) == (2, 3, 1)
    assert found.ratio.ratio == pytest.approx(2 / 1 * 31 / 30)


def test_an_incident_of_two_actors_is_on_both_sides_of_them() -> None:
    both = (make.perpetrator("isgs"), make.perpetrator("jnim"))
    make.published_incidents([{"involvements": both}, {"involvements": both[:1]}])
    sides = [side(*SEPTEMBER, f"&actor={slug}") for slug in ("isgs", "jnim")]
    found = compare(*sides)
    assert (found.first.count, found.second.count, found.shared) == (2, 1, 1)


# Tolls -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("august", "september", "kind", "open_tolls"),
    [
        ([make.killed(3)], [make.killed(9)], "more", 0),
        ([make.killed(9)], [make.killed(3)], "fewer", 0),
        ([make.killed(5, low=3, high=9)], [make.killed(12, low=8, high=20)], "overlap", 0),
        ([make.killed(5, low=3, high=9)], [make.killed(12, low=10, high=20)], "more", 0),
        ([make.killed(5)], [make.killed(5)], "overlap", 0),
        ([make.killed(0)], [make.killed(0)], "none", 0),
        ([make.killed(0)], [make.killed(1)], "more", 0),
        ([None], [make.killed(22)], "unstated", 0),
        ([make.killed(3)], [None], "unstated", 0),
        ([make.killed(3), None], [make.killed(9)], "more", 1),
        ([make.killed(3)], [make.killed(9), None], "more", 0),
        ([make.killed(9)], [make.killed(3), None], "fewer", 1),
    ],
)
def test_tolls_are_told_apart_by_their_ends_only(
    august: list[Any], september: list[Any], kind: str, open_tolls: int
) -> None:
    rows = [
        on(day, estimates=(estimate,) if estimate else ())
        for day, estimates in (("2018-08-05", august), ("2018-09-05", september))
        for estimate in estimates
    ]
    # As many days on both sides, so that figures and figures per day say the same.
    found = months(*rows, second=(date(2018, 9, 1), date(2018, 10, 1)))
    assert (found.toll.kind, found.toll.open_tolls) == (kind, open_tolls)


def test_tolls_of_sides_of_different_length_are_compared_per_day() -> None:
    year = (date(2018, 9, 1), date(2019, 8, 31))
    rows = [on("2018-08-05", estimates=(make.killed(10),)), on("2018-12-05", estimates=(make.killed(20),))]
    assert months(*rows, second=year).toll.kind == "fewer"


# Reporting -------------------------------------------------------------------------------------------------
def with_reports(day: str, number: int) -> dict[str, Any]:
    sources = tuple(
        SourceValue(make.report().pk, "primary" if n == 0 else "corroborating") for n in range(number)
    )
    return on(day, sources=sources)


@pytest.mark.parametrize(("incidents", "reports", "differs"), [(5, 2, True), (5, 1, False), (4, 3, False)])
def test_sides_that_were_watched_differently_are_told(incidents: int, reports: int, differs: bool) -> None:
    found = months(
        *[with_reports("2018-08-05", 1) for _n in range(incidents)],
        *[with_reports("2018-09-05", reports) for _n in range(incidents)],
    )
    assert (found.first.reports_each, found.second.reports_each) == (1, reports)
    assert found.reporting_differs is differs


def test_reports_that_may_not_be_passed_on_are_not_counted() -> None:
    closed = SourceValue(make.report(make.closed_source()).pk)
    found = months(on("2018-08-05", sources=(SourceValue(make.report().pk), closed)))
    assert found.first.reports_each == 1
