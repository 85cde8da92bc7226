"""GeoJSON (RFC 7946): one FeatureCollection of points whose properties are named like the CSV's columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from incidents.ingest.sources import FileRefused, RawRow, RefusedRow, open_refused

WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")


def raw_rows(
    path: Path, known_columns: frozenset[str], required: frozenset[str]
) -> Iterator[RawRow | RefusedRow]:
    """Rows by feature number. Raises FileRefused when the file is no FeatureCollection in WGS84."""
    open_refused(path)
    collection = _collection(path)
    for number, feature in enumerate(collection, 1):
        yield _row(number, feature, known_columns, required)


def _collection(path: Path) -> list[Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse_constant)
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


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number of JSON")


def _row(number: int, feature: Any, known: frozenset[str], required: frozenset[str]) -> RawRow | RefusedRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return RefusedRow(number, "", "is not a Feature")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return RefusedRow(number, "properties", "are missing")
    cells = {str(name).strip().lower(): _text(value) for name, value in properties.items()}
    cells = {name: text for name, text in cells.items() if text}
    if "external_id" not in cells and feature.get("id") not in (None, ""):
        cells["external_id"] = _text(feature["id"])
    unknown = sorted(set(cells) - known)
    if unknown:
        return RefusedRow(number, unknown[0][:100], "is not a known property; see docs/data-dictionary.md")
    if any("\x00" in text for text in cells.values()):
        return RefusedRow(number, "", "holds a NUL character")
    missing = sorted(required - set(cells))
    if missing:
        return RefusedRow(number, missing[0], "is missing")
    problem = _add_point(cells, feature.get("geometry"))
    return (
        RefusedRow(number, "geometry", problem, json.dumps(cells)[:500]) if problem else RawRow(number, cells)
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(map(_text, value))
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value).strip() if not isinstance(value, int) or abs(value) < 10**30 else "?"


def _add_point(cells: dict[str, str], geometry: Any) -> str:
    """Puts the point into longitude and latitude; returns what is wrong with it, or nothing."""
    if geometry is None:
        return ""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
        return f"is {str(kind)[:40]}: a Point or null is expected"
    position = geometry.get("coordinates")
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
