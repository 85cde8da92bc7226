"""Dead told twice: a first sentence counts those of several incidents, a later one tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.incident.units import Segment, Unit
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.tolls.casualties import TollMention
from incidents.ingest.extract.tolls.totals import Statement, group_tolls

KILLED = "killed"


def each_its_own(segments: Sequence[Segment]) -> list[Segment]:
    """The incidents of a note, the first without the dead that its first sentence counts for the others.

    "At least 21 were killed in a village and four farmers the next day" tells four of another incident that has four;
    "killed at least 17 this week" is the sum of eleven and six.
    """
    if len(segments) < 2:
        return list(segments)
    first, others = segments[0], segments[1:]
    lead = next((unit for unit in first.units if any(toll.kind == KILLED for toll in unit.tolls)), None)
    if lead is None:
        return list(segments)
    elsewhere = [killed for each in others if (killed := _killed(each.units))]
    if not elsewhere:
        return list(segments)
    number = first.units.index(lead)
    own = _killed([*first.units[:number], *first.units[number + 1 :]])
    if own and _killed([lead]) == own + sum(elsewhere):
        lead = replace(lead, tolls=tuple(toll for toll in lead.tolls if toll.kind != KILLED))
    elif _is_told_further_on(lead, first):
        lead = replace(lead, tolls=_without(lead.tolls, elsewhere))
    units = [*first.units[:number], lead, *first.units[number + 1 :]]
    return [replace(first, units=units), *others]


def _is_told_further_on(lead: Unit, segment: Segment) -> bool:
    """Whether other paragraphs go on about it: the first only sums up."""
    return not lead.is_item and any(unit.block != lead.block for unit in segment.units)


def _killed(units: Sequence[Unit]) -> int:
    """How many died by these sentences; 0 where they do not say."""
    statements = [
        Statement(unit.passage, toll) for unit in units for toll in unit.tolls if toll.kind == KILLED
    ]
    rows, _flags = group_tolls(statements)
    return next((row.toll.best or 0 for row in rows), 0)


def _counted(tolls: Sequence[TollMention]) -> list[People]:
    """Who died by these tolls, without parts of others."""
    return [group for toll in tolls if toll.kind == KILLED for group in toll.people if not group.is_part]


def _without(tolls: Sequence[TollMention], elsewhere: Sequence[int]) -> tuple[TollMention, ...]:
    """The tolls without the groups of people that another incident has, where somebody is left."""
    counted = _counted(tolls)
    theirs = [group for group in counted if group.toll.best != 1 and group.toll.best in elsewhere]
    if not theirs or len(theirs) == len(counted):
        return tuple(tolls)
    kept = [
        toll
        if toll.kind != KILLED
        else replace(toll, people=tuple(group for group in toll.people if group not in theirs))
        for toll in tolls
    ]
    return tuple(toll for toll in kept if toll.people)


def tells_its_dead(unit: Unit, segment: Segment) -> bool:
    """As in "killed seven people ... five soldiers and two drivers died": the same dead, told apart."""
    own = [group.toll.best for group in _counted(unit.tolls)]
    told = [
        toll.people[0].toll.best
        for other in segment.units
        for toll in other.tolls
        if toll.kind == KILLED and len(toll.people) == 1
    ]
    return len(own) > 1 and None not in own and sum(filter(None, own)) in told
