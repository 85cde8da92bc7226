"""How right today's drafts are: beside what editors confirmed, and beside a file of coded notes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from incidents import review
from incidents.ingest import evaluation, knownnames
from incidents.ingest.gazetteer import Tables
from incidents.ingest.notefiles import CodedNote, NoteFile, days_later
from tests import make
from tests.learning.drafts import confirmed, drafted

pytestmark = pytest.mark.django_db

TEXT = "On 30 September 2018, gunmen killed 3 civilians in Ansongo."
COLUMNS = ("event_id_cnty,event_date,time_precision,event_type,actor1,country,location,latitude,longitude,geo_precision,"
           "notes,fatalities")  # fmt: skip
ROW = {
    "event_id_cnty": "X1", "event_date": "2018-09-30", "time_precision": "1",
    "event_type": "Violence against civilians", "actor1": "Unidentified Armed Group (Mali)", "country": "Mali",
    "location": "Ansongo", "latitude": "15.66", "longitude": "0.50", "geo_precision": "1", "notes": TEXT,
    "fatalities": "3",
}  # fmt: skip
TABLES = Tables.from_reference()


@pytest.fixture(autouse=True)
def forgotten() -> None:
    knownnames.forget()


def family(slug: str | None) -> str:
    return evaluation.family_of_tables(TABLES)(slug)


def written_file(folder: Path, *rows: dict[str, str], columns: str = COLUMNS) -> Path:
    path = folder / "notes.csv"
    names = columns.split(",")
    lines = [",".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    path.write_text("\n".join([columns, *lines]) + "\n", encoding="utf-8")
    return path


def note_of(folder: Path, columns: str = COLUMNS, **cells: str) -> CodedNote:
    file = NoteFile.open(written_file(folder, {**ROW, **cells}, columns=columns))
    (note,) = file.notes(TABLES, family)
    return note


def wrong_fields(folder: Path, **cells: str) -> list[str]:
    file = NoteFile.open(written_file(folder, {**ROW, **cells}))
    (judged,) = evaluation.judged_file(file, TABLES, family)
    return judged.wrong


class TestReading:
    def test_a_row_in_full(self, tmp_path):
        assert note_of(tmp_path) == CodedNote(
            name="X1", text=TEXT, published=date(2018, 9, 30) + timedelta(days=days_later("X1")),
            language=None, first=date(2018, 9, 30), last=date(2018, 9, 30), is_day=True, killed=3, place="Ansongo",
            longitude=0.5, latitude=15.66, tolerance_m=10_000, family="unidentified", is_either_side=False,
            event_type="violence_against_civilians",
        )  # fmt: skip

    def test_the_day_of_publication_is_a_column_or_simulated_the_same_each_time(self, tmp_path):
        simulated = {
            (note_of(tmp_path, event_id_cnty=f"X{n}").published - date(2018, 9, 30)).days for n in range(200)
        }
        assert simulated == set(range(15))
        assert (
            note_of(tmp_path, event_id_cnty="X7").published == note_of(tmp_path, event_id_cnty="X7").published
        )
        assert note_of(tmp_path, COLUMNS + ",published", published="2018-10-03").published == date(
            2018, 10, 3
        )

    @pytest.mark.parametrize(
        ("cells", "field", "value"),
        [
            ({"event_date": "30 September 2018"}, "first", date(2018, 9, 30)),
            ({"time_precision": "3"}, "first", date(2018, 9, 1)),
            ({"time_precision": "3"}, "last", date(2018, 9, 30)),
            ({"time_precision": "2"}, "is_day", False),
            ({"fatalities": "3.0"}, "killed", 3),
            ({"fatalities": ""}, "killed", None),
            ({"fatalities": "many"}, "killed", None),
            ({"geo_precision": "2"}, "tolerance_m", 25_000),
            ({"geo_precision": "3"}, "tolerance_m", 100_000),
            ({"geo_precision": "6"}, "longitude", None),
            ({"latitude": "nan"}, "longitude", None),
            ({"latitude": ""}, "latitude", None),
            ({"event_type": "Battles"}, "is_either_side", True),
            ({"event_type": "explosions_remote_violence"}, "event_type", "explosions_remote_violence"),
            ({"event_type": "Weather"}, "event_type", None),
            ({"actor1": "Military Forces of Mali (2020-)"}, "family", "state-MLI"),
            ({"actor1": "Police Forces of Burkina Faso (2022-) Gendarmerie"}, "family", "state-BFA"),
            ({"actor1": "JNIM: Group for Support of Islam and Muslims"}, "family", "jnim"),
            ({"actor1": "Katiba Macina"}, "family", "jnim"),
            ({"actor1": "Civilians (Mali)"}, "family", None),
            ({"actor1": "Protesters (Niger)"}, "family", None),
            ({"actor1": "Somebody Unheard Of"}, "family", None),
            ({"actor1": ""}, "family", None),
        ],
    )
    def test_a_cell(self, tmp_path, cells, field, value):
        assert getattr(note_of(tmp_path, **cells), field) == value

    def test_years_stay_unless_they_are_taken_away(self, tmp_path):
        file = NoteFile.open(written_file(tmp_path, ROW))
        (stays,) = file.notes(TABLES, family)
        (goes,) = file.notes(TABLES, family, without_years=True)
        assert (stays.text, goes.text) == (TEXT, TEXT.replace("September 2018", "September"))

    def test_rows_without_a_text_or_a_day_are_counted(self, tmp_path):
        file = NoteFile.open(written_file(tmp_path, {**ROW, "notes": ""}, {**ROW, "event_date": "soon"}, ROW))
        assert (len(list(file.notes(TABLES, family))), file.unused) == (1, 2)

    def test_our_own_and_ucdp_s_columns(self, tmp_path):
        own = note_of(
            tmp_path, "external_id,date_start,date_end,place,longitude,latitude,geo_precision,killed_best,perpetrator,text",
            external_id="a", date_start="2018-09-30", date_end="2018-10-01", place="Ansongo", geo_precision="near",
            killed_best="4", perpetrator="isgs", text="A text.",
        )  # fmt: skip
        assert (own.last, own.tolerance_m, own.killed, own.family) == (
            date(2018, 10, 1),
            25_000,
            4,
            family("isgs"),
        )
        ucdp = note_of(
            tmp_path, "id,date_start,date_end,date_prec,where_prec,latitude,longitude,best,side_a,source_headline",
            id="1.0", date_start="2018-09-30", date_end="2018-09-30", date_prec="1.0", where_prec="4.0", best="2.0",
            side_a="Government of Mali", source_headline="A headline.",
        )  # fmt: skip
        assert (ucdp.killed, ucdp.tolerance_m, ucdp.family) == (2, 150_000, "state-MLI")

    @pytest.mark.parametrize(
        ("columns", "words"),
        [
            ("event_date,place", "lacks one of notes, text"),
            ("notes,place", "lacks one of event_date, date_start"),
        ],
    )
    def test_a_file_without_texts_or_days_is_refused(self, tmp_path, columns, words):
        with pytest.raises(CommandError, match=words):
            call_command("evaluate", str(written_file(tmp_path, ROW, columns=columns)))

    def test_a_file_of_another_kind_and_a_missing_one_are_refused(self, tmp_path):
        with pytest.raises(CommandError, match="ends in none of"):
            call_command("evaluate", str(tmp_path / "notes.pdf"))
        with pytest.raises(CommandError):
            call_command("evaluate", str(tmp_path / "none.csv"))


class TestJudging:
    @pytest.mark.parametrize(
        ("cells", "wrong"),
        [
            ({}, []),
            ({"fatalities": "4"}, ["killed"]),
            ({"fatalities": "0", "notes": TEXT.replace("killed 3 civilians", "attacked civilians")}, []),
            ({"event_date": "2018-09-29"}, ["date"]),
            ({"event_date": "2018-09-29", "time_precision": "3"}, []),
            ({"latitude": "15.80"}, ["place"]),
            ({"latitude": "15.80", "geo_precision": "2"}, []),
            ({"latitude": "", "longitude": ""}, []),
            ({"event_type": "Riots"}, ["event type"]),
            ({"actor1": "JNIM: Group for Support of Islam and Muslims"}, ["actor"]),
            ({"actor1": "Somebody Unheard Of"}, []),
        ],
    )
    def test_which_fields_are_wrong(self, tmp_path, cells, wrong):
        assert wrong_fields(tmp_path, **cells) == wrong

    def test_a_note_in_which_nothing_is_found_is_wrong_in_every_field(self, tmp_path):
        assert wrong_fields(tmp_path, notes="The weather was fine and the market was open.") == list(
            evaluation.ALL_RIGHT
        )

    def test_in_a_fight_either_side_may_be_the_first_actor(self, tmp_path):
        text = "On 30 September 2018, Malian soldiers clashed with JNIM fighters in Ansongo, 3 people were killed."
        for actor in ("Military Forces of Mali (2020-)", "JNIM: Group for Support of Islam and Muslims"):
            assert "actor" not in wrong_fields(tmp_path, notes=text, event_type="Battles", actor1=actor)


class TestOutput:
    def test_figures_of_a_file(self, tmp_path, capsys):
        rows = [{**ROW, "event_id_cnty": f"X{n}"} for n in range(3)]
        rows += [
            {**ROW, "event_id_cnty": "X3", "fatalities": "9"},
            {**ROW, "event_id_cnty": "X4", "fatalities": "0"},
        ]
        call_command("evaluate", str(written_file(tmp_path, *rows)), "--errors", "1")
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("names from: database, ")
        assert lines[1] == "notes.csv: 5 notes; 0 rows without a text or a day"
        assert (
            "day of publication: simulated, the event's last day and 0 to 14 days by the SHA-256 of the row's id"
            in lines
        )
        assert "  killed                  60.0 %  3/5  [23.1, 88.2]" in lines
        assert "  all of these            60.0 %  3/5  [23.1, 88.2]" in lines
        assert [line for line in lines if line.startswith(("all notes", "language", "with a toll"))] == [
            "all notes: 5", "language en: 5", "with a toll above 0: 4", "with a toll of 0: 1",
        ]  # fmt: skip
        assert lines[-1] == "  killed: coded 9, drafted 3"

    def test_nothing_of_the_file_is_stored(self, tmp_path):
        path = written_file(tmp_path, ROW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM incidents_report")
            before = cursor.fetchone()
        call_command("evaluate", str(path))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM incidents_report")
            assert cursor.fetchone() == before


class TestConfirmed:
    def figures(self, capsys: Any, *options: str) -> dict[str, str]:
        call_command("evaluate", *options)
        out = capsys.readouterr().out.partition("\nen:")[0]
        return {line[:24].strip(): line[24:].split()[2] for line in out.splitlines() if "%" in line}

    def test_a_draft_confirmed_as_it_was_is_right_in_every_field(self, capsys):
        confirmed(drafted(TEXT))
        figures = self.figures(capsys)
        assert {
            figures[name] for name in ("killed", "date", "place", "event type", "perpetrator", "all five")
        } == {"1/1"}

    def test_corrections_are_the_truth(self, capsys):
        confirmed(
            drafted(TEXT), event_type="battles", sub_event_type=None, date_start="2018-09-29", date_end="2018-09-29",
            place="ml-menaka", estimates=[make.killed(5).__dict__],
        )  # fmt: skip
        figures = self.figures(capsys)
        assert {name: figures[name] for name in ("killed", "date", "place", "event type", "perpetrator")} == {
            "killed": "0/1", "date": "0/1", "place": "0/1", "event type": "0/1", "perpetrator": "1/1",
        }  # fmt: skip

    def test_a_report_whose_drafts_were_all_rejected_is_a_false_alarm(self, capsys):
        confirmed(drafted(TEXT))
        review.reject(drafted(TEXT + " Again."), by=make.editor(), reason="told before")
        assert self.figures(capsys)["false alarms"] == "1/1"

    def test_the_worst_are_listed_with_both_sides(self, capsys):
        confirmed(drafted(TEXT), event_type="battles", sub_event_type=None)
        call_command("evaluate", "--errors", "1")
        out = capsys.readouterr().out
        assert f": {TEXT}" in out
        assert out.count("event_type='battles'") == out.count("event_type='violence_against_civilians'") == 1

    def test_without_confirmations_there_is_nothing_to_say(self, capsys):
        call_command("evaluate")
        assert "all: 0 reports, 0 confirmed incidents" in capsys.readouterr().out
