"""How far the latest days can be trusted: reports of them are still coming in."""

from __future__ import annotations

from datetime import date, timedelta

from incidents.querysets import IncidentQuerySet

# Most reports of an incident reach a desk within two weeks of it, confirmed details later; a falling bar at the
# right edge of a timeline is therefore first of all late news. See docs/comparing.md.
INCOMPLETE_DAYS = 14


def incomplete_days(incidents: IncidentQuerySet, today: date) -> tuple[date, date] | None:
    """First and last day (inclusive) of which reports still come in; None when nothing recent is held.

    They reach from two weeks before the latest day with data until today. Data that end more than two weeks ago
    are an archive: no late report is expected there.
    """
    # The newest rows of an index: the audience's last day costs no aggregate.
    newest = incidents.filter(date_start__lte=today).newest_first().values_list("date_end", flat=True).first()
    if newest is None:
        return None
    last = min(newest, today)
    if today - last > timedelta(days=INCOMPLETE_DAYS):
        return None
    return last - timedelta(days=INCOMPLETE_DAYS - 1), today
