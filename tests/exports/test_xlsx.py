"""The workbook: typed cells, a sheet that says what the file is, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from incidents.exports.about import About
from incidents.exports.xlsx import XlsxFile
from incidents.flat import COLUMNS
from tests import make
from tests.exports.desk import content, fetch, made

pytestmark = pytest.mark.django_db
ABOUT = About("region=ML07", 2, 7, datetime(2018, 10, 1, 12, 30))
# What a spreadsheet would run, fail on, or what XML cannot hold.
STRANGE = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "#N/A", "\t=1", "=", "a\x0bb", "<f>1</f>", "é ⵣ ع"]  # fmt: skip


def sheet_xml(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name)


def xlsx(tmp_path: Path, rows: list[dict[str, Any]], columns: list[str]) -> bytes:
    file = XlsxFile(tmp_path, columns, ABOUT)
    file.add(rows)
    return file.finish().read_bytes()


def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path) -> None:
    body = xlsx(tmp_path, [{"place": text} for text in STRANGE], ["place"])
    xml = sheet_xml(body)
    assert "<f>" not in xml
    assert "<f " not in xml
    assert 't="e"' not in xml
    # All of them, and the names of the two sheets' columns beside them.
    assert xml.count('t="inlineStr"') == xml.count("<is>")
    cells = [row[0] for row in load_workbook(io.BytesIO(body))["incidents"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [text.replace("\x0b", "\ufffd") for text in STRANGE]


def test_days_and_moments_are_dates_numbers_numbers_and_truths_truths(client: Client) -> None:
    make.published_incident()
    body = content(fetch(client, made(client, "xlsx")))
    book = load_workbook(io.BytesIO(body))
    names = [cell.value for cell in book["incidents"][1]]
    cells = dict(zip(names, book["incidents"][2], strict=True))
    kinds = {name: (cell.data_type, type(cell.value)) for name, cell in cells.items()}
    assert kinds["date_start"] == kinds["updated_at"] == ("d", datetime)
    assert cells["date_start"].number_format == "yyyy-mm-dd"
    assert cells["date_start"].value.date() == date(2018, 9, 30)
    assert kinds["killed_best"] == ("n", int)
    assert kinds["longitude"] == ("n", float)
    assert kinds["synthetic"] == ("b", bool)


def test_the_first_row_is_frozen_and_a_second_sheet_says_what_the_file_is(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(xlsx(tmp_path, [], ["id", "place"])))
    assert book.sheetnames == ["incidents", "about"]
    assert book["incidents"].freeze_panes == "A2"
    told = [tuple(row[:2]) for row in book["about"].iter_rows(values_only=True) if row and row[0]]
    meanings = {column.name: column.meaning for column in COLUMNS}
    assert told == [
        ("about this file", None),
        ("attribution", "Sahel incidents contributors"),
        ("licence", "CC BY 4.0"),
        ("selection", "region=ML07"),
        ("audience", "public"),
        ("change_number", 7),
        ("made_at_utc", datetime(2018, 10, 1, 12, 30)),
        ("made_up_data", "rows with synthetic = true are made-up sample data; they never happened"),
        ("column", "meaning"),
        ("id", meanings["id"]),
        ("place", meanings["place"]),
    ]


def test_a_selection_of_nothing_is_a_sheet_of_names(client: Client) -> None:
    export = made(client, "xlsx", "fields=id,place")
    book = load_workbook(io.BytesIO(content(fetch(client, export))))
    assert (export.rows_in_all, list(book["incidents"].values)) == (0, [("id", "place")])
