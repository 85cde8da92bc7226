"""Which columns are held, how wide they are, and the SQL that fills them.

Positions are whole millionths of a degree, days are counted from 1990-01-01, codes are the position of a
word in its vocabulary. One row takes 48 bytes, each actor of it 5 more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from incidents.codes import Attribution, EventType, GeoPrecision, Role, SubEventType, Verification
from incidents.models.incident import EARLIEST_DAY

MILLIONTH = 1_000_000
# Beyond this latitude the square world of the map ends.
MERCATOR_LIMIT = 85.0511
NOT_PLACED = 2**31 - 1
NOT_STATED = -1
NO_REGION = 0
NO_CODE = 255
NOBODY = 0  # the actor of a claim that names none

# Bits of `flags`: the audience in the lowest two, then made up or not, then whether civilians were targeted.
AUDIENCE_BITS, SYNTHETIC_BIT, CIVILIANS_SHIFT = 0b11, 0b100, 3
CIVILIANS = {None: 0, False: 1, True: 2}

# Bits of what a source says of an actor: its role, the attribution, and whether the same actor comes again.
ROLE_BITS, ATTRIBUTION_SHIFT, AGAIN_BIT = 0b11, 2, 0b1000_0000

EVENT_TYPES: tuple[str, ...] = tuple(EventType.values)
VERIFICATIONS: tuple[str, ...] = tuple(Verification.values)
# Bits of `kind`: the event type in the lowest three, then the verification.
TYPE_BITS, VERIFICATION_SHIFT = 0b111, 3
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "sub_event_type": tuple(SubEventType.values),
    "geo_precision": tuple(GeoPrecision.values),
}
ROLES: tuple[str, ...] = tuple(Role.values)
ATTRIBUTIONS: tuple[str, ...] = tuple(Attribution.values)


def _code(column: str, vocabulary: tuple[str, ...]) -> str:
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(vocabulary))
    return f"(CASE {column} {cases} ELSE {NO_CODE} END)::int2"


def _axis(function: str) -> str:
    return f"coalesce(round({function}(i.point) * {MILLIONTH})::int4, {NOT_PLACED})"


def _day(column: str) -> str:
    return f"(i.{column} - '{EARLIEST_DAY}'::date)::int4"


@dataclass(frozen=True)
class Held:
    """A column: its name, the type it is kept in, the type PostgreSQL sends, and its SQL."""

    name: str
    kept: str
    sent: str
    sql: str


HELD: tuple[Held, ...] = (
    Held("id", "i8", ">i8", "i.id"),
    Held("longitude", "i4", ">i4", _axis("ST_X")),
    Held("latitude", "i4", ">i4", _axis("ST_Y")),
    Held("start", "u2", ">i4", _day("date_start")),
    Held("end", "u2", ">i4", _day("date_end")),
    Held("killed_low", "i4", ">i4", f"coalesce(i.killed_low, {NOT_STATED})"),
    Held("killed_best", "i4", ">i4", f"coalesce(i.killed_best, {NOT_STATED})"),
    Held("killed_high", "i4", ">i4", f"coalesce(i.killed_high, {NOT_STATED})"),
    Held("region", "i4", ">i4", f"coalesce(i.region_id, {NO_REGION})::int4"),
    Held("kind", "u1", ">i2", f"({_code('i.event_type', EVENT_TYPES)} + ({_code('i.verification', VERIFICATIONS)} << {VERIFICATION_SHIFT}))::int2"),
    *(
        Held(name, "u1", ">i2", _code(f"i.{name}", vocabulary))
        for name, vocabulary in VOCABULARIES.items()
    ),
    Held(
        "flags",
        "u1",
        ">i2",
        f"(i.audience + CASE WHEN i.synthetic THEN {SYNTHETIC_BIT} ELSE 0 END + CASE WHEN i.civilian_targeting IS NULL"
        f" THEN 0 WHEN i.civilian_targeting THEN {2 << CIVILIANS_SHIFT} ELSE {1 << CIVILIANS_SHIFT} END)::int2",
    ),
)  # fmt: skip
# What is added up together lies together, so that a row costs one look at memory instead of five:
# `at` is longitude and Mercator row, `tolls` low, best and high.
PACKED: dict[str, tuple[str, int]] = {
    "longitude": ("at", 0),
    "mercator_row": ("at", 1),
    "killed_low": ("tolls", 0),
    "killed_best": ("tolls", 1),
    "killed_high": ("tolls", 2),
}
KEPT: tuple[str, ...] = (
    *(held.name for held in HELD if held.name not in PACKED), "at", "tolls", "order_by_id",
)  # fmt: skip
# Mercator rows are kept as signed numbers, like everything else in `at`.
MIDDLE_ROW = 2**31

ROWS_SQL = (
    f"SELECT {', '.join(held.sql for held in HELD)} FROM incidents_incident i"  # noqa: S608  own names
    " WHERE i.status = 'published' AND i.audience > 0"
)
# What may not be passed on is not held, so that no count can tell of it.
CLAIMS_SQL = (
    f"SELECT v.incident_id, coalesce(v.actor_id, {NOBODY})::int4, ({_code('v.role', ROLES)} +"  # noqa: S608  own names
    f" ({_code('v.attribution', ATTRIBUTIONS)} << {ATTRIBUTION_SHIFT}))::int2"
    " FROM incidents_involvement v JOIN incidents_incident i ON i.id = v.incident_id"
    " LEFT JOIN incidents_report r ON r.id = v.report_id LEFT JOIN incidents_source s ON s.id = r.source_id"
    " WHERE i.status = 'published' AND i.audience > 0"
    " AND (v.report_id IS NULL OR s.redistributable)"
)
CLAIMS_SENT = (("incident", ">i8"), ("actor", ">i4"), ("said", ">i2"))


def day_number(day: date) -> int:
    """Days since 1990-01-01, kept within what a column holds: an earlier day is 0."""
    return min(max((day - EARLIEST_DAY).days, 0), 2**16 - 1)


def day_of(number: int) -> date:
    return EARLIEST_DAY + timedelta(days=int(number))


def code_of(column: str, word: str) -> int:
    return VOCABULARIES[column].index(word)


def mercator_rows(latitudes: Any) -> Any:
    """Rows of the web Mercator world for latitudes in millionths of a degree: 2**32 of them from its top,
    counted from MIDDLE_ROW, the equator."""
    degrees = np.clip(latitudes / MILLIONTH, -MERCATOR_LIMIT, MERCATOR_LIMIT)
    share = (1 - np.arcsinh(np.tan(np.radians(degrees))) / np.pi) / 2
    return (np.floor(share * 2.0**32).astype("i8") - MIDDLE_ROW).astype("i4")
