"""Generates incidents, always the same for the same number: clustered, in bursts, of every precision.

Nothing in here happened. Actors are fictional ("Sample armed group A"): a made-up massacre never carries a
real group's name. Coordinates are (lon, lat) in degrees.
"""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from incidents.codes import CasualtyGroup, CasualtyKind, EventType, GeoPrecision, LocationPolicy, SubEventType

SEED = 20180930
LAST_DAY = date(2018, 10, 15)
SHORT_PERIOD_DAYS, LONG_PERIOD_DAYS = 365, 3_200
SMALL_NUMBER = 5_000
CENTRE = (1.6, 15.75)
# Share of each kind of event, its usual sub-event types and its chance of deaths.
EVENTS: tuple[tuple[int, str, tuple[str, ...], float], ...] = (
    (34, EventType.VIOLENCE_AGAINST_CIVILIANS, (SubEventType.ATTACK, SubEventType.ATTACK, SubEventType.ABDUCTION), 0.6),
    (30, EventType.BATTLES, (SubEventType.ARMED_CLASH, SubEventType.NON_STATE_OVERTAKES), 0.7),
    (14, EventType.EXPLOSIONS, (SubEventType.REMOTE_EXPLOSIVE, SubEventType.AIR_DRONE_STRIKE,
                                SubEventType.SHELLING, SubEventType.SUICIDE_BOMB), 0.5),
    (10, EventType.STRATEGIC_DEVELOPMENTS, (SubEventType.LOOTING, SubEventType.ARRESTS, SubEventType.OTHER), 0.0),
    (8, EventType.PROTESTS, (SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION), 0.0),
    (4, EventType.RIOTS, (SubEventType.MOB_VIOLENCE, SubEventType.VIOLENT_DEMONSTRATION), 0.2),
)  # fmt: skip
VERIFICATIONS: tuple[tuple[str, int], ...] = (
    ("unverified", 46),
    ("corroborated", 34),
    ("confirmed", 14),
    ("disputed", 4),
    ("refuted", 2),
)
PRECISIONS: tuple[tuple[str, int], ...] = (
    (GeoPrecision.SETTLEMENT, 56),
    (GeoPrecision.NEAR, 16),
    (GeoPrecision.ROAD, 5),
    (GeoPrecision.ADMIN2, 8),
    (GeoPrecision.ADMIN1, 8),
    (GeoPrecision.COUNTRY, 5),
    (GeoPrecision.UNKNOWN, 2),
)


@dataclass(frozen=True)
class Site:
    """A place of the gazetteer with what an incident there needs; its region's circle for vaguer ones."""

    place: int
    region: int
    country_region: int
    admin1: int
    admin1_point: tuple[float, float, int] | None
    admin2_point: tuple[float, float, int] | None
    longitude: float
    latitude: float
    radius_m: int


@dataclass
class Made:
    """One generated incident, ready to be written."""

    public_id: uuid.UUID
    event_type: str
    sub_event_type: str
    first: date
    last: date
    time_precision: str
    policy: str
    precision: str
    place: int | None
    second_place: int | None
    region: int
    point: tuple[float, float] | None
    radius_m: int | None
    verification: str
    is_draft: bool
    perpetrator: int
    target: int
    attribution: str
    claim: str
    # (kind, group, low, best, high, recommended, disputed)
    estimates: list[tuple[str, str, int | None, int | None, int | None, bool, bool]] = field(
        default_factory=list
    )
    killed: tuple[int | None, int | None, int | None] = (None, None, None)
    second_source: bool = False


def generate(
    number: int, sites: Sequence[Site], armed: Sequence[int], targets: Sequence[int]
) -> Iterator[Made]:
    """So many incidents around these sites; `armed` and `targets` are ids of fictional actors."""
    source = random.Random(SEED)
    weights = list(accumulate(_weight(site, rank) for rank, site in enumerate(_shuffled(sites, source))))
    ordered = _shuffled(sites, random.Random(SEED))
    days = SHORT_PERIOD_DAYS if number <= SMALL_NUMBER else LONG_PERIOD_DAYS
    bursts = [(source.random(), source.uniform(3, 14)) for _ in range(24)]
    event_weights = list(accumulate(share for share, *_rest in EVENTS))
    precision_names = [name for name, _share in PRECISIONS]
    precision_totals = list(accumulate(share for _name, share in PRECISIONS))
    check_names = [name for name, _share in VERIFICATIONS]
    check_totals = list(accumulate(share for _name, share in VERIFICATIONS))
    for _ in range(number):
        site = source.choices(ordered, cum_weights=weights)[0]
        _share, event_type, sub_types, deadly = source.choices(EVENTS, cum_weights=event_weights)[0]
        first, last, time_precision = _days(source, days, bursts)
        precision = source.choices(precision_names, cum_weights=precision_totals)[0]
        made = Made(
            public_id=uuid.UUID(int=source.getrandbits(128), version=4),
            event_type=event_type,
            sub_event_type=source.choice(sub_types),
            first=first,
            last=last,
            time_precision=time_precision,
            policy=LocationPolicy.EXACT,
            precision=precision,
            place=None,
            second_place=None,
            region=site.region,
            point=None,
            radius_m=None,
            verification=source.choices(check_names, cum_weights=check_totals)[0],
            is_draft=source.random() < 0.03,
            perpetrator=source.choice(armed),
            target=source.choice(targets),
            attribution="suspected" if source.random() < 0.45 else "stated",
            claim="claimed" if source.random() < 0.2 else "none" if source.random() < 0.5 else "unknown",
            second_source=source.random() < 0.15,
        )
        _put_somewhere(made, site, ordered, source)
        _count_victims(made, deadly, source)
        yield made


def _shuffled(sites: Sequence[Site], source: random.Random) -> list[Site]:
    ordered = sorted(sites, key=lambda site: site.place)
    source.shuffle(ordered)
    return ordered


def _weight(site: Site, rank: int) -> float:
    """Few places see most of it (Zipf), the more so the nearer they are to Ansongo and Menaka."""
    away = math.hypot(site.longitude - CENTRE[0], site.latitude - CENTRE[1])
    return (1 / (rank % 97 + 3)) * (0.05 + math.exp(-((away / 2.2) ** 2)))


def _days(source: random.Random, days: int, bursts: list[tuple[float, float]]) -> tuple[date, date, str]:
    if source.random() < 0.35:
        middle, width = source.choice(bursts)
        back = days * middle + source.gauss(0, width)
    else:
        back = days * source.random() ** 1.3
    day = LAST_DAY - timedelta(days=int(min(max(back, 0), days)))
    kind = source.random()
    if kind < 0.84:
        return day, day, "day"
    if kind < 0.93:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "week"
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), "month"


def _put_somewhere(made: Made, site: Site, sites: Sequence[Site], source: random.Random) -> None:
    if made.precision == GeoPrecision.SETTLEMENT:
        made.place, made.radius_m = site.place, site.radius_m
        made.point = (site.longitude, site.latitude)
    elif made.precision == GeoPrecision.NEAR:
        made.place, made.radius_m = site.place, 8_000
        made.point = (site.longitude + source.gauss(0, 0.06), site.latitude + source.gauss(0, 0.06))
    elif made.precision == GeoPrecision.ROAD:
        other = _neighbour(site, sites, source)
        middle = ((site.longitude + other.longitude) / 2, (site.latitude + other.latitude) / 2)
        length = 111_195 * math.hypot(
            (site.longitude - other.longitude) * math.cos(math.radians(middle[1])),
            site.latitude - other.latitude,
        )
        made.place, made.second_place, made.point = site.place, other.place, middle
        made.radius_m = max(1, round(length / 2))
    elif made.precision in {GeoPrecision.ADMIN2, GeoPrecision.ADMIN1}:
        circle = site.admin2_point if made.precision == GeoPrecision.ADMIN2 else site.admin1_point
        if made.precision == GeoPrecision.ADMIN1:
            made.region = site.admin1
        if circle is not None:
            made.point, made.radius_m = circle[:2], circle[2]
    elif made.precision == GeoPrecision.COUNTRY:
        made.region = site.country_region
    else:
        made.policy, made.region = LocationPolicy.HIDDEN, site.country_region


def _neighbour(site: Site, sites: Sequence[Site], source: random.Random) -> Site:
    """Another site at road distance; the nearest of some candidates."""
    candidates = [other for other in source.sample(sites, min(40, len(sites))) if other.place != site.place]
    return min(
        candidates,
        key=lambda other: (other.longitude - site.longitude) ** 2 + (other.latitude - site.latitude) ** 2,
    )


def _count_victims(made: Made, deadly: float, source: random.Random) -> None:
    """Deaths, some injuries and abductions; conflicting and vague tolls among them, some unstated."""
    killed, injured = CasualtyKind.KILLED, CasualtyKind.INJURED
    whole = CasualtyGroup.ALL
    if source.random() < 0.12:
        return  # nothing is said of the toll
    dead = min(int(source.paretovariate(1.3)), 120) if source.random() < deadly else 0
    kind = source.random()
    if dead > 3 and kind < 0.08:  # two sources disagree: a range without a best figure, both claims kept
        low, high = max(1, dead - source.randint(1, dead // 2 + 1)), dead + source.randint(1, 8)
        made.killed = (low, None, high)
        made.estimates = [
            (killed, whole, low, None, high, True, True),
            (killed, whole, low, low, low, False, True),
            (killed, whole, high, high, high, False, True),
        ]
    elif dead > 1 and kind < 0.14:  # "several", "dozens"
        low = 24 if dead > 20 else 3
        made.killed = (low, None, None)
        made.estimates = [(killed, whole, low, None, None, True, False)]
    else:
        made.killed = (dead, dead, dead)
        made.estimates = [(killed, whole, dead, dead, dead, True, False)]
    if made.event_type == EventType.VIOLENCE_AGAINST_CIVILIANS and made.killed[1]:
        made.estimates.append((killed, CasualtyGroup.CIVILIANS, dead, dead, dead, True, False))
    if dead and source.random() < 0.3:
        hurt = source.randint(1, dead + 3)
        made.estimates.append((injured, whole, hurt, hurt, hurt, True, False))
    if made.sub_event_type == SubEventType.ABDUCTION:
        taken = source.randint(1, 6)
        made.estimates.append((CasualtyKind.ABDUCTED, whole, taken, taken, taken, True, False))
