"""A watched folder: finished files are taken in and put away with their reason, once, whenever a worker dies."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from incidents.ingest.polling import poll
from incidents.ingest.sources import CannotPoll, inbox
from incidents.models import Incident, IngestRun, Report, Source
from tests import make
from tests.ingest.polling.desk import Died, dying_at, fresh
from tests.ingest.written import csv_text, row

OLD = time.time() - 60


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """The inbox; a file put into it was finished a minute ago."""
    found = tmp_path / "inbox"
    found.mkdir()
    with override_settings(INBOX_DIR=str(found)):
        yield found


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written in this test was written a minute ago: ctime cannot be set."""
    monkeypatch.setattr(inbox, "STABLE_SECONDS", -1.0)


def put(folder: Path, name: str = "rows.csv", content: str | None = None) -> Path:
    path = folder / name
    path.write_text(csv_text(row("a-1"), row("a-2")) if content is None else content)
    return path


def source(**fields: Any) -> Source:
    return make.source("Inbox", kind="file", reader="inbox", poll_minutes=5, **fields)


def tree(folder: Path) -> list[str]:
    """Every file below the folder, with the hash in a name as #."""
    paths = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]
    return ["/".join(_short(part) for part in path.split("/")) for path in paths]


def _short(part: str) -> str:
    digits = part.partition("-")[0]
    is_hash = len(digits) in {16, 64} and set(digits) <= set("0123456789abcdef")
    return part.replace(digits, "#", 1) if is_hash else part


def ids() -> list[tuple[str, int]]:
    return list(Report.objects.order_by("external_id", "version").values_list("external_id", "version"))


# Taking in ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_a_finished_file_is_taken_in_and_put_away(folder: Path) -> None:
    put(folder)
    found = source()
    run = poll(found.pk)
    assert run is not None
    assert (run.file_name, run.state, run.new, run.submitted_by) == ("rows.csv", "finished", 2, None)
    assert (tree(folder), Incident.objects.unpublished_too().filter(status="draft").count()) == (
        ["done/#-rows.csv"],
        2,
    )
    assert (fresh(found).failures_in_a_row, fresh(found).last_success is not None) == (0, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("rows.csv", "", "rows.csv: the file is empty\n"),
        (
            "rows.csv",
            "a,b\n1,2\n",
            "rows.csv, line 1: the columns date_start, event_type, external_id are missing",
        ),
        ("rows.exe", "MZ", "rows.exe: files of this kind are not read here"),
        ("a%2f..%2fx", "x", "a%2f..%2fx: files of this kind are not read here"),
    ],
)
def test_a_file_that_is_refused_lies_beside_its_reason_and_stops_no_other(
    name: str, content: str, reason: str, folder: Path
) -> None:
    put(folder, name, content)
    put(folder, "good.csv")
    poll(source().pk)
    assert tree(folder) == ["done/#-good.csv", f"refused/#-{name}", f"refused/#-{name}.reason.txt"]
    (said,) = (folder / "refused").glob("*.reason.txt")
    assert reason in said.read_text()


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_the_same_bytes_again_are_put_aside_and_change_nothing(folder: Path) -> None:
    found = source()
    put(folder)
    poll(found.pk)
    put(folder, "again.csv")
    assert poll(found.pk) is None
    assert (tree(folder), len(ids()), IngestRun.objects.count()) == (
        ["done/#-rows.csv", "refused/#-again.csv", "refused/#-again.csv.reason.txt"], 2, 1,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_worker_may_die_at_any_write_and_no_row_is_lost_or_doubled(folder: Path, now: None) -> None:
    found = source()
    with dying_at(0) as writes:
        put(folder, "first.csv", csv_text(row("z-1")))
        poll(found.pk)
    for number in range(1, len(writes) + 1):
        content = csv_text(row(f"b{number}-1"), row(f"b{number}-2"))
        put(folder, f"{number}.csv", content)
        with dying_at(number), pytest.raises(Died):
            poll(found.pk)
        poll(found.pk)
        mine = [(identity, version) for identity, version in ids() if identity.startswith(f"b{number}-")]
        assert mine == [(f"b{number}-1", 1), (f"b{number}-2", 1)], writes[number - 1]
        names = ["first", *(str(n) for n in range(1, number + 1))]
        assert sorted(tree(folder)) == sorted(f"done/#-{name}.csv" for name in names)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_a_file_that_ends_its_worker_is_set_aside_after_three_times(folder: Path) -> None:
    put(folder)
    found = source()
    for _time in range(3):
        with dying_at(5), pytest.raises(Died):
            poll(found.pk)
    put(folder, "good.csv", csv_text(row("c-1")))
    poll(found.pk)
    assert tree(folder) == ["done/#-good.csv", "refused/#-rows.csv", "refused/#-rows.csv.reason.txt"]
    (said,) = (folder / "refused").glob("*.reason.txt")
    assert said.read_text() == "its worker ended 3 times while taking it in\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "name", "reason"),
    [
        ("", "", "no inbox is set up: set INBOX_DIR to a folder"),
        ("inbox", "../other", "the folder '../other' lies outside the inbox"),
        ("inbox", "/etc", "the folder '/etc' lies outside the inbox"),
        ("inbox", "link", "the folder 'link' lies outside the inbox"),
        ("inbox", "none", "there is no folder 'none'"),
        ("inbox", "done", "the folder 'done' is one that files are put away in"),
    ],
)
def test_a_folder_that_cannot_be_watched_is_said(
    setting: str, name: str, reason: str, tmp_path: Path
) -> None:
    for folder in ("inbox", "other", "inbox/done"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "inbox" / "link").symlink_to(tmp_path / "other")
    found = source(settings={"folder": name} if name else {})
    with override_settings(INBOX_DIR=str(tmp_path / setting) if setting else ""):
        poll(found.pk)
    assert (fresh(found).last_error, fresh(found).failures_in_a_row) == (reason, 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_a_source_reads_its_own_folder_only(folder: Path) -> None:
    (folder / "mine").mkdir()
    put(folder)
    put(folder / "mine", "mine.csv", csv_text(row("m-1")))
    poll(source(settings={"folder": "mine"}).pk)
    assert (tree(folder), ids()) == (["mine/done/#-mine.csv", "rows.csv"], [("m-1", 1)])


# Which files are finished ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "taken"),
    [("rows.csv", True), (".rows.csv", False), ("rows.csv.part", False), ("rows.csv.TMP", False), ("rows.csv~", False),
     ("rows.csv.crdownload", False), ("rows", True)],
)  # fmt: skip
def test_what_is_still_being_delivered_is_left_where_it_is(name: str, taken: bool, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert [path.name for path in inbox.waiting(tmp_path, now=time.time() + 10)] == ([name] if taken else [])


def test_a_file_is_left_until_nobody_has_touched_it_for_two_seconds(tmp_path: Path) -> None:
    path = put(tmp_path)
    os.utime(path, (OLD, OLD))
    changed = path.stat().st_ctime
    assert list(inbox.waiting(tmp_path, now=changed + 1.5)) == []
    assert len(list(inbox.waiting(tmp_path, now=changed + 2.5))) == 1


def test_links_and_folders_are_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    put(secret)
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "rows.csv").symlink_to(secret / "rows.csv")
    (watched / "folder.csv").mkdir()
    assert list(inbox.waiting(watched, now=time.time() + 10)) == []


def test_files_come_oldest_first_after_what_a_dead_worker_left(tmp_path: Path) -> None:
    for number, name in enumerate(("c", "a", "b")):
        os.utime(put(tmp_path, name, name), (OLD + number, OLD + number))
    left = next(inbox.waiting(tmp_path, now=time.time() + 10))
    assert left == tmp_path / "working" / hashlib.sha256(b"c").hexdigest() / "c"
    assert [path.name for path in inbox.waiting(tmp_path, now=time.time() + 10)] == ["c", "a", "b"]


def test_an_attempt_is_counted_before_it_is_made(tmp_path: Path) -> None:
    put(tmp_path)
    (path,) = inbox.waiting(tmp_path, now=time.time() + 10)
    assert [inbox.begin(path) for _time in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "name", ["a" * 200 + ".csv", "Ménaka.csv", "a\nb.csv", "\u202egnp.csv", os.fsdecode(b"M\xe9naka.csv")]
)
def test_odd_names_do_no_harm(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    (path,) = inbox.waiting(tmp_path, now=time.time() + 10)
    moved = inbox.put_away(tmp_path, path, reason="is refused")
    assert (moved.suffix, moved.parent.name, len(moved.name) < 150, "\n" in moved.name) == (
        ".csv",
        "refused",
        True,
        False,
    )
    moved.name.encode()


def test_a_folder_whose_files_cannot_be_moved_says_so(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "working").write_text("in the way")
    with pytest.raises(CannotPoll, match=r"rows\.csv cannot be moved: "):
        list(inbox.waiting(tmp_path, now=time.time() + 10))
