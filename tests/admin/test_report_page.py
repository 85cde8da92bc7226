"""A report's own page: what can be done with it in each of its states, by whom, and what becomes of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents import claims, intake
from incidents.codes import ProposalState, ReportState
from incidents.models import Proposal, Report
from tests import make
from tests.admin.conftest import at_desk

pytestmark = pytest.mark.django_db

BUTTONS = {"begin": 'value="begin"', "retry": 'value="retry"', "dismiss": 'value="dismiss"'}


def page_of(report: Report) -> str:
    return reverse("admin:incidents_report_change", args=[report.pk])


def step(client, report: Report, name: str):
    return client.post(reverse("admin:incidents_report_step", args=[report.pk]), {"step": name})


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def parked(db: None) -> Report:
    """A text in which no incident was found."""
    report = make.report(text="The council met on Monday.")
    intake.park(report, reason="no incident was found in this text")
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (ReportState.PARKED, {"begin", "retry", "dismiss"}),
        (ReportState.QUARANTINED, {"retry", "dismiss"}),
        (ReportState.PROPOSED, {"begin", "dismiss"}),
        (ReportState.LINKED, {"begin"}),
        (ReportState.PENDING, set()),
        (ReportState.DISMISSED, set()),
    ],
)
def test_the_page_offers_what_the_state_allows_and_nothing_else(aissa, parked, state, offered):
    Report.objects.filter(pk=parked.pk).update(state=state)
    page = aissa.get(page_of(parked)).content.decode()
    assert {name for name, button in BUTTONS.items() if button in page} == offered
    for name in BUTTONS.keys() - offered:
        assert said(step(aissa, parked, name))[-1] == "This step is not possible now."
    parked.refresh_from_db()
    assert (parked.state, parked.proposals.count()) == (state, 0)


def test_nothing_can_be_saved_since_nothing_can_be_typed(aissa, parked):
    assert 'name="_save"' not in aissa.get(page_of(parked)).content.decode()


def test_an_incident_is_written_from_a_report_in_which_none_was_found(aissa, parked):
    answer = step(aissa, parked, "begin")
    draft = Proposal.objects.get(report=parked)
    assert answer["Location"] == reverse("review_one", args=[draft.pk])
    assert (draft.state, draft.ordinal, draft.created_by) == (ProposalState.OPEN, 0, make.editor())
    parked.refresh_from_db()
    assert (parked.state, parked.state_reason, parked.claimed_by) == (ReportState.PROPOSED, "", make.editor())
    page = aissa.get(answer["Location"]).content.decode()
    assert "The council met on Monday." in page


def test_one_more_is_written_beside_those_that_were_drafted(aissa, read_note):
    report = read_note[0].report
    before = report.proposals.count()
    step(aissa, report, "begin")
    assert report.proposals.count() == before + 1
    assert report.proposals.order_by("-ordinal").first().created_by == make.editor()


def test_a_rejected_draft_of_ones_own_leaves_the_report_dismissed(aissa, parked):
    step(aissa, parked, "begin")
    draft = Proposal.objects.get(report=parked)
    aissa.post(reverse("review_one", args=[draft.pk]), {"step": "reject", "reason": "no incident after all"})
    parked.refresh_from_db()
    assert parked.state == ReportState.DISMISSED


def test_it_is_refused_while_somebody_else_works_on_the_report(aissa, parked):
    claims.claim(parked.pk, by=make.other_editor())
    assert said(step(aissa, parked, "begin")) == [
        f"{make.other_editor()} works on this report: take it over first."
    ]
    assert not parked.proposals.exists()


def test_it_is_refused_where_a_newer_version_has_come(aissa, parked):
    make.report(parked.source, external_id=parked.external_id, text="The council met on Tuesday.")
    assert said(step(aissa, parked, "begin")) == [
        "There is a newer version of this report: write from that one."
    ]


def test_it_is_read_again(aissa, parked):
    assert said(step(aissa, parked, "retry")) == ["The report will be read again."]
    parked.refresh_from_db()
    assert (parked.state, parked.state_reason) == (ReportState.PENDING, "")


def test_it_is_dismissed_with_who_did_it(aissa, parked):
    step(aissa, parked, "dismiss")
    parked.refresh_from_db()
    assert (parked.state, parked.state_reason) == (ReportState.DISMISSED, f"dismissed by {make.editor()}")


def test_whoever_may_only_look_is_offered_nothing_and_refused(parked):
    onlooker = User.objects.create_user("onlooker")
    onlooker.user_permissions.add(Permission.objects.get(codename="view_report"))
    client = at_desk(onlooker)
    page = client.get(page_of(parked)).content.decode()
    assert [button for button in BUTTONS.values() if button in page] == []
    assert step(client, parked, "begin").status_code == 403


def test_a_step_is_never_taken_by_a_link(aissa, parked):
    assert aissa.get(reverse("admin:incidents_report_step", args=[parked.pk])).status_code == 405
