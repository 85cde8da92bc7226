"""Our own incidents in the columns and words of ACLED's dyadic export: one row per incident.

What ACLED has no empty value for may be empty here: an unstated actor, an unknown toll, a hidden place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from incidents.api.detailed import COUNTRY_NUMBERS, Detailed, Party, shaped_lines
from incidents.codes import (
    ACLED_GEO_PRECISION,
    ACLED_TIME_PRECISION,
    EventType,
    GeoPrecision,
    Inter,
    Role,
    SubEventType,
    TimePrecision,
)

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
EVENT_TYPES = {
    EventType.BATTLES: "Battles",
    EventType.EXPLOSIONS: "Explosions/Remote violence",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "Violence against civilians",
    EventType.PROTESTS: "Protests",
    EventType.RIOTS: "Riots",
    EventType.STRATEGIC_DEVELOPMENTS: "Strategic developments",
}
SUB_EVENT_TYPES = {
    SubEventType.ARMED_CLASH: "Armed clash",
    SubEventType.GOVERNMENT_REGAINS: "Government regains territory",
    SubEventType.NON_STATE_OVERTAKES: "Non-state actor overtakes territory",
    SubEventType.CHEMICAL_WEAPON: "Chemical weapon",
    SubEventType.AIR_DRONE_STRIKE: "Air/drone strike",
    SubEventType.SUICIDE_BOMB: "Suicide bomb",
    SubEventType.SHELLING: "Shelling/artillery/missile attack",
    SubEventType.REMOTE_EXPLOSIVE: "Remote explosive/landmine/IED",
    SubEventType.GRENADE: "Grenade",
    SubEventType.SEXUAL_VIOLENCE: "Sexual violence",
    SubEventType.ATTACK: "Attack",
    SubEventType.ABDUCTION: "Abduction/forced disappearance",
    SubEventType.PEACEFUL_PROTEST: "Peaceful protest",
    SubEventType.PROTEST_WITH_INTERVENTION: "Protest with intervention",
    SubEventType.EXCESSIVE_FORCE: "Excessive force against protesters",
    SubEventType.VIOLENT_DEMONSTRATION: "Violent demonstration",
    SubEventType.MOB_VIOLENCE: "Mob violence",
    SubEventType.AGREEMENT: "Agreement",
    SubEventType.ARRESTS: "Arrests",
    SubEventType.CHANGE_TO_GROUP: "Change to group/activity",
    SubEventType.DISRUPTED_WEAPONS: "Disrupted weapons use",
    SubEventType.HEADQUARTERS: "Headquarters or base established",
    SubEventType.LOOTING: "Looting/property destruction",
    SubEventType.TRANSFER: "Non-violent transfer of territory",
    SubEventType.OTHER: "Other",
}
VIOLENCE, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
DISORDER: dict[str, str] = {
    EventType.BATTLES: VIOLENCE,
    EventType.EXPLOSIONS: VIOLENCE,
    EventType.VIOLENCE_AGAINST_CIVILIANS: VIOLENCE,
    EventType.PROTESTS: DEMONSTRATIONS,
    EventType.STRATEGIC_DEVELOPMENTS: STRATEGIC,
    # Riots are of both kinds, by their sub-event.
    SubEventType.EXCESSIVE_FORCE: f"{VIOLENCE}; {DEMONSTRATIONS}",
    SubEventType.VIOLENT_DEMONSTRATION: DEMONSTRATIONS,
    SubEventType.MOB_VIOLENCE: VIOLENCE,
}


def acled_lines(ids: Iterable[int], audience: int) -> Iterator[str]:
    return shaped_lines(ids, audience, COLUMNS, cells)


def cells(one: Detailed) -> dict[str, Any]:
    """The 31 cells of an incident; None where nothing is known."""
    row = one.row
    first, second = sides(one)
    inter1, inter2 = _inter(first), _inter(second)
    iso, _gw, region = COUNTRY_NUMBERS.get(row["country"] or "", (None, None, None))
    return {
        "event_id_cnty": row["id"],
        "event_date": row["date_start"],
        "year": row["date_start"].year,
        "time_precision": ACLED_TIME_PRECISION[TimePrecision(row["time_precision"])],
        "disorder_type": DISORDER.get(row["sub_event_type"] or "", DISORDER.get(row["event_type"])),
        "event_type": EVENT_TYPES[EventType(row["event_type"])],
        "sub_event_type": SUB_EVENT_TYPES.get(row["sub_event_type"]),
        "actor1": first[0].name if first else None,
        "assoc_actor_1": _beside(first),
        "inter1": inter1,
        "actor2": second[0].name if second else None,
        "assoc_actor_2": _beside(second),
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2),
        "civilian_targeting": "Civilian targeting" if row["civilian_targeting"] else None,
        "iso": iso,
        "region": region,
        "country": one.name_of("country"),
        "admin1": one.name_of("admin1"),
        "admin2": one.name_of("admin2"),
        "admin3": None,
        "location": row["place"] or one.name_of("admin2") or one.name_of("admin1") or one.name_of("country"),
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geo_precision": ACLED_GEO_PRECISION[GeoPrecision(row["geo_precision"])],
        "source": "; ".join(dict.fromkeys(name for name, _day in one.sources)),
        "source_scale": None,
        "notes": one.summary,
        # The most cautious figure; an unknown toll is neither zero nor a code that stands for many.
        "fatalities": row["killed_best"] if row["killed_best"] is not None else row["killed_low"],
        "tags": _tags(row),
        "timestamp": int(row["updated_at"].timestamp()),
    }


def sides(one: Detailed) -> tuple[list[Party], list[Party]]:
    """Who stands first and who second: perpetrators and targets; of parties without a direction, as they come."""
    first = [party for party in one.parties if party.role == Role.PERPETRATOR]
    second = [party for party in one.parties if party.role == Role.TARGET]
    others = [party for party in one.parties if party.role == Role.OTHER]
    against_civilians = one.row["event_type"] == EventType.VIOLENCE_AGAINST_CIVILIANS
    if not second and (one.row["civilian_targeting"] or against_civilians):
        name = f"Civilians ({one.name_of('country')})" if one.row["country"] else "Civilians"
        second = [Party(Role.TARGET, name, Inter.CIVILIANS, one.row["country"] or "", "")]
    if not first and others and not against_civilians:
        first, others = others[:1], others[1:]
    if not second and others:
        second, others = others[:1], others[1:]
    return _named_first(first), _named_first(second)


def _named_first(side: Sequence[Party]) -> list[Party]:
    return sorted(side, key=lambda party: party.name is None)


def _inter(side: Sequence[Party]) -> int | None:
    """0: there is no such side; None: there is one, and nobody says what it is."""
    return side[0].inter if side else 0


def _interaction(first: int | None, second: int | None) -> int | None:
    """Both codes, the lower first; of one side alone, its code and a zero."""
    if first is None or second is None:
        return None
    low, high = sorted((first, second))
    return (10 * low + high if low else 10 * high) or None


def _beside(side: Sequence[Party]) -> str:
    """Communities, and whoever else stands on this side."""
    beside = [party.community for party in side[:1]] + [
        part for party in side[1:] for part in (party.name, party.community)
    ]
    return "; ".join(dict.fromkeys(name for name in beside if name))


def _tags(row: dict[str, Any]) -> str:
    told = [f"verification={row['verification']}", f"credit={row['credit']}", f"licence={row['licence']}"]
    return "; ".join([*(["synthetic"] if row["synthetic"] else []), *told])
