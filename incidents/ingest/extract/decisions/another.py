"""Whether a sentence tells another incident beside those that were drafted: what is new in it, held against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.earth import distance_m
from incidents.ingest.drafts import DateDraft, EvidenceSpan, IncidentDraft
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.signs import side_of, side_of_mention, stands_in, told_at
from incidents.ingest.extract.incident.units import Unit

# Metres up to which two points are one place, and beyond which they are surely two.
ONE_PLACE_M, NEAR_M, FAR_M = 8_000, 25_000, 100_000
APART = frozenset({"far", "very far"})
OTHER_DAY = frozenset({"earlier", "later"})
# Incidents before and behind the one that a sentence stands in, or next to, that it is held against.
REACH = 2


def other_units(note: Note, drafts: Sequence[IncidentDraft]) -> list[tuple[Unit, Signs]]:
    """The sentences that tell none of the drafts (there is one at least), with the signs that they tell another."""
    ordered = sorted(drafts, key=told_at)
    openers = [note.opening(draft) for draft in ordered]
    found = []
    for number, unit in enumerate(note.units):
        if number in openers:
            continue
        home = _home(unit, ordered)
        near = ordered[max(0, home - REACH) : home + REACH + 1]
        names = [
            *_against_all(unit, near, len(drafts)),
            *against_home(unit, ordered[home], note.units[openers[home]], note),
            f"steps={max(-3, min(5, number - openers[home]))}",
        ]
        found.append((unit, {**note.unit_signs[number], **dict.fromkeys(names, 1.0)}))
    return found


def with_opened(drafts: Sequence[IncidentDraft], opened: Sequence[IncidentDraft]) -> list[IncidentDraft]:
    """The drafts with those that a sentence opened.

    One of the day, the place and the type of another is the same, and of the day and the place alone where no word of
    its own says what kind of event it is.
    """
    told = {_where(draft) for draft in drafts}
    told_as = {(_where(draft), draft.event_type) for draft in drafts}
    new = [
        draft
        for draft in opened
        if _where(draft) not in told
        or (_says_what(draft) and (_where(draft), draft.event_type) not in told_as)
    ]
    return sorted([*drafts, *new], key=lambda draft: draft.text_start)


def each_with_its_dead(
    drafts: Sequence[IncidentDraft], again: Sequence[IncidentDraft], openers: frozenset[int]
) -> list[IncidentDraft]:
    """The drafts, where one was opened in the passage of another with the tolls of what is left of that passage.

    `again` is what was read with the openers.
    """
    opened = [draft.text_start for draft in drafts if draft.text_start in openers]
    left = {draft.text_start: draft for draft in again}
    return [
        _with_tolls_of(left[draft.text_start], draft)
        if draft.text_start in left and any(draft.text_start < at < draft.text_end for at in opened)
        else draft
        for draft in drafts
    ]


def _with_tolls_of(cut: IncidentDraft, draft: IncidentDraft) -> IncidentDraft:
    evidence = tuple(span for span in draft.evidence if not _is_toll(span) or span in cut.evidence)
    return replace(draft, casualties=cut.casualties, evidence=evidence)


def _is_toll(span: EvidenceSpan) -> bool:
    return span.field.startswith("casualties")


def _where(draft: IncidentDraft) -> tuple[object, ...]:
    day, place = draft.date, draft.place
    return (day and (day.start, day.end), place and (place.latitude, place.longitude))


def _says_what(draft: IncidentDraft) -> bool:
    return any(span.field == "event_type" and span.confidence != "inferred" for span in draft.evidence)


def _home(unit: Unit, drafts: Sequence[IncidentDraft]) -> int:
    """The number of the incident whose passage it stands in, else of the one that begins nearest."""
    start = unit.passage.start
    inside = next((number for number, draft in enumerate(drafts) if stands_in(unit.passage, draft)), None)
    if inside is not None:
        return inside
    return min(range(len(drafts)), key=lambda number: abs(drafts[number].text_start - start))


def _against_all(unit: Unit, drafts: Sequence[IncidentDraft], count: int) -> list[str]:
    is_new_day = all(_day(unit, draft) in OTHER_DAY for draft in drafts)
    is_new_place = all(_place(unit, draft) in APART for draft in drafts)
    acts = any(trigger.is_verb for trigger in unit.triggers)
    return [
        f"another day={is_new_day} place={is_new_place}",
        f"another day={is_new_day} place={is_new_place} toll={bool(unit.tolls)} acts={acts}",
        f"drafts={min(3, count)}",
        f"cues={'|'.join(sorted({mention.cue for mention in unit.places}))}",
        f"dates={'|'.join(sorted({mention.role for mention in unit.dates}))}",
    ]


def against_home(unit: Unit, home: IncidentDraft, opener: Unit, note: Note) -> list[str]:
    """How the day, place, kind and parties of a sentence stand to those of an incident, which `opener` tells."""
    day, place = _day(unit, home), _place(unit, home)
    kinds = {trigger.kind for trigger in unit.triggers}
    told = {trigger.kind for trigger in opener.triggers}
    parties = {side_of_mention(mention, note.tables) for mention in unit.actors}
    known = {side_of(actor.slug, note.tables) for actor in home.actors}
    acts = any(trigger.is_verb for trigger in unit.triggers)
    return [
        f"its day={day}",
        f"its place={place}",
        f"its day={day} place={place}",
        f"its day={day} place={place} acts={acts}",
        f"its day={day} place={place} toll={bool(unit.tolls)}",
        f"its day={day} place={place} tells={unit.tells_event}",
        f"within={stands_in(unit.passage, home)}",
        f"same block={opener.block == unit.block}",
        f"kinds={bool(kinds)} new={bool(kinds - told)}",
        f"parties={bool(parties)} new={bool(parties - known)}",
        f"beside={home.event_type}",
    ]


def _day(unit: Unit, draft: IncidentDraft) -> str:
    """How its first day stands to that of an incident."""
    own, day = next(iter(unit.own_dates), None), draft.date
    if own is None or day is None:
        return "none" if own is None else "undated incident"
    return how_days_stand(own.date, day)


def _place(unit: Unit, draft: IncidentDraft) -> str:
    """How far the nearest of its places is from that of an incident."""
    points = [
        (place.longitude, place.latitude)
        for mention in unit.places
        if not mention.regions
        for place in mention.places
    ]
    if not points:
        return "region" if unit.places else "none"
    place = draft.place
    if place is None or place.longitude is None or place.latitude is None:
        return "incident without a point"
    return how_far(min(distance_m(place.longitude, place.latitude, *point) for point in points))


def how_days_stand(day: DateDraft, other: DateDraft) -> str:
    """How a day stands to another: the same, overlapping, later or earlier."""
    if (day.start, day.end) == (other.start, other.end):
        return "same"
    if day.start <= other.end and other.start <= day.end:
        return "overlapping"
    return "later" if day.start > other.end else "earlier"


def how_far(metres: float) -> str:
    """Whether two points so far apart are one place."""
    bounds = ((ONE_PLACE_M, "same"), (NEAR_M, "near"), (FAR_M, "far"))
    return next((name for bound, name in bounds if metres < bound), "very far")
