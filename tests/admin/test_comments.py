"""Comments at the desk: beside the incident they speak of, until somebody settles them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from incidents.models import Comment
from tests import make

pytestmark = pytest.mark.django_db
ADD = reverse("admin:incidents_comment_add")
LIST = reverse("admin:incidents_comment_changelist")


def said(**fields) -> Comment:
    given = {"incident": make.in_review(), "author": make.editor(), "text": "Two radios say five."}
    return Comment.objects.create(**{**given, **fields})


def page_of(comment: Comment) -> str:
    return reverse("admin:incidents_incident_change", args=[comment.incident_id])


def test_it_is_written_from_the_incidents_page_and_leads_back_to_it(aissa):
    incident = make.in_review()
    address = reverse("admin:incidents_incident_change", args=[incident.pk])
    assert f"{ADD}?incident={incident.pk}" in aissa.get(address).content.decode()
    answer = aissa.post(
        ADD, {"incident": incident.pk, "field": "estimates", "text": "Five?", "desk_only": "on"}
    )
    assert answer.url == address
    row = Comment.objects.get()
    assert (row.incident, row.field, row.text, row.desk_only, row.author) == (
        incident, "estimates", "Five?", True, make.editor()
    )  # fmt: skip


def test_it_stands_beside_the_form_until_it_is_settled(aissa, boubacar):
    comment = said(field="estimates")
    assert "Two radios say five." in aissa.get(page_of(comment)).content.decode()
    boubacar.post(LIST, {"action": "settle", "_selected_action": [comment.pk]})
    comment.refresh_from_db()
    assert (comment.settled_by, comment.settled_at is None) == (make.reviewer(), False)
    assert "Two radios say five." not in aissa.get(page_of(comment)).content.decode()


def test_markup_in_a_comment_stays_text(aissa):
    page = aissa.get(page_of(said(text="<script>alert(1)</script>"))).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"text": ""}, "text"), ({"field": "status"}, "field"), ({"incident": "999999"}, "incident")],
)
def test_what_is_not_understood_comes_back_on_the_page(aissa, fields, wrong):
    answer = aissa.post(ADD, {"incident": make.in_review().pk, "text": "x", **fields})
    assert (answer.status_code, list(answer.context["adminform"].form.errors)) == (200, [wrong])
    assert Comment.objects.count() == 0


def test_what_was_said_is_changed_and_deleted_by_nobody(esther):
    comment = said()
    for step in ("change", "delete"):
        address = reverse(f"admin:incidents_comment_{step}", args=[comment.pk])
        assert esther.post(address, {"text": "other"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "number"), [("", 2), ("?settled=no", 1), ("?settled=yes", 1), ("?settled=x", 2)]
)
def test_the_list_is_of_open_or_settled_ones(aissa, query, number):
    said()
    said(settled_by=make.editor(), settled_at="2026-01-01T00:00:00Z")
    assert len(aissa.get(LIST + query).context["cl"].result_list) == number
