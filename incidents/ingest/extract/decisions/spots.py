"""Where it may have happened: the points that a note may mean, and the signs for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from incidents.earth import distance_m
from incidents.ingest.drafts import IncidentDraft, PlaceCandidate, PlaceDraft
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.signs import stands_in, told_at, words_beside
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.where.geocode import place_of
from incidents.ingest.extract.where.namesakes import decide, surroundings
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.where.roads import road_between

WIDE = frozenset({"admin1", "admin2", "country"})
# A name so few words behind another one, with such a word before it, tells where that is.
BESIDE, QUALIFYING = frozenset({"near", "beside"}), 4
# Points so near each other (metres) are one.
SAME_POINT_M, SAME_CHOICE_M = 500, 1_500
# A point so far off is a wrong one.
FAR_M = 50_000
# A name among the first so many words of a sentence, with a mark behind it, heads the sentence.
LEADING = 2


@dataclass
class Spot:
    """A point (degrees) that the text may mean; `mentions` are (draft of it, mention, unit or None for a title)."""

    draft: PlaceDraft
    is_chosen: bool = False
    mentions: list[tuple[PlaceDraft, PlaceMention, Unit | None]] = field(default_factory=list)


def place_signs(spot: Spot, rivals: Sequence[Spot], draft: IncidentDraft) -> Signs:
    """Whether it happened there."""
    chosen, count = spot.is_chosen, min(4, len(rivals))
    names = [
        f"chosen={chosen}",
        f"count={count}",
        f"count={count} chosen={chosen}",
        f"found={draft.place.method if draft.place else None} chosen={chosen}",
        f"precision={draft.place.precision if draft.place else None} chosen={chosen}",
    ]
    if not spot.mentions:
        names.append("by the rules alone")
    at = told_at(draft)
    for place, mention, unit in spot.mentions:
        names += [f"precision={place.precision}", f"found={place.method}"]
        if unit is None:
            names += ["title", f"title chosen={chosen}"]
            continue
        names += _spot_names(place, mention, unit, draft, at)
        if place.precision in WIDE and unit.passage.holds(at):
            narrower = any(
                other is unit and one.precision not in WIDE
                for rival in rivals
                for one, _mention, other in rival.mentions
            )
            names.append(f"wide beside narrow={narrower}")
    return dict.fromkeys(names, 1.0)


def _spot_names(
    place: PlaceDraft, mention: PlaceMention, unit: Unit, draft: IncidentDraft, at: int
) -> list[str]:
    text = unit.passage
    is_in, opens = stands_in(text, draft), text.holds(at)
    order = unit.places.index(mention) if mention in unit.places else 9
    mark = text.gap(mention.last).strip()[:1]
    names = [
        f"in={is_in} opens={opens}",
        f"cue={mention.cue} opens={opens}",
        f"cue={mention.cue} in={is_in}",
        f"precision={place.precision} in={is_in} opens={opens}",
        f"order={min(3, order)} opens={opens}",
        f"tells={unit.tells_event} toll={bool(unit.tolls)} in={is_in}",
        f"dated={bool(unit.own_dates)} in={is_in}",
        f"opens block={unit.opens_block}",
        # "Mourdiah : this morning ..." says where, "From Nara, Wed 31/01." where it was written.
        f"leads={mention.first <= LEADING and bool(mark)} mark={mark} opens={opens} in={is_in}",
        f"heads the note={unit.opens_block and unit.block == 1} bare={unit.is_bare} opens={opens}",
    ]
    if ":" in text.gap(1):
        names.append(f"field={text.words[0]} in={is_in}")  # "Place: Dan Issa"
    if opens:
        names.append("behind the event" if mention.start >= at else "ahead of the event")
    if is_in or opens:
        names += [
            *words_beside(text, mention.first, mention.last, 3),
            f"mark={text.gap(mention.last).strip()[:2]}",
        ]
    return names


def spots_of(note: Note) -> list[Spot]:
    """Every point that the note may mean, in the order of the text; titles last."""
    every = [mention for unit in note.units for mention in unit.places]
    everywhere = surroundings([*every, *note.titles], note.country)
    told: list[tuple[PlaceDraft, PlaceMention, Unit | None]] = []
    for unit in note.units:
        own = surroundings(list(unit.places), None).country
        around = replace(everywhere, country=own or everywhere.country)
        road = road_between(unit.passage, unit.places, around)
        told += [(road[0], road[1], unit)] if road else []
        told += [
            (place_of(mention, unit.places, around, note.tables), mention, unit)
            for mention in unit.places
            if mention.regions or decide(mention, around)[0] is not None
        ]
    told += [
        (place_of(mention, every, everywhere, note.tables), mention, None)
        for mention in note.titles
        if mention.regions or decide(mention, everywhere)[0] is not None
    ]
    found: list[Spot] = []
    for place, mention, where in told:
        if _point(place) is None:
            continue
        same = next((spot for spot in found if _is_same(spot.draft, place, SAME_POINT_M)), None)
        if same is None:
            found.append(same := Spot(place))
        same.mentions.append((place, mention, where))
    return found


def choices_of_place(draft: IncidentDraft, spots: Sequence[Spot]) -> list[Spot]:
    """The spots with the one marked that the rules chose, which stands by itself when it is none of them."""
    chosen = next(
        (spot for spot in spots if draft.place and _is_same(spot.draft, draft.place, SAME_CHOICE_M)), None
    )
    rivals = [spot for spot in spots if chosen is None or not _only_tells_where(spot, chosen)]
    choices = [replace(spot, is_chosen=spot is chosen) for spot in rivals]
    if chosen is None and draft.place is not None:
        choices.append(Spot(draft.place, is_chosen=True))
    return choices


def opens_with(spot: Spot, draft: IncidentDraft) -> bool:
    """Whether the sentence that tells the incident names it."""
    at = told_at(draft)
    return any(unit is not None and unit.passage.holds(at) for _place, _mention, unit in spot.mentions)


def is_told_with(spot: Spot, draft: IncidentDraft) -> bool:
    """Whether the passage of the incident names it, or a title over the text."""
    return any(unit is None or stands_in(unit.passage, draft) for _place, _mention, unit in spot.mentions)


def are_far_apart(place: PlaceDraft, other: PlaceDraft) -> bool:
    """Whether one is a wrong point for the other."""
    point, second = _point(place), _point(other)
    return point is not None and second is not None and distance_m(*point, *second) > FAR_M


def either_of(place: PlaceDraft, other: PlaceDraft) -> PlaceDraft:
    """No point, with both as candidates; the name is the likelier one's."""
    candidates = (_as_candidate(place), _as_candidate(other))
    return PlaceDraft(
        None, place.name, None, None, None, None, "unresolved", candidates, country=place.country
    )


def _as_candidate(place: PlaceDraft) -> PlaceCandidate:
    """With the key that an editor chooses it by, which a region and a road between two places do not have."""
    is_one_place = place.precision not in WIDE and place.second_key is None
    key = place.key if is_one_place else None
    return PlaceCandidate(key, place.name, place.latitude or 0.0, place.longitude or 0.0)


def _only_tells_where(spot: Spot, chosen: Spot) -> bool:
    """As in "at Amalaoulaou near Ansongo": the second name says where the first one is."""
    told = [(mention, unit) for _place, mention, unit in spot.mentions if unit is not None]
    return bool(told) and all(
        mention.cue in BESIDE
        and any(
            unit is other and 0 <= mention.first - before.last <= QUALIFYING
            for _place, before, other in chosen.mentions
        )
        for mention, unit in told
    )


def _point(place: PlaceDraft) -> tuple[float, float] | None:
    """(lon, lat) in degrees; the middle of a country is none."""
    if place.longitude is None or place.latitude is None or place.precision == "country":
        return None
    return place.longitude, place.latitude


def _is_same(place: PlaceDraft, other: PlaceDraft, within_m: float) -> bool:
    one, two = _point(place), _point(other)
    return (
        one is not None
        and two is not None
        and place.precision == other.precision
        and distance_m(*one, *two) < within_m
    )
