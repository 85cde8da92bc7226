"""The import wizard: upload, columns, check, take in, publish, undo; each step by whom it may be taken."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.codes import RunState
from incidents.ingest import uploads
from incidents.ingest.imports import import_file
from incidents.ingest.layouts.guess import guessed
from incidents.models import Incident, IngestRun, Upload, UploadPart
from tests import make
from tests.admin.conftest import at_desk
from tests.ingest.written import counts, csv_text, row, written

pytestmark = pytest.mark.django_db

ADD = reverse("admin:incidents_ingestrun_add")
FRENCH = {
    "Identifiant": "7",
    "Date": "2018-09-30",
    "Type": "battles",
    "Lieu": "Ansongo",
    "Morts": "3",
    "Remarque": "x",
}


def address(page: str, run: IngestRun) -> str:
    return reverse(f"admin:incidents_ingestrun_{page}", args=[run.pk])


def upload(client: Client, *rows: dict[str, str], name: str = "rows.csv", **fields: Any) -> IngestRun:
    file = SimpleUploadedFile(name, csv_text(*rows).encode())
    answer = client.post(ADD, {"file": file, "source": "", **fields})
    assert answer.status_code == 302, answer.content.decode()
    return IngestRun.objects.latest("pk")


def step(client: Client, run: IngestRun, name: str, **fields: Any) -> IngestRun:
    client.post(address("step", run), {"step": name, **fields})
    uploads.work(run.pk)
    return IngestRun.objects.get(pk=run.pk)


def checked(client: Client, *rows: dict[str, str]) -> IngestRun:
    run = upload(client, *rows)
    client.post(address("columns", run), {"as_recognised": "on"})
    assert uploads.work(run.pk) == RunState.CHECKED
    return IngestRun.objects.get(pk=run.pk)


def page(client: Client, run: IngestRun, query: str = "") -> str:
    answer = client.get(address("change", run) + query)
    assert answer.status_code == 200
    return answer.content.decode()


# The way through --------------------------------------------------------------------------------------------
def test_from_the_file_to_the_map(aissa: Client, boubacar: Client) -> None:
    run = checked(aissa, row("a"), row("b", killed_best="many"))
    assert (counts(run), Incident.objects.unpublished_too().count()) == ((1, 0, 0, 1), 0)
    assert "Take the rows in" in page(aissa, run)

    run = step(aissa, run, "import")
    assert (run.state, counts(run)) == (RunState.FINISHED, (1, 0, 0, 1))
    assert "Publish the incidents" not in page(aissa, run)

    run = step(boubacar, run, "publish")
    assert (run.last_error, Incident.objects.for_audience(2).count()) == ("", 1)


def test_a_possible_duplicate_is_published_with_the_others_by_a_choice_of_its_own(
    aissa: Client, boubacar: Client
) -> None:
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    run = step(aissa, checked(aissa, row("a"), row("b", place="Ménaka")), "import")
    assert "the possible duplicate, too" in page(boubacar, run)
    run = step(boubacar, run, "publish")
    assert (Incident.objects.for_audience(2).count(), run.last_error) == (2, "")
    step(boubacar, run, "publish", publish_duplicates="on")
    assert Incident.objects.for_audience(2).count() == 3
    assert "the possible duplicate, too" not in page(boubacar, run)


def test_a_file_with_columns_of_its_own_is_guessed_mapped_and_remembered(aissa: Client) -> None:
    run = upload(aissa, FRENCH, source=make.source("Une ONG").pk)
    shown = aissa.get(address("columns", run)).content.decode()
    assert "please look at it" in shown
    chosen = ["external_id", "date_start", "event_type", "place", "killed_best", ""]
    form = {f"column_{number}": ours for number, ours in enumerate(chosen)}
    aissa.post(address("columns", run), form)
    uploads.work(run.pk)
    run = step(aissa, IngestRun.objects.get(pk=run.pk), "import")
    assert (counts(run), run.incidents.get().killed_best) == ((1, 0, 0, 0), 3)

    second = upload(aissa, {**FRENCH, "Identifiant": "8"}, source=run.source_id)
    proposed = aissa.get(address("columns", second)).context["form"]
    assert [field.initial for field, _samples in proposed.rows()] == chosen


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Identifiant", "Date", "Type", "Lieu", "Morts"],
         ["external_id", "date_start", "event_type", "place", "killed_best"]),
        (["event_id", "start date", "sub_type", "Town", "Fatalities", "lat", "lon"],
         ["external_id", "date_start", "sub_event_type", "place", "killed_best", "latitude", "longitude"]),
        (["Département", "Région", "Blessés", "Enlevés", "mood"], ["admin2", "admin1", "injured", "abducted", None]),
        (["killed", "deaths", "killed_best"], [None, None, "killed_best"]),
        (["", "=1+1", "a" * 500], [None, None, None]),
    ],
    ids=str,
)  # fmt: skip
def test_columns_are_guessed_by_their_names(columns: list[str], expected: list[str | None]) -> None:
    lower = [column.lower() for column in columns]
    found = guessed(lower)
    first = [found.get(column) for column in lower]
    if expected == [None, None, "killed_best"]:
        assert sorted(filter(None, first)) == ["killed_best"]  # each of ours at most once
    else:
        assert first == expected


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (
            {"column_0": "external_id", "column_1": "external_id", "column_2": "event_type"},
            "More than one column is to be external_id.",
        ),
        ({"column_0": "external_id"}, "No column is to be date_start, event_type: choose one."),
        ({"column_0": "password"}, "is not one of the available choices"),
    ],
)
def test_a_mapping_that_does_not_work_comes_back_with_the_reason(
    chosen: dict[str, str], message: str, aissa: Client
) -> None:
    run = upload(aissa, FRENCH)
    answer = aissa.post(address("columns", run), chosen)
    assert (answer.status_code, message in answer.content.decode()) == (200, True)
    assert IngestRun.objects.get(pk=run.pk).state == RunState.WAITING


def test_a_file_that_is_no_table_is_refused_on_the_page_of_its_columns(aissa: Client) -> None:
    answer = aissa.post(ADD, {"file": SimpleUploadedFile("rows.csv", b"MZ\x90\x00"), "source": ""})
    assert "is a program" in aissa.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "content"), [("rows.csv", b""), ("note.txt", b"\x00\x01"), ("x" * 300 + ".csv", b"a")]
)
def test_no_file_is_an_error_of_ours(name: str, content: bytes, aissa: Client) -> None:
    answer = aissa.post(ADD, {"file": SimpleUploadedFile(name, content), "source": ""}, follow=True)
    assert answer.status_code == 200
    for run in IngestRun.objects.all():
        uploads.work(run.pk)
        assert aissa.get(address("change", run)).status_code == 200


# What the page says -----------------------------------------------------------------------------------------
def test_each_row_says_what_becomes_of_it_and_why(aissa: Client) -> None:
    first = checked(aissa, row("a"), row("b"))
    step(aissa, first, "import")
    run = checked(aissa, row("a"), row("b", killed_best="9"), row("c", event_type="war"), row("d"))
    shown = page(aissa, run)
    for text in (
        "Unchanged",
        "Changed",
        "Quarantined",
        "New",
        "<del>3</del> → <ins>9</ins>",
        "&#x27;war&#x27; is none of",
    ):
        assert text in shown
    only = page(aissa, run, "?mark=quarantined")
    assert ("&#x27;war&#x27; is none of" in only, "<del>3</del>" in only) == (True, False)


@pytest.mark.parametrize("query", ["?mark=x", "?page=99", "?page=-1", "?page=abc", "?mark=new&page=2"])
def test_a_strange_query_is_answered_with_a_page(query: str, aissa: Client) -> None:
    run = checked(aissa, row("a"))
    assert "rows.csv" in page(aissa, run, query)


def test_markup_in_a_row_stays_text(aissa: Client) -> None:
    run = checked(aissa, row("<script>alert(1)</script>", event_type="<b>war</b>"))
    shown = page(aissa, run)
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_page_costs_the_same_queries_however_many_rows(aissa: Client) -> None:
    taken = []
    for number in (1, 40):
        run = checked(aissa, *(row(f"{number}-{n}") for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            page(aissa, run)
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_progress_is_told_as_json(aissa: Client) -> None:
    run = upload(aissa, row("a"))
    IngestRun.objects.filter(pk=run.pk).update(state="importing", share=42)
    answer = aissa.get(address("progress", run)).json()
    assert answer == {"state": "importing", "label": "Being taken in", "share": 42}
    assert 'data-progress="' in page(aissa, IngestRun.objects.get(pk=run.pk))


# Rows set aside ---------------------------------------------------------------------------------------------
def rejected(client: Client, run: IngestRun) -> list[dict[str, str]]:
    answer = client.get(address("rejected", run))
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_rejected_rows_come_with_their_reasons_are_corrected_and_go_in(aissa: Client, tmp_path: Any) -> None:
    run = step(aissa, checked(aissa, row("a"), row("b", killed_best="many", event_type="war")), "import")
    (found,) = rejected(aissa, run)
    assert (found["line"], found["external_id"], found["killed_best"]) == ("3", "b", "many")
    assert "event_type: 'war' is none of" in found["reason"]
    corrected = {**found, "killed_best": "4", "event_type": "battles"}
    again = import_file(written(tmp_path, csv_text(corrected)), source=run.source)
    assert (counts(again), again.incidents.get().killed_best) == ((1, 0, 0, 0), 4)


def test_a_rejected_cell_is_no_formula_and_a_negative_number_stays_one(aissa: Client) -> None:
    cells = row("=cmd|' /c calc'!A1", event_type="@SUM(A1)", longitude="-0.5", latitude="91", place="")
    run = step(aissa, checked(aissa, cells), "import")
    (found,) = rejected(aissa, run)
    assert (found["external_id"], found["event_type"], found["longitude"]) == (
        "'=cmd|' /c calc'!A1", "'@SUM(A1)", "-0.5",
    )  # fmt: skip


def test_a_line_that_was_no_row_is_given_back_as_it_was(aissa: Client) -> None:
    file = SimpleUploadedFile("rows.csv", (csv_text(row("a")) + "a,b\n").encode())
    aissa.post(ADD, {"file": file, "source": ""})
    run = IngestRun.objects.get()
    aissa.post(address("columns", run), {"as_recognised": "on"})
    uploads.work(run.pk)
    (found,) = rejected(aissa, run)
    assert (found["line"], found["unread"], found["external_id"]) == ("3", "a,b", "")


# Undo -------------------------------------------------------------------------------------------------------
def test_an_import_is_undone_at_the_desk(aissa: Client) -> None:
    run = step(aissa, checked(aissa, row("a")), "import")
    assert "Undo the whole import" in page(aissa, run)
    run = step(aissa, run, "undo")
    assert (run.state, Incident.objects.unpublished_too().count()) == (RunState.UNDONE, 0)


def test_the_page_says_why_an_import_cannot_be_undone(aissa: Client, boubacar: Client) -> None:
    run = step(boubacar, step(aissa, checked(aissa, row("a")), "import"), "publish")
    shown = page(aissa, run)
    assert "Incidents of it were published: retract them instead." in shown
    assert step(aissa, run, "undo").state == RunState.FINISHED


# Who may ----------------------------------------------------------------------------------------------------
def test_who_loaded_a_file_does_not_publish_it(boubacar: Client) -> None:
    run = step(boubacar, step(boubacar, checked(boubacar, row("a")), "import"), "publish")
    assert Incident.objects.for_audience(2).count() == 0
    assert run.state == RunState.FINISHED


@pytest.mark.parametrize("what", ["add", "columns", "change", "progress", "rejected", "step"])
def test_an_analyst_sees_nothing_of_it(what: str, aissa: Client) -> None:
    run = checked(aissa, row("a"))
    chantal = at_desk(make.analyst())
    target = ADD if what == "add" else address(what, run)
    answer = chantal.post(target, {"step": "import"}) if what == "step" else chantal.get(target)
    assert answer.status_code == 403
    assert IngestRun.objects.get(pk=run.pk).state == RunState.CHECKED


@pytest.mark.parametrize("what", ["add", "columns", "change", "progress", "rejected", "step"])
def test_who_is_not_signed_in_is_asked_to(what: str, aissa: Client) -> None:
    run = checked(aissa, row("a"))
    answer = Client().get(ADD if what == "add" else address(what, run))
    assert (answer.status_code, "/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("name", ["import", "publish", "undo", "submit", "", "drop"])
def test_a_step_that_is_not_due_changes_nothing(name: str, aissa: Client) -> None:
    run = upload(aissa, row("a"))
    assert step(aissa, run, name).state == RunState.WAITING


def test_a_step_by_address_alone_is_refused(aissa: Client) -> None:
    run = checked(aissa, row("a"))
    assert aissa.get(address("step", run)).status_code == 405


@pytest.mark.parametrize("number", ["999999", "0", "99999999999999999999"])
def test_a_run_that_is_not_there_is_not_found(number: str, aissa: Client) -> None:
    assert aissa.get(f"/admin/incidents/ingestrun/{number}/change/").status_code == 404


def test_a_file_is_not_kept_without_its_run(aissa: Client) -> None:
    """The web server ends between the two: nothing is left that nobody would ever find or delete."""

    class Killed(BaseException):
        """What a SIGKILL leaves: no line of ours runs after it."""

    def dies(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('INSERT INTO "incidents_ingestrun"'):
            raise Killed
        return execute(sql, *arguments)

    with connection.execute_wrapper(dies), pytest.raises(Killed):
        upload(aissa, row("a"))
    assert (Upload.objects.count(), UploadPart.objects.count(), IngestRun.objects.count()) == (0, 0, 0)
