"""Which rows of a sheet are rows, and what is said of the others. No database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.formats import FileRefused, RawRow, Table, xlsx
from incidents.ingest.parsers.xlsx import MAX_ROWS, NO_VALUE
from tests.ingest.formats.made import HEADER, changed, document, workbook, zipped
from tests.ingest.written import told, written

GOOD = ("a", date(2018, 9, 30), "battles", 3)


def table(folder: Path, content: bytes) -> Table:
    return xlsx.open_table(written(folder, content, "rows.xlsx"))


def cells(folder: Path, *rows: Any, **more: Any) -> list[dict[str, str]]:
    return [row.cells for row in table(folder, workbook(*rows, **more)).rows if isinstance(row, RawRow)]


def test_a_row_is_read_as_values_with_its_number_as_the_spreadsheet_shows_it(tmp_path: Path) -> None:
    found = table(tmp_path, workbook(HEADER, GOOD, (), ("b", date(2018, 10, 1), "riots", 0)))
    rows = list(found.rows)
    assert [(row.line, row.cells) for row in rows if isinstance(row, RawRow)] == [
        (2, {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles", "killed_best": "3"}),
        (4, {"external_id": "b", "date_start": "2018-10-01", "event_type": "riots", "killed_best": "0"}),
    ]
    assert (found.columns, found.expected, found.remarks, found.ragged) == (HEADER, 2, (), False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"), (3.0, "3"), (3.5, "3.5"), (-1, "-1"), (1.31, "1.31"), (True, "true"), (" x ", "x"), (None, None),
        ("", None), (date(2018, 9, 30), "2018-09-30"), (datetime(2018, 9, 30), "2018-09-30"),
        (datetime(2018, 9, 30, 14, 5), "2018-09-30T14:05:00"), (43373, "43373"), ("Ménaka", "Ménaka"),
        ("30/09/2018", "30/09/2018"), ("\U0001f534", "\U0001f534"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_value_of_any_type_becomes_a_text_and_a_date_a_day(
    value: Any, text: str | None, tmp_path: Path
) -> None:
    (found,) = cells(tmp_path, ("external_id", "x"), ("a", value))
    assert found.get("x") == text


def test_the_sheet_named_incidents_is_read_and_others_with_rows_are_told(tmp_path: Path) -> None:
    content = workbook(
        ("note",), ("by hand",), title="About", sheets={"Incidents": [HEADER, GOOD], "Empty": [HEADER]}
    )
    found = table(tmp_path, content)
    assert found.columns == HEADER
    assert found.remarks == ("the sheet 'About' holds rows, too: only 'Incidents' is read",)
    assert [row.line for row in found.rows] == [2]


def test_without_such_a_name_the_first_sheet_is_read(tmp_path: Path) -> None:
    found = table(tmp_path, workbook(HEADER, GOOD, sheets={"Second": [HEADER, GOOD, GOOD]}))
    assert found.remarks == ("the sheet 'Second' holds rows, too: only 'Sheet' is read",)
    assert len(list(found.rows)) == 1


def test_a_formula_without_a_saved_value_is_told_where_it_stands(tmp_path: Path) -> None:
    content = workbook(
        HEADER, ("a", date(2018, 9, 30), "battles", "=1+2"), ("b", date(2018, 9, 30), "riots", 1)
    )
    assert told(table(tmp_path, content).rows) == [(2, f"killed_best: {NO_VALUE}"), (3, "b")]


def test_a_formula_with_a_saved_value_is_that_value(tmp_path: Path) -> None:
    content = workbook(HEADER, ("a", date(2018, 9, 30), "battles", "=1+2"))
    saved = changed(content, "xl/worksheets/sheet1.xml", b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
    (row,) = table(tmp_path, saved).rows
    assert isinstance(row, RawRow)
    assert row.cells["killed_best"] == "3"


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    (found,) = cells(tmp_path, ("external_id", "x"), ("a", "@SUM(A1)"))
    assert found["x"] == "@SUM(A1)"


def test_an_error_of_the_spreadsheet_refuses_its_row(tmp_path: Path) -> None:
    content = workbook(HEADER, ("a", date(2018, 9, 30), "battles", "#DIV/0!"), GOOD)
    assert told(table(tmp_path, content).rows) == [
        (2, "killed_best: holds an error of the spreadsheet (#DIV/0!)"),
        (3, "a"),
    ]


def test_tags_of_hxl_in_the_second_row_are_read_over_and_told(tmp_path: Path) -> None:
    found = table(tmp_path, workbook(HEADER, ("#event+id", "#date+start", "#event", None), GOOD))
    assert [row.line for row in found.rows] == [3]
    assert found.remarks == ("line 2 holds HXL tags and was not read as a row",)


def test_a_value_beyond_the_named_columns_refuses_its_row(tmp_path: Path) -> None:
    content = workbook(HEADER, (*GOOD, None, "lost"), GOOD)
    assert told(table(tmp_path, content).rows) == [
        (2, "F: holds a value, but the column has no name in row 1"),
        (3, "a"),
    ]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "row 1 holds no names of columns"),
        ([(None, None), GOOD], "row 1 holds no names of columns"),
        ([("external_id", None, "event_type"), GOOD],
         "row 1, column B: has no name; part the cells that were merged and give every column one"),
        ([("external_id", "External_ID"), GOOD], "row 1: the columns external_id occur twice"),
        ([tuple(f"c{n}" for n in range(400)), GOOD], "row 1: has more than 300 columns"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_sheet_whose_header_cannot_be_read_is_refused_with_the_reason(
    rows: list[Any], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        table(tmp_path, workbook(*rows))
    assert str(refused.value) == f"rows.xlsx: {reason}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"external_id,date_start\n", "is not an XLSX file: it is a text"),
        (b"%PDF-1.7", "is not an XLSX file: it is a PDF file"),
        (b"MZ\x90\x00", "is not an XLSX file: it is a program"),
        (b"\xd0\xcf\x11\xe0", "is not an XLSX file: it is an old Office file, or one with a password"),
        (document("text"), "is not an XLSX file: it is a DOCX file"),
        (zipped({"a.csv": "x"}), "is not an XLSX file that can be read: "),
        (workbook(HEADER, GOOD)[:-200], "is a ZIP archive that cannot be read: "),
        (zipped({"xl/worksheets/sheet1.xml": b" " * 60_000_000}), "unpacks to "),
        (zipped({f"xl/{n}": b"" for n in range(1001)}), "holds 1001 entries; at most 1000 are read"),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_workbook_is_refused_saying_what_it_is(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        table(tmp_path, content)
    assert reason in str(refused.value)


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "entities",
    [f'<!ENTITY e0 "lol">{LAUGHS}', '<!ENTITY e9 SYSTEM "file:///etc/hostname">'],
    ids=["entities that multiply", "a file of the server"],
)
def test_entities_in_a_sheet_are_not_resolved(entities: str, tmp_path: Path) -> None:
    part, declared = "xl/worksheets/sheet1.xml", f"<!DOCTYPE w [{entities}]>".encode()
    content = changed(workbook(HEADER, GOOD), part, b"<worksheet", declared + b"<worksheet")
    with pytest.raises(FileRefused, match=r"rows\.xlsx: is not an XLSX file that can be read: "):
        table(tmp_path, changed(content, part, b"battles", b"&e9;"))


def test_more_rows_than_are_read_at_once_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(2, MAX_ROWS + 3))
    content = changed(
        workbook(("external_id",)),
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        rows.encode() + b"</sheetData>",
    )
    with pytest.raises(FileRefused, match="holds more than 50000 rows: save the sheet as CSV"):
        table(tmp_path, content)
