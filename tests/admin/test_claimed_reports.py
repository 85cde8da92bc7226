"""Who works on a report is seen in the queue and on the draft's page, and decides whether a save goes in."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents import review
from incidents.codes import ProposalState
from incidents.models import Proposal, Report
from tests import make
from tests.admin.conftest import at_desk, shown_data

pytestmark = pytest.mark.django_db

ADD = reverse("admin:incidents_incident_add")
QUEUE = reverse("admin:incidents_proposal_changelist")


def page_of(draft: Proposal) -> str:
    return f"{ADD}?proposal={draft.pk}"


def claim_of(draft: Proposal) -> str:
    return reverse("admin:incidents_report_claim", args=[draft.report_id])


def holder(draft: Proposal):
    return Report.objects.get(pk=draft.report_id).claimed_by


@pytest.fixture
def dramane(db: None):
    return at_desk(make.other_editor())


def test_opening_a_draft_claims_its_report_and_says_so(aissa, read_note):
    page = aissa.get(page_of(read_note[0])).content.decode()
    assert holder(read_note[0]) == make.editor()
    assert "You work on this report until" in page


def test_the_next_who_opens_it_sees_whose_it_is_and_cannot_save(aissa, dramane, read_note):
    aissa.get(page_of(read_note[0]))
    page = dramane.get(page_of(read_note[0]))
    assert "aïssa works on this report until" in page.content.decode()
    refused = dramane.post(page_of(read_note[0]), shown_data(page))
    assert "take it over first" in str(refused.context["errors"])
    read_note[0].refresh_from_db()
    assert (read_note[0].state, holder(read_note[0])) == (ProposalState.OPEN, make.editor())


def test_taken_over_on_purpose_it_is_theirs_and_the_first_is_refused(aissa, dramane, read_note):
    first = aissa.get(page_of(read_note[0]))
    answer = dramane.post(claim_of(read_note[0]), {"take_over": "1"})
    assert (answer.status_code, holder(read_note[0])) == (302, make.other_editor())
    assert "take it over first" in str(aissa.post(page_of(read_note[0]), shown_data(first)).context["errors"])
    assert dramane.post(page_of(read_note[0]), shown_data(first)).status_code == 302


def test_given_back_it_is_free(aissa, dramane, read_note):
    aissa.get(page_of(read_note[0]))
    assert aissa.post(claim_of(read_note[0]), {"give_back": "1"}).url == QUEUE + "?state__exact=open"
    assert holder(read_note[0]) is None
    dramane.get(page_of(read_note[0]))
    assert holder(read_note[0]) == make.other_editor()


def test_the_drafts_of_one_report_are_worked_through_under_one_claim_that_ends_with_the_last(
    aissa, read_note
):
    for draft in read_note:
        answer = aissa.post(page_of(draft), shown_data(aissa.get(page_of(draft))))
        assert answer.status_code == 302
    assert holder(read_note[0]) is None


def test_the_queue_names_who_works_on_what_and_shows_what_is_free(aissa, dramane, read_note):
    other = make.report()
    free = Proposal.objects.create(kind="create", report=other, values=make.record(sources=()).as_json())
    aissa.get(page_of(read_note[0]))

    def listed(client, **chosen) -> tuple[list[int], str]:
        page = client.get(QUEUE, chosen)
        return sorted(row.pk for row in page.context["cl"].result_list), page.content.decode()

    theirs = sorted(draft.pk for draft in read_note)
    everything, text = listed(dramane)
    assert (everything, text.count("aïssa → ")) == (sorted([*theirs, free.pk]), 3)
    assert listed(dramane, work="free")[0] == [free.pk]
    assert listed(dramane, work="mine")[0] == []
    assert listed(aissa, work="mine")[0] == theirs


def test_of_many_reports_dismissed_at_once_those_that_another_works_on_stay_and_are_named(
    aissa, dramane, read_note
):
    other = make.report(title="Free bulletin")
    aissa.get(page_of(read_note[0]))
    rows = [read_note[0].report_id, other.pk]
    answer = dramane.post(
        reverse("admin:incidents_report_changelist"), {"action": "dismiss", "_selected_action": rows}
    )
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said[0].startswith("Risk note: aïssa works on this report until ")
    assert said[1] == "1 report was dismissed."
    assert Report.objects.get(pk=other.pk).state == "dismissed"


def test_its_buttons_on_the_full_form_are_never_what_enter_in_a_field_presses(aissa, dramane, read_note):
    """They belong to a form of their own: the first button of the page's form saves it."""
    for client in (aissa, dramane):
        text = client.get(
            f"{reverse('admin:incidents_incident_add')}?proposal={read_note[0].pk}"
        ).content.decode()
        form = text[text.index('id="incident_form"') : text.index('<form id="claim-step"')]
        claim = form[form.index('<p class="claim') :].partition("</p>")[0]
        assert claim.count("<button") == claim.count('<button form="claim-step"') == 1


def test_a_claim_is_no_link_that_can_be_followed(aissa, read_note):
    assert aissa.get(claim_of(read_note[0])).status_code == 405


def test_whoever_may_only_look_claims_nothing(client, read_note):
    user = make.analyst()
    user.is_staff = True
    user.save()
    client.force_login(user)
    client.get(page_of(read_note[0]))
    assert client.post(claim_of(read_note[0]), {"take_over": "1"}).status_code == 403
    assert holder(read_note[0]) is None


# Set aside -----------------------------------------------------------------------------------------------
TOLD = "This report was set aside: its drafts wait for nobody."


@pytest.fixture
def set_aside(read_note: list[Proposal]) -> Proposal:
    """A draft of a report that was set aside."""
    review.set_aside(read_note[0].report, by=make.editor(), reason="ask the <stringer>")
    return read_note[0]


@pytest.mark.parametrize("address", [lambda draft: reverse("review_one", args=[draft.pk]), page_of])
def test_opening_a_draft_of_a_report_that_was_set_aside_claims_nothing(aissa, set_aside, address):
    page = aissa.get(address(set_aside)).content.decode()
    assert (holder(set_aside), "You work on this report until" in page) == (None, False)


def test_its_page_says_so_with_the_reason_and_brings_it_back(aissa, set_aside):
    page = aissa.get(reverse("review_one", args=[set_aside.pk])).content.decode()
    assert page.count(f"<strong>{TOLD}</strong> ask the &lt;stringer&gt;") == 1
    step = reverse("admin:incidents_report_step", args=[set_aside.report_id])
    form = page.partition(f'action="{step}"')[2].partition("</form>")[0]
    assert form.count('name="step" value="retry">Try again</button>') == 1
    aissa.post(step, {"step": "retry"})
    assert Report.objects.get(pk=set_aside.report_id).state == "pending"


def test_who_may_not_change_reports_reads_it_and_has_no_button(set_aside):
    person = User.objects.create_user("ibrahim")
    person.user_permissions.add(Permission.objects.get(codename="change_incident"))
    page = at_desk(person).get(reverse("review_one", args=[set_aside.pk])).content.decode()
    assert (TOLD in page, 'value="retry"' in page) == (True, False)


def test_a_report_that_waits_is_not_said_to_be_set_aside(aissa, read_note):
    assert TOLD not in aissa.get(reverse("review_one", args=[read_note[0].pk])).content.decode()
