"""A file becomes a run: the good rows go in, each bad one is set aside with line, column and reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from incidents.codes import ReportState, RunState, WorkflowStatus
from incidents.ingest import knownnames
from incidents.ingest.formats import FileRefused
from incidents.ingest.imports import import_file
from incidents.ingest.taking import retry_items
from incidents.models import Incident, IngestRun, Place, PlaceName, Report, Source
from incidents.spelling import transliteration_key
from tests import make
from tests.ingest.written import collection, counts, csv_text, feature, outcomes, row, written

pytestmark = pytest.mark.django_db

# What an import always writes: its own ledger.
LEDGER = {"IngestRun", "IngestItem"}


def imported(folder: Path, *rows: dict[str, str], **arguments: Any) -> IngestRun:
    return import_file(written(folder, csv_text(*rows)), **arguments)


def table_sizes(leaving_out: Iterable[str] = LEDGER) -> dict[str, int]:
    models = apps.get_app_config("incidents").get_models()
    return {
        model.__name__: model._base_manager.count() for model in models if model.__name__ not in leaving_out
    }


# Good rows ---------------------------------------------------------------------------------------------------
def test_a_row_becomes_a_draft_resting_on_a_report_of_what_the_file_said(tmp_path: Path) -> None:
    run = imported(tmp_path, row(url="https://example.org/1", published="2018-10-02"))
    incident = run.incidents.get()
    report = incident.links.get().report
    assert (incident.status, incident.submitted_by, incident.place_id) == ("draft", None, make.place().pk)
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (3, 3, 3)
    assert (report.state, report.url, report.published_at.date().isoformat(), report.payload["place"]) == (
        ReportState.LINKED, "https://example.org/1", "2018-10-02", "Ansongo",
    )  # fmt: skip
    assert outcomes(run) == [(2, "new", "", "")]


def test_every_cell_of_a_row_reaches_the_flat_row_of_the_published_incident(tmp_path: Path) -> None:
    cells = row(
        date_end="2018-10-01", time_precision="week", date_meaning="lasted", sub_event_type="attack",
        weapons="small_arms", country="MLI", killed_low="20", killed_best="22", killed_high="30",
        civilians_killed="22", injured="4", abducted="1", perpetrator="isgs", attribution="suspected",
        claim_status="none", target="civilians", civilian_targeting="true", communities="tuareg",
        verification="corroborated",
    )  # fmt: skip
    run = imported(tmp_path, cells, by=make.editor())
    from incidents import review

    review.publish_run(run, by=make.reviewer())
    (flat,) = make.public_rows()
    assert outcomes(run) == [(2, "new", "", "")]
    assert {name: flat[name] for name in (
        "time_precision", "date_meaning", "sub_event_type", "weapons", "country", "place", "killed_low",
        "killed_best", "killed_high", "civilians_killed", "injured", "abducted", "perpetrator", "attribution",
        "claim_status", "target", "civilian_targeting", "communities", "verification",
    )} == {
        "time_precision": "week", "date_meaning": "lasted", "sub_event_type": "attack", "weapons": ["small_arms"],
        "country": "MLI", "place": "Ansongo", "killed_low": 20, "killed_best": 22, "killed_high": 30,
        "civilians_killed": 22, "injured": 4, "abducted": 1, "perpetrator": "isgs", "attribution": "suspected",
        "claim_status": "none", "target": "civilians", "civilian_targeting": True, "communities": ["tuareg"],
        "verification": "corroborated",
    }  # fmt: skip


# Bad rows ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        (row("b", date_start="2018-02-30"), "date_start", "'2018-02-30' is not a day that exists, as YYYY-MM-DD"),
        (row("b", date_start="0025-09-30"), "date_start", "0025-09-30 lies before 1990 or after tomorrow"),
        (row("b", date_start="2999-09-30"), "date_start", "2999-09-30 lies before 1990 or after tomorrow"),
        (row("b", killed_best="-3"), "killed_best", "-3: a number of people cannot be negative"),
        (row("b", killed_best="dozens"), "killed_best",
         "'dozens' is not a number of people: leave it empty and put the words into killed_words"),
        (row("b", event_type="war"), "event_type",
         "'war' is none of battles, violence_against_civilians, explosions_remote_violence, protests, riots,"
         " strategic_developments"),
        (row("b", place="Atlantis"), "place",
         "no place is called 'Atlantis': add it to the gazetteer or give coordinates"),
        (row("b", place="", longitude="15.66", latitude="0.5", country="MLI"), "longitude",
         "the point 15.66, 0.5 lies over 50 km outside MLI: longitude and latitude look swapped"),
        (row("b", place="", longitude="15.91", latitude="2.4"), "longitude",
         "the point 15.91, 2.4 lies over 50 km outside every country that is known here:"
         " longitude and latitude look swapped"),
        (row("b", place="", longitude="0", latitude="0"), "longitude",
         "0, 0 lies in the sea and mostly means that no point is known: leave it empty"),
        (row("b", place="", longitude="7.5", latitude="9.0", country="MLI"), "longitude",
         "the point 7.5, 9.0 lies over 50 km outside MLI"),
        (row("b", place="", longitude="nan", latitude="15"), "longitude",
         "'nan' is not a number of degrees with a decimal point"),
        (row("b", place="", longitude="1e400", latitude="15"), "longitude",
         "'1e400' is not a number of degrees with a decimal point"),
        (row("a-1"), "external_id", "is the same as in line 2 of this file"),
        (row(""), "external_id", "is empty"),
        (row("b", synthetic="true"), "synthetic", "is sample data: it does not become an incident"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_bad_row_is_set_aside_with_its_reason_and_the_rows_around_it_go_in(
    bad: dict[str, str], column: str, reason: str, tmp_path: Path
) -> None:
    run = imported(tmp_path, row("a-1"), bad, row("c"))
    found = outcomes(run)
    assert (found[0], found[2]) == ((2, "new", "", ""), (4, "new", "", ""))
    assert (found[1][:3], found[1][3].partition("; similar:")[0]) == ((3, "quarantined", column), reason)
    assert (run.state, counts(run), Incident.objects.count()) == (RunState.FINISHED, (2, 0, 0, 1), 2)


def test_a_quarantined_row_keeps_its_cells_and_leaves_neither_report_nor_incident(tmp_path: Path) -> None:
    run = imported(tmp_path, row("b", killed_best="dozens"))
    item = run.items.get()
    assert (item.payload["killed_best"], item.external_id, item.report, item.incident) == (
        "dozens",
        "b",
        None,
        None,
    )
    assert (Report.objects.count(), Incident.objects.count()) == (0, 0)


def test_two_rows_without_an_id_are_refused_for_that_and_not_as_repeats(tmp_path: Path) -> None:
    run = imported(tmp_path, row(""), row(""))
    assert [outcome[2:] for outcome in outcomes(run)] == [("external_id", "is empty")] * 2


def test_bytes_of_another_encoding_lose_their_row_only(tmp_path: Path) -> None:
    content = csv_text(row("a", place="Ménaka"), row("b", place="M?naka"), row("c", place="Ménaka"))
    run = import_file(written(tmp_path, content.encode().replace(b"M?naka", "Ménaka".encode("cp1252"))))
    assert outcomes(run) == [
        (2, "new", "", ""),
        (3, "quarantined", "place", "is not UTF-8 (byte 0xE9): save the file as UTF-8"),
        (4, "new", "", ""),
    ]


def test_a_doubly_encoded_name_is_an_unknown_place_and_not_a_guess(tmp_path: Path) -> None:
    run = imported(tmp_path, row(place="Ménaka".encode().decode("cp1252")))
    assert [outcome[1:3] for outcome in outcomes(run)] == [("quarantined", "place")]


def test_an_id_in_decomposed_letters_is_the_same_id(tmp_path: Path) -> None:
    run = imported(tmp_path, row("M\u00e9naka-1"), row("Me\u0301naka-1"))
    assert [outcome[1:3] for outcome in outcomes(run)] == [("new", ""), ("quarantined", "external_id")]


@pytest.mark.parametrize(
    "text", ["\u202etxet", "a\u200db", "e" + "\u0301" * 1000, "\U0001f534", "\u0660\u0661", "ߒߞߏ"]
)
def test_strange_letters_of_a_summary_are_kept(text: str, tmp_path: Path) -> None:
    run = imported(tmp_path, row(summary_en=text))
    assert run.incidents.get().summaries.get().text == text


def test_features_with_numbers_that_no_machine_holds_are_set_aside(tmp_path: Path) -> None:
    given = {name: value for name, value in row().items() if name != "place"}
    features = [
        feature({**given, "external_id": str(n)}, position)
        for n, position in enumerate(
            [[0.5, 15.66], [float("nan"), 15], [500, 500], [15.66, 0.5], ["0.5", "15"]], 1
        )
    ]
    run = import_file(written(tmp_path, collection(*features), "rows.geojson"))
    assert [(line, outcome, column) for line, outcome, column, _reason in outcomes(run)] == [
        (1, "new", ""),
        (2, "quarantined", "geometry"),
        (3, "quarantined", "longitude"),
        (4, "quarantined", "longitude"),
        (5, "quarantined", "geometry"),
    ]


@pytest.mark.parametrize("name", ["a\x00b", "\ud800"], ids=ascii)
def test_a_property_name_that_no_database_holds_is_told_without_harm(name: str, tmp_path: Path) -> None:
    run = import_file(
        written(tmp_path, collection(feature({**row(), name: "x"}), feature(row("b"))), "x.geojson")
    )
    assert [outcome[:2] for outcome in outcomes(run)] == [(1, "quarantined"), (2, "new")]


def test_a_point_in_another_region_than_stated_is_kept_and_flagged(tmp_path: Path) -> None:
    run = imported(tmp_path, row(place="", longitude="2.4", latitude="15.91", country="MLI", admin1="Kidal"))
    incident = run.incidents.get()
    assert (incident.region_conflict, incident.flags) == (True, ["region_conflict"])


# Refused files -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rows.csv", b"", "the file is empty"),
        ("rows.csv", b"external_id,date_start,event_type\n", "rows.csv: holds no rows"),
        ("rows.geojson", collection().encode(), "rows.geojson: holds no rows"),
        (
            "rows.csv",
            b"nr\n1\n",
            "rows.csv, line 1: the columns date_start, event_type, external_id are missing",
        ),
        (
            "rows.ods",
            b"PK\x03\x04",
            "rows.ods: files of this kind are not read here (known: .csv, .geojson, .json,",
        ),
        ("rows", b"x", "rows: files of this kind are not read here"),
        ("note.txt", b"\xff\xfeN", "note.txt: is a text in UTF-16: save it as UTF-8"),
        ("note.txt", b"Gunmen\nin M\xe9naka", "note.txt, line 2: is not UTF-8 (byte 0xE9): save it as UTF-8"),
        ("note.txt", b" \n\xc2\xa0\n", "note.txt: holds nothing but blanks"),
        ("note.txt", b"x" * 50_001, "note.txt: has 50001 characters; a report has at most 50000"),
        ("note.txt", b"x" * 1_048_577, "note.txt: a note has at most 1024 kB; rows go into a CSV"),
        ("note.txt", b"%PDF-1.7 rest", "note.txt: is a PDF file"),
    ],
)
def test_a_refused_file_is_a_failed_run_with_the_reason_and_nothing_else(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    before = table_sizes({*LEDGER, "Source"})
    with pytest.raises(FileRefused) as refused:
        import_file(written(tmp_path, content, name))
    run = IngestRun.objects.get()
    assert message in str(refused.value)
    assert (run.state, run.last_error, run.items.count()) == (RunState.FAILED, str(refused.value), 0)
    assert table_sizes({*LEDGER, "Source"}) == before


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x" * 250 + ".csv", "x" * 250 + ".csv"),
        ("\u202esvc.exe.csv", "\u202esvc.exe.csv"),
        ("M\udce9naka.csv", "M?naka.csv"),
        ("Ménaka 30 %.CSV", "Ménaka 30 %.CSV"),
        ("CON.csv", "CON.csv"),
    ],
    ids=ascii,
)
def test_any_name_of_a_file_can_be_kept(name: str, kept: str, tmp_path: Path) -> None:
    run = import_file(written(tmp_path, csv_text(row()), name))
    assert (run.file_name, counts(run)) == (kept, (1, 0, 0, 0))


# Notes -----------------------------------------------------------------------------------------------------
def test_a_note_becomes_a_pending_report_with_its_first_line_as_title(tmp_path: Path) -> None:
    run = import_file(
        written(tmp_path, "\ufeff\nBulletin\r\nGunmen killed three.", "note.txt"), by=make.editor()
    )
    report = Report.objects.get()
    assert (report.state, report.title, report.text) == (
        "pending",
        "Bulletin",
        "\nBulletin\nGunmen killed three.",
    )
    assert (report.submitted_by, counts(run)) == (make.editor(), (1, 0, 0, 0))


def test_the_same_note_again_is_unchanged_under_whatever_name(tmp_path: Path) -> None:
    import_file(written(tmp_path, "Gunmen killed three.", "note.txt"))
    before = table_sizes()
    run = import_file(written(tmp_path, "Gunmen killed three.", "copy.md"))
    assert (counts(run), table_sizes()) == ((0, 0, 1, 0), before)


def test_a_nul_in_a_note_is_shown_as_a_replacement_sign(tmp_path: Path) -> None:
    import_file(written(tmp_path, "Bulletin\nGunmen\x00killed three.", "note.txt"))
    assert Report.objects.get().text == "Bulletin\nGunmen\ufffdkilled three."


# Again -------------------------------------------------------------------------------------------------------
def test_the_same_file_again_writes_nothing_and_says_so(tmp_path: Path) -> None:
    rows = [row(str(n), perpetrator="isgs", summary_en=f"Attack {n}") for n in range(20)]
    first = imported(tmp_path, *rows, row("bad", killed_best="-1"))
    before = table_sizes()
    again = imported(tmp_path, *rows, row("bad", killed_best="-1"))
    assert (counts(first), counts(again)) == ((20, 0, 0, 1), (0, 0, 20, 1))
    assert table_sizes() == before


def test_the_same_rows_in_another_order_and_format_are_unchanged(tmp_path: Path) -> None:
    imported(tmp_path, row("a"), row("b"))
    properties = [dict(reversed(row(n).items())) for n in ("b", "a")]
    run = import_file(written(tmp_path, collection(*map(feature, properties)), "rows.geojson"))
    assert counts(run) == (0, 0, 2, 0)


def test_the_same_ids_of_another_source_are_other_incidents(tmp_path: Path) -> None:
    imported(tmp_path, row())
    run = imported(tmp_path, row(), source=make.source("Another file"))
    assert (counts(run), Incident.objects.count(), Source.objects.filter(name="Imported files").count()) == (
        (1, 0, 0, 0), 2, 1,
    )  # fmt: skip


def test_a_row_whose_report_was_dismissed_does_not_come_back(tmp_path: Path) -> None:
    imported(tmp_path, row())
    Incident.objects.all().delete()
    Report.objects.update(state=ReportState.DISMISSED)
    run = imported(tmp_path, row(killed_best="5"))
    assert (Incident.objects.count(), [report.state for report in Report.objects.all()]) == (
        0,
        ["dismissed"] * 2,
    )
    assert counts(run) == (0, 1, 0, 0)


# Retry -------------------------------------------------------------------------------------------------------
def test_a_row_set_aside_for_its_place_goes_in_after_the_place_was_added(tmp_path: Path) -> None:
    run = imported(tmp_path, row("a", place="Tin-Nobody"), row("b", killed_best="-1"))
    place = Place.objects.create(
        key="ml-tin-nobody",
        name="Tin-Nobody",
        feature="well",
        country="MLI",
        point=make.place().point,
        radius_m=500,
    )
    PlaceName.objects.create(
        place=place, name=place.name, key=transliteration_key(place.name), kind="official"
    )
    knownnames.forget()
    assert retry_items(run.items.all()) == {"new": 1, "quarantined": 1}
    run.refresh_from_db()
    assert (counts(run), [outcome[:3] for outcome in outcomes(run)]) == (
        (1, 0, 0, 1), [(2, "new", ""), (3, "quarantined", "killed_best")],
    )  # fmt: skip
    assert (run.incidents.get().place, run.items.filter(retried_at=None).count()) == (place, 0)


def test_a_retry_leaves_lines_that_are_no_rows_and_second_rows_of_an_id(tmp_path: Path) -> None:
    content = csv_text(row("a"), row("a", killed_best="5")) + "a,b\n"
    run = import_file(written(tmp_path, content))
    assert (counts(run), retry_items(run.items.all())) == ((1, 0, 0, 2), {})
    assert run.incidents.get().killed_best == 3


# Two persons -----------------------------------------------------------------------------------------------
def test_rows_of_an_editor_wait_in_review_and_are_published_by_another_person(tmp_path: Path) -> None:
    from incidents import review

    run = imported(tmp_path, row("a"), row("b"), by=make.editor())
    assert set(run.incidents.values_list("status", "submitted_by")) == {("in_review", make.editor().pk)}
    with pytest.raises(review.ReviewError, match="another person has to publish it"):
        review.publish_run(run, by=make.editor())
    assert Incident.objects.for_audience(2).count() == 0
    assert (review.publish_run(run, by=make.reviewer()), Incident.objects.for_audience(2).count()) == (2, 2)


def test_rows_of_nobody_stay_drafts_until_an_editor_submits_the_run(tmp_path: Path) -> None:
    from incidents import review

    run = imported(tmp_path, row("a"), row("b"))
    assert (review.publish_run(run, by=make.reviewer()), Incident.objects.for_audience(2).count()) == (0, 0)
    assert review.submit_run(run, by=make.editor()) == 2
    assert set(run.incidents.values_list("status", flat=True)) == {WorkflowStatus.IN_REVIEW}
    assert (review.publish_run(run, by=make.reviewer()), Incident.objects.for_audience(2).count()) == (2, 2)
    assert (review.submit_run(run, by=make.editor()), review.publish_run(run, by=make.reviewer())) == (0, 0)
