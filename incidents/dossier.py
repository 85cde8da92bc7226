"""What the page of an actor or a region tells of its incidents: totals, periods, sides, and what lies near.

Totals and periods are those of `picture`, so they agree with the map. Sides are counted over the newest
incidents of a selection, so that a page of a million costs what a page of five thousand costs; they count
incidents (two sources that name the same party are one) and read only claims that may be passed on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.gis.db.models import PointField
from django.db.models import Count, Exists, F, FloatField, Func, IntegerField, OuterRef, Q, Value

from incidents import picture
from incidents.api.selection import Selection
from incidents.codes import UNNAMED_ACTORS, AdminLevel, Attribution, GeoPrecision, Role, TimePrecision
from incidents.earth import distance_m
from incidents.flat import PASSED_ON, flat_columns, flat_row
from incidents.models import Incident, Involvement
from incidents.querysets import BoundingBox, IncidentQuerySet

SHOWN = 12
# Sides are counted over so many of the newest incidents; the page says so.
LOOKED_THROUGH = 5_000
# A frame without extent: the counts of the selection are wanted, no cells of a map.
NO_FRAME: BoundingBox = (-180.0, -90.0, -180.0, -90.0)
NEAR_KILOMETRES, NEAR_DAYS, NEAR_SHOWN = 25, 30, 6
# The point stands for a place or its surroundings; any other is the middle of an area, and no distance is true.
POINTED = (GeoPrecision.SETTLEMENT, GeoPrecision.NEAR, GeoPrecision.ROAD)


# Totals --------------------------------------------------------------------------------------------------
def overview(chosen: Selection) -> dict[str, Any]:
    """{total, unplaced, killed: {low, best, high, unstated}, granularity, first, last, periods}.

    `periods` are [{start, count, killed, killed_unstated}] without gaps from the first to the last; an incident
    counts in the period of its first day. `killed` is the sum of best (else low) figures.
    """
    counted = picture.counted(chosen, NO_FRAME, zoom=0)
    timeline = picture.timeline(chosen)
    return {
        "total": counted.total,
        "unplaced": counted.total - counted.placed,
        "killed": picture.killed(chosen),
        "granularity": timeline["granularity"],
        "first": timeline["first"],
        "last": timeline["last"],
        "periods": _without_gaps(timeline),
    }


def _without_gaps(timeline: dict[str, Any]) -> list[dict[str, Any]]:
    if timeline["first"] is None:
        return []
    held = {bucket["start"]: bucket for bucket in timeline["buckets"]}
    starts = picture.bucket_starts(timeline["first"], timeline["last"], timeline["granularity"])
    measures = ("count", "killed", "killed_unstated")
    return [{"start": day, **{name: held.get(day, {}).get(name, 0) for name in measures}} for day in starts]


def newest(chosen: Selection) -> list[int]:
    """Ids of the newest incidents, at most LOOKED_THROUGH."""
    return picture.newest(chosen, LOOKED_THROUGH)


# Sides: of the incidents with these ids ------------------------------------------------------------------
NAMED = {"slug": F("actor__slug"), "name": F("actor__name")}


def who_with(ids: Sequence[int], own: Collection[int]) -> list[dict[str, Any]]:
    """[{slug, name, in_role, count}]: other actors that sources name in the same role as one of `own` (actor ids)."""
    mine = _claims_of(own).filter(role=OuterRef("role"))
    # Where one report names it and another nobody, nobody was at its side.
    named = _others(ids, own).exclude(actor__slug__in=UNNAMED_ACTORS)
    return _counted(named.filter(Exists(mine)), keys={"in_role": F("role")})


def attacked_by(ids: Sequence[int], own: Collection[int]) -> list[dict[str, Any]]:
    """[{slug, name, count, stated}]: perpetrators where `own` were the target; `stated`: not only suspected."""
    mine = _claims_of(own).filter(role=Role.TARGET)
    rows = _others(ids, own).filter(Exists(mine), role=Role.PERPETRATOR)
    return _counted(rows, stated=_incidents(Q(attribution=Attribution.STATED)))


def attacked(ids: Sequence[int], own: Collection[int]) -> list[dict[str, Any]]:
    """[{slug, name, count, stated}]: targets where `own` are named as perpetrator."""
    mine = _claims_of(own).filter(role=Role.PERPETRATOR)
    rows = _others(ids, own).filter(Exists(mine), role=Role.TARGET)
    return _counted(rows, stated=_incidents(Exists(mine.filter(attribution=Attribution.STATED))))


def parties(ids: Sequence[int]) -> list[dict[str, Any]]:
    """[{slug, name, count, stated, suspected, target}] of every actor named, most incidents first.

    `stated` and `suspected` count incidents with the actor as perpetrator; one incident may count in both.
    """
    blamed = Q(role=Role.PERPETRATOR)
    return _counted(
        _claims(ids),
        stated=_incidents(blamed & Q(attribution=Attribution.STATED)),
        suspected=_incidents(blamed & Q(attribution=Attribution.SUSPECTED)),
        target=_incidents(Q(role=Role.TARGET)),
    )


def who_against_whom(ids: Sequence[int]) -> list[dict[str, Any]]:
    """[{slug, name, target, target_name, count, stated}]: perpetrator and target named in the same incident."""
    other = "incident__involvements__"
    passed_on = Q(**{f"{other}report__isnull": True}) | Q(**{f"{other}report__source__redistributable": True})
    facing = passed_on & Q(**{f"{other}role": Role.TARGET, f"{other}actor__isnull": False})
    return _counted(
        _claims(ids).filter(facing, role=Role.PERPETRATOR),
        keys={"target": F(f"{other}actor__slug"), "target_name": F(f"{other}actor__name")},
        stated=_incidents(Q(attribution=Attribution.STATED)),
    )


def _claims(ids: Sequence[int]) -> Any:
    # The ids themselves: over a subquery of them the planner reads every claim there is.
    return Involvement.objects.filter(PASSED_ON, actor__isnull=False, incident__in=ids)


def _claims_of(own: Collection[int]) -> Any:
    return Involvement.objects.filter(PASSED_ON, incident=OuterRef("incident"), actor__in=own)


def _others(ids: Sequence[int], own: Collection[int]) -> Any:
    return _claims(ids).exclude(actor__in=own)


def _incidents(condition: Any) -> Count:
    return Count("incident", distinct=True, filter=condition)


def _counted(claims: Any, *, keys: dict[str, F] | None = None, **measures: Any) -> list[dict[str, Any]]:
    grouped = claims.order_by().values(**NAMED, **(keys or {}))
    rows = grouped.annotate(count=Count("incident", distinct=True), **measures).order_by("-count", "name")
    return list(rows[:SHOWN])


# Near in space and time ----------------------------------------------------------------------------------
def nearby(incident: Incident, visible: IncidentQuerySet) -> list[dict[str, Any]]:
    """Flat rows of at most 6 visible incidents within 25 km and 30 days, nearest first, with

    `metres` (None where only the region is shared), `days` (how many later; negative: earlier; 0: they overlap),
    `about_place` and `about_days` (not exact). An incident without a place of its own: same region instead.
    """
    margin = timedelta(days=NEAR_DAYS)
    # What was made up says nothing about what happened, nor the other way round.
    others = visible.exclude(pk=incident.pk).filter(synthetic=incident.synthetic)
    others = others.between(incident.date_start - margin, incident.date_end + margin)
    if incident.point is not None and incident.geo_precision in POINTED:
        x, y = incident.point.x, incident.point.y
        others = others.near(x, y, NEAR_KILOMETRES).filter(geo_precision__in=POINTED)
        far, long = NEAR_KILOMETRES * 1000.0, float(NEAR_DAYS)
        order: Any = _metres_from(incident) / far + _days_from(incident) / long
    elif incident.region is not None and incident.region.level != AdminLevel.COUNTRY:
        others, order = others.in_regions([incident.region.pk]), _days_from(incident)
    else:
        return []
    rows = [flat_row(values) for values in flat_columns(others.order_by(order, "-pk"))[:NEAR_SHOWN]]
    return [{**row, **_apart(incident, row)} for row in rows]


def _metres_from(incident: Incident) -> Func:
    here = Value(incident.point, output_field=PointField(srid=4326))
    return Func(F("point"), here, function="ST_DistanceSphere", output_field=FloatField())


def _days_from(incident: Incident) -> Func:
    day = Value(incident.date_start)
    return Func(
        F("date_start"), day, template="abs(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )


def _apart(incident: Incident, row: dict[str, Any]) -> dict[str, Any]:
    metres, here = None, incident.point
    pointed = incident.geo_precision in POINTED and row["geo_precision"] in POINTED
    if pointed and here is not None and row["longitude"] is not None:
        metres = round(distance_m(here.x, here.y, row["longitude"], row["latitude"]))
    later, earlier = row["date_start"] - incident.date_end, incident.date_start - row["date_end"]
    days = later.days if later.days > 0 else -earlier.days if earlier.days > 0 else 0
    exact_days = {incident.time_precision, row["time_precision"]} == {TimePrecision.DAY}
    exact_place = {incident.geo_precision, row["geo_precision"]} == {GeoPrecision.SETTLEMENT}
    return {"metres": metres, "days": days, "about_place": not exact_place, "about_days": not exact_days}
