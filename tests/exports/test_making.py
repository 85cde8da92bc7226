"""The work on exports: claimed once, counted before it begins, kept whole or not at all, its folder gone in every case."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.test import Client

from incidents import changes, parts
from incidents.exports import asking, making
from incidents.exports.gpkg import GpkgFile
from incidents.exports.xlsx import XlsxFile
from incidents.models import Actor, Export, ExportPart
from tests import make
from tests.exports.desk import ask, content, fetch, fresh, made, rows_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Temporary files of each test lie in a folder of its own, which is empty in the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []


def waiting(client: Client, wanted_format: str = "gpkg", query: str = "") -> Export:
    return Export.objects.get(uuid=ask(client, wanted_format, query).json()["id"])


def lapsed(export: Export, attempts: int = 1, **values: Any) -> None:
    """As a worker that was killed leaves it."""
    late = Now() - timedelta(seconds=1)
    Export.objects.filter(pk=export.pk).update(state="making", attempts=attempts, leased_until=late, **values)


# What is due ---------------------------------------------------------------------------------------------
def test_a_sweep_makes_what_waits_the_oldest_first(client: Client) -> None:
    exports = [waiting(client, "gpkg"), waiting(client, "xlsx")]
    assert making.work_due() == 2
    first, second = map(fresh, exports)
    assert (first.state, second.state, first.attempts) == ("ready", "ready", 1)
    assert making.work_due() == 0


@pytest.mark.parametrize("state", ["ready", "failed", "expired"])
def test_what_is_done_with_is_not_worked_on(client: Client, state: str) -> None:
    export = made(client)
    Export.objects.filter(pk=export.pk).update(state=state, reason="x")
    assert (making.work(export.pk), making.work_due()) == ("not due", 0)


def test_what_there_is_not_is_not_due() -> None:
    assert making.work(0) == "not due"


def test_what_another_worker_holds_is_left_alone_until_its_lease_runs_out(client: Client) -> None:
    export = waiting(client)
    assert making._claimed(export.pk) is not None
    assert making.work(export.pk) == "not due"
    lapsed(export)
    assert making.work(export.pk) == "ready"
    assert fresh(export).attempts == 2


def test_a_lease_is_by_the_clock_of_the_database(client: Client, settings: Any) -> None:
    export = waiting(client)
    making._claimed(export.pk)
    left = Export.objects.annotate(now=Now()).get(pk=export.pk)
    assert left.leased_until - left.now <= timedelta(seconds=settings.EXPORT_LEASE_SECONDS)
    assert left.leased_until - left.now > timedelta(seconds=settings.EXPORT_LEASE_SECONDS - 30)


# What becomes of it --------------------------------------------------------------------------------------
def test_it_stands_at_the_change_at_which_it_was_made(client: Client) -> None:
    export = waiting(client)
    make.published_incident()
    changes.number_changes()
    assert making.work(export.pk) == "ready"
    ready = fresh(export)
    assert export.change_number < ready.change_number == changes.latest_number(2)
    assert (ready.rows_done, ready.rows_in_all, len(ready.incidents)) == (1, 1, 1)
    assert (ready.leased_until, ready.asker, len(ready.sha256)) == (None, "", 64)


@pytest.mark.parametrize("wanted_format", ["xlsx", "gpkg"])
def test_a_file_longer_than_a_part_is_whole(
    client: Client, monkeypatch: pytest.MonkeyPatch, wanted_format: str
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1_000)
    monkeypatch.setattr(making, "READ_BYTES", 700)
    make.published_incidents([{}, {}])
    export = made(client, wanted_format)
    lengths = [len(part.data) for part in export.parts.order_by("number")]
    assert len(lengths) > 5
    assert set(lengths[:-1]) == {1_000}
    assert sum(lengths) == export.size == len(content(fetch(client, export)))
    assert len(rows_in(client, export)) == 2


def test_how_far_it_is_is_told_after_each_block(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int]] = []
    add = GpkgFile.add

    def looked_at(self: GpkgFile, rows: Any) -> None:
        now = Export.objects.get()
        told.append((now.state, now.rows_done, now.rows_in_all))
        add(self, rows)

    monkeypatch.setattr(GpkgFile, "add", looked_at)
    monkeypatch.setattr(making, "BLOCK", 2)
    make.published_incidents([{}] * 5)
    made(client, "gpkg")
    assert told == [("making", 0, 5), ("making", 2, 5), ("making", 4, 5)]


def test_what_is_withdrawn_while_it_is_made_is_not_in_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = make.published_incidents([{"date_start": "2018-09-30"}, {"date_start": "2018-01-01"}])
    monkeypatch.setattr(making, "BLOCK", 1)
    add = GpkgFile.add

    def and_withdraw(self: GpkgFile, rows: Any) -> None:
        add(self, rows)
        if rows and rows[0]["id"] == str(first.public_id):
            make.edited(last, release_to=1)

    monkeypatch.setattr(GpkgFile, "add", and_withdraw)
    export = waiting(client)
    assert making.work(export.pk) == "ready"
    with_it = fresh(export)
    assert (with_it.rows_in_all, with_it.incidents) == (1, [first.pk, last.pk])
    assert fetch(client, with_it).status_code == 410  # it cannot be told whether a value had been read before


# What goes wrong -----------------------------------------------------------------------------------------
def breaking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(self: GpkgFile, rows: Any) -> None:
        raise error

    monkeypatch.setattr(GpkgFile, "add", broken)
    make.published_incident()


def test_an_error_is_tried_three_times_and_the_reason_holds_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(monkeypatch, ValueError("canary"))
    export = waiting(client)
    assert [making.work(export.pk) for _time in range(4)] == ["waiting", "waiting", "failed", "not due"]
    failed = fresh(export)
    assert (failed.state, failed.attempts, failed.leased_until) == ("failed", 3, None)
    assert failed.reason == "it could not be made in 3 attempts, the last time for ValueError"
    assert "canary" not in caplog.text
    assert ExportPart.objects.count() == 0
    body = client.get(f"/api/v1/exports/{export.uuid}/").json()
    assert (body["state"], body["reason"], body["file"]) == ("failed", failed.reason, None)


def test_a_workbook_that_breaks_in_the_middle_leaves_no_file_behind(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = XlsxFile.add

    def broken(self: XlsxFile, rows: Any) -> None:
        add(self, rows)
        raise ValueError

    monkeypatch.setattr(XlsxFile, "add", broken)
    make.published_incident()
    assert making.work(waiting(client, "xlsx").pk) == "waiting"


def test_a_worker_that_ended_without_a_word_is_counted_and_the_third_time_is_the_last(client: Client) -> None:
    export = waiting(client)
    lapsed(export, attempts=3)
    assert making.work(export.pk) == "failed"
    assert fresh(export).reason == "its worker ended 3 times while making it"


def test_a_database_that_goes_away_leaves_the_attempt_to_its_lease(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, OperationalError("gone"))
    export = waiting(client)
    assert making.work(export.pk) == "later"
    assert (fresh(export).state, fresh(export).attempts) == ("making", 1)


def test_a_selection_that_is_not_understood_any_more_fails_at_once(client: Client) -> None:
    group = Actor.objects.create(slug="group-of-a-day", name="A group", inter=2)
    export = waiting(client, "gpkg", "actor=group-of-a-day")
    group.delete()
    assert making.work(export.pk) == "failed"
    assert fresh(export).reason.startswith("actor: “group-of-a-day”: takes")
    assert fresh(export).attempts == 1


def test_a_selection_that_has_outgrown_a_sheet_fails_with_the_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = waiting(client, "xlsx")
    make.published_incidents([{}, {}])
    monkeypatch.setattr(making, "SHEET_ROWS", 1)
    assert making.work(export.pk) == "failed"
    assert fresh(export).reason == asking.too_long_for_a_sheet(2)


@pytest.mark.parametrize("wanted_format", ["xlsx", "gpkg"])
def test_a_worker_that_lost_its_lease_leaves_nothing_and_the_other_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch, wanted_format: str
) -> None:
    """The second worker begins while the first is at its last step."""
    make.published_incident()
    export = waiting(client, wanted_format)
    keep = making._keep

    def overtaken(late: Export, *rest: Any) -> None:
        monkeypatch.setattr(making, "_keep", keep)
        lapsed(late, attempts=late.attempts)
        assert making.work(late.pk) == "ready"
        keep(late, *rest)

    monkeypatch.setattr(making, "_keep", overtaken)
    monkeypatch.setattr(making, "_clear_folders", lambda export: None)
    assert making.work(export.pk) == "later"
    ready = fresh(export)
    assert (ready.state, ready.attempts) == ("ready", 2)
    assert len(content(fetch(client, ready))) == ready.size


def test_one_that_lost_its_lease_stops_at_the_next_block(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.published_incidents([{}] * 3)
    export = waiting(client)
    added: list[int] = []
    add = GpkgFile.add

    def then_taken(self: GpkgFile, rows: Any) -> None:
        added.append(len(rows))
        add(self, rows)
        lapsed(export, attempts=2)

    monkeypatch.setattr(GpkgFile, "add", then_taken)
    monkeypatch.setattr(making, "BLOCK", 1)
    assert making.work(export.pk) == "later"
    assert (added, fresh(export).state, fresh(export).attempts) == ([1], "making", 2)


def test_what_a_killed_worker_left_on_the_disk_is_cleared_by_the_next(client: Client) -> None:
    export, other = waiting(client), waiting(client, "xlsx")
    left = Path(tempfile.mkdtemp(prefix=making._prefix(export)))
    (left / "incidents.gpkg").write_bytes(b"half")
    others = Path(tempfile.mkdtemp(prefix=making._prefix(other)))
    lapsed(export, attempts=3)
    assert making.work(export.pk) == "failed"
    assert (left.exists(), others.exists()) == (False, True)
    others.rmdir()


# What is over --------------------------------------------------------------------------------------------
def test_the_sweep_deletes_the_bytes_of_what_has_expired_and_keeps_its_row(client: Client) -> None:
    make.published_incident()
    over, young = made(client), made(client, "gpkg")
    Export.objects.filter(pk=over.pk).update(expires_at=Now())
    assert making.sweep() == {"expired": 1, "deleted": 0}
    assert (fresh(over).state, fresh(over).incidents, over.parts.count()) == ("expired", [], 0)
    assert (fresh(young).state, young.parts.count()) == ("ready", 1)
    assert making.sweep() == {"expired": 0, "deleted": 0}


@pytest.mark.parametrize(
    ("state", "days", "deleted"),
    [("expired", 31, 1), ("failed", 31, 1), ("ready", 31, 1), ("expired", 29, 0), ("waiting", 31, 0), ("making", 31, 0)],
)  # fmt: skip
def test_rows_are_forgotten_after_a_month_but_for_those_still_to_be_made(
    client: Client, state: str, days: int, deleted: int
) -> None:
    export = made(client)
    asked = Now() - timedelta(days=days)
    Export.objects.filter(pk=export.pk).update(
        state=state, reason="x", asked_at=asked, leased_until=Now() + timedelta(hours=1)
    )
    assert making.sweep()["deleted"] == 2 * deleted  # the row and its part
    assert Export.objects.count() == 1 - deleted
