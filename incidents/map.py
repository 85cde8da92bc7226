"""Selections as pictures: clusters for the map, a histogram for the timeline, counts for breakdowns.

All of them take an already narrowed `IncidentQuerySet` and answer from public columns only. Coordinates
are (lon, lat) in degrees. The sums of a map add up: total = in_frame + outside + unplaced.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

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
    Value,
)
from django.db.models.functions import Coalesce, TruncDay, TruncMonth, TruncWeek, TruncYear

from incidents.codes import EventType, GeoPrecision, Verification
from incidents.flat import PASSED_ON
from incidents.models import Incident, Involvement
from incidents.querysets import BoundingBox, IncidentQuerySet

# A tile has 256 px; a cluster cell a quarter of that, so that neighbouring symbols do not overlap.
CELLS_PER_TILE = 4
MAX_CELLS = 4_096
MERCATOR_LIMIT = 85.0511
WORLD: BoundingBox = (-180.0, -90.0, 180.0, 90.0)
HOLLOW = (Verification.UNVERIFIED, Verification.DISPUTED, Verification.REFUTED)


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
def clusters(selection: IncidentQuerySet, frame: BoundingBox, zoom: int) -> dict[str, Any]:
    """The map's FeatureCollection: single incidents and clusters of the frame, and the counts around it.

    Two queries for the features, two for the counts, however many incidents there are.
    """
    in_frame = selection.within(frame)
    cells = _cells(in_frame, _cells_across(frame, zoom))
    single_ids = [cell["first"] for cell in cells if cell["count"] == 1]
    features = [
        *_single_features(single_ids),
        *(_cluster_feature(cell) for cell in cells if cell["count"] > 1),
    ]
    counts = selection.order_by().aggregate(
        total=Count("pk"), placed=Count("point"), latest=Max("updated_at")
    )
    framed = sum(cell["count"] for cell in cells)
    return {
        "type": "FeatureCollection",
        "features": features,
        "total": counts["total"],
        "in_frame": framed,
        "outside": counts["placed"] - framed,
        "unplaced": counts["total"] - counts["placed"],
        "killed": killed(in_frame),
        "latest": counts["latest"],
    }


def _cells_across(frame: BoundingBox, zoom: int) -> int:
    """How many cells go round the world: by zoom, halved until the frame holds a bounded number."""
    west, south, east, north = frame
    width = (east - west if west <= east else 360 - west + east) / 360
    height = abs(_mercator_row(south) - _mercator_row(north))
    across = CELLS_PER_TILE * 2 ** max(0, min(zoom, 20))
    while across > CELLS_PER_TILE and width * across * height * across > MAX_CELLS:
        across //= 2
    return int(across)


def _mercator_row(latitude: float) -> float:
    """0 at the top of the web Mercator world, 1 at its foot."""
    radians = math.radians(max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude)))
    return (1 - math.asinh(math.tan(radians)) / math.pi) / 2


class _Axis(Func):
    output_field = FloatField()

    def __init__(self, function: str) -> None:
        super().__init__(F("point"), function=function)


def _cell_expressions(across: int) -> dict[str, Any]:
    column = Func(
        _Axis("ST_X"), Value(across), template="floor((%(expressions)s)", arg_joiner=" + 180) / 360 * ",
        output_field=IntegerField(),
    )  # fmt: skip
    row = Func(
        _Axis("ST_Y"), Value(across),
        template="floor((1 - asinh(tan(radians(greatest(-85.0511, least(85.0511, %(expressions)s)",
        arg_joiner="))))) / pi()) / 2 * ", output_field=IntegerField(),
    )  # fmt: skip
    return {"column": column, "row": row}


def _cells(in_frame: IncidentQuerySet, across: int) -> list[dict[str, Any]]:
    longitude, latitude = _Axis("ST_X"), _Axis("ST_Y")
    celled: Any = in_frame.filter(point__isnull=False).order_by().annotate(**_cell_expressions(across))
    grouped = celled.values("column", "row").annotate(
        first=Min("pk"),
        unverified=Count("pk", filter=Q(verification__in=HOLLOW)),
        longitude=Avg(longitude),
        latitude=Avg(latitude),
        west=Min(longitude),
        south=Min(latitude),
        east=Max(longitude),
        north=Max(latitude),
        **_toll_columns(),
        **_type_columns(),
    )
    return list(grouped)


def _cluster_feature(cell: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"cluster:{cell['column']}:{cell['row']}",
        "geometry": {"type": "Point", "coordinates": _rounded(cell["longitude"], cell["latitude"])},
        "properties": {
            "kind": "cluster",
            "count": cell["count"],
            "killed": int(cell["killed"]),
            "killed_unstated": cell["killed_unstated"],
            "unverified": cell["unverified"],
            "types": _types_of(cell),
            "bbox": [round(cell[side], 5) for side in ("west", "south", "east", "north")],
        },
    }


def _single_features(ids: Iterable[int]) -> list[dict[str, Any]]:
    rows = (
        Incident.objects.filter(pk__in=list(ids))
        .select_related("place", "second_place", "region")
        .only(
            "public_id", "event_type", "date_start", "date_end", "time_precision", "geo_precision", "radius_m",
            "verification", "killed_low", "killed_best", "killed_high", "synthetic", "point",
            "place__name", "place__point", "second_place__point",
            "region__name", "region__name_en",
        )
        .order_by("pk")
    )  # fmt: skip
    return [_single_feature(row) for row in rows]


def _single_feature(row: Incident) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(row.public_id),
        "geometry": {"type": "Point", "coordinates": _rounded(*_position(row))},
        "properties": {
            "kind": "incident",
            "event_type": row.event_type,
            "date_start": row.date_start,
            "date_end": row.date_end,
            "time_precision": row.time_precision,
            "geo_precision": row.geo_precision,
            "radius_m": row.radius_m,
            "verification": row.verification,
            "killed_low": row.killed_low,
            "killed_best": row.killed_best,
            "killed_high": row.killed_high,
            "place": row.place.name if row.place else None,
            "region": row.region.label if row.region else None,
            "synthetic": row.synthetic,
            "road": _road(row),
        },
    }


def _position(row: Incident) -> tuple[float, float]:
    """(lon, lat) of an incident that has a point: single cells hold no others."""
    if row.point is None:
        raise ValueError(f"incident {row.pk} has no public point")
    return row.point.x, row.point.y


def _road(row: Incident) -> list[list[float]] | None:
    """The two ends (lon, lat) of the road that the incident lies on, when its precision is a road."""
    if row.geo_precision != GeoPrecision.ROAD or row.place is None or row.second_place is None:
        return None
    ends = (row.place.point, row.second_place.point)
    return [_rounded(end.x, end.y) for end in ends if end is not None] if None not in ends else None


def _rounded(longitude: float, latitude: float) -> list[float]:
    return [round(longitude, 5), round(latitude, 5)]


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
    name, truncate = next((name, function) for limit, name, function in GRANULARITIES if days <= limit)
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
BREAKDOWNS = {
    "region": "region__admin1",
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
    return [
        {**row, "key": row["key"] or None, "killed": int(row["killed"])}
        for row in rows.order_by("-count", "key")[:500]
    ]


def _by_column(selection: IncidentQuerySet, column: str) -> Any:
    return selection.order_by().values(key=F(column)).annotate(**_toll_columns())


def _by_actor(selection: IncidentQuerySet) -> Any:
    parties = Involvement.objects.filter(PASSED_ON, actor__isnull=False)
    same = parties.filter(incident=OuterRef("incident"), actor=OuterRef("actor"), pk__lt=OuterRef("pk"))
    # An actor that two sources name is one party of the incident.
    once = parties.filter(~Exists(same), incident__in=selection.order_by().values("pk")).order_by()
    return once.values(key=F("actor__slug")).annotate(**_toll_columns("incident__"))
