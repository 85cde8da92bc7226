"""`manage.py ingest`: what it prints and with which status it ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from incidents.models import Incident, IngestRun, Report
from tests import make
from tests.ingest.written import collection, csv_text, feature, row, written

pytestmark = pytest.mark.django_db


def ingest(*arguments: str | Path) -> tuple[str, str]:
    output, errors = io.StringIO(), io.StringIO()
    call_command("ingest", *map(str, arguments), stdout=output, stderr=errors, no_color=True)
    return output.getvalue(), errors.getvalue()


def refusal(*arguments: str | Path) -> tuple[str, str]:
    """(The error, what was printed as refused before it)."""
    errors = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("ingest", *map(str, arguments), stdout=io.StringIO(), stderr=errors, no_color=True)
    return str(refused.value), errors.getvalue()


def test_it_counts_what_became_of_the_rows_and_names_each_bad_one(tmp_path: Path) -> None:
    rows = (row("a"), row("b", date_start="2018-02-30"), row("c", place="Atlantis-sur-Sable"))
    output, errors = ingest(written(tmp_path, csv_text(*rows)))
    run = IngestRun.objects.get()
    assert output.splitlines() == [
        f"rows.csv: 1 new, 0 changed, 0 unchanged, 2 quarantined (run {run.pk})",
        "  rows.csv, line 3, column date_start: '2018-02-30' is not a day that exists, as YYYY-MM-DD",
        "  rows.csv, line 4, column place: no place is called 'Atlantis-sur-Sable': add it to the gazetteer or give"
        " coordinates",
    ]
    assert errors == ""


def test_it_says_that_a_second_run_changed_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, csv_text(row("a"), row("b")))
    ingest(path)
    output, _ = ingest(path)
    run = IngestRun.objects.first()
    assert (
        output
        == f"rows.csv: 0 new, 0 changed, 2 unchanged, 0 quarantined (run {run and run.pk}; nothing changed)\n"
    )


def test_it_shows_twenty_bad_rows_and_counts_the_others(tmp_path: Path) -> None:
    output, _ = ingest(written(tmp_path, csv_text(*(row(str(n), killed_best="dozens") for n in range(25)))))
    assert (len(output.splitlines()), output.splitlines()[-1]) == (
        22,
        "  ... and 5 more: see the run in the admin",
    )


def test_it_takes_several_files_of_several_kinds(tmp_path: Path) -> None:
    files = [
        written(tmp_path, "Gunmen killed three people near Ansongo.", "note.txt"),
        written(tmp_path, csv_text(row("a")), "rows.csv"),
        written(tmp_path, collection(feature(row("b"))), "rows.geojson"),
    ]
    output, _ = ingest(*files)
    assert [line.partition(":")[0] for line in output.splitlines()] == [
        "note.txt",
        "rows.csv",
        "rows.geojson",
    ]
    assert (Incident.objects.unpublished_too().count(), Report.objects.filter(state="pending").count()) == (
        2,
        1,
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.csv", b"", "empty.csv: the file is empty"),
        (
            "rows.csv",
            b"nr\n1\n",
            "rows.csv, line 1: the columns date_start, event_type, external_id are missing",
        ),
        ("rows.csv", csv_text(row()).encode("utf-16"), "rows.csv: is a text in UTF-16: save it as UTF-8"),
        ("rows.geojson", b"{", "rows.geojson: is not JSON"),
        ("note.txt", b"M\xe9naka", "note.txt, line 1: is not UTF-8 (byte 0xE9)"),
        ("photo.png", b"\x89PNG", "photo.png: files of this kind are not read here"),
    ],
)
def test_a_refused_file_is_named_with_its_reason_and_the_other_files_go_in(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    good = written(tmp_path, csv_text(row()), "good.csv")
    error, printed = refusal(written(tmp_path, content, name), good)
    assert error == "1 of 2 files were refused; the others are in."
    assert (printed.startswith("refused: "), reason in printed) == (True, True)
    assert Incident.objects.unpublished_too().count() == 1


def test_a_missing_file_a_folder_and_an_endless_name_are_refused(tmp_path: Path) -> None:
    _error, printed = refusal(tmp_path / "absent.csv", tmp_path, tmp_path / ("x" * 300))
    reasons = [line.removeprefix("refused: ").partition(": ")[2] for line in printed.splitlines()]
    known = ".csv, .geojson, .json, .jsonl, .ndjson, .xlsx, .zip, .txt, .md, .text, .html, .htm, .pdf, .docx"
    not_read = f"files of this kind are not read here (known: {known})"
    assert reasons == ["there is no such file", not_read, not_read]


def test_rows_of_an_editor_wait_in_review(tmp_path: Path) -> None:
    ingest(written(tmp_path, csv_text(row())), "--by", make.editor().username)
    assert Incident.objects.unpublished_too().get().submitted_by == make.editor()


def test_the_source_and_the_day_of_publication_can_be_named(tmp_path: Path) -> None:
    make.source("Radio Ménaka")
    ingest(written(tmp_path, "Des hommes armés ont tué trois civils.", "note.txt"), "--source", "Radio Ménaka",
           "--published", "2018-10-02", "--language", "fr")  # fmt: skip
    report = Report.objects.get()
    assert (report.source.name, report.published_at.date().isoformat(), report.language) == (
        "Radio Ménaka", "2018-10-02", "fr",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "nobody"], "'nobody' is not an editor here"),
        (["--by", "chantal"], "'chantal' is not an editor here"),
        (["--source", "Nobody's"], 'there is no source "Nobody\'s" (known: '),
        (["--published", "2018-02-30"], "--published: "),
        (["--published", "30/09/2018"], "--published: '30/09/2018' is not a day as YYYY-MM-DD"),
        (["--published", "0025-09-30"], "--published: the year must be from 1990 to 2099"),
        (["--language", "de"], "Error: argument --language: invalid choice: 'de'"),
        ([], "Error: the following arguments are required: FILE"),
    ],
    ids=str,
)
def test_a_bad_argument_is_refused_before_anything_is_read(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    make.analyst()
    files = [written(tmp_path, csv_text(row()))] if arguments else []
    error, _printed = refusal(*files, *arguments)
    assert (error.startswith(message), IngestRun.objects.count()) == (True, 0)
