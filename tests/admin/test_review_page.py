"""The review screen: who sees what, what is shown, what a decision does, and where it leads next."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents import claims, review
from incidents.codes import EvidenceDecision, ProposalState, ReportState
from incidents.models import Incident, Proposal, Report
from incidents.record import EstimateValue, SourceValue
from tests import make
from tests.admin.conftest import at_desk

pytestmark = pytest.mark.django_db

QUEUE = reverse("review")


def page_of(proposal: Proposal) -> str:
    return reverse("review_one", args=[proposal.pk])


def shown(response: Any) -> dict[str, Any]:
    """What pressing Confirm at once would send."""
    form = response.context["form"]
    data: dict[str, Any] = {"step": "confirm"}
    for bound in [*form, *(field for row in form.rows() for field in row)]:
        value = bound.value()
        if hasattr(bound.field, "what"):
            data[bound.html_name], data[f"{bound.html_name}_key"] = value or ("", "")
        elif value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False):
            data[bound.html_name] = list(value) if isinstance(value, (list, tuple)) else value
    return data


def row(response: Any, key: str) -> Any:
    return next(found for found in response.context["rows"] if found.key == key)


def draft(report: Report | None = None, **fields: Any) -> Proposal:
    """An open draft of a machine, by itself."""
    said = report or make.report(state=ReportState.PROPOSED)
    fields = {"sources": (SourceValue(said.pk),), **fields}
    return Proposal.objects.create(kind="create", report=said, values=make.record(**fields).as_json())


def change(**values: Any) -> Proposal:
    """An editor's change of a published incident."""
    incident = make.published_incident()
    now = {"verification": "unverified", "ongoing": False}
    values = values or {"verification": "confirmed"}
    return review.propose(
        incident, old={name: now[name] for name in values}, new=values, by=make.editor(), reason="seen"
    )


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def dramane(db: None) -> Client:
    return at_desk(make.other_editor())


class TestTheQueue:
    @pytest.fixture
    def queued(self, read_note: list[Proposal]) -> list[Proposal]:
        """The note's drafts, the easiest first: the third of the text, the first, the second."""
        for proposal, ease in zip(read_note, (0.5, 0.2, 0.9), strict=True):
            Proposal.objects.filter(pk=proposal.pk).update(ease=ease)
        return [read_note[2], read_note[0], read_note[1]]

    def test_it_leads_to_the_open_draft_that_is_confirmed_with_the_least_work(self, aissa, queued):
        assert aissa.get(QUEUE).url == page_of(queued[0])

    def test_a_skipped_draft_is_followed_by_the_next_easiest_and_the_last_by_the_first(self, aissa, queued):
        after = [aissa.get(QUEUE, {"after": proposal.pk}).url for proposal in queued]
        assert after == [page_of(proposal) for proposal in (queued[1], queued[2], queued[0])]

    def test_what_is_as_easy_as_the_skipped_one_comes_in_the_order_of_the_text(self, aissa, read_note):
        after = [aissa.get(QUEUE, {"after": proposal.pk}).url for proposal in read_note]
        assert after == [page_of(read_note[number]) for number in (1, 2, 0)]

    def test_what_no_machine_drafted_comes_behind_every_draft_of_a_machine(self, boubacar, queued):
        proposal = change()
        assert boubacar.get(QUEUE).url == page_of(queued[0])
        assert boubacar.get(QUEUE, {"after": queued[2].pk}).url == page_of(proposal)
        assert boubacar.get(QUEUE, {"after": proposal.pk}).url == page_of(queued[0])

    @pytest.mark.parametrize("after", ["", "x", "-1", "9" * 18, "9" * 30, "²"])
    def test_nonsense_after_which_begins_at_the_beginning(self, aissa, queued, after):
        assert aissa.get(QUEUE, {"after": after}).url == page_of(queued[0])

    def test_what_another_works_on_is_skipped(self, aissa, dramane, read_note):
        other = draft()
        aissa.get(page_of(read_note[0]))
        assert dramane.get(QUEUE).url == page_of(other)

    def test_what_is_set_aside_is_skipped_until_it_is_tried_again(self, aissa, read_note):
        review.set_aside(read_note[0].report, by=make.editor(), reason="later")
        answer = aissa.get(QUEUE)
        assert (answer.status_code, answer.templates[0].name) == (200, "admin/incidents/review/empty.html")

    def test_an_empty_queue_says_so(self, aissa):
        assert "Nothing waits for you." in aissa.get(QUEUE).content.decode()

    def test_an_empty_queue_says_what_else_waits(self, aissa, boubacar, read_note):
        make.in_review()
        review.set_aside(read_note[0].report, by=make.editor(), reason="later")
        pages = {
            who: client.get(QUEUE).content.decode()
            for who, client in (("editor", aissa), ("reviewer", boubacar))
        }
        assert "No draft waits for you; 1 incident waits to be published." in pages["reviewer"]
        assert "Nothing waits for you." in pages["editor"]
        counted = [who for who, page in pages.items() if "no incident was found (1)</a>" in page]
        assert counted == ["editor", "reviewer"]

    def test_changes_are_for_those_who_may_publish_and_not_for_who_proposed_them(self, aissa, boubacar):
        proposal = change()
        assert aissa.get(QUEUE).status_code == 200
        assert boubacar.get(QUEUE).url == page_of(proposal)
        own = change()
        Proposal.objects.filter(pk=own.pk).update(created_by=make.reviewer())
        assert boubacar.get(QUEUE, {"after": proposal.pk}).url == page_of(proposal)

    def test_one_person_desks_show_ones_own_changes(self, boubacar, settings):
        settings.REVIEW_RULE = "single"
        own = change()
        Proposal.objects.filter(pk=own.pk).update(created_by=make.reviewer())
        assert boubacar.get(QUEUE).url == page_of(own)


class TestWhoMay:
    def test_who_is_not_signed_in_is_asked_to(self, client, read_note):
        assert client.get(page_of(read_note[0])).url.startswith("/admin/login/")

    def test_an_analyst_at_the_desk_sees_and_claims_nothing(self, read_note):
        client = at_desk(make.analyst())
        assert client.get(QUEUE).status_code == 403
        assert client.get(page_of(read_note[0])).status_code == 403
        assert client.post(page_of(read_note[0]), {"step": "reject", "reason": "x"}).status_code == 403
        assert Report.objects.get(pk=read_note[0].report_id).claimed_by is None

    def test_what_is_not_there_is_not_found(self, aissa):
        assert aissa.get(reverse("review_one", args=[10**6])).status_code == 404
        assert aissa.get(reverse("review_one", args=[10**25])).status_code == 404

    def test_a_decided_draft_leads_to_what_was_decided_and_a_page_left_open_to_the_next(
        self, aissa, read_note
    ):
        review.reject(read_note[0], by=make.editor(), reason="no")
        decided = aissa.get(page_of(read_note[0]))
        assert decided.url == reverse("admin:incidents_proposal_change", args=[read_note[0].pk])
        late = aissa.post(page_of(read_note[0]), {"step": "reject", "reason": "x"})
        assert late.url == page_of(read_note[1])
        assert said(late) == ["This proposal was decided already (rejected)."] * 2


class TestWhatIsShown:
    def test_the_report_with_each_value_in_words_and_how_sure_it_is(self, aissa, read_note):
        page = aissa.get(page_of(read_note[0]))
        words = {found.key: found.words for found in page.context["rows"] if found.is_known}
        assert words["event_type"] == "Violence against civilians"
        assert words["date"] == "2018-09-30 · Day"
        assert words["place"].startswith("Amalaoulaou, ")
        assert words["toll-0"].startswith("22")
        assert words["party-0"].startswith("Unidentified Armed Group")
        sure = {key: row(page, key).confidence_in_words for key in ("event_type", "date", "place", "toll-0")}
        assert sure == {"event_type": "likely", "date": "sure", "place": "likely", "toll-0": "likely"}
        suspect = next(
            found for found in page.context["rows"] if found.words.startswith("Islamic State Sahel")
        )
        assert (
            suspect.confidence_in_words == "no evidence"
        )  # the words are the source's judgement, not its account
        assert row(page, "risks").confidence_in_words == "no evidence"
        assert (
            "".join(piece.text for piece, _keys, _labels in page.context["pieces"])
            == read_note[0].report.text
        )

    def test_each_mark_names_the_fields_that_rest_on_it(self, aissa, read_note):
        page = aissa.get(page_of(read_note[0]))
        keys = {piece.text: keys for piece, keys, _labels in page.context["pieces"] if piece.fields}
        assert keys["30 September"] == "date"
        assert "toll-0" in next(rows for text, rows in keys.items() if "22" in text).split()
        assert keys["Amalaoulaou"] == "place"

    def test_context_stands_below_and_is_in_no_field(self, aissa, read_note):
        page = aissa.get(page_of(read_note[0]))
        assert [fact["value"] for fact in page.context["context_facts"]] == [60]
        assert all("60" not in found.words for found in page.context["rows"])
        assert [str(what) for what, _words in page.context["context_told"]] == ["Running total"]

    def test_what_the_source_thinks_stands_below_part_by_part_in_words(self, aissa):
        said = make.report(state=ReportState.PROPOSED)
        assessment = {
            "significance": "Armed groups can strike convoys at will.", "attributions": [{"actor": "ISGS", "words": "probably"}],
            "indicators": ["attacks on bridges", "new checkpoints"], "mitigating": ["escorts of convoys"],
            "risks": ["displacement"], "sectors": ["ground_transport", "health"], "spans": [],
        }  # fmt: skip
        Report.objects.filter(pk=said.pk).update(findings={"assessment": assessment})
        page = aissa.get(page_of(draft(said)))
        assert [(str(part), lines) for part, lines in page.context["assessment_told"]] == [
            ("Significance", ["Armed groups can strike convoys at will."]),
            ("Who the source thinks it was", ["probably ISGS"]),
            ("Indicators", ["attacks on bridges", "new checkpoints"]),
            ("What would reduce it", ["escorts of convoys"]),
            ("Risks", ["Displacement"]),
            ("Sectors or assets affected", ["Ground transport", "Health care"]),
        ]
        assert "<li>attacks on bridges</li>" in page.content.decode()

    def test_places_that_the_words_may_mean_are_choices_with_their_points(self, aissa):
        said = make.report(state=ReportState.PROPOSED)
        candidates = [{"key": "ml-menaka", "name": "Ménaka", "latitude": 15.9, "longitude": 2.4},
                      {"key": "ml-ansongo", "name": "Ansongo", "latitude": 15.6, "longitude": 0.5}]  # fmt: skip
        Report.objects.filter(pk=said.pk).update(findings={"alternatives": [candidates]})
        choices = row(aissa.get(page_of(draft(said))), "place").choices
        assert [choice.text for choice in choices] == [
            "Ménaka"
        ]  # the proposed one is no alternative to itself
        assert json.loads(choices[0].as_json)["place_key"] == "ml-menaka"
        assert json.loads(choices[0].at)["longitude"] == pytest.approx(make.place("ml-menaka").point.x)

    def test_a_figure_claimed_beside_is_a_choice_and_a_vague_one_is_a_question_mark(self, aissa):
        proposal = draft(estimates=(make.killed(22), EstimateValue(best=30, low=None, high=None, recommended=False),
                                    EstimateValue(kind="injured", low=12, words="dozens")))  # fmt: skip
        page = aissa.get(page_of(proposal))
        assert [choice.text for choice in row(page, "toll-0").choices] == ["30 · not recommended"]
        assert row(page, "toll-2").words == "12 / ? / ? · “dozens”"

    def test_whom_the_source_suspects_is_a_choice_for_the_perpetrator(self, aissa):
        said = make.report(state=ReportState.PROPOSED)
        judged = {"actor": "ISGS", "slug": "isgs", "words": "probably"}
        Report.objects.filter(pk=said.pk).update(findings={"assessment": {"attributions": [judged]}})
        party = make.perpetrator(None)
        (choice,) = row(aissa.get(page_of(draft(said, involvements=(party,)))), "party-0").choices
        assert json.loads(choice.as_json) == {"party-0-actor": "ISGS", "party-0-actor_key": "isgs",
                                              "party-0-attribution": "suspected", "party-0-words": "probably"}  # fmt: skip

    def test_a_draft_without_text_or_evidence_is_shown_as_it_is(self, aissa):
        proposal = draft(make.report(state=ReportState.PROPOSED, text=""))
        page = aissa.get(page_of(proposal))
        assert "came in the structured form" in page.content.decode()
        assert row(page, "date").confidence is None

    def test_an_empty_draft_of_an_unknown_language_has_no_event_type_yet(self, aissa):
        said = make.report(state=ReportState.PROPOSED)
        proposal = Proposal.objects.create(kind="create", report=said, values={})
        page = aissa.get(page_of(proposal))
        assert page.context["form"]["event_type"].value() == ""
        refused = aissa.post(page_of(proposal), shown(page))
        assert set(refused.context["form"].errors) == {"event_type", "date_start"}

    def test_markup_in_a_report_stays_text(self, aissa):
        page = aissa.get(
            page_of(draft(make.report(state=ReportState.PROPOSED, text="<script>alert(1)</script>")))
        )
        assert "<script>alert(1)</script>" not in page.content.decode()

    @pytest.mark.parametrize(
        ("url", "links"), [("https://example.org/1", 1), ("javascript:alert(1)", 0), ("", 0)]
    )
    def test_only_an_address_of_the_web_is_a_link(self, aissa, url, links):
        page = aissa.get(page_of(draft(make.report(state=ReportState.PROPOSED, url=url)))).content.decode()
        assert page.count("at the source") == links

    def test_the_page_has_no_inline_script_or_style(self, aissa, read_note):
        body = aissa.get(page_of(read_note[0])).content.decode()
        scripts = [tag.split(">")[0] for tag in body.split("<script")[1:]]
        assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []
        assert " style=" not in body
        assert "<style" not in body

    def test_it_says_that_another_person_publishes(self, aissa, read_note, settings):
        assert "another person" in aissa.get(page_of(read_note[0])).content.decode()
        settings.REVIEW_RULE = "single"
        assert "wait to be published" in aissa.get(page_of(read_note[0])).content.decode()

    def test_what_the_page_cannot_do_is_on_the_full_form(self, aissa, read_note):
        address = f"{reverse('admin:incidents_incident_add')}?proposal={read_note[0].pk}"
        assert address in aissa.get(page_of(read_note[0])).content.decode()
        assert aissa.get(address).status_code == 200


class TestConfirming:
    def confirm(self, client: Client, proposal: Proposal, **changed: Any) -> Any:
        return client.post(page_of(proposal), {**shown(client.get(page_of(proposal))), **changed})

    def test_at_once_it_is_what_the_machine_read_and_the_next_draft_follows(self, aissa, read_note):
        answer = self.confirm(aissa, read_note[0])
        assert answer.url == page_of(read_note[1])
        incident = Incident.objects.unpublished_too().get()
        assert (
            review.record.read(incident).as_json()
            == review.record.read(incident).with_values(read_note[0].values).as_json()
        )
        assert (incident.status, incident.submitted_by) == ("in_review", make.editor())
        assert set(incident.evidence.values_list("decision", flat=True)) == {EvidenceDecision.ACCEPTED}

    def test_a_changed_field_marks_its_own_evidence_only(self, aissa, read_note):
        self.confirm(
            aissa,
            read_note[0],
            date_start="2018-09-29",
            date_end="",
            **{"toll-0-low": "23", "toll-0-best": "23", "toll-0-high": "23"},
        )
        incident = Incident.objects.unpublished_too().get()
        assert (incident.date_start.isoformat(), incident.date_end.isoformat(), incident.killed_best) == (
            "2018-09-29",
            "2018-09-29",
            23,
        )
        decided = {span.field.partition(".")[0]: span.decision for span in incident.evidence.all()}
        assert decided == {
            "event_type": "accepted",
            "date": "edited",
            "place": "accepted",
            "casualties": "edited",
            "actors": "accepted",
        }

    def test_a_rejected_field_is_empty_and_its_evidence_rejected(self, aissa, read_note):
        tolls = [f"toll-{number}" for number in range(len(read_note[0].values["estimates"]))]
        keys = ["place", "party-0", "civilian_targeting", "risks", *tolls]
        rejected = {f"decision-{key}": "reject" for key in keys}
        # What stands in the inputs of a rejected field does not count, however wrong it is.
        self.confirm(aissa, read_note[0], **rejected, longitude="999", **{"toll-0-low": "x"})
        incident = Incident.objects.unpublished_too().get()
        assert (
            incident.place,
            incident.point,
            incident.killed_best,
            incident.civilian_targeting,
            incident.risks,
        ) == (None, None, None, None, [])
        assert set(
            incident.evidence.filter(field__in=["place", "casualties.killed"]).values_list(
                "decision", flat=True
            )
        ) == {"rejected"}
        assert not incident.involvements.filter(actor__slug="unidentified-armed-group").exists()

    def test_what_an_incident_needs_cannot_be_rejected(self, aissa, read_note):
        self.confirm(aissa, read_note[0], **{"decision-date": "reject", "decision-event_type": "reject"})
        incident = Incident.objects.unpublished_too().get()
        assert (incident.event_type, incident.date_start.isoformat()) == (
            "violence_against_civilians",
            "2018-09-30",
        )

    def test_another_place_by_its_key_by_any_spelling_and_a_road_between_two(self, aissa, read_note):
        for proposal, place in zip(read_note, ({"place": "Ménaka", "place_key": "ml-menaka"},
                                               {"place": "Minaka", "place_key": ""},
                                               {"place": "Ansongo", "place_key": "", "second_place": "Menaka"}), strict=True):  # fmt: skip
            self.confirm(aissa, proposal, **{"second_place": "", "second_place_key": "", "longitude": "", "latitude": "",
                                             "radius_m": "", "geo_precision": "", **place})  # fmt: skip
        kept = [review.record.read(row) for row in Incident.objects.unpublished_too().order_by("pk")]
        assert [(values.place, values.second_place) for values in kept] == [
            ("ml-menaka", None), ("ml-menaka", None), ("ml-ansongo", "ml-menaka"),
        ]  # fmt: skip

    def test_rows_that_the_machine_did_not_see_rest_on_the_report(self, aissa, read_note):
        tolls, parties = len(read_note[0].values["estimates"]), len(read_note[0].values["involvements"])
        self.confirm(aissa, read_note[0], **{f"toll-{tolls}-kind": "injured", f"toll-{tolls}-low": "4",
                                             f"party-{parties}-actor": "Barkhane", f"party-{parties}-role": "responder"})  # fmt: skip
        incident = Incident.objects.unpublished_too().get()
        injured = incident.estimates.get(kind="injured")
        assert (injured.low, injured.best, injured.report_id) == (4, None, read_note[0].report_id)
        assert incident.involvements.get(role="responder").report_id == read_note[0].report_id

    def test_summary_credibility_and_release_are_the_editors(self, aissa, read_note):
        self.confirm(
            aissa,
            read_note[0],
            summary_en=" Gunmen attacked a camp. ",
            source_credibility="2",
            release_to="1",
        )
        values = review.record.read(Incident.objects.unpublished_too().get())
        assert (values.summaries, values.sources[0].information_credibility, values.release_to) == (
            {"en": "Gunmen attacked a camp."},
            2,
            1,
        )

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({"date_start": "2018-02-30"}, "date_start"),
            ({"date_start": ""}, "date_start"),
            ({"date_start": "2999-01-01"}, "date_start"),
            ({"date_start": "0001-01-01"}, "date_start"),
            ({"date_end": "2100-01-01"}, "date_end"),
            ({"date_end": "2018-09-01"}, "date_end"),
            ({"event_type": "war"}, "event_type"),
            ({"event_type": "battles"}, "sub_event_type"),
            ({"longitude": "1", "latitude": ""}, "latitude"),
            ({"longitude": "nan", "latitude": "15"}, "longitude"),
            ({"place": "Atlantis", "place_key": ""}, "place"),
            ({"place": "Atlantis", "place_key": "ml-ansongo"}, "place"),
            ({"place": "a\x00b", "place_key": ""}, "place"),
            ({"radius_m": "0"}, "radius_m"),
            ({"location_policy": "none"}, "location_policy"),
            ({"release_to": "9"}, "release_to"),
            ({"toll-0-low": "30"}, "toll-0-low"),
            ({"toll-0-best": "-1"}, "toll-0-best"),
            ({"toll-0-best": "many"}, "toll-0-best"),
            ({"party-0-actor": "Martians", "party-0-actor_key": ""}, "party-0-actor"),
            ({"party-0-role": "boss"}, "party-0-role"),
        ],
    )  # fmt: skip
    def test_a_wrong_value_comes_back_beside_its_field_with_all_that_was_typed(
        self, aissa, read_note, wrong, named
    ):
        answer = self.confirm(
            aissa, read_note[0], **wrong, summary_en="What I typed", **{"decision-date": "accept"}
        )
        wrong_ones = [
            field.html_name for found in answer.context["rows"] for field in found.below if field.errors
        ]
        assert (answer.status_code, named in wrong_ones) == (200, True)
        assert row(answer, "date").decision == "accept"
        assert answer.context["form"]["summary_en"].value() == "What I typed"
        assert Incident.objects.unpublished_too().count() == 0

    def test_what_the_review_itself_refuses_is_told_on_the_page(self, aissa, read_note):
        spare = len(read_note[0].values["estimates"])
        twice = {f"toll-{spare}-kind": "killed", f"toll-{spare}-best": "5"}
        same_group = {f"toll-{spare}-group": read_note[0].values["estimates"][0]["group"]}
        answer = self.confirm(
            aissa, read_note[0], **twice, **same_group, **{f"toll-{spare}-recommended": "on"}
        )
        assert "break the rule" in str(answer.context["form"].non_field_errors())
        assert Proposal.objects.get(pk=read_note[0].pk).state == ProposalState.OPEN

    def test_the_last_draft_of_the_queue_leads_to_the_empty_queue(self, aissa, read_note):
        answers = [self.confirm(aissa, proposal).url for proposal in read_note]
        assert answers == [page_of(read_note[1]), page_of(read_note[2]), QUEUE]
        assert Report.objects.get(pk=read_note[0].report_id).state == ReportState.LINKED


class TestOtherSteps:
    def test_rejecting_needs_a_reason_and_keeps_it(self, aissa, read_note):
        refused = aissa.post(page_of(read_note[0]), {"step": "reject", "reason": "  "})
        assert said(refused) == ["Say why the draft is rejected."]
        assert aissa.post(page_of(read_note[0]), {"step": "reject", "reason": "An exercise"}).url == page_of(
            read_note[1]
        )
        decided = Proposal.objects.get(pk=read_note[0].pk)
        assert (decided.state, decided.reason, decided.decided_by) == (
            "rejected",
            "An exercise",
            make.editor(),
        )
        assert set(decided.evidence.values_list("decision", flat=True)) == {"rejected"}

    def test_setting_aside_needs_a_reason_takes_the_whole_report_and_frees_it(self, aissa, read_note):
        assert said(aissa.post(page_of(read_note[0]), {"step": "park"})) == [
            "Say why: whoever takes it up again will read it."
        ]
        other = draft()
        assert aissa.post(
            page_of(read_note[0]), {"step": "park", "reason": "ask the stringer"}
        ).url == page_of(other)
        report = Report.objects.get(pk=read_note[0].report_id)
        assert (report.state, report.state_reason, report.claimed_by) == ("parked", "ask the stringer", None)
        assert {proposal.state for proposal in report.proposals.all()} == {"open"}

    def test_what_a_worker_reads_just_now_is_not_set_aside(self, aissa):
        proposal = draft()
        Report.objects.filter(pk=proposal.report_id).update(
            state="extracting", leased_until="2999-01-01T00:00Z"
        )
        answer = aissa.post(page_of(proposal), {"step": "park", "reason": "later"})
        assert said(answer) == ["A worker reads this report just now: try again in a moment."]

    def test_an_unknown_step_does_nothing(self, aissa, read_note):
        assert said(aissa.post(page_of(read_note[0]), {"step": "burn"})) == ["This step is not possible now."]
        assert Proposal.objects.get(pk=read_note[0].pk).state == ProposalState.OPEN


class TestTwoAtOneDraft:
    def test_who_opens_it_has_it_and_the_other_sees_whose_it_is(self, aissa, dramane, read_note):
        mine, theirs = aissa.get(page_of(read_note[0])), dramane.get(page_of(read_note[0]))
        assert (mine.context["held"], mine.context["until"] is not None) == (None, True)
        assert theirs.context["held"].claimed_by == make.editor()
        assert Report.objects.get(pk=read_note[0].report_id).claimed_by == make.editor()

    @pytest.mark.parametrize("step", ["confirm", "reject", "park"])
    def test_the_other_decides_nothing_and_keeps_what_was_typed(self, aissa, dramane, read_note, step):
        aissa.get(page_of(read_note[0]))
        data = {
            **shown(dramane.get(page_of(read_note[0]))),
            "step": step,
            "reason": "mine",
            "summary_en": "Typed",
        }
        answer = dramane.post(page_of(read_note[0]), data)
        assert "take it over first" in said(answer)[0]
        assert answer.context["form"]["summary_en"].value() == ("Typed" if step == "confirm" else "")
        assert Proposal.objects.get(pk=read_note[0].pk).state == ProposalState.OPEN

    def test_taken_over_it_is_theirs(self, aissa, dramane, read_note):
        aissa.get(page_of(read_note[0]))
        dramane.post(
            reverse("admin:incidents_report_claim", args=[read_note[0].report_id]), {"take_over": "1"}
        )
        page = dramane.get(page_of(read_note[0]))
        assert page.context["held"] is None
        assert dramane.post(page_of(read_note[0]), shown(page)).status_code == 302

    def test_between_the_look_and_the_claim_another_may_be_first(self, aissa, read_note):
        page = aissa.get(page_of(read_note[0]))
        claims.claim(read_note[0].report_id, by=make.other_editor(), take_over=True)
        answer = aissa.post(page_of(read_note[0]), shown(page))
        assert answer.context["held"].claimed_by == make.other_editor()


class TestChanges:
    def test_old_and_new_stand_beside_each_other_with_who_and_why(self, boubacar):
        page = boubacar.get(page_of(change()))
        assert page.context["rows"] == [("verification", "Unverified", "Confirmed")]
        assert "aïssa" in page.content.decode()
        assert "seen" in page.content.decode()

    def test_accepted_it_is_published_and_the_next_follows(self, boubacar):
        first, second = change(), change(ongoing=True)
        assert boubacar.post(page_of(first), {"step": "accept"}).url == page_of(second)
        assert make.fresh(first.incident).verification == "confirmed"

    def test_rejected_it_needs_a_reason(self, boubacar):
        proposal = change()
        assert said(boubacar.post(page_of(proposal), {"step": "reject"})) == [
            "Say why the change is rejected."
        ]
        assert boubacar.post(page_of(proposal), {"step": "reject", "reason": "no source"}).url == QUEUE
        assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.REJECTED
        assert make.fresh(proposal.incident).verification == "unverified"

    def test_an_incident_that_changed_meanwhile_refuses_it_and_says_so(self, boubacar):
        proposal = change()
        make.edited(proposal.incident, verification="disputed")
        answer = boubacar.post(page_of(proposal), {"step": "accept"})
        assert "changed since this was proposed" in said(answer)[0]
        assert (answer.status_code, make.fresh(proposal.incident).verification) == (200, "disputed")

    def test_an_editor_may_look_and_not_decide(self, aissa):
        proposal = change()
        assert "A reviewer decides about it." in aissa.get(page_of(proposal)).content.decode()
        assert said(aissa.post(page_of(proposal), {"step": "accept"})) == [
            "Your account may not publish: a reviewer has to."
        ]
        assert make.fresh(proposal.incident).verification == "unverified"

    def test_nobody_publishes_their_own(self, boubacar):
        proposal = change()
        Proposal.objects.filter(pk=proposal.pk).update(created_by=make.reviewer())
        assert "another person" in said(boubacar.post(page_of(proposal), {"step": "accept"}))[0]

    def test_a_retraction_says_what_it_does(self, boubacar):
        incident = make.published_incident()
        proposal = review.propose(incident, old={}, new={}, by=None, reason="withdrawn", kind="retract")
        assert "leave every list" in boubacar.get(page_of(proposal)).content.decode()
        boubacar.post(page_of(proposal), {"step": "accept"})
        assert make.fresh(incident).status == "retracted"


class TestQueryBudget:
    # Session and account; the permissions of the account and of its groups.
    WHO = 4

    def queries(self, client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def test_a_draft_takes_five_queries_beside_who_asks_however_much_it_says(self, aissa, read_note):
        """The proposals of the report, the claim, the evidence, the names, and how sure each kind of evidence is."""
        few = draft(estimates=(), involvements=(), place=None, stated_region="ML07")
        taken = [self.queries(aissa, page_of(proposal)) - self.WHO for proposal in (read_note[0], few)]
        assert taken == [5, 5]

    def test_a_change_takes_one(self, boubacar):
        assert self.queries(boubacar, page_of(change())) - self.WHO == 1
