"""Whether a draft tells again what the one before it has told: a first sentence sums up, a witness tells it once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from incidents.earth import distance_m
from incidents.ingest.drafts import DateDraft, IncidentDraft, PlaceDraft
from incidents.ingest.extract.decisions.another import APART, against_home, how_days_stand, how_far
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.signs import UNNAMED, side_of
from incidents.ingest.extract.incident.segments import ONE_MORE, SEPARATE

# Places of which the point is their own.
EXACT = frozenset({"settlement", "near"})
# Characters of a passage beyond which it is only long.
LONG = 1000


def neighbours(
    drafts: Sequence[IncidentDraft], note: Note
) -> Iterator[tuple[IncidentDraft, IncidentDraft, Signs]]:
    """Each draft with the one that the text tells before it: (before, draft, how it stands to that)."""
    ordered = sorted(drafts, key=lambda draft: draft.text_start)
    for number, (home, draft) in enumerate(pairwise(ordered), start=1):
        yield home, draft, how_it_stands(draft, home, note, number, len(ordered))


def retold_signs(draft: IncidentDraft, stands: Signs, note: Note) -> Signs:
    """Whether a draft tells an incident before it again: the sentence that opens it, and how it `stands` to that one."""
    return {**note.unit_signs[note.opening(draft)], **stands}


def is_another(draft: IncidentDraft, home: IncidentDraft, note: Note) -> bool:
    """Whether the text says in so many words that a draft is none told before: "in a separate incident", or an event at a
    settlement of its own, too far from the other's to be the same told more exactly."""
    unit, told = note.units[note.opening(draft)], note.units[note.opening(home)]
    if not unit.tells_event:
        return False
    if unit.passage.has(SEPARATE):
        return True
    if not unit.settlements or unit.place_names & told.place_names:
        return False
    before, place = home.place, draft.place
    if before is None or place is None or place.precision not in EXACT:
        return False
    # Behind a village that no table knows, one that is known is another.
    return before.method == "unresolved" or (before.precision in EXACT and _place(before, place) in APART)


def how_it_stands(draft: IncidentDraft, home: IncidentDraft, note: Note, number: int, of: int) -> Signs:
    """What sets a draft, the one of this `number` (from 0) of so many, apart from an incident `home` before it."""
    unit, told = note.units[note.opening(draft)], note.units[note.opening(home)]
    day, place = _day(home.date, draft.date), _place(home.place, draft.place)
    dead = _dead(home, draft)
    same_type = f"same type={home.event_type == draft.event_type}"
    doers = _doers(home, draft, note)
    names = [
        *against_home(unit, home, told, note),
        f"day={day}",
        f"place={place}",
        f"dead={dead}",
        f"day={day} place={place}",
        f"day={day} dead={dead}",
        f"place={place} dead={dead}",
        f"day={day} place={place} dead={dead}",
        f"{same_type} day={day}",
        f"{same_type} place={place}",
        f"{same_type} day={day} place={place}",
        f"doers={doers}",
        f"doers={doers} day={day}",
        f"own day={bool(unit.own_dates)} day={day}",
        f"another={unit.passage.has(SEPARATE)} {unit.passage.has(ONE_MORE)}",
        f"number={min(3, number)} of={min(4, of)}",
        f"blocks apart={min(4, unit.block - told.block)}",
    ]
    return {
        **dict.fromkeys(names, 1.0),
        "length": min(1.0, (draft.text_end - draft.text_start) / LONG),
        "its length": min(1.0, (home.text_end - home.text_start) / LONG),
    }


def _day(before: DateDraft | None, day: DateDraft | None) -> str:
    if before is None or day is None:
        return f"{before is not None} {day is not None}"
    return how_days_stand(day, before)


def _place(before: PlaceDraft | None, place: PlaceDraft | None) -> str:
    points = [
        (one.longitude, one.latitude)
        for one in (before, place)
        if one and one.longitude is not None and one.latitude is not None and one.precision != "country"
    ]
    if len(points) < 2:
        return f"points={len(points)}"
    return how_far(distance_m(*points[0], *points[1]))


def _dead(home: IncidentDraft, draft: IncidentDraft) -> str:
    before, dead = (toll.best if toll else None for toll in (home.total("killed"), draft.total("killed")))
    if before is None or dead is None:
        return f"{before is not None} {dead is not None}"
    return "same" if before == dead else "fewer" if dead < before else "more"


def _doers(home: IncidentDraft, draft: IncidentDraft, note: Note) -> str:
    """How who did it stands to who did the one before."""
    before, doers = (
        {side_of(actor.slug, note.tables) for actor in one.perpetrators} for one in (home, draft)
    )
    if not doers or doers == {UNNAMED}:
        return "unnamed" if doers else "none"
    if doers & before:
        return "same"
    return "others" if before - {UNNAMED} else "first named"
