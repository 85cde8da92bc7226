"""Which archives are opened, and what is said of the others. No database."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from incidents.ingest.formats import FileRefused, archive
from incidents.ingest.imports import FORMATS
from incidents.ingest.notes import is_note, text_of
from tests.ingest.formats.made import document, flagged, linked, lying, pdf, workbook, zipped
from tests.ingest.written import collection, feature, told, written

ROWS = "external_id,date_start,event_type\na,2018-09-30,battles\nb,2018-10-01,riots\n"
GIVEN = {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles"}


def lines(folder: Path, content: bytes) -> list[tuple[int, str]]:
    table = archive.open_table(written(folder, content, "rows.zip"), FORMATS)
    return told(table.rows)


@pytest.mark.parametrize(
    "content",
    [
        zipped({"rows.csv": ROWS}),
        zipped({"rows.csv": ROWS}, zipfile.ZIP_STORED),
        zipped({"a folder/": "", "a folder/Données.CSV": ROWS, "__MACOSX/._rows.csv": "x", "read.me": "x"}),
        zipped({"x" * 200 + ".csv": ROWS}),
        zipped({"rows.xlsx": workbook(*(line.split(",") for line in ROWS.split()))}),
    ],
    ids=["plain", "stored", "folder and what is beside", "long name", "workbook"],
)
def test_the_one_readable_file_in_an_archive_is_read(content: bytes, tmp_path: Path) -> None:
    assert lines(tmp_path, content) == [(2, "a"), (3, "b")]


def test_a_collection_in_an_archive_is_read_by_its_own_format(tmp_path: Path) -> None:
    assert lines(tmp_path, zipped({"rows.geojson": collection(feature(GIVEN))})) == [(1, "a")]


def test_what_was_unpacked_is_gone_when_the_rows_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    table = archive.open_table(written(tmp_path, zipped({"rows.csv": ROWS}), "rows.zip"), FORMATS)
    assert (table.name, table.columns) == ("rows.zip/rows.csv", ("external_id", "date_start", "event_type"))
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    assert len(list(table.rows)) == 2
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_was_unpacked_is_gone_when_the_file_in_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with pytest.raises(FileRefused, match=r"rows\.csv: is a program"):
        lines(tmp_path, zipped({"rows.csv": b"MZ\x90"}))
    assert list((tmp_path / "temporary").iterdir()) == []


BOMB = zipped({"rows.csv": b"0" * 200_000_000})
# Each entry is within the ratio; together they say that they unpack to 240 MB.
SLOW_BOMB = lying(
    zipped({f"{n}.csv": b"0" * 1_000_000 for n in range(3)}, zipfile.ZIP_STORED), 80 * 1024 * 1024
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (ROWS.encode(), "is not a ZIP archive: it is a text"),
        (workbook(("a",)), "is not a ZIP archive: it is an XLSX file"),
        (b"%PDF-1.7", "is not a ZIP archive: it is a PDF file"),
        (
            zipped({}),
            "holds no file of a kind that is read here (.csv, .geojson, .json, .jsonl, .ndjson, .xlsx)",
        ),
        (zipped({"run.exe": b"MZ"}), "holds no file of a kind that is read here"),
        (zipped({"a.csv": ROWS, "b.csv": ROWS}), "holds 2 files of a kind that is read here"),
        (
            zipped({"inner.zip": zipped({"rows.csv": ROWS})}),
            "holds another archive ('inner.zip'): unpack it first",
        ),
        (zipped({"rows.csv": ROWS, "rows.tar.gz": b""}), "holds another archive ('rows.tar.gz')"),
        (zipped({"../../rows.csv": ROWS}), "holds an entry that leads out of the archive: '../../rows.csv'"),
        (zipped({"/etc/rows.csv": ROWS}), "holds an entry that leads out of the archive: '/etc/rows.csv'"),
        (zipped({"C:\\rows.csv": ROWS}), "holds an entry that leads out of the archive"),
        (zipped({"..\\rows.csv": ROWS}), "holds an entry that leads out of the archive"),
        (linked("rows.csv", "/etc/passwd"), "holds a symbolic link: 'rows.csv'"),
        (
            flagged(zipped({"rows.csv": ROWS})),
            "is encrypted ('rows.csv'): unpack it and send the file itself",
        ),
        (BOMB, "unpacks to 1028 times its size; at most 100 times is read"),
        (SLOW_BOMB, "holds 240 MB unpacked; at most 200 MB are read"),
        (zipped({f"{n}.csv": "" for n in range(1001)}), "holds 1001 entries; at most 1000 are read"),
        (lying(zipped({"rows.csv": ROWS}), 10), "is damaged: Bad CRC-32"),
        (lying(BOMB, 1000), "is damaged: "),
        (zipped({"rows.csv": ROWS})[:-30], "is a ZIP archive that cannot be read"),
        (
            zipped({"rows.csv": ROWS}, zipfile.ZIP_STORED).replace(b"battles", b"bottles"),
            "is damaged: Bad CRC-32",
        ),
    ],
    ids=range(22),
)
def test_any_other_archive_is_refused_with_the_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        lines(tmp_path, content)
    assert str(refused.value).startswith(str(tmp_path) if not content else "rows.zip: ")
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (zipped({"note.txt": "Attack near Ansongo"}), "Attack near Ansongo"),
        (zipped({"note.docx": document("Attack near Ansongo")}), "Attack near Ansongo"),
        (zipped({"note.pdf": pdf("Attack near Ansongo")}), "Attack near Ansongo"),
    ],
    ids=["text", "DOCX", "PDF"],
)
def test_an_archive_of_one_text_is_that_text(content: bytes, text: str, tmp_path: Path) -> None:
    path = written(tmp_path, content, "note.zip")
    assert (is_note(path), text_of(path).text) == (True, text)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"x", True), ("a.MD", b"x", True), ("a.html", b"x", True), ("a.csv", b"x", False),
        ("a.zip", zipped({"rows.csv": ROWS}), False), ("a.zip", zipped({"a.txt": "x", "b.txt": "x"}), False),
        ("a.zip", b"no archive", False),
    ],
)  # fmt: skip
def test_a_file_is_a_text_by_its_ending_or_by_what_its_archive_holds(
    name: str, content: bytes, expected: bool, tmp_path: Path
) -> None:
    assert is_note(written(tmp_path, content, name)) is expected


def test_a_text_of_more_than_twenty_megabytes_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    content = zipped({"note.txt": b"0123456789" * 2_200_000}, zipfile.ZIP_STORED)
    with pytest.raises(FileRefused, match=r"note\.zip: holds 20 MB unpacked; at most 20 MB are read"):
        text_of(written(tmp_path, content, "note.zip"))
