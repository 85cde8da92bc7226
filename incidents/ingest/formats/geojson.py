"""GeoJSON (RFC 7946): one FeatureCollection of points whose properties are named like the CSV's columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from incidents.ingest.formats import FileRefused, RawRow, RefusedRow, Table, refuse_unreadable, storable
from incidents.ingest.formats.jsonobjects import TWICE, cells_of, parsed, text_of

WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")
# Parsed JSON takes several times the room of its text.
MAX_FILE_BYTES = 50 * 1024 * 1024


def open_table(path: Path) -> Table:
    """Features by their number. Raises FileRefused when the file is no FeatureCollection in WGS84."""
    refuse_unreadable(path, MAX_FILE_BYTES)
    rows = [_row(number, feature) for number, feature in enumerate(_collection(path), 1)]
    columns = dict.fromkeys(name for row in rows if isinstance(row, RawRow) for name in row.cells)
    return Table(path.name, tuple(columns), iter(rows), ragged=True, expected=len(rows))


def _collection(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = parsed(text)
    except UnicodeDecodeError as error:
        raise FileRefused(f"{path.name}: is not UTF-8 (byte {error.start})") from None
    except RecursionError:
        raise FileRefused(f"{path.name}: is nested too deeply") from None
    except ValueError as error:
        raise FileRefused(f"{path.name}: is not JSON: {str(error)[:200]}") from None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise FileRefused(f"{path.name}: is not a GeoJSON FeatureCollection")
    crs = json.dumps(data.get("crs") or "CRS84")
    if not any(name in crs for name in WGS84):
        raise FileRefused(
            f"{path.name}: names another coordinate system than WGS84 (RFC 7946 knows no other)"
        )
    features = data.get("features")
    if not isinstance(features, list):
        raise FileRefused(f"{path.name}: has no list of features")
    return features


def _row(number: int, feature: Any) -> RawRow | RefusedRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return RefusedRow(number, "", "is not a Feature")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return RefusedRow(number, "properties", "are missing")
    for part in (feature, feature.get("geometry")):
        if isinstance(part, dict) and TWICE in part:
            return RefusedRow(number, part[TWICE][:100], "occurs twice")
    cells = cells_of(number, properties)
    if isinstance(cells, RefusedRow):
        return cells
    if feature.get("id") not in (None, ""):
        cells.setdefault("id", storable(text_of(feature["id"])))
    problem = _add_point(cells, feature.get("geometry"))
    return (
        RefusedRow(number, "geometry", problem, json.dumps(cells)[:500]) if problem else RawRow(number, cells)
    )


def _add_point(cells: dict[str, str], geometry: Any) -> str:
    """Puts the point into longitude and latitude; returns what is wrong with it, or nothing."""
    if geometry is None:
        return ""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
        return f"is {str(kind)[:40]}: a Point or null is expected"
    position: Any = geometry.get("coordinates")
    numbers = (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in position[:2])
    )
    if not numbers:
        return "has no coordinates [longitude, latitude]"
    for name, number in zip(("longitude", "latitude"), position, strict=False):
        cells[name] = repr(number)[:60]
    return ""
