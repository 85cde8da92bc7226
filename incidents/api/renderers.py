"""Bytes of an answer: JSON by orjson, CSV that no spreadsheet executes, GeoJSON feature by feature."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from incidents.flat import COLUMN_NAMES

JSON_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
NOT_PROPERTIES = frozenset({"id", "longitude", "latitude"})
GEOJSON = "application/geo+json"
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
        if number % 500 == 0:
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
    if columns is None:
        properties = dict(row)
    else:
        properties = {name: row[name] for name in (*columns, "withheld") if name in row}
    for name in NOT_PROPERTIES:
        properties.pop(name, None)
    placed = row["longitude"] is not None
    geometry = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]} if placed else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}


def feature_collection(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None, **members: Any
) -> Iterator[bytes]:
    """One FeatureCollection, streamed; `members` are foreign members of the collection."""
    head = as_json({"type": "FeatureCollection", **members})[:-1]
    yield head + b',"features":['
    separator = b""
    block: list[bytes] = []
    for row in rows:
        block.append(separator + as_json(feature(row, columns)))
        separator = b",\n"
        if len(block) == 500:
            yield b"".join(block)
            block.clear()
    yield b"".join(block) + b"]}"
