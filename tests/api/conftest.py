"""A small world that every filter can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from incidents.models import Incident
from incidents.record import EstimateValue, SourceValue
from tests import make


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Incident]]:
    """Six published incidents that differ in everything a filter asks for; the last has no public point.

    Made once for a file of tests, in a transaction around theirs.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield _six_incidents()
        transaction.set_rollback(True)


def _six_incidents() -> list[Incident]:
    sahel_fm = SourceValue(make.report(make.source("Sahel FM")).pk)
    return make.published_incidents(
        [
            {
                "place": "ml-ansongo", "involvements": (make.perpetrator("isgs"),), "weapons": ("small_arms",),
                "communities": ("tuareg",), "risks": ("terrorism",), "sectors": ("mining",),
                "civilian_targeting": True, "external_ids": ("acled:MLI1",), "verification": "confirmed",
                "estimates": (make.killed(22), EstimateValue("killed", "civilians", best=22)),
                "summaries": {"en": "Gunmen on motorcycles attacked the market."},
            },
            {
                "place": "ml-menaka", "involvements": (make.perpetrator("jnim", attribution="stated"),),
                "event_type": "battles", "sub_event_type": "armed_clash", "civilian_targeting": False,
                "weapons": ("mortar", "rocket"), "date_start": "2018-08-01", "date_end": "2018-08-31",
                "time_precision": "month", "estimates": (make.killed(None, low=3, high=9),),
            },
            {
                "place": "ne-tillaberi", "event_type": "explosions_remote_violence", "sub_event_type": None,
                "weapons": ("ied",), "date_start": "2018-10-05", "date_end": "2018-10-05", "sources": (sahel_fm,),
                "estimates": (), "communities": ("fulani",),
            },
            {
                "place": "ml-gao", "geo_precision": "near", "event_type": "protests",
                "sub_event_type": "peaceful_protest", "date_start": "2018-09-01", "date_end": "2018-09-03",
                "estimates": (make.killed(0),), "verification": "disputed", "risks": ("civil_unrest",),
            },
            {
                "place": None, "stated_region": "ML10", "event_type": "strategic_developments",
                "sub_event_type": "other", "estimates": (), "sectors": ("security_forces",),
                "involvements": (make.perpetrator("katiba-macina"),),
            },
            {
                "place": "ml-ansongo", "location_policy": "hidden", "date_start": "2018-09-15",
                "date_end": "2018-09-15", "estimates": (make.killed(5),),
                "summaries": {"en": "Five people were killed."},
            },
        ]
    )  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


def results(response: Any) -> list[dict[str, Any]]:
    """The rows of a list answer."""
    assert response.status_code == 200, response.content[:500]
    return response.json()["results"]
