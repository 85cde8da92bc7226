"""Possible duplicates at the desk: what the panel shows, what its buttons do, and who may press them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents import duplicates, joining, review
from incidents.models import Attachment, Incident, Match, Proposal
from tests import make
from tests.admin.conftest import at_desk
from tests.rules.pairs import drafted, found_draft, pair, pairs_of

pytestmark = pytest.mark.django_db
ADD = reverse("admin:incidents_incident_add")
QUEUE = reverse("admin:incidents_proposal_changelist")


def page(client: Client, subject: Proposal | Incident) -> Any:
    address = (
        f"{ADD}?proposal={subject.pk}"
        if isinstance(subject, Proposal)
        else reverse("admin:incidents_incident_change", args=[subject.pk])
    )
    return client.get(address)


def press(client: Client, match: Match, step: str, **data: Any) -> Any:
    return client.post(reverse("admin:incidents_match_step", args=[match.pk, step]), data)


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def found(db: None) -> tuple[Proposal, Incident, Match]:
    incident = make.published_incident(estimates=(make.killed(5),))
    draft = found_draft()
    return draft, incident, pair(draft, incident)


# The panel -----------------------------------------------------------------------------------------------
def test_a_draft_shows_what_it_looks_like_and_how_it_differs(aissa, found):
    draft, incident, _match = found
    text = page(aissa, draft).content.decode()
    for words in (
        "Is this the same incident?",
        "likely the same",
        "3 killed here, 5 there",
        "Attach to it",
        "Split in two",
    ):
        assert words in text
    assert reverse("admin:incidents_incident_change", args=[incident.pk]) in text


def test_an_incident_shows_drafts_and_incidents_like_it(aissa, boubacar, found):
    draft, incident, _match = found
    other = make.published_incident()
    duplicates.find(incident)
    shown = page(aissa, incident).context["duplicates"]
    assert {(c.there.draft, c.there.incident) for c in shown.candidates} == {
        (draft.pk, None),
        (None, other.pk),
    }
    assert "Merge into it" not in page(aissa, incident).content.decode()
    assert "Merge into it" in page(boubacar, incident).content.decode()


def test_what_was_ruled_out_is_said_with_its_reason(aissa):
    make.published_incident(estimates=(make.killed(), make.killed(3, group="state_forces")))
    draft = found_draft(estimates=(make.killed(), make.killed(3, group="civilians")))
    shown = page(aissa, draft).context["duplicates"]
    assert ([c.vetoes for c in shown.ruled_out], shown.candidates) == ([["other victims"]], [])
    assert "other victims" in page(aissa, draft).content.decode()


def test_a_button_of_the_panel_is_never_what_enter_presses(aissa, found):
    """Its buttons belong to a form of their own, outside of the page's; the first of them does nothing."""
    text = page(aissa, found[0]).content.decode()
    panel = text.partition('<section class="duplicates"')[2].partition("</section>")[0]
    assert panel.count("<button") == panel.count('<button form="duplicate-steps"') == 6
    nothing = '<button form="duplicate-steps" formmethod="dialog" formnovalidate hidden>'
    assert panel.index("<button") == panel.index(nothing)
    assert text.index("</form>", text.index('id="incident_form"')) < text.index('<form id="duplicate-steps"')


def test_titles_of_sources_stay_text(aissa):
    report = make.report(title="<script>alert(1)</script>", state="proposed")
    found_draft(report=report)
    draft = found_draft(make.source("Sahel FM"))
    text = page(aissa, draft).content.decode()
    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_incident_from_nothing_has_no_panel(aissa):
    assert "duplicates" not in aissa.get(ADD).context


def test_who_may_not_see_exact_locations_sees_no_distances(found):
    person = User.objects.create(username="ibrahim")
    for name in ("view_incident", "add_incident", "change_incident", "change_proposal"):
        person.user_permissions.add(Permission.objects.get(codename=name))
    for subject in found[:2]:
        response = page(at_desk(person), subject)
        assert (response.status_code, "duplicates" in response.context) == (200, False)


# The queue -----------------------------------------------------------------------------------------------------
def test_the_queue_has_a_column_for_it(aissa, found):
    lonely = found_draft(place="ml-menaka", date_start="2017-01-01", date_end="2017-01-01")
    rows = {row.pk: row.best_verdict for row in aissa.get(QUEUE).context["cl"].result_list}
    assert rows == {found[0].pk: "likely", lonely.pk: None}
    assert "likely the same" in aissa.get(QUEUE).content.decode()


def test_the_queue_takes_the_same_queries_however_long_it_is(aissa, found):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert aissa.get(QUEUE).status_code == 200
        return len(captured)

    before = queries()
    for n in range(5):
        found_draft(make.source(f"Radio {n}"))
    assert queries() == before


# Buttons -----------------------------------------------------------------------------------------------------------
def test_attaching_leads_to_the_incident_whose_change_waits(aissa, found):
    draft, incident, match = found
    response = press(aissa, match, "attach", reason="the radio, too", on_draft=draft.pk)
    assert response["Location"] == reverse("admin:incidents_incident_change", args=[incident.pk])
    change = Attachment.objects.get().change
    assert change is not None
    assert (change.reason, change.state, change.created_by) == ("the radio, too", "open", make.editor())
    assert "The incident is published: your change waits for another person." in told(response)


def test_what_is_ticked_is_taken_over(aissa):
    incident = make.in_review()
    draft = found_draft(weapons=("ied",))
    assert [c.takes for c in page(aissa, draft).context["duplicates"].candidates] == [
        [("weapons", "weapons")]
    ]
    match = pair(draft, incident)
    press(aissa, match, "attach", **{f"take-{match.pk}": ["weapons"]})
    assert make.fresh(incident).weapons == ["ied"]


def test_the_waiting_change_is_read_and_published_like_any_other(aissa, boubacar, found):
    _draft, incident, match = found
    press(aissa, match, "attach")
    change = Attachment.objects.get().change
    address = reverse("admin:incidents_proposal_change", args=[change.pk])
    assert "Killed, All: 3 / 3 / 3" in boubacar.get(address).content.decode()
    boubacar.post(address, {"accept": "1"})
    assert make.fresh(incident).links.count() == 2


def test_an_attached_report_can_be_detached_on_the_incidents_page(aissa):
    incident, draft = make.in_review(), found_draft()
    match = pair(draft, incident)
    press(aissa, match, "attach")
    assert [c.there.draft for c in page(aissa, incident).context["duplicates"].attached] == [draft.pk]
    press(aissa, match, "detach", on_incident=incident.pk)
    assert (Proposal.objects.get(pk=draft.pk).state, make.fresh(incident).links.count()) == ("open", 1)


def test_not_the_same_stays_said_until_it_is_asked_again(aissa, found):
    draft, _incident, match = found
    response = press(aissa, match, "different", on_draft=draft.pk)
    assert response["Location"] == reverse("review_one", args=[draft.pk])
    shown = page(aissa, draft).context["duplicates"]
    assert ([c.match for c in shown.told_apart], shown.candidates) == ([match], [])
    press(aissa, match, "again", on_draft=draft.pk)
    assert len(page(aissa, draft).context["duplicates"].candidates) == 1


@pytest.mark.parametrize("keep", ["root", "other"])
def test_a_reviewer_merges_into_either(boubacar, keep):
    root, other = make.published_incidents([{}, {}])
    duplicates.find(root)
    kept, gone = (root, other) if keep == "root" else (other, root)
    press(boubacar, pair(root, other), "merge", keep=kept.pk, on_incident=root.pk, reason="one attack")
    assert make.fresh(gone).merged_into == kept


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": " \n"}])
def test_merging_needs_a_reason(boubacar, reason):
    root, other = make.published_incidents([{}, {}])
    duplicates.find(root)
    answer = press(boubacar, pair(root, other), "merge", keep=root.pk, on_incident=root.pk, **reason)
    assert answer["Location"] == reverse("admin:incidents_incident_change", args=[root.pk])
    assert told(answer) == ["This step needs a reason: readers will see it."]
    assert make.fresh(other).merged_into is None


def test_the_browser_asks_for_the_reason_where_one_merges_and_for_no_other_button(aissa, boubacar, found):
    draft, incident, _match = found
    alone = make.published_incident(place="ml-menaka", date_start="2017-01-01", date_end="2017-01-01")
    make.published_incident()
    duplicates.find(incident)
    asked = {}
    for person, subject in ((aissa, draft), (aissa, incident), (boubacar, incident), (boubacar, alone)):
        text = page(person, subject).content.decode()
        panel = text.partition('<section class="duplicates"')[2].partition("</section>")[0]
        checked = [
            tag.split(">")[0]
            for tag in panel.split("<button ")[1:]
            if "formnovalidate" not in tag.split(">")[0]
        ]
        asked[person, subject] = ('maxlength="500" required' in panel, len(checked))
        assert all('name="keep"' in tag for tag in checked)
    assert list(asked.values()) == [(False, 0), (False, 0), (True, 2), (False, 0)]


def test_splitting_gives_two_drafts(aissa, found):
    draft = found[0]
    response = aissa.post(reverse("admin:incidents_draft_split", args=[draft.pk]))
    assert response["Location"] == reverse("review_one", args=[draft.pk])
    assert draft.report.proposals.filter(state="open").count() == 2


@pytest.mark.parametrize("target", ["", "nothing", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_public_id_is_told(aissa, target):
    draft = found_draft()
    response = aissa.post(reverse("admin:incidents_draft_attach", args=[draft.pk]), {"target": target})
    assert told(response) == ["No incident has this public id."]


def test_a_draft_is_attached_to_an_incident_that_was_not_found(aissa):
    incident, draft = make.in_review(place="ml-menaka"), drafted()
    address = reverse("admin:incidents_draft_attach", args=[draft.pk])
    aissa.post(address, {"target": str(incident.public_id)})
    assert make.fresh(incident).links.count() == 2


def test_looking_again_finds_what_came_since(aissa):
    draft = found_draft()
    incident = make.published_incident()
    assert pairs_of(draft) == []
    response = aissa.post(reverse("admin:incidents_match_look", args=["draft", draft.pk]))
    assert (told(response), pair(draft, incident).decision) == (["1 possible duplicate was found."], "open")
    aissa.post(reverse("admin:incidents_match_look", args=["incident", incident.pk]))
    assert len(pairs_of(incident)) == 1


def test_what_is_refused_is_said(aissa, found):
    draft, incident, match = found
    joining.attach(draft, incident, by=make.editor())
    assert told(press(aissa, match, "attach")) == ["This proposal was decided already (Accepted)."]
    assert told(press(aissa, match, "different"))[-1:] == ["These two were joined: take that back first."]


# Who may ---------------------------------------------------------------------------------------------------------------
STEPS = ["attach", "detach", "merge", "different", "again"]


@pytest.mark.parametrize("step", STEPS)
def test_nobody_but_the_desk_presses_a_button(found, step):
    match = found[2]
    assert press(at_desk(make.analyst()), match, step).status_code == 403
    assert press(Client(), match, step).status_code == 302
    assert Match.objects.get(pk=match.pk).decision == "open"


def test_an_editor_does_not_merge(aissa):
    root, other = make.published_incidents([{}, {}])
    duplicates.find(root)
    assert press(aissa, pair(root, other), "merge", keep=root.pk).status_code == 403
    assert make.fresh(other).merged_into is None


@pytest.mark.parametrize("name", ["incidents_draft_split", "incidents_draft_attach"])
def test_nobody_but_the_desk_splits_or_attaches(found, name):
    assert at_desk(make.analyst()).post(reverse(f"admin:{name}", args=[found[0].pk])).status_code == 403
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_link_alone_changes_nothing(aissa, found, step):
    address = reverse("admin:incidents_match_step", args=[found[2].pk, step])
    assert aissa.get(address).status_code == 405


def test_a_button_needs_the_token_of_its_page(found):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.editor())
    make.editor().__class__.objects.filter(pk=make.editor().pk).update(is_staff=True)
    assert press(client, found[2], "different").status_code == 403
    assert Match.objects.get().decision == "open"


@pytest.mark.parametrize(
    "address",
    ["match/0/attach/", "match/999999/different/", "999999/split/", "look/draft/999999/"],
)
def test_what_is_not_there_is_not_found(aissa, address):
    assert aissa.post(f"/admin/incidents/proposal/{address}").status_code == 404


def test_an_unknown_step_is_refused(aissa, found):
    assert press(aissa, found[2], "delete").status_code == 403


class TestOnTheReviewScreen:
    # Session and account; the permissions of the account and of its groups.
    WHO = 4

    def asked(self, client: Client, draft: Proposal) -> tuple[int, int]:
        """How many are shown, and by how many queries beside who asks."""
        with CaptureQueriesContext(connection) as captured:
            panel = client.get(reverse("review_duplicates", args=[draft.pk]))
        return len(panel.context["duplicates"].candidates), len(captured) - self.WHO

    def test_the_page_stands_without_the_panel_and_says_where_it_is(self, aissa: Client, found: Any) -> None:
        page = aissa.get(reverse("review_one", args=[found[0].pk])).content.decode()
        assert f'data-fetch="{reverse("review_duplicates", args=[found[0].pk])}"' in page
        assert "Attach to it" not in page

    def test_the_panel_takes_four_queries_beside_who_asks_however_many_are_alike(self, aissa: Client) -> None:
        """The draft, its pairs, and the incidents and the drafts in them."""
        lonely = found_draft(place="ml-menaka", date_start="2017-01-01", date_end="2017-01-01")
        make.published_incident()
        one = found_draft()
        for n in range(4):
            make.published_incident(estimates=(make.killed(n + 1),))
            found_draft(make.source(f"Radio {n}"))
        many = found_draft(make.source("Sahel FM"))
        assert [self.asked(aissa, draft) for draft in (lonely, one, many)] == [(0, 4), (6, 4), (10, 4)]

    def test_who_may_not_see_how_accounts_differ_has_no_panel_and_is_not_told_that_one_failed(
        self, client: Client, found: Any
    ) -> None:
        address = reverse("review_duplicates", args=[found[0].pk])
        assert client.get(address).status_code == 302
        person = at_desk(User.objects.create(username="ibrahim"))
        assert person.get(address).status_code == 403
        User.objects.get(username="ibrahim").user_permissions.add(
            Permission.objects.get(codename="change_incident")
        )
        assert person.get(address).status_code == 403
        page = person.get(reverse("review_one", args=[found[0].pk]))
        assert (page.status_code, "review-duplicates" in page.content.decode()) == (200, False)

    def test_a_decided_draft_has_no_panel(self, aissa: Client) -> None:
        draft = found_draft()
        review.reject(draft, by=make.editor(), reason="no")
        assert aissa.get(reverse("review_duplicates", args=[draft.pk])).status_code == 404
