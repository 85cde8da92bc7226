"""Many workers on one queue: each report is in one pair of hands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from incidents.ingest import pipeline
from incidents.models import Report
from tests import make

pytestmark = pytest.mark.usefixtures("real_commits")


def test_eight_workers_claim_forty_reports_once_each() -> None:
    reports = [make.report() for _ in range(40)]
    together = Barrier(8)

    def claim_all(_worker: int) -> list[int]:
        together.wait()
        claimed = []
        try:
            while (lease := pipeline._claim(Report.objects.order_by("due_at", "pk"))) is not None:
                claimed.append(lease.report.pk)
        finally:
            connections.close_all()
        return claimed

    with ThreadPoolExecutor(8) as workers:
        claimed = [pk for pks in workers.map(claim_all, range(8)) for pk in pks]
    assert sorted(claimed) == sorted(report.pk for report in reports)
    assert set(Report.objects.values_list("attempts", flat=True)) == {1}
