"""ACLED's exports, dyadic and monadic, with the columns of old and of new ones. Restricted: its rows are never passed on.

`event_id_cnty` is the key, `data_id` of old exports when it is missing. A monadic export has one row per actor:
rows of one event are joined, so that nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from incidents.ingest.formats import RawRow, RefusedRow, Table
from incidents.ingest.layouts import Layout
from incidents.ingest.layouts.acledevents import Event
from incidents.ingest.layouts.acledwords import (
    CIVILIANS,
    EVENT_TYPES,
    GEO_PRECISION,
    SUB_EVENT_TYPES,
    TIME_PRECISION,
    VAGUE,
    communities_of,
    folded,
    inter_of,
)
from incidents.ingest.layouts.provided import (
    as_day,
    digits_of,
    is_nothing,
    iso_date,
    kept,
    month_of,
    sentences,
    without_empty,
)

NEEDED = frozenset({"event_date", "event_type", "sub_event_type", "actor1", "fatalities"})
# Events that are held back until their other row may have come; one that comes later is refused.
HELD = 10_000


def fits(columns: frozenset[str]) -> bool:
    return columns >= NEEDED


def rows(table: Table) -> Iterator[RawRow | RefusedRow]:
    """One row per event. A row without an id, or that contradicts an earlier row of its event, is refused."""
    held: dict[str, Event] = {}
    gone: dict[str, tuple[int, int]] = {}
    for row in table.rows:
        if isinstance(row, RefusedRow):
            yield row
            continue
        key = _key(row.cells)
        if not key:
            yield RefusedRow(
                row.line, "event_id_cnty", "is empty: nothing is filed under an empty id", _shown(row)
            )
        elif key in held:
            problem = held[key].join(row.cells)
            if problem:
                yield _second(row, key, held[key].line, problem)
        elif key in gone:
            line, said = gone[key]
            if Event(row).fingerprint() != said:
                yield _second(
                    row, key, line, "sort the file by event_id_cnty, so that its rows stand together"
                )
        else:
            held[key] = Event(row)
            if len(held) > HELD:
                first = next(iter(held))
                event = held.pop(first)
                gone[first] = event.line, event.fingerprint()
                yield _row(first, event)
    for key, event in held.items():
        yield _row(key, event)


def _key(cells: dict[str, str]) -> str:
    for column in ("event_id_cnty", "data_id"):
        text = digits_of(cells.get(column, ""))
        if not is_nothing(text) and not text.lower().endswith(("undefined", "nan", "null")):
            return text
    return ""


def _second(row: RawRow, key: str, line: int, why: str) -> RefusedRow:
    reason = f"is a second row of event {key[:60]}, first in line {line}: {why}"
    return RefusedRow(row.line, "event_id_cnty", reason, _shown(row))


def _shown(row: RawRow) -> str:
    return kept([row.cells])[:500]


def _row(key: str, event: Event) -> RawRow | RefusedRow:
    cells = event.cells
    event_type = EVENT_TYPES.get(folded(cells.get("event_type", "")))
    sub_type = SUB_EVENT_TYPES.get(folded(cells.get("sub_event_type", "")))
    for column, found in (("event_type", event_type), ("sub_event_type", sub_type)):
        if found is None and cells.get(column):
            return RefusedRow(
                event.line, column, f"{cells[column][:60]!r} is no code of ACLED's", kept([cells])[:500]
            )
    precision = digits_of(cells.get("geo_precision", ""))
    geo_precision = GEO_PRECISION.get(precision)
    for column, given, known in (
        ("geo_precision", precision, GEO_PRECISION),
        ("time_precision", digits_of(cells.get("time_precision", "")), TIME_PRECISION),
    ):
        if given and given not in known:
            return RefusedRow(event.line, column, f"{given[:40]!r} is none of 1, 2, 3", kept([cells])[:500])
    is_point = geo_precision != "admin1"
    return RawRow(
        event.line,
        without_empty(
            {
                "external_id": key,
                **_when(cells),
                "event_type": event_type,
                "sub_event_type": sub_type,
                "country": cells.get("country") or cells.get("iso3"),
                "admin1": cells.get("admin1"),
                "admin2": cells.get("admin2") if is_point else None,
                "place": cells.get("location") if is_point else None,
                "longitude": cells.get("longitude") if is_point else None,
                "latitude": cells.get("latitude") if is_point else None,
                "geo_precision": geo_precision,
                **_toll(cells),
                **_parties(event, event_type),
                "internal_notes": _notes(cells),
                "as_given": kept(event.rows),
            }
        ),
    )


def _when(cells: dict[str, str]) -> dict[str, str]:
    """A week is the one that holds the day, from Monday; a month the whole of it."""
    text = iso_date(cells.get("event_date", ""))
    precision = TIME_PRECISION.get(digits_of(cells.get("time_precision", "")), "day")
    day = as_day(text)
    if day is None or precision == "day":
        return {"date_start": text, "time_precision": precision}
    first, last = (_week_of(day)) if precision == "week" else month_of(day)
    return {"date_start": first.isoformat(), "date_end": last.isoformat(), "time_precision": precision}


def _week_of(day: date) -> tuple[date, date]:
    try:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    except OverflowError:
        return day, day


def _toll(cells: dict[str, str]) -> dict[str, str]:
    """10, 12 and 100 stand for tens, dozens and hundreds when the notes say so: then they are a lowest number."""
    text = digits_of(cells.get("fatalities", ""))
    vague = VAGUE.get(text)
    said = vague.search(cells.get("notes", "")) if vague else None
    if said:
        return {"killed_low": text, "killed_words": said[0]}
    return {"killed_best": text}


def _parties(event: Event, event_type: str | None) -> dict[str, str]:
    """Actor 1 and 2 carry no direction. Only civilians say of themselves what they are: the target."""
    actors = event.actors()
    civilians = [actor for actor in actors if inter_of(actor.inter) == CIVILIANS]
    others = [actor for actor in actors if actor not in civilians]
    is_against_civilians = event_type == "violence_against_civilians"
    side = "perpetrator" if is_against_civilians and civilians else "other_party"
    targeted = event.cells.get("civilian_targeting", "").lower().startswith("civilian")
    return {
        side: "; ".join(actor.name.replace(";", ",") for actor in others),
        "target": "; ".join(actor.name.replace(";", ",") for actor in civilians),
        "civilian_targeting": "true" if targeted or is_against_civilians else "",
        "communities": ";".join(communities_of(actor.beside for actor in civilians)),
    }


def _notes(cells: dict[str, str]) -> str:
    source = "; ".join(filter(None, [cells.get("source", ""), cells.get("source_scale", "")]))
    labelled = sentences({"Sources (ACLED)": source, "Tags": cells.get("tags", "")})
    return "\n".join(filter(None, [cells.get("notes", "")[:15_000], labelled[:4_000]]))


ACLED = Layout("acled", fits, rows, lenient=True, restricted=True)
