"""GeoJSON (RFC 7946): one FeatureCollection of points whose properties are named like the CSV's columns."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from incidents.ingest.formats import FileRefused, RawRow, RefusedRow, Table, refuse_unreadable, storable

WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")
# Parsed JSON takes several times the room of its text.
MAX_FILE_BYTES = 50 * 1024 * 1024
# A longer whole number stays a text: the feature that holds it is refused, not the file.
LONGEST_NUMBER = 40
TWICE = "\x00twice"


def open_table(path: Path) -> Table:
    """Features by their number. Raises FileRefused when the file is no FeatureCollection in WGS84."""
    refuse_unreadable(path, MAX_FILE_BYTES)
    rows = [_row(number, feature) for number, feature in enumerate(_collection(path), 1)]
    columns = dict.fromkeys(name for row in rows if isinstance(row, RawRow) for name in row.cells)
    return Table(path.name, tuple(columns), iter(rows), ragged=True)


def _collection(path: Path) -> list[Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        # NaN and Infinity stay words: a feature with one is refused, the others are taken.
        data = json.loads(text, parse_constant=str, parse_int=_whole, object_pairs_hook=_object)
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


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, with its first repeated name noted: the last value would win without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _value in pairs)
        found[TWICE] = times.most_common(1)[0][0]
    return found


def _row(number: int, feature: Any) -> RawRow | RefusedRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return RefusedRow(number, "", "is not a Feature")
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return RefusedRow(number, "properties", "are missing")
    for part in (feature, properties, feature.get("geometry")):
        if isinstance(part, dict) and TWICE in part:
            return RefusedRow(number, part[TWICE][:100], "occurs twice")
    cells = {name.strip().lower(): _text(value) for name, value in properties.items()}
    if len(cells) < len(properties):
        return RefusedRow(number, "properties", "hold two names that differ in capital letters only")
    cells = {name: text for name, text in cells.items() if text}
    if feature.get("id") not in (None, ""):
        cells.setdefault("id", _text(feature["id"]))
    for name, text in cells.items():
        if storable(name) != name or storable(text) != text:
            return RefusedRow(
                number, storable(name)[:100], "holds a NUL character or half of a character pair"
            )
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
    return str(value).strip()


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
