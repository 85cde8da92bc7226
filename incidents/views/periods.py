"""Periods in words and as bars: what a page draws without a script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext_lazy

BAR, HEIGHT = 10, 100
# How a period is called in the table, and in what stretches the axis below the bars is labelled.
NAMES = {"month": "F Y", "year": "Y"}
SHORT_MONTH = pgettext_lazy("a short month, in the letters of Django's date filter", "M Y")
STRETCHES = {
    "day": SHORT_MONTH,
    "week": "Y",
    "month": "Y",
    "year": "",
}
# Django shortens these two in French as no browser does ("jan.", "fév."). Named here, our catalogue speaks for it.
SHORTENED = (pgettext_lazy("abbrev. month", "Jan."), pgettext_lazy("abbrev. month", "Feb."))
# Fewer bars than this have no room for a label.
LABELLED = 6


def bars(found: Mapping[str, Any]) -> dict[str, Any] | None:
    """The drawing of `dossier.overview`: {width, height, most, granularity, bars, stretches}; None without periods.

    Whole numbers in the units of the drawing; every period is there, an empty one without a height.
    `stretches` are [{label, bars}] of the axis, in the order of time.
    """
    periods, granularity = found["periods"], found["granularity"]
    if not periods:
        return None
    most = max(period["count"] for period in periods)
    return {
        "width": BAR * len(periods),
        "height": HEIGHT,
        "most": most,
        "granularity": granularity,
        "bars": [_bar(place, period, most, granularity) for place, period in enumerate(periods)],
        "stretches": _stretches([period["start"] for period in periods], granularity),
    }


def _bar(place: int, period: Mapping[str, Any], most: int, granularity: str) -> dict[str, Any]:
    # A single incident beside a thousand others is still to be seen.
    height = max(2, round(period["count"] * HEIGHT / most)) if period["count"] else 0
    start = period["start"]
    name = date_format(start, NAMES[granularity]) if granularity in NAMES else long_day(start)
    return {
        **period,
        "name": _("week of %(day)s") % {"day": name} if granularity == "week" else name,
        "x": place * BAR + 1,
        "y": HEIGHT - height,
        "height": height,
        "width": BAR - 2,
    }


def _stretches(starts: list[date], granularity: str) -> list[dict[str, Any]]:
    pattern = STRETCHES[granularity]
    found: list[dict[str, Any]] = []
    for start in starts:
        label = date_format(start, str(pattern)) if pattern else f"{start.year // 10 * 10}–"
        if found and found[-1]["label"] == label:
            found[-1]["bars"] += 1
        else:
            found.append({"label": label, "bars": 1})
    for stretch in found:
        if len(found) > 1 and stretch["bars"] * LABELLED < len(starts) / 2:
            stretch["label"] = ""
    return found


def long_day(day: date) -> str:
    """A day in words: "13 May 2015"; in French the first of a month is "1er"."""
    return _of_month(day, "F Y")


def short_day(day: date) -> str:
    """The same with a short month: "13 Sep 2015"."""
    return _of_month(day, str(SHORT_MONTH))


def _of_month(day: date, pattern: str) -> str:
    words = npgettext("a day of a month", "%(n)s %(month)s", "%(n)s %(month)s", day.day)
    return words % {"n": day.day, "month": date_format(day, pattern)}


def partial_day(text: str) -> str:
    """A partial ISO date in words: "2015", "May 2015", "13 May 2015"; any other text as it is."""
    try:
        if len(text) == 10:
            return long_day(date.fromisoformat(text))
        pattern = {4: "Y", 7: "F Y"}.get(len(text))
        return date_format(date.fromisoformat(f"{text}-01-01"[:10]), pattern) if pattern else text
    except ValueError:
        return text


def span(first: str, last: str) -> str:
    """A period of two partial ISO dates in words, either of them unknown or open; "" when both are."""
    if first and last:
        return partial_day(first) if first == last else f"{partial_day(first)} – {partial_day(last)}"
    if first:
        return _("since %(day)s") % {"day": partial_day(first)}
    return _("until %(day)s") % {"day": partial_day(last)} if last else ""
