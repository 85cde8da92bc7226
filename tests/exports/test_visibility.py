"""Who finds what in a file: every state of an incident x who asks x format, searched through to the bytes."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from typing import Any

import pytest
from django.test import Client

from incidents.models import Export
from tests import make
from tests.api.test_visibility import (
    ACTORS,
    DAYS,
    MONTH,
    PRIVATE,
    STATES,
    Desk,
    desk,
    reader,
    visible,
)
from tests.exports.desk import content, fetch, made, opened, rows_in

__all__ = ["desk", "reader"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


def everything_in(body: bytes) -> str:
    """The text of all parts of a workbook; of a GeoPackage each page, and each cell of each table."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    with opened(body) as path, sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        cells = [str(row) for name in tables for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    return body.decode("latin-1") + body.decode("utf-8", "replace") + "".join(cells)


@pytest.mark.parametrize("wanted_format", ["xlsx", "gpkg"])
def test_a_file_holds_what_its_reader_may_see_and_no_trace_of_anything_else(
    desk: Desk, reader: tuple[str, Client], wanted_format: str
) -> None:
    role, client = reader
    export = made(client, wanted_format, MONTH)
    shown = [state for state in STATES if visible(state, role)]
    rows = rows_in(client, export)
    assert {row["id"]: row["perpetrator"] for row in rows} == {
        str(desk.incidents[state].public_id): ACTORS[state] for state in shown
    }
    assert sorted(row["date_start"] for row in rows) == sorted(DAYS[state] for state in shown)
    assert export.rows_in_all == len(shown)
    text = everything_in(content(fetch(client, export)))
    hidden = [
        trace
        for state in STATES
        if state not in shown
        for trace in (str(desk.incidents[state].public_id), f"canary-summary-{state}")
    ]
    assert [trace for trace in (*hidden, *PRIVATE, "777777", "canary-proposal") if trace in text] == []
    assert {trace for trace in map(str, shown) if str(desk.incidents[trace].public_id) not in text} == set()


def test_what_is_told_of_an_export_counts_nothing_else(desk: Desk, reader: tuple[str, Client]) -> None:
    role, client = reader
    export = made(client, "gpkg", MONTH)
    answer: Any = client.get(f"/api/v1/exports/{export.uuid}/")
    assert answer.json()["rows_in_all"] == (2 if role == "analyst" else 1)


def test_an_analyst_who_signs_out_keeps_the_address_and_not_the_file(desk: Desk) -> None:
    client = Client()
    client.force_login(make.analyst())
    export = made(client, "xlsx", MONTH)
    client.logout()
    assert fetch(client, export).status_code == 404
    assert client.get(f"/exports/{export.uuid}/").status_code == 404
    assert Export.objects.get().audience == 1
