"""Everything that an editor may set on an incident, as one typed value.

Forms, imports, proposals and the review all speak this value: `read` takes it from the rows, `write` puts
it back, `as_json`/`from_json` carry it in a proposal. References are natural keys (a place's key, an
actor's slug, a region's P-code, a report's id), so that a stored proposal outlives a reload of the tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from incidents import location
from incidents.codes import (
    Audience,
    CasualtyGroup,
    CasualtyKind,
    DateMeaning,
    LocationPolicy,
    Quantifier,
    TimePrecision,
    Verification,
)
from incidents.models import (
    Actor,
    CasualtyEstimate,
    ExactLocation,
    ExternalId,
    Incident,
    Involvement,
    Place,
    Region,
    Report,
    ReportLink,
    Summary,
)

# The largest whole number that a column holds.
LARGEST_NUMBER = 2_147_483_647
# A point so far from its place, or from every country, is another one: an offset from a town is told within 200 km.
FAR_KM = 300
# The flag of an incident whose source states another region than its place lies in.
CONFLICT = "region_conflict"


class RecordError(ValueError):
    """A value that cannot be written: the field it belongs to and, in words, why."""

    def __init__(self, field_name: str, reason: str) -> None:
        super().__init__(f"{field_name}: {reason}")
        self.field = field_name
        self.reason = reason


@dataclass(frozen=True)
class EstimateValue:
    kind: str = CasualtyKind.KILLED.value
    group: str = CasualtyGroup.ALL.value
    community: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    quantifier: str = ""
    words: str = ""
    report: int | None = None
    as_of: str | None = None
    recommended: bool = True
    disputed: bool = False
    reordered: bool = False


@dataclass(frozen=True)
class InvolvementValue:
    actor: str | None = None
    role: str = "other"
    community: str = ""
    attribution: str = "unknown"
    claim_status: str = "unknown"
    words: str = ""
    report: int | None = None
    as_of: str | None = None
    term: str | None = None
    confidence: str | None = None


@dataclass(frozen=True)
class SourceValue:
    report: int
    role: str = "primary"
    information_credibility: int = 6


@dataclass(frozen=True)
class IncidentRecord:
    """The location is the exact one, lon and lat in degrees; None or an empty tuple means not known."""

    event_type: str = ""
    sub_event_type: str | None = None
    weapons: tuple[str, ...] = ()
    civilian_targeting: bool | None = None
    communities: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    date_start: str = ""
    date_end: str = ""
    time_precision: str = TimePrecision.DAY.value
    date_meaning: str = DateMeaning.ONCE_WITHIN.value
    ongoing: bool = False
    location_policy: str = "exact"
    place: str | None = None
    second_place: str | None = None
    stated_region: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None
    geo_precision: str | None = None
    verification: str = Verification.UNVERIFIED.value
    release_to: int = Audience.PUBLIC.value
    embargo_until: str | None = None
    internal_notes: str = ""
    summaries: dict[str, str] = field(default_factory=dict)
    estimates: tuple[EstimateValue, ...] = ()
    involvements: tuple[InvolvementValue, ...] = ()
    sources: tuple[SourceValue, ...] = ()
    external_ids: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> IncidentRecord:
        return cls().with_values(values)

    def with_values(self, values: Mapping[str, Any]) -> IncidentRecord:
        """This record with some fields replaced, given as JSON; a name it does not have is refused."""
        names = {known.name for known in fields(self)}
        unknown = sorted(set(values) - names)
        if unknown:
            raise RecordError(unknown[0], "is not a field of an incident")
        return replace(self, **{name: _from_json(name, value) for name, value in values.items()})


FIELD_NAMES: tuple[str, ...] = tuple(known.name for known in fields(IncidentRecord))
_ROWS = {"estimates": EstimateValue, "involvements": InvolvementValue, "sources": SourceValue}
_LISTS = ("weapons", "communities", "risks", "sectors", "external_ids", "flags")


def _from_json(name: str, value: Any) -> Any:
    if name in _ROWS:
        try:
            return tuple(row if isinstance(row, _ROWS[name]) else _ROWS[name](**row) for row in value or ())
        except TypeError as error:
            raise RecordError(name, f"holds a row with other fields: {error}") from None
    if name in _LISTS:
        return tuple(value or ())
    return value


def normal(name: str, value: Any) -> Any:
    """A stored value of this field as `as_json` gives it now: a field of a row that came later is added."""
    return IncidentRecord.from_json({name: value}).as_json()[name]


def version_of(values: IncidentRecord) -> str:
    """Names these values: whoever saves says which version they saw, and a stale save is told apart."""
    return hashlib.sha256(json.dumps(values.as_json(), sort_keys=True).encode()).hexdigest()[:32]


def difference(old: IncidentRecord, new: IncidentRecord) -> tuple[dict[str, Any], dict[str, Any]]:
    """(old values, new values) of the fields that differ, as JSON."""
    before, after = old.as_json(), new.as_json()
    changed = [name for name in FIELD_NAMES if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


# Rows -> value ---------------------------------------------------------------------------------------
def read(incident: Incident) -> IncidentRecord:
    """What the rows hold now, with the exact location."""
    exact = location.exact_of(incident)
    own_point = _own_point(exact)
    is_middle = exact.second_place is not None
    return IncidentRecord(
        event_type=incident.event_type,
        sub_event_type=incident.sub_event_type,
        weapons=tuple(incident.weapons),
        civilian_targeting=incident.civilian_targeting,
        communities=tuple(incident.communities),
        risks=tuple(incident.risks),
        sectors=tuple(incident.sectors),
        date_start=incident.date_start.isoformat(),
        date_end=incident.date_end.isoformat(),
        time_precision=incident.time_precision,
        date_meaning=incident.date_meaning,
        ongoing=incident.ongoing,
        location_policy=incident.location_policy,
        place=exact.place.key if exact.place else None,
        second_place=exact.second_place.key if exact.second_place else None,
        stated_region=_stated_region(exact),
        longitude=own_point.x if own_point and not is_middle else None,
        latitude=own_point.y if own_point and not is_middle else None,
        radius_m=exact.radius_m if own_point and not is_middle else None,
        geo_precision=exact.geo_precision if (own_point or exact.place) and not is_middle else None,
        verification=incident.verification,
        release_to=incident.release_to,
        embargo_until=incident.embargo_until.isoformat() if incident.embargo_until else None,
        internal_notes=incident.internal_notes,
        summaries={summary.language: summary.text for summary in incident.summaries.order_by("language")},
        estimates=tuple(_estimate(row) for row in incident.estimates.order_by("id")),
        involvements=tuple(
            _involvement(row) for row in incident.involvements.select_related("actor").order_by("id")
        ),
        sources=tuple(
            SourceValue(row.report_id, row.role, row.information_credibility)
            for row in incident.links.order_by("id")
        ),
        external_ids=tuple(sorted(f"{row.scheme}:{row.value}" for row in incident.external_ids.all())),
        flags=tuple(incident.flags),
    )


def _own_point(exact: location.Location) -> Point | None:
    """The point that somebody gave; one that only repeats its place or its region's centre is not."""
    stands_for = [exact.place.point if exact.place else None, exact.region.centre if exact.region else None]
    return None if exact.point in stands_for else exact.point


def _stated_region(exact: location.Location) -> str | None:
    if exact.stated_region is not None:
        return exact.stated_region.pcode
    # Without place and own point the region itself was the answer.
    only_region = exact.place is None and (exact.point is None or exact.geo_precision in {"admin1", "admin2"})
    return exact.region.pcode if only_region and exact.region else None


def _estimate(row: CasualtyEstimate) -> EstimateValue:
    return EstimateValue(
        kind=row.kind,
        group=row.group,
        community=row.community,
        low=row.low,
        best=row.best,
        high=row.high,
        quantifier=row.quantifier,
        words=row.words,
        report=row.report_id,
        as_of=row.as_of.isoformat() if row.as_of else None,
        recommended=row.recommended,
        disputed=row.disputed,
        reordered=row.reordered,
    )


def _involvement(row: Involvement) -> InvolvementValue:
    return InvolvementValue(
        actor=row.actor.slug if row.actor else None,
        role=row.role,
        community=row.community,
        attribution=row.attribution,
        claim_status=row.claim_status,
        words=row.words,
        report=row.report_id,
        as_of=row.as_of.isoformat() if row.as_of else None,
        term=row.term,
        confidence=row.confidence,
    )


# Value -> rows -----------------------------------------------------------------------------------------
class Lookup:
    """Finds what a record names by its natural keys; here in the database, row by row. Raises RecordError."""

    def place(self, key: str | None, field_name: str) -> Place | None:
        return _by_key(Place, "key", key, field_name)

    def region(self, pcode: str | None, field_name: str) -> Region | None:
        return _by_key(Region, "pcode", pcode, field_name)

    def actor(self, slug: str | None) -> int | None:
        found = _by_key(Actor, "slug", slug, "involvements")
        return found.pk if found is not None else None

    def report(self, number: int | None) -> int | None:
        if number is not None and not Report.objects.filter(pk=number).exists():
            raise RecordError("sources", f"no report {number}")
        return number

    def point(self, longitude: float, latitude: float) -> Any:
        return Point(longitude, latitude, srid=4326)

    def region_at(self, point: Any) -> Region | None:
        return location.region_at(point)

    def is_known_ground(self, point: Any) -> bool:
        """Whether a country is near whose outline is known; True where no outline is."""
        return location.is_near_a_country(point, FAR_KM)

    def placed(self, record: IncidentRecord) -> Placed:
        return placed(record, self)


@dataclass(frozen=True)
class Columns:
    """A record as columns: of the incident, of its private location, and of each row below it."""

    incident: dict[str, Any]
    exact: dict[str, Any]
    summaries: list[dict[str, Any]]
    estimates: list[dict[str, Any]]
    involvements: list[dict[str, Any]]
    links: list[dict[str, Any]]
    external_ids: list[dict[str, Any]]

    def below(self) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
        """(model, rows) of the tables of which an incident may have several rows."""
        yield Summary, self.summaries
        yield CasualtyEstimate, self.estimates
        yield Involvement, self.involvements
        yield ReportLink, self.links
        yield ExternalId, self.external_ids


def write(incident: Incident, record: IncidentRecord) -> None:
    """Puts the record into the rows of this incident (saved or new), in the caller's transaction.

    Raises RecordError naming the field, before anything is half written where that can be told.
    """
    columns = columns_of(record, Lookup())
    for name, value in columns.incident.items():
        setattr(incident, name, value)
    incident.save()
    ExactLocation.objects.update_or_create(incident=incident, defaults=columns.exact)
    for model, rows in columns.below():
        model._default_manager.filter(incident=incident).delete()
        model._default_manager.bulk_create(model(incident=incident, **row) for row in rows)


def columns_of(record: IncidentRecord, look: Lookup) -> Columns:
    """The record's columns; nothing is saved. Raises RecordError for what the tables do not know."""
    placed = look.placed(record)
    low, best, high = total_killed(record.estimates)
    _check_range(record)
    flags = set(record.flags) - {CONFLICT}
    return Columns(
        incident={
            "event_type": record.event_type,
            "sub_event_type": record.sub_event_type or None,
            "weapons": list(record.weapons),
            "civilian_targeting": record.civilian_targeting,
            "communities": list(record.communities),
            "risks": list(record.risks),
            "sectors": list(record.sectors),
            "date_start": _day("date_start", record.date_start),
            "date_end": _day("date_end", record.date_end or record.date_start),
            "time_precision": record.time_precision,
            "date_meaning": record.date_meaning,
            "ongoing": record.ongoing,
            "verification": record.verification,
            "release_to": record.release_to,
            "embargo_until": _moment("embargo_until", record.embargo_until) if record.embargo_until else None,
            "internal_notes": record.internal_notes,
            "flags": sorted(flags | {CONFLICT} if placed.is_conflict else flags),
            "killed_low": low,
            "killed_best": best,
            "killed_high": high,
            **placed.incident,
        },
        exact=placed.exact,
        summaries=[
            {"language": language, "text": text}
            for language, text in record.summaries.items()
            if text.strip()
        ],
        estimates=[_estimate_columns(value, look) for value in record.estimates],
        involvements=[_involvement_columns(value, look) for value in record.involvements],
        links=[
            {
                "report_id": look.report(value.report) or value.report,
                "role": value.role,
                "information_credibility": value.information_credibility,
            }
            for value in record.sources
        ],
        external_ids=[
            {"scheme": scheme, "value": value}
            for scheme, _colon, value in (text.partition(":") for text in record.external_ids)
        ],
    )


@dataclass(frozen=True)
class Placed:
    """Where, as columns of the incident and of its private row; and whether source and place disagree."""

    incident: dict[str, Any]
    exact: dict[str, Any]
    is_conflict: bool


def placed(record: IncidentRecord, look: Lookup) -> Placed:
    exact = _exact(record, look)
    is_hidden = record.location_policy == LocationPolicy.HIDDEN
    stated, region = exact.stated_region, exact.region
    # What the source said of the region would give a hidden place away.
    stated_id = None if stated is None or is_hidden else stated.pk
    return Placed(
        {**location.public_columns(exact, record.location_policy), "stated_region_id": stated_id},
        location.exact_columns(exact),
        stated is not None and region is not None and not (stated.holds(region) or region.holds(stated)),
    )


def _exact(record: IncidentRecord, look: Lookup) -> location.Location:
    point = None
    if record.longitude is not None and record.latitude is not None:
        if not (-180 <= record.longitude <= 180 and -90 <= record.latitude <= 90):
            raise RecordError("latitude", "longitude must be in -180..180 and latitude in -90..90 degrees")
        point = look.point(record.longitude, record.latitude)
    elif record.longitude is not None or record.latitude is not None:
        raise RecordError("latitude", "longitude and latitude go together")
    region, place = look.region(record.stated_region, "stated_region"), look.place(record.place, "place")
    if point is not None:
        _refuse_far_off(point, place, look)
    exact = location.locate(
        place=place,
        second_place=look.place(record.second_place, "second_place"),
        region=region,
        point=point,
        radius_m=record.radius_m,
        geo_precision=record.geo_precision,
        region_at=look.region_at,
    )
    # Without a place or a point of its own the region is the answer, not something said beside it.
    is_region_only = record.place is None and point is None
    return exact if is_region_only else replace(exact, stated_region=region)


def _refuse_far_off(point: Point, place: Place | None, look: Lookup) -> None:
    """A point in another part of the world is mostly a pair that was swapped."""
    if place is None:
        if not look.is_known_ground(point):
            raise RecordError(
                "longitude", f"the point {point.x}, {point.y} (lon, lat) lies in no country known here"
            )
        return
    kilometres = location.distance_m(place.point, point) / 1000
    if kilometres > FAR_KM:
        reason = f"the point {point.x}, {point.y} (lon, lat) lies {kilometres:.0f} km from {place.name}: correct one of them"
        raise RecordError("longitude", reason)


def _check_range(record: IncidentRecord) -> None:
    for estimate in record.estimates:
        known = [figure for figure in (estimate.low, estimate.best, estimate.high) if figure is not None]
        if any(figure < 0 for figure in known):
            raise RecordError("estimates", "a number of people cannot be negative")
        if any(figure > LARGEST_NUMBER for figure in known):
            raise RecordError("estimates", f"a number of people above {LARGEST_NUMBER} cannot be kept")
        if known != sorted(known):
            raise RecordError("estimates", f"{estimate.kind}: low, best and high must not decrease")


def _estimate_columns(value: EstimateValue, look: Lookup) -> dict[str, Any]:
    columns = {**vars(value), "report_id": look.report(value.report)}
    del columns["report"]
    columns["as_of"] = _day("estimates", value.as_of) if value.as_of else None
    return columns


def _involvement_columns(value: InvolvementValue, look: Lookup) -> dict[str, Any]:
    columns = {**vars(value), "report_id": look.report(value.report), "actor_id": look.actor(value.actor)}
    del columns["report"], columns["actor"]
    columns["as_of"] = _day("involvements", value.as_of) if value.as_of else None
    return columns


def total_killed(estimates: tuple[EstimateValue, ...]) -> tuple[int | None, int | None, int | None]:
    """(low, best, high) killed from the recommended rows: `all` if it is there, else the sum of the parts.

    A part without a best figure leaves the sum without one; low counts what is known, since nobody's part
    is below zero; high needs every part. A best figure alone is what the source says, not the least of it.
    """
    rows = [row for row in estimates if row.kind == CasualtyKind.KILLED and row.recommended]
    whole = [row for row in rows if row.group == CasualtyGroup.ALL and not row.community]
    parts = whole or [row for row in rows if row.group != CasualtyGroup.ALL] or rows
    if not parts:
        return None, None, None
    lows = [row.low if row.low is not None else row.best for row in parts]
    bests = [row.best for row in parts]
    highs = [row.best if _is_one_figure(row) else row.high for row in parts]
    known_lows = [low for low in lows if low is not None]
    return (
        sum(known_lows) if known_lows else None,
        None if None in bests else sum(bests),  # type: ignore[arg-type]
        None if None in highs else sum(highs),  # type: ignore[arg-type]
    )


def _is_one_figure(row: EstimateValue) -> bool:
    """As in "4 killed" of a table with one column: "about" and "at least" say that it is not."""
    return row.low is None and row.high is None and row.quantifier in {"", Quantifier.EXACTLY}


def _day(field_name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise RecordError(field_name, f"{text!r} is not a day (YYYY-MM-DD)") from None


def _moment(field_name: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError
    except (ValueError, TypeError):
        reason = f"{text!r} is not a moment with its zone (YYYY-MM-DDTHH:MM:SS+00:00)"
        raise RecordError(field_name, reason) from None
    return moment


def _by_key(model: Any, column: str, value: str | None, field_name: str) -> Any:
    if value in (None, ""):
        return None
    try:
        return model.objects.get(**{column: value})
    except (ObjectDoesNotExist, ValidationError):
        raise RecordError(field_name, f"no {model._meta.verbose_name} {value!r}") from None
