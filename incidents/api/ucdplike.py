"""Our own incidents in the columns and codes of UCDP's georeferenced events (GED): one row per incident.

UCDP counts deadly events between named sides only; a protest or an arrest has no `type_of_violence` here. Numbers
of UCDP's conflicts, dyads and sides are empty: they are not ours to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from incidents.api.acledlike import sides
from incidents.api.detailed import COUNTRY_NUMBERS, Detailed, Party, shaped_lines
from incidents.codes import CasualtyGroup, EventType, GeoPrecision, Inter, TimePrecision

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
WHERE = {
    GeoPrecision.SETTLEMENT: 1,
    GeoPrecision.NEAR: 2,
    GeoPrecision.ADMIN2: 3,
    GeoPrecision.ADMIN1: 4,
    GeoPrecision.ROAD: 5,
    GeoPrecision.COUNTRY: 6,
    # Hidden or unknown: the country is all that is told.
    GeoPrecision.UNKNOWN: 6,
}
WHEN = {TimePrecision.DAY: 1, TimePrecision.WEEK: 3, TimePrecision.MONTH: 4, TimePrecision.YEAR: 5}
FIGHTING = (EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS)
ARMED = (Inter.REBEL_GROUP, Inter.POLITICAL_MILITIA, Inter.IDENTITY_MILITIA)
OF_STATES = (CasualtyGroup.STATE_FORCES, CasualtyGroup.INTERNATIONAL_FORCES, CasualtyGroup.PEACEKEEPERS)


def ucdp_lines(ids: Iterable[int], audience: int) -> Iterator[str]:
    return shaped_lines(ids, audience, COLUMNS, cells)


def cells(one: Detailed) -> dict[str, Any]:
    """The 49 cells of an incident; None where nothing is known."""
    row = one.row
    kind, side_a, side_b = _violence(one)
    name_a, name_b = (_side(side, one.names) for side in (side_a, side_b))
    if kind == ONE_SIDED:
        name_b = "Civilians"
    placed = row["longitude"] is not None
    _iso, country_id, _region = COUNTRY_NUMBERS.get(row["country"] or "", (None, None, None))
    known = {
        "id": number_of(row["id"]),
        "relid": row["id"],
        "year": row["date_start"].year,
        "code_status": "Made-up sample data" if row["synthetic"] else "Clear",
        "type_of_violence": kind,
        "dyad_name": f"{name_a} - {name_b}" if name_a and name_b else None,
        "side_a": name_a,
        "side_b": name_b,
        "number_of_sources": row["sources"],
        "source_article": "; ".join(f"{name}, {day}".replace(";", ",") for name, day in one.sources),
        "source_office": "; ".join(name.replace(";", ",") for name, _day in one.sources),
        "source_date": "; ".join(day for _name, day in one.sources),
        "source_original": f"{row['credit']} ({row['licence']})",
        "where_prec": WHERE[GeoPrecision(row["geo_precision"])],
        "where_coordinates": row["place"]
        or one.name_of("admin2")
        or one.name_of("admin1")
        or one.name_of("country"),
        "where_description": f"within {row['radius_m']} m of the point" if row["radius_m"] else None,
        "adm_1": one.name_of("admin1"),
        "adm_2": one.name_of("admin2"),
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geom_wkt": f"POINT ({row['longitude']} {row['latitude']})" if placed else None,
        "priogrid_gid": row["priogrid_gid"],
        "country": one.name_of("country"),
        "country_id": country_id,
        "region": "Africa" if country_id else None,
        "event_clarity": 1 if row["time_precision"] in {TimePrecision.DAY, TimePrecision.WEEK} else 2,
        "date_prec": WHEN[TimePrecision(row["time_precision"])],
        "date_start": row["date_start"],
        "date_end": row["date_end"],
        **_deaths(one, kind, side_a),
        "gwnoa": _gw(side_a),
        "gwnob": _gw(side_b) if kind == STATE_BASED else None,
    }
    return {name: known.get(name) for name in COLUMNS}


def number_of(public_id: str) -> int:
    """A whole number for an incident, the same for ever; below 2**53, so that R and spreadsheets keep it whole."""
    return UUID(public_id).int >> 75


def _violence(one: Detailed) -> tuple[int | None, list[Party], list[Party]]:
    """(type of violence, side A, side B): of a fight with a state, the state is A."""
    first, second = sides(one)
    event = one.row["event_type"]
    against_civilians = event == EventType.VIOLENCE_AGAINST_CIVILIANS or one.row["civilian_targeting"]
    if event not in FIGHTING:
        return None, first, second
    if against_civilians or any(party.inter == Inter.CIVILIANS for party in second[:1]):
        return ONE_SIDED, first, second
    inters = [side[0].inter if side else None for side in (first, second)]
    if _is_state(first) or _is_state(second):
        return (STATE_BASED, first, second) if _is_state(first) else (STATE_BASED, second, first)
    return (NON_STATE if all(inter in ARMED for inter in inters) else None), first, second


def _is_state(side: Sequence[Party]) -> bool:
    return bool(side) and side[0].inter == Inter.STATE_FORCES


def _side(side: Sequence[Party], names: dict[str, str]) -> str | None:
    """A state's forces are its government; an alliance is written with commas."""
    found = [
        f"Government of {names[party.country]}"
        if party.inter == Inter.STATE_FORCES and party.country in names
        else (party.name or "").replace(",", "")
        for party in side
    ]
    return ", ".join(dict.fromkeys(name for name in found if name)) or None


def _gw(side: Sequence[Party]) -> int | None:
    if not _is_state(side) or side[0].country not in COUNTRY_NUMBERS:
        return None
    return COUNTRY_NUMBERS[side[0].country][1]


def _deaths(one: Detailed, kind: int | None, side_a: Sequence[Party]) -> dict[str, int | None]:
    """By side, so that the four parts add up to the best figure; without one, all of them are unknown."""
    row, best = one.row, one.row["killed_best"]
    totals = {"best": best, "low": row["killed_low"], "high": row["killed_high"]}
    if best is None:
        return totals
    totals = {name: best if number is None else number for name, number in totals.items()}
    parts = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0}
    for group, number in one.deaths.items():
        if number and group != CasualtyGroup.ALL:
            column = _column_of(group, kind, side_a)
            if column is not None:
                parts[column] += number
    if sum(parts.values()) > best:
        parts = dict.fromkeys(parts, 0)
    return {**totals, **parts, "deaths_unknown": best - sum(parts.values())}


def _column_of(group: str, kind: int | None, side_a: Sequence[Party]) -> str | None:
    """Whose dead a group are; None when that cannot be told."""
    if group == CasualtyGroup.CIVILIANS:
        return "deaths_civilians"
    if kind == STATE_BASED:
        return {CasualtyGroup.ARMED_GROUP.value: "deaths_b"}.get(
            group, "deaths_a" if group in OF_STATES else None
        )
    if kind == ONE_SIDED:
        dead = OF_STATES if _is_state(side_a) else (CasualtyGroup.ARMED_GROUP, CasualtyGroup.ATTACKERS)
        return "deaths_a" if group in dead else None
    return None
