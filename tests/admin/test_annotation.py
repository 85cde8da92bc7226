"""Annotations at the desk: editors write them, and say whether the public sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Annotation
from tests import make
from tests.admin.conftest import at_desk

LIST = reverse("admin:incidents_annotation_changelist")
ADD = reverse("admin:incidents_annotation_add")
FIELDS = {
    "kind": "election", "label": "A vote", "label_fr": "Un vote", "date_start": "2019-03-01", "date_end": "", "region": "",
    "url": "example.org/vote", "public": "on",
}  # fmt: skip


def test_an_editor_writes_one(aissa: Client) -> None:
    assert aissa.post(ADD, FIELDS).status_code == 302
    row = Annotation.objects.get(label="A vote")
    assert (str(row.date_start), row.date_end, row.public, row.url) == (
        "2019-03-01", None, True, "https://example.org/vote",
    )  # fmt: skip


def test_one_is_not_public_unless_somebody_says_so(aissa: Client) -> None:
    aissa.post(ADD, {name: value for name, value in FIELDS.items() if name != "public"})
    assert Annotation.objects.get(label="A vote").public is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""},
        {"date_start": "2019-02-30"},
        {"date_end": "2019-02-01"},
        {"kind": "rumour"},
        {"url": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_bad_input_comes_back_on_the_page(aissa: Client, wrong: dict[str, str]) -> None:
    assert aissa.post(ADD, {**FIELDS, **wrong}).status_code == 200
    assert not Annotation.objects.filter(label="A vote").exists()


@pytest.mark.parametrize(("action", "public"), [("show_to_public", True), ("hide_from_public", False)])
def test_several_are_shown_or_hidden_at_once(aissa: Client, action: str, public: bool) -> None:
    Annotation.objects.update(public=not public)
    chosen = list(Annotation.objects.all()[:2])
    aissa.post(LIST, {"action": action, "_selected_action": [row.pk for row in chosen]})
    assert Annotation.objects.filter(public=public).count() == 2


@pytest.mark.parametrize(
    "query", ["", "?public__exact=1", "?kind__exact=election", "?date_start__year=2018", "?q=Serval"]
)
def test_the_list_is_filtered_and_searched(aissa: Client, query: str) -> None:
    assert aissa.get(f"{LIST}{query}").status_code == 200


def test_the_list_takes_the_same_queries_however_long(
    aissa: Client, django_assert_max_num_queries: Any
) -> None:
    aissa.get(LIST)
    with django_assert_max_num_queries(14):
        aissa.get(LIST)


def test_an_analyst_writes_none(db: None) -> None:
    chantal = at_desk(make.analyst())
    assert chantal.get(LIST).status_code == 403
    assert chantal.post(ADD, FIELDS).status_code == 403
