"""A malformed row is refused with the file, the line, the column and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents.reference.tables import Row, read

COLUMNS = ("key", "names", "size", "since")


@pytest.fixture
def table(tmp_path: Path):
    def write(*lines: str) -> Path:
        path = tmp_path / "table.csv"
        path.write_text(
            "\n".join(["# Source: nobody.", "key,names,size,since", *lines]) + "\n", encoding="utf-8"
        )
        return path

    return write


def row(**cells: str) -> Row:
    return Row("table.csv", 7, {"key": "a", "names": "", "size": "1", "since": ""} | cells)


def test_reads_the_rows_after_the_comments_and_the_header(table):
    rows = list(read(table('a,"Tin Hama, the well",3,2012', "b,,4,"), COLUMNS))

    assert [(r.line, r.cells["key"], r.cells["names"]) for r in rows] == [
        (3, "a", "Tin Hama, the well"),
        (4, "b", ""),
    ]


def test_refuses_a_header_that_differs(table):
    with pytest.raises(ValueError) as refusal:
        list(read(table(), ("key", "names")))

    assert str(refusal.value) == "table.csv, line 2: the header is not key,names"


def test_refuses_a_file_without_a_header(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("# only a comment\n", encoding="utf-8")

    with pytest.raises(ValueError) as refusal:
        list(read(path, COLUMNS))

    assert str(refusal.value) == "table.csv, line 2: the header is not key,names,size,since"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a,b,c", "table.csv, line 3: 3 cells instead of 4"),
        ("a,b,c,d,e", "table.csv, line 3: 5 cells instead of 4"),
        ("", "table.csv, line 3: 0 cells instead of 4"),
    ],
)
def test_refuses_a_line_with_too_few_or_too_many_cells(table, line, reason):
    with pytest.raises(ValueError) as refusal:
        list(read(table(line, "b,,4,"), COLUMNS))

    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    ("cell", "items"),
    [("", ()), ("Tessi", ("Tessi",)), ("Tessi|Tassit", ("Tessi", "Tassit")), ("a | b", ("a", "b"))],
)
def test_a_bar_separates_the_items_of_a_list(cell, items):
    assert row(names=cell).many("names") == items


@pytest.mark.parametrize("date", ["2012", "2016-01", "2016-01-19"])
def test_takes_a_year_a_month_or_a_day(date):
    assert row(since=date).date("since") == date


def test_an_empty_date_is_unknown():
    assert row().date("since") is None


@pytest.mark.parametrize(
    ("cells", "read_cell", "reason"),
    [
        ({"key": ""}, lambda r: r.text("key"), "column key: is empty"),
        ({"key": "Tin Hama"}, lambda r: r.slug("key"), "column key: 'Tin Hama' is not a slug"),
        ({"key": "a--b"}, lambda r: r.slug("key"), "column key: 'a--b' is not a slug"),
        ({"names": "a||b"}, lambda r: r.many("names"), "column names: holds an empty item"),
        ({"names": "a|b|a"}, lambda r: r.many("names"), "column names: holds an item twice"),
        ({"size": "big"}, lambda r: r.number("size", 0, 9), "column size: 'big' is not a number"),
        ({"size": "nan"}, lambda r: r.number("size", 0, 9), "column size: nan is not between 0 and 9"),
        ({"size": "inf"}, lambda r: r.number("size", 0, 9), "column size: inf is not between 0 and 9"),
        ({"size": "-1"}, lambda r: r.number("size", 0, 9), "column size: -1 is not between 0 and 9"),
        ({"size": "1.5"}, lambda r: r.whole("size", 0, 9), "column size: 1.5 is not a whole number"),
        (
            {"since": "12"},
            lambda r: r.date("since"),
            "column since: '12' is not a year, month or day in ISO form",
        ),
        (
            {"since": "2016-13"},
            lambda r: r.date("since"),
            "column since: '2016-13' is not a year, month or day in ISO form",
        ),
        (
            {"key": "maybe"},
            lambda r: r.one_of("key", ("yes", "no")),
            "column key: 'maybe' is none of yes, no",
        ),
    ],
)
def test_names_the_cell_it_refuses(cells, read_cell, reason):
    with pytest.raises(ValueError) as refusal:
        read_cell(row(**cells))

    assert str(refusal.value) == f"table.csv, line 7, {reason}"
