"""Made-up pairs of accounts, of one event and of two, always the same for the same number: what likeness is judged by.

Nothing in here happened, and the groups do not exist. Pairs of one event are told again as other sources would: other
words or another language, a day off, another point, a revised toll, nobody named. Pairs of two events are the hard
ones: near in time and place, mostly with something in common.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from incidents import reference
from incidents.likeness import Side, Toll

SEED = 20180930
FIRST_DAY = date(2018, 1, 1)
GROUPS = {f"sample-group-{letter}": f"Sample armed group {letter.upper()}" for letter in "abcdef"}
BELONGS = {"sample-group-b": "sample-group-a", "sample-group-c": "sample-group-a"}
KM = 1 / 111.2  # degrees of latitude

ENGLISH = {
    "violence_against_civilians": [
        "{who} killed {n} {victims} near {place}",
        "{n} {victims} shot dead by {who} in an attack on the village of {place}",
        "At least {n} {victims} were killed on {weekday} when {who} raided {place}, residents said",
        "Attack at {place}: {n} {victims} dead, {who} fled on motorcycles",
        "{victims} massacred in {place}, {n} bodies found after {who} came at dawn",
    ],
    "battles": [
        "{n} {victims} killed in clash between {who} and the army at {place}",
        "{who} attacked an army post near {place}, {n} {victims} died",
        "Fighting at {place} on {weekday} leaves {n} {victims} dead, {who} withdrew",
        "Ambush near {place}: {n} {victims} fell under the fire of {who}",
    ],
    "explosions_remote_violence": [
        "Roadside bomb near {place} kills {n} {victims}",
        "{n} {victims} died when their vehicle hit a mine on the road to {place}",
        "An improvised device laid by {who} exploded at {place}, {n} {victims} dead",
    ],
}
FRENCH = {
    "violence_against_civilians": [
        "{who} ont tué {n} {victims} près de {place}",
        "{n} {victims} abattus dans une attaque contre le village de {place}, selon des habitants",
    ],
    "battles": [
        "{n} {victims} tués dans un accrochage à {place}",
        "Embuscade près de {place} : {n} {victims} morts",
    ],
    "explosions_remote_violence": ["Une mine tue {n} {victims} près de {place}"],
}
VICTIMS = {"civilians": ("civilians", "civils"), "state_forces": ("soldiers", "soldats")}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Spot = tuple[str, str, float, float, str]  # key, name, longitude, latitude, cercle


@dataclass(frozen=True)
class Pair:
    """Two accounts, whether of one event, and what was done to the second."""

    one: Side
    two: Side
    is_same: bool
    how: str


class Maker:
    def __init__(self, seed: int = SEED) -> None:
        self.chance = random.Random(seed)
        self.spots: list[Spot] = [
            (row.key, row.name, row.longitude, row.latitude, f"{row.country}-{row.admin2}")
            for row in reference.places()
            if row.longitude is not None and row.latitude is not None
        ]

    def event(self, **fixed: object) -> Side:
        """An event as its first source tells it."""
        chance = self.chance
        key, name, longitude, latitude, cercle = chance.choice(self.spots)
        day = FIRST_DAY + timedelta(days=chance.randrange(365))
        event_type = chance.choices(list(ENGLISH), (5, 3, 2))[0]
        victims = "civilians" if event_type == "violence_against_civilians" else chance.choice(list(VICTIMS))
        toll = max(1, round(chance.lognormvariate(1.4, 0.9)))
        group = chance.choice(list(GROUPS))
        side = Side(
            first=day, last=day, longitude=longitude, latitude=latitude, radius_m=2_000, place=key, place_name=name,
            admin2=cercle, toll=Toll(toll, toll, toll), actors={group: GROUPS[group]}, families=_family(group),
            victims=frozenset([victims]), event_type=event_type,
        )  # fmt: skip
        return self.told(replace(side, **fixed), "en")  # type: ignore[arg-type]

    def told(self, side: Side, language: str) -> Side:
        """The side with words that say what it holds."""
        templates = (ENGLISH if language == "en" else FRENCH)[side.event_type or "battles"]
        (group, *_others) = side.victims or {"civilians"}
        unnamed = "Gunmen" if language == "en" else "Des hommes armés"
        words = self.chance.choice(templates).format(
            who=next(iter(side.actors.values()), unnamed),
            n=side.toll.least if side.toll.least is not None else "several",
            victims=VICTIMS.get(group, ("people", "personnes"))[language == "fr"],
            place=side.place_name or "the border",
            weekday=WEEKDAYS[side.first.weekday()] if side.first else "day",
        )
        return replace(side, words=((language, words),))

    # One event, told again ---------------------------------------------------------------------------------
    def again(self, one: Side) -> Pair:
        chance, two, how = self.chance, one, ["reworded"]
        if chance.random() < 0.35:
            two, _ = _shifted(two, chance.choice([-1, 1, 1, 2])), how.append("shifted")
        if chance.random() < 0.5:
            two, _ = self._jittered(two, chance.uniform(0.5, 8)), how.append("jittered")
        if chance.random() < 0.4:
            two, _ = self._revised(two), how.append("toll revised")
        if chance.random() < 0.45:
            two, _ = replace(two, actors={}, families=frozenset()), how.append("nobody named")
        elif chance.random() < 0.15:
            two, _ = self._wider(two), how.append("its larger group")
        if chance.random() < 0.2:
            two, _ = replace(two, victims=frozenset()), how.append("victims unsaid")
        if chance.random() < 0.08:
            two, _ = replace(two, event_type=_neighbour(two.event_type)), how.append("typed otherwise")
        language = "fr" if chance.random() < 0.2 else "en"
        return Pair(one, self.told(two, language), True, " + ".join([*how, language]))

    def _jittered(self, side: Side, kilometres: float) -> Side:
        angle = self.chance.uniform(0, 2 * math.pi)
        assert side.longitude is not None
        assert side.latitude is not None
        return replace(
            side,
            place=None if self.chance.random() < 0.5 else side.place,
            longitude=side.longitude
            + kilometres * KM * math.cos(angle) / math.cos(math.radians(side.latitude)),
            latitude=side.latitude + kilometres * KM * math.sin(angle),
            radius_m=self.chance.choice([500, 2_000, 5_000, 20_000]),
        )

    def _revised(self, side: Side) -> Side:
        least = side.toll.least or 0
        other = max(1, round(least * self.chance.choice([0.7, 0.85, 1.2, 1.5])) + self.chance.choice([0, 1]))
        return replace(
            side,
            toll=self.chance.choice([Toll(other, other, other), Toll(other), Toll(other, None, other + 5)]),
        )

    def _wider(self, side: Side) -> Side:
        wider = BELONGS.get(next(iter(side.actors), ""))
        return replace(side, actors={wider: GROUPS[wider]}, families=_family(wider)) if wider else side

    # Two events that look alike ------------------------------------------------------------------------------
    def others(self, one: Side) -> Iterator[tuple[str, Side]]:
        """Other events near this one: what they share with it, and the event."""
        chance = self.chance
        same_place = {"place": one.place, "place_name": one.place_name, "longitude": one.longitude,
                      "latitude": one.latitude, "admin2": one.admin2}  # fmt: skip
        who = {"actors": one.actors, "families": one.families}
        day = _shifted(one, chance.choice([-3, -2, -1, 1, 2, 3]))
        other_days = {"first": day.first, "last": day.last}
        same_day = {"first": one.first, "last": one.last}
        near = self._jittered(one, chance.uniform(9, 30))
        nearby = {"place": None, "place_name": self._name(), "longitude": near.longitude, "latitude": near.latitude,
                  "admin2": one.admin2}  # fmt: skip
        yield "place and actor, another day", self.event(**same_place, **who, **other_days)
        yield "day and actor, a place nearby", self.event(**nearby, **who, **same_day)
        yield "day and place, other victims", self.event(
            **same_place, **same_day, event_type=one.event_type,
            victims=frozenset({"civilians", "state_forces"} - one.victims),
        )  # fmt: skip
        yield (
            "type, another day and a place nearby",
            self.event(**nearby, **other_days, event_type=one.event_type, victims=one.victims),
        )
        yield "anything within three days and 30 km", self.event(**nearby, **other_days)

    def _name(self) -> str:
        return self.chance.choice(self.spots)[1]


def _family(group: str) -> frozenset[str]:
    return frozenset({group, BELONGS.get(group, group)})


def _shifted(side: Side, days: int) -> Side:
    assert side.first is not None
    assert side.last is not None
    return replace(side, first=side.first + timedelta(days=days), last=side.last + timedelta(days=days))


def _neighbour(event_type: str | None) -> str:
    return "violence_against_civilians" if event_type == "battles" else "battles"


def made_pairs(number: int, seed: int = SEED) -> list[Pair]:
    """So many pairs of one event, and as many of each kind of two events."""
    maker = Maker(seed)
    pairs = []
    for _n in range(number):
        one = maker.event()
        pairs.append(maker.again(one))
        pairs += [Pair(one, two, False, how) for how, two in maker.others(one)]
    return pairs


def shares(pairs: list[Pair], verdict_of: Callable[[Side, Side], str]) -> dict[str, dict[str, float]]:
    """For pairs of one event and each kind of two: the share of each verdict."""
    counted: dict[str, dict[str, int]] = {}
    for pair in pairs:
        row = counted.setdefault(
            "one event" if pair.is_same else pair.how, {"likely": 0, "maybe": 0, "none": 0}
        )
        row[verdict_of(pair.one, pair.two)] += 1
    return {kind: {name: n / sum(row.values()) for name, n in row.items()} for kind, row in counted.items()}
