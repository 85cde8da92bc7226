"""Who works on a report just now, so that two people do not work on the same one.

A claim is a promise between people, by the database's clock; it ends by itself, and may be taken over in so many words.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now

from incidents.models import Report

HOLD = timedelta(minutes=30)


def claim(report_id: int, *, by: Any, take_over: bool = False) -> Report | None:
    """The report is this person's for the next half hour. Whose it is already is returned when it is another's.

    One statement decides, so of two people who open a report at once one gets it.
    """
    rows = Report.objects.filter(pk=report_id)
    mine = rows if take_over else rows.free_for(by)
    if mine.update(claimed_by=by, claimed_until=Now() + HOLD):
        return None
    return held_by_another(report_id, than=by)


def give_back(report_id: int, *, by: Any) -> bool:
    """Ends this person's claim, and nobody else's."""
    return bool(
        Report.objects.filter(pk=report_id, claimed_by=by).update(claimed_by=None, claimed_until=None)
    )


def held_by_another(report_id: int, *, than: Any) -> Report | None:
    """The report with its holder, while somebody else works on it."""
    return Report.objects.claimed_by_another(than).select_related("claimed_by").filter(pk=report_id).first()
