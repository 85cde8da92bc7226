"""From names to a point: which place is meant, how precisely, and what else it could be.

Order of belief: exact name or alias, then the same sound with a second reason, never a similar spelling alone.
An ambiguous name abstains unless the country, the region or the other places of the text decide. Degrees and
metres; a point that is not known has no coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from incidents.earth import EARTH_RADIUS_M
from incidents.ingest.drafts import PlaceDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.where.namesakes import Surroundings, as_candidates, decide
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.where.roads import road_between
from incidents.ingest.gazetteer import PlaceEntry, Tables

NEAR_RADIUS_M = 10_000
AREA_RADIUS_M = 25_000
WIDE_FEATURES = frozenset({"area", "forest", "park", "water"})
HEADING_SIGNS = frozenset({"/", "-", "–", "—", ":", "|"})
DASHES = frozenset({"-", "–", "—"})
LINES = word_set("line ligne bus car cars minibus coach truck camion vehicule")
HEADING_WORDS = 6
ROAD_TO_NEAR = 5
# How far a mention may be believed, the best first; within a rank the earlier one counts.
RANK = {
    "at": 0,
    "offset": 0,
    "near": 0,
    "area": 1,
    "beside": 2,
    "admin2": 3,
    "admin1": 4,
    "country": 5,
    "way": 6,
}
# A name that nobody knows is nothing by itself, but says more than a region.
UNKNOWN_RANK = 2.5
TITLE_RANK = 4.5
# Rather a name that nobody knows, told with the event, than the heading over it: a wrong point is worse than none.
HEADING_RANK = 2.6
# What stands in front of a paragraph counts after a place of its own sentences.
LEAD_LATER = 0.3
OPENING_LATER = 0.2
# How far apart a name that nobody knows and the known place beside it may stand, in words.
BESIDE_WORDS = 9


def locate(
    passage_mentions: Sequence[tuple[Passage, Sequence[PlaceMention]]],
    around: Surroundings,
    tables: Tables,
    leads: Sequence[PlaceMention] = (),
    titles: Sequence[PlaceMention] = (),
) -> tuple[PlaceDraft, PlaceMention] | None:
    """The place of an incident told in these passages (the one that opens it first), or None.

    A known place counts before one that nobody knows, a place before a region, and what is told earlier before what
    is told later; `leads` stand in front of the paragraph, `titles` over the text, and count where it says no better.
    """
    candidates: list[tuple[float, int, PlaceMention]] = []
    for number, (passage, mentions) in enumerate(passage_mentions):
        road = road_between(passage, mentions, around)
        ends: list[PlaceMention] = []
        routes = _route_ends(passage, mentions)
        if road and _stands_before(
            road[1],
            [one for one in mentions if one not in routes or road[1].start <= one.start < road[1].end],
            around,
        ):
            # "At the western exit of Fana, on the Bamako-Ségou road", "between A and B, near C".
            ends = [one for one in mentions if road[1].start <= one.start < road[1].end]
            road = None
        if road and not any(rank == 0 for rank, _number, _mention in candidates):
            return road
        candidates += [
            (
                max(_rank(mention, around), HEADING_RANK * _is_heading(passage, mention))
                + OPENING_LATER
                * (
                    mention in ends
                    or mention in routes
                    or (mention in leads and _is_told_closer(mention, mentions, around))
                ),
                number,
                mention,
            )
            for mention in mentions
        ]
    first_told = passage_mentions[0][1] if passage_mentions else ()
    later = len(passage_mentions)
    candidates += [(_rank(mention, around) + LEAD_LATER, later, mention) for mention in leads]
    candidates += [(max(_rank(mention, around), TITLE_RANK), later, mention) for mention in titles]
    if not candidates:
        return None
    ranked = [mention for _rank_, _number, mention in sorted(candidates, key=lambda one: one[:2])]
    # "Bamba: ... 15 km west of Bamba", "In Gao, ... 30 km north-east of Ansongo": the distance says it best.
    measured = [
        mention
        for mention in ranked
        if mention.cue == "offset"
        and (mention in first_told or mention.places == ranked[0].places)
        and not _is_apposed(ranked[0], mention, passage_mentions)
    ]
    is_wide = ranked[0] in leads or any(mention.places == ranked[0].places for mention in measured)
    best = measured[0] if measured and is_wide else ranked[0]
    beside = _unknown_beside(best, passage_mentions)
    draft = place_of(best, ranked, around, tables)
    if beside is not None and draft.latitude is not None and draft.precision != "country":
        draft = replace(draft, name=beside.name, precision="near", radius_m=max(draft.radius_m or 0, NEAR_RADIUS_M),
                        method="offset", key=None if best.cue == "offset" else draft.key)  # fmt: skip
    return draft, best


def _is_apposed(
    place: PlaceMention, measured: PlaceMention, told: Sequence[tuple[Passage, Sequence[PlaceMention]]]
) -> bool:
    """As in "Solhan, a settlement some 15 km from Sebba": the distance says where the place told is."""
    return any(
        place in mentions
        and measured in mentions
        and place.is_known
        and place.cue == "at"
        and place.places != measured.places
        and place.last < measured.first <= place.last + BESIDE_WORDS
        and passage.is_break(place.last)
        and "," in passage.gap(place.last)
        for passage, mentions in told
    )


def _route_ends(passage: Passage, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """As in "the bus of the Ayorou–Tillabéri line": where it goes, not where it was stopped."""
    return [
        one
        for pair in pairwise(mentions)
        if passage.text[pair[0].end : pair[1].start].strip() in DASHES
        and LINES.intersection(passage.words[max(0, pair[0].first - 4) : pair[1].last + 2])
        for one in pair
    ]


def _is_told_closer(lead: PlaceMention, mentions: Sequence[PlaceMention], around: Surroundings) -> bool:
    """As in "In Bougouni, an assault on the store at Garalo": the village in the sentence, not what it begins with."""
    return any(
        mention is not lead
        and mention.first > lead.last
        and mention.cue == "at"
        and mention.is_known
        and _rank(mention, around) == 0
        and decide(mention, around)[0] is not None
        for mention in mentions
    )


def _stands_before(road: PlaceMention, mentions: Sequence[PlaceMention], around: Surroundings) -> bool:
    """Whether a place of its own is told before the road that it lies on."""
    own = [
        mention
        for mention in mentions
        if mention.first < road.first and mention.is_known and _rank(mention, around) == 0
    ]
    # "Between Dori and Gorgadji, some 15 km west of Dori": where on it.
    ends = [mention.places for mention in mentions if road.start <= mention.start < road.end]
    measured = [mention for mention in mentions if mention.cue == "offset" and mention.bearing is not None]
    beside = [
        mention
        for mention in mentions
        if mention.start >= road.end
        and mention.first - road.last <= ROAD_TO_NEAR
        and mention.cue == "near"
        and mention.is_known
        and mention.places not in ends
    ]
    if beside:
        return True  # "on the Fada-Pama axis near Kikideni"
    return any(mention.cue in {"near", "offset"} or mention.places not in ends for mention in own) or any(
        mention.places in ends for mention in measured if mention.start >= road.end
    )


def _is_heading(passage: Passage, mention: PlaceMention) -> bool:
    """As in "Tillabéri / Dolbel : ..." the first of two, "Alert / Diffa / 11 May: ..." what stands between."""
    behind = passage.tokens[mention.last : mention.last + 1]
    ends = passage.gap(mention.last).strip()
    is_behind_name = mention.first > 0 and passage.tokens[mention.first - 1].is_capitalised
    is_between = ("/" in ends and bool(behind) and behind[0].is_capitalised) or (
        "/" in passage.gap(mention.first)
        and (ends[:1] == "/" or (ends[:1] in HEADING_SIGNS and not is_behind_name))
    )
    if mention.first <= HEADING_WORDS and is_between:
        return True
    return _is_over_item(passage, mention)


def _is_over_item(passage: Passage, mention: PlaceMention) -> bool:
    """As in "Commune of Torodi: on 4 May a post was attacked at Makalondi", "Diffa. On 3 August ..."."""
    is_alone = mention.first <= 1 and mention.last == len(passage.words)
    return is_alone or (mention.first <= 3 and ":" in passage.gap(mention.last))


def _rank(mention: PlaceMention, around: Surroundings) -> float:
    is_known = mention.is_known and (mention.method != "key" or decide(mention, around)[0] is not None)
    if mention.places and all(_is_wide(entry) for entry in mention.places):
        return max(RANK["area"], RANK[mention.cue])  # "in the Lake Chad basin near Bosso"
    return RANK[mention.cue] if is_known or RANK[mention.cue] > UNKNOWN_RANK else UNKNOWN_RANK


def _is_wide(entry: PlaceEntry) -> bool:
    return entry.feature in WIDE_FEATURES and entry.radius_m > AREA_RADIUS_M


def _unknown_beside(
    best: PlaceMention, passage_mentions: Sequence[tuple[Passage, Sequence[PlaceMention]]]
) -> PlaceMention | None:
    """The hamlet that nobody knows in "Tin-Foo, a hamlet near Ménaka": its point is that of the place beside it."""
    for _passage, mentions in passage_mentions:
        if best in mentions:
            before = [
                mention for mention in mentions if mention.last <= best.first <= mention.last + BESIDE_WORDS
            ]
            unknown = [
                mention for mention in before if not mention.is_known and mention.cue in {"at", "near"}
            ]
            return unknown[-1] if unknown and best.places else None
    return None


def region_differs(draft: PlaceDraft, around: Sequence[PlaceMention]) -> bool:
    """Whether the text states another region than the one that the place lies in."""
    stated = [region.code for mention in around for region in mention.regions if region.level == 1]
    return bool(stated) and draft.admin1 is not None and draft.admin1 not in stated


def place_of(
    mention: PlaceMention, mentions: Sequence[PlaceMention], around: Surroundings, tables: Tables
) -> PlaceDraft:
    """Where a name of the text is; without coordinates when nothing decides. `mentions` offer alternatives."""
    if mention.regions:
        return _region_draft(mention, around)
    entry, others = decide(mention, around)
    if entry is None:
        similar = [*others, *tables.similar_places(mention.name)] if mention.places == () else others
        near = [other.places[0] for other in mentions if len(other.places) == 1 and other is not mention]
        nearest = as_candidates([*similar, *near])
        return PlaceDraft(
            None, mention.name, None, None, None, None, "unresolved", nearest, country=around.country
        )
    draft = PlaceDraft(
        key=entry.key,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        precision="settlement",
        radius_m=entry.radius_m,
        method=mention.method,
        alternatives=as_candidates(others),
        country=entry.country,
        admin1=entry.admin1,
    )
    return _positioned(draft, mention, entry)


def _positioned(draft: PlaceDraft, mention: PlaceMention, entry: PlaceEntry) -> PlaceDraft:
    if mention.cue == "offset":
        return _moved(draft, mention, entry)
    if mention.cue in {"area", "beside"}:
        return replace(draft, precision="near", radius_m=max(entry.radius_m, AREA_RADIUS_M))
    if mention.cue == "near" or entry.feature in WIDE_FEATURES:
        return replace(draft, precision="near", radius_m=max(entry.radius_m, NEAR_RADIUS_M))
    return draft


def _moved(draft: PlaceDraft, mention: PlaceMention, entry: PlaceEntry) -> PlaceDraft:
    """As in "12 km north of X". Without a direction the point stays and the distance widens the circle."""
    if mention.bearing is None:
        radius = round(max(entry.radius_m, mention.distance_m))
        return replace(draft, precision="near", radius_m=radius, method="offset")
    latitude, longitude = destination(entry.latitude, entry.longitude, mention.distance_m, mention.bearing)
    radius = round(max(entry.radius_m, mention.distance_m / 4))
    return replace(
        draft, latitude=latitude, longitude=longitude, precision="near", radius_m=radius, method="offset"
    )


def destination(latitude: float, longitude: float, metres: float, bearing: float) -> tuple[float, float]:
    """The point (lat, lon in degrees) so many metres away in a direction given in degrees from north."""
    angle, course = metres / EARTH_RADIUS_M, math.radians(bearing)
    phi = math.radians(latitude)
    to_phi = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(course))
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(to_phi)
    )
    return round(math.degrees(to_phi), 4), round(longitude + math.degrees(turn), 4)


def _region_draft(mention: PlaceMention, around: Surroundings) -> PlaceDraft:
    regions = [region for region in mention.regions if region.country == around.country] or list(
        mention.regions
    )
    region = regions[0]
    precision = {0: "country", 1: "admin1", 2: "admin2"}[region.level]
    method = "country" if region.level == 0 else "region"
    admin1 = {0: None, 1: region.code, 2: region.parent}[region.level]
    if len(regions) > 1:
        return PlaceDraft(None, mention.name, None, None, None, None, "unresolved", country=around.country)
    return PlaceDraft(
        key=region.code,
        name=region.name,
        latitude=region.latitude,
        longitude=region.longitude,
        precision=precision,
        radius_m=region.radius_m,
        method=method,
        country=region.country,
        admin1=admin1,
    )
