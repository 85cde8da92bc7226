"""The page of an incident at the desk: entered, confirmed from a draft, corrected, published by another person."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents.codes import Audience, EvidenceDecision, ProposalState, ReportState, WorkflowStatus
from incidents.models import Evidence, Incident, Proposal, Report
from tests import make
from tests.admin.conftest import page_data, shown_data

pytestmark = pytest.mark.django_db

ADD = reverse("admin:incidents_incident_add")
LIST = reverse("admin:incidents_incident_changelist")


def page_of(incident: Incident) -> str:
    return reverse("admin:incidents_incident_change", args=[incident.pk])


def errors_on(response) -> str:
    return " ".join(str(error) for error in response.context["errors"])


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def publish(client, *incidents: Incident):
    return client.post(LIST, {"action": "publish_selected", "_selected_action": [i.pk for i in incidents]})


class TestEnteringFromNothing:
    def test_one_page_with_place_toll_actor_and_source_is_enough(self, aissa):
        response = aissa.post(
            ADD,
            page_data(
                place=make.place("ml-ansongo").pk,
                source=make.source().pk,
                source_url="https://example.org/a",
                summary_en="Gunmen killed two people.",
                estimates=[{"kind": "killed", "group": "all", "low": 2, "best": 2, "high": 2, "recommended": "on"}],
                involvements=[
                    {"actor": make.actor("isgs").pk, "role": "perpetrator", "attribution": "suspected",
                     "claim_status": "none", "words": "probably"},
                ],
            ),
        )  # fmt: skip
        assert response.status_code == 302, errors_on(response)
        incident = Incident.objects.unpublished_too().get()
        assert (incident.status, incident.submitted_by) == (WorkflowStatus.IN_REVIEW, make.editor())
        assert (incident.killed_best, incident.place, incident.region.pcode) == (
            2,
            make.place("ml-ansongo"),
            "ML0701",
        )
        party = incident.involvements.get()
        assert (party.actor.slug, party.attribution, party.claim_status, party.words) == (
            "isgs", "suspected", "none", "probably"
        )  # fmt: skip

    def test_the_named_source_becomes_a_linked_report_behind_every_figure(self, aissa):
        aissa.post(
            ADD,
            page_data(
                source=make.source().pk,
                source_date="2018-10-01",
                source_credibility="2",
                estimates=[{"kind": "killed", "group": "all", "best": 1, "recommended": "on"}],
            ),
        )
        incident = Incident.objects.unpublished_too().get()
        link = incident.links.select_related("report").get()
        assert (link.report.source, link.report.state, link.information_credibility) == (
            make.source(), ReportState.LINKED, 2
        )  # fmt: skip
        assert incident.estimates.get().report == link.report

    def test_a_point_given_beside_a_place_is_kept_with_its_precision(self, aissa):
        aissa.post(
            ADD,
            page_data(
                place=make.place().pk,
                longitude="0.61",
                latitude="15.71",
                radius_m="800",
                geo_precision="near",
            ),
        )
        incident = Incident.objects.unpublished_too().get()
        assert (incident.point.coords, incident.radius_m, incident.geo_precision) == (
            (0.61, 15.71),
            800,
            "near",
        )

    def test_the_location_policy_hides_the_exact_point_from_the_public_columns(self, aissa):
        aissa.post(
            ADD,
            page_data(place=make.place().pk, longitude="0.61", latitude="15.71", location_policy="hidden"),
        )
        incident = Incident.objects.unpublished_too().get()
        assert (incident.point, incident.place, incident.exact.point.coords) == (None, None, (0.61, 15.71))

    @pytest.mark.parametrize(
        ("fields", "complaint"),
        [
            ({"date_start": "2018-02-30"}, "Enter a valid date."),
            ({"date_start": "0001-01-01"}, "This day lies before 1990."),
            ({"date_start": "1989-12-31"}, "This day lies before 1990."),
            ({"date_end": "2100-01-01"}, "This day lies after 2099."),
            ({"source_date": "0001-01-01"}, "This day lies before 1990 or after tomorrow."),
            ({"date_start": "2999-01-01"}, "This day lies in the future."),
            ({"date_end": "2018-09-01"}, "The last day lies before the first."),
            ({"longitude": "nan", "latitude": "15"}, "Enter a number."),
            ({"longitude": "inf", "latitude": "15"}, "Enter a number."),
            ({"longitude": "181", "latitude": "15"}, "Ensure this value is less than or equal to 180."),
            ({"longitude": "1.5"}, "Longitude and latitude go together."),
            ({"sub_event_type": "armed_clash"}, "This sub-event type does not belong to the event type."),
            (
                {"event_type": "massacre"},
                "Select a valid choice. massacre is not one of the available choices.",
            ),
            ({"place": "999999"}, "Select a valid choice."),
            ({"source_url": "javascript:alert(1)"}, "Enter a valid URL."),
            (
                {"estimates": [{"kind": "killed", "group": "all", "best": -1, "recommended": "on"}]},
                "Ensure this value is greater than or equal to 0.",
            ),
            (
                {"estimates": [{"kind": "killed", "group": "all", "best": "dozens", "recommended": "on"}]},
                "Enter a whole number.",
            ),
            (
                {"estimates": [{"kind": "killed", "group": "all", "low": 5, "best": 2, "recommended": "on"}]},
                "Low, best and high must not decrease.",
            ),
            (
                {
                    "estimates": [
                        {
                            "kind": "killed",
                            "group": "all",
                            "low": 2,
                            "best": 3,
                            "high": 3,
                            "quantifier": "exactly",
                            "recommended": "on",
                        }
                    ]
                },
                "Low, best and high differ: that is not exactly so many.",
            ),
            (
                {"estimates": [{"kind": "killed", "group": "all", "best": 1, "recommended": "on"}] * 2},
                "estimate one recommended",
            ),
        ],
    )
    def test_bad_input_comes_back_as_an_error_on_the_page_and_writes_nothing(self, aissa, fields, complaint):
        response = aissa.post(ADD, page_data(**fields))
        assert response.status_code == 200
        page = errors_on(response) + str(response.context["adminform"].form.errors)
        page += "".join(str(f.formset.errors) for f in response.context["inline_admin_formsets"])
        assert complaint in page or "break the rule" in page
        assert "Constraint “incident" not in page
        assert "Constraint “estimate_in_order" not in page
        assert Incident.objects.unpublished_too().count() == 0
        assert Report.objects.count() == 0

    def test_every_label_begins_with_a_capital(self, aissa):
        form = aissa.get(ADD).context["adminform"].form
        assert [field.label for field in form if field.label[:1] != field.label[:1].upper()] == []

    def test_no_select_on_the_page_holds_more_than_a_screenful_of_options(self, aissa):
        body = aissa.get(ADD).content.decode()
        longest = max(select.count("<option") for select in body.split("<select")[1:])
        assert longest <= 40


class TestConfirmingADraft:
    def test_the_report_stands_beside_the_form_with_its_evidence_marked(self, aissa, read_note):
        response = aissa.get(f"{ADD}?proposal={read_note[0].pk}")
        marked = [piece.text for piece in response.context["pieces"] if piece.fields]
        assert {"30 September", "gunmen", "Amalaoulaou"} <= set(marked)
        assert "killed 22 civilians" in "".join(marked)  # one stretch, cut where other evidence begins
        assert "".join(piece.text for piece in response.context["pieces"]) == read_note[0].report.text
        assert [fact["value"] for fact in response.context["context_facts"]] == [60]

    def test_saving_at_once_confirms_what_the_machine_read(self, aissa, read_note):
        address = f"{ADD}?proposal={read_note[0].pk}"
        response = aissa.post(address, shown_data(aissa.get(address)))
        assert response.status_code == 302, errors_on(response)
        incident = Incident.objects.unpublished_too().get()
        assert (incident.date_start.isoformat(), incident.place.key, incident.killed_best) == (
            "2018-09-30", "ml-amalaoulaou", 22
        )  # fmt: skip
        assert Proposal.objects.get(pk=read_note[0].pk).state == ProposalState.ACCEPTED
        decisions = set(Evidence.objects.filter(incident=incident).values_list("decision", flat=True))
        assert decisions == {EvidenceDecision.ACCEPTED}

    def test_no_claim_and_probably_are_kept(self, aissa, read_note):
        address = f"{ADD}?proposal={read_note[0].pk}"
        aissa.post(address, shown_data(aissa.get(address)))
        parties = Incident.objects.unpublished_too().get().involvements
        suspect = parties.get(actor__slug="isgs")
        assert (suspect.attribution, suspect.claim_status, suspect.words) == ("suspected", "none", "probably")

    def test_a_corrected_field_marks_its_evidence_edited_and_keeps_the_editors_value(self, aissa, read_note):
        address = f"{ADD}?proposal={read_note[0].pk}"
        data = {**shown_data(aissa.get(address)), "date_start": "2018-09-29", "date_end": "2018-09-29"}
        aissa.post(address, data)
        incident = Incident.objects.unpublished_too().get()
        assert incident.date_start.isoformat() == "2018-09-29"
        assert set(incident.evidence.filter(field__startswith="date").values_list("decision", flat=True)) == {
            "edited"
        }

    def test_the_next_draft_of_the_same_report_follows(self, aissa, read_note):
        address = f"{ADD}?proposal={read_note[0].pk}"
        response = aissa.post(address, shown_data(aissa.get(address)))
        assert response["Location"] == f"{ADD}?proposal={read_note[1].pk}"

    def test_the_three_incidents_of_the_note_become_public_through_two_persons(
        self, aissa, boubacar, read_note
    ):
        for proposal in read_note:
            address = f"{ADD}?proposal={proposal.pk}"
            aissa.post(address, shown_data(aissa.get(address)))
        publish(boubacar, *Incident.objects.unpublished_too())
        public = Incident.objects.for_audience(Audience.PUBLIC).order_by("date_start")
        assert [row.killed_best for row in public] == [1, None, 22]

    def test_a_proposal_leads_from_the_queue_to_its_page(self, aissa, read_note):
        response = aissa.get(reverse("admin:incidents_proposal_change", args=[read_note[0].pk]))
        assert response["Location"] == reverse("review_one", args=[read_note[0].pk])

    def test_a_proposal_that_was_decided_already_shows_an_empty_page(self, aissa, read_note):
        read_note[0].state = ProposalState.SUPERSEDED
        read_note[0].save()
        assert "pieces" not in aissa.get(f"{ADD}?proposal={read_note[0].pk}").context

    @pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "1;2", "999999"])
    def test_a_nonsense_proposal_number_shows_an_empty_page(self, aissa, number):
        assert aissa.get(ADD, {"proposal": number}).status_code == 200


class TestPublishing:
    def test_an_editor_has_no_publish_action(self, aissa):
        incident = make.in_review()
        publish(aissa, incident)
        assert make.fresh(incident).status == WorkflowStatus.IN_REVIEW

    def test_a_reviewer_publishes_what_another_person_entered(self, boubacar):
        incident = make.in_review()
        publish(boubacar, incident)
        assert make.fresh(incident).audience == Audience.PUBLIC

    def test_a_reviewer_cannot_publish_their_own(self, boubacar):
        boubacar.post(ADD, page_data(source=make.source().pk))
        incident = Incident.objects.unpublished_too().get()
        response = publish(boubacar, incident)
        assert (
            told(response)[-1]
            == f"Incident {incident.pk} was submitted by you: another person has to publish it."
        )
        assert make.fresh(incident).status == WorkflowStatus.IN_REVIEW

    def test_an_incident_without_a_source_is_refused_with_what_to_do(self, boubacar):
        incident = make.in_review(sources=())
        assert told(publish(boubacar, incident)) == [f"Incident {incident.pk} names no source: add one."]

    @pytest.mark.parametrize(
        ("state", "step", "after"),
        [
            (make.draft, "submit", WorkflowStatus.IN_REVIEW),
            (make.in_review, "publish", WorkflowStatus.PUBLISHED),
            (make.published_incident, "retract", WorkflowStatus.RETRACTED),
            (make.retracted, "restore", WorkflowStatus.PUBLISHED),
            (make.merged, "unmerge", WorkflowStatus.PUBLISHED),
        ],
    )
    def test_the_steps_of_a_reviewer(self, boubacar, state, step, after):
        incident = state()
        address = reverse("admin:incidents_incident_step", args=[incident.pk, step])
        assert boubacar.get(address).status_code == 200
        boubacar.post(address, {"reason": "checked with the source"})
        assert make.fresh(incident).status == after

    def test_merging_asks_for_the_incident_to_keep(self, boubacar):
        duplicate, root = make.published_incident(), make.published_incident()
        address = reverse("admin:incidents_incident_step", args=[duplicate.pk, "merge"])
        boubacar.post(address, {"reason": "the same attack", "target": str(root.public_id)})
        assert make.fresh(duplicate).merged_into == root

    @pytest.mark.parametrize("target", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
    def test_merging_into_nothing_is_refused(self, boubacar, target):
        incident = make.published_incident()
        address = reverse("admin:incidents_incident_step", args=[incident.pk, "merge"])
        assert boubacar.post(address, {"reason": "x", "target": target}).status_code in {200, 302}
        assert make.fresh(incident).status == WorkflowStatus.PUBLISHED

    @pytest.mark.parametrize("step", ["retract", "merge", "publish"])
    def test_an_editor_is_told_that_a_reviewer_has_to(self, aissa, step):
        incident = make.published_incident()
        response = aissa.post(
            reverse("admin:incidents_incident_step", args=[incident.pk, step]), {"reason": "x"}
        )
        assert told(response) == ["Your account may not do this: a reviewer has to."]
        assert make.fresh(incident).status == WorkflowStatus.PUBLISHED


class TestChangingAPublishedIncident:
    @pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
    def test_who_saves_is_told_that_it_waits_and_not_that_it_was_changed(self, aissa, button):
        incident = make.published_incident()
        shown = shown_data(aissa.get(page_of(incident)))
        answer = aissa.post(page_of(incident), {**shown, "verification": "confirmed", button: "1"})
        assert told(answer) == ["The incident is published: your change waits for another person."]

    def test_who_saves_what_is_in_review_is_told_that_it_was_changed(self, aissa):
        incident = make.in_review()
        shown = shown_data(aissa.get(page_of(incident)))
        (said,) = told(aissa.post(page_of(incident), {**shown, "verification": "confirmed"}))
        assert "was changed successfully" in said

    def test_the_change_waits_and_the_published_value_stays(self, aissa):
        incident = make.published_incident()
        aissa.post(
            page_of(incident), {**shown_data(aissa.get(page_of(incident))), "verification": "confirmed"}
        )
        proposal = Proposal.objects.get(incident=incident)
        assert (proposal.old, proposal.values) == (
            {"verification": "unverified"},
            {"verification": "confirmed"},
        )
        assert make.fresh(incident).verification == "unverified"

    def test_saving_without_a_change_proposes_nothing(self, aissa):
        incident = make.published_incident()
        aissa.post(page_of(incident), shown_data(aissa.get(page_of(incident))))
        assert Proposal.objects.filter(incident=incident).count() == 0

    def test_another_person_publishes_the_change(self, aissa, boubacar):
        incident = make.published_incident()
        aissa.post(
            page_of(incident), {**shown_data(aissa.get(page_of(incident))), "verification": "confirmed"}
        )
        proposal = Proposal.objects.get(incident=incident)
        boubacar.post(reverse("admin:incidents_proposal_change", args=[proposal.pk]), {"accept": "1"})
        assert make.fresh(incident).verification == "confirmed"

    def test_a_rejected_change_leaves_the_incident_alone(self, aissa, boubacar):
        incident = make.published_incident()
        aissa.post(
            page_of(incident), {**shown_data(aissa.get(page_of(incident))), "verification": "confirmed"}
        )
        proposal = Proposal.objects.get(incident=incident)
        address = reverse("admin:incidents_proposal_change", args=[proposal.pk])
        assert "<td>Unverified</td><td>Confirmed</td>" in boubacar.get(address).content.decode()
        boubacar.post(address, {"reject": "1", "reason": "one source only"})
        proposal.refresh_from_db()
        assert (proposal.state, proposal.reason) == (ProposalState.REJECTED, "one source only")
        assert make.fresh(incident).verification == "unverified"

    def test_an_editor_cannot_publish_a_change(self, aissa):
        incident = make.published_incident()
        aissa.post(
            page_of(incident), {**shown_data(aissa.get(page_of(incident))), "verification": "confirmed"}
        )
        proposal = Proposal.objects.get(incident=incident)
        aissa.post(reverse("admin:incidents_proposal_change", args=[proposal.pk]), {"accept": "1"})
        assert make.fresh(incident).verification == "unverified"
