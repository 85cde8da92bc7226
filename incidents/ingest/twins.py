"""Which rows of an import may tell what another source's published incident tells already.

A row and an incident are twins when type and day (one day apart at most) are the same and their points lie about
25 km apart at most. It is asked twice: of each row when a file is checked, and of the incidents that wait when the file
is published, because two files may have been checked before either was out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value

from incidents.codes import ItemOutcome, MatchDecision, WorkflowStatus
from incidents.models import Incident, IngestItem, IngestRun, Match, Source

DAYS, DEGREES = 1, 0.25
FLAG = "possible_duplicate"


@dataclass(frozen=True)
class Asked:
    """What of a row counts; days as YYYY-MM-DD, longitude and latitude in degrees."""

    event_type: str
    first: str
    last: str
    longitude: float
    latitude: float


def twins_of(rows: Sequence[Asked], source: Source) -> Mapping[int, int]:
    """Place in `rows` -> the nearest published incident of another source that it may be. One query."""
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            OF_ROWS,
            {
                "types": [row.event_type for row in rows],
                "firsts": [row.first for row in rows],
                "lasts": [row.last for row in rows],
                "longitudes": [row.longitude for row in rows],
                "latitudes": [row.latitude for row in rows],
                **_limits(source),
            },
        )
        return dict(cursor.fetchall())


@transaction.atomic
def look_again(run: IngestRun) -> int:
    """Marks the incidents of the run that wait in review and have got a twin since the run was begun: another source's
    incident that was published meanwhile. The ledger's lines and counts follow. Returns how many were marked."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, {"run": run.pk, "since": run.started_at, **_limits(run.source)})
        found = dict(cursor.fetchall())
    items = list(run.items.filter(incident__in=list(found), twin=None))
    for item in items:
        item.twin_id, item.outcome = found[item.incident_id or 0], ItemOutcome.POSSIBLE_DUPLICATE.value
    was_new = run.items.filter(pk__in=[item.pk for item in items], outcome=ItemOutcome.NEW).count()
    IngestItem.objects.bulk_update(items, ["twin", "outcome"], batch_size=5_000)
    IngestRun.objects.filter(pk=run.pk).update(
        new=F("new") - was_new,
        changed=F("changed") - (len(items) - was_new),
        possible_duplicate=F("possible_duplicate") + len(items),
    )
    run.incidents.filter(pk__in=[item.incident_id for item in items]).update(
        flags=Flagged(F("flags"), Value(FLAG))
    )
    return len(items)


class Flagged(Func):
    """The flags with one more, each once and in order."""

    template = "ARRAY(SELECT DISTINCT unnest(array_append(%(expressions)s)) ORDER BY 1)"
    arg_joiner = ", "


def held_back(run: IngestRun) -> QuerySet[Incident]:
    """The run's incidents in review that may be what is published already, and of which nobody has said otherwise."""
    told_apart = Match.objects.filter(
        Q(incident=OuterRef("incident"), other_incident=OuterRef("twin"))
        | Q(incident=OuterRef("twin"), other_incident=OuterRef("incident")),
        decision=MatchDecision.DIFFERENT,
    )
    twins = run.items.filter(twin__status=WorkflowStatus.PUBLISHED).exclude(Exists(told_apart))
    return run.incidents.filter(status=WorkflowStatus.IN_REVIEW, pk__in=twins.values("incident"))


def _limits(source: Source) -> dict[str, Any]:
    return {"days": DAYS, "degrees": DEGREES, "scheme": source.scheme}


# The index on type and day narrows to a handful of rows; only published incidents are looked at.
OF_ROWS = """
SELECT (wanted.number - 1)::int, twin.id
FROM unnest(%(types)s::text[], %(firsts)s::date[], %(lasts)s::date[], %(longitudes)s::float8[], %(latitudes)s::float8[])
     WITH ORDINALITY AS wanted (type, first, last, longitude, latitude, number)
CROSS JOIN LATERAL (
    SELECT incident.id FROM incidents_incident AS incident
    WHERE incident.audience > 0 AND incident.event_type = wanted.type
      AND incident.date_start BETWEEN wanted.first - %(days)s AND wanted.last + %(days)s
      AND abs(ST_X(incident.point) - wanted.longitude) <= %(degrees)s
      AND abs(ST_Y(incident.point) - wanted.latitude) <= %(degrees)s
      AND NOT EXISTS (SELECT 1 FROM incidents_externalid AS own
                      WHERE own.incident_id = incident.id AND own.scheme = %(scheme)s)
    ORDER BY abs(ST_X(incident.point) - wanted.longitude) + abs(ST_Y(incident.point) - wanted.latitude), incident.id
    LIMIT 1
) AS twin
"""
# From what is newly published, which is little, to what waits: a file of a million rows is not gone through for it.
SINCE = """
SELECT DISTINCT ON (mine.id) mine.id, twin.id
FROM incidents_incident AS twin
JOIN incidents_incident AS mine
  ON mine.event_type = twin.event_type
 AND twin.date_start BETWEEN mine.date_start - %(days)s AND mine.date_end + %(days)s
 AND abs(ST_X(twin.point) - ST_X(mine.point)) <= %(degrees)s
 AND abs(ST_Y(twin.point) - ST_Y(mine.point)) <= %(degrees)s
WHERE mine.run_id = %(run)s AND mine.status = 'in_review'
  AND twin.audience > 0 AND twin.published_at >= %(since)s AND twin.run_id IS DISTINCT FROM %(run)s
  AND NOT EXISTS (SELECT 1 FROM incidents_externalid AS own
                  WHERE own.incident_id = twin.id AND own.scheme = %(scheme)s)
ORDER BY mine.id, abs(ST_X(twin.point) - ST_X(mine.point)) + abs(ST_Y(twin.point) - ST_Y(mine.point)), twin.id
"""
