"""The flat row: the same columns with the same names in every list, export and feed.

One query gives tuples (`flat_columns`), one function makes a row of them (`flat_row`). Values of reports
that may not be passed on are left out here, once, for every reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.db import connection
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from incidents.codes import Audience, CasualtyGroup, CasualtyKind, Credibility, Role, priogrid_gid
from incidents.models import CasualtyEstimate, Incident, Involvement, ReportLink
from incidents.querysets import IncidentQuerySet, axis


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

PASSED_ON = Q(report__isnull=True) | Q(report__source__redistributable=True)

_DIRECT = (
    "id", "public_id", "date_start", "date_end", "time_precision", "date_meaning", "event_type",
    "sub_event_type", "weapons", "region__country", "region__admin1", "region__admin2", "place__name",
    "longitude", "latitude", "geo_precision", "radius_m", "killed_low", "killed_best", "killed_high",
    "tolls", "parties", "civilian_targeting", "communities", "verification", "backing", "synthetic",
    "review_rule", "updated_at",
)  # fmt: skip


def _tolls() -> Any:
    return CasualtyEstimate.objects.filter(PASSED_ON, recommended=True).order_by()


def _parties() -> Any:
    return Involvement.objects.filter(PASSED_ON).order_by("id")


def _backing() -> Any:
    return ReportLink.objects.filter(report__source__redistributable=True).order_by()


_TOLL = {"kind": "kind", "group": "group", "best": "best"}
_PARTY = {
    "role": "role", "slug": "actor__slug", "name": "actor__name", "attribution": "attribution", "claim": "claim_status",
}  # fmt: skip
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
    ).values_list(*_DIRECT)


def flat_columns_of(ids: Sequence[int], audience: Audience | int) -> list[tuple[Any, ...]]:
    """Tuples for `flat_row` of those of these incidents that the audience may see, in any order.

    Four plain queries, each by ids: for a page that takes a third of what the one query of `flat_columns`
    takes, which is made for streaming.
    """
    own = [name for name in _DIRECT if name not in {"tolls", "parties", "backing"}]
    rows = [dict(zip(own, values, strict=True)) for values in _found("own", ids, int(audience))]
    tolls, parties = (
        _by_incident(_found(name, ids), fields) for name, fields in (("tolls", _TOLL), ("parties", _PARTY))
    )
    backing = {pk: {"n": n, "best": best} for pk, n, best in _found("backing", ids)}
    for row in rows:
        pk = row["id"]
        row |= {"tolls": tolls.get(pk), "parties": parties.get(pk), "backing": backing.get(pk)}
    return [tuple(row[name] for name in _DIRECT) for row in rows]


def _by_incident(found: Sequence[tuple[Any, ...]], fields: Iterable[str]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = {}
    for pk, *values in found:
        grouped.setdefault(pk, []).append(dict(zip(fields, values, strict=True)))
    return grouped


def _found(name: str, ids: Sequence[int], audience: int = Audience.PUBLIC) -> list[tuple[Any, ...]]:
    sql, before, after = _sql_of(name, audience)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*before, list(ids), *after])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@cache
def _sql_of(name: str, audience: int) -> tuple[str, list[Any], list[Any]]:
    """The SQL of a part of the flat row for a list of ids, and the parameters before and after that list.

    Kept, because putting such a query together takes longer than running it for a page.
    """
    nobody = -987_654_321
    if name == "own":
        visible = Incident.objects.for_audience(audience).filter(pk=nobody).order_by()
        columns = visible.annotate(longitude=axis("ST_X"), latitude=axis("ST_Y")).values_list(
            *(column for column in _DIRECT if column not in {"tolls", "parties", "backing"})
        )
    elif name == "backing":
        columns = _backing().filter(incident=nobody).values("incident").annotate(**_BACKING)
        columns = columns.values_list("incident", *_BACKING)
    else:
        claims, fields = (_tolls(), _TOLL) if name == "tolls" else (_parties(), _PARTY)
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
    """The public columns of one tuple; unknown stays None."""
    given = dict(zip(_DIRECT, values, strict=True))
    longitude, latitude = given["longitude"], given["latitude"]
    placed = longitude is not None and latitude is not None
    row = {
        "id": str(given["public_id"]),
        "country": given["region__country"],
        "admin1": given["region__admin1"] or None,
        "admin2": given["region__admin2"] or None,
        "place": given["place__name"],
        "longitude": round(longitude, 5) if placed else None,
        "latitude": round(latitude, 5) if placed else None,
        **derived_columns(given["tolls"], given["parties"] or [], given["backing"]),
        "priogrid_gid": priogrid_gid(longitude, latitude) if placed else None,
        "credit": settings.CREDIT,
        "licence": settings.LICENCE,
    }
    return {name: row[name] if name in row else given[name] for name in COLUMN_NAMES}


def derived_columns(
    tolls: Sequence[dict[str, Any]] | None, parties: Sequence[dict[str, Any]], backing: dict[str, Any] | None
) -> dict[str, Any]:
    """The columns that follow from recommended tolls (kind, group, best), parties (role, slug, name, attribution,
    claim) and sources ({n, best})."""
    perpetrators = [party for party in parties if party["role"] == Role.PERPETRATOR]
    # What sources say of a named perpetrator, rather than of unnamed gunmen beside it.
    named = next((party for party in perpetrators if party["attribution"] != "unknown"), None)
    main = named or (perpetrators[0] if perpetrators else None)
    backing = backing or {"n": 0, "best": None}
    return {
        "civilians_killed": _best(tolls, CasualtyKind.KILLED, CasualtyGroup.CIVILIANS),
        "injured": _best(tolls, CasualtyKind.INJURED),
        "abducted": _best(tolls, CasualtyKind.ABDUCTED),
        "perpetrator": _joined(perpetrators, "slug"),
        "perpetrator_name": _joined(perpetrators, "name"),
        "attribution": main["attribution"] if main else "unknown",
        "claim_status": main["claim"] if main else "unknown",
        "target": _joined([party for party in parties if party["role"] == Role.TARGET], "slug"),
        "credibility": backing["best"],
        "sources": backing["n"],
    }


def flat_rows(incidents: IncidentQuerySet) -> Iterator[dict[str, Any]]:
    """Flat rows in the QuerySet's order, read in batches from one server-side cursor."""
    for values in flat_columns(incidents).iterator(chunk_size=2000):
        yield flat_row(values)


def _joined(parties: Iterable[dict[str, Any]], key: str) -> str | None:
    known = [party[key] for party in parties if party[key]]
    return ";".join(dict.fromkeys(known)) or None


def _best(tolls: Sequence[dict[str, Any]] | None, kind: str, group: str | None = None) -> int | None:
    """The best figure of a kind: of one group; else of `all`, else of the parts together."""
    rows = [toll for toll in tolls or [] if toll["kind"] == kind]
    if group is not None:
        rows = [toll for toll in rows if toll["group"] == group]
    else:
        whole = [toll for toll in rows if toll["group"] == CasualtyGroup.ALL]
        rows = whole or rows
    figures = [toll["best"] for toll in rows]
    return None if not figures or None in figures else sum(figures)
