"""Two selections side by side: the facts of each, and what may be said of their difference.

A side is a selection with the days it stands for. Counts are compared as rates per day with an
exact interval; tolls only by their low and high figures, never by a test: deaths do not come independently.
Incidents that lie on both sides (a vague date, two parties) are left out of the ratio and told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents import picture
from incidents.api.selection import Selection
from incidents.models import ReportLink
from incidents.querysets import BoundingBox
from incidents.rates import RateRatio, rate_ratio

# A side that rests on twice as many reports for each incident was watched more closely.
STRONG_DIFFERENCE = 2.0
FEWEST_TO_JUDGE_SOURCES = 5
# Reports are counted over so many of the newest incidents of a side: enough to compare two averages.
LOOKED_THROUGH = 5_000


@dataclass(frozen=True)
class Side:
    """A selection and its days, both included."""

    chosen: Selection
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Facts:
    """What one side holds. Breakdowns are rows {key, count, killed, killed_unstated}, most incidents first."""

    side: Side
    count: int
    synthetic: int
    unplaced: int
    open_tolls: int  # no upper figure is stated, be it that no toll is or that it is "at least"
    box: BoundingBox | None  # around the public points, (lon, lat) degrees
    toll: dict[str, int]
    timeline: dict[str, Any]
    types: dict[str, int]
    regions: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    reports_each: float  # reports for each incident, over the newest of the side

    @property
    def stated(self) -> int:
        """How many incidents state a toll."""
        return self.count - self.toll["unstated"]


@dataclass(frozen=True)
class TollVerdict:
    """more or fewer: by the low figure against the other's high one; `open_tolls` could still overturn that."""

    kind: str  # "unstated", "none", "overlap", "more", "fewer"
    open_tolls: int = 0


@dataclass(frozen=True)
class Comparison:
    """The second side against the first."""

    first: Facts
    second: Facts
    shared: int  # incidents on both sides
    ratio: RateRatio
    toll: TollVerdict
    reporting_differs: bool

    @property
    def same_length(self) -> bool:
        return self.first.side.days == self.second.side.days


def compare(first: Side, second: Side) -> Comparison:
    """Everything about two sides, in a number of queries that does not depend on how much they hold."""
    longest = max(first.days, second.days)
    one, other = _facts(first, longest), _facts(second, longest)
    shared = picture.about(first.chosen.and_also(second.chosen)).count
    return Comparison(
        first=one,
        second=other,
        shared=shared,
        ratio=rate_ratio(one.count - shared, first.days, other.count - shared, second.days),
        toll=toll_verdict(one, other),
        reporting_differs=_reporting_differs(one, other),
    )


def _facts(side: Side, longest: int) -> Facts:
    about = picture.about(side.chosen)
    # Both sides are drawn in the same steps: those of the longer one.
    span = (side.first, date.fromordinal(min(side.first.toordinal() + longest - 1, date.max.toordinal())))
    return Facts(
        side=side,
        count=about.count,
        synthetic=about.synthetic,
        unplaced=about.count - about.placed,
        open_tolls=about.open_tolls,
        box=about.box,
        toll=picture.killed(side.chosen),
        timeline=picture.timeline(side.chosen, span),
        types={row["key"]: row["count"] for row in picture.breakdown(side.chosen, "type")},
        regions=picture.breakdown(side.chosen, "region"),
        actors=picture.breakdown(side.chosen, "actor"),
        reports_each=_reports_each(side.chosen),
    )


def _reports_each(chosen: Selection) -> float:
    newest = picture.newest(chosen, LOOKED_THROUGH)
    passed_on = ReportLink.objects.filter(incident__in=newest, report__source__redistributable=True)
    return passed_on.count() / len(newest) if newest else 0.0


def toll_verdict(first: Facts, second: Facts) -> TollVerdict:
    """Where more were killed a day, if the stated figures settle it whatever lies between low and high."""
    if any(facts.count and not facts.stated for facts in (first, second)):
        return TollVerdict("unstated")
    if first.toll["high"] == second.toll["high"] == 0:
        return TollVerdict("none", first.open_tolls + second.open_tolls)
    days, other_days = first.side.days, second.side.days
    if second.toll["low"] * days > first.toll["high"] * other_days:
        return TollVerdict("more", first.open_tolls)
    if second.toll["high"] * days < first.toll["low"] * other_days:
        return TollVerdict("fewer", second.open_tolls)
    return TollVerdict("overlap")


def _reporting_differs(first: Facts, second: Facts) -> bool:
    if min(first.count, second.count) < FEWEST_TO_JUDGE_SOURCES:
        return False
    one, other = first.reports_each, second.reports_each
    return max(one, other) >= STRONG_DIFFERENCE * min(one, other) and max(one, other) > 0
