"""Bytes of an answer: JSON by orjson, CSV that no spreadsheet executes, GeoJSON feature by feature."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from incidents.flat import COLUMN_NAMES

JSON_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
NOT_PROPERTIES = frozenset({"id", "longitude", "latitude"})
GEOJSON = "application/geo+json"
# Rows of a stream that are written at once: it stays prompt, and cheap.
BLOCK = 500
CSV = "text/csv; charset=utf-8"


def as_json(value: Any) -> bytes:
    """JSON bytes; datetimes in UTC with a Z, lazy translations as text."""
    return orjson.dumps(value, default=str, option=JSON_OPTIONS)


class NeverRefused(DefaultContentNegotiation):
    """An Accept header is a wish: what a view does not offer is answered as JSON, not with 406."""

    def select_renderer(
        self, request: Any, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return b"" if data is None else as_json(data)


def csv_cell(value: Any) -> Any:
    """A cell as text; lists joined by `;`. A text that a spreadsheet would execute gets a leading quote."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = ";".join(map(str, value))
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return value


def csv_lines(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMN_NAMES) -> Iterator[str]:
    """Header and rows of these columns, in blocks of some hundred lines so that a stream stays both prompt and cheap."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([csv_cell(row[name]) for name in columns])
        if number % BLOCK == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def feature(row: Mapping[str, Any], columns: Sequence[str] | None = None) -> dict[str, Any]:
    """A GeoJSON feature (RFC 7946): (lon, lat), null geometry where no point is public.

    `columns` are its properties, all of the row unless given; id and coordinates have their own places.
    """
    return features_of([row], columns)[0]


def features_of(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """The features of these rows; see `feature`."""
    if columns is None:
        found = [{name: value for name, value in row.items() if name not in NOT_PROPERTIES} for row in rows]
    else:
        names = [name for name in columns if name not in NOT_PROPERTIES]
        found = [{name: row[name] for name in names} for row in rows]
        for properties, row in zip(found, rows, strict=True):
            if "withheld" in row:
                properties["withheld"] = row["withheld"]
    return [
        {"type": "Feature", "id": row["id"], "geometry": _geometry(row), "properties": properties}
        for row, properties in zip(rows, found, strict=True)
    ]


def _geometry(row: Mapping[str, Any]) -> dict[str, Any] | None:
    longitude = row["longitude"]
    return None if longitude is None else {"type": "Point", "coordinates": [longitude, row["latitude"]]}


def feature_collection(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None, **members: Any
) -> Iterator[bytes]:
    """One FeatureCollection, streamed; `members` are foreign members of the collection."""
    head = as_json({"type": "FeatureCollection", **members})[:-1]
    yield head + b',"features":['
    waiting = iter(rows)
    separator = b""
    while block := list(islice(waiting, BLOCK)):
        # A line for each feature: a release reads its own file again by lines.
        yield separator + b",\n".join([as_json(one) for one in features_of(block, columns)])
        separator = b",\n"
    yield b"]}"
