"""The map's answer as GeoJSON: clusters and single incidents. Coordinates are (lon, lat) in degrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from incidents.codes import Audience, GeoPrecision
from incidents.columns.answers import Cell, Counted
from incidents.columns.grid import bounds
from incidents.columns.memory import Memory, recalled
from incidents.models import Incident
from incidents.querysets import axis

_SINGLE = (
    "pk", "public_id", "longitude", "latitude", "event_type", "date_start", "date_end", "time_precision",
    "geo_precision", "radius_m", "verification", "killed_low", "killed_best", "killed_high", "synthetic",
    "place__name", "region__name", "region__name_en", "from_longitude", "from_latitude", "to_longitude",
    "to_latitude",
)  # fmt: skip
_PASSED_AS_THEY_ARE = _SINGLE[4:15]


def feature_collection(
    counted: Counted, audience: Audience | int, remembered: Memory | None = None
) -> dict[str, Any]:
    """The FeatureCollection of the cells, with the counts around it; `remembered` is of the columns' view."""
    remembered = {} if remembered is None else remembered
    singles = [cell.incident for cell in counted.cells if cell.count == 1]
    return {
        "type": "FeatureCollection",
        "features": [
            *single_features(singles, audience, remembered),
            *(cluster_feature(cell, counted.across) for cell in counted.cells if cell.count > 1),
        ],
        **counts(counted, audience, remembered),
    }


def counts(counted: Counted, audience: Audience | int, remembered: Memory | None = None) -> dict[str, Any]:
    """How many and how many killed: total = in_frame + outside + unplaced; `killed` is of those in the frame."""
    in_frame = sum(cell.count for cell in counted.cells)
    return {
        "total": counted.total,
        "in_frame": in_frame,
        "outside": counted.placed - in_frame,
        "unplaced": counted.total - counted.placed,
        "killed": counted.killed,
        "latest": latest(audience, {} if remembered is None else remembered),
    }


def latest(audience: Audience | int, remembered: Memory) -> datetime | None:
    """When the public record was last changed, as far as this audience sees it."""
    key = (0, "latest", int(audience))
    if key not in remembered:
        newest = Incident.objects.for_audience(audience).order_by("-updated_at")
        remembered[key] = newest.values_list("updated_at", flat=True).first()
    return remembered[key]


def cluster_feature(cell: Cell, across: int) -> dict[str, Any]:
    """A cell of several incidents; its `bbox` is a point where all of them lie at one, else the cell."""
    at = _rounded(cell.longitude, cell.latitude)
    box = (*at, *at) if cell.one_place else _rounded_bounds(cell.column, cell.row, across)
    return {
        "type": "Feature",
        "id": f"cluster:{cell.column}:{cell.row}",
        "geometry": {"type": "Point", "coordinates": at},
        "properties": {
            "kind": "cluster",
            "count": cell.count,
            "killed": cell.killed,
            "killed_unstated": cell.unstated,
            "unverified": cell.unverified,
            "types": cell.types,
            "bbox": box,
        },
    }


@lru_cache(maxsize=50_000)
def _rounded_bounds(column: int, row: int, across: int) -> tuple[float, ...]:
    return tuple(round(edge, 5) for edge in bounds(column, row, across))


def single_features(ids: Sequence[int], audience: Audience | int, remembered: Memory) -> list[dict[str, Any]]:
    """The incidents with these ids that the audience may see; one query for those not remembered."""
    found = recalled(
        ids,
        ("feature", int(audience), get_language()),
        remembered,
        lambda unknown: {row["pk"]: _single_feature(row) for row in _single_rows(unknown, audience)},
    )
    return [found[pk] for pk in ids if pk in found]


def _single_rows(ids: Sequence[int], audience: Audience | int) -> Iterator[dict[str, Any]]:
    rows = Incident.objects.for_audience(audience).filter(pk__in=list(ids), point__isnull=False)
    placed = rows.annotate(
        longitude=axis("ST_X"),
        latitude=axis("ST_Y"),
        from_longitude=axis("ST_X", "place__point"),
        from_latitude=axis("ST_Y", "place__point"),
        to_longitude=axis("ST_X", "second_place__point"),
        to_latitude=axis("ST_Y", "second_place__point"),
    )
    for row in placed.order_by().values_list(*_SINGLE):
        yield dict(zip(_SINGLE, row, strict=True))


def _single_feature(row: dict[str, Any]) -> dict[str, Any]:
    in_english = row["region__name_en"] if get_language() == "en" else None
    return {
        "type": "Feature",
        "id": str(row["public_id"]),
        "geometry": {"type": "Point", "coordinates": _rounded(row["longitude"], row["latitude"])},
        "properties": {
            "kind": "incident",
            **{name: row[name] for name in _PASSED_AS_THEY_ARE},
            "place": row["place__name"],
            "region": in_english or row["region__name"],
            "road": _road(row),
        },
    }


def _road(row: dict[str, Any]) -> list[list[float]] | None:
    """The two ends (lon, lat) of the road that the incident lies on, when its precision is a road."""
    if row["geo_precision"] != GeoPrecision.ROAD or None in (row["from_longitude"], row["to_longitude"]):
        return None
    return [
        _rounded(row["from_longitude"], row["from_latitude"]),
        _rounded(row["to_longitude"], row["to_latitude"]),
    ]


def _rounded(longitude: float, latitude: float) -> list[float]:
    return [round(longitude, 5), round(latitude, 5)]
