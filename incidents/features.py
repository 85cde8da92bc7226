"""The map's answer as GeoJSON: clusters and single incidents. Coordinates are (lon, lat) in degrees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from incidents.codes import Audience, GeoPrecision
from incidents.columns.answers import Cell, Counted
from incidents.columns.grid import bounds
from incidents.models import Incident

_SINGLE = (
    "public_id", "point", "event_type", "date_start", "date_end", "time_precision", "geo_precision", "radius_m",
    "verification", "killed_low", "killed_best", "killed_high", "synthetic", "place__name", "place__point",
    "second_place__point", "region__name", "region__name_en",
)  # fmt: skip


def feature_collection(counted: Counted, audience: Audience | int) -> dict[str, Any]:
    """The FeatureCollection of the cells, with the counts around it."""
    singles = [cell.incident for cell in counted.cells if cell.count == 1]
    return {
        "type": "FeatureCollection",
        "features": [
            *single_features(singles, audience),
            *(cluster_feature(cell, counted.across) for cell in counted.cells if cell.count > 1),
        ],
        **counts(counted, audience),
    }


def counts(counted: Counted, audience: Audience | int) -> dict[str, Any]:
    """How many and how many killed: total = in_frame + outside + unplaced; `killed` is of those in the frame."""
    in_frame = sum(cell.count for cell in counted.cells)
    return {
        "total": counted.total,
        "in_frame": in_frame,
        "outside": counted.placed - in_frame,
        "unplaced": counted.total - counted.placed,
        "killed": counted.killed,
        "latest": latest(audience),
    }


def latest(audience: Audience | int) -> datetime | None:
    """When the public record was last changed, as far as this audience sees it."""
    newest = Incident.objects.for_audience(audience).order_by("-updated_at")
    return newest.values_list("updated_at", flat=True).first()


def cluster_feature(cell: Cell, across: int) -> dict[str, Any]:
    """A cell of several incidents; its `bbox` is a point where all of them lie at one, else the cell."""
    at = _rounded(cell.longitude, cell.latitude)
    box = [*at, *at] if cell.one_place else [round(edge, 5) for edge in bounds(cell.column, cell.row, across)]
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


def single_features(ids: Sequence[int], audience: Audience | int) -> list[dict[str, Any]]:
    """The incidents with these ids that the audience may see; one query."""
    if not ids:
        return []
    rows = Incident.objects.for_audience(audience).filter(pk__in=list(ids), point__isnull=False)
    return [
        _single_feature(dict(zip(_SINGLE, row, strict=True)))
        for row in rows.order_by("pk").values_list(*_SINGLE)
    ]


def _single_feature(row: dict[str, Any]) -> dict[str, Any]:
    names = {"en": row["region__name_en"]} if get_language() == "en" else {}
    properties = {name: row[name] for name in _SINGLE[2:13]}
    return {
        "type": "Feature",
        "id": str(row["public_id"]),
        "geometry": {"type": "Point", "coordinates": _rounded(row["point"].x, row["point"].y)},
        "properties": {
            "kind": "incident",
            **properties,
            "place": row["place__name"],
            "region": names.get("en") or row["region__name"],
            "road": _road(row),
        },
    }


def _road(row: dict[str, Any]) -> list[list[float]] | None:
    """The two ends (lon, lat) of the road that the incident lies on, when its precision is a road."""
    ends = (row["place__point"], row["second_place__point"])
    if row["geo_precision"] != GeoPrecision.ROAD or None in ends:
        return None
    return [_rounded(end.x, end.y) for end in ends]


def _rounded(longitude: float, latitude: float) -> list[float]:
    return [round(longitude, 5), round(latitude, 5)]
