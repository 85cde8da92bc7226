"""Names that extraction knows: places, regions and actors, indexed once and looked up by words.

Tables come from `incidents.reference` or from the database; extraction cannot tell them apart.
Latitude and longitude are degrees (WGS84); radii and distances are metres.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from statistics import fmean
from typing import Any, Generic, TypeVar

from incidents import reference
from incidents.earth import distance_m
from incidents.spelling import key_of_words, transliteration_key, words_of

Value = TypeVar("Value")
Named = tuple[tuple[str, ...], "PlaceEntry"]

FUZZY_RATIO = 0.82
# A piece of a name that so many names share says nothing about which of them is meant.
MOST_OF_A_PIECE = 1_500
# So many names that share the most pieces are compared letter by letter.
COMPARED = 60
# A word that so many longer names begin with (Tin, Ouro, Hassi) is no name by itself.
BEGINS_MANY = 10
# A bulk gazetteer has places near a border twice, once in each country's file and not always at the same spot.
ACROSS_M = 50_000
# Of places of one name in one country that a bulk gazetteer has, those of the first rank stand for it: people are
# attacked in the village, not in the hill or the area that is named after it.
# Sounds that names begin with, written together with the rest or apart.
PREFIXES, VOWELS = frozenset({"n", "m"}), frozenset("aeiouy")
POPULATED = frozenset({"town", "village", "camp"})
SPOTS = frozenset({"well", "mine", "border_post"})


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A locality. `curated` entries were checked by people and outrank a bulk gazetteer's."""

    key: str
    name: str
    names: tuple[str, ...]
    feature: str
    country: str
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    radius_m: int
    curated: bool

    @property
    def rank(self) -> int:
        return 0 if self.feature in POPULATED else 1 if self.feature in SPOTS else 2


@dataclass(frozen=True)
class ActorName:
    """A name of an actor; the validity dates are partial ISO dates (`2015`, `2019-03`)."""

    name: str
    language: str | None
    kind: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class ActorEntry:
    slug: str
    names: tuple[ActorName, ...]
    inter: int
    country: str | None
    community: str | None


@dataclass(frozen=True)
class RegionEntry:
    """A country (level 0), region (1) or cercle, department, province (2) with a circle that covers it."""

    code: str
    name: str
    names: tuple[str, ...]
    level: int
    country: str
    parent: str | None
    latitude: float | None
    longitude: float | None
    radius_m: int | None


class PhraseIndex(Generic[Value]):
    """Finds phrases in a list of folded words; the cost does not depend on how many phrases there are."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        for words, value in phrases:
            if not words:
                continue
            known = self._values[tuple(words)]
            if value not in known:
                known.append(value)
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._longest)

    def at(self, words: Sequence[str], position: int) -> tuple[int, list[Value]] | None:
        """The longest phrase that begins at a position: how many words it takes, and its values."""
        longest = self._longest.get(words[position])
        if longest is None:
            return None
        for length in range(min(longest, len(words) - position), 0, -1):
            values = self._values.get(tuple(words[position : position + length]))
            if values:
                return length, values
        return None

    def exactly(self, words: Sequence[str]) -> list[Value]:
        """The values of one whole phrase."""
        return list(self._values.get(tuple(words), ()))


class Tables:
    """The names that one extraction run knows; `origin` says where they come from."""

    def __init__(
        self,
        places: Sequence[PlaceEntry],
        actors: Sequence[ActorEntry],
        regions: Sequence[RegionEntry],
        origin: str = "reference",
    ) -> None:
        self.origin = origin
        self.regions = {region.code: region for region in regions}
        self.actors = {actor.slug: actor for actor in actors}
        self.actors_of: dict[str | None, list[ActorEntry]] = defaultdict(list)
        for actor in actors:
            self.actors_of[actor.country].append(actor)
        self.places = {place.key: place for place in places}
        named = [(words_of(name), place) for place in places for name in (place.name, *place.names)]
        self.place_names: PhraseIndex[PlaceEntry] = PhraseIndex(
            (spelling, place) for words, place in _foremost(named) for spelling in _apart_or_joined(words)
        )
        self.region_names: PhraseIndex[RegionEntry] = PhraseIndex(
            (words_of(name), region) for region in regions for name in (region.name, *region.names)
        )
        self.actor_names: PhraseIndex[tuple[ActorEntry, ActorName]] = PhraseIndex(
            (words_of(name.name), (actor, name)) for actor in actors for name in actor.names
        )
        self._by_key: dict[str, list[PlaceEntry]] = {}
        self._by_piece: dict[str, list[str]] = {}
        for words, place in named:
            self._add_key(key_of_words(words), place)

    def _add_key(self, key: str, place: PlaceEntry) -> None:
        known = self._by_key.get(key)
        if known is None:
            self._by_key[key] = [place]
            for piece in _pieces(key):
                self._by_piece.setdefault(piece, []).append(key)
        elif place not in known:
            known.append(place)

    @classmethod
    def from_reference(cls) -> Tables:
        """The curated facts that ship with the product, read once per process."""
        return _reference_tables()

    def places_by_key(self, name: str) -> list[PlaceEntry]:
        """Places whose name sounds the same. A hit is a hint: short keys join places far apart."""
        return list(self._by_key.get(transliteration_key(name), ()))

    def similar_places(self, name: str, limit: int = 3) -> list[PlaceEntry]:
        """Places with a similar spelling, the most similar first; candidates only, never an answer.

        Names that begin alike and share rare pieces are compared: a bounded number, however many there are.
        """
        key = transliteration_key(name)
        shared: Counter[str] = Counter()
        for piece in _pieces(key):
            keys = self._by_piece.get(piece, ())
            if len(keys) <= MOST_OF_A_PIECE:
                shared.update(keys)
        alike = ((number, other) for other, number in shared.items() if other[:2] == key[:2])
        scored = [(_similarity(key, other), other) for _, other in heapq.nlargest(COMPARED, alike)]
        best = sorted((pair for pair in scored if pair[0] >= FUZZY_RATIO), reverse=True)
        return [place for _, other in best[:limit] for place in self._by_key[other]][:limit]


def _foremost(named: Sequence[Named]) -> Iterator[Named]:
    """All curated places of a name, and in each country the others that people mean by it (see `PlaceEntry.rank`).

    A spelling of a bulk gazetteer that sounds like a curated place of the same parts means that place, unless it is
    its very name: `I-n-Atès` is Inates, not the well of that spelling 700 km away in the same country.
    """
    begun = Counter(words[0] for words in {words for words, _place in named} if len(words) > 1)
    sounding: dict[str, list[PlaceEntry]] = defaultdict(list)
    best: dict[tuple[tuple[str, ...], str], int] = {}
    for words, place in named:
        if place.curated:
            sounding[key_of_words(words)].append(place)
        else:
            spot = words, place.country
            best[spot] = min(place.rank, best.get(spot, place.rank))
    for words, place in named:
        if place.curated:
            yield words, place
            continue
        meant = [other for other in sounding.get(key_of_words(words), ()) if _is_of_these_parts(other, place)]
        if meant and all(words_of(other.name) != words for other in meant):
            yield from ((words, other) for other in meant)
        elif place.rank == best[words, place.country] and not (
            len(words) == 1 and begun[words[0]] >= BEGINS_MANY
        ):
            yield words, place


def _apart_or_joined(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name, and with its first sound apart or joined: N'Dorola is Ndorola, Mbouna is M'Bouna."""
    yield words
    if words and words[0] in PREFIXES and len(words) > 1:
        yield (words[0] + words[1], *words[2:])
    elif words and words[0][:1] in PREFIXES and len(words[0]) > 3 and words[0][1] not in VOWELS:
        yield (words[0][0], words[0][1:], *words[1:])


def _is_of_these_parts(place: PlaceEntry, other: PlaceEntry) -> bool:
    """In the same country, or just across the border."""
    if place.country == other.country:
        return True
    return distance_m(place.longitude, place.latitude, other.longitude, other.latitude) <= ACROSS_M


def _pieces(key: str) -> set[str]:
    """Three letters each; the first piece holds the beginning."""
    begun = f"^{key}"
    return {begun[at : at + 3] for at in range(len(begun) - 2)}


def _similarity(key: str, other: str) -> float:
    if abs(len(key) - len(other)) > 3:
        return 0.0
    matcher = SequenceMatcher(None, key, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= FUZZY_RATIO else 0.0


@cache
def _reference_tables() -> Tables:
    return Tables(_reference_places(), _reference_actors(), _reference_regions(), "reference")


def _reference_places() -> list[PlaceEntry]:
    return [
        PlaceEntry(
            key=row.key,
            name=row.name,
            names=row.aliases,
            feature=row.feature,
            country=row.country,
            admin1=row.admin1,
            admin2=row.admin2,
            latitude=row.latitude,
            longitude=row.longitude,
            radius_m=row.radius_m,
            curated=True,
        )
        for row in reference.places()
    ]


def _reference_actors() -> list[ActorEntry]:
    names: dict[str, list[ActorName]] = defaultdict(list)
    for row in reference.actor_names():
        names[row.actor].append(ActorName(row.name, row.language, row.kind, row.valid_from, row.valid_to))
    return [
        ActorEntry(row.slug, tuple(names[row.slug]), row.inter, row.country, row.community)
        for row in reference.actors()
    ]


def _reference_regions() -> list[RegionEntry]:
    outlines = reference.boundaries()
    entries = []
    for row in reference.regions():
        circle = _outline_circle(outlines.get(row.code)) or _places_circle(row.code)
        latitude, longitude, radius = circle or (None, None, None)
        names = tuple(name for name in (row.name_en, *row.aliases) if name)
        entries.append(
            RegionEntry(
                row.code, row.name, names, row.level, row.country, row.parent, latitude, longitude, radius
            )
        )
    return entries


def _outline_circle(geometry: dict[str, Any] | None) -> tuple[float, float, int] | None:
    """Centre (lat, lon) and radius in metres of the circle around an outline's bounding box."""
    points = list(_positions(geometry["coordinates"])) if geometry else []
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    latitude = (min(latitudes) + max(latitudes)) / 2
    longitude = (min(longitudes) + max(longitudes)) / 2
    radius = distance_m(longitude, latitude, max(longitudes), max(latitudes))
    return round(latitude, 4), round(longitude, 4), round(radius)


def _positions(coordinates: Any) -> Iterable[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _positions(part)


def _places_circle(code: str) -> tuple[float, float, int] | None:
    """For a region without an outline: the mean of its places, wide enough to hold them all."""
    inside = [row for row in reference.places() if code in (row.admin1, row.admin2, row.country)]
    if not inside:
        return None
    latitude, longitude = fmean(row.latitude for row in inside), fmean(row.longitude for row in inside)
    radius = max(distance_m(longitude, latitude, row.longitude, row.latitude) for row in inside)
    return round(latitude, 4), round(longitude, 4), round(radius) + 20_000
