"""A report becomes another source of an incident, and is taken away again; a draft is split in two."""

from __future__ import annotations

from typing import Any

import pytest

from incidents import claims, duplicates, joining, record, review
from incidents.codes import EvidenceDecision, MatchDecision, ProposalKind, ProposalState, ReportState
from incidents.models import Attachment, Incident, Match, Proposal
from incidents.record import SourceValue
from incidents.removal import delete_incidents
from incidents.review import ReviewError
from tests import make
from tests.rules.pairs import drafted, found_draft, pair, pairs_of, said

pytestmark = pytest.mark.django_db
UNPUBLISHED = [make.draft, make.in_review]


def attach(draft: Proposal, incident: Incident, **options: Any) -> Attachment:
    return joining.attach(draft, incident, by=make.editor(), reason="the radio tells it, too", **options)


def attached(draft: Proposal, incident: Incident, **options: Any) -> Attachment:
    """Attached and, where another person has to, published."""
    attachment = attach(draft, incident, **options)
    if attachment.change is not None:
        review.accept(attachment.change, by=make.reviewer())
    return Attachment.objects.get(pk=attachment.pk)


def detached(attachment: Attachment) -> None:
    """Detached and, where another person has to, published."""
    change = joining.detach(attachment, by=make.editor())
    if change is not None:
        review.accept(change, by=make.reviewer())


def draft_state(draft: Proposal) -> dict[str, Any]:
    """The draft, its evidence and its report, as rows."""
    row = Proposal.objects.get(pk=draft.pk)
    assert row.report is not None
    return {
        "draft": (row.state, row.incident_id, row.decided_by_id, row.decided_at, row.values, row.reason),
        "evidence": list(row.evidence.order_by("pk").values()),
        "report": row.report.state,
        "pairs": sorted((m.pair, m.decision) for m in pairs_of(row)),
    }


# Attaching -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("make_it", UNPUBLISHED)
def test_an_unpublished_incident_has_another_source_at_once(make_it: Any) -> None:
    incident, draft = make_it(), found_draft(estimates=(make.killed(7),))
    attachment = attach(draft, incident)
    now = record.read(make.fresh(incident))
    assert [(row.report, row.role) for row in now.sources][1:] == [(draft.report_id, "corroborating")]
    assert [(row.best, row.recommended, row.report) for row in now.estimates] == [
        (3, True, None), (7, False, draft.report_id),
    ]  # fmt: skip
    assert (attachment.change, make.fresh(incident).status) == (None, "in_review")


def test_a_published_incident_has_it_when_another_person_publishes_it() -> None:
    incident, draft = make.published_incident(), found_draft(estimates=(make.killed(7),))
    before = said(incident)
    change = attach(draft, incident).change
    assert change is not None
    assert (said(incident), change.kind, change.state) == (before, ProposalKind.ATTACH, ProposalState.OPEN)
    with pytest.raises(ReviewError, match="another person"):
        review.accept(change, by=make.editor())
    review.accept(change, by=make.reviewer())
    after = said(incident)
    assert [row["best"] for row in after["estimates"]] == [3, 7]
    assert (after["killed"], after["state"][0]) == ((3, 3, 3), "published")
    assert [link.report_id for link in incident.links.order_by("pk")][1:] == [draft.report_id]


@pytest.mark.parametrize("make_it", [make.in_review, make.published_incident])
def test_the_draft_is_accepted_at_once_with_its_evidence(make_it: Any) -> None:
    incident, draft = make_it(), found_draft()
    attach(draft, incident)
    row = Proposal.objects.get(pk=draft.pk)
    assert (row.state, row.incident, row.decided_by) == ("accepted", incident, make.editor())
    assert set(row.evidence.values_list("decision", "incident")) == {(EvidenceDecision.ACCEPTED, incident.pk)}
    assert pair(draft, incident).decision == MatchDecision.SAME


def test_the_report_is_linked_once_its_change_is_published() -> None:
    incident, draft = make.published_incident(), found_draft()
    change = attach(draft, incident).change
    assert (change is not None, draft_state(draft)["report"]) == (True, ReportState.PROPOSED)
    review.publish([incident.pk], by=make.reviewer())
    assert draft_state(draft)["report"] == ReportState.LINKED


def test_several_reports_wait_side_by_side_and_are_published_in_one_step() -> None:
    incident = make.published_incident()
    drafts = [found_draft(make.source(name), estimates=(make.killed(n),)) for n, name in ((5, "A"), (6, "B"))]
    for draft in drafts:
        attach(draft, incident)
    assert review.publish([incident.pk], by=make.reviewer()) == 1
    after = said(incident)
    assert {row["report"] for row in after["sources"]} >= {draft.report_id for draft in drafts}
    assert (sorted(row["best"] for row in after["estimates"]), after["killed"]) == ([3, 5, 6], (3, 3, 3))


def test_a_report_may_be_attached_that_nobody_had_found() -> None:
    incident, draft = make.in_review(place="ml-menaka"), found_draft()
    assert pairs_of(draft) == []
    attach(draft, incident)
    match = pair(draft, incident)
    assert (match.decision, match.verdict, match.vetoes) == ("same", "none", ["place"])


def test_parties_are_kept_as_the_reports_own_words() -> None:
    incident = make.in_review(involvements=(make.perpetrator("isgs"),))
    draft = found_draft(involvements=(make.perpetrator("isgs"), make.perpetrator("jnim")))
    attach(draft, incident)
    parties = record.read(make.fresh(incident)).involvements
    assert [(row.actor, row.report) for row in parties] == [
        ("isgs", None), ("isgs", draft.report_id), ("jnim", draft.report_id),
    ]  # fmt: skip


def test_two_drafts_of_one_report_make_one_source() -> None:
    incident, first = make.in_review(), found_draft()
    second = found_draft(report=first.report, estimates=(make.killed(9),))
    for draft in (first, second):
        attach(draft, incident)
    now = record.read(make.fresh(incident))
    assert ([row.report for row in now.sources][1:], [row.best for row in now.estimates]) == (
        [first.report_id], [3, 3, 9],
    )  # fmt: skip


# What is taken over --------------------------------------------------------------------------------------------
def test_nothing_is_taken_over_unless_it_is_chosen() -> None:
    incident = make.in_review(estimates=(), sub_event_type=None)
    draft = found_draft(weapons=("ied",), summaries={"en": "An attack."}, estimates=(make.killed(7),))
    attach(draft, incident)
    now = record.read(make.fresh(incident))
    assert (now.weapons, now.sub_event_type, now.summaries) == (
        (),
        None,
        {"en": "Gunmen killed three people at Ansongo."},
    )
    assert make.fresh(incident).killed_best is None


@pytest.mark.parametrize(
    ("choice", "fields", "name", "expected"),
    [
        ("weapons", {"weapons": ("ied",)}, "weapons", ("ied",)),
        ("civilian_targeting", {"civilian_targeting": False}, "civilian_targeting", False),
        ("sub_event_type", {"sub_event_type": "abduction_forced_disappearance"}, "sub_event_type",
         "abduction_forced_disappearance"),
        ("communities", {"communities": ("tuareg",)}, "communities", ("tuareg",)),
        ("summaries", {"summaries": {"fr": "Une attaque."}}, "summaries", {"fr": "Une attaque."}),
        ("place", {"place": "ml-menaka"}, "place", "ml-menaka"),
    ],
)  # fmt: skip
def test_what_is_chosen_is_taken_where_the_incident_has_nothing(
    choice: str, fields: dict[str, Any], name: str, expected: Any
) -> None:
    bare = {"sub_event_type": None, "summaries": {}, "place": None, "estimates": ()}
    incident, draft = make.in_review(**bare), found_draft(**fields)
    before = said(incident)
    attachment = attach(draft, incident, take=[choice])
    assert getattr(record.read(make.fresh(incident)), name) == expected
    detached(attachment)
    assert said(incident) == before


@pytest.mark.parametrize("choice", ["weapons", "sub_event_type", "summaries", "place"])
def test_what_the_incident_has_is_never_replaced(choice: str) -> None:
    incident = make.in_review(weapons=("small_arms",))
    draft = found_draft(
        weapons=("ied",),
        sub_event_type="abduction_forced_disappearance",
        summaries={"en": "Other."},
        place="ml-menaka",
    )
    before = record.read(incident).as_json()[choice]
    attach(draft, incident, take=[choice])
    assert record.read(make.fresh(incident)).as_json()[choice] == before


@pytest.mark.parametrize(
    ("there", "belligerent", "recommended"),
    [
        ((), False, {5: True}),
        ((), True, {5: False}),
        ((make.killed(3),), False, {3: True, 5: False}),
        # the parts of one account and the whole of another are never summed
        ((make.killed(3, group="state_forces"),), False, {3: True, 5: False}),
        ((make.killed(3, kind="injured"),), False, {3: True, 5: True}),
    ],
)
def test_a_figure_is_recommended_only_where_none_of_its_kind_is_and_never_a_belligerents(
    there: tuple[Any, ...], belligerent: bool, recommended: dict[int, bool]
) -> None:
    source = make.source(f"Office {belligerent}", belligerent=belligerent)
    incident = make.in_review(estimates=there)
    attach(found_draft(source, estimates=(make.killed(5),)), incident, take=["estimates"])
    rows = record.read(make.fresh(incident)).estimates
    assert {row.best: row.recommended for row in rows} == recommended


def test_what_may_not_be_passed_on_supplies_no_party_and_no_recommended_figure() -> None:
    incident = make.in_review(estimates=())
    draft = found_draft(make.closed_source(), involvements=(make.perpetrator("jnim"),))
    attach(draft, incident, take=["estimates"])
    now = record.read(make.fresh(incident))
    assert (now.involvements, [row.recommended for row in now.estimates]) == ((), [False])
    assert review.publish([incident.pk], by=make.reviewer()) == 1


def test_a_value_that_cannot_be_taken_is_refused() -> None:
    incident, draft = make.in_review(), found_draft()
    with pytest.raises(ReviewError, match="cannot be taken over"):
        attach(draft, incident, take=["release_to"])
    assert draft_state(draft)["draft"][0] == "open"


# Refusals ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("make_it", "reason"),
    [(make.retracted, "Restore"), (make.merged, "Restore"), (make.synthetic, "Sample data")],
)
def test_nothing_is_attached_to_what_is_gone_or_made_up(make_it: Any, reason: str) -> None:
    incident, draft = make_it(), found_draft()
    with pytest.raises(ReviewError, match=reason):
        attach(draft, incident)
    assert (Attachment.objects.count(), Proposal.objects.get(pk=draft.pk).state) == (0, "open")


def test_nothing_is_attached_twice_or_after_a_decision() -> None:
    incident, draft = make.in_review(), found_draft()
    attach(draft, incident)
    with pytest.raises(ReviewError, match="decided already"):
        attach(draft, incident)


def test_a_change_of_an_incident_is_no_draft() -> None:
    incident = make.published_incident()
    change = review.propose(incident, old={}, new={}, by=make.editor())
    with pytest.raises(ReviewError, match="changes an incident"):
        attach(change, make.in_review())


def test_a_report_that_somebody_else_works_on_is_left_alone() -> None:
    incident, draft = make.in_review(), found_draft()
    claims.claim(draft.report_id or 0, by=make.other_editor())
    for step in (lambda: attach(draft, incident), lambda: joining.split(draft, by=make.editor())):
        with pytest.raises(ReviewError, match="works on this report"):
            step()


# Detaching -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("make_it", [make.draft, make.in_review, make.published_incident, make.embargoed])
def test_detaching_brings_back_exactly_what_was_there(make_it: Any) -> None:
    incident = make_it(involvements=(make.perpetrator("isgs"),))
    draft = found_draft(
        estimates=(make.killed(7), make.killed(2, group="civilians")),
        involvements=(make.perpetrator("jnim"),),
        weapons=("ied",),
    )
    before = said(incident), draft_state(draft), make.fresh(incident).submitted_by_id
    attachment = attached(draft, incident, take=["weapons"])
    assert said(incident) != before[0]
    detached(attachment)
    after = said(incident), draft_state(draft), make.fresh(incident).submitted_by_id
    assert after == before


def test_the_draft_waits_again_when_its_attachment_is_rejected() -> None:
    incident, draft = make.published_incident(), found_draft()
    before = said(incident), draft_state(draft)
    change = attach(draft, incident).change
    assert change is not None
    review.reject(change, by=make.reviewer(), reason="another village")
    assert (said(incident), draft_state(draft)) == before
    attached(draft, incident)
    assert incident.links.count() == 2


def test_an_editor_takes_back_what_nobody_has_published_yet() -> None:
    incident, draft = make.published_incident(), found_draft()
    before = said(incident), draft_state(draft)
    assert joining.detach(attach(draft, incident), by=make.editor()) is None
    assert (said(incident), draft_state(draft)) == before


def test_a_dismissed_report_takes_its_waiting_attachment_along() -> None:
    incident, draft = make.published_incident(), found_draft()
    attach(draft, incident)
    assert draft.report is not None
    review.dismiss(draft.report, by=make.editor(), reason="spam")
    assert set(draft.report.proposals.values_list("state", flat=True)) == {"rejected"}
    assert draft_state(draft)["report"] == ReportState.DISMISSED


def test_what_others_changed_since_stays() -> None:
    incident, draft = make.in_review(), found_draft(estimates=(make.killed(7),))
    attachment = attach(draft, incident)
    values = record.read(make.fresh(incident)).with_values({"verification": "corroborated"})
    review.revise(incident, values, by=make.other_editor())
    detached(attachment)
    now = record.read(make.fresh(incident))
    assert (now.verification, len(now.sources), [row.best for row in now.estimates]) == (
        "corroborated",
        1,
        [3],
    )
    assert make.fresh(incident).submitted_by == make.editor()


def test_a_figure_that_was_recommended_since_holds_its_report() -> None:
    incident, draft = make.in_review(), found_draft(estimates=(make.killed(7),))
    attachment = attach(draft, incident)
    rows = record.read(make.fresh(incident)).as_json()["estimates"]
    chosen = [{**row, "recommended": row["best"] == 7} for row in rows]
    values = record.read(make.fresh(incident)).with_values({"estimates": chosen})
    review.revise(incident, values, by=make.editor())
    with pytest.raises(ReviewError, match="recommended now"):
        detached(attachment)
    assert make.fresh(incident).killed_best == 7


def test_the_second_draft_of_a_report_keeps_its_source_when_the_first_is_detached() -> None:
    incident, first = make.in_review(), found_draft(estimates=(make.killed(7),))
    second = found_draft(report=first.report, estimates=(make.killed(9),))
    before = said(incident)
    attachments = [attach(draft, incident) for draft in (first, second)]
    detached(attachments[0])
    now = record.read(make.fresh(incident))
    assert (len(now.sources), [row.best for row in now.estimates]) == (2, [3, 9])
    detached(attachments[1])
    assert {**said(incident), "state": 0} == {**before, "state": 0}


@pytest.mark.parametrize("make_it", [make.in_review, make.published_incident])
def test_nothing_is_detached_twice(make_it: Any) -> None:
    incident = make_it()
    attachment = attached(found_draft(), incident)
    joining.detach(attachment, by=make.editor())
    with pytest.raises(ReviewError, match="already"):
        joining.detach(attachment, by=make.editor())


def test_a_source_that_was_taken_away_otherwise_cannot_be_detached() -> None:
    incident, draft = make.in_review(), found_draft(estimates=())
    attachment = attach(draft, incident)
    sources = record.read(make.fresh(incident)).sources[:1]
    review.revise(
        incident, record.read(make.fresh(incident)).with_values({"sources": sources}), by=make.editor()
    )
    with pytest.raises(ReviewError, match="no longer a source"):
        joining.detach(attachment, by=make.editor())


def test_an_incident_that_is_deleted_takes_its_pairs_and_attachments_along() -> None:
    incident, other, draft = make.draft(), make.draft(), found_draft()
    duplicates.find(incident)
    joining.detach(attach(draft, incident), by=make.editor())
    assert delete_incidents([incident.pk]) == 1
    assert (Attachment.objects.count(), {match.incident for match in Match.objects.all()}) == (0, {other})
    assert Proposal.objects.get(pk=draft.pk).state == "open"


# Two incidents -----------------------------------------------------------------------------------------------------
def two_found() -> tuple[Incident, Incident, Match]:
    root, duplicate = make.published_incidents([{}, {}])
    duplicates.find(root)
    return root, duplicate, pair(root, duplicate)


def test_two_incidents_that_are_the_same_become_one() -> None:
    root, duplicate, match = two_found()
    joining.same(match, keep=root.pk, by=make.reviewer(), reason="one raid")
    assert (make.fresh(duplicate).merged_into, pair(root, duplicate).decision) == (root, "same")


def test_unmerging_asks_again_whether_they_are_the_same() -> None:
    root, duplicate, match = two_found()
    joining.same(match, keep=root.pk, by=make.reviewer())
    review.unmerge(make.fresh(duplicate), by=make.reviewer())
    assert pair(root, duplicate).decision == "open"


@pytest.mark.parametrize("keep", [0, 10**9])
def test_what_is_kept_is_one_of_the_two(keep: int) -> None:
    _root, _duplicate, match = two_found()
    with pytest.raises(ReviewError, match="Two incidents are merged"):
        joining.same(match, keep=keep, by=make.reviewer())


def test_what_was_joined_is_not_told_apart_before_that_is_taken_back() -> None:
    root, _duplicate, match = two_found()
    joining.same(match, keep=root.pk, by=make.reviewer())
    with pytest.raises(ReviewError, match="take that back first"):
        joining.not_the_same(match, by=make.editor())


# Splitting -----------------------------------------------------------------------------------------------------------
def test_one_draft_becomes_two_of_the_same_report_with_the_same_evidence() -> None:
    draft = found_draft()
    part = joining.split(draft, by=make.editor())
    assert (part.report, part.ordinal, part.values, part.state, part.created_by) == (
        draft.report, 1, draft.values, "open", make.editor(),
    )  # fmt: skip
    spans = [
        list(row.evidence.values_list("field", "start", "end", "rule", "decision")) for row in (draft, part)
    ]
    assert (len(spans[0]), spans[0]) == (3, spans[1])


def test_each_part_is_confirmed_by_itself() -> None:
    draft = found_draft()
    part = joining.split(draft, by=make.editor())
    other = record.IncidentRecord.from_json(part.values).with_values({"place": "ml-menaka"})
    incidents = [
        review.confirm(draft, by=make.editor()),
        review.confirm(part, by=make.editor(), values=other),
    ]
    assert [record.read(make.fresh(incident)).place for incident in incidents] == ["ml-ansongo", "ml-menaka"]
    assert draft_state(draft)["report"] == ReportState.LINKED


def test_the_parts_of_a_draft_are_no_duplicates_of_one_another() -> None:
    incident, draft = make.published_incident(), found_draft()
    part = joining.split(draft, by=make.editor())
    assert {match.pair for match in Match.objects.all()} == {
        (draft.pk, None, incident.pk, None), (part.pk, None, incident.pk, None),
    }  # fmt: skip


def test_what_was_decided_is_not_split() -> None:
    draft = found_draft()
    review.reject(draft, by=make.editor(), reason="a rumour")
    with pytest.raises(ReviewError, match="decided already"):
        joining.split(draft, by=make.editor())


def test_a_draft_without_a_report_is_neither_attached_nor_split() -> None:
    draft = Proposal.objects.create(kind="create", values=make.record().as_json())
    for step in (
        lambda: attach(draft, make.in_review()),
        lambda: joining.split(draft, by=make.editor()),
    ):
        with pytest.raises(ReviewError, match="without a report"):
            step()


def test_a_source_of_its_own_report_may_tell_the_incident_twice() -> None:
    draft = drafted()
    incident = review.confirm(draft, by=make.editor())
    again = found_draft(report=draft.report, estimates=(make.killed(9),))
    before = said(incident)
    attachment = attach(again, incident)
    assert record.read(make.fresh(incident)).sources == (SourceValue(draft.report_id or 0, "primary", 6),)
    detached(attachment)
    assert said(incident) == before
