"""How drafts are scored beside the truth: each rule of docs/extraction.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from incidents.ingest.gazetteer import Tables
from incidents.ingest.scoring import (
    Facts,
    Rate,
    agreement,
    f1,
    families,
    has_date,
    has_perpetrator,
    has_place,
    is_far_off,
    is_found,
    paired,
    score,
)

DAY, NEXT, LATER = date(2018, 9, 25), date(2018, 9, 26), date(2018, 10, 9)
TASSIGA = Facts(
    first=DAY, last=DAY, event_type="violence_against_civilians", killed=22, place="Tassiga",
    longitude=0.5, latitude=15.6, families=frozenset({"isgs"}), attribution="suspected",
)  # fmt: skip
KM = 1 / 111.2  # degrees of latitude


def north(kilometres: float, true: Facts = TASSIGA) -> Facts:
    return replace(true, latitude=15.6 + kilometres * KM)


PLACES = [
    # kilometres apart, tolerance in metres: right, found, far off
    (9, 10_000, (True, True, False)),
    (11, 10_000, (False, True, False)),
    (24, 10_000, (False, True, False)),
    (26, 10_000, (False, False, False)),
    (49, 10_000, (False, False, False)),
    (51, 10_000, (False, False, True)),
    (51, 60_000, (True, True, False)),
    (61, 60_000, (False, False, True)),
]


@pytest.mark.parametrize(("kilometres", "tolerance", "expected"), PLACES)
def test_a_point_is_right_found_or_far_off(
    kilometres: float, tolerance: float, expected: tuple[bool, bool, bool]
) -> None:
    true = replace(TASSIGA, tolerance_m=tolerance)
    drafted = north(kilometres)
    assert (has_place(true, drafted), is_found(true, drafted), is_far_off(true, drafted)) == expected


NOWHERE = replace(TASSIGA, longitude=None, latitude=None)


def test_where_nobody_can_know_the_point_right_is_to_have_none() -> None:
    assert (has_place(NOWHERE, NOWHERE), is_far_off(NOWHERE, NOWHERE)) == (True, False)
    assert (has_place(NOWHERE, TASSIGA), is_far_off(NOWHERE, TASSIGA)) == (False, True)


def test_a_draft_without_a_point_is_wrong_but_not_far_off() -> None:
    assert (has_place(TASSIGA, NOWHERE), is_far_off(TASSIGA, NOWHERE)) == (False, False)


DATES = [
    ((DAY, DAY), True, True),
    ((DAY, NEXT), False, True),
    ((NEXT, NEXT), False, False),
    ((None, None), False, False),
]


@pytest.mark.parametrize(("days", "right", "found"), DATES)
def test_both_days_must_be_right_and_one_shared_to_be_found(
    days: tuple[date | None, date | None], right: bool, found: bool
) -> None:
    drafted = replace(TASSIGA, first=days[0], last=days[1])
    assert (has_date(TASSIGA, drafted), is_found(TASSIGA, drafted)) == (right, found)


def test_perpetrators_are_right_as_a_whole_set() -> None:
    both = replace(TASSIGA, families=frozenset({"isgs", "jnim"}))
    assert [has_perpetrator(TASSIGA, other) for other in (TASSIGA, both)] == [True, False]


def test_agreement_is_six_at_most() -> None:
    assert agreement(TASSIGA, TASSIGA) == 6.0
    assert agreement(TASSIGA, Facts(LATER, LATER, "battles", 3)) == 0.0


def test_each_true_incident_is_paired_with_the_draft_that_tells_it_whatever_the_order() -> None:
    other = replace(TASSIGA, first=LATER, last=LATER, killed=3, latitude=17.0)
    assert paired([TASSIGA, other], [other, TASSIGA]) == [(TASSIGA, TASSIGA), (other, other)]


def test_a_draft_tells_one_incident_only() -> None:
    assert paired([TASSIGA, TASSIGA], [TASSIGA]) in (
        [(TASSIGA, TASSIGA), (TASSIGA, None)],
        [(TASSIGA, None), (TASSIGA, TASSIGA)],
    )


def test_a_draft_that_agrees_in_nothing_is_paired_with_none() -> None:
    assert paired([TASSIGA], [Facts(LATER, LATER, "battles", 3)]) == [(TASSIGA, None)]


def test_missed_incidents_are_wrong_in_every_field_and_drafts_too_many_lower_precision() -> None:
    stray = Facts(LATER, LATER, "battles", 3, families=frozenset({"jnim"}))
    scores = score([([TASSIGA], [TASSIGA, stray]), ([TASSIGA], [])])
    assert (scores.notes, scores.incidents, scores.found_f1, scores.perpetrator_f1) == (2, 2, 0.5, 0.5)
    assert {name: (rate.right, rate.of) for name, rate in scores.rates.items()} == {
        "killed": (1, 2), "date": (1, 2), "place": (1, 2), "event type": (1, 2), "perpetrator": (1, 2),
        "far off": (0, 2), "attribution": (1, 2), "all five": (1, 2), "false alarms": (0, 0),
    }  # fmt: skip


def test_a_draft_of_a_note_that_tells_nothing_is_a_false_alarm() -> None:
    assert score([([], [TASSIGA]), ([], [])]).rates["false alarms"] == Rate(1, 2)


def test_attribution_is_scored_only_where_somebody_did_it() -> None:
    nobody = replace(TASSIGA, families=frozenset(), attribution=None)
    assert score([([nobody], [nobody])]).rates["attribution"] == Rate(0, 0)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 0, 0.0, 1.0), (8, 10, 0.490, 0.943), (90, 100, 0.826, 0.945)]
)
def test_intervals_are_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert Rate(right, of).interval == pytest.approx((low, high), abs=0.001)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    assert (f1(0, 0, 0), f1(0, 1, 0), f1(1, 1, 1), f1(1, 2, 1)) == (1.0, 0.0, 1.0, pytest.approx(2 / 3))


FAMILIES = [
    ("fama", "state-MLI"),
    ("unidentified-armed-group", "unidentified"),
    (None, "unidentified"),
    ("no-such-slug", "unidentified"),
    ("katiba-macina", "jnim"),
    ("jnim", "jnim"),
]


@pytest.mark.parametrize(("slug", "family"), FAMILIES)
def test_the_family_of_an_actor(slug: str | None, family: str) -> None:
    of = families(Tables.from_reference(), [("katiba-macina", "jnim", "2017-03-02", None)])
    assert of(slug) == family


def test_a_membership_that_ended_makes_no_family() -> None:
    of = families(Tables.from_reference(), [("katiba-macina", "jnim", "2017-03-02", "2019-01-01")])
    assert of("katiba-macina") == "katiba-macina"
