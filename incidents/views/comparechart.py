"""Drawings of a comparison as numbers for the template: both sides on one scale, no script needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incidents.codes import EventType
from incidents.compare import Comparison, Facts
from incidents.models import Annotation
from incidents.views.comparewords import day, days_named

WIDTH, HEIGHT = 600, 96
# From the foot of a bar upwards, as in the map's own timeline.
STACK = (
    EventType.VIOLENCE_AGAINST_CIVILIANS,
    EventType.BATTLES,
    EventType.EXPLOSIONS,
    EventType.RIOTS,
    EventType.PROTESTS,
    EventType.STRATEGIC_DEVELOPMENTS,
)
TOP_ROWS = 6
MOST_ROWS = 500  # of a breakdown; a key beyond them is unknown, not zero


def tallest_bucket(found: Comparison) -> int:
    """The top of the one scale of both timelines."""
    buckets = [*found.first.timeline["buckets"], *found.second.timeline["buckets"]]
    return max((bucket["count"] for bucket in buckets), default=0)


def timeline(facts: Facts, days: int, tallest: int) -> dict[str, Any]:
    """Bars of one side over so many days: {width, height, rects, buckets, earlier}.

    `earlier` counts incidents that began before the first day, which have no place on the axis.
    """
    first = facts.side.first
    inside = [bucket for bucket in facts.timeline["buckets"] if bucket["end"] >= first]
    rects = [rect for bucket in inside for rect in _bar(bucket, facts, days, max(1, tallest))]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "rects": rects,
        "granularity": facts.timeline["granularity"],
        "buckets": [{**bucket, "days": _named(bucket)} for bucket in inside],
        "earlier": facts.count - sum(bucket["count"] for bucket in inside),
        # A shorter side ends before the axis does.
        "end": _number(_x(facts.side.days, days)),
    }


def _bar(bucket: Mapping[str, Any], facts: Facts, days: int, tallest: int) -> Iterable[dict[str, str]]:
    left = _x(max(0, (bucket["start"] - facts.side.first).days), days)
    right = _x(min(facts.side.days, (bucket["end"] - facts.side.first).days + 1), days)
    width = max(1.0, right - left - (1 if right - left > 4 else 0))
    top = float(HEIGHT)
    for kind in STACK:
        number = bucket["types"].get(kind.value, 0)
        if number:
            tall = number / tallest * (HEIGHT - 4)
            top -= tall
            yield {
                "x": _number(left), "y": _number(top), "width": _number(width), "height": _number(tall),
                "kind": kind.value.replace("_", "-"), "title": _("%(label)s: %(value)s") % {"label": _named(bucket), "value": bucket["count"]},
            }  # fmt: skip


def _named(bucket: Mapping[str, date]) -> str:
    same = bucket["start"] == bucket["end"]
    return day(bucket["start"]) if same else days_named(bucket["start"], bucket["end"])


def _x(day: int, days: int) -> float:
    return day / days * WIDTH


def marks(facts: Facts, days: int, events: Iterable[Annotation]) -> list[dict[str, str]]:
    """The dated events of a side as {x, title} on its axis."""
    side = facts.side
    inside = [event for event in events if side.first <= event.date_start <= side.last]
    return [
        {
            "x": _number(_x((event.date_start - side.first).days, days)),
            "title": _("%(label)s: %(value)s") % {"label": day(event.date_start), "value": event.text},
        }
        for event in inside
    ]


def common_box(found: Comparison) -> list[float] | None:
    """[west, south, east, north] in degrees around the public points of both sides, with some room; None without."""
    boxes = [facts.box for facts in (found.first, found.second) if facts.box is not None]
    if not boxes:
        return None
    west, south = (min(box[side] for box in boxes) for side in (0, 1))
    east, north = (max(box[side] for box in boxes) for side in (2, 3))
    room = max(0.3, (east - west) * 0.08, (north - south) * 0.08)
    return [round(value, 4) for value in (west - room, south - room, east + room, north + room)]


def toll_bars(found: Comparison) -> list[dict[str, str] | None]:
    """Low to high of each side and its best figure, in per mille of the higher high; None without a stated toll."""
    top = max(1, found.first.toll["high"], found.second.toll["high"])
    return [_toll_bar(facts, top) if facts.stated else None for facts in (found.first, found.second)]


def _toll_bar(facts: Facts, top: int) -> dict[str, str]:
    low, best, high = (facts.toll[name] / top * 1000 for name in ("low", "best", "high"))
    return {"x": _number(low), "width": _number(max(6.0, high - low)), "best": _number(min(best, 996))}


def paired(
    first: list[dict[str, Any]], second: list[dict[str, Any]], *, most: int = TOP_ROWS
) -> list[dict[str, Any]]:
    """Rows {key, a, b, a_width, b_width} of the keys that lead on either side; None where a figure is unknown."""
    counts = [{row["key"]: row["count"] for row in rows} for rows in (first, second)]
    leading = {row["key"] for rows in (first, second) for row in rows[:most]}
    top = max((number for side in counts for number in side.values()), default=0) or 1
    rows = []
    for key in leading:
        a, b = (side.get(key, None if len(side) >= MOST_ROWS else 0) for side in counts)
        rows.append({"key": key, "a": a, "b": b, "a_width": _share(a, top), "b_width": _share(b, top)})
    return sorted(rows, key=lambda row: (-max(row["a"] or 0, row["b"] or 0), str(row["key"])))


def _share(count: int | None, top: int) -> str:
    return _number((count or 0) / top * 100)


def _number(value: float) -> str:
    """For an SVG attribute: a point in every language."""
    return f"{value:.2f}"
