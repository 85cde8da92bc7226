"""How right drafts are beside the truth, as docs/extraction.md defines it.

True and drafted incidents of a note are paired one to one by best agreement. Rates are over all true incidents,
so one that was missed is wrong in every field. Nothing here knows where a truth comes from: a golden note, a
confirmed incident, a row of a file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from incidents.codes import UNNAMED_ACTORS, Inter
from incidents.earth import distance_m
from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.gazetteer import ActorEntry, Tables

NEAR_M, FAR_M = 25_000, 50_000
UNKNOWN_FAMILY = "unidentified"
# Notes have a handful of incidents; pairing tries every subset of so many drafts, and the first ones only beyond.
MOST_PAIRED = 12


@dataclass(frozen=True)
class Facts:
    """What is compared of one incident. `longitude`, `latitude` in degrees; None where there is no point.

    `families` are the perpetrators' (see `family_of`), `attribution` that of the first of them; `tolerance_m` is
    how far a draft's point may lie from a true one.
    """

    first: date | None
    last: date | None
    event_type: str
    killed: int | None
    place: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    tolerance_m: float = 10_000
    families: frozenset[str] = frozenset()
    attribution: str | None = None


def family_of(actor: ActorEntry | None, parents: Mapping[str, str]) -> str:
    """The family of a perpetrator: all forces of one state are one, members of a coalition are the coalition.

    `parents` leads from an actor's slug to the one that it was a member of. None is a party that nobody knows.
    """
    if actor is None or actor.slug in UNNAMED_ACTORS:
        return UNKNOWN_FAMILY
    if actor.inter == Inter.STATE_FORCES and actor.country:
        return f"state-{actor.country}"
    slug, seen = actor.slug, {actor.slug}
    while (above := parents.get(slug)) and above not in seen:
        slug = above
        seen.add(slug)
    return slug


def families(
    tables: Tables, memberships: Iterable[tuple[str, str, str | None, str | None]]
) -> Callable[[str | None], str]:
    """The function from an actor's slug (None: nobody knows it) to its family.

    `memberships` are (actor, coalition, from, to): those that last count, and of several the latest.
    """
    lasting = sorted((row for row in memberships if not row[3]), key=lambda row: row[2] or "")
    parents = {actor: coalition for actor, coalition, _first, _last in lasting}
    return lambda slug: family_of(tables.actors.get(slug or ""), parents)


def facts_of(draft: IncidentDraft, family: Callable[[str | None], str]) -> Facts:
    """What a draft says, in these terms; `family` names the family of an actor's slug."""
    perpetrators = draft.perpetrators
    killed, place, day = draft.total("killed"), draft.place, draft.date
    # The middle of a country is no place: its circle says so, and so do we.
    has_point = place is not None and place.precision != "country"
    return Facts(
        first=day.start if day else None,
        last=day.end if day else None,
        event_type=draft.event_type,
        killed=killed.best if killed else None,
        place=place.name if place else None,
        longitude=place.longitude if place and has_point else None,
        latitude=place.latitude if place and has_point else None,
        families=frozenset(family(actor.slug) for actor in perpetrators),
        attribution=perpetrators[0].attribution if perpetrators else None,
    )


# Agreement -------------------------------------------------------------------------------------------------
def apart_m(true: Facts, drafted: Facts) -> float | None:
    """Metres between the two points; None when one of them has none."""
    if None in (true.longitude, true.latitude, drafted.longitude, drafted.latitude):
        return None
    return distance_m(true.longitude, true.latitude, drafted.longitude, drafted.latitude)  # type: ignore[arg-type]


def dates_overlap(true: Facts, drafted: Facts) -> bool:
    if true.first is None or true.last is None or drafted.first is None or drafted.last is None:
        return False
    return true.first <= drafted.last and drafted.first <= true.last


def has_date(true: Facts, drafted: Facts) -> bool:
    return (true.first, true.last) == (drafted.first, drafted.last)


def has_place(true: Facts, drafted: Facts) -> bool:
    """Within the tolerance; where nobody can know the point, right is to have none."""
    if true.longitude is None:
        return drafted.longitude is None
    apart = apart_m(true, drafted)
    return apart is not None and apart <= true.tolerance_m


def is_far_off(true: Facts, drafted: Facts) -> bool:
    """A wrong point: more than 50 km (and the tolerance) away, or a point where nobody can know one."""
    if true.longitude is None:
        return drafted.longitude is not None
    apart = apart_m(true, drafted)
    return apart is not None and apart > max(FAR_M, true.tolerance_m)


def is_found(true: Facts, drafted: Facts) -> bool:
    """Dates overlap, and the place is within its tolerance or 25 km; a place without a point hinders nothing."""
    if not dates_overlap(true, drafted):
        return False
    apart = apart_m(true, drafted)
    return apart is None or apart <= max(NEAR_M, true.tolerance_m)


def agreement(true: Facts, drafted: Facts) -> float:
    """How much two incidents have in common, 0 to 6: what pairs them."""
    shared = len(true.families & drafted.families) / max(1, len(true.families | drafted.families))
    return (
        2.0 * has_date(true, drafted)
        + 1.0 * dates_overlap(true, drafted)
        + 1.0 * has_place(true, drafted)
        + 1.0 * (true.killed == drafted.killed)
        + 0.5 * (true.event_type == drafted.event_type)
        + 0.5 * shared
    )


def paired(true: Sequence[Facts], drafted: Sequence[Facts]) -> list[tuple[Facts, Facts | None]]:
    """Each true incident with the draft that tells it, or None: together they agree as much as is possible."""
    drafts = drafted[:MOST_PAIRED]

    @cache
    def best(number: int, used: int) -> tuple[float, tuple[int | None, ...]]:
        if number == len(true):
            return 0.0, ()
        rest, chosen = best(number + 1, used)
        found = (rest, (None, *chosen))
        for place, draft in enumerate(drafts):
            worth = agreement(true[number], draft)
            if used >> place & 1 or worth == 0:
                continue
            rest, chosen = best(number + 1, used | 1 << place)
            found = max(found, (rest + worth, (place, *chosen)), key=lambda pair: pair[0])
        return found

    _worth, numbers = best(0, 0)
    return [(one, None if n is None else drafts[n]) for one, n in zip(true, numbers, strict=True)]


# Rates -----------------------------------------------------------------------------------------------------
def has_killed(true: Facts, drafted: Facts) -> bool:
    return true.killed == drafted.killed


def has_type(true: Facts, drafted: Facts) -> bool:
    return true.event_type == drafted.event_type


def has_perpetrator(true: Facts, drafted: Facts) -> bool:
    return true.families == drafted.families


def has_attribution(true: Facts, drafted: Facts) -> bool:
    return true.attribution == drafted.attribution


FIELDS: Mapping[str, Callable[[Facts, Facts], bool]] = {
    "killed": has_killed,
    "date": has_date,
    "place": has_place,
    "event type": has_type,
    "perpetrator": has_perpetrator,
}


@dataclass(frozen=True)
class Rate:
    """So many of so many, with Wilson's interval of 95 %."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.share
        middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


@dataclass(frozen=True)
class Scores:
    """The figures of a set of notes. `found_f1` and `perpetrator_f1` are between 0 and 1."""

    notes: int
    incidents: int
    found_f1: float
    perpetrator_f1: float
    rates: Mapping[str, Rate]


def f1(both: int, true: int, drafted: int) -> float:
    """Harmonic mean of precision and recall; 1 when there was nothing to find and nothing was."""
    return 2 * both / (true + drafted) if true + drafted else 1.0


def score(notes: Iterable[tuple[Sequence[Facts], Sequence[Facts]]]) -> Scores:
    """The figures over notes of (true incidents, drafted incidents)."""
    told = list(notes)
    pairs = [pair for true, drafted in told for pair in paired(true, drafted)]
    matched = [(true, drafted) for true, drafted in pairs if drafted is not None]
    drafted_count = sum(len(drafted) for _true, drafted in told)
    named = [(true, drafted) for true, drafted in pairs if true.families]
    rates = {
        name: Rate(sum(drafted is not None and holds(true, drafted) for true, drafted in pairs), len(pairs))
        for name, holds in FIELDS.items()
    }
    rates["far off"] = Rate(sum(is_far_off(true, drafted) for true, drafted in matched), len(pairs))
    rates["attribution"] = Rate(
        sum(drafted is not None and has_attribution(true, drafted) for true, drafted in named), len(named)
    )
    rates["all five"] = Rate(
        sum(all(holds(true, drafted) for holds in FIELDS.values()) for true, drafted in matched), len(pairs)
    )
    empty = [drafted for true, drafted in told if not true]
    rates["false alarms"] = Rate(sum(bool(drafted) for drafted in empty), len(empty))
    return Scores(
        notes=len(told),
        incidents=len(pairs),
        found_f1=f1(sum(is_found(true, drafted) for true, drafted in matched), len(pairs), drafted_count),
        perpetrator_f1=f1(
            sum(len(true.families & drafted.families) for true, drafted in matched),
            sum(len(true.families) for true, _drafted in pairs),
            sum(len(facts.families) for _true, drafted in told for facts in drafted),
        ),
        rates=rates,
    )
