"""The flat row: the same columns with the same names in every list, export and feed.

One query gives tuples (`flat_columns`), one function makes a row of them (`flat_row`). Values of reports
that may not be passed on are left out here, once, for every reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, repeat
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.db import connection
from django.db.models import Count, Min, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject

from incidents.codes import Audience, CasualtyGroup, CasualtyKind, Credibility, Role, priogrid_gid
from incidents.models import CasualtyEstimate, Incident, Involvement, ReportLink, Source
from incidents.querysets import IncidentQuerySet, axis

Claim = TypeVar("Claim", "Toll", "Party")


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "UUID of the incident; never reused."),
    Column("date_start", "First day, local calendar day of the place."),
    Column("date_end", "Last day; equal to the first for a single day."),
    Column("time_precision", "day, week, month or year."),
    Column("date_meaning", "lasted: from the first to the last day; once_within: at one time within them."),
    Column("event_type", "One of ACLED's six event types."),
    Column("sub_event_type", "One of ACLED's 25 sub-event types, or empty."),
    Column("weapons", "Codes, separated by ; in CSV."),
    Column("country", "ISO 3166-1 alpha-3."),
    Column("admin1", "P-code of the region."),
    Column("admin2", "P-code of the cercle, department or province."),
    Column("place", "Name of the place."),
    Column("longitude", "Degrees east, WGS84; empty when there is no public point."),
    Column("latitude", "Degrees north, WGS84."),
    Column(
        "geo_precision",
        "What the point stands for: settlement, near, road, admin2, admin1, country, unknown.",
    ),
    Column("radius_m", "The incident lies within this many metres of the point."),
    Column("killed_low", "Lowest number killed; empty = not stated."),
    Column("killed_best", "Best number killed; empty = not stated, never zero by default."),
    Column("killed_high", "Highest number killed."),
    Column("civilians_killed", "Civilians killed, best figure."),
    Column("injured", "Injured, best figure."),
    Column("abducted", "Abducted, best figure."),
    Column("perpetrator", "Slugs of the perpetrators, separated by ;."),
    Column("perpetrator_name", "Names of the perpetrators, separated by ;."),
    Column("attribution", "stated, suspected or unknown: how sources name the perpetrator."),
    Column("claim_status", "claimed, denied, none or unknown."),
    Column("target", "Slugs of the targets, separated by ;."),
    Column("civilian_targeting", "Whether civilians were the main target; empty = not known."),
    Column("communities", "Communities of the victims."),
    Column("verification", "unverified, corroborated, confirmed, disputed or refuted."),
    Column("credibility", "Best Admiralty credibility of the sources, 1-5; empty = cannot be judged."),
    Column("sources", "Number of reports behind the incident."),
    Column("synthetic", "True for made-up sample data."),
    Column("review_rule", "How it was published: two_person, single or sample."),
    Column("updated_at", "When the public record last changed, UTC."),
    Column("priogrid_gid", "PRIO-GRID cell of the point."),
    Column("credit", "Attribution line to show with the data."),
    Column("licence", "Licence of the data."),
)
COLUMN_NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)

FIRST_BATCH, BATCH = 200, 4_000
# Plain texts: members of an enumeration take three times as long to compare, and there are millions.
PERPETRATOR, TARGET = Role.PERPETRATOR.value, Role.TARGET.value
KILLED, INJURED, ABDUCTED = CasualtyKind.KILLED.value, CasualtyKind.INJURED.value, CasualtyKind.ABDUCTED.value
ALL, CIVILIANS = CasualtyGroup.ALL.value, CasualtyGroup.CIVILIANS.value
OPEN_REPORT = Q(report__source__redistributable=True)
PASSED_ON = Q(report__isnull=True) | OPEN_REPORT
# Ids of a source's rows are kept under `source-<pk>`: they would tell whose an incident is.
_CLOSED = Source.objects.filter(redistributable=False).annotate(
    own=Concat(Value("source-"), Cast("pk", TextField()), output_field=TextField())
)
PASSED_ON_IDS = ~Q(scheme__in=_CLOSED.values("own"))

# What the incident's own columns give, in the order they are read in, and the names that they have in the row.
_OWN = {
    "public_id": "id", "date_start": "date_start", "date_end": "date_end", "time_precision": "time_precision",
    "date_meaning": "date_meaning", "event_type": "event_type", "sub_event_type": "sub_event_type", "weapons": "weapons",
    "region__country": "country", "region__admin1": "admin1", "region__admin2": "admin2", "place__name": "place",
    "longitude": "longitude", "latitude": "latitude", "geo_precision": "geo_precision", "radius_m": "radius_m",
    "killed_low": "killed_low", "killed_best": "killed_best", "killed_high": "killed_high",
    "civilian_targeting": "civilian_targeting", "communities": "communities", "verification": "verification",
    "synthetic": "synthetic", "review_rule": "review_rule", "updated_at": "updated_at",
}  # fmt: skip
_OWN_NAMES = tuple(_OWN.values())
_BEHIND = ("tolls", "parties", "backing")
# A row with its columns in their order and nothing in them yet: copying it is faster than making one.
_BLANK: dict[str, Any] = dict.fromkeys(COLUMN_NAMES)


def _tolls(passed_on: Q = PASSED_ON) -> Any:
    return CasualtyEstimate.objects.filter(passed_on, recommended=True).order_by()


def _parties(passed_on: Q = PASSED_ON) -> Any:
    return Involvement.objects.filter(passed_on).order_by("id")


def _backing(passed_on: Q = OPEN_REPORT) -> Any:
    return ReportLink.objects.filter(passed_on).order_by()


class Toll(NamedTuple):
    """A recommended figure."""

    kind: str
    group: str
    best: int | None


class Party(NamedTuple):
    role: str
    slug: str | None
    name: str | None
    attribution: str
    claim: str


class Backing(NamedTuple):
    """How many reports stand behind an incident, and the best credibility among them, 1 to 5."""

    n: int = 0
    best: int | None = None


NO_BACKING = Backing()
_TOLL = dict(zip(Toll._fields, ("kind", "group", "best"), strict=True))
_PARTY = dict(
    zip(Party._fields, ("role", "actor__slug", "actor__name", "attribution", "claim_status"), strict=True)
)
_BACKING = {
    "n": Count("id"),
    "best": Min(
        "information_credibility", filter=Q(information_credibility__lt=Credibility.CANNOT_BE_JUDGED)
    ),
}


def flat_columns(incidents: IncidentQuerySet) -> Any:
    """Tuples for `flat_row`, one query however many rows; the order of the QuerySet is kept."""
    mine = {"incident": OuterRef("pk")}
    tolls = _tolls().filter(**mine).values("incident").annotate(found=JSONBAgg(JSONObject(**_TOLL)))
    parties = JSONBAgg(JSONObject(**_PARTY), order_by="id")
    named = _parties().order_by().filter(**mine).values("incident").annotate(found=parties)
    backing = _backing().filter(**mine).values("incident").annotate(found=JSONObject(**_BACKING))
    return incidents.annotate(
        longitude=axis("ST_X"),
        latitude=axis("ST_Y"),
        tolls=Subquery(tolls.values("found")),
        parties=Subquery(named.values("found")),
        backing=Subquery(backing.values("found")),
    ).values_list("id", *_OWN, *_BEHIND)


def flat_rows_of(ids: Sequence[int], audience: Audience | int) -> dict[int, dict[str, Any]]:
    """The flat rows, by id, of those of these incidents that the audience may see.

    Four plain queries, each by ids: they take a fifth of what the one query of `flat_columns` takes. Of a long list
    a fifth one says first whether every source may be passed on: then nobody looks at each report's.
    """
    all_open = len(ids) > FIRST_BATCH and _all_open()
    tolls = _by_incident(_found("tolls", ids, all_open=all_open), Toll._make)
    parties = _by_incident(_found("parties", ids, all_open=all_open), Party._make)
    backing = {pk: Backing(n, best) for pk, n, best in _found("backing", ids, all_open=all_open)}
    return {
        pk: _row(values, tolls.get(pk, ()), parties.get(pk, ()), backing.get(pk, NO_BACKING))
        for pk, *values in _found("own", ids, int(audience))
    }


def _by_incident(found: Sequence[tuple[Any, ...]], make: Callable[[Any], Claim]) -> dict[int, list[Claim]]:
    grouped: defaultdict[int, list[Claim]] = defaultdict(list)
    for row in found:
        grouped[row[0]].append(make(row[1:]))
    return grouped


def _found(
    name: str, ids: Sequence[int], audience: int = Audience.PUBLIC, *, all_open: bool = False
) -> list[tuple[Any, ...]]:
    sql, before, after = _sql_of(name, audience, all_open=all_open)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*before, list(ids), *after])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _all_open() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM incidents_source WHERE NOT redistributable)")
        return bool(cursor.fetchone()[0])


@cache
def _sql_of(name: str, audience: int, *, all_open: bool = False) -> tuple[str, list[Any], list[Any]]:
    """The SQL of a part of the flat row for a list of ids, and the parameters before and after that list.

    Kept, because putting such a query together takes longer than running it for a page.
    """
    nobody = -987_654_321
    if name == "own":
        visible = Incident.objects.for_audience(audience).filter(pk=nobody).order_by()
        columns = visible.annotate(
            longitude=axis("ST_X"), latitude=axis("ST_Y"), uuid=Cast("public_id", TextField())
        ).values_list("id", "uuid", *list(_OWN)[1:])
    elif name == "backing":
        columns = (
            _backing(Q() if all_open else OPEN_REPORT)
            .filter(incident=nobody)
            .values("incident")
            .annotate(**_BACKING)
        )
        columns = columns.values_list("incident", *_BACKING)
    else:
        passed_on = Q() if all_open else PASSED_ON
        claims, fields = (_tolls(passed_on), _TOLL) if name == "tolls" else (_parties(passed_on), _PARTY)
        columns = claims.filter(incident=nobody).values_list("incident", *fields.values())
    sql, parameters = columns.query.sql_with_params()
    one = '"id" = %s' if name == "own" else '"incident_id" = %s'
    if sql.count(one) != 1 or parameters.count(nobody) != 1:
        raise RuntimeError(f"the list of ids cannot be put into {sql}")
    place = parameters.index(nobody)
    return (
        sql.replace(one, one.replace("%s", "ANY(%s)")),
        list(parameters[:place]),
        list(parameters[place + 1 :]),
    )


def flat_row(values: Sequence[Any]) -> dict[str, Any]:
    """The public columns of one tuple of `flat_columns`; unknown stays None."""
    _pk, *own, tolls, parties, backing = values
    return _row(
        own,
        [Toll(**toll) for toll in tolls or ()],
        [Party(**party) for party in parties or ()],
        Backing(**backing) if backing else NO_BACKING,
    )


def _row(
    own: Sequence[Any], tolls: Sequence[Toll], parties: Sequence[Party], backing: Backing
) -> dict[str, Any]:
    row = _BLANK.copy()
    row.update(zip(_OWN_NAMES, own, strict=True))
    row.update(derived_columns(tolls, parties, backing))
    row["id"] = str(row["id"])
    row["admin1"], row["admin2"] = row["admin1"] or None, row["admin2"] or None
    longitude, latitude = row["longitude"], row["latitude"]
    if longitude is None or latitude is None:
        row["longitude"] = row["latitude"] = None
    else:
        row["longitude"], row["latitude"] = round(longitude, 5), round(latitude, 5)
        row["priogrid_gid"] = priogrid_gid(longitude, latitude)
    row["credit"], row["licence"] = settings.CREDIT, settings.LICENCE
    return row


def derived_columns(tolls: Sequence[Toll], parties: Sequence[Party], backing: Backing) -> dict[str, Any]:
    """The columns that follow from recommended tolls, parties and sources."""
    perpetrators = [party for party in parties if party.role == PERPETRATOR]
    # What sources say of a named perpetrator, rather than of unnamed gunmen beside it.
    named = next((party for party in perpetrators if party.attribution != "unknown"), None)
    main = named or (perpetrators[0] if perpetrators else None)
    return {
        "civilians_killed": _best(tolls, KILLED, CIVILIANS),
        "injured": _best(tolls, INJURED),
        "abducted": _best(tolls, ABDUCTED),
        "perpetrator": _joined([party.slug for party in perpetrators]),
        "perpetrator_name": _joined([party.name for party in perpetrators]),
        "attribution": main.attribution if main else "unknown",
        "claim_status": main.claim if main else "unknown",
        "target": _joined([party.slug for party in parties if party.role == TARGET]),
        "credibility": backing.best,
        "sources": backing.n,
    }


def flat_rows(ids: Iterable[int], audience: Audience | int) -> Iterator[dict[str, Any]]:
    """Flat rows in the order of these ids, read batch by batch: the first ones soon, the others by the thousand.

    What is taken from the audience while the rows are read is left out.
    """
    waiting = iter(ids)
    for size in chain((FIRST_BATCH,), repeat(BATCH)):
        batch = list(islice(waiting, size))
        if not batch:
            return
        found = flat_rows_of(batch, audience)
        for pk in batch:
            if pk in found:
                yield found[pk]


def _joined(names: Sequence[str | None]) -> str | None:
    if len(names) < 2:
        return (names[0] or None) if names else None
    return ";".join(dict.fromkeys(name for name in names if name)) or None


def _best(tolls: Sequence[Toll], kind: str, group: str | None = None) -> int | None:
    """The best figure of a kind: of one group; else of `all`, else of the parts together."""
    if not tolls:
        return None
    rows = [toll for toll in tolls if toll.kind == kind]
    if not rows:
        return None
    if group is not None:
        rows = [toll for toll in rows if toll.group == group]
    else:
        rows = [toll for toll in rows if toll.group == ALL] or rows
    figures = [toll.best for toll in rows]
    return None if not figures or None in figures else sum(figures)  # type: ignore[arg-type]
