"""A row of our documented columns becomes a record: pure, given the tables; every refusal names its column."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from incidents import codes
from incidents.ingest.gazetteer import ActorEntry, Tables
from incidents.ingest.rowcells import RowError, code, codes_of, day, truth
from incidents.ingest.rowplaces import where
from incidents.plain import whole_number
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
MAX_PEOPLE = 1_000_000
MAX_SUMMARY = 5_000
KM_OUTSIDE = 50


@dataclass(frozen=True)
class Row:
    """What a row says: the incident's values, and what its report is filed under."""

    external_id: str
    url: str
    published: date | None
    record: IncidentRecord


def row_of(cells: Mapping[str, str], tables: Tables, *, today: date, lenient: bool = False) -> Row:
    """Reads a row. Raises RowError for the first cell that is wrong, in the order of the columns."""
    if cells.get("synthetic", "").lower() == "true":
        raise RowError("synthetic", "is sample data: it does not become an incident")
    external_id = external_id_of(cells)
    if not external_id or len(external_id) > 300:
        raise RowError("external_id", "is empty" if not external_id else "has more than 300 characters")
    first, last = _days(cells, today)
    event_type = code(cells, "event_type", codes.EventType)
    if event_type is None:
        raise RowError("event_type", "is empty")
    record = IncidentRecord(
        event_type=event_type,
        sub_event_type=_sub_type(cells, event_type),
        weapons=codes_of(cells, "weapons", codes.Weapon),
        civilian_targeting=truth(cells, "civilian_targeting"),
        communities=codes_of(cells, "communities", codes.Community),
        risks=codes_of(cells, "risks", codes.Risk),
        sectors=codes_of(cells, "sectors", codes.Sector),
        date_start=first.isoformat(),
        date_end=last.isoformat(),
        time_precision=code(cells, "time_precision", codes.TimePrecision) or codes.TimePrecision.DAY.value,
        date_meaning=code(cells, "date_meaning", codes.DateMeaning) or codes.DateMeaning.ONCE_WITHIN.value,
        location_policy=code(cells, "location_policy", codes.LocationPolicy)
        or codes.LocationPolicy.EXACT.value,
        verification=code(cells, "verification", codes.Verification) or codes.Verification.UNVERIFIED.value,
        release_to=_release(cells),
        summaries=_summaries(cells),
        estimates=_estimates(cells),
        involvements=_involvements(cells, tables),
        **where(cells, tables),
    )
    if cells.get("place") and record.place is None:
        # The row's point stands for itself; the name that nobody knows here is kept for the desk.
        record = record.with_values({"internal_notes": f"Place as given: {cells['place'][:200]}"})
    published = day(cells, "published", today) if cells.get("published") else None
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


# What and when --------------------------------------------------------------------------------------------
def _days(cells: Mapping[str, str], today: date) -> tuple[date, date]:
    if not cells.get("date_start"):
        raise RowError("date_start", "is empty")
    first = day(cells, "date_start", today)
    # A month that is still running ends later than today.
    last = day(cells, "date_end", today + timedelta(days=366)) if cells.get("date_end") else first
    if last < first:
        raise RowError("date_end", f"{last} lies before {first}")
    return first, last


def _sub_type(cells: Mapping[str, str], event_type: str) -> str | None:
    sub_type = code(cells, "sub_event_type", codes.SubEventType)
    allowed = [code.value for code in codes.SUB_EVENTS[codes.EventType(event_type)]]
    if sub_type is not None and sub_type not in allowed:
        raise RowError(
            "sub_event_type", f"{sub_type!r} does not belong to {event_type}: takes {', '.join(allowed)}"
        )
    return sub_type


def _summaries(cells: Mapping[str, str]) -> dict[str, str]:
    found = {language: cells.get(f"summary_{language}", "") for language in ("en", "fr")}
    for language, text in found.items():
        if len(text) > MAX_SUMMARY:
            raise RowError(f"summary_{language}", f"has more than {MAX_SUMMARY} characters")
    return {language: text for language, text in found.items() if text}


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
    attribution = code(cells, "attribution", codes.Attribution)
    claim = code(cells, "claim_status", codes.ClaimStatus) or codes.ClaimStatus.UNKNOWN.value
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
