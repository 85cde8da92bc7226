"""The address of a comparison, read and written.

    /compare/?by=period&a=2018-06-01..2018-08-31&b=2018-09-01..2018-11-30&region=ML07&type=battles
    /compare/?by=region&a=ML07&b=ML10&since=2018-01-01&until=2018-12-31      (by: region, country, actor)
    /compare/?by=period&around=2018-07-29&days=90       (the form: leads to a and b, as do a_first, a_last, ...)

`a` and `b` are the two sides; every other filter of the API holds for both. Where the days are missing, the
latest year with data is meant, and the reader is led to the address that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents.api.fields import EARLIEST, LATEST, DayField, printable, shortened
from incidents.api.problems import BadParameters
from incidents.api.selection import selection
from incidents.compare import Side

DIMENSIONS = ("period", "region", "country", "actor")
ENDS = ("a_first", "a_last", "b_first", "b_last")
OWN = ("by", "a", "b", "around", "event", "days", *ENDS, "language", "colour")
# The frame and the order of the map say nothing here.
NO_FILTERS_HERE = ("bbox", "sort")
USUAL_DAYS, MOST_DAYS = 90, 3660
YEAR = 365
Problem = dict[str, str]


@dataclass
class Asked:
    """What the address asks for: filters of both sides, and each side's own query once both are known."""

    by: str = "period"
    a: str = ""
    b: str = ""
    common: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))
    problems: list[Problem] = field(default_factory=list)
    # Set when the address is to be written out: around an event, or without days.
    redirect: str | None = None
    sides: tuple[Side, Side] | None = None
    queries: tuple[QueryDict, QueryDict] | None = None


def read(query: QueryDict, audience: int, last_day: date) -> Asked:
    """Reads an address; what is not understood is told in `problems` and left out. Raises nothing."""
    asked = Asked(by=query.get("by") or "period", a=query.get("a", "").strip(), b=query.get("b", "").strip())
    if asked.by not in DIMENSIONS:
        asked.problems.append(_problem("by", asked.by, _("one of period, region, country, actor")))
        asked.by = "period"
    _read_common(asked, query, audience)
    if asked.by == "period":
        _read_around(asked, query)
        _read_ends(asked, query)
    if asked.a and asked.b and (asked.by == "period" or not asked.problems):
        _read_days(asked, last_day)
        if asked.redirect is None:
            _read_sides(asked, audience)
    return asked


def written(by: str, a: str, b: str, common: QueryDict) -> str:
    """The query string of a comparison, readable: commas, colons and dots stay as they are."""
    whole = QueryDict(mutable=True)
    whole.update({"by": by, "a": a, "b": b})
    for name in common:
        whole.setlist(name, common.getlist(name))
    return whole.urlencode(safe=":,")


def days_around(day: date, length: int) -> tuple[str, str]:
    """The periods of so many days before a day and from it on, as the address writes them."""
    return (
        period(day - timedelta(days=length), day - timedelta(days=1)),
        period(day, day + timedelta(days=length - 1)),
    )


def ends_of(text: str) -> tuple[str, str]:
    """The two days of a period as a form shows them; empty where the text is none."""
    try:
        first, last = _period(text)
    except ValueError:
        return "", ""
    return first.isoformat(), last.isoformat()


def period(first: date, last: date) -> str:
    return f"{first.isoformat()}..{last.isoformat()}"


# Parts of the address ------------------------------------------------------------------------------------
def _read_common(asked: Asked, query: QueryDict, audience: int) -> None:
    for name in query:
        if name in OWN:
            continue
        if name in _compared(asked.by) or name in NO_FILTERS_HERE:
            message = _("is not a filter of this comparison")
            asked.problems.append({"parameter": printable(name), "message": message})
        else:
            asked.common.setlist(name, [value for value in query.getlist(name) if value != ""])
    try:
        selection(audience, asked.common)
    except BadParameters as error:
        asked.problems += error.errors
        bad = {entry["parameter"] for entry in error.errors}
        for name in list(asked.common):
            if {name, printable(name)} & bad:
                del asked.common[name]
    for name in [name for name in asked.common if not asked.common.getlist(name)]:
        del asked.common[name]


def _compared(by: str) -> tuple[str, ...]:
    return ("since", "until") if by == "period" else (by,)


def _read_around(asked: Asked, query: QueryDict) -> None:
    day_text = query.get("around") or query.get("event")
    if not day_text:
        return
    day = _tried(asked, "around", day_text, DayField().parse, _("a day as YYYY-MM-DD"))
    length = _tried(
        asked, "days", query.get("days") or str(USUAL_DAYS), _length, _("a number of days from 1 to 3660")
    )
    if day is None or length is None:
        return
    if not EARLIEST + timedelta(days=length) <= day <= LATEST - timedelta(days=length):
        asked.problems.append(_problem("around", day_text, _("a day of our time")))
    if not asked.problems:
        asked.redirect = written("period", *days_around(day, length), asked.common)


def _read_ends(asked: Asked, query: QueryDict) -> None:
    """Two periods as the form's four days."""
    if not any(query.get(name) for name in ENDS):
        return
    days = [
        _tried(asked, name, query.get(name, ""), DayField().parse, _("a day as YYYY-MM-DD")) for name in ENDS
    ]
    if not asked.problems:
        asked.redirect = written("period", period(*days[:2]), period(*days[2:]), asked.common)


def _length(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4) or not 1 <= int(text) <= MOST_DAYS:
        raise ValueError
    return int(text)


def _read_days(asked: Asked, last_day: date) -> None:
    """By region, country or actor both sides have the same days, and the address names them."""
    if asked.by == "period":
        return
    since, until = asked.common.get("since"), asked.common.get("until")
    last = DayField().parse(until.strip()) if until else last_day
    first = DayField().parse(since.strip()) if since else max(EARLIEST, last - timedelta(days=YEAR - 1))
    asked.common["since"], asked.common["until"] = first.isoformat(), last.isoformat()
    if since and until and first > last:
        asked.problems.append(_problem("until", until, _("a day not before the first")))
    if not (since and until):
        asked.common["until"] = max(first, last).isoformat()
        asked.redirect = written(asked.by, asked.a, asked.b, asked.common)


def _read_sides(asked: Asked, audience: int) -> None:
    queries = tuple(_side_query(asked, name, text) for name, text in (("a", asked.a), ("b", asked.b)))
    if asked.problems:
        return
    found: list[Side] = []
    for name, query in zip(("a", "b"), queries, strict=True):
        try:
            chosen = selection(audience, query)
        except BadParameters as error:
            asked.problems.append({"parameter": name, "message": error.errors[0]["message"]})
            continue
        first, last = (DayField().parse(str(query[end])) for end in ("since", "until"))
        found.append(Side(chosen, first, last))
    if len(found) == 2:
        asked.sides, asked.queries = (found[0], found[1]), (queries[0], queries[1])


def _side_query(asked: Asked, name: str, text: str) -> QueryDict:
    query = asked.common.copy()
    if asked.by != "period":
        query[asked.by] = text
        return query
    days = _tried(asked, name, text, _period, _("a period as YYYY-MM-DD..YYYY-MM-DD"))
    if days:
        query["since"], query["until"] = days[0].isoformat(), days[1].isoformat()
    return query


def _period(text: str) -> tuple[date, date]:
    first, _dots, last = text.partition("..")
    days = DayField().parse(first), DayField().parse(last)
    if days[0] > days[1]:
        raise ValueError
    return days


def _tried(asked: Asked, name: str, text: str, parse: Callable[[str], Any], takes: str) -> Any:
    try:
        return parse(text)
    except (ValueError, OverflowError):
        asked.problems.append(_problem(name, text, takes))
        return None


def _problem(name: str, text: str, takes: str) -> Problem:
    return {
        "parameter": name,
        "message": _("%(text)s: takes %(takes)s") % {"text": shortened(text), "takes": takes},
    }
