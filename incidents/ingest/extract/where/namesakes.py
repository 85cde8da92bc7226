"""Which of several places a name means, by what the rest of the text says about where we are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.earth import distance_m
from incidents.ingest.drafts import PlaceCandidate
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.gazetteer import PlaceEntry, RegionEntry

# Two places of one name this close together are one for our purpose.
SAME_SPOT_M = 10_000
# Nearness decides only within this distance of another named place, and when the next one is twice as far.
NEIGHBOUR_M = 150_000
ALTERNATIVES = 3


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the text says about where we are."""

    country: str | None
    regions: tuple[RegionEntry, ...]
    anchors: tuple[PlaceEntry, ...]


def surroundings(mentions: Sequence[PlaceMention], country: str | None) -> Surroundings:
    """Countries and regions that the text names, and its places of only one possible meaning."""
    regions = tuple(region for mention in mentions for region in mention.regions[:1])
    named = {region.country for region in regions}
    anchors = tuple(
        mention.places[0] for mention in mentions if len(mention.places) == 1 and mention.method != "key"
    )
    stated = next(iter(named)) if len(named) == 1 else None
    return Surroundings(stated or country, tuple(region for region in regions if region.level), anchors)


def decide(mention: PlaceMention, around: Surroundings) -> tuple[PlaceEntry | None, list[PlaceEntry]]:
    """The place that a name means, and what else it may mean; no place when nothing decides."""
    entries = list(mention.places)
    if not entries:
        return None, []
    if mention.method == "key":
        return _same_sound(entries, around)
    for rule in (_of_stated_region, _curated, _in_country, _in_regions, _nearest, _town, _same_spot):
        kept = rule(entries, around) if len(entries) > 1 else entries
        entries = kept or entries
    others = [entry for entry in mention.places if entry is not entries[0]]
    return (entries[0], others) if len(entries) == 1 else (None, entries)


def _same_sound(
    entries: list[PlaceEntry], around: Surroundings
) -> tuple[PlaceEntry | None, list[PlaceEntry]]:
    """A sound alone proves nothing: it needs the stated region or another named place close by."""
    backed = [entry for entry in entries if _in_regions([entry], around) or _nearest([entry], around)]
    return (backed[0], entries) if len(backed) == 1 and len(entries) == 1 else (None, entries)


def _of_stated_region(entries: list[PlaceEntry], around: Surroundings) -> list[PlaceEntry]:
    """The village of the region that the text names, where the well-known place of that name lies elsewhere."""
    there = _in_regions(entries, around)
    return there if not any(entry.curated for entry in there) else []


def _curated(entries: list[PlaceEntry], _around: Surroundings) -> list[PlaceEntry]:
    return [entry for entry in entries if entry.curated]


def _in_country(entries: list[PlaceEntry], around: Surroundings) -> list[PlaceEntry]:
    return [entry for entry in entries if entry.country == around.country]


def _in_regions(entries: list[PlaceEntry], around: Surroundings) -> list[PlaceEntry]:
    codes = {region.code for region in around.regions}
    return [entry for entry in entries if {entry.admin1, entry.admin2} & codes]


def _nearest(entries: list[PlaceEntry], around: Surroundings) -> list[PlaceEntry]:
    ranked = sorted((_nearness(entry, around), entry.key, entry) for entry in entries)
    if not ranked or ranked[0][0] > NEIGHBOUR_M:
        return []
    clear = len(ranked) == 1 or ranked[1][0] > 2 * ranked[0][0]
    return [ranked[0][2]] if clear else []


def _nearness(entry: PlaceEntry, around: Surroundings) -> float:
    others = [anchor for anchor in around.anchors if anchor is not entry]
    return min(
        (distance_m(entry.longitude, entry.latitude, other.longitude, other.latitude) for other in others),
        default=math.inf,
    )


def _town(entries: list[PlaceEntry], around: Surroundings) -> list[PlaceEntry]:
    """A town rather than a hamlet of its name, where nothing points elsewhere."""
    return (
        [entry for entry in entries if entry.feature in {"capital", "city", "town"}]
        if around.country is None
        else []
    )


def _same_spot(entries: list[PlaceEntry], _around: Surroundings) -> list[PlaceEntry]:
    first = entries[0]
    spread = max(
        distance_m(first.longitude, first.latitude, other.longitude, other.latitude) for other in entries
    )
    return [first] if spread <= SAME_SPOT_M else []


def as_candidates(entries: Sequence[PlaceEntry]) -> tuple[PlaceCandidate, ...]:
    unique = list({entry.key: entry for entry in entries}.values())[:ALTERNATIVES]
    return tuple(PlaceCandidate(entry.key, entry.name, entry.latitude, entry.longitude) for entry in unique)
