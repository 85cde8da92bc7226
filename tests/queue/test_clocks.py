"""A worker whose clock is a day off holds reports neither longer nor shorter than others: leases go by the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from incidents.ingest import pipeline
from incidents.models import Report
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("off", [-DAY, DAY, timedelta()])
def test_a_lease_lasts_as_long_as_it_should(off, settings):
    report, now = make.report(), timezone.now()
    with time_machine.travel(now + off, tick=True):
        assert pipeline._claim(Report.objects.filter(pk=report.pk)) is not None
    report.refresh_from_db()
    assert abs(report.leased_until - now - timedelta(seconds=settings.LEASE_SECONDS)) < timedelta(seconds=30)
    # Nobody else may take it: a good report would be set aside after three claims.
    assert not Report.objects.due().filter(pk=report.pk).exists()


@pytest.mark.parametrize("off", [-DAY, DAY, timedelta()])
def test_a_failed_report_comes_back_in_seconds(off):
    report, now = make.report(), timezone.now()
    lease = pipeline._claim(Report.objects.filter(pk=report.pk))
    with time_machine.travel(now + off, tick=True):
        pipeline._fail(lease, "ValueError: a defect")
    report.refresh_from_db()
    assert abs(report.due_at - now - timedelta(seconds=10)) < timedelta(seconds=30)
