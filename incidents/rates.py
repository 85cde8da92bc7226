"""Two counts over so many days each: how many times as many, and how sure that is.

Incidents are taken as two Poisson processes. Given their sum, the second count is binomial, whose exact
(Clopper-Pearson) interval turns into one for the ratio of the two rates. It rests on no large numbers and is
never narrower than it says, as long as incidents come independently; attacks in series make the truth wider.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LEVEL = 0.90
_STEPS = 64  # of the bisection: past what a float near 1 can tell apart
_SMALLEST = 1e-300


class Verdict(StrEnum):
    NOTHING = "nothing"  # no incident on either side
    TOO_FEW = "too_few"  # no outcome of so few could have been told from chance
    UNCLEAR = "unclear"  # the interval holds 1
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True)
class RateRatio:
    """The second rate over the first. None where it is not defined: a ratio to nothing, an end without limit."""

    ratio: float | None
    low: float | None
    high: float | None
    verdict: Verdict


def rate_ratio(
    first: int, first_days: float, second: int, second_days: float, level: float = LEVEL
) -> RateRatio:
    """The ratio of the rate second / second_days to first / first_days, with its interval at `level`.

    Counts are not negative, exposures are above zero (ValueError otherwise). `high` is None when nothing was
    counted first: any number of times as many is then possible.
    """
    if min(first, second) < 0 or min(first_days, second_days) <= 0:
        raise ValueError("counts must not be negative and exposures must be above zero")
    if first + second == 0:
        return RateRatio(None, None, None, Verdict.NOTHING)
    tail = (1 - level) / 2
    exposure = first_days / second_days
    low = _odds(_beta_quantile(tail, second, first + 1)) if second else 0.0
    high = _odds(_beta_quantile(1 - tail, second + 1, first)) if first else math.inf
    return RateRatio(
        ratio=second / first * exposure if first else None,
        low=low * exposure,
        high=high * exposure if first else None,
        verdict=_verdict(low * exposure, high * exposure, first + second, 1 / (1 + exposure), tail),
    )


def _verdict(low: float, high: float, total: int, share: float, tail: float) -> Verdict:
    """`share` is what the second side would get of the total if the rates were the same."""
    if low > 1:
        return Verdict.MORE
    if high < 1:
        return Verdict.FEWER
    # Even all of them on one side would have been within chance.
    told_apart = min(share**total, (1 - share) ** total) <= tail
    return Verdict.UNCLEAR if told_apart else Verdict.TOO_FEW


def _odds(probability: float) -> float:
    return probability / (1 - probability) if probability < 1 else math.inf


def _beta_quantile(level: float, a: float, b: float) -> float:
    return _bisected(lambda x: regularised_beta(x, a, b), level)


def _bisected(rising: Callable[[float], float], wanted: float) -> float:
    """Where a function that rises from 0 to 1 over 0..1 reaches the value."""
    low, high = 0.0, 1.0
    for _step in range(_STEPS):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def regularised_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b): the probability that a Beta(a, b) variable is at most x; a and b above zero."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - regularised_beta(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _continued_fraction(x, a, b) / a


def _continued_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    upper, lower = 1.0, 1 / _kept_off_zero(1 - (a + b) * x / (a + 1))
    product = lower
    for step in range(1, 20_000):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            lower = 1 / _kept_off_zero(1 + term * lower)
            upper = _kept_off_zero(1 + term / upper)
            factor = upper * lower
            product *= factor
        if abs(factor - 1) < 1e-14:
            break
    return product


def _kept_off_zero(number: float) -> float:
    return number if abs(number) > _SMALLEST else _SMALLEST
