"""Selections summed up by plain SQL: cells for the map, a histogram for the timeline, counts for breakdowns.

All of them take an already narrowed `IncidentQuerySet` and read public columns only. What the column
snapshot answers faster (incidents/columns) means the same as this; `picture.py` chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.gis.db.models import Extent
from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, NullIf, TruncDay, TruncMonth, TruncWeek, TruncYear

from incidents.codes import EventType
from incidents.columns.answers import About, Cell, Counted
from incidents.columns.grid import grid_of, latitude_of
from incidents.columns.layout import MERCATOR_LIMIT
from incidents.columns.sums import HOLLOW
from incidents.flat import PASSED_ON
from incidents.models import Involvement
from incidents.querysets import BoundingBox, IncidentQuerySet, axis


def killed(incidents: IncidentQuerySet) -> dict[str, int]:
    """{low, best, high, unstated} over the selection; unstated tolls are counted beside, never as zero.

    An unknown low adds nothing, an unknown best falls back to low, an unknown high to best, then to low.
    """
    best = Coalesce("killed_best", "killed_low")
    sums = incidents.order_by().aggregate(
        low=Coalesce(Sum(Coalesce("killed_low", "killed_best")), 0),
        best=Coalesce(Sum(best), 0),
        high=Coalesce(Sum(Coalesce("killed_high", "killed_best", "killed_low")), 0),
        unstated=Count("pk", filter=Q(killed_best__isnull=True, killed_low__isnull=True)),
    )
    return {name: int(value) for name, value in sums.items()}


def about(selection: IncidentQuerySet) -> About:
    """How many incidents, how many of them with a point, made up, or without an upper toll, and their box."""
    found = selection.order_by().aggregate(
        count=Count("pk"),
        placed=Count("point"),
        synthetic=Count("pk", filter=Q(synthetic=True)),
        open_tolls=Count("pk", filter=Q(killed_high__isnull=True)),
        box=Extent("point"),
    )
    return About(**found)


def _toll_columns(prefix: str = "") -> dict[str, Any]:
    best, low = f"{prefix}killed_best", f"{prefix}killed_low"
    unstated = Q(**{f"{best}__isnull": True, f"{low}__isnull": True})
    return {
        "count": Count("pk"),
        "killed": Coalesce(Sum(Coalesce(best, low)), 0),
        "killed_unstated": Count("pk", filter=unstated),
    }


def _type_columns() -> dict[str, Any]:
    return {f"n_{code}": Count("pk", filter=Q(event_type=code)) for code in EventType.values}


def _types_of(row: dict[str, Any]) -> dict[str, int]:
    """How many of each event type a grouped row holds; types without any are left out."""
    return {code: row[f"n_{code}"] for code in EventType.values if row[f"n_{code}"]}


# Map ---------------------------------------------------------------------------------------------------
def clusters(selection: IncidentQuerySet, frame: BoundingBox, zoom: int) -> Counted:
    """The cells of the frame and the counts around it: four queries, however many incidents there are."""
    in_frame = selection.within(frame)
    grid = grid_of(frame, zoom)
    counts = selection.order_by().aggregate(total=Count("pk"), placed=Count("point"))
    return Counted(
        cells=_cells(in_frame, grid.across),
        across=grid.across,
        total=counts["total"],
        placed=counts["placed"],
        killed=killed(in_frame),
    )


class _Share(Func):
    """How far down the web Mercator world the point lies: 0 at its top, 1 at its foot."""

    output_field = FloatField()
    template = f"((1 - asinh(tan(radians(greatest(-{MERCATOR_LIMIT}, least({MERCATOR_LIMIT}, ST_Y(%(expressions)s)))))) / pi()) / 2)"

    def __init__(self) -> None:
        super().__init__(F("point"))


def _cell_expressions(across: int) -> dict[str, Any]:
    column = Func(
        axis("ST_X"), Value(across), template="floor((%(expressions)s)", arg_joiner=" + 180) / 360 * ",
        output_field=IntegerField(),
    )  # fmt: skip
    row = Func(_Share(), Value(across), function="floor", arg_joiner=" * ", output_field=IntegerField())
    return {"column": column, "row": row}


def _cells(in_frame: IncidentQuerySet, across: int) -> list[Cell]:
    longitude, latitude = axis("ST_X"), axis("ST_Y")
    celled: Any = in_frame.filter(point__isnull=False).order_by().annotate(**_cell_expressions(across))
    grouped = celled.values("column", "row").annotate(
        first=Min("pk"),
        unverified=Count("pk", filter=Q(verification__in=HOLLOW)),
        longitude=Avg(longitude),
        share=Avg(_Share()),
        west=Min(longitude),
        south=Min(latitude),
        east=Max(longitude),
        north=Max(latitude),
        **_toll_columns(),
        **_type_columns(),
    )
    return [
        Cell(
            column=row["column"], row=row["row"], count=row["count"], killed=int(row["killed"]),
            unstated=row["killed_unstated"], unverified=row["unverified"], types=_types_of(row),
            longitude=row["longitude"], latitude=latitude_of(row["share"]), incident=row["first"],
            one_place=row["west"] == row["east"] and row["south"] == row["north"],
        )
        for row in grouped
    ]  # fmt: skip


# Timeline ------------------------------------------------------------------------------------------------
GRANULARITIES = (
    (92, "day", TruncDay),
    (2 * 366, "week", TruncWeek),
    (15 * 366, "month", TruncMonth),
    (10_000 * 366, "year", TruncYear),
)


def timeline(
    selection: IncidentQuerySet, span: tuple[date | None, date | None] = (None, None)
) -> dict[str, Any]:
    """Histogram by first day: {granularity, buckets, first, last}. The span of days chooses day to year."""
    ends = selection.order_by().aggregate(first=Min("date_start"), last=Max("date_start"))
    if ends["first"] is None:
        return {"granularity": "day", "buckets": [], "first": None, "last": None}
    first, last = span[0] or ends["first"], span[1] or ends["last"]
    days = (last - first).days + 1
    name = granularity_of(days)
    truncate = next(function for _limit, known, function in GRANULARITIES if known == name)
    rows: Any = (
        selection.order_by()
        .annotate(start=truncate("date_start"))
        .values("start")
        .annotate(**_toll_columns(), **_type_columns())
        .order_by("start")
    )
    return {
        "granularity": name,
        "buckets": [_bucket(row, name) for row in rows],
        "first": ends["first"],
        "last": ends["last"],
    }


def _bucket(row: dict[str, Any], granularity: str) -> dict[str, Any]:
    start: date = row["start"]
    return {
        "start": start,
        "end": last_day(start, granularity),
        "count": row["count"],
        "killed": int(row["killed"]),
        "killed_unstated": row["killed_unstated"],
        "types": _types_of(row),
    }


def granularity_of(days: int) -> str:
    """day, week, month or year for a span of so many days."""
    return next(name for limit, name, _function in GRANULARITIES if days <= limit)


def last_day(start: date, granularity: str) -> date:
    """The last day of the bucket that begins at `start`."""
    if granularity == "day":
        return start
    if granularity == "week":
        return start + timedelta(days=6)
    if granularity == "month":
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(start.year, 12, 31)


# Breakdown -----------------------------------------------------------------------------------------------
MOST_ROWS = 500
BREAKDOWNS = {
    "region": "region__admin1",
    "admin2": "region__admin2",
    "country": "region__country",
    "type": "event_type",
    "verification": "verification",
    "actor": "",
}


def breakdown(selection: IncidentQuerySet, by: str) -> list[dict[str, Any]]:
    """[{key, count, killed, killed_unstated}], most incidents first, at most 500.

    By actor an incident counts once for each actor it involves, so those rows do not add up to the total.
    """
    rows = _by_actor(selection) if by == "actor" else _by_column(selection, BREAKDOWNS[by])
    return most_first({**row, "killed": int(row["killed"])} for row in rows)


def most_first(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a breakdown in their order: most incidents first, then by key, no key last; at most 500."""
    return sorted(rows, key=lambda row: (-row["count"], row["key"] is None, row["key"] or ""))[:MOST_ROWS]


def _by_column(selection: IncidentQuerySet, column: str) -> Any:
    # A unit that has no code at this level is as unknown as no unit.
    key = NullIf(F(column), Value("", output_field=TextField()), output_field=TextField())
    return selection.order_by().values(key=key).annotate(**_toll_columns())


def _by_actor(selection: IncidentQuerySet) -> Any:
    parties = Involvement.objects.filter(PASSED_ON, actor__isnull=False)
    same = parties.filter(incident=OuterRef("incident"), actor=OuterRef("actor"), pk__lt=OuterRef("pk"))
    # An actor that two sources name is one party of the incident.
    once = parties.filter(~Exists(same), incident__in=selection.order_by().values("pk")).order_by()
    return once.values(key=F("actor__slug")).annotate(**_toll_columns("incident__"))
