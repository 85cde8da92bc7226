"""From a draft to the public: who may, what is refused, and what a publication leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents import record, review
from incidents.codes import ProposalState, ReportState
from incidents.models import Evidence, Incident, Proposal, Report
from incidents.record import SourceValue
from incidents.review import ReviewError
from tests import make

pytestmark = pytest.mark.django_db


def state_of(incident: Incident) -> tuple[str, int]:
    row = make.fresh(incident)
    return row.status, row.audience


def machine_proposal(**fields: Any) -> Proposal:
    """A draft that a machine made of a report, with evidence for its date and its toll."""
    report = make.report(state=ReportState.PROPOSED)
    values = make.record(sources=(SourceValue(report.pk),), **fields)
    proposal = Proposal.objects.create(kind="create", report=report, values=values.as_json())
    for field, start, end in (("date.start", 0, 7), ("casualties.killed", 8, 20), ("place", 21, 30)):
        Evidence.objects.create(
            report=report, proposal=proposal, field=field, start=start, end=end, rule="test"
        )
    return proposal


# Entering ------------------------------------------------------------------------------------------------
def test_what_a_person_enters_waits_for_review_and_what_a_machine_enters_is_a_draft() -> None:
    assert (make.in_review().status, make.draft().status) == ("in_review", "draft")


def test_nothing_entered_is_seen_by_anybody() -> None:
    assert {make.in_review().audience, make.draft().audience} == {0}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": "atlantis"}, "place"),
        ({"stated_region": "ZZ99"}, "stated_region"),
        ({"date_start": "2018-02-30"}, "date_start"),
        ({"date_start": "", "date_end": ""}, "date_start"),
        ({"date_start": "0025-01-01"}, "date of our time"),
        ({"date_start": "2018-10-01", "date_end": "2018-09-01"}, "dates in order"),
        ({"longitude": 181.0, "latitude": 15.0}, "latitude"),
        ({"longitude": float("nan"), "latitude": 15.0}, "latitude"),
        ({"longitude": float("inf"), "latitude": 15.0}, "latitude"),
        ({"longitude": 1.0}, "latitude"),
        ({"estimates": (make.killed(-1),)}, "estimates"),
        ({"estimates": (make.killed(3, low=5),)}, "estimates"),
        ({"estimates": (make.killed(10**12),)}, "estimates"),
        ({"involvements": (make.perpetrator("martians"),)}, "involvements"),
        ({"sources": (SourceValue(10**9),)}, "sources"),
        ({"event_type": "war", "sub_event_type": None}, "event type known"),
        ({"event_type": "battles"}, "sub event of its event"),
        ({"weapons": ("laser",)}, "weapons known"),
        ({"external_ids": ("no colon",)}, "external id not empty"),
        ({"embargo_until": "tomorrow"}, "embargo_until"),
    ],
)
def test_a_value_that_cannot_be_written_is_refused_by_name(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ReviewError, match=said):
        review.enter(make.record(**fields), by=make.editor())
    assert not Incident.objects.unpublished_too().exists()


# Two persons ---------------------------------------------------------------------------------------------
def test_another_person_publishes() -> None:
    incident = make.in_review()
    assert review.publish([incident.pk], by=make.reviewer()) == 1
    row = make.fresh(incident)
    assert (row.status, row.audience, row.published_by, row.review_rule) == (
        "published", 2, make.reviewer(), "two_person",
    )  # fmt: skip


def test_nobody_publishes_what_they_entered() -> None:
    incident = review.enter(make.record(), by=make.reviewer())
    with pytest.raises(ReviewError, match="another person"):
        review.publish([incident.pk], by=make.reviewer())
    assert state_of(incident) == ("in_review", 0)


def test_nobody_publishes_what_they_edited_last() -> None:
    incident = make.in_review()
    changed = record.read(incident).with_values({"verification": "confirmed"})
    assert review.revise(incident, changed, by=make.reviewer()) is None
    with pytest.raises(ReviewError, match="another person"):
        review.publish([incident.pk], by=make.reviewer())


def test_the_database_itself_refuses_one_person_under_the_rule_of_two() -> None:
    incident = make.in_review()
    with pytest.raises(IntegrityError, match="incident_published_by_another"), transaction.atomic():
        Incident.objects.unpublished_too().filter(pk=incident.pk).update(
            status="published", published_by=make.editor(), published_at=timezone.now()
        )


def test_one_person_may_publish_where_the_desk_says_so_and_the_row_tells_it(settings: Any) -> None:
    settings.REVIEW_RULE = "single"
    incident = make.in_review()
    review.publish([incident.pk], by=make.editor())
    assert (state_of(incident), make.fresh(incident).review_rule) == (("published", 2), "single")


def test_a_change_is_published_by_another_than_its_proposer() -> None:
    incident = make.published_incident()
    proposal = review.revise(
        incident, record.read(incident).with_values({"verification": "confirmed"}), by=make.reviewer()
    )
    with pytest.raises(ReviewError, match="proposed this change"):
        review.accept(proposal, by=make.reviewer())
    assert make.fresh(incident).verification == "unverified"


def test_the_database_itself_refuses_a_change_accepted_by_its_proposer() -> None:
    incident = make.published_incident()
    proposal = review.propose(incident, old={}, new={"ongoing": True}, by=make.editor())
    with pytest.raises(IntegrityError, match="proposal_change_accepted_by_another"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state="accepted", decided_by=make.editor(), decided_at=timezone.now()
        )


def test_a_machines_change_of_an_incident_is_published_by_another_than_who_entered_it() -> None:
    incident = review.enter(make.record(), by=make.reviewer())
    review.publish([incident.pk], by=make.admin())
    machine = review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=None)
    with pytest.raises(ReviewError, match="submitted by you"):
        review.accept(machine, by=make.reviewer())
    review.accept(machine, by=make.other_editor())
    assert make.fresh(incident).ongoing is True


def test_the_single_rule_lets_one_person_change_what_is_published(settings: Any) -> None:
    settings.REVIEW_RULE = "single"
    incident = make.published_incident()
    proposal = review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=make.editor())
    review.accept(proposal, by=make.editor())
    assert (make.fresh(incident).ongoing, make.fresh(incident).review_rule) == (True, "single")


# Sources -------------------------------------------------------------------------------------------------
def test_without_a_source_nothing_is_published() -> None:
    incident = make.in_review(sources=())
    with pytest.raises(ReviewError, match="names no source"):
        review.publish([incident.pk], by=make.reviewer())


def closed_link() -> SourceValue:
    return SourceValue(make.report(make.closed_source()).pk, "primary", 2)


def test_what_rests_only_on_closed_reports_is_not_for_the_public() -> None:
    incident = make.in_review(sources=(closed_link(),))
    with pytest.raises(ReviewError, match="may not be passed on"):
        review.publish([incident.pk], by=make.reviewer())


def test_what_rests_only_on_closed_reports_may_be_for_analysts() -> None:
    assert state_of(make.published_incident(sources=(closed_link(),), release_to=1)) == ("published", 1)


@pytest.mark.parametrize("of", ["estimates", "involvements"])
def test_a_closed_report_never_supplies_a_public_value(of: str) -> None:
    closed = closed_link()
    claim = (
        make.killed(9, report=closed.report) if of == "estimates" else make.perpetrator(report=closed.report)
    )
    opened = SourceValue(make.report().pk)
    incident = make.in_review(**{of: (claim,), "sources": (opened, closed)})
    with pytest.raises(ReviewError, match="may not be passed on"):
        review.publish([incident.pk], by=make.reviewer())


def test_a_closed_claim_that_is_not_recommended_stays_in_the_house() -> None:
    closed = closed_link()
    figures = (make.killed(3), make.killed(44, report=closed.report, recommended=False))
    incident = make.published_incident(estimates=figures, sources=(SourceValue(make.report().pk), closed))
    assert state_of(incident) == ("published", 2)
    assert [row["best"] for row in review.changes.images([incident.pk])[incident.pk]["casualties"]] == [3]


def test_a_change_may_not_bring_in_a_closed_figure() -> None:
    incident = make.published_incident()
    closed = closed_link()
    with pytest.raises(ReviewError, match="may not be passed on"):
        make.edited(incident, estimates=(make.killed(44, report=closed.report),))
    assert make.fresh(incident).killed_best == 3


# All or nothing ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("bad", [make.draft, make.retracted, make.merged])
def test_a_publication_of_several_is_all_or_nothing(bad: Any) -> None:
    good, refused = make.in_review(), bad()
    with pytest.raises(ReviewError, match="has to submit it first"):
        review.publish([good.pk, refused.pk], by=make.reviewer())
    assert state_of(good) == ("in_review", 0)


def test_publishing_what_is_published_and_unchanged_touches_nothing() -> None:
    assert review.publish([make.published_incident().pk], by=make.reviewer()) == 0


def test_publishing_applies_the_open_proposals() -> None:
    incident = make.published_incident()
    review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=make.editor())
    assert review.publish([incident.pk], by=make.reviewer()) == 1
    assert make.fresh(incident).ongoing is True
    assert list(incident.proposals.values_list("state", flat=True)) == [ProposalState.ACCEPTED]


def test_an_import_is_one_confirmation_of_an_editor_and_one_of_another_person() -> None:
    run = make.run()
    ids = [review.enter(make.record(), by=None, run=run).pk for _ in range(5)]
    assert review.submit_run(run, by=make.editor()) == 5
    with pytest.raises(ReviewError, match="another person"):
        review.publish_run(run, by=make.editor())
    assert review.publish_run(run, by=make.reviewer(), at_once=2) == 5
    assert Incident.objects.for_audience(2).filter(pk__in=ids).count() == 5


def test_only_drafts_are_submitted() -> None:
    draft, waiting, shown = make.draft(), make.in_review(), make.published_incident()
    assert review.submit([draft.pk, waiting.pk, shown.pk], by=make.other_editor()) == 1
    assert make.fresh(draft).submitted_by == make.other_editor()
    assert make.fresh(waiting).submitted_by == make.editor()


# Proposals -----------------------------------------------------------------------------------------------
def test_a_confirmed_draft_is_an_incident_in_review_and_its_report_is_linked() -> None:
    proposal = machine_proposal()
    incident = review.confirm(proposal, by=make.editor())
    assert (incident.status, incident.submitted_by) == ("in_review", make.editor())
    proposal.refresh_from_db()
    assert (proposal.state, proposal.incident, proposal.decided_by) == ("accepted", incident, make.editor())
    assert Report.objects.get(pk=proposal.report_id).state == ReportState.LINKED


def test_evidence_of_a_value_that_was_corrected_is_marked_edited() -> None:
    proposal = machine_proposal()
    corrected = record.IncidentRecord.from_json(proposal.values).with_values(
        {"date_start": "2018-09-29", "estimates": [make.killed(4)]}
    )
    incident = review.confirm(proposal, by=make.editor(), values=corrected)
    assert dict(incident.evidence.values_list("field", "decision")) == {
        "date.start": "edited", "casualties.killed": "edited", "place": "accepted",
    }  # fmt: skip
    assert [span.field for span in review.evidence_of(incident)] == [
        "date.start",
        "casualties.killed",
        "place",
    ]


def test_evidence_of_a_date_is_edited_when_only_the_last_day_was_corrected() -> None:
    proposal = machine_proposal()
    corrected = record.IncidentRecord.from_json(proposal.values).with_values({"date_end": "2018-10-01"})
    incident = review.confirm(proposal, by=make.editor(), values=corrected)
    assert incident.evidence.get(field="date.start").decision == "edited"


def test_a_rejected_draft_dismisses_its_report_and_keeps_why() -> None:
    proposal = machine_proposal()
    review.reject(proposal, by=make.editor(), reason="an old event")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("rejected", "an old event")
    assert proposal.report.state == ReportState.DISMISSED
    assert set(proposal.evidence.values_list("decision", flat=True)) == {"rejected"}


def test_a_report_stays_in_the_queue_while_one_of_its_drafts_is_open() -> None:
    proposal = machine_proposal()
    Proposal.objects.create(kind="create", report=proposal.report, ordinal=1, values=proposal.values)
    review.reject(proposal, by=make.editor(), reason="twice")
    assert Report.objects.get(pk=proposal.report_id).state == ReportState.PROPOSED


def test_a_dismissed_report_takes_its_open_drafts_with_it() -> None:
    proposal = machine_proposal()
    review.dismiss(proposal.report, by=make.editor(), reason="propaganda")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.report.state, proposal.report.state_reason) == (
        "rejected", "dismissed", "propaganda",
    )  # fmt: skip


@pytest.mark.parametrize("step", ["confirm", "reject", "accept"])
def test_a_proposal_is_decided_once(step: str) -> None:
    proposal = machine_proposal()
    review.confirm(proposal, by=make.editor())
    steps = {
        "confirm": lambda: review.confirm(proposal, by=make.other_editor()),
        "reject": lambda: review.reject(proposal, by=make.other_editor(), reason="late"),
        "accept": lambda: review.accept(proposal, by=make.reviewer()),
    }
    with pytest.raises(ReviewError, match="decided already"):
        steps[step]()


def test_a_new_incident_is_confirmed_and_a_change_is_published() -> None:
    with pytest.raises(ReviewError, match="confirmed by an editor"):
        review.accept(machine_proposal(), by=make.reviewer())
    incident = make.published_incident()
    change = review.propose(incident, old={}, new={"ongoing": True}, by=make.editor())
    with pytest.raises(ReviewError, match="published, not confirmed"):
        review.confirm(change, by=make.editor())


def test_a_proposal_on_values_that_have_changed_since_is_refused_by_name() -> None:
    incident = make.published_incident()
    proposal = review.propose(
        incident, old={"verification": "unverified"}, new={"verification": "disputed"}, by=make.editor()
    )
    make.edited(incident, verification="confirmed")
    with pytest.raises(ReviewError, match=r"changed since.*verification"):
        review.accept(proposal, by=make.reviewer())
    assert make.fresh(incident).verification == "confirmed"


def test_a_proposal_on_other_fields_than_those_that_changed_goes_through() -> None:
    incident = make.published_incident()
    proposal = review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=make.editor())
    make.edited(incident, verification="confirmed")
    review.accept(proposal, by=make.reviewer())
    assert (make.fresh(incident).ongoing, make.fresh(incident).verification) == (True, "confirmed")


def test_the_published_values_stay_up_while_a_change_waits() -> None:
    incident = make.published_incident()
    review.revise(
        incident, record.read(incident).with_values({"verification": "confirmed"}), by=make.editor()
    )
    assert (state_of(incident), make.fresh(incident).verification) == (("published", 2), "unverified")


def test_an_edit_that_changes_nothing_is_no_proposal() -> None:
    incident = make.published_incident()
    assert review.revise(incident, record.read(incident), by=make.editor()) is None
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("make_it", [make.retracted, make.merged])
def test_what_was_taken_back_is_not_edited(make_it: Any) -> None:
    incident = make_it()
    with pytest.raises(ReviewError, match="Restore the incident first"):
        review.revise(incident, record.read(incident).with_values({"ongoing": True}), by=make.editor())
