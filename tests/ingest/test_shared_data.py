"""Real files of three providers import with the right counts, and a second time change nothing.

The files are not ours to ship: without them the tests are skipped. Figures were counted in the files themselves.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.formats import RawRow, RefusedRow
from incidents.ingest.gazetteer import Tables
from incidents.ingest.imports import FORMATS, import_file, layout_of
from incidents.ingest.rowreader import Row, RowError, row_of
from incidents.models import Incident
from tests import make
from tests.ingest.written import counts, outcomes

DATA = Path(__file__).parents[3] / "shared" / "data"
HEALTH, INSECURITY = "insecurity_insight_healthcare_sahel.csv", "insecurity_insight_sahel_all.geojson"
SAHEL, WORLD = "ucdp_ged231_sample_sahel.csv", "ucdp_ged231_sample_1000.csv"
FILES = (HEALTH, INSECURITY, SAHEL, WORLD)
TODAY = date(2026, 1, 15)

pytestmark = pytest.mark.skipif(
    not all((DATA / name).exists() for name in FILES),
    reason="the files of Insecurity Insight and UCDP are not here",
)


@cache
def read(name: str) -> tuple[tuple[Row, ...], tuple[tuple[int, str, str], ...]]:
    """The rows of a file, and (line, column, reason) of those that are refused."""
    table = FORMATS[Path(name).suffix](DATA / name)
    layout = layout_of(table.columns)
    rows, refused = [], []
    for raw in layout.rows(table):
        if isinstance(raw, RefusedRow):
            refused.append((raw.line, raw.column, raw.reason))
            continue
        try:
            rows.append(row_of(raw.cells, Tables.from_reference(), today=TODAY, lenient=layout.lenient))
        except RowError as error:
            refused.append((raw.line, error.column, error.reason))
    return tuple(rows), tuple(refused)


def count(name: str, of: Callable[[Row], Any]) -> dict[Any, int]:
    return dict(Counter(of(row) for row in read(name)[0]))


@pytest.mark.parametrize(
    ("name", "layout", "taken", "refused"),
    [(HEALTH, "insecurity", 384, 0), (INSECURITY, "insecurity", 727, 0), (SAHEL, "ucdp", 12, 0), (WORLD, "ucdp", 56, 944)],
)  # fmt: skip
def test_every_row_of_a_file_is_taken_or_refused(name: str, layout: str, taken: int, refused: int) -> None:
    table = FORMATS[Path(name).suffix](DATA / name)
    assert layout_of(table.columns).name == layout
    assert tuple(map(len, read(name))) == (taken, refused)


@pytest.mark.parametrize("name", FILES)
def test_no_id_is_empty_and_none_occurs_twice(name: str) -> None:
    ids = [row.external_id for row in read(name)[0]]
    assert (len(set(ids)), "" in ids) == (len(ids), False)


# UCDP ----------------------------------------------------------------------------------------------------
def test_rows_of_the_world_are_refused_for_their_country_and_no_other_reason() -> None:
    reasons = Counter(reason.partition(" is not known here")[0] for _line, _column, reason in read(WORLD)[1])
    assert {column for _line, column, _reason in read(WORLD)[1]} == {"country"}
    assert reasons.most_common(5) == [
        ("'Syria'", 265), ("'Afghanistan'", 135), ("'India'", 57), ("'Mexico'", 44), ("'DR Congo (Zaire)'", 35),
    ]  # fmt: skip


def test_the_rows_of_the_world_that_are_taken_are_those_of_the_countries_known_here() -> None:
    tables = Tables.from_reference()
    assert count(WORLD, lambda row: tables.regions[row.record.stated_region].country) == {
        "NGA": 19, "DZA": 17, "MLI": 7, "BFA": 4, "LBY": 4, "CIV": 3, "NER": 1, "TCD": 1,
    }  # fmt: skip


def test_deaths_of_the_sahel_are_those_of_the_file() -> None:
    rows = [row.record for row in read(SAHEL)[0]]
    totals = [
        [one for one in record.estimates if (one.kind, one.group) == ("killed", "all")] for record in rows
    ]
    assert sum(one.best or 0 for (one,) in totals) == 143
    parts = [sum(one.best or 0 for one in record.estimates if one.group != "all") for record in rows]
    assert parts == [one.best for (one,) in totals]


def test_events_of_the_sahel_without_a_place_have_no_point() -> None:
    points = {row.external_id: row.record.longitude is not None for row in read(SAHEL)[0]}
    assert [key for key, has_point in points.items() if not has_point] == ["256789", "433894"]


def test_of_thirteen_ranges_out_of_order_each_would_be_marked() -> None:
    """All thirteen lie in other countries: read here as if their country were known."""
    table = FORMATS[".csv"](DATA / WORLD)
    found = 0
    for raw in layout_of(table.columns).rows(table):
        assert isinstance(raw, RawRow)
        given = json.loads(raw.cells["as_given"])
        low, best, high = (float(given[name]) for name in ("low", "best", "high"))
        cells = {"external_id": "a", "date_start": "2018-09-30", "event_type": "battles", "as_given": "{}"}
        figures = {name: raw.cells[name] for name in ("killed_low", "killed_best", "killed_high")}
        (estimate,) = row_of({**cells, **figures}, Tables.from_reference(), today=TODAY).record.estimates
        assert (estimate.best, estimate.reordered) == (best, not low <= best <= high)
        found += estimate.reordered
    assert found == 13


# Insecurity Insight --------------------------------------------------------------------------------------
def test_every_theme_keeps_its_rows_and_the_id_in_two_themes_is_two_rows() -> None:
    assert count(INSECURITY, lambda row: row.external_id.partition("/")[2]) == {
        "healthcare": 384, "education": 176, "aidWorkerKIKA": 108, "sv": 37, "protection": 22,
    }  # fmt: skip
    assert sorted(row.external_id for row in read(INSECURITY)[0] if row.external_id.startswith("37053/")) == [
        "37053/protection",
        "37053/sv",
    ]


def test_the_flat_file_and_the_collection_name_the_same_events() -> None:
    flat = {row.external_id: row.record.date_start for row in read(HEALTH)[0]}
    whole = {row.external_id: row.record.date_start for row in read(INSECURITY)[0]}
    assert {key: whole[key] for key in flat} == flat


def test_every_region_but_four_is_known_by_its_name() -> None:
    notes = [line for row in read(INSECURITY)[0] for line in row.record.internal_notes.split("\n")]
    assert sorted(note for note in notes if note.startswith("Region as given")) == [
        "Region as given: Dar Salam", "Region as given: Kalley", "Region as given: Niamey Bas", "Region as given: Séno",
    ]  # fmt: skip


def test_only_points_of_places_are_points() -> None:
    assert count(INSECURITY, lambda row: (row.record.geo_precision, row.record.longitude is not None)) == {
        ("near", True): 500,
        (None, False): 227,
    }


def test_a_text_of_a_victim_is_never_a_public_summary() -> None:
    assert count(INSECURITY, lambda row: len(row.record.summaries)) == {0: 727}


# Twice ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (HEALTH, (384, 0, 0, 0), (0, 0, 384, 0)),
        (INSECURITY, (727, 0, 0, 0), (0, 0, 727, 0)),
        (SAHEL, (12, 0, 0, 0), (0, 0, 12, 0)),
        (WORLD, (56, 0, 0, 944), (0, 0, 56, 944)),
    ],
)
def test_a_file_imports_with_the_right_counts_and_a_second_time_changes_nothing(
    name: str, first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    source = make.source(name=name)
    run = import_file(DATA / name, source=source)
    assert counts(run) == first, Counter(outcome[2:] for outcome in outcomes(run) if outcome[3]).most_common(
        5
    )
    before = list(Incident.objects.unpublished_too().order_by("pk").values_list("pk", "updated_at"))
    assert counts(import_file(DATA / name, source=source)) == second
    assert list(Incident.objects.unpublished_too().order_by("pk").values_list("pk", "updated_at")) == before
