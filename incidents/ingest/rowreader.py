"""A row of our documented columns becomes a record: pure, given the tables; every refusal names its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from incidents import codes
from incidents.ingest.gazetteer import ActorEntry, PlaceEntry, Tables
from incidents.plain import finite_number, iso_day, whole_number
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, SourceValue
from incidents.spelling import words_of

REQUIRED = frozenset({"external_id", "date_start", "event_type"})
FIGURES = {"killed": ("killed", "all"), "civilians_killed": ("killed", "civilians"), "injured": ("injured", "all"),
           "abducted": ("abducted", "all")}  # fmt: skip
COLUMNS: Mapping[str, str] = {
    "external_id": "Id of the incident at its source; a second import finds it by this. Required.",
    "date_start": "First day, YYYY-MM-DD. Required.",
    "date_end": "Last day; empty = the first.",
    "time_precision": "day, week, month or year; empty = day.",
    "date_meaning": "lasted or once_within; empty = once_within.",
    "event_type": "One of the six event types. Required.",
    "sub_event_type": "One of the sub-event types of that event type.",
    "weapons": "Codes, separated by ;.",
    "country": "ISO 3166-1 alpha-3, such as MLI.",
    "admin1": "P-code or name of the region.",
    "admin2": "P-code or name of the cercle, department or province.",
    "place": "Name or key of a place of the gazetteer.",
    "second_place": "The other end, when it happened on the road between two places.",
    "longitude": "Degrees east, WGS84, decimal point.",
    "latitude": "Degrees north, WGS84, decimal point.",
    "geo_precision": "settlement, near, road, admin2, admin1, country or unknown.",
    "radius_m": "Radius of the point in metres.",
    "killed_low": "Lowest number killed.",
    "killed_best": "Best number killed; empty = not stated.",
    "killed_high": "Highest number killed.",
    "killed_words": "The toll as reported, such as dozens.",
    "civilians_killed": "Civilians killed.",
    "injured": "Injured.",
    "abducted": "Abducted.",
    "perpetrator": "Slugs or names of actors, separated by ;.",
    "attribution": "stated, suspected or unknown; empty = stated when a perpetrator is named.",
    "claim_status": "claimed, denied, none or unknown; empty = unknown.",
    "attribution_words": "Words of the source, such as probably.",
    "target": "Slugs or names of actors, separated by ;.",
    "civilian_targeting": "true or false; empty = not known.",
    "communities": "Codes of the victims' communities, separated by ;.",
    "risks": "Codes, separated by ;.",
    "sectors": "Codes, separated by ;.",
    "verification": "unverified, corroborated, confirmed, disputed or refuted; empty = unverified.",
    "location_policy": "exact, settlement, admin2 or hidden; empty = exact.",
    "release_to": "public or analysts; empty = public.",
    "summary_en": "Public summary in English.",
    "summary_fr": "Public summary in French.",
    "url": "Address of the report.",
    "published": "Day on which the source published it; empty = the day of the import.",
}
# Columns of our own exports that say nothing an import could use: read over, so that an export can be loaded.
DERIVED = frozenset({"id", "perpetrator_name", "credibility", "sources", "review_rule", "updated_at", "priogrid_gid",
                     "credit", "licence", "synthetic"})  # fmt: skip
KNOWN = frozenset(COLUMNS) | DERIVED
EARLIEST = date(1990, 1, 1)
MAX_PEOPLE = 1_000_000
KM_OUTSIDE = 50
# What a spreadsheet adds to a day: a time of that day. An offset from UTC could mean another day.
TIME_OF_DAY = re.compile(r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?", re.ASCII)


class RowError(Exception):
    """A cell that cannot be taken: its column and, in words, why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """What a row says: the incident's values, and what its report is filed under."""

    external_id: str
    url: str
    published: date | None
    record: IncidentRecord


def row_of(cells: Mapping[str, str], tables: Tables, *, today: date) -> Row:
    """Reads a row. Raises RowError for the first cell that is wrong, in the order of the columns."""
    if cells.get("synthetic", "").lower() == "true":
        raise RowError("synthetic", "is sample data: it does not become an incident")
    external_id = external_id_of(cells)
    if not external_id or len(external_id) > 300:
        raise RowError("external_id", "is empty" if not external_id else "has more than 300 characters")
    first, last = _days(cells, today)
    event_type = _code(cells, "event_type", codes.EventType)
    if event_type is None:
        raise RowError("event_type", "is empty")
    record = IncidentRecord(
        event_type=event_type,
        sub_event_type=_sub_type(cells, event_type),
        weapons=_codes(cells, "weapons", codes.Weapon),
        civilian_targeting=_truth(cells, "civilian_targeting"),
        communities=_codes(cells, "communities", codes.Community),
        risks=_codes(cells, "risks", codes.Risk),
        sectors=_codes(cells, "sectors", codes.Sector),
        date_start=first.isoformat(),
        date_end=last.isoformat(),
        time_precision=_code(cells, "time_precision", codes.TimePrecision) or codes.TimePrecision.DAY.value,
        date_meaning=_code(cells, "date_meaning", codes.DateMeaning) or codes.DateMeaning.ONCE_WITHIN.value,
        location_policy=_code(cells, "location_policy", codes.LocationPolicy)
        or codes.LocationPolicy.EXACT.value,
        verification=_code(cells, "verification", codes.Verification) or codes.Verification.UNVERIFIED.value,
        release_to=_release(cells),
        summaries={
            language: text
            for language in ("en", "fr")
            if (text := cells.get(f"summary_{language}", "")[:5000])
        },
        estimates=_estimates(cells),
        involvements=_involvements(cells, tables),
        **_where(cells, tables),
    )
    published = _day(cells, "published", today) if cells.get("published") else None
    return Row(external_id, _url(cells), published, record)


def external_id_of(cells: Mapping[str, str]) -> str:
    """The row's id at its source, the same for composed and decomposed accents."""
    return unicodedata.normalize("NFC", cells.get("external_id", ""))


def with_report(record: IncidentRecord, report: int, external_id: str) -> IncidentRecord:
    """The same record with its report named as the source of every figure and party."""
    return record.with_values(
        {
            "estimates": [{**vars(row), "report": report} for row in record.estimates],
            "involvements": [{**vars(row), "report": report} for row in record.involvements],
            "sources": [vars(SourceValue(report))],
            "external_ids": [external_id],
        }
    )


# Days and codes ------------------------------------------------------------------------------------------
def _day(cells: Mapping[str, str], column: str, today: date) -> date:
    text = cells[column]
    try:
        day = iso_day(text[:10] if TIME_OF_DAY.fullmatch(text[10:]) else text)
    except ValueError:
        raise RowError(column, f"{text[:40]!r} is not a day that exists, as YYYY-MM-DD") from None
    if not EARLIEST <= day <= today + timedelta(days=1):
        raise RowError(column, f"{text[:40]} lies before {EARLIEST.year} or after tomorrow")
    return day


def _days(cells: Mapping[str, str], today: date) -> tuple[date, date]:
    if not cells.get("date_start"):
        raise RowError("date_start", "is empty")
    first = _day(cells, "date_start", today)
    # A month that is still running ends later than today.
    last = _day(cells, "date_end", today + timedelta(days=366)) if cells.get("date_end") else first
    if last < first:
        raise RowError("date_end", f"{last} lies before {first}")
    return first, last


def _code(cells: Mapping[str, str], column: str, vocabulary: Any) -> str | None:
    text = cells.get(column, "").lower()
    if not text:
        return None
    if text not in vocabulary.values:
        raise RowError(column, f"{text[:40]!r} is none of {', '.join(vocabulary.values)}")
    return text


def _codes(cells: Mapping[str, str], column: str, vocabulary: Any) -> tuple[str, ...]:
    parts = [part.strip() for part in cells.get(column, "").split(";") if part.strip()]
    return tuple(dict.fromkeys(_code({column: part}, column, vocabulary) or "" for part in parts))


def _sub_type(cells: Mapping[str, str], event_type: str) -> str | None:
    sub_type = _code(cells, "sub_event_type", codes.SubEventType)
    allowed = [code.value for code in codes.SUB_EVENTS[codes.EventType(event_type)]]
    if sub_type is not None and sub_type not in allowed:
        raise RowError(
            "sub_event_type", f"{sub_type!r} does not belong to {event_type}: takes {', '.join(allowed)}"
        )
    return sub_type


def _truth(cells: Mapping[str, str], column: str) -> bool | None:
    text = cells.get(column, "").lower()
    known = {"": None, "true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
    if text not in known:
        raise RowError(column, f"{text[:40]!r} is not true or false")
    return known[text]


def _release(cells: Mapping[str, str]) -> int:
    text = cells.get("release_to", "").lower()
    known = {"": codes.Audience.PUBLIC, "public": codes.Audience.PUBLIC, "analysts": codes.Audience.ANALYSTS}
    if text not in known:
        raise RowError("release_to", f"{text[:40]!r} is not public or analysts")
    return known[text].value


def _url(cells: Mapping[str, str]) -> str:
    url = cells.get("url", "")
    if url and (
        not url.startswith(("http://", "https://")) or len(url) > 2000 or any(c.isspace() for c in url)
    ):
        raise RowError("url", "is not an http or https address")
    return url


# Figures ---------------------------------------------------------------------------------------------------
def _people(cells: Mapping[str, str], column: str) -> int | None:
    text = cells.get(column, "")
    if not text:
        return None
    if text.startswith("-"):
        raise RowError(column, f"{text[:40]}: a number of people cannot be negative")
    try:
        number = whole_number(text)
    except ValueError:
        hint = (
            "leave it empty and put the words into killed_words"
            if column.startswith("killed")
            else "leave it empty"
        )
        raise RowError(column, f"{text[:40]!r} is not a number of people: {hint}") from None
    if number > MAX_PEOPLE:
        raise RowError(column, f"{number} is more than {MAX_PEOPLE}")
    return number


def _estimates(cells: Mapping[str, str]) -> tuple[EstimateValue, ...]:
    rows = []
    for column, (kind, group) in FIGURES.items():
        if column == "killed":
            low, best, high = (_people(cells, f"killed_{name}") for name in ("low", "best", "high"))
            words = cells.get("killed_words", "")[:200]
        else:
            low = high = best = _people(cells, column)
            words = ""
        known = [figure for figure in (low, best, high) if figure is not None]
        if known != sorted(known):
            raise RowError("killed_low", "killed_low, killed_best and killed_high must not decrease")
        if known or words:
            quantifier = codes.Quantifier.VAGUE.value if words and best is None else ""
            rows.append(EstimateValue(kind, group, "", low, best, high, quantifier, words))
    return tuple(rows)


# Who -------------------------------------------------------------------------------------------------------
def _involvements(cells: Mapping[str, str], tables: Tables) -> tuple[InvolvementValue, ...]:
    attribution = _code(cells, "attribution", codes.Attribution)
    claim = _code(cells, "claim_status", codes.ClaimStatus) or codes.ClaimStatus.UNKNOWN.value
    perpetrators = [
        InvolvementValue(
            actor=actor.slug,
            role=codes.Role.PERPETRATOR.value,
            attribution=attribution or codes.Attribution.STATED.value,
            claim_status=claim,
            words=cells.get("attribution_words", "")[:200],
        )
        for actor in _actors(cells, "perpetrator", tables)
    ]
    targets = [
        InvolvementValue(
            actor=actor.slug, role=codes.Role.TARGET.value, attribution=codes.Attribution.STATED.value
        )
        for actor in _actors(cells, "target", tables)
    ]
    if not perpetrators and claim != codes.ClaimStatus.UNKNOWN:
        # Nobody is named, and that nobody claimed it is a fact of its own.
        perpetrators = [InvolvementValue(role=codes.Role.PERPETRATOR.value, claim_status=claim)]
    return (*perpetrators, *targets)


def _actors(cells: Mapping[str, str], column: str, tables: Tables) -> list[ActorEntry]:
    names = [name.strip() for name in cells.get(column, "").split(";") if name.strip()]
    return list(dict.fromkeys(_actor(name, column, tables) for name in names[:50]))


def _actor(name: str, column: str, tables: Tables) -> ActorEntry:
    if name in tables.actors:
        return tables.actors[name]
    found = {actor.slug: actor for actor, _name in tables.actor_names.exactly(words_of(name))}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise RowError(column, f"{name[:60]!r} may be {', '.join(sorted(found))}: give the slug")
    raise RowError(column, f"no actor is called {name[:60]!r}: add it to the actors, or correct the name")


# Where -----------------------------------------------------------------------------------------------------
def _where(cells: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    """The record's location fields. A name that is unknown or has several bearers is refused, not guessed."""
    country = _country(cells, tables)
    region = _region(cells, tables)
    point = _point(cells)
    place = _place(cells, "place", tables, country, region, required=point is None)
    second = _place(cells, "second_place", tables, country, None, required=True)
    found: dict[str, Any] = {
        "place": place.key if place else None,
        "second_place": second.key if second else None,
        "stated_region": region or country,
        "geo_precision": _code(cells, "geo_precision", codes.GeoPrecision),
    }
    if second and not place:
        raise RowError("second_place", "needs a place, too")
    if point is not None and not second:
        found |= {"longitude": point[0], "latitude": point[1], "radius_m": _radius(cells)}
    if found["geo_precision"] in {"admin2", "admin1", "country", "unknown"} and not place:
        # The provider's point stands for an area: the region says as much, and does not look like a place.
        found |= {"longitude": None, "latitude": None, "radius_m": None, "geo_precision": None}
    return found


def _country(cells: Mapping[str, str], tables: Tables) -> str | None:
    code = cells.get("country", "").upper()
    if code and (code not in tables.regions or tables.regions[code].level != 0):
        known = sorted(region.code for region in tables.regions.values() if region.level == 0)
        raise RowError("country", f"{code[:40]!r} is not known here: takes {', '.join(known)}")
    return code or None


def _region(cells: Mapping[str, str], tables: Tables) -> str | None:
    for column, level in (("admin2", 2), ("admin1", 1)):
        text = cells.get(column, "")
        if not text:
            continue
        if text.upper() in tables.regions:
            return text.upper()
        found = {
            region.code
            for region in tables.region_names.exactly(words_of(text))
            if region.level == level
            and (not cells.get("country") or region.country == cells["country"].upper())
        }
        if len(found) != 1:
            raise RowError(column, f"{text[:60]!r} is not one region of that name: give its P-code")
        return found.pop()
    return None


def _point(cells: Mapping[str, str]) -> tuple[float, float] | None:
    texts = cells.get("longitude", ""), cells.get("latitude", "")
    if texts == ("", ""):
        return None
    numbers = []
    for column, text, limit in zip(("longitude", "latitude"), texts, (180, 90), strict=True):
        if not text:
            raise RowError(column, "is empty while the other coordinate is given")
        try:
            number = finite_number(text)
        except ValueError:
            raise RowError(column, f"{text[:40]!r} is not a number of degrees with a decimal point") from None
        if not -limit <= number <= limit:
            raise RowError(column, f"{text[:40]} is outside -{limit}..{limit} degrees")
        numbers.append(number)
    return numbers[0], numbers[1]


def _radius(cells: Mapping[str, str]) -> int | None:
    text = cells.get("radius_m", "")
    if not text:
        return None
    try:
        radius = whole_number(text)
    except ValueError:
        raise RowError("radius_m", f"{text[:40]!r} is not a number of metres") from None
    if not 1 <= radius <= 2_000_000:
        raise RowError("radius_m", f"{radius} is outside 1..2000000 metres")
    return radius


def _place(
    cells: Mapping[str, str],
    column: str,
    tables: Tables,
    country: str | None,
    region: str | None,
    *,
    required: bool,
) -> PlaceEntry | None:
    text = cells.get(column, "")
    if not text:
        return None
    found = {place.key: place for place in tables.place_names.exactly(words_of(text))}
    found |= {place.key: place for place in tables.place_names.exactly(words_of(text.replace("-", " ")))}
    if text in tables.places:
        return tables.places[text]
    candidates = [place for place in found.values() if country in (None, place.country)]
    if region is not None and len(candidates) > 1:
        candidates = [place for place in candidates if region in (place.admin1, place.admin2)]
    if len(candidates) == 1:
        return candidates[0]
    if not required:
        return None  # the point that the row gives stands for itself
    if candidates:
        raise RowError(
            column, f"{text[:60]!r} may be {', '.join(sorted(p.key for p in candidates)[:8])}: give the key"
        )
    similar = ", ".join(sorted({place.name for place in tables.similar_places(text)}))
    hint = f"; similar: {similar}" if similar else ""
    raise RowError(
        column, f"no place is called {text[:60]!r}: add it to the gazetteer or give coordinates{hint}"
    )
