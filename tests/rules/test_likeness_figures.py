"""What likeness makes of made-up pairs: it finds one event told twice, and seldom calls two events one."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.pairs import made_pairs, shares
from incidents.likeness import compare

TOLD = shares(made_pairs(300), lambda one, two: compare(one, two).verdict)


def test_one_event_told_again_is_asked_about() -> None:
    assert TOLD["one event"]["none"] <= 0.05


def test_half_of_them_are_likely() -> None:
    assert TOLD["one event"]["likely"] >= 0.45


@pytest.mark.parametrize("kind", sorted(set(TOLD) - {"one event"}))
def test_of_two_events_that_look_alike_few_are_likely_the_same(kind: str) -> None:
    assert TOLD[kind]["likely"] <= 0.10


def test_over_all_hard_cases_hardly_one_in_thirty_is() -> None:
    assert mean(row["likely"] for kind, row in TOLD.items() if kind != "one event") <= 0.035


def test_the_same_number_makes_the_same_pairs() -> None:
    assert made_pairs(5) == made_pairs(5)
    assert made_pairs(5, seed=1) != made_pairs(5, seed=2)
