"""Clearing removes exactly the sample; the commands say what they did."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from incidents import review, sample
from incidents.models import Incident, Report, ReportLink, Source, Touched
from incidents.record import SourceValue
from incidents.sample.load import load_generated
from tests import make

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    """Rows by table, but for the journal of the read models, which only grows until the sweep."""
    models = apps.get_app_config("incidents").get_models()
    return {model.__name__: model._base_manager.count() for model in models if model is not Touched}


def generated() -> Any:
    return Incident.objects.unpublished_too().filter(synthetic=True)


def test_clearing_removes_exactly_the_sample() -> None:
    real = make.edited(make.published_incident(involvements=(make.perpetrator(),)), verification="confirmed")
    make.draft()
    before = counts()
    sample.load(60)
    assert sample.clear() == {"incidents": 63, "reports": 4}
    assert counts() == {**before, "Source": before["Source"] + 2}
    assert make.fresh(real).links.count() == 1
    assert set(Source.objects.samples().values_list("active", flat=True)) == {False}
    assert sample.clear() == {"incidents": 0, "reports": 0}


def test_clearing_takes_what_people_did_with_the_sample_along() -> None:
    before = counts()
    sample.load(30)
    incident = generated().filter(status="published").first()
    make.edited(incident, verification="refuted")
    review.redact(incident, by=make.reviewer(), reason="test", fields=["summaries"])
    draft = generated().filter(status="draft").first() or generated().last()
    review.submit([draft.pk], by=make.editor())
    sample.clear()
    assert counts() == {**before, "Source": before["Source"] + 2}


def test_what_an_editor_tied_to_a_real_report_is_no_longer_only_sample() -> None:
    sample.load(5)
    kept = Incident.objects.get(external_ids__value="founding-massacre")
    ReportLink.objects.create(incident=kept, report=make.report(), role="corroborating")
    sample.clear()
    assert list(Incident.objects.unpublished_too()) == [kept]
    assert kept.links.count() == 2


def test_a_real_duplicate_of_a_founding_incident_does_not_stop_the_clearing() -> None:
    sample.load(0)
    root = Incident.objects.get(external_ids__value="founding-massacre")
    duplicate = make.merged(root)
    sample.clear()
    connection.check_constraints()
    assert Incident.objects.unpublished_too().filter(pk=duplicate.pk).exists()


# Commands ------------------------------------------------------------------------------------------------
def test_the_commands_say_what_they_did() -> None:
    out, err = io.StringIO(), io.StringIO()
    call_command("load_sample", incidents=20, stdout=out, stderr=err)
    call_command("clear_sample", stdout=out)
    assert out.getvalue().splitlines() == [
        "3 founding and 20 generated incidents loaded",
        "23 sample incidents and 2 sample reports removed",
    ]
    assert "20 of 20" in err.getvalue()


@pytest.mark.parametrize("number", [-1, 10_000_001])
def test_a_number_that_is_none_is_refused(number: int) -> None:
    with pytest.raises(CommandError, match="from 0 to 10000000"):
        call_command("load_sample", incidents=number)


def test_reports_that_a_real_incident_uses_stay() -> None:
    sample.load(5)
    report = Report.objects.filter(source__name="Sample: generated").first()
    real = make.published_incident(sources=(SourceValue(make.report().pk), SourceValue(report.pk)))
    sample.clear()
    assert Report.objects.filter(pk=report.pk).exists()
    assert make.fresh(real).links.count() == 2


def test_progress_is_told_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    load_generated(30, lambda done, total: told.append((done, total)))
    assert told[-1] == (30, 30)
