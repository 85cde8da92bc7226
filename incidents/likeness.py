"""How much two accounts look like one incident: six likenesses, what speaks against it, and a verdict.

Pure: the sides are given. Nothing here decides; the verdict ranks what an editor is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from incidents.codes import CasualtyGroup, EventType, MatchVerdict, MatchVeto
from incidents.earth import distance_m
from incidents.spelling import words_of

WEIGHTS = {"date": 0.15, "distance": 0.20, "toll": 0.10, "actors": 0.15, "words": 0.35, "type": 0.05}
LIKELY, MAYBE = 0.75, 0.5
# With less of the weights known than this, two accounts are never called likely the same.
ENOUGH_KNOWN = 0.5
# A point that is known to this radius is precise; so far apart (km), two precise points are two places.
PRECISE_M, APART_KM = 10_000, 25.0
# Beyond this distance (km), less what the two radii leave open, nothing of the likeness is left.
FAR_KM = 30.0
FAR_DAYS = 4
TOLLS_APART = 5.0
# Who codes an event chooses between these by words that sources do not agree on.
TYPE_FAMILIES: Mapping[str, str] = {
    EventType.BATTLES: "armed violence",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "armed violence",
    EventType.EXPLOSIONS: "armed violence",
    EventType.PROTESTS: "demonstrations",
    EventType.RIOTS: "demonstrations",
    EventType.STRATEGIC_DEVELOPMENTS: "developments",
}
UNSPOKEN_GROUPS = frozenset({CasualtyGroup.ALL.value, CasualtyGroup.UNKNOWN.value, ""})


@dataclass(frozen=True)
class Toll:
    """How many were killed. Each figure may be unknown."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def least(self) -> int | None:
        return next((figure for figure in (self.low, self.best, self.high) if figure is not None), None)

    @property
    def most(self) -> int | None:
        return next((figure for figure in (self.high, self.best, self.low) if figure is not None), None)


@dataclass(frozen=True)
class Side:
    """One account of an incident. Longitude and latitude in degrees, radius in metres; None is not known.

    `actors` are the named ones (slug -> name), `families` these with all that they belong to; `words` are
    (language, text), where an empty language is not known. `is_lead`: rests only on sources that are not to
    be relied on, whose figures mean little.
    """

    first: date | None = None
    last: date | None = None
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None
    place: str | None = None
    place_name: str = ""
    admin2: str | None = None
    toll: Toll = Toll()
    actors: Mapping[str, str] = field(default_factory=dict)
    families: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    event_type: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    urls: frozenset[str] = frozenset()
    is_lead: bool = False


@dataclass(frozen=True)
class Likeness:
    """The likenesses, each 0..1 or None where one side says nothing; `score` 0..1 over the known ones."""

    features: Mapping[str, float | None]
    score: float
    vetoes: tuple[str, ...]
    verdict: str


def compare(a: Side, b: Side, *, same_text: bool = False, worth: float = 0.0) -> Likeness:
    """Both sides weighed; the order of the two makes no difference.

    `same_text`: the same report, word by word, from two sources. That is the strongest candidate whatever the
    values say: its first day may be read from another day of publication. Words, which take longest, are left out
    where even the same ones would not bring the score to what is `worth` keeping.
    """
    features = {
        "date": date_likeness(a, b),
        "distance": distance_likeness(a, b),
        "toll": toll_likeness(a.toll, b.toll),
        "actors": actor_likeness(a, b),
        "words": None,
        "type": type_likeness(a.event_type, b.event_type),
    }
    vetoes = tuple(_vetoes(a, b))
    if same_text or _score({**features, "words": 1.0})[0] >= worth:
        features["words"] = words_likeness(a, b)
    score, weight = _score(features)
    if same_text:
        return Likeness(features, 1.0, vetoes, MatchVerdict.LIKELY.value)
    return Likeness(features, score, vetoes, _verdict(score, vetoes, weight, a, b))


def _score(features: Mapping[str, float | None]) -> tuple[float, float]:
    """(the weighed mean of what is known, how much of the weights that is)."""
    weight = sum(WEIGHTS[name] for name, value in features.items() if value is not None)
    total = sum(WEIGHTS[name] * value for name, value in features.items() if value is not None)
    return (total / weight if weight else 0.0), weight


def _verdict(score: float, vetoes: tuple[str, ...], weight: float, a: Side, b: Side) -> str:
    if vetoes or score < MAYBE:
        return MatchVerdict.NONE.value
    is_sure = score >= LIKELY and weight >= ENOUGH_KNOWN - 1e-9 and not _types_differ(a, b)
    return MatchVerdict.LIKELY.value if is_sure else MatchVerdict.MAYBE.value


# The six -------------------------------------------------------------------------------------------------
def days_apart(a: Side, b: Side) -> int | None:
    """Days between the two intervals; 0 where they overlap, None where one is not known."""
    if a.first is None or b.first is None:
        return None
    return max((a.first - (b.last or b.first)).days, (b.first - (a.last or a.first)).days, 0)


def date_likeness(a: Side, b: Side) -> float | None:
    """1 for the same day; a month that holds the day is compatible and says little."""
    apart = days_apart(a, b)
    if apart is None or a.first is None or b.first is None:
        return None
    if apart:
        return max(0.0, 1 - apart / FAR_DAYS)
    a_last, b_last = a.last or a.first, b.last or b.first
    shared = (min(a_last, b_last) - max(a.first, b.first)).days + 1
    united = (max(a_last, b_last) - min(a.first, b.first)).days + 1
    return 0.5 + 0.5 * shared / united


def kilometres_apart(a: Side, b: Side) -> float | None:
    if a.longitude is None or a.latitude is None or b.longitude is None or b.latitude is None:
        return None
    return distance_m(a.longitude, a.latitude, b.longitude, b.latitude) / 1000


def distance_likeness(a: Side, b: Side) -> float | None:
    """1 for the same place; two areas that may hold one another say half of it at least."""
    apart = kilometres_apart(a, b)
    if a.place is not None and a.place == b.place and (apart is None or apart <= FAR_KM):
        return 1.0
    if apart is None:
        return 0.6 if a.admin2 and a.admin2 == b.admin2 else None
    wider = max(a.radius_m or 0, b.radius_m or 0)
    open_km = 0.0 if wider <= PRECISE_M else ((a.radius_m or 0) + (b.radius_m or 0)) / 1000
    near = max(0.0, 1 - max(0.0, apart - open_km) / FAR_KM)
    return near * max(0.5, min(1.0, PRECISE_M / wider if wider else 1.0))


def toll_likeness(a: Toll, b: Toll) -> float | None:
    if a.best is not None and a.best == b.best:
        return 1.0
    ratio = tolls_ratio(a, b)
    if ratio is None:
        return None
    return 0.9 if ratio == 1 else 1 / ratio


def tolls_ratio(a: Toll, b: Toll) -> float | None:
    """How many times the larger toll is the smaller one, by the figures that are nearest; 1 where they overlap."""
    if a.least is None or a.most is None or b.least is None or b.most is None:
        return None
    smaller, larger = (a.most, b.least) if a.most < b.least else (b.most, a.least)
    # Nobody and somebody are apart, but not infinitely: one dead against none is twice as many.
    return max(1.0, (larger + 1) / (smaller + 1) if smaller == 0 else larger / smaller)


def actor_likeness(a: Side, b: Side) -> float | None:
    """Nobody named is neutral; a cell and the group that it belongs to are nearly the same."""
    if not a.actors or not b.actors:
        return None
    if a.actors.keys() & b.actors.keys():
        return 1.0
    if a.actors.keys() & b.families or b.actors.keys() & a.families:
        return 0.8
    return 0.5 if a.families & b.families else 0.0


def words_likeness(a: Side, b: Side) -> float | None:
    """The best of title and passage against title and passage, in one language; the same address is the same text."""
    if a.urls & b.urls:
        return 1.0
    pairs = [
        _alike(text, other)
        for language, text in a.words
        for other_language, other in b.words
        if not language or not other_language or language == other_language
    ]
    return max(pairs, default=None)


def type_likeness(a: str | None, b: str | None) -> float | None:
    if not a or not b:
        return None
    if a == b:
        return 1.0
    return 0.5 if TYPE_FAMILIES.get(a) == TYPE_FAMILIES.get(b) else 0.0


@lru_cache(maxsize=4096)
def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of the folded words, each word with its beginning and its end, as pg_trgm has them."""
    padded = (f"  {word} " for word in words_of(text))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def _alike(text: str, other: str) -> float:
    mine, theirs = trigrams(text), trigrams(other)
    united = len(mine | theirs)
    return len(mine & theirs) / united if united else 0.0


# What speaks against it --------------------------------------------------------------------------------------
def _vetoes(a: Side, b: Side) -> Iterator[str]:
    # In a clash each side counts the other's dead.
    is_clash = a.event_type == b.event_type == EventType.BATTLES
    if a.victims and b.victims and not a.victims & b.victims and not is_clash:
        yield MatchVeto.VICTIMS.value
    if _types_differ(a, b) and not _is_one_scene(a, b):
        yield MatchVeto.TYPE.value
    apart = kilometres_apart(a, b)
    if apart is not None and apart > APART_KM and _is_precise(a) and _is_precise(b):
        yield MatchVeto.PLACE.value
    ratio = tolls_ratio(a.toll, b.toll)
    if ratio is not None and ratio > TOLLS_APART and not (a.is_lead or b.is_lead):
        yield MatchVeto.TOLL.value


def _types_differ(a: Side, b: Side) -> bool:
    return bool(a.event_type and b.event_type and a.event_type != b.event_type)


def _is_one_scene(a: Side, b: Side) -> bool:
    """One place and day, and types that are chosen between: a clash to one, an attack on civilians to the other."""
    is_related = TYPE_FAMILIES.get(a.event_type or "") == TYPE_FAMILIES.get(b.event_type or "")
    apart = kilometres_apart(a, b)
    is_one_place = (a.place is not None and a.place == b.place) or (
        apart is not None and apart * 1000 <= PRECISE_M
    )
    return is_related and is_one_place and days_apart(a, b) == 0


def _is_precise(side: Side) -> bool:
    return side.radius_m is not None and side.radius_m <= PRECISE_M
