"""Two workers that write drafts of one event in one moment: one of them sees the other's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from incidents import duplicates
from incidents.models import Match, Proposal, Report
from tests import make
from tests.rules.pairs import drafted

pytestmark = pytest.mark.usefixtures("real_commits")


def write_and_find(report: int, together: Barrier) -> None:
    try:
        with transaction.atomic():
            draft = drafted(report=Report.objects.get(pk=report))
            together.wait(timeout=20)
            duplicates.find(draft)
    finally:
        connection.close()


def test_two_drafts_of_one_moment_become_one_pair() -> None:
    reports = [make.report(make.source(name), state="proposed").pk for name in ("Radio Ménaka", "Sahel FM")]
    together = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write_and_find, report, together) for report in reports]:
            done.result(timeout=30)
    pairs = [match.pair for match in Match.objects.all()]
    assert pairs == [(*sorted(Proposal.objects.values_list("pk", flat=True)), None, None)]
