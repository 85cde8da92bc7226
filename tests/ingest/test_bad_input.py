"""The numbered corpus of bad input, files, dates, geometry and texts: what becomes of each, by its number.

Each case is a file that is really imported. It is accepted, or a row is set aside with its column and reason, or
the file is refused; nothing else is an outcome. Numbers 66-97 are of feeds, the fetcher and the API.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest import confined
from incidents.ingest.formats import FileRefused
from incidents.ingest.imports import import_file
from incidents.ingest.notes import import_note
from incidents.models import Incident, Report
from tests import make
from tests.ingest.formats import made
from tests.ingest.written import collection, csv_text, feature, outcomes, row, written
from tests.sizes import sized

pytestmark = pytest.mark.django_db


class File(str):
    """A part of the reason for which a whole file is refused; any other expectation is of one row."""

    __slots__ = ()


# Far above what the work takes on a busy machine, far below what work that grows with the square of it would.
SECONDS = 90
MEGABYTES = 400
NEIGHBOUR = row("neighbour", place="Ménaka")
Case = tuple[str, str, bytes, str]


def rows(**cells: str) -> bytes:
    """A CSV of a row with these cells, and a good row after it."""
    return csv_text(row(**{"external_id": "a", **cells}), NEIGHBOUR).encode()


def line(text: str, header: str = "external_id,date_start,event_type,place,killed_best,summary_en") -> bytes:
    return f"{header}\n{text}\nneighbour,2018-09-30,battles,Ménaka,3,\n".encode("utf-8", "surrogateescape")


GIVEN = {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles"}
OTHER = feature({**GIVEN, "external_id": "neighbour"}, [2.4, 15.91])


def features(*given: Any, **members: Any) -> bytes:
    return collection(*given, OTHER, **members).encode()


def at(longitude: Any, latitude: Any) -> bytes:
    """A collection of a feature with this position, and a good one after it."""
    return features(feature(GIVEN, [longitude, latitude]))


def geometry(kind: Any, coordinates: Any, **members: Any) -> bytes:
    return features({**feature(GIVEN), "geometry": {"type": kind, "coordinates": coordinates, **members}})


def nested(depth: int) -> bytes:
    inner = '{"type": "Point", "coordinates": [1, 15]}'
    collections = '{"type": "GeometryCollection", "geometries": [' * depth
    return features(feature(GIVEN, [9, 9])).replace(
        json.dumps({"type": "Point", "coordinates": [9, 9]}).encode(),
        f"{collections}{inner}{']}' * depth}".encode(),
    )


TAKEN = "taken"
OPEN_QUOTE = ": is not a row of CSV: a quote is not closed, or stands inside a cell"
NO_DAY = "date_start: {!r} is not a day that exists, as YYYY-MM-DD"
BEYOND = "date_start: {} lies before 1990 or after tomorrow"
NO_PEOPLE = "killed_best: {!r} is not a number of people: leave it empty and put the words into killed_words"
NO_DEGREES = "longitude: {!r} is not a number of degrees with a decimal point"
NO_POINT = "geometry: has no coordinates [longitude, latitude]"
TWICE = "was encoded twice (such as M\u00c3\u00a9naka): save the file anew as UTF-8"
UTF16 = File("rows.csv: is a text in UTF-16: save it as UTF-8")
NEAR = {"place": "", "country": "MLI"}


def tomorrow(days: int = 0) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def toll(text: str) -> tuple[bytes, str]:
    return rows(killed_best=text), NO_PEOPLE.format(text[:40])


def day(text: str, reason: str = NO_DAY) -> tuple[bytes, str]:
    return rows(date_start=text), reason.format(text[:40])


def degrees(text: str) -> tuple[bytes, str]:
    return rows(**NEAR, longitude=text, latitude="15.9"), NO_DEGREES.format(text)


CSV: list[Case] = [
    ("1 empty", "", b"", File("the file is empty")),
    ("2 header only", "", b"external_id,date_start,event_type\n", File("rows.csv: holds no rows")),
    ("3 BOM", "", b"\xef\xbb\xbf" + rows(), TAKEN),
    ("4 UTF-16 LE", "", b"\xff\xfe" + rows().decode().encode("utf-16-le"), UTF16),
    ("4 UTF-16 BE", "", b"\xfe\xff" + rows().decode().encode("utf-16-be"), UTF16),
    ("4 UTF-16 without a mark", "", rows().decode().encode("utf-16-le"), File("rows.csv: is not a text (it holds NUL bytes)")),
    ("5 cp1252", "", line("a,2018-09-30,battles,M\udce9naka,3,"),
     "place: is not UTF-8 (byte 0xE9): save the file as UTF-8"),
    ("6 encodings mixed by row", "", line("a,2018-09-30,battles,Ansongo,3,Attaque \udce0 l'aube"),
     "summary_en: is not UTF-8 (byte 0xE0): save the file as UTF-8"),
    ("7 encoded twice", "", rows(place="M\u00c3\u00a9naka"), f"place: {TWICE}"),
    ("7 encoded twice in a text", "", rows(summary_fr="Attaque \u00c3\u00a0 l'aube, pr\u00c3\u00a8s de Gao"), f"summary_fr: {TWICE}"),
    ("8 NUL", "", line("a,2018-09-30,battles,Ansongo,3,a\x00b"), "summary_en: holds a NUL character"),
    ("9 unclosed quote", "", line('a,2018-09-30,battles,Ansongo,3,"gunmen'), OPEN_QUOTE),
    ("10 long field", "", line("a,2018-09-30,battles,Ansongo,3," + "x" * 131_073),
     ": a cell has more than 131072 characters"),
    ("11 duplicate header", "", b"external_id,date_start,event_type,event_type\na,2018-09-30,battles,riots\n",
     File("rows.csv, line 1: the columns event_type occur twice")),
    ("12 extra cells", "", line("a,2018-09-30,battles,Ansongo,3,,lost"), ": has 7 cells where the header has 6"),
    ("13 missing cells", "", line("a,2018-09-30,battles"), ": has 3 cells where the header has 6"),
    ("14 semicolons", "", rows().replace(b",", b";"), TAKEN),
    ("14 tabs", "", rows().replace(b",", b"\t"), TAKEN),
    ("15 CR only", "", rows().replace(b"\n", b"\r"), TAKEN),
    ("16 reordered", "", line("battles,3,a,,2018-09-30,Ansongo", "event_type,killed_best,external_id,summary_en,date_start,place")
     .replace(b"neighbour,2018-09-30,battles,M\xc3\xa9naka,3,", b"battles,3,neighbour,,2018-09-30,M\xc3\xa9naka"), TAKEN),
    ("16 French header", "", b"identifiant,date,type\na,2018-09-30,battles\n",
     File("rows.csv, line 1: the columns date_start, event_type, external_id are missing; found 'identifiant', 'date', 'type'")),
    ("17 100,000 columns", "", ",".join(f"c{n}" for n in range(100_000)).encode() + b"\na\n",
     File("or more columns; at most 300 are read")),
    ("19 decimal comma", "", rows(**NEAR, longitude="2,4", latitude="15.9"), NO_DEGREES.format("2,4")),
    ("19 decimal comma in a toll", "", *toll("13,5")),
    ("20 latitude and longitude swapped", "", rows(**NEAR, longitude="15.91", latitude="2.4"),
     "longitude: the point 15.91, 2.4 lies over 50 km outside MLI: longitude and latitude look swapped"),
    ("20 swapped without a country", "", rows(place="", longitude="15.91", latitude="2.4"),
     "longitude: the point 15.91, 2.4 lies over 50 km outside every country that is known here: longitude and latitude"
     " look swapped"),
    ("20 swapped beside the place's name", "", rows(longitude="15.66", latitude="0.5"),
     "longitude: the point lies 2368 km from Ansongo (ml-ansongo): correct one of them"),
    ("21 degrees and minutes", "", *degrees("2\u00b024'E")),
    ("22 Arabic-Indic", "", *toll("\u0661\u0663")),
    ("22 full-width", "", *toll("\uff11\uff13")),
    ("22 underscore", "", *toll("1_3")),
    ("22 blanks around", "", rows(killed_best=" 13 "), TAKEN),
    ("22 exponent", "", *toll("1e3")),
    ("22 nan", "", *toll("nan")),
    ("22 inf", "", *toll("inf")),
    ("22 Arabic-Indic degrees", "", *degrees("\u0661")),
    ("22 nan degrees", "", *degrees("nan")),
    ("22 inf degrees", "", *degrees("inf")),
    ("23 negative", "", rows(killed_best="-1"), "killed_best: -1: a number of people cannot be negative"),
    ("23 fraction", "", *toll("3.5")),
    ("23 range", "", *toll("5-10")),
    ("23 word", "", *toll("several")),
    ("23 too large", "", *toll("1" + "0" * 20)),
    ("23 more than there are people", "", rows(killed_best="9999999"), "killed_best: 9999999 is more than 1000000"),
    ("24 (0,0)", "", rows(**NEAR, longitude="0", latitude="0.0"),
     "longitude: 0, 0 lies in the sea and mostly means that no point is known: leave it empty"),
    ("25 outside the stated country", "", rows(**NEAR, longitude="7.5", latitude="9.0"),
     "longitude: the point 7.5, 9.0 lies over 50 km outside MLI"),
    ("28 program", "", b"MZ\x90\x00", File("rows.csv: is a program")),
    ("28 workbook", "", made.workbook(("a",)), File("rows.csv: is an XLSX file")),
    ("28 text as a workbook", "rows.xlsx", rows(), File("rows.xlsx: is not an XLSX file: it is a text")),
]  # fmt: skip
CSV += [
    (f"18 formula {text}", "", rows(summary_en=text), TAKEN)
    for text in ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "%0A=1")
]
CSV += [("18 formula in a toll", "", rows(killed_best="-2+3"), "killed_best: -2+3: a number of people cannot be negative"),
        ("18 formula in a place", "", rows(place="=1+1"),
         "place: no place is called '=1+1': add it to the gazetteer or give coordinates")]  # fmt: skip

ARCHIVES: list[Case] = [
    ("30 bomb", "rows.zip", made.zipped({"rows.csv": b"0" * 100_000_000}), File("at most 100 times is read")),
    ("30 bomb as a workbook", "rows.xlsx", made.zipped({"[Content_Types].xml": b"x", "xl/a.xml": b"0" * 100_000_000}),
     File("at most 100 times is read")),
    ("31 nested", "rows.zip", made.zipped({"a.zip": made.zipped({"rows.csv": rows()})}), File("holds another archive ('a.zip')")),
    ("31 ../../x", "rows.zip", made.zipped({"../../rows.csv": rows()}), File("holds an entry that leads out of the archive")),
    ("31 symlink", "rows.zip", made.linked("rows.csv", "/etc/passwd"), File("holds a symbolic link")),
    ("31 lying size", "rows.zip", made.lying(made.zipped({"rows.csv": rows()}), 10), File("is damaged: Bad CRC-32")),
    ("31 lying size, larger", "rows.zip", made.lying(made.zipped({"rows.csv": rows()}), 100_000), TAKEN),
    ("31 encrypted", "rows.zip", made.flagged(made.zipped({"rows.csv": rows()})), File("is encrypted")),
    ("31 good", "rows.zip", made.zipped({"rows.csv": rows()}), TAKEN),
]  # fmt: skip

DATES: list[Case] = [
    ("32", "", *day("2018-02-30")), ("33", "", *day("29/02/2019")), ("34 ambiguous", "", *day("01/02/2018")),
    ("35 year 1", "", *day("0001-01-01", BEYOND)), ("35 year 9999", "", *day("9999-12-31", BEYOND)),
    ("35 year 99999", "", *day("99999-01-01")), ("35 year 25", "", *day("0025-09-30", BEYOND)),
    ("36 infinity", "", *day("infinity")), ("36 -infinity", "", *day("-infinity")), ("37 24:00", "", *day("2018-09-30T24:00")),
    ("38 +99:00", "", *day("2018-09-30T12:00+99:00")), ("38 -00:00", "", *day("2018-09-30T12:00-00:00")),
    ("39 week date", "", *day("2018-W01-1")), ("39 compact", "", *day("20180930")),
    ("40 an hour that a clock skips", "", rows(date_start="2018-03-25T02:30:00"), TAKEN),
    ("40 epoch seconds", "", *day("1538265600")), ("40 epoch milliseconds", "", *day("1538265600000")),
    ("41 future", "", rows(date_start=tomorrow(2)), BEYOND.format(tomorrow(2))),
    ("41 tomorrow", "", rows(date_start=tomorrow(1)), TAKEN),
    ("41 end before start", "", rows(date_end="2018-09-29"), "date_end: 2018-09-29 lies before 2018-09-30"),
    ("42 Hijri", "", *day("19 Muharram 1440")), ("42 Hijri in digits", "", *day("1440-01-19", BEYOND)),
    ("42 French", "", *day("30 septembre 2018")), ("43", "", *day("0001-01-01T00:00+14:00")),
]  # fmt: skip

RING = [[0, 14], [1, 14], [1, 15]]
POLYGON = "geometry: is Polygon: a Point or null is expected"
GEOMETRY: list[Case] = [
    ("44 NaN", "rows.geojson", at(float("nan"), 15), NO_POINT),
    ("45 1e400", "rows.geojson", at(12345.5, 15).replace(b"12345.5", b"1e400"), NO_DEGREES.format("inf")),
    ("46 string", "rows.geojson", at("1", "15"), NO_POINT),
    ("46 boolean", "rows.geojson", at(True, False), NO_POINT),
    ("46 null", "rows.geojson", at(None, None), NO_POINT),
    ("47 []", "rows.geojson", geometry("Point", []), NO_POINT),
    ("48 no type", "rows.geojson", geometry(None, [1, 15]), "geometry: is None: a Point or null is expected"),
    ("48 unknown type", "rows.geojson", geometry("Blob", [1, 15]), "geometry: is Blob: a Point or null is expected"),
    ("49 root array", "rows.geojson", b"[]", File("rows.geojson: is not a GeoJSON FeatureCollection")),
    ("50 unclosed ring", "rows.geojson", geometry("Polygon", [RING]), POLYGON),
    ("51 bow-tie", "rows.geojson", geometry("Polygon", [[[0, 14], [1, 15], [1, 14], [0, 15], [0, 14]]]), POLYGON),
    ("52 hole outside", "rows.geojson", geometry("Polygon", [[*RING, RING[0]], [[9, 9], [8, 9], [8, 8], [9, 9]]]), POLYGON),
    ("52 zero area", "rows.geojson", geometry("Polygon", [[[0, 14]] * 4]), POLYGON),
    ("53 3D", "rows.geojson", geometry("Point", [2.4, 15.9, 250]), TAKEN),
    ("53 4D", "rows.geojson", geometry("Point", [2.4, 15.9, 250, 1]), TAKEN),
    ("54 EPSG:3857", "rows.geojson", features(crs={"type": "name", "properties": {"name": "EPSG:3857"}}),
     File("names another coordinate system than WGS84")),
    ("55 SRID in a text", "", *degrees("SRID=999999;POINT(1 2)")),
    ("56 longitude 181", "rows.geojson", at(181, 15), "longitude: 181 is outside -180..180 degrees"),
    ("56 latitude 91", "rows.geojson", at(2, 91), "latitude: 91 is outside -90..90 degrees"),
    ("56 500, 500", "rows.geojson", at(500, 500), "longitude: 500 is outside -180..180 degrees"),
    ("57 antimeridian", "rows.geojson", geometry("Polygon", [[[179, 0], [-179, 0], [-179, 1], [179, 0]]]), POLYGON),
    ("58 a million vertices", "rows.geojson", geometry("Polygon", [[[0.5, 14.5]] * 1_000_000]), POLYGON),
    ("59 300 collections in each other", "rows.geojson", nested(300), "geometry: is GeometryCollection: a Point or null is expected"),
    ("59 5,000 collections in each other", "rows.geojson", nested(5000), File("rows.geojson: is nested too deeply")),
    ("60 nested 200,000", "rows.geojson", b"[" * 200_000, File("rows.geojson: is nested too deeply")),
    ("61 5,000 digits", "rows.geojson", at(12345.5, 15).replace(b"12345.5", b"9" * 5000), NO_POINT),
    ("61 5,000 digits in a toll", "rows.geojson", features(feature({**GIVEN, "killed_best": 12345}, [2.4, 15.9]))
     .replace(b"12345", b"9" * 5000), NO_PEOPLE.format("9" * 40)),
    ("62 duplicate keys", "rows.geojson", features(feature({**GIVEN, "killed_best": 3}, [2.4, 15.9]))
     .replace(b'"killed_best": 3', b'"killed_best": 3, "killed_best": 5'), "killed_best: occurs twice"),
    ("62 __proto__", "rows.geojson", features(feature({**GIVEN, "__proto__": 1}, [2.4, 15.9])),
     "__proto__: is not a known property; see docs/data-dictionary.md"),
    ("62 10 MB of properties", "rows.geojson", features(feature({**GIVEN, "summary_en": "x" * 10_000_000})),
     "summary_en: has more than 5000 characters"),
    ("62 trailing comma", "rows.geojson", features()[:-1] + b",}", File("rows.geojson: is not JSON")),
    ("62 JSON lines as GeoJSON", "rows.geojson", b'{"a": 1}\n{"a": 2}\n', File("rows.geojson: is not JSON: Extra data")),
    ("62 JSON lines", "rows.ndjson", "\n".join(map(json.dumps, (row("a"), NEIGHBOUR))).encode(), TAKEN),
    ("62 gzip", "rows.geojson", b"\x1f\x8b\x08\x00", File("rows.geojson: is a gzip archive")),
    ("63 null geometry", "rows.geojson", features(feature({**GIVEN, "place": "Ansongo"})), TAKEN),
    ("64 polygon", "rows.geojson", geometry("Polygon", [[*RING, RING[0]]]), POLYGON),
    ("65 truncated", "rows.geojson", features()[:-20], File("rows.geojson: is not JSON")),
]  # fmt: skip

MARKS = "\u0301" * 1000
TEXTS: list[Case] = [
    (f"99 {name}", "", rows(summary_en=text), TAKEN)
    for name, text in {
        "RTL override": "a\u202etxet", "zero-width joiner": "a\u200db", "emoji": "\U0001f534", "astral": "\U00010330",
        "combining marks": f"e{MARKS}", "Arabic": "\u0647\u062c\u0648\u0645", "Tifinagh": "\u2d5c\u2d49\u2d3c", "Ajami": "\u0643\u0646\u0648",
    }.items()
]  # fmt: skip
TEXTS += [
    ("98 decomposed accents name the same place", "", rows(place=unicodedata.normalize("NFD", "Ménaka")), TAKEN),
    ("99 Cyrillic in an actor's name", "", rows(perpetrator="\u0406SGS"),
     "perpetrator: no actor is called '\u0406SGS': add it to the actors, or correct the name"),
    ("99 zero-width joiner in an actor's name", "", rows(perpetrator="JN\u200dIM"),
     "perpetrator: no actor is called 'JN\\u200dIM': add it to the actors, or correct the name"),
    ("100 dotless i in a code", "", rows(event_type="r\u0131ots"),
     "event_type: 'r\u0131ots' is none of battles, violence_against_civilians, explosions_remote_violence, protests,"
     " riots, strategic_developments"),
    ("100 dotted I in a code", "", rows(event_type="R\u0130OTS"),
     "event_type: 'ri\u0307ots' is none of battles, violence_against_civilians, explosions_remote_violence, protests,"
     " riots, strategic_developments"),
    ("101 blanks only", "", rows(external_id="", place=" \u00a0 "), "external_id: is empty"),
    ("101 blanks in a text", "", rows(summary_en=" \u00a0\t "), TAKEN),
    ("101 10 MB", "", rows(summary_en="x" * 10_000_000), ": the line has more than 262144 characters"),
]  # fmt: skip
PICTURES: list[Case] = [
    ("103 photo", "photo.jpg", b"\xff\xd8\xff\xe1Exif", File("photo.jpg: files of this kind are not read here")),
    ("103 photo renamed", "rows.csv", b"\xff\xd8\xff\xe1Exif", File("rows.csv: is a picture (JPEG)")),
    ("104 pixel flood", "big.png", b"\x89PNG\r\n\x1a\n", File("big.png: files of this kind are not read here")),
    ("104 pixel flood renamed", "note.html", b"\x89PNG\r\n\x1a\n", File("note.html: is not an HTML page: it is a picture (PNG)")),
    ("105 SVG", "a.svg", b"<svg><script/></svg>", File("a.svg: files of this kind are not read here")),
    ("105 SVG renamed", "note.html", b"<?xml version='1.0'?>\n<svg><script/></svg>",
     File("note.html: is not an HTML page: it is a picture (SVG)")),
    ("106 gif and script", "rows.csv", b"GIF89a/*external_id,date_start*/=1;alert(1)", File("rows.csv: is a picture (GIF)")),
    ("106 gif and script as a text", "note.txt", b"GIF89a/**/=1;alert(1)", File("note.txt: is a picture (GIF)")),
]  # fmt: skip
CASES = CSV + ARCHIVES + DATES + GEOMETRY + TEXTS + PICTURES


def outcome(folder: Path, name: str, content: bytes) -> str:
    """What became of the file or of its first row: the neighbour of a bad row has to be in."""
    try:
        run = import_file(written(folder, content, name or "rows.csv"))
    except FileRefused as refused:
        assert not Incident.objects.unpublished_too().exists()
        return File(refused)
    found = outcomes(run)
    assert [other[1] for other in found[1:]] == ["new"], found
    _line, taken, column, reason = found[0]
    return TAKEN if taken == "new" else f"{column}: {reason}"


@pytest.mark.parametrize(
    ("name", "content", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_bad_input_is_taken_refused_or_its_row_is_set_aside(
    name: str, content: bytes, expected: str, tmp_path: Path
) -> None:
    before = time.monotonic()
    found = outcome(tmp_path, name, content)
    assert time.monotonic() - before < SECONDS
    if isinstance(expected, File):
        assert (type(found), expected in found) == (File, True), found
    else:
        assert (type(found), found) == (str, expected)


def test_every_number_of_the_corpus_that_concerns_files_has_a_case() -> None:
    """Of 26, 27, 29, 98, 102, 106 and 107 there are tests of their own below."""
    numbers = {int(case[0].split()[0]) for case in CASES} | {26, 27, 29, 98, 102, 106, 107}
    assert sorted(numbers) == [*range(1, 66), *range(98, 108)]


# Plausible and wrong -------------------------------------------------------------------------------------
def test_27_one_id_twice_with_other_data_keeps_the_first_and_refuses_the_second(tmp_path: Path) -> None:
    run = import_file(written(tmp_path, csv_text(row("a", killed_best="3"), row("a", killed_best="30"))))
    assert outcomes(run) == [
        (2, "new", "", ""),
        (3, "quarantined", "external_id", "is the same as in line 2 of this file"),
    ]
    assert Incident.objects.unpublished_too().get().killed_best == 3


def test_98_one_place_and_one_id_in_two_compositions_are_one(tmp_path: Path) -> None:
    composed = row("M\u00e9naka-1", place="M\u00e9naka")
    decomposed = {name: unicodedata.normalize("NFD", text) for name, text in composed.items()}
    run = import_file(written(tmp_path, csv_text(composed, decomposed)))
    assert [(found[1], found[2]) for found in outcomes(run)] == [("new", ""), ("quarantined", "external_id")]
    assert import_file(written(tmp_path, csv_text(decomposed))).unchanged == 1


# Size ----------------------------------------------------------------------------------------------------
COUNT_ROWS = """
import re, sys
from pathlib import Path
import django
django.setup()
from incidents.ingest.imports import FORMATS
from incidents.ingest.layouts import own
path = Path(sys.argv[1])
table = FORMATS[path.suffix](path)
count = sum(1 for _row in own.rows(table))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(count, table.expected, int(peak[1]) // 1024)
"""


def counted(path: Path) -> tuple[int, int, int, float]:
    """(rows, rows expected, megabytes at most, seconds) of reading a file in a process of its own."""
    before = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", COUNT_ROWS, str(path)], capture_output=True, text=True, check=True,
        cwd=confined.PROJECT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "sahel.settings"},
    )  # fmt: skip
    rows_, expected, megabytes = map(int, done.stdout.split())
    return rows_, expected, megabytes, time.monotonic() - before


@pytest.mark.parametrize(("name", "start", "one"), [
    ("rows.csv", "external_id,date_start,event_type,place,killed_best\n", "r{},2018-09-30,battles,Ansongo,3\n"),
    ("rows.jsonl", "", '{{"external_id": "r{}", "date_start": "2018-09-30", "event_type": "battles"}}\n'),
])  # fmt: skip
@pytest.mark.slow
def test_26_a_million_rows_stream_in_bounded_memory(name: str, start: str, one: str, tmp_path: Path) -> None:
    path, number = (
        tmp_path / name,
        sized(250_000, 1_000_000),
    )  # a quarter, kept as objects, is too much as well
    with path.open("w") as file:
        file.write(start)
        file.writelines(one.format(n) for n in range(number))
    found, expected, megabytes, seconds = counted(path)
    assert (found, expected) == (number, number)
    assert megabytes < 200
    assert seconds < SECONDS


@pytest.mark.slow
def test_29_two_hundred_megabytes_stream_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w") as file:
        file.write("external_id,date_start,event_type,summary_en\n")
        file.writelines(f"r{n},2018-09-30,battles,{'x' * 4000}\n" for n in range(50_000))
    assert path.stat().st_size > 190 * 1024 * 1024
    found, expected, megabytes, seconds = counted(path)
    assert (found, expected) == (50_000, 50_000)
    assert megabytes < 200
    assert seconds < SECONDS


@pytest.mark.parametrize(
    ("name", "limit"),
    [("rows.csv", 200), ("rows.jsonl", 200), ("rows.geojson", 40), ("rows.xlsx", 20), ("rows.zip", 200)],
)
def test_29_a_file_of_500_megabytes_is_refused_at_once(name: str, limit: int, tmp_path: Path) -> None:
    path = written(tmp_path, rows(), name)
    os.truncate(path, 500 * 1024 * 1024)
    before = time.monotonic()
    with pytest.raises(FileRefused, match=f"500 MB is over the limit of {limit} MB: split the file"):
        import_file(path)
    assert time.monotonic() - before < 2


@pytest.mark.parametrize(
    ("size", "number"), [(400, 70_000), (0, 240_000)], ids=["long texts", "many small features"]
)
@pytest.mark.slow
def test_a_collection_of_forty_megabytes_is_read_in_bounded_memory(
    size: int, number: int, tmp_path: Path
) -> None:
    one = json.dumps(feature({**GIVEN, "summary_en": "x" * size} if size else GIVEN, [1.31, 15.42]))
    path = tmp_path / "rows.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + ",".join([one] * number) + "]}")
    assert path.stat().st_size > 38 * 1024 * 1024
    found, expected, megabytes, seconds = counted(path)
    assert (found, expected) == (number, number)
    assert megabytes < MEGABYTES
    assert seconds < SECONDS


@pytest.mark.parametrize("part", ["{},", "[],", '"ab",', "1.5,"])
def test_a_collection_of_countless_parts_is_refused_before_it_is_read(part: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + part * (38_000_000 // len(part)) + "0]}")
    with pytest.raises(
        FileRefused, match=r"rows\.geojson: holds more than can be taken in at once: split it, or save"
    ):
        import_file(path)


# Names and texts -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    ["..rows.csv", "CON.csv", "a\u202evsc.csv", "r\u00e9gion.csv", "-rf.csv", "$(id).csv", "rows.csv.csv", "\udcff.csv", "x" * 240 + ".csv"],
)  # fmt: skip
def test_102_a_name_of_a_file_is_only_a_name(name: str, tmp_path: Path) -> None:
    run = import_file(written(tmp_path, rows(), name))
    assert [found[1] for found in outcomes(run)] == ["new", "new"]
    assert run.file_name == name.replace("\udcff", "?")


@pytest.mark.parametrize("name", ["../" * 30 + "absent.csv", "x" * 300 + ".csv", "a\x00b.csv"])
def test_102_a_name_that_leads_nowhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"there is no such file|cannot be read"):
        import_file(tmp_path / name)


def taken(folder: Path, name: str, content: bytes) -> Report:
    import_note(written(folder, content, name), make.run(), None, "en")
    return Report.objects.get()


def test_106_of_a_pdf_with_a_script_only_the_text_is_kept(tmp_path: Path) -> None:
    report = taken(tmp_path, "a.pdf", made.pdf("Attack near Ansongo", script="app.alert"))
    assert (report.text, report.title) == ("Attack near Ansongo", "Attack near Ansongo")


def test_107_of_a_document_neither_author_nor_deleted_text_is_kept(tmp_path: Path) -> None:
    deleted = (
        f'<w:p {made.W}><w:r><w:t>Three people died</w:t></w:r><w:del w:id="1" w:author="Secret Author">'
        "<w:r><w:delText>, said the secret source</w:delText></w:r></w:del></w:p>"
    )
    report = taken(tmp_path, "a.docx", made.document("Attack near Ansongo", deleted, author="Secret Author"))
    assert report.text == "Attack near Ansongo\nThree people died"
    assert "ecret" not in json.dumps([report.title, report.text, report.payload])


def test_a_page_is_published_on_the_day_that_it_states_unless_the_import_says_otherwise(
    tmp_path: Path,
) -> None:
    head = '<title>Attack</title><meta property="article:published_time" content="2018-09-30T08:00:00Z">'
    story = f"<h1>Attack</h1><p>{'Gunmen attacked a village near Ansongo and killed three people. ' * 5}</p>"
    report = taken(tmp_path, "a.html", made.page(story, head))
    assert (report.title, report.published_at.date().isoformat()) == ("Attack", "2018-09-30")


# The child -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("hangs", "took longer than 2 seconds or more memory than 300 MB to read"),
        ("eats", "took more memory than 300 MB to read"),
        ("dies", "took longer than 2 seconds or more memory than 300 MB to read"),
        ("nests", "is nested too deeply"),
        ("fails", "cannot be read: KeyError: 'x'"),
        ("floods", "holds more than can be taken in at once"),
        ("writes", "cannot be read: OSError: [Errno 27] File too large"),
        ("refuses", "is a PDF of another kind"),
    ],
)
def test_a_parser_that_misbehaves_ends_its_own_process_and_nothing_else(task: str, reason: str) -> None:
    before = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        confined.read(f"tests.ingest.hostile:{task}", b"x", seconds=2, megabytes=300)
    assert str(refused.value) == reason
    assert time.monotonic() - before < SECONDS


def test_a_parser_sees_nothing_of_what_its_parent_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgis://secret")
    seen = confined.read("tests.ingest.hostile:listens", b"x")
    assert [name for name in seen if name not in ("LC_CTYPE", "PYTHONUTF8")] == []
