"""The same person, and many workers, at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from incidents.exports import making
from incidents.models import Export
from tests.exports.desk import ask

pytestmark = pytest.mark.usefixtures("real_commits")


def test_many_at_once_are_one_export_or_two_and_never_more() -> None:
    together = Barrier(8)

    def one(number: int) -> int:
        together.wait()
        try:
            return ask(Client(REMOTE_ADDR="203.0.113.9"), "xlsx", f"min_killed={number % 4}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as people:
        statuses = sorted(people.map(one, range(8)))
    assert (statuses.count(202), Export.objects.count()) == (2, 2)
    assert set(statuses) <= {200, 202, 429}


def test_eight_workers_claim_ten_exports_once_each() -> None:
    for number in range(10):
        ask(Client(REMOTE_ADDR=f"203.0.113.{number}"), "gpkg", f"min_killed={number}")
    ids = list(Export.objects.values_list("pk", flat=True))
    together = Barrier(8)

    def claim_all(_worker: int) -> list[int]:
        together.wait()
        try:
            return [pk for pk in ids if making._claimed(pk) is not None]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as workers:
        claimed = [pk for pks in workers.map(claim_all, range(8)) for pk in pks]
    assert sorted(claimed) == sorted(ids)
    assert set(Export.objects.values_list("state", "attempts")) == {("making", 1)}
