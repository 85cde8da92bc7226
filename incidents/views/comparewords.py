"""The difference of two sides in words. Unknown stays unknown; no percentage, and nothing is divided by zero."""

from __future__ import annotations

from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.compare import Comparison, Facts
from incidents.rates import Verdict
from incidents.views.periods import long_day

Names = tuple[str, str]


def headline(verdict: Verdict) -> str:
    """The verdict on the counts, in two or three words."""
    return {
        Verdict.NOTHING: _("Nothing on either side"),
        Verdict.TOO_FEW: _("Too few to say"),
        Verdict.UNCLEAR: _("No clear difference"),
        Verdict.MORE: _("More"),
        Verdict.FEWER: _("Fewer"),
    }[verdict]


def incidents_sentence(found: Comparison, names: Names) -> str:
    """How the number of incidents differs, per day where the sides have different lengths, with its range."""
    ratio, values = found.ratio, _counts(found, names)
    if ratio.verdict == Verdict.NOTHING:
        return _("No incident on either side in these data.")
    if ratio.verdict == Verdict.TOO_FEW:
        return (
            _(
                "%(second)s: %(n)s, %(first)s: %(m)s. With so few, even all of them on one side could be chance."
            )
            % values
        )
    if ratio.ratio is None:
        return _(
            "%(second)s: %(n)s, %(first)s: none. At least %(low)s times as many (90 %% range, no upper end)."
        ) % {**values, "low": figure(ratio.low)}
    if ratio.ratio == 0:
        return _(
            "%(second)s: none, %(first)s: %(m)s. At most %(high)s times as many (90 %% range from 0)."
        ) % {**values, "high": figure(ratio.high)}
    ends = {"ratio": figure(ratio.ratio), "low": figure(ratio.low), "high": figure(ratio.high)}
    if ratio.verdict == Verdict.UNCLEAR:
        text = _(
            "%(second)s: %(n)s, %(first)s: %(m)s. %(ratio)s times as many, but the 90 %% range from %(low)s to "
            "%(high)s holds the same number, too."
        )
    else:
        text = _(
            "%(second)s: %(n)s, %(first)s: %(m)s. %(ratio)s times as many (90 %% range %(low)s to %(high)s)."
        )
    return text % {**values, **ends}


def _counts(found: Comparison, names: Names) -> dict[str, str]:
    """Names and figures; {m} belongs to the first side, {n} to the second. Shared incidents count on neither."""
    figures = [_count(facts, found.shared, found.same_length) for facts in (found.first, found.second)]
    return {"first": names[0], "second": names[1], "m": figures[0], "n": figures[1]}


def _count(facts: Facts, shared: int, same_length: bool) -> str:
    alone = facts.count - shared
    if same_length:
        return whole(alone)
    return _("%(n)s (%(rate)s a day)") % {"n": whole(alone), "rate": figure(alone / facts.side.days)}


def shared_sentence(found: Comparison) -> str:
    """The incidents on both sides, which the ratio leaves out; empty when there are none."""
    if not found.shared:
        return ""
    return ngettext(
        "%(n)s incident lies on both sides and is left out of this ratio.",
        "%(n)s incidents lie on both sides and are left out of this ratio.",
        found.shared,
    ) % {"n": whole(found.shared)}


def toll_headline(found: Comparison) -> str:
    kind = found.toll.kind
    if kind == "more":
        return _("More killed by any stated figure")
    if kind == "fewer":
        return _("Fewer killed by any stated figure")
    if kind == "none":
        return _("No deaths by the stated figures")
    return _("Tolls cannot be told apart") if kind == "overlap" else _("Tolls are not stated")


def toll_sentence(found: Comparison, names: Names) -> str:
    """Where more were killed, by low and high figures only; with what could still overturn it."""
    kind, (first, second) = found.toll.kind, (found.first, found.second)
    values = {
        "first": names[0],
        "second": names[1],
        "first_range": toll_range(first),
        "second_range": toll_range(second),
    }
    if kind == "unstated":
        return _("On one side no toll is stated: it cannot be said where more people were killed.")
    if kind == "none":
        sentence = _("Neither side has a stated death.")
    elif kind == "overlap":
        sentence = (
            _(
                "The ranges overlap (%(second)s: %(second_range)s, %(first)s: %(first_range)s): it cannot be said where "
                "more people were killed."
            )
            % values
        )
    elif kind == "more":
        sentence = (
            _(
                "%(second)s: more killed than %(first)s even if its low figure and the other's high figure are right "
                "(%(second_range)s against %(first_range)s)."
            )
            % values
        )
    else:
        sentence = (
            _(
                "%(second)s: fewer killed than %(first)s even if its high figure and the other's low figure are right "
                "(%(second_range)s against %(first_range)s)."
            )
            % values
        )
    per_day = "" if found.same_length else _("Compared per day, since the sides differ in length.")
    return " ".join(part for part in (sentence, per_day, _still_open(found)) if part)


def _still_open(found: Comparison) -> str:
    if not found.toll.open_tolls:
        return ""
    return ngettext(
        "%(n)s incident has no stated upper figure, which could change this.",
        "%(n)s incidents have no stated upper figure, which could change this.",
        found.toll.open_tolls,
    ) % {"n": whole(found.toll.open_tolls)}


def toll_range(facts: Facts) -> str:
    """Low to high of the stated tolls; a dash where none is stated."""
    if facts.count and not facts.stated:
        return "–"
    low, high = facts.toll["low"], facts.toll["high"]
    return whole(low) if low == high else f"{whole(low)}–{whole(high)}"


# What to beware of ---------------------------------------------------------------------------------------
def warnings(
    found: Comparison, names: Names, recent: tuple[date, date] | None, held: tuple[date, date] | None
) -> list[str]:
    """Sentences on what may look like a difference and is none. `held` are the first and last day with data."""
    told: list[str] = []
    for facts, name in zip((found.first, found.second), names, strict=True):
        side = facts.side
        if recent and side.first <= recent[1] and side.last >= recent[0]:
            told.append(
                _(
                    "%(side)s: reports of the days since %(day)s are still coming in, so that its counts will grow."
                )
                % {"side": name, "day": day(recent[0])}
            )
        if held and (side.first < held[0] or side.last > held[1]):
            told.append(
                _(
                    "%(side)s: the data reach from %(first)s to %(last)s only; days outside are empty for that reason."
                )
                % {"side": name, "first": day(held[0]), "last": day(held[1])}
            )
    if found.reporting_differs:
        told.append(_reporting(found, names))
    made_up = found.first.synthetic + found.second.synthetic
    if made_up:
        told.append(
            ngettext(
                "%(n)s of these incidents is made-up sample data: the difference says nothing about the world.",
                "%(n)s of these incidents are made-up sample data: the difference says nothing about the world.",
                made_up,
            )
            % {"n": whole(made_up)}
        )
    return told


def _reporting(found: Comparison, names: Names) -> str:
    each = [figure(facts.reports_each) for facts in (found.first, found.second)]
    return _(
        "Reports for each incident differ strongly (%(first)s: %(m)s, %(second)s: %(n)s): what looks like a "
        "difference of violence may be one of reporting."
    ) % {"first": names[0], "second": names[1], "m": each[0], "n": each[1]}


# Figures -------------------------------------------------------------------------------------------------
def whole(number: int) -> str:
    return number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True)


def figure(number: float | None) -> str:
    """A rate or ratio with as many digits as mean something: 0.043, 0.43, 2.3, 18."""
    if number is None:
        return "–"
    places = 0 if number >= 10 else 1 if number >= 1 else 2 if number >= 0.1 or number == 0 else 3
    return number_format(round(number, places), decimal_pos=places, use_l10n=True)


def day(moment: date) -> str:
    return long_day(moment)


def days_named(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
