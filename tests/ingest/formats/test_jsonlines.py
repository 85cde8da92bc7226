"""Which lines of a file of JSON lines are rows, and what is said of the others. No database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.formats import FileRefused, RawRow, jsonlines
from tests.ingest.written import read, told, written

GOOD = {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles"}


def text(*objects: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def lines(folder: Path, content: str | bytes) -> list[tuple[int, str]]:
    return told(read(jsonlines.open_table, written(folder, content, "rows.jsonl")))


@pytest.mark.parametrize(
    "content",
    [
        text(GOOD),
        text(GOOD).rstrip("\n"),
        "\ufeff" + text(GOOD),
        text(GOOD).replace("\n", "\r\n"),
        "\n\n" + text(GOOD) + "  \n",
        text({"External_ID ": "a", **{k: v for k, v in GOOD.items() if k != "external_id"}, "place": None}),
    ],
    ids=["plain", "no last line end", "BOM", "CRLF", "empty lines", "capitals and nulls"],
)
def test_what_programs_make_of_json_lines_is_read_alike(content: str, tmp_path: Path) -> None:
    rows = list(read(jsonlines.open_table, written(tmp_path, content, "rows.ndjson")))
    assert [row.cells for row in rows if isinstance(row, RawRow)] == [GOOD]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", ": is not an object {...}"),
        ("3", ": is not an object {...}"),
        ('{"external_id": "b",}', ": is not JSON: "),
        ('{"external_id": "b"', ": is not JSON: "),
        ('{"a": 1} {"b": 2}', ": is not JSON: Extra data"),
        ('{"a": 1, "a": 2}', "a: occurs twice"),
        ('{"a": "M\udce9naka"}', ": is not UTF-8 (byte 0xE9): save the file as UTF-8"),
        ('{"summary_en": "\\u0000"}', "summary_en: holds a NUL character or half of a character pair"),
        ('{"summary_en": "\\ud800"}', "summary_en: holds a NUL character or half of a character pair"),
        ("[" * 200_000, ": is nested too deeply"),
        ('{"a": "' + "x" * 2_000_000 + '"}', ": the line has more than 1048576 bytes"),
        (json.dumps({**GOOD, "mood": "bad"}), "mood: is not a known property; see docs/data-dictionary.md"),
        (json.dumps({"external_id": "b", "event_type": "riots"}), "date_start: is missing"),
    ],
    ids=lambda value: value[:30],
)
def test_a_bad_line_is_refused_where_it_stands_and_the_others_are_rows(
    line: str, reason: str, tmp_path: Path
) -> None:
    content = (text(GOOD) + line + "\n" + text({**GOOD, "external_id": "c"})).encode(
        "utf-8", "surrogateescape"
    )
    found = lines(tmp_path, content)
    assert [found[0], found[2:]] == [(1, "a"), [(3, "c")]]
    assert found[1][0] == 2
    assert found[1][1].startswith(reason)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "9" * 5000])
def test_a_number_that_no_machine_holds_stays_with_its_row(number: str, tmp_path: Path) -> None:
    content = text(GOOD).replace("}", f', "killed_best": {number}' + "}") + text({**GOOD, "external_id": "b"})
    assert [found[0] for found in lines(tmp_path, content)] == [1, 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"external_id,date_start\n", "is not JSON lines, one object a line: line 1 is not JSON: "),
        (text([GOOD]).encode(), "is not JSON lines, one object a line: line 1 is not an object {...}"),
        (b"<html><body>log in</body></html>", "is an HTML page"),
        (text(GOOD).encode("utf-16"), "is a text in UTF-16: save it as UTF-8"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_file_without_one_object_a_line_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        lines(tmp_path, content)
    assert reason in str(refused.value)


def test_how_many_lines_there_are_is_told_before_they_are_read(tmp_path: Path) -> None:
    table = jsonlines.open_table(written(tmp_path, text(GOOD, GOOD, GOOD), "rows.jsonl"))
    assert (table.expected, table.ragged, table.columns) == (3, True, tuple(GOOD))
