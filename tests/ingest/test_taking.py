"""Rows in batches: checked against what is here, written together, and nothing of a bad one left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import copyrows, record, review
from incidents.codes import ItemOutcome, RunState, Verification
from incidents.ingest import taking
from incidents.ingest.checking import Checker
from incidents.ingest.formats import RawRow
from incidents.ingest.ground import Ground
from incidents.ingest.imports import import_file
from incidents.ingest.knownnames import forget, tables_from_database
from incidents.ingest.taking import take_rows
from incidents.ingest.writing import Writer
from incidents.models import Incident, IngestRun, Place, Report
from tests import make
from tests.ingest.written import BESIDE_ANSONGO, counts, csv_text, outcomes, row, written

pytestmark = pytest.mark.django_db

FULL = {
    "sub_event_type": "attack", "weapons": "small_arms", "country": "MLI", "admin1": "ML07", "longitude": "0.51",
    "latitude": "15.66", "killed_low": "2", "killed_best": "3", "killed_high": "4", "civilians_killed": "3",
    "injured": "4", "perpetrator": "isgs", "attribution": "suspected", "claim_status": "none",
    "attribution_words": "probably", "target": "civilians", "civilian_targeting": "true", "communities": "tuareg",
    "summary_en": "An attack.\tWith a tab", "summary_fr": "Une attaque.", "location_policy": "settlement",
    "url": "https://example.org/1", "published": "2018-10-02",
}  # fmt: skip


def imported(folder: Path, *rows: dict[str, str], **arguments: Any) -> IngestRun:
    return import_file(written(folder, csv_text(*rows)), **arguments)


def sizes() -> dict[str, int]:
    models = apps.get_app_config("incidents").get_models()
    return {
        m.__name__: m._base_manager.count()
        for m in models
        if m.__name__ not in {"IngestRun", "IngestItem", "Source"}
    }


# Many at once ---------------------------------------------------------------------------------------------------
def test_a_row_written_with_others_is_the_row_that_an_editor_would_have_written(tmp_path: Path) -> None:
    """The record that is read back from COPY equals the one that went in one by one."""
    run = imported(tmp_path, row("a", **FULL))
    by_copy = record.read(run.incidents.get())

    one_by_one = make.run(source=make.source("Other"), state="finished")
    values = {**by_copy.as_json(), "external_ids": [], "sources": []}
    incident = review.enter(record.IncidentRecord.from_json(values), by=None, run=one_by_one)

    again = record.read(Incident.objects.unpublished_too().get(pk=incident.pk)).as_json()
    assert {**again, "sources": [], "external_ids": []} == values
    original = Incident.objects.unpublished_too().get(pk=run.incidents.get().pk)
    names = (
        "point",
        "radius_m",
        "geo_precision",
        "place_id",
        "region_id",
        "killed_low",
        "killed_best",
        "killed_high",
    )
    fresh = Incident.objects.unpublished_too().get(pk=incident.pk)
    assert [getattr(original, name) for name in names] == [getattr(fresh, name) for name in names]
    assert original.exact.point.coords == (0.51, 15.66)


def test_the_statements_of_an_import_do_not_grow_with_its_rows(tmp_path: Path) -> None:
    taken = []
    for number in (1, 40):
        rows = [row(f"{number}-{n}", **FULL) for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            imported(tmp_path, *rows, source=make.source(f"File of {number}"))
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_batches_know_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "BATCH", 2)
    run = imported(tmp_path, *(row(str(n)) for n in (1, 2, 3, 1, 4)))
    assert outcomes(run)[3] == (5, "quarantined", "external_id", "is the same as in line 2 of this file")
    assert (counts(run), run.incidents.count()) == ((4, 0, 0, 1), 4)


@pytest.mark.parametrize("at_once", [1, 2, 100])
@pytest.mark.parametrize(("wrong", "reason"), [
    ({"verification": "sure"}, "incident verification known"),  # the database refuses it
    ({"embargo_until": "soon"}, "'soon' is not a moment with its zone"),  # found when its columns are made
])  # fmt: skip
def test_a_row_that_the_reading_did_not_refuse_is_set_aside_and_its_batch_goes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], reason: str, at_once: int
) -> None:
    """Some rule that the reading does not know, in a batch of any size and while others wait behind it."""
    monkeypatch.setattr(Verification, "_value2member_map_", {**Verification._value2member_map_})
    monkeypatch.setattr(taking, "BATCH", at_once)
    from incidents.ingest import rowreader

    genuine = rowreader.row_of

    def with_a_wrong_value(cells: Any, *args: Any, **kwargs: Any) -> Any:
        found = genuine(cells, *args, **kwargs)
        if cells["external_id"] != "b":
            return found
        return type(found)(found.external_id, found.url, found.published, found.record.with_values(wrong))

    monkeypatch.setattr("incidents.ingest.checking.row_of", with_a_wrong_value)
    run = imported(tmp_path, row("a"), row("b"), row("c"))
    assert [outcome[:2] for outcome in outcomes(run)] == [(2, "new"), (3, "quarantined"), (4, "new")]
    assert reason in outcomes(run)[1][3]
    assert (run.incidents.count(), Report.objects.count()) == (2, 2)


def test_making_the_texts_of_a_batch_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    """A thread makes them, which has no part in the transaction; a place of a loaded gazetteer counts too."""
    Place.objects.create(
        key="far-away", name="Far Away", country="MLI", feature="village", curated=False,
        point=Point(0.6, 15.7, srid=4326), region=make.region(),
    )  # fmt: skip
    forget()
    run = make.run(source=make.source("File"))
    tables, ground = tables_from_database(), Ground()
    writer = Writer(run, tables, ground)
    cells = [row("a", **FULL), row("b", place="far-away", longitude="", latitude="")]
    checker = Checker(run.source, tables, ground, today=date(2026, 1, 1))
    batch = writer.prepare(checker.batch(RawRow(n, values) for n, values in enumerate(cells)))
    assert [found.problems for found in batch.new] == [(), ()]
    with django_assert_num_queries(0):
        texts = writer.texts(batch)
    assert [text.statement.split('"')[1] for text in texts][:3] == [
        "incidents_report", "incidents_incident", "incidents_exactlocation",
    ]  # fmt: skip


def test_a_file_is_taken_in_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "BATCH", 2)
    before = sizes()
    genuine, calls = taking.items_of, []

    def dies_in_the_second_batch(run: Any, checked: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the lights went out")
        return genuine(run, checked)

    monkeypatch.setattr(taking, "items_of", dies_in_the_second_batch)
    with pytest.raises(RuntimeError):
        imported(tmp_path, *(row(str(n)) for n in range(5)))
    run = IngestRun.objects.get()
    assert (run.state, run.last_error, run.items.count()) == (
        RunState.FAILED,
        "RuntimeError: the lights went out",
        0,
    )
    assert sizes() == before


# Dry run --------------------------------------------------------------------------------------------------------
def test_a_dry_run_says_what_an_import_then_does_and_writes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, row("a"), row("b"))
    rows = [row("a"), row("b", killed_best="5"), row("c"), row("d", event_type="war")]
    before, (latest,) = sizes(), copyrows.reserve_ids(Incident, 1)

    dry = imported(tmp_path, *rows, dry_run=True)

    assert (dry.state, sizes()) == (RunState.CHECKED, before)
    assert copyrows.reserve_ids(Incident, 1) == [latest + 1]
    real = imported(tmp_path, *rows)
    assert outcomes(dry) == outcomes(real)
    assert counts(dry) == counts(real) == (1, 1, 1, 1)


def test_a_changed_row_tells_each_cell_that_changed(tmp_path: Path) -> None:
    imported(tmp_path, row("a", killed_best="3", summary_en="Three dead."))
    run = imported(tmp_path, row("a", killed_best="5"), dry_run=True)
    assert run.items.get().details == {
        "changed": {"killed_best": ["3", "5"], "summary_en": ["Three dead.", ""]}
    }


# Possible duplicates --------------------------------------------------------------------------------------------
TWIN = {"event_type": "violence_against_civilians", "place": "Ansongo"}


@pytest.mark.parametrize(
    ("cells", "is_twin"),
    BESIDE_ANSONGO,
    ids=str,
)
def test_a_new_row_near_a_published_incident_of_another_source_is_a_possible_duplicate(
    cells: dict[str, str], is_twin: bool, tmp_path: Path
) -> None:
    here = make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    run = imported(tmp_path, row("x", **cells))
    item = run.items.get()
    assert item.outcome == ("possible_duplicate" if is_twin else "new")
    assert item.twin == (here if is_twin else None)
    assert run.incidents.get().flags == (["possible_duplicate"] if is_twin else [])


def test_a_draft_is_no_twin_and_neither_is_a_row_of_the_same_source(tmp_path: Path) -> None:
    make.draft(place="ml-ansongo", date_start="2018-09-30", date_end="2018-09-30")
    first = imported(tmp_path, row("a"), by=make.editor())
    review.publish_run(first, by=make.reviewer())
    assert counts(imported(tmp_path, row("b"))) == (1, 0, 0, 0)


def test_possible_duplicates_can_be_left_out(tmp_path: Path) -> None:
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    run = make.run(source=make.source("A file"), leave_duplicates=True)
    found = take_rows(run, _rows(tmp_path, row("a"), row("b", place="Ménaka")))
    assert dict(found) == {"possible_duplicate": 1, "new": 1}
    assert (run.incidents.count(), Report.objects.filter(source=run.source).count()) == (1, 1)
    left = run.items.get(outcome=ItemOutcome.POSSIBLE_DUPLICATE)
    assert left.payload["external_id"] == "a"


def _rows(folder: Path, *rows: dict[str, str]) -> Iterator[Any]:
    from incidents.ingest.formats.csvfile import open_table

    return open_table(written(folder, csv_text(*rows))).rows


# Who may see it -------------------------------------------------------------------------------------------------
def test_rows_of_a_source_that_may_not_be_passed_on_never_become_public(tmp_path: Path) -> None:
    run = imported(tmp_path, row("a"), source=make.closed_source(), by=make.editor())
    review.publish_run(run, by=make.reviewer())
    incident = run.incidents.get()
    assert (incident.release_to, incident.audience) == (1, 1)
    assert Incident.objects.for_audience(2).count() == 0
