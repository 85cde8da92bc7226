"""ACLED polled from end to end: rows become drafts, changes are proposed, deletions take back what nobody stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from incidents import review
from incidents.codes import ProposalState, ReportState, RunState, WorkflowStatus
from incidents.ingest import taking
from incidents.ingest.polling import poll
from incidents.ingest.readers import READERS
from incidents.ingest.sources import acled
from incidents.ingest.withdrawal import take_back
from incidents.models import ExternalId, Incident, IngestRun, Proposal, Report, Source
from incidents.record import SourceValue, read
from tests import make
from tests.ingest.polling.desk import Died, dying_at, fresh, outcomes, polled
from tests.ingest.sources.feeds import NOW
from tests.ingest.sources.providers import Acled, acled_row
from tests.ingest.sources.server import Site

pytestmark = pytest.mark.django_db
DELETED = "ACLED deleted this event"
TOMORROW = str(int(NOW.timestamp()) + 10**9)


@pytest.fixture
def provider(site: Site, monkeypatch: pytest.MonkeyPatch) -> Acled:
    monkeypatch.setenv("ACLED_USERNAME", "desk@example.org")
    monkeypatch.setenv("ACLED_PASSWORD", "right")
    acled._tokens.clear()
    return Acled(site, rows=[acled_row(1), acled_row(2)])


@pytest.fixture
def source(site: Site, provider: Acled) -> Source:
    return make.source("ACLED", kind="api", reader="acled", url=site.url("/api/acled/read"), poll_minutes=60,
                       redistributable=False, settings={"page": 2})  # fmt: skip


def incident_of(source: Source, value: str) -> Incident | None:
    found = ExternalId.objects.filter(scheme=f"source-{source.pk}", value=value).first()
    return Incident.objects.unpublished_too().get(pk=found.incident_id) if found else None


def deleted(provider: Acled, *numbers: int) -> None:
    provider.deleted = [
        {"event_id_cnty": f"MLI{number}", "deleted_timestamp": TOMORROW} for number in numbers
    ]


def publish(*incidents: Incident | None) -> None:
    ids = [incident.pk for incident in incidents if incident]
    review.submit(ids, by=make.editor())
    review.publish(ids, by=make.reviewer())


def told(source: Source) -> list[tuple[str, int, str]]:
    """(id, version, toll) of the reports; each once."""
    rows = Report.objects.filter(source=source).order_by("external_id", "version")
    return [(row.external_id, row.version, row.payload["killed_best"]) for row in rows]


# Rows --------------------------------------------------------------------------------------------------------
def test_rows_become_drafts_for_analysts_only(source: Source) -> None:
    run = polled(source)
    assert run is not None
    assert (run.state, run.layout, run.new, run.file_name, run.settled_at is not None) == (
        RunState.FINISHED, "acled", 2, "", True,
    )  # fmt: skip
    incident = incident_of(source, "MLI1")
    assert incident is not None
    assert (incident.status, incident.killed_best, incident.release_to) == (WorkflowStatus.DRAFT, 3, 1)


def test_every_row_of_every_page_is_an_item_of_the_run(provider: Acled, source: Source) -> None:
    provider.rows = [acled_row(number) for number in range(1, 6)] + [
        {"event_id_cnty": "MLI9"},
        acled_row(7, fatalities="-1"),
    ]
    run = polled(source)
    assert run is not None
    assert list(run.items.order_by("line").values_list("line", "external_id", "outcome")) == [
        *((number, f"MLI{number}", "new") for number in range(1, 6)),
        (6, "MLI9", "quarantined"), (7, "MLI7", "quarantined"),
    ]  # fmt: skip
    assert (run.new, run.quarantined) == (5, 2)


def test_the_same_rows_again_change_nothing(source: Source) -> None:
    polled(source)
    run = polled(source)
    assert run is not None
    assert ((run.new, run.changed, run.unchanged), told(source)) == (
        (0, 0, 2),
        [("MLI1", 1, "3"), ("MLI2", 1, "3")],
    )


def test_a_changed_row_is_proposed_to_what_people_stand_for(provider: Acled, source: Source) -> None:
    polled(source)
    review.submit([incident_of(source, "MLI1").pk], by=make.editor())  # type: ignore[union-attr]
    provider.rows = [acled_row(1, fatalities="5", timestamp=TOMORROW[:10])]
    polled(source)
    (proposal,) = Proposal.objects.all()
    incident = incident_of(source, "MLI1")
    assert incident is not None
    assert (proposal.incident_id, proposal.values["estimates"][0]["best"], incident.killed_best) == (
        incident.pk,
        5,
        3,
    )


@pytest.mark.slow
def test_a_worker_may_die_at_any_write_and_no_row_is_lost_or_doubled(provider: Acled, source: Source) -> None:
    provider.rows = [acled_row(number) for number in range(1, 5)]
    with dying_at(0) as writes, transaction.atomic():
        poll(source.pk)
        whole, cursor = told(source), fresh(source).cursor
        transaction.set_rollback(True)
    assert (len(whole), len(writes) >= 8) == (4, True)
    for number in range(1, len(writes) + 1):
        with transaction.atomic():
            with dying_at(number), pytest.raises(Died):
                poll(source.pk)
            poll(source.pk)
            assert (told(source), Incident.objects.unpublished_too().count()) == (whole, 4), writes[
                number - 1
            ]
            assert fresh(source).cursor["timestamp"] == cursor["timestamp"]
            assert not IngestRun.objects.filter(state=RunState.RUNNING).exists()
            transaction.set_rollback(True)


def test_a_page_of_coded_rows_is_written_whole_or_not_at_all(
    provider: Acled, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker ends when the incidents are written and the lines that tell of them are not."""

    def dies(*_arguments: Any) -> None:
        raise Died

    provider.rows = [acled_row(number) for number in range(1, 5)]
    with monkeypatch.context() as patch:
        patch.setattr(taking, "copy_rows", dies)
        with pytest.raises(Died):
            poll(source.pk)
    assert (Report.objects.count(), Incident.objects.unpublished_too().count()) == (0, 0)
    poll(source.pk)
    assert (Report.objects.count(), Incident.objects.unpublished_too().count()) == (4, 4)


@pytest.mark.parametrize("name", ["ACLED_USERNAME", "ACLED_PASSWORD"])
def test_without_credentials_nothing_is_asked_and_it_is_said(
    name: str, site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name)
    run = polled(source)
    assert run is not None
    assert (run.last_error, site.requests) == (f"{name} must be set in the environment (docs/sources.md)", [])


def test_a_password_stands_in_no_reason(site: Site, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACLED_PASSWORD", "s3cret-wrong")
    run = polled(source)
    assert run is not None
    assert (run.last_error, "s3cret" in str(Source.objects.values().get(pk=source.pk))) == (
        "ACLED gives no token (400): see ACLED_USERNAME and ACLED_PASSWORD", False,
    )  # fmt: skip


def test_a_reader_whose_layout_is_not_there_says_so(
    site: Site, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        READERS, "acled", replace(READERS["acled"], layout="incidents.ingest.layouts.none:NONE")
    )
    run = polled(source)
    assert run is not None
    assert run.last_error == "the layout incidents.ingest.layouts.none:NONE is not installed"


def test_a_source_that_would_pass_its_rows_on_is_not_polled(site: Site, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(redistributable=True)
    run = polled(source)
    assert run is not None
    assert (run.last_error, site.requests) == (
        "these rows may not be passed on (acled): mark the source as not redistributable", [],
    )  # fmt: skip


# Deletions ---------------------------------------------------------------------------------------------------
def test_a_published_incident_gets_one_open_retraction_and_stays_up(provider: Acled, source: Source) -> None:
    polled(source)
    publish(incident_of(source, "MLI1"))
    deleted(provider, 1)
    first, second = polled(source), polled(source)
    (proposal,) = Proposal.objects.all()
    assert (proposal.kind, proposal.state, proposal.reason, proposal.created_by) == (
        "retract",
        "open",
        DELETED,
        None,
    )
    incident = incident_of(source, "MLI1")
    assert incident is not None
    assert (incident.status, outcomes(first)[-1], outcomes(second)[-1]) == (
        WorkflowStatus.PUBLISHED,
        ("MLI1", "changed", f"{DELETED}: a retraction is proposed"),
        ("MLI1", "unchanged", f"{DELETED}: a retraction was proposed before"),
    )  # fmt: skip


def test_a_reviewer_accepts_the_retraction_like_any_other(provider: Acled, source: Source) -> None:
    polled(source)
    publish(incident_of(source, "MLI1"))
    deleted(provider, 1)
    polled(source)
    review.accept(Proposal.objects.get(), by=make.reviewer())
    incident = incident_of(source, "MLI1")
    assert incident is not None
    assert (incident.status, incident.retraction_reason) == (WorkflowStatus.RETRACTED, DELETED)
    assert outcomes(polled(source))[-1] == ("MLI1", "unchanged", f"{DELETED}: is retracted already")


def test_a_retraction_that_was_turned_down_does_not_come_back(provider: Acled, source: Source) -> None:
    polled(source)
    publish(incident_of(source, "MLI1"))
    deleted(provider, 1)
    polled(source)
    review.reject(Proposal.objects.get(), by=make.reviewer(), reason="it happened")
    polled(source)
    assert [proposal.state for proposal in Proposal.objects.all()] == [ProposalState.REJECTED]


def test_a_draft_that_nobody_touched_goes_and_does_not_come_back(provider: Acled, source: Source) -> None:
    polled(source)
    deleted(provider, 1)
    run = polled(source)
    assert (incident_of(source, "MLI1"), incident_of(source, "MLI2") is not None) == (None, True)
    assert outcomes(run)[-1] == (
        "MLI1",
        "changed",
        f"{DELETED}: the draft that nobody had touched is dismissed",
    )
    report = Report.objects.get(source=source, external_id="MLI1")
    assert (report.state, report.state_reason) == (ReportState.DISMISSED, DELETED)
    for toll in ("3", "5"):  # ACLED sends it again
        provider.rows = [acled_row(1, fatalities=toll, timestamp=TOMORROW)]
        polled(source)
    assert (incident_of(source, "MLI1"), Incident.objects.unpublished_too().count()) == (None, 1)


@pytest.mark.parametrize("touch", ["submitted", "another source", "a merged duplicate", "a proposal"])
def test_a_draft_that_somebody_or_something_rests_on_stays_with_a_proposal(
    touch: str, provider: Acled, source: Source
) -> None:
    polled(source)
    incident = incident_of(source, "MLI1")
    assert incident is not None
    if touch == "submitted":
        review.submit([incident.pk], by=make.editor())
    elif touch == "another source":
        values = read(incident)
        review.revise(
            incident,
            values.with_values({"sources": [*values.sources, SourceValue(make.report().pk)]}),
            by=None,
        )
    elif touch == "a merged duplicate":
        review.merge(make.draft(), incident, by=make.reviewer())
    else:
        review.propose(incident, old={}, new={}, by=make.editor())
    deleted(provider, 1)
    polled(source)
    assert incident_of(source, "MLI1") is not None
    assert Proposal.objects.filter(kind="retract", state="open", incident=incident).count() == 1


def test_an_incident_that_was_merged_is_left_to_people(provider: Acled, source: Source) -> None:
    polled(source)
    incident = incident_of(source, "MLI1")
    assert incident is not None
    review.merge(incident, make.published_incident(), by=make.reviewer())
    deleted(provider, 1)
    run = polled(source)
    assert (outcomes(run)[-1][1:], Proposal.objects.filter(kind="retract").count()) == (
        ("unchanged", f"{DELETED}: is merged into another incident, which has sources of its own: see whether it still"
         " stands"), 0,
    )  # fmt: skip


def test_what_was_never_here_is_passed_over(provider: Acled, source: Source) -> None:
    deleted(provider, 77)
    run = polled(source)
    assert [identity for identity, _outcome, _reason in outcomes(run)] == ["MLI1", "MLI2"]


def test_another_sources_event_of_the_same_id_is_left_alone(provider: Acled, source: Source) -> None:
    polled(source)
    other = make.source("Another", kind="api")
    assert take_back(IngestRun.objects.create(source=other), "MLI1", "gone") is None
    assert incident_of(source, "MLI1") is not None


def test_a_report_without_an_incident_is_dismissed_with_its_open_drafts() -> None:
    report = make.report(external_id="r-1")
    Proposal.objects.create(kind="create", report=report, values={})
    run = IngestRun.objects.create(source=report.source)
    item = take_back(run, "r-1", "the page is gone")
    assert item is not None
    assert (item.outcome, item.reason) == (
        "changed", "the page is gone: no incident had come of it: its report is dismissed",
    )  # fmt: skip
    assert (Report.objects.get().state, Proposal.objects.get().state) == (
        ReportState.DISMISSED,
        ProposalState.SUPERSEDED,
    )
    again = take_back(run, "r-1", "the page is gone")
    assert again is not None
    assert again.outcome == "unchanged"
