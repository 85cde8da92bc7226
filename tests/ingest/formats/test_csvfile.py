"""Which lines of a CSV are rows, and what is said of the others. No database."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from incidents.ingest.formats import MAX_FILE_BYTES, FileRefused, RawRow, csvfile
from tests.ingest.formats import made
from tests.ingest.written import read, told, written

HEADER = "external_id,date_start,event_type,summary_en\n"
GOOD = "a,2018-09-30,battles,\n"
NOT_A_ROW = ": is not a row of CSV: a quote is not closed, or stands inside a cell"


def lines(folder: Path, content: str | bytes) -> list[tuple[int, str]]:
    return told(read(csvfile.open_table, written(folder, content)))


def cells(folder: Path, content: str | bytes) -> list[dict[str, str]]:
    rows = read(csvfile.open_table, written(folder, content))
    return [row.cells for row in rows if isinstance(row, RawRow)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n", "line 1: the columns date_start, event_type, external_id are missing; found none"),
        (b"nr;date\n1;2\n", "line 1: the columns date_start, event_type, external_id are missing"),
        (b"external_id,date_start\n1,2\n", "line 1: the columns event_type are missing"),
        (HEADER.encode()[:-1] + b",mood\n", "line 1: unknown columns 'mood'; see docs/data-dictionary.md"),
        (HEADER.encode()[:-1] + b",date_start\n", "line 1: the columns date_start occur twice"),
        (HEADER.encode()[:-1] + b",\n", "line 1: unknown columns ''"),
        ("date_d\u00e9but,".encode() + HEADER.encode(), "line 1: unknown columns 'date_d\u00e9but'"),
        (HEADER.encode("utf-16"), "is a text in UTF-16: save it as UTF-8"),
        (HEADER.encode("utf-16-le"), "is not a text (it holds NUL bytes)"),
        (HEADER.encode("utf-16-be"), "is not a text (it holds NUL bytes)"),
        (b"PK\x03\x04rest", "is a ZIP archive"),
        (b"MZ\x90\x00", "is a program"),
        (b"%PDF-1.7", "is a PDF file"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xd0\xcf\x11\xe0", "is an old Office file"),
        (b"c,\x00\n", "is not a text (it holds NUL bytes)"),
        (b"Identifiant,Date\n1,2\n", "line 1: the columns date_start, event_type, external_id are missing"),
    ],
)
def test_a_file_whose_header_cannot_be_read_is_refused_with_the_reason(
    content: bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        lines(tmp_path, content)
    assert message in str(refused.value)


def test_a_quoted_header_that_is_not_closed_is_no_header(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="line 1: the columns"):
        lines(tmp_path, '"external_id,date_start,event_type\na,2018-09-30,battles\n')


@pytest.mark.parametrize("column", ["weapons", "c{}"], ids=["one name", "many names"])
def test_a_header_of_a_hundred_thousand_columns_is_refused_at_once(column: str, tmp_path: Path) -> None:
    header = ",".join(["external_id", *(column.format(n) for n in range(100_000))])
    before = time.monotonic()
    with pytest.raises(FileRefused, match=r"line 1: \d+ or more columns; at most 300 are read"):
        lines(tmp_path, header + "\na\n")
    assert time.monotonic() - before < 2


def test_a_file_of_one_gigabyte_is_refused_at_once_by_its_size(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + GOOD)
    with path.open("r+b") as file:
        file.truncate(1024**3)
    before = time.monotonic()
    with pytest.raises(FileRefused, match=r"1024 MB is over the limit of 200 MB: split the file"):
        list(read(csvfile.open_table, path))
    assert time.monotonic() - before < 0.5
    assert MAX_FILE_BYTES == 200 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent.csv", "there is no such file"),
        ("", "is not a file"),
        ("x" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_path_that_leads_to_no_file_is_refused(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=message):
        list(read(csvfile.open_table, tmp_path / name))


@pytest.mark.parametrize(
    "content",
    [
        HEADER + GOOD,
        HEADER.rstrip("\n") + "\n" + GOOD.rstrip("\n"),
        "\ufeff" + HEADER + GOOD,
        (HEADER + GOOD).replace("\n", "\r\n"),
        (HEADER + GOOD).replace("\n", "\r"),
        (HEADER + GOOD).replace(",", ";"),
        (HEADER + GOOD).replace(",", "\t"),
        HEADER.upper() + GOOD,
        " external_id , date_start,event_type ,summary_en\n a , 2018-09-30 ,\u00a0battles ,\n",
        '"external_id","date_start","event_type","summary_en"\n"a","2018-09-30","battles",""\n',
        HEADER + "\n,,,\n" + GOOD + "\n\n",
        "summary_en,event_type,external_id,date_start\n,battles,a,2018-09-30\n",
        "id,date_start,event_type,summary_en\na,2018-09-30,battles,\n",
    ],
    ids=["plain", "no last line end", "BOM", "CRLF", "CR", "semicolons", "tabs", "capitals", "blanks", "quoted",
         "empty lines", "other order", "our export's id"],
)  # fmt: skip
def test_what_programs_make_of_a_csv_is_read_alike(content: str, tmp_path: Path) -> None:
    assert cells(tmp_path, content) == [
        {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles"}
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('b,2018-09-30,battles,"gunmen', NOT_A_ROW),
        ('"b,2018-09-30,battles,gunmen', NOT_A_ROW),
        ('b,2018-09-30,battles,"gun"men', NOT_A_ROW),
        ("b,2018-09-30,battles", ": has 3 cells where the header has 4"),
        ("b,2018-09-30,battles,x,y", ": has 5 cells where the header has 4"),
        (",".join(["b"] * 400), ": has 400 cells where the header has 4"),
        ("b,2018-09-30,battles,M\udce9naka", "summary_en: is not UTF-8 (byte 0xE9): save the file as UTF-8"),
        ("b\udc80,2018-09-30,battles,", "external_id: is not UTF-8 (byte 0x80): save the file as UTF-8"),
        ("b,2018-09-30,battles,a\x00b", "summary_en: holds a NUL character"),
        ("b,2018-09-30,battles," + "x" * 131_073, ": a cell has more than 131072 characters"),
        ("b,2018-09-30,battles," + "x," * 100_000, ": has 100004 cells where the header has 4"),
        ("b,2018-09-30,battles," + "x" * 600_000, ": the line has more than 262144 characters"),
    ],
    ids=lambda value: value[:40],
)
def test_a_bad_line_is_refused_where_it_stands_and_the_lines_around_it_are_rows(
    line: str, reason: str, tmp_path: Path
) -> None:
    content = (HEADER + GOOD + line + "\nc,2018-09-30,riots,\nd,2018-09-30,riots,\n").encode(
        "utf-8", "surrogateescape"
    )
    assert lines(tmp_path, content) == [(2, "a"), (3, reason), (4, "c"), (5, "d")]


def test_an_open_quote_that_a_later_line_happens_to_close_loses_its_own_line_only(tmp_path: Path) -> None:
    content = HEADER + 'b,2018-09-30,battles,"open\nc,2018-09-30",riots,\nd,2018-09-30,riots,\n'
    assert lines(tmp_path, content) == [(2, NOT_A_ROW), (3, "c"), (4, "d")]


def test_an_open_quote_before_ten_thousand_rows_loses_its_own_line_only(tmp_path: Path) -> None:
    rows = "".join(f"r{n},2018-09-30,riots,\n" for n in range(10_000))
    before = time.monotonic()
    found = lines(tmp_path, HEADER + 'b,2018-09-30,battles,"open\n' + rows)
    assert found[:3] == [(2, NOT_A_ROW), (3, "r0"), (4, "r1")]
    assert (len(found), found[-1]) == (10_001, (10_002, "r9999"))
    assert time.monotonic() - before < 5


def test_a_hundred_open_quotes_one_after_the_other_are_refused_in_reasonable_time(tmp_path: Path) -> None:
    before = time.monotonic()
    found = lines(tmp_path, HEADER + 'b,2018-09-30,battles,"open\nc,2018-09-30,riots,\n' * 1000)
    assert [text for _line, text in found] == [NOT_A_ROW, "c"] * 1000
    assert time.monotonic() - before < 5


def test_line_breaks_inside_quotes_belong_to_their_cell_and_count_as_lines(tmp_path: Path) -> None:
    content = HEADER + 'a,2018-09-30,battles,"one\ntwo"\nb,2018-09-30,battles,\n'
    assert lines(tmp_path, content) == [(2, "a"), (4, "b")]
    assert cells(tmp_path, content)[0]["summary_en"] == "one\ntwo"


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/c calc'!A1",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "=1%0A",
        "\u202etxet",
        "a\u200db",
        "\U0001f534",
        "\u2d5c",
    ],
)
def test_texts_that_look_dangerous_are_read_as_they_are(text: str, tmp_path: Path) -> None:
    found = cells(tmp_path, HEADER + f"a,2018-09-30,battles,{text}\n")
    assert found == [
        {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles", "summary_en": text}
    ]


def test_the_beginning_of_a_refused_line_is_kept_as_a_database_can_hold_it(tmp_path: Path) -> None:
    rows = list(
        read(
            csvfile.open_table,
            written(tmp_path, (HEADER + "b,\udce9\x00").encode("utf-8", "surrogateescape")),
        )
    )
    assert [row.text for row in rows if not isinstance(row, RawRow)] == ["b,?\ufffd"]


# What a table says of itself ---------------------------------------------------------------------------
TAGS = "#event+id,#date+start,#event+type,\n"


@pytest.mark.parametrize(
    "tags",
    [
        TAGS,
        TAGS.replace(",", " ,"),
        '"#event+id","#date +start","#event+type",""\n',
        "#event+id,,#event+type,#description+ v_en\n",
    ],
)
def test_a_second_line_of_hxl_tags_is_read_over_and_told(tags: str, tmp_path: Path) -> None:
    table = csvfile.open_table(written(tmp_path, HEADER + tags + GOOD))
    assert told(table.rows) == [(3, "a")]
    assert (table.remarks, table.expected) == (("line 2 holds HXL tags and was not read as a row",), 1)


@pytest.mark.parametrize(
    "line", ["#1,2018-09-30,battles,\n", "#event,2018-09-30,battles,\n", "a,2018-09-30,battles,#date\n"]
)
def test_a_row_that_only_begins_like_tags_is_a_row(line: str, tmp_path: Path) -> None:
    table = csvfile.open_table(written(tmp_path, HEADER + line))
    assert ([row.line for row in table.rows], table.remarks) == ([2], ())


def test_tags_further_down_are_a_row_that_is_refused_as_one(tmp_path: Path) -> None:
    assert lines(tmp_path, HEADER + GOOD + TAGS) == [(2, "a"), (3, "#event+id")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HEADER, 0), (HEADER.rstrip("\n"), 0), (HEADER + GOOD, 1), (HEADER + GOOD.rstrip("\n"), 1), (HEADER + GOOD * 7, 7),
        ((HEADER + GOOD * 7).replace("\n", "\r\n"), 7), ((HEADER + GOOD * 7).replace("\n", "\r"), 7),
        (HEADER + 'a,2018-09-30,battles,"one\ntwo"\n', 2),
    ],
    ids=range(8),
)  # fmt: skip
def test_how_many_lines_there_are_is_told_before_they_are_read(
    content: str, expected: int, tmp_path: Path
) -> None:
    assert csvfile.open_table(written(tmp_path, content)).expected == expected


# Kinds -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x7fELF", "a program"), (b"BZh9", "a bzip2 archive"), (b"\xfd7zXZ\x00", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"Rar!\x1a", "a RAR archive"), (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"GIF89a", "a picture (GIF)"), (b"II*\x00", "a picture (TIFF)"), (b"RIFF\x00", "a picture or a recording (RIFF)"),
        (b"{\\rtf1", "an RTF file"), (b"PAR1", "a Parquet file"), (b"SQLite format 3\x00", "a database"),
        (b"<!DOCTYPE html><html>", "an HTML page"), (b"\n <html>", "an HTML page"), (b"<svg>", "a picture (SVG)"),
        (made.workbook(("a",)), "an XLSX file"), (made.document("a"), "a DOCX file"), (made.zipped({"word/a": ""}), "a ZIP archive"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused_saying_what_it_is(head: bytes, kind: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        csvfile.open_table(written(tmp_path, head))
    assert str(refused.value) == f"rows.csv: is {kind}"
