"""Many incidents at once: what the preview shows is what is done, and what was done can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import bulk, record, review
from incidents.bulk import Wanted
from incidents.codes import ProposalState, WorkflowStatus
from incidents.models import BulkEdit, Incident, Proposal
from incidents.record import IncidentRecord
from incidents.review import ReviewError
from tests import make

pytestmark = pytest.mark.django_db

CONFIRMED = Wanted(replaced={"verification": "confirmed"})


def done(
    wanted: Wanted, *incidents: Incident, by: Any = None, reason: str = "the commission's list"
) -> BulkEdit:
    ids = [incident.pk for incident in incidents]
    sealed = bulk.seal(bulk.preview(ids, wanted))
    return bulk.apply(ids, wanted, by=by or make.editor(), reason=reason, sealed=sealed)


def verification(*incidents: Incident) -> list[str]:
    return [make.fresh(incident).verification for incident in incidents]


class TestWhatAChangeMeans:
    RECORD = IncidentRecord(
        event_type="violence_against_civilians",
        sub_event_type="attack",
        risks=("terrorism",),
        sectors=("individuals", "property"),
        involvements=(
            make.perpetrator("isgs"),
            make.perpetrator(None),
            make.perpetrator("jnim", role="responder"),
        ),
    )

    @pytest.mark.parametrize(
        ("wanted", "changed"),
        [
            (Wanted(), {}),
            (Wanted({"verification": "confirmed"}), {"verification": "confirmed"}),
            (Wanted({"verification": "unverified"}), {}),
            (Wanted({"civilian_targeting": None}), {}),
            (Wanted({"civilian_targeting": True}), {"civilian_targeting": True}),
            (Wanted({"event_type": "battles"}), {"event_type": "battles", "sub_event_type": None}),
            (
                Wanted({"event_type": "battles", "sub_event_type": "armed_clash"}),
                {"event_type": "battles", "sub_event_type": "armed_clash"},
            ),
            (Wanted(added={"risks": ["terrorism"]}), {}),
            (Wanted(added={"risks": ["kidnapping"]}), {"risks": ("terrorism", "kidnapping")}),
            (Wanted(removed={"sectors": ["property"]}), {"sectors": ("individuals",)}),
            (Wanted(removed={"sectors": ["un_peacekeeping"]}), {}),
            (
                Wanted(added={"sectors": ["un_peacekeeping"]}, removed={"sectors": ["individuals"]}),
                {"sectors": ("property", "un_peacekeeping")},
            ),
            (Wanted(party=("katiba-macina", "jnim")), {}),
        ],
    )
    def test_only_what_was_asked_for_changes(self, wanted, changed):
        after = wanted.applied_to(self.RECORD)
        _old, new = record.difference(self.RECORD, after)
        assert new == changed

    def test_an_actor_is_replaced_in_every_role_and_nothing_else_of_its_part(self):
        after = Wanted(party=("isgs", "jnim")).applied_to(self.RECORD)
        assert [(row.actor, row.role, row.attribution) for row in after.involvements] == [
            ("jnim", "perpetrator", "suspected"),
            (None, "perpetrator", "unknown"),
            ("jnim", "responder", "suspected"),
        ]


class TestPreview:
    def test_it_says_of_each_incident_what_would_happen_and_writes_nothing(self):
        waiting, shown = make.in_review(), make.published_incident()
        so_already = make.in_review(verification="confirmed")
        gone = make.retracted()
        rows = (waiting, shown, so_already, gone)
        lines = bulk.preview([row.pk for row in rows], CONFIRMED)
        assert [(line.incident, dict(line.new), line.is_done, line.waits, line.refusal) for line in lines] == [
            (waiting, {"verification": "confirmed"}, True, False, ""),
            (shown, {"verification": "confirmed"}, True, True, ""),
            (so_already, {}, False, False, ""),
            (gone, {"verification": "confirmed"}, False, False, "Restore the incident first: it is retracted."),
        ]  # fmt: skip
        assert verification(*rows) == ["unverified", "unverified", "confirmed", "unverified"]
        assert BulkEdit.objects.count() + Proposal.objects.count() == 0

    def test_a_value_that_the_tables_do_not_know_is_refused_with_its_field(self):
        incident = make.in_review(involvements=(make.perpetrator("isgs"),))
        (line,) = bulk.preview([incident.pk], Wanted(party=("isgs", "no-such-actor")))
        assert (line.is_done, line.refusal) == (False, "involvements: no actor 'no-such-actor'")

    def test_a_sub_event_type_of_another_event_type_is_refused_where_it_does_not_fit(self):
        attack, clash = make.in_review(), make.in_review(event_type="battles", sub_event_type=None)
        lines = bulk.preview([attack.pk, clash.pk], Wanted({"sub_event_type": "armed_clash"}))
        assert [(line.incident, line.refusal) for line in lines] == [
            (attack, "This sub-event type does not belong to the event type."),
            (clash, ""),
        ]

    def test_more_than_can_be_read_on_a_page_are_refused(self):
        with pytest.raises(ReviewError, match=r"^501 incidents are chosen: at most 500 at once\.$"):
            bulk.preview(range(501), CONFIRMED)

    def test_the_seal_holds_until_an_incident_or_the_change_is_another(self):
        incident = make.in_review()
        seal = bulk.seal(bulk.preview([incident.pk], CONFIRMED))
        assert seal == bulk.seal(bulk.preview([incident.pk], CONFIRMED))
        assert seal != bulk.seal(bulk.preview([incident.pk], Wanted({"verification": "disputed"})))
        review.publish([incident.pk], by=make.reviewer())
        assert seal != bulk.seal(bulk.preview([incident.pk], CONFIRMED))

    def test_it_takes_as_many_queries_an_incident_however_many_there_are(self):
        def queries(number: int) -> int:
            ids = [make.in_review().pk for _n in range(number)]
            with CaptureQueriesContext(connection) as captured:
                bulk.preview(ids, CONFIRMED)
            return len(captured)

        queries(1)
        one, ten = queries(1), queries(10)
        assert (ten - one) % 9 == 0
        assert (ten - one) // 9 <= 14


class TestDoing:
    def test_what_is_not_published_changes_at_once_and_a_published_incident_gets_a_proposal(self):
        waiting, shown = make.in_review(), make.published_incident()
        edit = done(CONFIRMED, waiting, shown)
        assert verification(waiting, shown) == ["confirmed", "unverified"]
        proposal = Proposal.objects.get()
        assert (proposal.incident, proposal.values, proposal.reason, proposal.created_by) == (
            shown, {"verification": "confirmed"}, "the commission's list", make.editor()
        )  # fmt: skip
        assert [(row.incident, row.old, row.new, row.proposal) for row in edit.rows.order_by("id")] == [
            (waiting, {"verification": "unverified"}, {"verification": "confirmed"}, None),
            (shown, {"verification": "unverified"}, {"verification": "confirmed"}, proposal),
        ]

    def test_readers_see_the_change_of_a_published_incident_once_another_person_publishes_it(self):
        shown = make.published_incident()
        done(CONFIRMED, shown)
        with pytest.raises(ReviewError, match="You proposed this change"):
            review.publish([shown.pk], by=make.editor())
        review.publish([shown.pk], by=make.reviewer())
        assert verification(shown) == ["confirmed"]

    def test_whoever_changed_incidents_in_review_cannot_publish_them(self):
        waiting = make.in_review()
        done(CONFIRMED, waiting, by=make.reviewer())
        with pytest.raises(ReviewError, match="was submitted by you"):
            review.publish([waiting.pk], by=make.reviewer())

    def test_what_was_refused_in_the_preview_is_left_out_and_the_rest_is_done(self):
        waiting, gone = make.in_review(), make.retracted()
        edit = done(CONFIRMED, waiting, gone)
        assert [row.incident for row in edit.rows.all()] == [waiting]
        assert (make.fresh(gone).status, *verification(waiting, gone)) == (
            WorkflowStatus.RETRACTED, "confirmed", "unverified"
        )  # fmt: skip

    def test_a_change_since_the_preview_stops_all_of_it(self):
        first, second = make.in_review(), make.in_review()
        ids = [first.pk, second.pk]
        sealed = bulk.seal(bulk.preview(ids, CONFIRMED))
        review.revise(
            second, record.read(second).with_values({"verification": "disputed"}), by=make.other_editor()
        )
        with pytest.raises(ReviewError, match="has changed since this was shown"):
            bulk.apply(ids, CONFIRMED, by=make.editor(), reason="list", sealed=sealed)
        assert verification(first, second) == ["unverified", "disputed"]
        assert BulkEdit.objects.count() == 0

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_no_reason_no_change(self, reason):
        waiting = make.in_review()
        with pytest.raises(ReviewError, match="needs a reason"):
            done(CONFIRMED, waiting, reason=reason)
        assert verification(waiting) == ["unverified"]

    def test_a_change_that_changes_nothing_leaves_no_trace(self):
        waiting = make.in_review(verification="confirmed")
        with pytest.raises(ReviewError, match="Nothing would change"):
            done(CONFIRMED, waiting)
        assert BulkEdit.objects.count() == 0


class TestUndoing:
    def undone(self, edit: BulkEdit) -> tuple[int, list[tuple[Incident, str]]]:
        result = bulk.undo(edit, by=make.editor(), reason="the list was wrong")
        return result.back, result.left

    def test_what_was_written_goes_back_and_what_waits_is_rejected(self):
        waiting, shown = make.in_review(), make.published_incident()
        edit = done(CONFIRMED, waiting, shown)
        assert self.undone(edit) == (2, [])
        assert verification(waiting, shown) == ["unverified", "unverified"]
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.reason) == (ProposalState.REJECTED, "the list was wrong")
        edit.refresh_from_db()
        assert (edit.undone_by, edit.undone_at is None) == (make.editor(), False)

    def test_what_was_published_meanwhile_gets_a_proposal_back_that_another_person_publishes(self):
        shown = make.published_incident()
        edit = done(CONFIRMED, shown)
        review.publish([shown.pk], by=make.reviewer())
        assert self.undone(edit) == (1, [])
        assert verification(shown) == ["confirmed"]
        review.publish([shown.pk], by=make.reviewer())
        assert verification(shown) == ["unverified"]

    def test_what_somebody_changed_since_is_left_as_it_is_and_named(self):
        kept, back = make.in_review(), make.in_review()
        edit = done(CONFIRMED, kept, back)
        review.revise(
            kept,
            record.read(make.fresh(kept)).with_values({"verification": "refuted"}),
            by=make.other_editor(),
        )
        assert self.undone(edit) == (1, [(kept, "changed since: verification")])
        assert verification(kept, back) == ["refuted", "unverified"]

    def test_another_field_that_was_changed_since_stays(self):
        waiting = make.in_review()
        edit = done(CONFIRMED, waiting)
        review.revise(
            waiting, record.read(make.fresh(waiting)).with_values({"ongoing": True}), by=make.other_editor()
        )
        assert self.undone(edit) == (1, [])
        assert (make.fresh(waiting).ongoing, *verification(waiting)) == (True, "unverified")

    def test_what_was_rejected_or_retracted_meanwhile_is_left_and_named(self):
        rejected, retracted = make.published_incidents([{}, {}])
        edit = done(CONFIRMED, rejected, retracted)
        review.reject(Proposal.objects.get(incident=rejected), by=make.reviewer(), reason="no")
        review.accept(Proposal.objects.get(incident=retracted), by=make.reviewer())
        review.retract(make.fresh(retracted), by=make.reviewer(), reason="an error")
        assert self.undone(edit) == (
            0, [(rejected, "the change was not published"), (retracted, "it is retracted")]
        )  # fmt: skip

    def test_tables_of_parties_go_back_row_by_row(self):
        waiting = make.in_review(
            involvements=(make.perpetrator("isgs"), make.perpetrator(None, role="other"))
        )
        before = record.read(waiting)
        edit = done(Wanted(party=("isgs", "jnim")), waiting)
        assert [row.actor for row in record.read(make.fresh(waiting)).involvements] == ["jnim", None]
        self.undone(edit)
        assert record.read(make.fresh(waiting)) == before

    def test_it_is_undone_once(self):
        edit = done(CONFIRMED, make.in_review())
        self.undone(edit)
        with pytest.raises(ReviewError, match="undone already"):
            self.undone(edit)
