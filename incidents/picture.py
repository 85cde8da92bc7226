"""A selection as a picture: the map, the timeline, breakdowns. The column snapshot answers where it holds
what is asked and stands where the database stands; otherwise plain SQL does, with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from incidents import features, map
from incidents.api.renderers import as_json
from incidents.api.selection import Selection
from incidents.columns import answers, pages
from incidents.columns.conditions import Condition
from incidents.columns.memory import Memory
from incidents.columns.store import STORE, View
from incidents.querysets import BoundingBox

# A process keeps so many answers of at most so many bytes beside its view: 16 MB.
ANSWERS_REMEMBERED, LARGEST_REMEMBERED = 256, 65_536
IDS_AT_ONCE = 5_000
REGION_LEVELS = {"country": "country", "region": "admin1", "admin2": "admin2"}
CODES = {"type": answers.by_type, "verification": answers.by_verification}


Held = tuple[View, list[Condition]] | None


def _view(selection: Selection) -> Held:
    if selection.conditions is None:
        return None
    view = STORE.present()
    return (view, selection.conditions) if view is not None else None


def counted(selection: Selection, frame: BoundingBox, zoom: int) -> answers.Counted:
    """The cells of the frame and the counts around it."""
    return _counted(_view(selection), selection, frame, zoom)


def _counted(held: Held, selection: Selection, frame: BoundingBox, zoom: int) -> answers.Counted:
    if held is None:
        return map.clusters(selection.incidents, frame, zoom)
    view, conditions = held
    return answers.clusters(view, selection.audience, conditions, frame, zoom)


def clusters(selection: Selection, frame: BoundingBox, zoom: int) -> bytes:
    """The map's FeatureCollection for a frame (min lon, min lat, max lon, max lat), as JSON.

    The same question of the same view has the same answer: the opening map is asked for over and over.
    """
    held = _view(selection)
    # What SQL has to find may change without the journal's knowing.
    if held is None or not selection.chosen.all_held:
        return _collection(held, selection, frame, zoom)
    known = held[0].answers
    key = (selection.audience, get_language(), frame, zoom, selection.chosen.query.urlencode())
    body: bytes | None = known.get(key)
    if body is None:
        body = _collection(held, selection, frame, zoom)
        if len(known) >= ANSWERS_REMEMBERED:
            known.clear()
        if len(body) <= LARGEST_REMEMBERED:
            known[key] = body
    return body


def _collection(held: Held, selection: Selection, frame: BoundingBox, zoom: int) -> bytes:
    remembered = held[0].remembered if held else None
    found = _counted(held, selection, frame, zoom)
    return as_json(features.feature_collection(found, selection.audience, remembered))


def page_of_ids(
    selection: Selection,
    order: str,
    limit: int,
    *,
    after: pages.Place | None,
    near: tuple[float, float] | None,
) -> tuple[list[pages.Place], Memory] | None:
    """The next (value, id) of a list in an order of columns/pages.py, and what is remembered of single incidents;
    None where SQL has to order them."""
    # With a condition that SQL has to find, SQL finds the first page sooner than all ids.
    held = _view(selection) if selection.chosen.all_held else None
    if held is None:
        return None
    view, conditions = held
    return pages.page_of(view, conditions, order, limit, after=after, near=near), view.remembered


def ids_newest_first(selection: Selection) -> Iterator[int]:
    """The ids of the whole selection as they stand at one moment, newest first."""
    held = _view(selection) if selection.chosen.all_held else None
    if held is None:
        yield from (
            selection.incidents.newest_first().values_list("pk", flat=True).iterator(chunk_size=IDS_AT_ONCE)
        )
        return
    view, conditions = held
    after: pages.Place | None = None
    while found := pages.page_of(view, conditions, "newest", IDS_AT_ONCE, after=after):
        yield from (pk for _day, pk in found)
        after = found[-1]


def newest(selection: Selection, most: int) -> list[int]:
    """Ids of the newest incidents, at most so many."""
    held = page_of_ids(selection, "newest", most, after=None, near=None)
    if held is not None:
        return [pk for _day, pk in held[0]]
    return list(selection.incidents.newest_first().values_list("pk", flat=True)[:most])


def about(selection: Selection) -> answers.About:
    """How many incidents, how many of them with a point, made up, or without an upper toll, and their box."""
    held = _view(selection)
    return map.about(selection.incidents) if held is None else answers.about(*held)


def killed(selection: Selection) -> dict[str, int]:
    """{low, best, high, unstated} over the selection."""
    held = _view(selection)
    return map.killed(selection.incidents) if held is None else answers.killed_of(*held)


def timeline(selection: Selection, span: tuple[date, date] | None = None) -> dict[str, Any]:
    """Histogram by first day: {granularity, buckets, first, last}; the days of `span`, else those of the
    selection, choose between day and year."""
    held = _view(selection)
    if held is None:
        return map.timeline(selection.incidents, span or (None, None))
    found = answers.by_day(*held)
    if found is None:
        return {"granularity": "day", "buckets": [], "first": None, "last": None}
    shown = span or (found.first, found.last)
    granularity = map.granularity_of((shown[1] - shown[0]).days + 1)
    starts = bucket_starts(found.first, found.last, granularity)
    buckets = answers.as_buckets(found, starts)
    for bucket in buckets:
        bucket["end"] = map.last_day(bucket["start"], granularity)
    return {"granularity": granularity, "buckets": buckets, "first": found.first, "last": found.last}


def bucket_starts(first: date, last: date, granularity: str) -> list[date]:
    """The first days of all buckets from the one that holds `first` to the one that holds `last`."""
    start = {
        "day": first,
        "week": first - timedelta(days=first.weekday()),
        "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
    }[granularity]
    starts = []
    while start <= last:
        starts.append(start)
        start = map.last_day(start, granularity) + timedelta(days=1)
    return starts


def breakdown(selection: Selection, by: str) -> list[dict[str, Any]]:
    """[{key, count, killed, killed_unstated}], most incidents first, at most 500; see `map.breakdown`."""
    held = _view(selection)
    if held is None:
        return map.breakdown(selection.incidents, by)
    found: dict[Any, Any]
    if by == "actor":
        found = answers.by_actor(*held)
    elif by in REGION_LEVELS:
        found = answers.by_region(*held, REGION_LEVELS[by])
    else:
        found = CODES[by](*held)
    return map.most_first(
        {"key": key, "count": int(sums[0]), "killed": int(sums[1]), "killed_unstated": int(sums[2])}
        for key, sums in found.items()
    )
