"""Uploaded files: kept whole, worked on by one worker at a time, begun anew when it dies, given up after three."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone

from incidents.codes import RunState
from incidents.ingest import imports, uploads
from incidents.ingest.formats import FileRefused
from incidents.ingest.uploads import DIED, forget, keep, opened, order, start, work, work_due
from incidents.models import Incident, IngestRun, Report, Upload, UploadPart
from tests import make
from tests.ingest.busy import in_other_hands
from tests.ingest.written import counts, csv_text, row


def uploaded(*rows: dict[str, str], name: str = "rows.csv", state: str = RunState.CHECKING) -> IngestRun:
    upload = keep(name, [csv_text(*rows).encode()], by=make.editor())
    run = start(upload, source=make.source("A file"), by=make.editor())
    IngestRun.objects.filter(pk=run.pk).update(state=state)
    run.refresh_from_db()
    return run


def fresh(run: IngestRun) -> IngestRun:
    return IngestRun.objects.get(pk=run.pk)


# Keeping ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sizes", [[1], [10, 20], [2_500_000], [700_000] * 4, [1024 * 1024], [1024 * 1024, 1]], ids=str
)
def test_a_file_is_given_back_byte_by_byte(sizes: list[int]) -> None:
    chunks = [bytes([n % 251]) * size for n, size in enumerate(sizes)]
    upload = keep("data.csv", iter(chunks), by=make.editor())
    assert (upload.size, upload.sha256) == (sum(sizes), hashlib.sha256(b"".join(chunks)).hexdigest())
    with opened(upload) as path:
        assert (path.name, path.read_bytes()) == ("data.csv", b"".join(chunks))
    assert not path.exists()


@pytest.mark.django_db
def test_only_the_beginning_is_written_out_when_that_is_enough() -> None:
    upload = keep("data.csv", [b"x" * 3_000_000], by=None)
    with opened(upload, most=1_000_000) as path:
        assert path.stat().st_size == 1024 * 1024


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        ([], "the file is empty"),
        ([b""], "the file is empty"),
        ([b"x" * 2048] * 2, "is over the limit of 0 MB"),
    ],
)
def test_a_file_that_is_refused_is_not_kept(
    chunks: list[bytes], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 3000)
    with pytest.raises(FileRefused, match=message):
        keep("x.csv", chunks, by=None)
    assert (Upload.objects.count(), UploadPart.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a\x00b.csv", "a\ufffdb.csv"), ("", "file"), ("x" * 300 + ".csv", "x" * 200),
     ("Ménaka 30 %.CSV", "Ménaka 30 %.CSV"), ("..", "file")],
)  # fmt: skip
def test_a_name_leads_nowhere_else(name: str, kept: str) -> None:
    upload = keep(name, [b"x"], by=None)
    assert upload.name == kept
    with opened(upload) as path:
        assert path.read_bytes() == b"x"


@pytest.mark.django_db
def test_files_are_forgotten_after_their_time_and_their_runs_are_not() -> None:
    old, young, waiting = (uploaded(row(str(n)), state=RunState.FINISHED) for n in range(3))
    long_ago = timezone.now() - timezone.timedelta(days=31)
    IngestRun.objects.filter(pk__in=[old.pk, waiting.pk]).update(started_at=long_ago)
    IngestRun.objects.filter(pk=waiting.pk).update(state=RunState.WAITING)
    assert forget() == 1
    assert (fresh(old).upload, fresh(young).upload, fresh(waiting).upload) == (
        None,
        young.upload,
        waiting.upload,
    )
    assert forget() == 0


# Orders -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "step", "is_taken"),
    [
        ("waiting", "checking", True), ("checked", "checking", True), ("failed", "checking", True),
        ("checked", "importing", True), ("waiting", "importing", False), ("importing", "importing", False),
        ("finished", "importing", False), ("undone", "importing", False), ("finished", "checking", False),
        ("finished", "publishing", True), ("checked", "publishing", False),
    ],
)  # fmt: skip
def test_a_step_follows_its_own_step_only(before: str, step: str, is_taken: bool) -> None:
    run = uploaded(row(), state=RunState.WAITING)
    IngestRun.objects.filter(pk=run.pk).update(state=before, last_error="x", attempts=2, share=50)
    values = {"published_by": make.reviewer()} if step == "publishing" else {}
    assert order(run, RunState(step), **values) is is_taken
    again = fresh(run)
    assert again.state == (step if is_taken else before)
    assert (again.attempts, again.share, again.last_error) == ((0, 0, "") if is_taken else (2, 50, "x"))


# Working ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_from_check_to_publication() -> None:
    run = uploaded(row("a"), row("b", event_type="war"))
    assert work(run.pk) == RunState.CHECKED
    assert (counts(fresh(run)), Incident.objects.unpublished_too().count()) == ((1, 0, 0, 1), 0)
    order(run, RunState.IMPORTING)
    assert work(run.pk) == RunState.FINISHED
    assert (counts(fresh(run)), fresh(run).items.count(), fresh(run).share) == ((1, 0, 0, 1), 2, 100)
    order(fresh(run), RunState.PUBLISHING, published_by=make.reviewer())
    assert work(run.pk) == RunState.FINISHED
    assert Incident.objects.for_audience(2).count() == 1


@pytest.mark.django_db
def test_a_publication_that_is_refused_leaves_the_reason() -> None:
    run = uploaded(row("a"), state=RunState.IMPORTING)
    work(run.pk)
    order(fresh(run), RunState.PUBLISHING, published_by=make.editor())
    assert work(run.pk) == RunState.FINISHED
    assert "another person has to publish it" in fresh(run).last_error
    assert Incident.objects.for_audience(2).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["waiting", "checked", "finished", "failed", "undone"])
def test_what_is_not_ordered_is_not_done(state: str) -> None:
    run = uploaded(row(), state=RunState.WAITING)
    IngestRun.objects.filter(pk=run.pk).update(state=state, last_error="x")
    assert work(run.pk) == "not due"
    assert (fresh(run).attempts, work_due()) == (0, 0)


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_fails_with_its_reason_and_can_be_checked_again() -> None:
    run = uploaded({"nr": "1"})
    assert work(run.pk) == RunState.FAILED
    assert "the columns date_start, event_type, external_id are missing" in fresh(run).last_error
    assert order(run, RunState.CHECKING, mapping={"nr": "external_id"})


@pytest.mark.django_db
def test_mapped_columns_are_read_as_an_editor_mapped_them() -> None:
    cells = {"nr": "7", "jour": "2018-09-30", "quoi": "battles", "lieu": "Ansongo", "note": "x"}
    run = uploaded(cells)
    mapping = {"nr": "external_id", "jour": "date_start", "quoi": "event_type", "lieu": "place"}
    IngestRun.objects.filter(pk=run.pk).update(mapping=mapping, state=RunState.IMPORTING)
    assert work(run.pk) == RunState.FINISHED
    incident = fresh(run).incidents.get()
    assert (incident.event_type, incident.place, incident.links.get().report.external_id) == (
        "battles",
        make.place(),
        "7",
    )


@pytest.mark.django_db
def test_a_run_that_kills_its_worker_is_given_up_after_three_attempts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        """What a SIGKILL leaves: no line of ours runs after it."""

    def dies(*_args: Any, **_kwargs: Any) -> None:
        raise Killed

    run = uploaded(row("a"))
    monkeypatch.setattr(uploads, "run_file", dies)
    for attempt in (1, 2, 3):
        with pytest.raises(Killed):
            work(run.pk)
        assert (fresh(run).attempts, fresh(run).state) == (attempt, RunState.CHECKING)
    assert work_due() == 1
    assert (fresh(run).state, fresh(run).last_error) == (RunState.FAILED, DIED % 3)
    monkeypatch.setattr(uploads, "run_file", imports.run_file)
    order(fresh(run), RunState.CHECKING)
    assert work(run.pk) == RunState.CHECKED


@pytest.mark.django_db
def test_a_database_that_goes_away_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def goes_away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("the server closed the connection")

    run = uploaded(row("a"), state=RunState.IMPORTING)
    IngestRun.objects.filter(pk=run.pk).update(share=50)
    monkeypatch.setattr(uploads, "run_file", goes_away)
    assert work(run.pk) == "later"
    again = fresh(run)
    assert (again.state, again.attempts, again.share) == (RunState.IMPORTING, 1, 0)
    assert again.last_error == "OperationalError: the server closed the connection"
    monkeypatch.setattr(uploads, "run_file", imports.run_file)
    assert work_due() == 1
    assert (fresh(run).state, fresh(run).new) == (RunState.FINISHED, 1)


@pytest.mark.django_db
def test_a_database_that_goes_away_with_each_attempt_at_a_file_has_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def goes_away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("the server closed the connection")

    run = uploaded(row("a"))
    monkeypatch.setattr(uploads, "run_file", goes_away)
    assert [work(run.pk) for _attempt in range(4)] == ["later", "later", "later", RunState.FAILED]
    assert fresh(run).last_error == "OperationalError: the server closed the connection"


@pytest.mark.usefixtures("real_commits")
@pytest.mark.parametrize("name", ["rows.csv", "note.txt"])
def test_what_became_of_a_run_is_written_with_its_rows_or_not_at_all(name: str) -> None:
    """The worker ends after the last row and before the run is told to be finished."""

    class Killed(BaseException):
        """What a SIGKILL leaves: no line of ours runs after it."""

    def dies_at_the_end(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('UPDATE "incidents_source"'):
            raise Killed
        return execute(sql, *arguments)

    def left() -> tuple[str, int, int, int]:
        again = fresh(run)
        return again.state, again.new, again.items.count(), Report.objects.count()

    run = uploaded(row("a"), state=RunState.IMPORTING)
    if name == "note.txt":
        note = keep(name, [b"Published: 2018-10-01\n\nGunmen killed three people in Ansongo."], by=None)
        IngestRun.objects.filter(pk=run.pk).update(upload=note)
    with connection.execute_wrapper(dies_at_the_end), pytest.raises(Killed):
        work(run.pk)
    assert left() == (RunState.IMPORTING, 0, 0, 0)
    assert work(run.pk) == RunState.FINISHED
    assert left() == (RunState.FINISHED, 1, 1, 1)


def test_one_worker_at_a_time_has_a_run(real_commits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run = uploaded(row("a"), state=RunState.IMPORTING)
    began, go_on, found = threading.Event(), threading.Event(), []
    genuine = uploads.run_file

    def slow(*args: Any, **kwargs: Any) -> None:
        began.set()
        go_on.wait(10)
        genuine(*args, **kwargs)

    monkeypatch.setattr(uploads, "run_file", slow)

    def first() -> None:
        try:
            found.append(work(run.pk))
        finally:
            connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    began.wait(10)
    found.append(work(run.pk))
    go_on.set()
    thread.join()
    assert found == ["in other hands", RunState.FINISHED]
    assert (fresh(run).attempts, Incident.objects.unpublished_too().count()) == (1, 1)


def test_a_run_whose_source_is_busy_waits_and_is_not_blamed(real_commits: None, tmp_path: Path) -> None:
    run = uploaded(row("a"), state=RunState.IMPORTING)
    with in_other_hands(run.source):
        assert work(run.pk) == "busy"
    assert (fresh(run).state, fresh(run).attempts) == (RunState.IMPORTING, 0)
    assert work_due() == 1
    assert fresh(run).state == RunState.FINISHED
