"""Two people on one incident: the later save is refused, with both values, until it is made again on purpose."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from incidents import record, review
from incidents.models import Incident, Proposal
from tests import make
from tests.admin.conftest import at_desk, shown_data

pytestmark = pytest.mark.django_db


def page_of(incident: Incident) -> str:
    return reverse("admin:incidents_incident_change", args=[incident.pk])


def opened(client: Client, incident: Incident) -> dict:
    return shown_data(client.get(page_of(incident)))


def set_by_another(incident: Incident, **values) -> None:
    changed = record.read(make.fresh(incident)).with_values(values)
    review.revise(incident, changed, by=make.other_editor())


@pytest.fixture
def dramane(db: None) -> Client:
    return at_desk(make.other_editor())


class TestAStaleSave:
    def test_it_writes_nothing_and_shows_what_is_there_beside_what_was_typed(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        set_by_another(incident, verification="disputed", ongoing=True)
        response = aissa.post(page_of(incident), {**page, "verification": "confirmed"})
        assert (response.status_code, response.context["differences"]) == (
            200,
            [("ongoing", "yes", "no"), ("verification", "Disputed", "Confirmed")],
        )
        assert "Somebody else changed this incident since you opened it" in str(response.context["errors"])
        assert (make.fresh(incident).verification, make.fresh(incident).ongoing) == ("disputed", True)

    def test_saved_again_it_goes_in_since_the_editor_has_now_seen_both(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        set_by_another(incident, verification="disputed")
        refused = aissa.post(page_of(incident), {**page, "verification": "confirmed"})
        again = {**page, "verification": "confirmed", "seen": refused.context["seen"]}
        assert aissa.post(page_of(incident), again).status_code == 302
        assert make.fresh(incident).verification == "confirmed"

    def test_a_third_save_in_between_is_refused_too(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        set_by_another(incident, verification="disputed")
        refused = aissa.post(page_of(incident), {**page, "verification": "confirmed"})
        set_by_another(incident, verification="refuted")
        again = {**page, "verification": "confirmed", "seen": refused.context["seen"]}
        assert aissa.post(page_of(incident), again).status_code == 200
        assert make.fresh(incident).verification == "refuted"

    def test_rows_of_the_tables_that_were_written_anew_meanwhile_are_compared_like_fields(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        set_by_another(incident, estimates=[vars(make.killed(5))])
        response = aissa.post(page_of(incident), {**page, "estimates-0-high": "4"})
        assert response.context["differences"] == [
            ("casualty estimates", "Killed, All: 5 / 5 / 5", "Killed, All: 3 / 3 / 4")
        ]
        assert make.fresh(incident).killed_best == 5

    def test_the_row_that_was_edited_takes_the_place_of_the_other_when_it_is_saved_again(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        set_by_another(incident, estimates=[vars(make.killed(5))])
        refused = aissa.post(page_of(incident), {**page, "estimates-0-high": "4"})
        again = {**page, "estimates-0-high": "4", "seen": refused.context["seen"]}
        assert aissa.post(page_of(incident), again).status_code == 302
        rows = incident.estimates.values_list("low", "best", "high")
        assert list(rows) == [(3, 3, 4)]

    def test_of_a_published_incident_no_proposal_is_made_that_would_take_another_change_back(self, aissa):
        incident = make.published_incident()
        page = opened(aissa, incident)
        make.edited(incident, verification="disputed")
        response = aissa.post(page_of(incident), {**page, "event_type": "battles", "sub_event_type": ""})
        assert response.status_code == 200
        assert Proposal.objects.filter(incident=incident, state="open").count() == 0

    def test_a_save_that_does_not_say_what_it_has_seen_is_refused(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        del page["seen"]
        assert aissa.post(page_of(incident), {**page, "verification": "confirmed"}).status_code == 200
        assert make.fresh(incident).verification == "unverified"

    def test_two_who_opened_it_at_once_do_not_overwrite_one_another(self, aissa, dramane):
        incident = make.in_review()
        first, second = opened(aissa, incident), opened(dramane, incident)
        answers = [
            aissa.post(page_of(incident), {**first, "verification": "confirmed"}).status_code,
            dramane.post(page_of(incident), {**second, "verification": "refuted"}).status_code,
        ]
        assert (answers, make.fresh(incident).verification) == ([302, 200], "confirmed")


class TestWhatIsNotStale:
    def test_a_mistake_on_the_page_does_not_make_the_next_save_stale(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        wrong = aissa.post(page_of(incident), {**page, "date_start": "2018-02-30"})
        assert (wrong.status_code, wrong.context["seen"]) == (200, page["seen"])
        assert aissa.post(page_of(incident), {**page, "ongoing": "on"}).status_code == 302

    def test_a_publication_meanwhile_changes_no_value_so_the_edit_becomes_a_proposal(self, aissa):
        incident = make.in_review()
        page = opened(aissa, incident)
        review.publish([incident.pk], by=make.reviewer())
        assert aissa.post(page_of(incident), {**page, "verification": "confirmed"}).status_code == 302
        assert make.fresh(incident).verification == "unverified"
        assert Proposal.objects.get(incident=incident).values == {"verification": "confirmed"}

    def test_the_same_values_have_the_same_version_and_any_other_value_another(self):
        incident = make.in_review()
        values = record.read(incident)
        assert record.version_of(values) == record.version_of(record.read(make.fresh(incident)))
        others = [
            values.with_values({"ongoing": True}),
            values.with_values({"estimates": [vars(make.killed(4))]}),
            values.with_values({"internal_notes": "x"}),
        ]
        versions = [record.version_of(other) for other in (values, *others)]
        assert len(set(versions)) == 4
