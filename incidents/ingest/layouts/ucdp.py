"""UCDP's Georeferenced Event Dataset (GED) and its candidate events: 49 columns, whole numbers written as floats.

CC BY 4.0. `id` is the key. Deaths are kept by side; low, best and high as they stand, put in order and marked by
the row reader when the provider has them out of order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from incidents.ingest.formats import RawRow, RefusedRow, Table
from incidents.ingest.layouts import Layout
from incidents.ingest.layouts.provided import (
    as_day,
    digits_of,
    is_nothing,
    kept,
    sentences,
    whole,
    without_empty,
)

NEEDED = frozenset(
    {"id", "type_of_violence", "side_a", "side_b", "where_prec", "date_prec", "best", "low", "high"}
)
EVENT_TYPES = {"1": "battles", "2": "battles", "3": "violence_against_civilians"}
ONE_SIDED, NON_STATE = "3", "2"
# A day; two to six days; a week; a month; more than a month, up to a year.
TIME_PRECISION = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
# The place; within 25 km of it; a unit of level 2; of level 1; a line or fuzzy area; the country; no country's land.
GEO_PRECISION = {
    "1": "settlement",
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "unknown",
    "6": "country",
    "7": "unknown",
}
NEAR_M = 25_000
EARLIEST = date(1990, 1, 1)


def fits(columns: frozenset[str]) -> bool:
    return columns >= NEEDED


def rows(table: Table) -> Iterator[RawRow | RefusedRow]:
    """Raw rows in our columns; a row without an id or with an unknown code is refused."""
    for row in table.rows:
        yield row if isinstance(row, RefusedRow) else _row(row)


def _row(row: RawRow) -> RawRow | RefusedRow:
    cells = row.cells
    violence, geo, time = (
        digits_of(cells.get(name, "")) for name in ("type_of_violence", "where_prec", "date_prec")
    )
    if whole(cells.get("id", "")) is None:
        return _refused(row, "id", f"{cells.get('id', '')[:40]!r} is not the number of an event")
    for column, given, known in (
        ("type_of_violence", violence, EVENT_TYPES), ("where_prec", geo, GEO_PRECISION), ("date_prec", time, TIME_PRECISION)
    ):  # fmt: skip
        if given not in known:
            return _refused(row, column, f"{given[:40]!r} is none of {', '.join(known)}")
    is_point = geo in ("1", "2")
    return RawRow(
        row.line,
        without_empty(
            {
                "external_id": digits_of(cells["id"]),
                "date_start": cells.get("date_start"),
                "date_end": cells.get("date_end"),
                "time_precision": TIME_PRECISION[time],
                "event_type": EVENT_TYPES[violence],
                "civilian_targeting": "true" if violence == ONE_SIDED else "",
                "country": cells.get("country"),
                "admin1": cells.get("adm_1") if geo not in ("6", "7") else None,
                "admin2": cells.get("adm_2") if geo in ("1", "2", "3") else None,
                "place": cells.get("where_coordinates") if is_point else None,
                "longitude": cells.get("longitude") if is_point else None,
                "latitude": cells.get("latitude") if is_point else None,
                "geo_precision": GEO_PRECISION[geo],
                "radius_m": NEAR_M if geo == "2" else None,
                **_deaths(cells, violence),
                **_parties(cells, violence),
                "published": _published(cells.get("source_date", "")),
                "internal_notes": _notes(cells, is_point),
                "as_given": kept([cells]),
            }
        ),
    )


def _refused(row: RawRow, column: str, reason: str) -> RefusedRow:
    return RefusedRow(row.line, column, reason, kept([row.cells])[:500])


def _deaths(cells: dict[str, str], violence: str) -> dict[str, str]:
    """Deaths by side: a government's are of state forces, all others of armed groups."""
    found = {f"killed_{name}": digits_of(cells.get(name, "")) for name in ("low", "best", "high")}
    found["civilians_killed"] = digits_of(cells.get("deaths_civilians", ""))
    unknown = whole(cells.get("deaths_unknown", ""))
    if unknown:
        found["unknown_killed"] = str(unknown)
    sides: dict[str, int] = {}
    for side in ("a", "b"):
        deaths = whole(cells.get(f"deaths_{side}", ""))
        if deaths is None or (side == "b" and violence == ONE_SIDED):
            continue
        is_government = cells.get(f"side_{side}", "").lower().startswith("government of")
        column = "state_forces_killed" if is_government else "armed_group_killed"
        sides[column] = sides.get(column, 0) + deaths
    return found | {column: str(deaths) for column, deaths in sides.items()}


def _parties(cells: dict[str, str], violence: str) -> dict[str, str]:
    """Who fought whom has no direction; of one-sided violence side A is the perpetrator and B the civilians."""
    side_a, side_b = (_names(cells.get(f"side_{side}", "")) for side in ("a", "b"))
    if violence == ONE_SIDED:
        return {"perpetrator": side_a, "target": side_b}
    return {"other_party": "; ".join(filter(None, [side_a, side_b]))}


def _names(side: str) -> str:
    """An alliance is written with commas."""
    return "; ".join(part.strip() for part in side.replace(";", ",").split(",") if not is_nothing(part))


def _published(text: str) -> str:
    """The last day of the sources: then all of it was said. Anything else than days is left out."""
    days = [
        day for day in map(as_day, map(str.strip, text.split(";"))) if day is not None and day >= EARLIEST
    ]
    return max(days).isoformat() if days else ""


def _notes(cells: dict[str, str], is_point: bool) -> str:
    where = "; ".join(filter(None, [cells.get("where_coordinates"), cells.get("where_description")]))
    return sentences(
        {
            "Conflict (UCDP)": cells.get("conflict_name", "")[:500],
            "Dyad": cells.get("dyad_name", "")[:500],
            "Where": (cells.get("where_description", "") if is_point else where)[:2000],
            "Sources": cells.get("source_article", "")[:5000],
            "Original sources": cells.get("source_original", "")[:1000],
            "Event clarity": digits_of(cells.get("event_clarity", "")),
        }
    )


UCDP = Layout("ucdp", fits, rows, lenient=True)
