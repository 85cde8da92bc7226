"""Values in the address of a page that adds something: what is none is not taken, and nothing fails by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db

NO_VALUES = [
    "",
    "abc",
    "-1",
    "0",
    "999999",
    "1.5",
    "²",
    "1,x",
    "[1",
    "2018-02-30",
    "1\x00",
    "9" * 18,
    "9" * 30,
    "9" * 5_000,
]
PAGES = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


@pytest.fixture
def root(db: None) -> Client:
    """Who may add whatever can be added."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root"))
    return client


def relations(page: str) -> list[str]:
    kinds = (models.ForeignKey, models.ManyToManyField)
    return [column.name for column in PAGES[page]._meta.get_fields() if isinstance(column, kinds)]


def others(page: str) -> list[str]:
    """Columns that lead nowhere, what other rows call this one, and what is no column."""
    names = [column.name for column in PAGES[page]._meta.get_fields() if column.name not in relations(page)]
    return [*names, "proposal", "longitude", "_to_field", "_changelist_filters", "nothing"]


def answer(client: Client, page: str, **values: Any) -> Any:
    return client.get(reverse(f"admin:{page}_add"), values)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_page_fails_by_what_its_address_says(root, page):
    usual = answer(root, page).status_code
    tried = [(name, text) for text in NO_VALUES for name in relations(page)]
    given = [{name: text} for name, text in tried] + [dict.fromkeys(others(page), text) for text in NO_VALUES]
    answers = [(values, answer(root, page, **values).status_code) for values in given]
    assert [values for values, status in answers if status not in {usual, 400}] == []


@pytest.mark.parametrize("number", ["²", "9" * 30, "abc"])
@pytest.mark.parametrize("name", ["incident", "proposal", "report"])
def test_a_row_of_no_number_is_not_there(root, name, number):
    assert root.get(f"/admin/incidents/{name}/{number}/change/").status_code in {302, 404}


def test_what_can_be_meant_is_taken(esther):
    incident, source, region, other = (
        make.in_review(),
        make.source(),
        make.region("ML07"),
        make.region("ML10"),
    )
    pages = [
        answer(esther, "incidents_comment", incident=incident.pk, text="Five?", desk_only="1"),
        answer(esther, "incidents_report", source=source.pk, published_at="2018-10-02T08:00:00Z"),
        answer(esther, "incidents_region", parent=region.pk, neighbours=f"{other.pk},x,999999"),
    ]
    comment, report, written = (page.context["adminform"].form for page in pages)
    assert (comment["incident"].value(), comment["text"].value(), comment["desk_only"].value()) == (
        incident.pk, "Five?", True
    )  # fmt: skip
    assert (report["source"].value(), report["published_at"].value().isoformat()) == (
        source.pk, "2018-10-02T08:00:00+00:00"
    )  # fmt: skip
    assert (written["parent"].value(), written["neighbours"].value()) == (region.pk, [other.pk])
