"""Asking for exports as a reader does, making them as a worker does, and reading the files back."""

from __future__ import annotations

import io
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
from django.test import Client
from openpyxl import load_workbook
from pyogrio import raw

from incidents.exports import making
from incidents.models import Export

ADDRESS = "/api/v1/exports/"
Row = dict[str, Any]


def ask(client: Client, wanted_format: str = "xlsx", query: str = "", **more: Any) -> Any:
    body = {"format": wanted_format, "query": query, **more}
    return client.post(ADDRESS, body, content_type="application/json")


def made(client: Client, wanted_format: str = "xlsx", query: str = "") -> Export:
    """An export that this reader asked for and that is ready."""
    answer = ask(client, wanted_format, query)
    assert answer.status_code == 202, answer.content
    export = Export.objects.get(uuid=answer.json()["id"])
    assert making.work(export.pk) == "ready", Export.objects.get(pk=export.pk).reason
    return fresh(export)


def fresh(export: Export) -> Export:
    return Export.objects.get(pk=export.pk)


def fetch(client: Client, export: Export, **headers: str) -> Any:
    return client.get(f"{ADDRESS}{export.uuid}/file", headers=headers)


def content(answer: Any) -> bytes:
    assert answer.status_code in {200, 206}, answer.content
    return b"".join(answer.streaming_content)


def rows_in(client: Client, export: Export) -> list[Row]:
    """The rows of the file as values of JSON, whatever its format."""
    read = {"xlsx": rows_of_xlsx, "gpkg": rows_of_gpkg}[export.format]
    return read(content(fetch(client, export)))


def rows_of_xlsx(body: bytes) -> list[Row]:
    names, *rows = load_workbook(io.BytesIO(body))["incidents"].iter_rows(values_only=True)
    return [_named(names, row) for row in rows]


def rows_of_gpkg(body: bytes) -> list[Row]:
    with opened(body) as path:
        meta, _fids, _points, columns = raw.read(path)
    return [_named(meta["fields"], row) for row in zip(*columns, strict=True)]


def points_of_gpkg(body: bytes) -> list[bytes | None]:
    with opened(body) as path:
        return list(raw.read(path)[2])


@contextmanager
def opened(body: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.gpkg"
        path.write_bytes(body)
        yield path


def _named(names: Any, values: Any) -> Row:
    return {name: _plain(name, value) for name, value in zip(names, values, strict=True)}


def _plain(name: str, value: Any) -> Any:
    """A value of a file as the list has it: days and moments (in whole seconds) as text, unknown as None."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if name == "updated_at":
        return whole_second(value.replace(tzinfo=UTC))
    if isinstance(value, datetime):  # a sheet knows no day without its midnight
        assert value.time() == time(0), value
        value = value.date()
    return value.isoformat() if isinstance(value, date) else value


def whole_second(moment: datetime) -> str:
    return datetime.fromtimestamp(round(moment.timestamp()), UTC).isoformat()


def rows_of_api(client: Client, query: str = "") -> list[Row]:
    """All rows of the list, with lists joined and moments in whole seconds, as the files have them."""
    rows = client.get(f"/api/v1/incidents/?limit=1000&{query}").json()["results"]
    return [{name: _as_filed(name, value) for name, value in row.items()} for row in rows]


def _as_filed(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value) or None
    if name == "updated_at":
        return whole_second(datetime.fromisoformat(value))
    return value
