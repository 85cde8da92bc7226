"""What a reviewer does with incidents: many published at once, and steps that say why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from incidents import duplicates
from incidents.codes import WorkflowStatus
from tests import make
from tests.admin.test_incident_page import publish, told

pytestmark = pytest.mark.django_db


def test_many_at_once_leave_those_that_look_like_another_one(boubacar):
    there, incident, other = (
        make.published_incident(),
        make.in_review(),
        make.in_review(place="ml-menaka"),
    )
    duplicates.find(incident)
    answer = publish(boubacar, there, incident, other)
    assert told(answer) == [
        "1 looks like another incident and was left: look at it, and publish it from its own page.",
        "Published: 1.",
    ]
    assert [make.fresh(row).status for row in (incident, other)] == ["in_review", "published"]
    boubacar.post(reverse("admin:incidents_incident_step", args=[incident.pk, "publish"]), {"reason": ""})
    assert make.fresh(incident).status == WorkflowStatus.PUBLISHED


def test_where_all_look_like_another_one_none_is_said_to_be_published(boubacar):
    rows = [make.in_review(), make.in_review()]
    duplicates.find(rows[0])
    assert told(publish(boubacar, *rows)) == [
        "2 look like another incident and were left: look at each, and publish it from its own page."
    ]
    assert [make.fresh(row).status for row in rows] == ["in_review", "in_review"]


@pytest.mark.parametrize(
    ("state", "step", "message"),
    [
        (make.published_incident, "retract", "A retraction needs a reason: readers will see it."),
        (make.published_incident, "merge", "This step needs a reason: readers will see it."),
        (make.retracted, "restore", "This step needs a reason: readers will see it."),
        (make.merged, "unmerge", "This step needs a reason: readers will see it."),
    ],
)
@pytest.mark.parametrize("reason", ["", "  "])
def test_what_takes_an_incident_out_of_view_or_back_needs_a_reason(boubacar, state, step, message, reason):
    incident, root = state(), make.published_incident()
    before = make.fresh(incident).status
    address = reverse("admin:incidents_incident_step", args=[incident.pk, step])
    answer = boubacar.post(address, {"reason": reason, "target": str(root.public_id)})
    assert (answer.status_code, told(answer)) == (200, [message])
    assert make.fresh(incident).status == before
