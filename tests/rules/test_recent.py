"""Which days are still incomplete, seen from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from incidents.models import Incident
from incidents.recent import INCOMPLETE_DAYS, incomplete_days
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2018, 10, 14)


def days_after(last: str | None, **fields: str) -> tuple[date, date] | None:
    if last is not None:
        make.published_incident(date_start=last, date_end=last, **fields)
    return incomplete_days(Incident.objects.for_audience(2), TODAY)


def test_no_data_are_not_incomplete() -> None:
    assert days_after(None) is None


@pytest.mark.parametrize(
    ("last", "since"),
    [
        ("2018-10-14", "2018-10-01"),
        ("2018-10-10", "2018-09-27"),
        ("2018-09-30", "2018-09-17"),
        ("2018-09-29", None),
    ],
)
def test_two_weeks_before_the_latest_day_until_today_unless_the_data_are_older(
    last: str, since: str | None
) -> None:
    assert days_after(last) == ((date.fromisoformat(since), TODAY) if since else None)


def test_an_unpublished_incident_tells_nothing() -> None:
    make.published_incident(date_start="2018-06-01", date_end="2018-06-01")
    make.embargoed(date_start="2018-10-13", date_end="2018-10-13")
    assert days_after(None) is None


def test_a_day_that_has_not_come_yet_does_not_move_the_period() -> None:
    found = days_after("2018-10-12", time_precision="month")
    make.published_incident(date_start="2018-10-20", date_end="2018-10-20")
    assert incomplete_days(Incident.objects.for_audience(2), TODAY) == found
    assert found == (date(2018, 10, 12) - timedelta(days=INCOMPLETE_DAYS - 1), TODAY)
