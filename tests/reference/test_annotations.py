"""The dated events that ship with the product: each has a day, both languages and a public source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from incidents import reference
from incidents.codes import AnnotationKind
from incidents.models import Annotation
from incidents.reference import AnnotationRow, _annotation, regions, timeline_annotations
from incidents.reference.tables import read

ROWS = timeline_annotations()
HEADER = "kind,label,label_fr,first_day,last_day,region,source"


def test_they_come_in_the_order_of_their_days() -> None:
    assert [row.first_day for row in ROWS] == sorted(row.first_day for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.first_day} {row.label}")
def test_each_is_whole(row: AnnotationRow) -> None:
    assert row.kind in AnnotationKind.values
    assert 0 < len(row.label) <= 60
    assert 0 < len(row.label_fr) <= 60
    assert row.label != row.label_fr
    assert row.source.startswith("https://")
    assert date(2012, 1, 1) <= row.first_day <= (row.last_day or row.first_day) < date(2026, 1, 1)
    assert row.region in {None, *(region.code for region in regions() if region.level == 0)}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2013-01-11", "Serval"), ("2014-08-01", "Barkhane"), ("2015-05-15", "Algiers accord"), ("2015-06-20", "CMA"),
        ("2018-07-29", "Mali: presidential election"), ("2018-08-12", "run-off"), ("2020-08-18", "Mali: coup"),
        ("2021-05-24", "Mali: coup"), ("2022-01-24", "Burkina Faso: coup"), ("2022-09-30", "Burkina Faso: coup"),
        ("2023-07-26", "Niger: coup"), ("2013-07-01", "MINUSMA"), ("2023-12-31", "MINUSMA"),
    ],
)  # fmt: skip
def test_a_well_known_day_is_there(day: str, words: str) -> None:
    assert [words in row.label for row in ROWS if row.first_day == date.fromisoformat(day)] == [True]


def test_no_event_stands_twice() -> None:
    assert len({(row.first_day, row.label) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("rumour,A,B,2018-07-29,,MLI,https://x.org", "column kind"),
        ("election,,B,2018-07-29,,MLI,https://x.org", "column label: is empty"),
        ("election,A,,2018-07-29,,MLI,https://x.org", "column label_fr: is empty"),
        ("election,A,B,2018-07,,MLI,https://x.org", "column first_day: '2018-07' is not a day"),
        ("election,A,B,2018-02-30,,MLI,https://x.org", "column first_day"),
        ("election,A,B,2018-07-29,soon,MLI,https://x.org", "column last_day"),
        ("election,A,B,2018-07-29,,MLI,", "column source: is empty"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, line: str, error: str) -> None:
    file = tmp_path / "annotations.csv"
    file.write_text(f"# Source: none\n{HEADER}\n{line}\n")
    with pytest.raises(ValueError, match=f"annotations.csv, line 3, {error}"):
        [_annotation(row) for row in read(file, tuple(HEADER.split(",")))]


@pytest.mark.django_db
def test_all_of_them_are_loaded_for_the_public() -> None:
    loaded = Annotation.objects.filter(public=True).values_list(
        "date_start", "label", "label_fr", "region__pcode", "url"
    )
    assert list(loaded) == [
        (row.first_day, row.label, row.label_fr, row.region, row.source)
        for row in reference.timeline_annotations()
    ]
