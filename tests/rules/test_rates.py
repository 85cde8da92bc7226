"""Two counts compared: exact where it can be computed by hand, honest where it is simulated."""

from __future__ import annotations

import math
import random
from itertools import product

import pytest

from incidents.rates import LEVEL, Verdict, rate_ratio, regularised_beta

COUNTS = (0, 1, 2, 5, 18, 42, 300, 5_000, 400_000)


def at_least(successes: int, trials: int, share: float) -> float:
    """P(X >= successes) of a binomial, summed term by term."""
    return sum(
        math.comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(successes, trials + 1)
    )


# The tail of the binomial ----------------------------------------------------------------------------------
@pytest.mark.parametrize("trials", [1, 2, 7, 30])
@pytest.mark.parametrize("share", [0.001, 0.1, 0.33, 0.5, 0.77, 0.999])
def test_the_incomplete_beta_function_is_the_tail_of_the_binomial(trials: int, share: float) -> None:
    for successes in range(1, trials + 1):
        tail = regularised_beta(share, successes, trials - successes + 1)
        assert tail == pytest.approx(at_least(successes, trials, share), abs=1e-12)


@pytest.mark.parametrize(("x", "value"), [(-1, 0), (0, 0), (1, 1), (2, 1)])
def test_the_incomplete_beta_function_ends_where_it_must(x: float, value: float) -> None:
    assert regularised_beta(x, 3, 4) == value


# The interval ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("first", "second"), [(18, 42), (1, 1), (3, 0), (0, 7), (120, 90)])
def test_the_ends_leave_five_percent_on_each_side(first: int, second: int) -> None:
    found = rate_ratio(first, 90, second, 90)
    total = first + second
    if second:
        low = found.low or 0.0
        assert at_least(second, total, low / (1 + low)) == pytest.approx(0.05, abs=1e-9)
    if first:
        high = found.high or 0.0
        assert 1 - at_least(second + 1, total, high / (1 + high)) == pytest.approx(0.05, abs=1e-9)


def test_a_known_case() -> None:
    found = rate_ratio(18, 90, 42, 90)
    assert found.verdict == Verdict.MORE
    assert (found.ratio, found.low, found.high) == pytest.approx((2.333, 1.429, 3.909), abs=0.001)


@pytest.mark.parametrize(("first", "second"), list(product(COUNTS, COUNTS)))
def test_swapping_the_sides_inverts_the_ratio_and_its_ends(first: int, second: int) -> None:
    one, other = rate_ratio(first, 30, second, 90), rate_ratio(second, 90, first, 30)
    opposite = {Verdict.MORE: Verdict.FEWER, Verdict.FEWER: Verdict.MORE}
    assert other.verdict == opposite.get(one.verdict, one.verdict)
    for end, other_end in ((one.low, other.high), (one.high, other.low), (one.ratio, other.ratio)):
        inverse = math.inf if end == 0 else 1 / end if end is not None else 0.0
        assert (math.inf if other_end is None else other_end) == pytest.approx(inverse, rel=1e-6) or (
            first + second == 0
        )


@pytest.mark.parametrize(("first", "second"), list(product(COUNTS[1:], COUNTS[1:])))
def test_the_ratio_lies_in_its_interval_and_the_verdict_follows_it(first: int, second: int) -> None:
    found = rate_ratio(first, 7, second, 31)
    assert found.low is not None
    assert found.high is not None
    assert found.ratio is not None
    assert found.low <= found.ratio <= found.high
    assert (found.verdict == Verdict.MORE) == (found.low > 1)
    assert (found.verdict == Verdict.FEWER) == (found.high < 1)


@pytest.mark.parametrize("factor", [2, 10, 365])
def test_only_the_proportion_of_the_exposures_matters(factor: int) -> None:
    assert rate_ratio(18, 30, 42, 60) == rate_ratio(18, 30 * factor, 42, 60 * factor)


def test_more_incidents_at_the_same_rates_make_the_interval_narrower() -> None:
    widths = [
        found.high / found.low
        for found in (rate_ratio(n, 90, 2 * n, 90) for n in (3, 10, 30, 100, 1_000))
        if found.high is not None and found.low
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 5


@pytest.mark.parametrize(
    ("mean", "times", "first_days", "second_days"),
    [(2, 1, 30, 30), (6, 1, 30, 30), (10, 2.5, 30, 30), (25, 0.4, 60, 30), (4, 3, 10, 40)],
)
def test_the_interval_holds_the_true_ratio_at_least_nine_times_in_ten(
    mean: float, times: float, first_days: int, second_days: int
) -> None:
    source = random.Random(20180930)
    tries, held = 700, 0
    for _try in range(tries):
        first = poisson(source, mean)
        second = poisson(source, mean * times * second_days / first_days)
        found = rate_ratio(first, first_days, second, second_days)
        low = -math.inf if found.low is None else found.low
        high = math.inf if found.high is None else found.high
        held += low <= times <= high
    assert held / tries >= LEVEL


def poisson(source: random.Random, mean: float) -> int:
    """Knuth's way: how many uniform numbers can be multiplied before the product falls below e^-mean."""
    limit, product_, number = math.exp(-mean), source.random(), 0
    while product_ > limit:
        product_ *= source.random()
        number += 1
    return number


# Verdicts --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (0, 0, Verdict.NOTHING),
        (0, 1, Verdict.TOO_FEW),
        (2, 2, Verdict.TOO_FEW),
        (0, 4, Verdict.TOO_FEW),
        (0, 5, Verdict.MORE),
        (5, 0, Verdict.FEWER),
        (2, 3, Verdict.UNCLEAR),
        (18, 20, Verdict.UNCLEAR),
        (18, 42, Verdict.MORE),
        (42, 18, Verdict.FEWER),
    ],
)
def test_what_may_be_said_of_equal_times(first: int, second: int, verdict: Verdict) -> None:
    assert rate_ratio(first, 90, second, 90).verdict == verdict


def test_a_longer_time_alone_makes_no_difference() -> None:
    assert rate_ratio(10, 30, 30, 90).verdict == Verdict.UNCLEAR
    assert rate_ratio(10, 30, 30, 90).ratio == pytest.approx(1)


@pytest.mark.parametrize(
    ("first", "second", "ratio", "low", "high"),
    [(0, 18, None, 5.52, None), (18, 0, 0, 0, 0.181)],
)
def test_nothing_is_divided_by_zero(
    first: int, second: int, ratio: float | None, low: float, high: float | None
) -> None:
    found = rate_ratio(first, 90, second, 90)
    assert (found.ratio, found.low, found.high) == (
        ratio, pytest.approx(low, abs=0.01), high if high is None else pytest.approx(high, abs=0.001),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "first_days", "second", "second_days"),
    [(-1, 1, 1, 1), (1, 1, -1, 1), (1, 0, 1, 1), (1, 1, 1, -3)],
)
def test_counts_and_exposures_that_cannot_be_are_refused(
    first: int, first_days: int, second: int, second_days: int
) -> None:
    with pytest.raises(ValueError, match="must"):
        rate_ratio(first, first_days, second, second_days)
