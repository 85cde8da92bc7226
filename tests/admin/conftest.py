"""Signed-in people at the desk, and the fields of the incident's page as a browser would post them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from incidents.codes import ReportState
from incidents.ingest import pipeline
from incidents.models import Proposal, Report
from tests import make

NOTE = (Path(__file__).parents[2] / "incidents" / "sample" / "founding_note.txt").read_text()


@pytest.fixture(autouse=True)
def plain(plain_static_files: None) -> None:
    """Pages render without `collectstatic`."""


def at_desk(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def aissa(db: None) -> Client:
    """The editor."""
    return at_desk(make.editor())


@pytest.fixture
def boubacar(db: None) -> Client:
    """The reviewer."""
    return at_desk(make.reviewer())


@pytest.fixture
def esther(db: None) -> Client:
    """The admin."""
    return at_desk(make.admin())


@pytest.fixture
def read_note(db: None) -> list[Proposal]:
    """The founding note, read by the worker: three open drafts, in the text's order as easy as each other."""
    report = make.report(text=NOTE, title="Risk note")
    assert pipeline.work(report.pk) == ReportState.PROPOSED
    report.proposals.update(ease=0.5)
    return list(Report.objects.get(pk=report.pk).proposals.order_by("ordinal"))


Rows = list[dict[str, Any]]


def page_data(
    *, estimates: Rows = (), involvements: Rows = (), links: Rows = (), **fields: Any
) -> dict[str, Any]:  # type: ignore[assignment]
    """What a browser posts from the page of an incident."""
    data: dict[str, Any] = {
        "event_type": "violence_against_civilians",
        "sub_event_type": "attack",
        "civilian_targeting": "unknown",
        "date_start": "2018-09-30",
        "date_end": "",
        "time_precision": "day",
        "date_meaning": "once_within",
        "location_policy": "exact",
        "verification": "unverified",
        "release_to": "2",
        "source_credibility": "6",
    }
    for prefix, rows in (("estimates", estimates), ("involvements", involvements), ("links", links)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return {**data, **fields}


def shown_data(response: Any) -> dict[str, Any]:
    """The page as it was shown, to be posted back unchanged: what pressing Save at once would send."""
    form = response.context["adminform"].form
    data = {name: _posted(form[name].value()) for name in form.fields}
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= {
            f"{formset.prefix}-TOTAL_FORMS": len(formset.forms),
            f"{formset.prefix}-INITIAL_FORMS": formset.initial_form_count(),
        }
        for row in formset.forms:
            data |= {f"{row.prefix}-{name}": _posted(row[name].value()) for name in row.fields}
    data["seen"] = response.context.get("seen")
    return {name: value for name, value in data.items() if value is not None and value is not False}


def _posted(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, (list, tuple)):
        return list(value)
    return "" if value is None else value


Follow = Callable[..., Any]
