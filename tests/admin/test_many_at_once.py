"""Many incidents changed from the list: form, preview, doing, undoing; and who may."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents.models import BulkEdit, Incident, Proposal
from tests import make

pytestmark = pytest.mark.django_db

LIST = reverse("admin:incidents_incident_changelist")
TOGETHER = reverse("admin:incidents_incident_together")


def chosen(client, *incidents: Incident):
    rows = [incident.pk for incident in incidents]
    return client.post(LIST, {"action": "change_selected", "_selected_action": rows})


def asked(client, step: str, *incidents: Incident, **fields):
    ids = ",".join(str(incident.pk) for incident in incidents)
    return client.post(TOGETHER, {"ids": ids, "step": step, "reason": "the commission's list", **fields})


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def page(response) -> str:
    """Its text with the markup taken out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestTheWay:
    def test_the_chosen_incidents_come_to_a_form_that_leaves_all_as_it_is(self, aissa):
        response = chosen(aissa, make.in_review(), make.in_review())
        assert response.status_code == 200
        assert "2 incidents are chosen. What stays empty stays as it is." in page(response)
        assert response.context["lines"] is None

    def test_the_preview_shows_old_and_new_of_each_and_what_would_happen_and_writes_nothing(self, aissa):
        waiting, shown = make.in_review(), make.published_incident()
        so_already, gone = make.in_review(verification="confirmed"), make.retracted()
        response = asked(aissa, "look", waiting, shown, so_already, gone, verification="confirmed")
        text = page(response)
        assert text.count("verification: Unverified → Confirmed") == 3
        for sentence in (
            "Written at once", "Waits for another person to publish it", "Nothing: it is so already",
            "Left out: Restore the incident first: it is retracted.", "Change 2 incidents",
        ):  # fmt: skip
            assert text.count(sentence) == 1, sentence
        assert make.fresh(waiting).verification == "unverified"

    def test_what_was_seen_is_done_and_leads_to_its_own_page(self, aissa):
        waiting, shown = make.in_review(), make.published_incident()
        seal = asked(aissa, "look", waiting, shown, verification="confirmed").context["seal"]
        response = asked(aissa, "do", waiting, shown, verification="confirmed", seal=seal)
        edit = BulkEdit.objects.get()
        assert response.url == reverse("admin:incidents_bulkedit_change", args=[edit.pk])
        assert told(response) == ["1 incident was changed. 1 change waits for another person."]
        assert make.fresh(waiting).verification == "confirmed"
        assert Proposal.objects.get().incident == shown
        assert page(aissa.get(response.url)).count("verification: Unverified → Confirmed") == 2

    def test_doing_without_having_seen_the_preview_is_refused(self, aissa):
        waiting = make.in_review()
        response = asked(aissa, "do", waiting, verification="confirmed")
        assert "An incident has changed since this was shown" in page(response)
        assert make.fresh(waiting).verification == "unverified"

    def test_it_is_undone_from_its_page(self, aissa):
        waiting = make.in_review()
        seal = asked(aissa, "look", waiting, risks="", add_risks=["kidnapping"]).context["seal"]
        asked(aissa, "do", waiting, add_risks=["kidnapping"], seal=seal)
        assert make.fresh(waiting).risks == ["kidnapping"]
        edit = BulkEdit.objects.get()
        response = aissa.post(reverse("admin:incidents_bulkedit_undo", args=[edit.pk]), {"reason": "wrong"})
        assert told(response)[-1] == "1 incident went back."
        assert make.fresh(waiting).risks == []
        assert "Undo all of it" not in page(aissa.get(response.url))


class TestWhatIsNotUnderstood:
    @pytest.mark.parametrize(
        ("fields", "complaint"),
        [
            ({}, "Choose something to change."),
            ({"verification": "confirmed", "reason": ""}, "This field is required."),
            ({"verification": "sure"}, "Select a valid choice. sure is not one of the available choices."),
            ({"add_risks": ["kidnapping"], "remove_risks": ["kidnapping"]}, "The same code cannot be added and taken away."),
            ({"add_risks": ["boredom"]}, "Select a valid choice. boredom is not one of the available choices."),
            ({"event_type": "battles", "sub_event_type": "attack"}, "This sub-event type does not belong to the event type."),
            ({"embargo_until": "2030-01-01T00:00", "no_embargo": "on"}, "The embargo is either set or taken away."),
            ({"embargo_until": "2030-02-31T00:00"}, "Enter a valid date/time."),
            ({"actor": "999999"}, "Select a valid choice."),
        ],
    )  # fmt: skip
    def test_a_mistake_comes_back_on_the_page(self, aissa, fields, complaint):
        incident = make.in_review()
        response = asked(aissa, "look", incident, **fields)
        assert response.status_code == 200
        assert complaint in page(response)
        assert response.context["lines"] is None

    def test_one_actor_without_the_other_is_a_mistake(self, aissa):
        response = asked(aissa, "look", make.in_review(), actor=str(make.actor("isgs").pk))
        assert "Name both actors, and two different ones." in page(response)

    @pytest.mark.parametrize("ids", ["", ",", "x", "1;2", "-1", "٣"])
    def test_without_incidents_one_is_sent_back_to_the_list(self, aissa, ids):
        response = aissa.post(TOGETHER, {"ids": ids, "step": "look", "verification": "confirmed"})
        assert (response.status_code, response.url) == (302, LIST)

    def test_too_many_are_refused_before_anything_is_read(self, aissa):
        ids = ",".join(map(str, range(1, 502)))
        response = aissa.post(TOGETHER, {"ids": ids})
        assert (response.url, told(response)) == (LIST, ["At most 500 incidents at once: choose fewer."])


class TestWhoMay:
    def test_an_analyst_may_not(self, client):
        client.force_login(make.analyst())
        assert client.post(TOGETHER, {"ids": "1"}).status_code == 302

    def test_an_account_of_the_desk_without_the_right_may_not(self, client):
        user = make.analyst()
        user.is_staff = True
        user.save()
        client.force_login(user)
        incident = make.in_review()
        edit = BulkEdit.objects.create(reason="x", made_by=make.editor())
        assert asked(client, "do", incident, verification="confirmed").status_code == 403
        assert client.post(reverse("admin:incidents_bulkedit_undo", args=[edit.pk])).status_code == 403

    def test_undoing_is_no_link_that_can_be_followed(self, aissa):
        edit = BulkEdit.objects.create(reason="x", made_by=make.editor())
        assert aissa.get(reverse("admin:incidents_bulkedit_undo", args=[edit.pk])).status_code == 405

    def test_the_list_of_edits_takes_as_many_queries_for_ten_as_for_one(
        self, aissa, django_assert_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        def queries(more: int) -> int:
            for _n in range(more):
                BulkEdit.objects.create(reason="x", made_by=make.editor())
            with CaptureQueriesContext(connection) as captured:
                assert aissa.get(reverse("admin:incidents_bulkedit_changelist")).status_code == 200
            return len(captured)

        queries(1)
        assert queries(0) == queries(9)
