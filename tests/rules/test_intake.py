"""How a report comes in: one row per version, the same content never twice, a tombstone stays one."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from incidents import intake
from incidents.codes import ItemOutcome, ReportState
from incidents.models import Report
from tests import make

DAY = datetime(2018, 10, 2, tzinfo=UTC)


def receive(text: str = "Attack at Tessit.", **fields: Any) -> intake.Receipt:
    given = {"external_id": "note-1", "published_at": DAY, "text": text, **fields}
    return intake.receive(make.source(), **given)


def versions() -> list[tuple[int, str]]:
    return list(Report.objects.order_by("version").values_list("version", "text"))


@pytest.mark.django_db
class TestOneRowPerVersion:
    def test_new_unchanged_changed(self) -> None:
        outcomes = [receive(text).outcome for text in ("A", "A", "B", "B")]
        assert outcomes == [
            ItemOutcome.NEW,
            ItemOutcome.UNCHANGED,
            ItemOutcome.CHANGED,
            ItemOutcome.UNCHANGED,
        ]
        assert versions() == [(1, "A"), (2, "B")]

    def test_a_then_b_then_a_again_are_three_versions(self) -> None:
        for text in ("A", "B", "A"):
            receive(text)
        assert versions() == [(1, "A"), (2, "B"), (3, "A")]
        assert list(Report.objects.latest_versions().values_list("version", flat=True)) == [3]

    def test_composed_and_decomposed_accents_are_the_same_content(self) -> None:
        composed = unicodedata.normalize("NFC", "Attaque à Ménaka")
        first = receive(composed)
        second = receive(unicodedata.normalize("NFD", composed))
        assert (second.outcome, second.report) == (ItemOutcome.UNCHANGED, first.report)

    def test_the_text_is_kept_as_it_was_received(self) -> None:
        decomposed = unicodedata.normalize("NFD", "Attaque à Ménaka")
        assert Report.objects.get(pk=receive(decomposed).report.pk).text == decomposed

    @pytest.mark.parametrize(
        "other",
        [{"title": "t"}, {"payload": {"a": 1}}, {"text": "B"}, {"payload": [1]}, {"payload": {"a": None}}],
    )
    def test_title_text_and_payload_are_content(self, other: dict[str, Any]) -> None:
        receive()
        assert receive(**other).outcome == ItemOutcome.CHANGED

    @pytest.mark.parametrize(
        "other", [{"url": "https://example.org/"}, {"language": "en"}, {"published_at": timezone.now()}]
    )
    def test_what_is_not_content_makes_no_new_version(self, other: dict[str, Any]) -> None:
        receive()
        assert receive(**other).outcome == ItemOutcome.UNCHANGED

    def test_the_order_of_keys_in_a_payload_is_no_content(self) -> None:
        receive(payload={"a": 1, "b": {"c": 2, "d": 3}})
        assert receive(payload={"b": {"d": 3, "c": 2}, "a": 1}).outcome == ItemOutcome.UNCHANGED

    def test_the_same_id_at_two_sources_is_two_reports(self) -> None:
        receive()
        other = intake.receive(make.source("Sahel FM"), external_id="note-1", published_at=DAY, text="A")
        assert (other.outcome, Report.objects.count()) == (ItemOutcome.NEW, 2)

    def test_nothing_is_keyed_on_an_empty_id(self) -> None:
        with pytest.raises(ValueError, match="needs an id"):
            receive(external_id="")

    def test_a_state_that_the_database_refuses_is_an_error_and_no_endless_loop(self) -> None:
        with pytest.raises(IntegrityError, match="report_parked_with_reason"):
            receive(state=ReportState.PARKED)


@pytest.mark.django_db
class TestQueue:
    def test_a_new_report_is_due_at_once(self) -> None:
        report = receive().report
        assert list(Report.objects.due()) == [report]

    @pytest.mark.parametrize(
        ("state", "due"),
        [("pending", 1), ("proposed", 0), ("linked", 0), ("dismissed", 0)],
    )
    def test_what_is_due_follows_the_state(self, state: str, due: int) -> None:
        receive(state=state)
        assert Report.objects.due().count() == due

    @pytest.mark.parametrize(("lease", "due"), [("-1 second", 1), ("1 minute", 0)])
    def test_a_lease_that_ran_out_is_due_again(self, lease: str, due: int) -> None:
        report = receive().report
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE incidents_report SET state = 'extracting', leased_until = now() + %s::interval WHERE id = %s",
                [lease, report.pk],
            )
        assert Report.objects.due().count() == due

    def test_a_report_that_is_put_off_is_not_due(self) -> None:
        Report.objects.filter(pk=receive().report.pk).update(due_at="2099-01-01T00:00:00Z")
        assert not Report.objects.due().exists()

    def test_a_dismissed_report_stays_dismissed_whatever_its_source_sends_later(self) -> None:
        Report.objects.filter(pk=receive("A").report.pk).update(state=ReportState.DISMISSED)
        later = [receive("B").report.state, receive("C").report.state]
        assert later == [ReportState.DISMISSED, ReportState.DISMISSED]
        assert not Report.objects.due().exists()

    @pytest.mark.parametrize("state", ["quarantined", "parked"])
    def test_a_report_that_was_set_aside_can_be_tried_again(self, state: str) -> None:
        report = receive().report
        Report.objects.filter(pk=report.pk).update(
            state=state, state_reason="bad", attempts=3, last_error="ValueError"
        )
        assert intake.retry(report) is True
        report.refresh_from_db()
        assert (report.state, report.attempts, report.state_reason, report.last_error) == (
            "pending",
            0,
            "",
            "",
        )
        assert Report.objects.due().count() == 1

    @pytest.mark.parametrize("state", ["pending", "proposed", "linked", "dismissed"])
    def test_nothing_else_is_tried_again(self, state: str) -> None:
        report = receive(state=state).report
        assert intake.retry(report) is False
        assert Report.objects.get(pk=report.pk).state == state

    def test_a_report_is_parked_with_a_reason(self) -> None:
        report = receive().report
        assert intake.park(report, reason="ask the correspondent") is True
        report.refresh_from_db()
        assert (report.state, report.state_reason) == ("parked", "ask the correspondent")

    def test_a_report_in_a_workers_hands_is_not_parked(self) -> None:
        report = receive().report
        Report.objects.filter(pk=report.pk).update(state="extracting", leased_until=timezone.now())
        assert intake.park(report, reason="") is False


@pytest.mark.usefixtures("real_commits")
def test_the_same_submission_ten_times_at_once_is_one_row() -> None:
    source = make.source()

    def submit(_number: int) -> str:
        try:
            return intake.receive(source, external_id="note-1", published_at=DAY, text="A").outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(submit, range(10)))
    assert sorted(outcomes) == ["new"] + ["unchanged"] * 9
    assert Report.objects.count() == 1


@pytest.mark.usefixtures("real_commits")
def test_different_submissions_under_one_id_at_once_are_one_row_each_with_versions_in_a_row() -> None:
    source = make.source()

    def submit(number: int) -> None:
        try:
            intake.receive(source, external_id="note-1", published_at=DAY, text=f"text {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(submit, range(8)))
    assert list(Report.objects.order_by("version").values_list("version", flat=True)) == list(range(1, 9))
    assert Report.objects.values("content_hash").distinct().count() == 8
