"""The structured form of a report (what `manage.py extract` prints) read back into drafts.

Names are looked up like those of a text: one exact match is an answer, several are not. Raises ValueError
naming the part that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents.codes import (
    CasualtyKind,
    ClaimStatus,
    EventType,
    GeoPrecision,
    Role,
    SubEventType,
    TimePrecision,
    Weapon,
)
from incidents.ingest.drafts import (
    ActorDraft,
    AssessmentDraft,
    DateDraft,
    GroupToll,
    IncidentDraft,
    NoteDraft,
    PlaceDraft,
    Toll,
)
from incidents.ingest.gazetteer import Tables
from incidents.ingest.proposing import ATTRIBUTIONS
from incidents.plain import finite_number, iso_day
from incidents.spelling import words_of

GIVEN = "given"


def note_of(payload: Mapping[str, Any], tables: Tables) -> NoteDraft:
    """The drafts of `{"incidents": [...], "language": ...}`."""
    incidents = payload.get("incidents")
    if not isinstance(incidents, list):
        raise ValueError("incidents: expected a list")
    return NoteDraft(
        language=str(payload.get("language") or "und")[:8],
        incidents=tuple(_incident(given, f"incidents.{n}", tables) for n, given in enumerate(incidents)),
        assessment=AssessmentDraft(),
    )


def _incident(given: Any, path: str, tables: Tables) -> IncidentDraft:
    if not isinstance(given, Mapping):
        raise ValueError(f"{path}: expected an object")
    return IncidentDraft(
        event_type=_code(given.get("event_type"), EventType, f"{path}.event_type") or "",
        sub_event_type=_code(given.get("sub_event_type"), SubEventType, f"{path}.sub_event_type"),
        weapons=tuple(_code(code, Weapon, f"{path}.weapons") or "" for code in given.get("weapons") or ()),
        date=_date(given.get("date"), f"{path}.date"),
        country=given.get("country"),
        place=_place(given.get("place"), given.get("country"), f"{path}.place", tables),
        casualties=tuple(_tolls(given.get("casualties") or {}, f"{path}.casualties")),
        actors=tuple(
            _actor(actor, f"{path}.actors.{n}", tables) for n, actor in enumerate(given.get("actors") or ())
        ),
        civilian_targeting=bool(given.get("civilian_targeting")),
        evidence=(),
        text_start=0,
        text_end=0,
    )


def _code(value: Any, vocabulary: Any, path: str) -> str | None:
    if value in (None, ""):
        return None
    if value not in vocabulary.values:
        raise ValueError(f"{path}: {str(value)[:60]!r} is none of {', '.join(vocabulary.values)}")
    return str(value)


def _date(given: Any, path: str) -> DateDraft | None:
    if not isinstance(given, Mapping) or not given.get("start"):
        return None
    try:
        start = iso_day(str(given["start"]))
        end = iso_day(str(given.get("end") or given["start"]))
    except ValueError:
        raise ValueError(f"{path}: start and end are days that exist, as YYYY-MM-DD") from None
    if not date(1990, 1, 1) <= start <= end:
        raise ValueError(f"{path}: start must not be after end, nor before 1990")
    return DateDraft(start, end, _code(given.get("precision"), TimePrecision, f"{path}.precision") or "day")


def _place(given: Any, country: Any, path: str, tables: Tables) -> PlaceDraft | None:
    if not isinstance(given, Mapping):
        return None
    name = str(given.get("name") or "")[:160]
    precision = _code(given.get("precision"), GeoPrecision, f"{path}.precision")
    key = str(given["key"]) if given.get("key") else _key_of(name, country, tables)
    if key in tables.regions:
        return PlaceDraft(key, name, None, None, None, None, "region", country=country)
    if key is not None and key not in tables.places:
        raise ValueError(f"{path}.key: no place or region {str(key)[:60]!r}")
    latitude, longitude = given.get("latitude"), given.get("longitude")
    if latitude is None or longitude is None:
        return PlaceDraft(
            key, name, None, None, precision, None, "exact" if key else "unresolved", country=country
        )
    try:
        north, east = finite_number(str(latitude)), finite_number(str(longitude))
    except ValueError:
        raise ValueError(f"{path}: latitude and longitude are finite numbers of degrees") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{path}: latitude must be in -90..90 and longitude in -180..180 degrees")
    radius = given.get("radius_m")
    if radius is not None and not (_is_whole(radius) and 1 <= radius <= 2_000_000):
        raise ValueError(f"{path}.radius_m: {str(radius)[:40]} is not a number of metres from 1 to 2000000")
    return PlaceDraft(key, name, north, east, precision, radius, GIVEN, country=country)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _key_of(name: str, country: Any, tables: Tables) -> str | None:
    found = tables.place_names.exactly(words_of(name))
    if isinstance(country, str) and country:
        found = [place for place in found if place.country == country]
    return found[0].key if len(found) == 1 else None


def _tolls(given: Any, path: str) -> list[GroupToll]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{path}: expected an object")
    rows = [
        GroupToll(kind, "all", _toll(figures, f"{path}.{kind}"))
        for kind, figures in given.items()
        if kind in CasualtyKind.values and figures
    ]
    for n, part in enumerate(given.get("by_group") or ()):
        if not isinstance(part, Mapping):
            raise ValueError(f"{path}.by_group.{n}: expected an object")
        kind = _code(part.get("kind"), CasualtyKind, f"{path}.by_group.{n}.kind") or CasualtyKind.KILLED.value
        community = str(part["community"]).lower() if part.get("community") else None
        toll = _toll(part, f"{path}.by_group.{n}")
        rows.append(GroupToll(kind, str(part.get("group") or "unknown"), toll, community))
    return rows


def _toll(figures: Any, path: str) -> Toll:
    if not isinstance(figures, Mapping):
        raise ValueError(f"{path}: expected low, best and high")
    low, best, high = (figures.get(name) for name in ("low", "best", "high"))
    for number in (low, best, high):
        if number is not None and not (_is_whole(number) and 0 <= number <= 1_000_000):
            raise ValueError(f"{path}: {str(number)[:40]} is not a number of people")
    known = [number for number in (low, best, high) if number is not None]
    if known != sorted(known):
        raise ValueError(f"{path}: low, best and high must not decrease")
    return Toll(
        low,
        best,
        high,
        quantifier=str(figures.get("quantifier") or "exactly"),
        words=str(figures.get("words") or ""),
    )


def _actor(given: Any, path: str, tables: Tables) -> ActorDraft:
    if not isinstance(given, Mapping):
        raise ValueError(f"{path}: expected an object")
    name = str(given.get("name") or "")[:160]
    slug = str(given["slug"]) if given.get("slug") else None
    if slug is not None and slug not in tables.actors:
        raise ValueError(f"{path}.slug: no actor {str(slug)[:60]!r}")
    found = {actor.slug for actor, _name in tables.actor_names.exactly(words_of(name))}
    role = _code(given.get("role"), Role, f"{path}.role") or Role.OTHER.value
    return ActorDraft(
        slug=slug or (found.pop() if len(found) == 1 else None),
        name=name,
        role=role,
        # Whoever is named as anything but the perpetrator is stated to be it.
        attribution=_said(given.get("attribution"), f"{path}.attribution")
        or ("unknown" if role == Role.PERPETRATOR else "stated"),
        claim_status=_code(given.get("claim_status"), ClaimStatus, f"{path}.claim_status") or "unknown",
        community=str(given["community"]).lower() if given.get("community") else None,
        words=str(given.get("words") or ""),
    )


def _said(attribution: Any, path: str) -> str:
    if attribution not in (None, "", *ATTRIBUTIONS):
        raise ValueError(f"{path}: {str(attribution)[:60]!r} is none of {', '.join(ATTRIBUTIONS)}")
    return str(attribution or "")
