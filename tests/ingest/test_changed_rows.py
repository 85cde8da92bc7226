"""A row that changed at its source: an untouched draft follows, a person's incident gets a proposal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import record, review
from incidents.codes import ProposalState, ReportState
from incidents.ingest.imports import import_file
from incidents.models import Incident, IngestRun, Proposal, Report
from tests import make
from tests.ingest.written import counts, csv_text, outcomes, row, written

pytestmark = pytest.mark.django_db


def imported(folder: Path, **cells: str) -> IngestRun:
    return import_file(written(folder, csv_text(row(**cells))))


def the_incident() -> Incident:
    return Incident.objects.unpublished_too().get()


def submitted(folder: Path) -> Incident:
    run = imported(folder)
    review.submit_run(run, by=make.editor())
    return the_incident()


def published(folder: Path) -> Incident:
    incident = submitted(folder)
    review.publish([incident.pk], by=make.reviewer())
    return the_incident()


def open_proposals() -> list[Proposal]:
    return list(Proposal.objects.filter(state=ProposalState.OPEN).order_by("pk"))


def changes_of(proposal: Proposal) -> dict[str, tuple[Any, Any]]:
    """Old and new by field, without the sources, which always follow."""
    return {name: (proposal.old[name], new) for name, new in proposal.values.items() if name != "sources"}


def test_an_untouched_draft_follows_its_source(tmp_path: Path) -> None:
    imported(tmp_path)
    run = imported(tmp_path, killed_best="5", verification="disputed")
    incident = the_incident()
    assert (incident.killed_best, incident.verification, incident.status) == (5, "disputed", "draft")
    assert (counts(run), open_proposals(), Report.objects.count()) == ((0, 1, 0, 0), [], 2)


@pytest.mark.parametrize("stage", [submitted, published])
def test_what_a_person_stands_for_keeps_its_values_and_gets_a_proposal(stage: Any, tmp_path: Path) -> None:
    incident = stage(tmp_path)
    before = record.read(incident)
    run = imported(tmp_path, event_type="battles")
    (proposal,) = open_proposals()
    assert (outcomes(run), record.read(the_incident())) == ([(2, "changed", "", "")], before)
    assert (proposal.incident, proposal.created_by, proposal.kind) == (incident, None, "update")
    assert changes_of(proposal) == {"event_type": ("violence_against_civilians", "battles")}


def test_a_changed_toll_is_proposed_old_beside_new_and_the_published_one_stays_up(tmp_path: Path) -> None:
    incident = published(tmp_path)
    imported(tmp_path, killed_best="5")
    (proposal,) = open_proposals()
    old, new = changes_of(proposal)["estimates"]
    assert ([row["best"] for row in old], [row["best"] for row in new]) == ([3], [5])
    assert Incident.objects.for_audience(2).get(pk=incident.pk).killed_best == 3


def test_an_accepted_change_rests_on_the_new_version_and_counts_as_one_report(tmp_path: Path) -> None:
    incident = published(tmp_path)
    imported(tmp_path, killed_best="5")
    review.accept(open_proposals()[0], by=make.reviewer())
    latest = Report.objects.get(version=2)
    fresh = Incident.objects.for_audience(2).get(pk=incident.pk)
    assert (fresh.killed_best, [link.report for link in fresh.links.all()]) == (5, [latest])
    assert latest.state == ReportState.LINKED


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_after_a_decision_the_next_change_of_the_source_still_comes_in(decision: str, tmp_path: Path) -> None:
    published(tmp_path)
    imported(tmp_path, killed_best="5")
    if decision == "accept":
        review.accept(open_proposals()[0], by=make.reviewer())
    else:
        review.reject(open_proposals()[0], by=make.reviewer(), reason="not credible")
    imported(tmp_path, killed_best="7")
    (proposal,) = open_proposals()
    old, new = changes_of(proposal)["estimates"]
    assert ([row["best"] for row in old], [row["best"] for row in new]) == (
        [5 if decision == "accept" else 3],
        [7],
    )


def test_a_rejected_change_is_not_proposed_again_when_something_else_changes(tmp_path: Path) -> None:
    published(tmp_path)
    imported(tmp_path, killed_best="5")
    review.reject(open_proposals()[0], by=make.reviewer(), reason="not credible")
    imported(tmp_path, killed_best="5", verification="disputed")
    (proposal,) = open_proposals()
    assert changes_of(proposal) == {"verification": ("unverified", "disputed")}


def test_a_newer_version_takes_the_place_of_a_waiting_proposal_and_loses_nothing_of_it(
    tmp_path: Path,
) -> None:
    published(tmp_path)
    imported(tmp_path, killed_best="5")
    imported(tmp_path, killed_best="5", verification="disputed")
    (proposal,) = open_proposals()
    assert sorted(changes_of(proposal)) == ["estimates", "verification"]
    assert review.publish([the_incident().pk], by=make.reviewer()) == 1
    assert (the_incident().killed_best, the_incident().verification) == (5, "disputed")


def test_a_change_that_is_taken_back_leaves_nothing_to_decide(tmp_path: Path) -> None:
    published(tmp_path)
    imported(tmp_path, killed_best="5")
    run = imported(tmp_path)
    assert (open_proposals(), counts(run), Report.objects.count()) == ([], (0, 1, 0, 0), 3)


def test_an_editors_correction_is_not_proposed_away_by_an_unchanged_cell(tmp_path: Path) -> None:
    incident = published(tmp_path)
    corrected = record.read(incident).with_values(
        {"verification": "confirmed", "estimates": [make.killed(4)]}
    )
    review.accept(review.revise(incident, corrected, by=make.editor()), by=make.reviewer())  # type: ignore[arg-type]
    imported(tmp_path, event_type="battles")
    (proposal,) = open_proposals()
    assert (sorted(changes_of(proposal)), the_incident().killed_best) == (["event_type"], 4)


def test_a_row_that_left_the_file_is_not_taken_for_a_deletion(tmp_path: Path) -> None:
    incident = published(tmp_path)
    import_file(written(tmp_path, csv_text(row("another"))))
    assert (Incident.objects.for_audience(2).get().pk, open_proposals()) == (incident.pk, [])


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), st.sampled_from(["3", "5", "7", ""])),
        st.tuples(st.just("edit"), st.sampled_from([4, 6])),
        st.tuples(st.just("submit"), st.none()),
        st.tuples(st.just("publish"), st.none()),
        st.tuples(st.just("reject"), st.none()),
    ),
    min_size=3,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@pytest.mark.slow
def test_whatever_the_order_of_steps_an_import_alone_changes_no_value_that_a_person_stands_for(
    steps: list[tuple[str, Any]], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    Proposal.objects.all().delete()
    Incident.objects.unpublished_too().delete()
    Report.objects.all().delete()
    imported(tmp_path)
    for step, value in steps:
        incident = the_incident()
        stood_for, before = incident.submitted_by_id, record.read(incident)
        _take(step, value, incident, tmp_path)
        if step == "import" and stood_for is not None:
            assert record.read(the_incident()) == before
        assert Incident.objects.unpublished_too().count() == 1


def _take(step: str, value: Any, incident: Incident, folder: Path) -> None:
    if step == "import":
        imported(folder, killed_best=value)
    elif step == "edit":
        review.revise(
            incident, record.read(incident).with_values({"estimates": [make.killed(value)]}), by=make.editor()
        )
    elif step == "submit":
        review.submit([incident.pk], by=make.editor())
    elif step == "reject":
        for proposal in open_proposals():
            review.reject(proposal, by=make.reviewer(), reason="no")
    elif incident.status != "draft":
        _publish(incident)


def _publish(incident: Incident) -> None:
    """Unless an editor's and a source's change of one field leave the reviewer the choice."""
    waiting = open_proposals()
    now = record.read(incident).as_json()
    fields = [name for proposal in waiting for name in proposal.values]
    stale = [
        name for proposal in waiting for name, was in proposal.old.items() if _as_kept(name, was) != now[name]
    ]
    if incident.status == "published" and (stale or len(fields) > len(set(fields))):
        with pytest.raises(review.ReviewError, match="changed since this was proposed"):
            review.publish([incident.pk], by=make.reviewer())
        return
    review.publish([incident.pk], by=make.reviewer())


def _as_kept(name: str, value: Any) -> Any:
    return record.IncidentRecord.from_json({name: value}).as_json()[name]
