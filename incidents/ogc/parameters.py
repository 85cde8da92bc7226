"""The parameters of a request, as the standard has them: each once, none empty, none that is not declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from rest_framework.request import Request

from incidents.api import fields
from incidents.api.problems import BadParameters, told_together
from incidents.api.views import no_others, one_parameter
from incidents.plain import iso_day
from incidents.querysets import BoundingBox

DEFAULT_LIMIT, MAX_LIMIT = 100, 10_000
# What every list of features takes; the incidents take filters beside them.
OF_ITEMS = ("bbox", "datetime", "limit", "cursor", "f")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:)(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE
)
Days = tuple[date | None, date | None]


class FormatField(fields.ParameterField):
    takes = "json"

    def parse(self, text: str) -> str:
        if text != "json":
            raise ValueError
        return text


class LimitField(fields.ParameterField):
    takes = f"a whole number from 1 on; above {MAX_LIMIT} it means {MAX_LIMIT}"

    def parse(self, text: str) -> int:
        digits = text.lstrip("0")
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError
        # The standard: a limit above the maximum is no error.
        return MAX_LIMIT if len(digits) > len(str(MAX_LIMIT)) else min(int(digits), MAX_LIMIT)


class BoxField(fields.BoxField):
    takes: Any = (
        "minlon,minlat,maxlon,maxlat in degrees, or minlon,minlat,minheight,maxlon,maxlat,maxheight;"
        " minlon above maxlon crosses 180"
    )

    def parse(self, text: str) -> BoundingBox:
        west, south, *others = text.split(",")
        if len(others) == 4:
            lowest, east, north, highest = others
            if fields.plain_number(lowest) > fields.plain_number(highest):
                raise ValueError
            others = [east, north]  # nothing here has a height
        return super().parse(",".join((west, south, *others)))


class IntervalField(fields.ParameterField):
    takes = "a moment (RFC 3339) or a day, or an interval of two of them: start/end, start/.. or ../end"

    def parse(self, text: str) -> Days:
        start, slash, end = text.partition("/")
        if not slash:
            return (day := _day(start)), day
        first = None if start in {"", ".."} else _day(start)
        last = None if end in {"", ".."} else _day(end)
        if (first is None and last is None) or (first and last and first > last):
            raise ValueError
        return first, last


def _day(text: str) -> date:
    """The day of a moment in UTC: incidents know days, not hours."""
    moment = _MOMENT.fullmatch(text.replace(" ", "+"))  # a plus sign that nobody encoded
    if moment is None:
        return iso_day(text)
    day, hours, seconds, zone = moment.groups()
    seconds = "59" if seconds == "60" else seconds  # RFC 3339 knows leap seconds
    return datetime.fromisoformat(f"{day}T{hours}{seconds}{zone.upper()}").astimezone(UTC).date()


@dataclass(frozen=True)
class Asked:
    """What is asked of a collection: a box (min lon, min lat, max lon, max lat, degrees), the first and last day,
    how many features, and after which."""

    box: BoundingBox | None
    days: Days | None
    limit: int
    cursor: Any


def asked(request: Request, cursor: fields.ParameterField, filters: Iterable[str] = ()) -> Asked:
    """Raises BadParameters with every error of the query but those of the filters."""
    return Asked(
        *checked(
            request,
            {*OF_ITEMS, *filters},
            lambda: one_parameter(request, "bbox", BoxField()),
            lambda: one_parameter(request, "datetime", IntervalField()),
            lambda: one_parameter(request, "limit", LimitField(), DEFAULT_LIMIT),
            lambda: one_parameter(request, "cursor", cursor),
        )
    )


def checked(request: Request, known: set[str], *readers: Callable[[], Any]) -> list[Any]:
    """What the readers return; raises BadParameters also for what is unknown, empty or another format."""
    found = told_together(
        *readers,
        lambda: no_others(request, known),
        lambda: _none_empty(request),
        lambda: one_parameter(request, "f", FormatField()),
    )
    return found[: len(readers)]


def _none_empty(request: Request) -> None:
    empty = [name for name, values in request.query_params.lists() if "" in values]
    if empty:
        raise BadParameters(
            [{"parameter": fields.printable(name), "message": "has no value"} for name in empty[:20]]
        )
