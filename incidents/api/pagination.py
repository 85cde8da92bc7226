"""Keyset pages: a cursor holds the last row's sort key, so page 9,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Coalesce
from rest_framework.request import Request

from incidents.api.problems import BadParameters
from incidents.flat import flat_columns, flat_row
from incidents.querysets import IncidentQuerySet

DEFAULT_LIMIT = 100
MAX_LIMIT = 1_000
LARGEST_ID = 2**63 - 1
LARGEST_TOLL = 2**31 - 1


@dataclass(frozen=True)
class Order:
    """A total order of incidents: a column and then the id, both in one direction."""

    column: str
    descending: bool
    parse: Callable[[Any], Any]
    of: Callable[[dict[str, Any]], Any]


def _toll(value: Any) -> int:
    if not isinstance(value, int) or not -1 <= value <= LARGEST_TOLL:
        raise ValueError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _toll_rank(row: dict[str, Any]) -> int:
    stated = [toll for toll in (row["killed_best"], row["killed_low"]) if toll is not None]
    return stated[0] if stated else -1


ORDERS = {
    "newest": Order("date_start", True, date.fromisoformat, itemgetter("date_start")),
    "oldest": Order("date_start", False, date.fromisoformat, itemgetter("date_start")),
    # An unstated toll sorts after every stated one; it is not a zero.
    "deadliest": Order("toll_rank", True, _toll, _toll_rank),
    "updated": Order("updated_at", True, _moment, itemgetter("updated_at")),
}


def in_order(incidents: IncidentQuerySet, name: str) -> Any:
    """The incidents in one of the ORDERS."""
    order = ORDERS[name]
    direction = "-" if order.descending else ""
    rank = Coalesce("killed_best", "killed_low", Value(-1), output_field=IntegerField())
    return incidents.annotate(toll_rank=rank).order_by(f"{direction}{order.column}", f"{direction}id")


def page_of(incidents: IncidentQuerySet, request: Request) -> tuple[list[dict[str, Any]], str | None]:
    """(flat rows of the page, address of the next page or None); reads `limit`, `cursor` and `sort`."""
    query = request.query_params
    limit = limit_of(request)
    name = query.get("sort") or "newest"
    order = ORDERS[name]
    rows: Any = in_order(incidents, name)
    if query.get("cursor"):
        rows = _after(rows, order, name, query["cursor"])
    found = list(flat_columns(rows)[: limit + 1])
    page = [flat_row(values) for values in found[:limit]]
    if len(found) <= limit:
        return page, None
    # From the row itself: another query might find it changed or gone.
    cursor = _cursor(name, order.of(page[-1]), found[limit - 1][0])
    following = request.build_absolute_uri(request.path) + "?" + _with_cursor(query, cursor)
    return page, following


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


def _after(rows: Any, order: Order, name: str, cursor: str) -> Any:
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        sort, value, pk = json.loads(plain)
        last = order.parse(value)
        if sort != name or not isinstance(pk, int) or not 0 <= pk <= LARGEST_ID:
            raise ValueError
    except (ValueError, TypeError, RecursionError, binascii.Error):
        message = "is not a cursor of this list: follow the `next` address as it is"
        raise BadParameters([{"parameter": "cursor", "message": message}]) from None
    # The first condition lets the index begin at the right place; the second decides among equals.
    comparison = "lt" if order.descending else "gt"
    beyond = Q(**{f"{order.column}__{comparison}": last}) | Q(**{order.column: last, f"id__{comparison}": pk})
    return rows.filter(Q(**{f"{order.column}__{comparison}e": last}), beyond)


def _with_cursor(query: Any, cursor: str) -> str:
    following = query.copy()
    following["cursor"] = cursor
    return str(following.urlencode())


def by_position(rows: Any, after: int, limit: int, column: str = "number") -> Any:
    """The next rows of a numbered list, for feeds that are followed by number."""
    return rows.filter(**{f"{column}__gt": after}).order_by(F(column).asc())[:limit]
