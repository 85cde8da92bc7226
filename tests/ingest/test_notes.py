"""A file of one text becomes one report: which day and title it has, and that the same text again is no other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from incidents.ingest.formats import FileRefused, Text
from incidents.ingest.notes import NOTE_ENDINGS, TEXTS, import_note, text_of
from incidents.models import Report
from tests import make
from tests.ingest.formats import made
from tests.ingest.written import written

pytestmark = pytest.mark.django_db

STORY = "Gunmen attacked a village near Ansongo and killed three people, residents said on Tuesday. " * 5


def page(published: str) -> bytes:
    head = f'<title>Attack</title><meta property="article:published_time" content="{published}T08:00:00Z">'
    return made.page(f"<h1>Attack</h1><p>{STORY}</p>", head)


def taken(folder: Path, name: str, content: bytes, published: datetime | None = None) -> Report:
    import_note(written(folder, content, name), make.run(), published, "en")
    return Report.objects.get()


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("note.txt", b"Attack near Ansongo\nThree people died.", "Attack near Ansongo"),
        ("note.md", b"x" * 121, "note"),
        ("note.html", page("2018-09-30"), "Attack"),
        ("note.pdf", made.pdf("Attack near Ansongo"), "Attack near Ansongo"),
        ("note.docx", made.document("Attack near Ansongo"), "Attack near Ansongo"),
        ("note.zip", made.zipped({"inside.txt": "Attack near Ansongo"}), "Attack near Ansongo"),
    ],
)
def test_a_text_of_any_format_is_one_report_that_waits_to_be_read(
    name: str, content: bytes, title: str, tmp_path: Path
) -> None:
    report = taken(tmp_path, name, content)
    assert (report.title, report.state, report.payload) == (title, "pending", None)
    assert report.external_id.startswith("sha256:")


def test_the_same_text_again_in_another_format_is_the_same_report(tmp_path: Path) -> None:
    first = import_note(written(tmp_path, b"Attack near Ansongo", "a.txt"), run := make.run(), None, "en")
    again = import_note(written(tmp_path, made.document("Attack near Ansongo"), "a.docx"), run, None, "en")
    assert (dict(first), dict(again), Report.objects.count()) == ({"new": 1}, {"unchanged": 1}, 1)


def test_the_day_that_a_page_states_counts_when_the_import_names_none(tmp_path: Path) -> None:
    assert taken(tmp_path, "a.html", page("2018-09-30")).published_at == datetime(2018, 9, 30, tzinfo=UTC)


def test_the_day_that_the_import_names_outranks_the_pages(tmp_path: Path) -> None:
    named = datetime(2018, 10, 2, tzinfo=UTC)
    assert taken(tmp_path, "a.html", page("2018-09-30"), named).published_at == named


@pytest.mark.parametrize("day", ["1989-12-31", "2090-01-01"])
def test_a_day_that_cannot_be_meant_is_none(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEXTS, ".html", lambda path: Text(STORY, "Attack", day))
    assert taken(tmp_path, "a.html", b"<p>x</p>").published_at.date() == timezone.now().date()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(" \n\u00a0", "a.txt: holds nothing but blanks"), ("x" * 50_001, "a.txt: has 50001 characters; a report has at most 50000")],
)  # fmt: skip
def test_a_text_that_is_none_or_too_long_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        text_of(written(tmp_path, content, "a.txt"))
    assert str(refused.value) == reason


def test_the_endings_of_texts_are_those_of_the_table() -> None:
    assert NOTE_ENDINGS == (".txt", ".md", ".text", ".html", ".htm", ".pdf", ".docx")
