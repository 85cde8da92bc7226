"""Keyset pages: a cursor holds the last row's sort key, so page 9,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import IntegerField, Q, Value
from django.db.models.functions import Coalesce
from rest_framework.request import Request

from incidents import picture
from incidents.api.problems import BadParameters
from incidents.api.selection import Selection
from incidents.columns.memory import Memory, recalled
from incidents.columns.pages import NOWHERE_M, Place
from incidents.flat import flat_rows_of
from incidents.querysets import IncidentQuerySet

DEFAULT_LIMIT = 100
MAX_LIMIT = 1_000
LARGEST_ID = 2**63 - 1
LARGEST_TOLL = 2**31 - 1
Point = tuple[float, float]


@dataclass(frozen=True)
class Order:
    """A total order of incidents: a column and then the id, both in one direction."""

    column: str
    descending: bool
    parse: Callable[[Any], Any]

    def beyond(self, after: Place, *, column: str | None = None, pk: str = "id") -> Q:
        """The condition for what follows a place."""
        # Its first part lets the index begin at the right place; the second decides among equals.
        name, comparison = column or self.column, "lt" if self.descending else "gt"
        value, last = after
        following = Q(**{f"{name}__{comparison}": value}) | Q(**{name: value, f"{pk}__{comparison}": last})
        return Q(**{f"{name}__{comparison}e": value}) & following


Page = tuple[list[dict[str, Any]], str | None]  # (rows, address of the next page)


def _toll(value: Any) -> int:
    if not isinstance(value, int) or not -1 <= value <= LARGEST_TOLL:
        raise ValueError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _metres(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value <= NOWHERE_M:
        raise ValueError
    return value


ORDERS = {
    "newest": Order("date_start", True, date.fromisoformat),
    "oldest": Order("date_start", False, date.fromisoformat),
    # An unstated toll sorts after every stated one; it is not a zero.
    "deadliest": Order("toll_rank", True, _toll),
    "updated": Order("updated_at", True, _moment),
    # What has no public point comes last.
    "nearest": Order("metres", False, _metres),
}
# The columns do not hold when the record was last changed.
NOT_HELD = {"updated"}


def in_order(incidents: IncidentQuerySet, name: str, near: Point | None = None) -> Any:
    """The incidents in one of the ORDERS; `near` is the (lon, lat) that `nearest` measures from, degrees."""
    order = ORDERS[name]
    direction = "-" if order.descending else ""
    if order.column == "toll_rank":
        rank = Coalesce("killed_best", "killed_low", Value(-1), output_field=IntegerField())
        incidents = incidents.annotate(toll_rank=rank)
    if order.column == "metres":
        incidents = incidents.with_metres_from(*(near or settings.MAP_CENTRE), nowhere=NOWHERE_M)
    return incidents.order_by(f"{direction}{order.column}", f"{direction}id")


def page_of(
    chosen: Selection, request: Request, near: Point | None = None, *, sort: str | None = None
) -> Page:
    """(flat rows of the page, address of the next page or None); reads `limit`, `cursor` and, unless given, `sort`."""
    name = sort or request.query_params.get("sort") or "newest"
    return cursor_page(
        request,
        name,
        limit_of(request),
        lambda limit, after: places_of(chosen, name, limit, after=after, near=near),
        lambda places, memory: rows_at(places, chosen.audience, memory),
    )


def cursor_page(
    request: Request,
    name: str,
    limit: int,
    places_after: Callable[[int, Place | None], tuple[list[Place], Memory]],
    rows_at: Callable[[list[Place], Memory], list[dict[str, Any]]],
) -> Page:
    """A page of the list that `places_after` (how many, after which place) orders by `name`; with the places it
    gives what is remembered of single incidents, for `rows_at`."""
    query = request.query_params
    after = _place(name, query["cursor"]) if query.get("cursor") else None
    places, memory = places_after(limit + 1, after)
    page = rows_at(places[:limit], memory)
    if len(places) <= limit:
        return page, None
    following = request.build_absolute_uri(request.path)
    return page, f"{following}?{_with_cursor(query, _cursor(name, *places[limit - 1]))}"


def places_of(
    chosen: Selection, name: str, limit: int, *, after: Place | None = None, near: Point | None = None
) -> tuple[list[Place], Memory]:
    """The next (value, id) of the selection in one of the ORDERS, by the columns where they hold it; and what is
    remembered of single incidents, for `rows_at`."""
    near = near or settings.MAP_CENTRE
    held = None if name in NOT_HELD else picture.page_of_ids(chosen, name, limit, after=after, near=near)
    return (places_by_sql(chosen.incidents, name, limit, after, near), {}) if held is None else held


def rows_at(places: Sequence[Place], audience: int, memory: Memory) -> list[dict[str, Any]]:
    """The flat rows at these places, in their order; four queries for those that are not remembered."""
    found = recalled(
        [pk for _value, pk in places],
        ("row", int(audience)),
        memory,
        lambda unknown: flat_rows_of(unknown, audience),
    )
    return [found[pk] for _value, pk in places if pk in found]


def places_by_sql(
    incidents: IncidentQuerySet, name: str, limit: int, after: Place | None, near: Point | None = None
) -> list[Place]:
    """The next (value, id) of these incidents in one of the ORDERS, asked of the database."""
    order = ORDERS[name]
    rows = in_order(incidents, name, near)
    if after is not None:
        rows = rows.filter(order.beyond(after))
    return list(rows.values_list(order.column, "pk")[:limit])


def limit_of(request: Request) -> int:
    """How many rows a page holds; raises BadParameters."""
    text = request.query_params.get("limit")
    if not text:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 4) or not 1 <= int(text) <= MAX_LIMIT:
        raise BadParameters(
            [{"parameter": "limit", "message": f"takes a whole number from 1 to {MAX_LIMIT}"}]
        )
    return int(text)


def _cursor(name: str, value: Any, pk: int) -> str:
    plain = json.dumps([name, value.isoformat() if hasattr(value, "isoformat") else value, pk])
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _place(name: str, cursor: str) -> Place:
    """The (value, id) that a cursor of this order holds; raises BadParameters."""
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        sort, value, pk = json.loads(plain)
        if sort != name or not isinstance(pk, int) or not 0 <= pk <= LARGEST_ID:
            raise ValueError
        return ORDERS[name].parse(value), pk
    except (ValueError, TypeError, RecursionError, binascii.Error):
        message = "is not a cursor of this list: follow the `next` address as it is"
        raise BadParameters([{"parameter": "cursor", "message": message}]) from None


def _with_cursor(query: Any, cursor: str) -> str:
    following = query.copy()
    following["cursor"] = cursor
    return str(following.urlencode())
