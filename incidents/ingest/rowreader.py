"""A row of our documented columns becomes a record: pure, given the tables; every refusal names its column."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from incidents import codes
from incidents.ingest.gazetteer import Tables
from incidents.ingest.rowcells import MAX_PEOPLE, Problems, RowError, code, codes_of, day, people, truth
from incidents.ingest.rownames import encoded_twice, names_of
from incidents.ingest.rowparties import involvements
from incidents.ingest.rowplaces import country_of, where
from incidents.record import EstimateValue, IncidentRecord, SourceValue

__all__ = ["AS_GIVEN", "COLUMNS", "DERIVED", "KNOWN", "MAX_PEOPLE", "REQUIRED", "Row", "RowError",
           "external_id_of", "row_of", "with_report"]  # fmt: skip

REQUIRED = frozenset({"external_id", "date_start", "event_type"})
# Column -> kind and group of people; `killed` and the columns with a `_low` beside them are ranges.
FIGURES = {"killed": ("killed", "all"), "civilians_killed": ("killed", "civilians"),
           "state_forces_killed": ("killed", "state_forces"), "armed_group_killed": ("killed", "armed_group"),
           "unknown_killed": ("killed", "unknown"), "injured": ("injured", "all"), "abducted": ("abducted", "all"),
           "arrested": ("arrested", "all"), "missing": ("missing", "all"), "displaced": ("displaced", "all")}  # fmt: skip
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
    "state_forces_killed": "Members of state forces killed.",
    "armed_group_killed": "Members of armed groups killed.",
    "unknown_killed": "Killed of whom it is not known who they were.",
    "injured": "Injured.",
    "injured_low": "Lowest number injured, when only a part is known.",
    "abducted": "Abducted.",
    "abducted_low": "Lowest number abducted, when only a part is known.",
    "arrested": "Arrested.",
    "arrested_low": "Lowest number arrested, when only a part is known.",
    "missing": "Missing.",
    "displaced": "Displaced.",
    "perpetrator": "Slugs or names of actors, separated by ;.",
    "attribution": "stated, suspected or unknown; empty = stated when a perpetrator is named.",
    "claim_status": "claimed, denied, none or unknown; empty = unknown.",
    "attribution_words": "Words of the source, such as probably.",
    "target": "Slugs or names of actors, separated by ;.",
    "other_party": "Slugs or names of actors that took part in neither role, separated by ;.",
    "civilian_targeting": "true or false; empty = not known.",
    "communities": "Codes of the victims' communities, separated by ;.",
    "risks": "Codes, separated by ;.",
    "sectors": "Codes, separated by ;.",
    "verification": "unverified, corroborated, confirmed, disputed or refuted; empty = unverified.",
    "location_policy": "exact, settlement, admin2 or hidden; empty = exact.",
    "release_to": "public or analysts; empty = public.",
    "summary_en": "Public summary in English.",
    "summary_fr": "Public summary in French.",
    "internal_notes": "Notes for the desk; never public.",
    "url": "Address of the report.",
    "published": "Day on which the source published it; empty = the day of the import.",
}
# Columns of our own exports, and of the rows that were set aside, that say nothing an import could use: read over,
# so that such a file can be loaded.
DERIVED = frozenset({"id", "perpetrator_name", "credibility", "sources", "review_rule", "updated_at", "priogrid_gid",
                     "credit", "licence", "synthetic", "line", "reason", "unread"})  # fmt: skip
KNOWN = frozenset(COLUMNS) | DERIVED
# A provider's row as it stood, as JSON, put beside our columns by a layout: kept with the report, not read. A row
# that has it is a provider's, also when it is read again later; no file of ours may hold such a column.
AS_GIVEN = "as_given"
MAX_SUMMARY = 5_000
MAX_NOTES = 20_000
KM_OUTSIDE = 50
DAY, ONCE_WITHIN = codes.TimePrecision.DAY.value, codes.DateMeaning.ONCE_WITHIN.value
EXACT, UNVERIFIED = codes.LocationPolicy.EXACT.value, codes.Verification.UNVERIFIED.value
VAGUE = codes.Quantifier.VAGUE.value
AUDIENCES = {"": codes.Audience.PUBLIC.value, "public": codes.Audience.PUBLIC.value,
             "analysts": codes.Audience.ANALYSTS.value}  # fmt: skip
SUB_EVENTS = {
    event.value: tuple(sub.value for sub in sub_events) for event, sub_events in codes.SUB_EVENTS.items()
}


@dataclass(frozen=True)
class Row:
    """What a row says: the incident's values, and what its report is filed under."""

    external_id: str
    url: str
    published: date | None
    record: IncidentRecord


def row_of(cells: Mapping[str, str], tables: Tables, *, today: date, lenient: bool = False) -> Row:
    """Reads a row. Raises RowError with every cell that is wrong.

    In a provider's row (`lenient`, or one with AS_GIVEN) parties, places and regions that the tables do not know
    are kept in words, and figures out of order are put in order and marked so.
    """
    names, problems = names_of(tables), Problems()
    lenient = lenient or AS_GIVEN in cells
    take = problems.take
    if lenient:
        country_of(cells, names, lenient)  # of a provider's row from elsewhere nothing else is worth telling
    take(_check_texts, cells, lenient)
    external_id = take(_external_id, cells)
    first, last = take(_days, cells, today) or (today, today)
    event_type = take(code, cells, "event_type", codes.EventType)
    if not cells.get("event_type"):
        problems.found.append(("event_type", "is empty"))
    sub_type = take(_sub_type, cells, event_type)
    weapons = take(codes_of, cells, "weapons", codes.Weapon)
    targeting = take(truth, cells, "civilian_targeting")
    communities = take(codes_of, cells, "communities", codes.Community)
    risks = take(codes_of, cells, "risks", codes.Risk)
    sectors = take(codes_of, cells, "sectors", codes.Sector)
    precision = take(code, cells, "time_precision", codes.TimePrecision)
    meaning = take(code, cells, "date_meaning", codes.DateMeaning)
    policy = take(code, cells, "location_policy", codes.LocationPolicy)
    verification = take(code, cells, "verification", codes.Verification)
    release = take(_release, cells)
    summaries = take(_summaries, cells)
    estimates = _estimates(cells, problems, lenient)
    parties = involvements(cells, names, problems, lenient=lenient)
    place = where(cells, names, problems, lenient=lenient)
    notes = take(_notes, cells, place.notes)
    url = take(_url, cells)
    published = take(day, cells, "published", today) if cells.get("published") else None
    problems.raise_any()
    record = IncidentRecord(
        event_type=event_type or "",
        sub_event_type=sub_type,
        weapons=weapons or (),
        civilian_targeting=targeting,
        communities=communities or (),
        risks=risks or (),
        sectors=sectors or (),
        date_start=first.isoformat(),
        date_end=last.isoformat(),
        time_precision=precision or DAY,
        date_meaning=meaning or ONCE_WITHIN,
        location_policy=policy or EXACT,
        verification=verification or UNVERIFIED,
        release_to=release or AUDIENCES[""],
        internal_notes=notes or "",
        summaries=summaries or {},
        estimates=estimates,
        involvements=parties,
        **place.values,
    )
    return Row(external_id or "", url or "", published, record)


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


# The whole row ------------------------------------------------------------------------------------------
def _check_texts(cells: Mapping[str, str], lenient: bool) -> None:
    if cells.get("synthetic", "").lower() == "true":
        raise RowError("synthetic", "is sample data: it does not become an incident")
    if not lenient and encoded_twice("\n".join(cells.values())):
        column = next(name for name, text in cells.items() if encoded_twice(text))
        raise RowError(column, "was encoded twice (such as M\u00c3\u00a9naka): save the file anew as UTF-8")


def _external_id(cells: Mapping[str, str]) -> str:
    external_id = external_id_of(cells)
    if not external_id or len(external_id) > 300:
        raise RowError("external_id", "is empty" if not external_id else "has more than 300 characters")
    return external_id


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


def _sub_type(cells: Mapping[str, str], event_type: str | None) -> str | None:
    sub_type = code(cells, "sub_event_type", codes.SubEventType)
    allowed = SUB_EVENTS.get(event_type or "", (sub_type,))
    if sub_type is not None and sub_type not in allowed:
        raise RowError(
            "sub_event_type",
            f"{sub_type!r} does not belong to {event_type}: takes {', '.join(map(str, allowed))}",
        )
    return sub_type


def _summaries(cells: Mapping[str, str]) -> dict[str, str]:
    found = {"en": cells.get("summary_en", ""), "fr": cells.get("summary_fr", "")}
    for language, text in found.items():
        if len(text) > MAX_SUMMARY:
            raise RowError(f"summary_{language}", f"has more than {MAX_SUMMARY} characters")
    return {language: text for language, text in found.items() if text}


def _notes(cells: Mapping[str, str], more: list[str]) -> str:
    given = cells.get("internal_notes", "")
    if len(given) > MAX_NOTES:
        raise RowError("internal_notes", f"has more than {MAX_NOTES} characters")
    return "\n".join([given, *more] if given else more)


def _release(cells: Mapping[str, str]) -> int:
    text = cells.get("release_to", "").lower()
    if text not in AUDIENCES:
        raise RowError("release_to", f"{text[:40]!r} is not public or analysts")
    return AUDIENCES[text]


def _url(cells: Mapping[str, str]) -> str:
    url = cells.get("url", "")
    if url and (
        not url.startswith(("http://", "https://")) or len(url) > 2000 or any(c.isspace() for c in url)
    ):
        raise RowError("url", "is not an http or https address")
    return url


# Figures ---------------------------------------------------------------------------------------------------
def _estimates(cells: Mapping[str, str], problems: Problems, lenient: bool) -> tuple[EstimateValue, ...]:
    rows = []
    for column, (kind, group) in FIGURES.items():
        words, low_column = "", f"{column}_low"
        if column == "killed":
            low, best, high = (
                problems.take(people, cells, name) for name in ("killed_low", "killed_best", "killed_high")
            )
            words = cells.get("killed_words", "")[:200]
        elif column in cells or low_column in cells:
            best = high = problems.take(people, cells, column)
            low = problems.take(people, cells, low_column) if low_column in cells else best
        else:
            continue
        known = [figure for figure in (low, best, high) if figure is not None]
        is_reordered = known != sorted(known)
        if is_reordered and not lenient:
            both = (
                "killed_low, killed_best and killed_high"
                if column == "killed"
                else f"{low_column} and {column}"
            )
            problems.found.append((low_column, f"{both} must not decrease"))
        if is_reordered:
            low, high = min(known), max(known)  # the best figure stays what the provider holds for the best
        if known or words:
            quantifier = VAGUE if words and best is None else ""
            rows.append(
                EstimateValue(kind, group, "", low, best, high, quantifier, words, reordered=is_reordered)
            )
    return tuple(rows)
