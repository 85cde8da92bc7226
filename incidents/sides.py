"""Accounts as the rows hold them: incidents and drafts as sides that can be compared, with the exact location.

For the desk only. One query for all incidents, one for all drafts, whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from incidents.addition import NOTHING
from incidents.codes import ActorRelationKind, CasualtyGroup, CasualtyKind, Inter, Reliability, Role
from incidents.likeness import UNSPOKEN_GROUPS, Side, Toll
from incidents.models import (
    Actor,
    ActorRelation,
    CasualtyEstimate,
    DraftOutline,
    Incident,
    Involvement,
    Proposal,
    ReportLink,
    Summary,
)
from incidents.querysets import axis, in_array
from incidents.record import IncidentRecord, total_killed

# What belongs to what, as far as one account may name the one and another the other.
KINSHIP = (ActorRelationKind.MEMBER_OF, ActorRelationKind.RENAMED_TO, ActorRelationKind.MERGED_INTO)
# Sources whose figures are leads and no more.
LEADS = frozenset({Reliability.D.value, Reliability.E.value})
VICTIMS: Mapping[int, str] = {
    Inter.CIVILIANS: CasualtyGroup.CIVILIANS.value,
    Inter.STATE_FORCES: CasualtyGroup.STATE_FORCES.value,
    Inter.REBEL_GROUP: CasualtyGroup.ARMED_GROUP.value,
    Inter.POLITICAL_MILITIA: CasualtyGroup.ARMED_GROUP.value,
    Inter.IDENTITY_MILITIA: CasualtyGroup.ARMED_GROUP.value,
}
PLAIN = ("sub_event_type", "weapons", "civilian_targeting", "communities", "risks", "sectors")
LONGEST_WORDS = 1_000
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """A side with what the desk shows beside it. Exactly one of `draft` and `incident` is its id."""

    side: Side
    draft: int | None = None
    incident: int | None = None
    status: str = ""
    label: str = ""
    titles: tuple[str, ...] = ()
    synthetic: bool = False
    audience: int = 0
    # the choices of addition.TAKEN for which it says nothing
    blank: frozenset[str] = frozenset()
    # the incident that a draft was confirmed as or attached to
    became: int | None = None


# Incidents -----------------------------------------------------------------------------------------------
def incident_accounts(
    rows: QuerySet[Incident], kin: Kinship | None = None, most: int | None = None
) -> list[Account]:
    """These incidents, or so many of them, as accounts in one query; with the families of their actors by `kin`."""
    own = {"incident": OuterRef("pk")}
    figures = CasualtyEstimate.objects.filter(**own, kind=CasualtyKind.KILLED).order_by("pk")
    parties = Involvement.objects.filter(**own).order_by("pk")
    outlines = DraftOutline.objects.filter(draft__incident=OuterRef("pk"), draft__kind="create").order_by(
        "pk"
    )
    found = rows.annotate(
        x=Coalesce(axis("ST_X", "exact__point"), axis("ST_X")),
        y=Coalesce(axis("ST_Y", "exact__point"), axis("ST_Y")),
        radius=Coalesce("exact__radius_m", "radius_m"),
        place_key=Coalesce("exact__place__key", "place__key"),
        place_called=Coalesce("exact__place__name", "place__name"),
        cercle=Coalesce("exact__region__admin2", "region__admin2"),
        figures=_listed(figures, "group", "low", "best", "high", "recommended"),
        parties=_listed(parties, "role", "community", slug="actor__slug", name="actor__name", inter="actor__inter"),
        texts=_listed(Summary.objects.filter(**own).order_by("language"), "language", "text"),
        reports=_listed(
            ReportLink.objects.filter(**own).order_by("pk"), title="report__title",
            language="report__language", url="report__url", source="report__source__name",
            reliability="report__source__reliability",
        ),
        passages=_listed(outlines, text="passage", language="draft__report__language"),
    ).values(
        "pk", "status", "audience", "synthetic", "event_type", *PLAIN, "date_start", "date_end", "x", "y",
        "radius", "place_key", "place_called", "cercle", "killed_low", "killed_best", "killed_high", "figures", "parties",
        "texts", "reports", "passages",
    )  # fmt: skip
    return [_of_incident(row, kin) for row in found[:most]]


def _listed(rows: QuerySet[Any], *names: str, **others: str) -> ArraySubquery:
    return ArraySubquery(rows.values(as_json=JSONObject(**{name: name for name in names}, **others)))


def _of_incident(row: Row, kin: Kinship | None) -> Account:
    figures, parties, reports = row["figures"], row["parties"], row["reports"]
    toll = Toll(row["killed_low"], row["killed_best"], row["killed_high"])
    actors = _named(parties)
    side = Side(
        first=row["date_start"],
        last=row["date_end"],
        longitude=row["x"],
        latitude=row["y"],
        radius_m=row["radius"],
        place=row["place_key"],
        place_name=row["place_called"] or "",
        admin2=row["cercle"] or None,
        toll=toll if toll != Toll() else _claimed(figures),
        actors=actors,
        families=kin.of(actors) if kin else frozenset(),
        victims=_victims(figures, parties),
        event_type=row["event_type"] or None,
        words=tuple(_words([*row["texts"], *row["passages"], *_titles(reports)])),
        urls=frozenset(said["url"] for said in reports if said["url"]),
        is_lead=bool(reports) and all(said["reliability"] in LEADS for said in reports),
    )
    return Account(
        side=side,
        incident=row["pk"],
        status=row["status"],
        label=row["sub_event_type"] or row["event_type"],
        titles=tuple(_source_line(said) for said in reports),
        synthetic=row["synthetic"],
        audience=row["audience"],
        blank=_blank(row, row["x"] is None and not row["place_key"], not row["texts"], figures),
    )


# Drafts --------------------------------------------------------------------------------------------------
def draft_accounts(
    rows: QuerySet[Proposal], kin: Kinship | None = None, most: int | None = None
) -> list[Account]:
    """These drafts, or so many of them, as accounts in one query. Those without an outline are left out."""
    known = Actor.objects.filter(in_array("pk", OuterRef("outline__actors"))).order_by("pk")
    found = rows.filter(outline__isnull=False).annotate(
        x=axis("ST_X", "outline__point"),
        y=axis("ST_Y", "outline__point"),
        parties=_listed(known, "slug", "name", "inter"),
    ).values(
        "pk", "state", "incident_id", "values", "x", "y", "outline__date_start", "outline__date_end", "outline__radius_m", "outline__passage",
        "outline__place__key", "outline__place__name", "outline__region__admin2", "parties", "report_id",
        "report__title", "report__language", "report__url", "report__source__name", "report__source__reliability",
    )  # fmt: skip
    return [_of_draft(row, kin) for row in found[:most]]


def _of_draft(row: Row, kin: Kinship | None) -> Account:
    values = row["values"]
    known = {party["slug"]: party for party in row["parties"]}
    parties = [
        {**said, **known.get(said.get("actor") or "", {})} for said in values.get("involvements") or ()
    ]
    figures = [said for said in values.get("estimates") or () if said.get("kind") == CasualtyKind.KILLED]
    report = {
        "title": row["report__title"],
        "language": row["report__language"],
        "source": row["report__source__name"],
    }
    actors = _named(parties)
    toll = Toll(*total_killed(IncidentRecord.from_json({"estimates": values.get("estimates")}).estimates))
    side = Side(
        first=row["outline__date_start"],
        last=row["outline__date_end"],
        longitude=row["x"],
        latitude=row["y"],
        radius_m=row["outline__radius_m"],
        place=row["outline__place__key"],
        place_name=row["outline__place__name"] or "",
        admin2=row["outline__region__admin2"] or None,
        toll=toll if toll != Toll() else _claimed(figures),
        actors=actors,
        families=kin.of(actors) if kin else frozenset(),
        victims=_victims(figures, parties),
        event_type=values.get("event_type") or None,
        words=tuple(_words([{"text": row["outline__passage"], "language": row["report__language"]}, *_titles([report])])),
        urls=frozenset([row["report__url"]] if row["report__url"] else ()),
        is_lead=row["report__source__reliability"] in LEADS,
    )  # fmt: skip
    return Account(
        side=side,
        draft=row["pk"],
        status=row["state"],
        label=values.get("sub_event_type") or values.get("event_type") or "",
        titles=(_source_line(report),) if row["report_id"] else (),
        became=row["incident_id"],
        blank=_blank(
            values,
            values.get("longitude") is None and not values.get("place"),
            not values.get("summaries"),
            figures,
        ),
    )


# Parts -------------------------------------------------------------------------------------------------------
def _named(parties: Iterable[Row]) -> dict[str, str]:
    """Actors by slug that tell one incident from another: not who is unnamed, nor civilians at large."""
    return {
        said["slug"]: said["name"]
        for said in parties
        if said.get("slug")
        and not said["slug"].startswith("unidentified")
        and said["inter"] != Inter.CIVILIANS
    }


def _claimed(figures: Iterable[Row]) -> Toll:
    """Where nothing is recommended: the range of what is said of all who were killed."""
    rows = list(figures)
    whole = [row for row in rows if row.get("group") == CasualtyGroup.ALL] or (rows if len(rows) == 1 else [])
    if not whole:
        return Toll()
    tolls = [Toll(row.get("low"), row.get("best"), row.get("high")) for row in whole]
    if len(tolls) == 1:
        return tolls[0]
    least = [toll.least for toll in tolls if toll.least is not None]
    most = [toll.most for toll in tolls if toll.most is not None]
    return Toll(min(least, default=None), None, max(most, default=None))


def _victims(figures: Iterable[Row], parties: Iterable[Row]) -> frozenset[str]:
    """Groups that lost people; where no figure names one, the groups that were attacked."""
    groups = frozenset(str(row.get("group") or "") for row in figures) - UNSPOKEN_GROUPS
    if groups:
        return groups
    attacked = [said["inter"] for said in parties if said.get("role") == Role.TARGET and said.get("inter")]
    return frozenset(VICTIMS[inter] for inter in attacked if inter in VICTIMS)


def _blank(row: Row, no_place: bool, no_text: bool, figures: Iterable[Row]) -> frozenset[str]:
    blank = {name for name in PLAIN if row.get(name) in NOTHING}
    no_figure = not any(figure.get("recommended") for figure in figures)
    beside = {"place": no_place, "summaries": no_text, "estimates": no_figure}
    return frozenset(blank | {name for name, is_blank in beside.items() if is_blank})


def _titles(reports: Iterable[Row]) -> Iterator[Row]:
    return ({"text": said["title"] or "", "language": said["language"] or ""} for said in reports)


def _words(texts: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for said in texts:
        if said["text"]:
            language = said["language"] or ""
            yield ("" if language == "und" else language), said["text"][:LONGEST_WORDS]


def _source_line(said: Row) -> str:
    return ": ".join(part for part in (said["source"], said["title"]) if part)


class Kinship:
    """Which actors belong to which, read once when it is first asked."""

    def __init__(self) -> None:
        self._above: dict[str, set[str]] | None = None

    def of(self, slugs: Iterable[str]) -> frozenset[str]:
        """These actors and all that they belong to or became."""
        found: set[str] = set()
        waiting = list(slugs)
        while waiting:
            slug = waiting.pop()
            if slug not in found:
                found.add(slug)
                waiting += self._read().get(slug, ())
        return frozenset(found)

    def _read(self) -> dict[str, set[str]]:
        if self._above is None:
            self._above = {}
            rows = ActorRelation.objects.filter(relation__in=KINSHIP).values_list(
                "actor__slug", "other__slug"
            )
            for slug, other in rows:
                self._above.setdefault(slug, set()).add(other)
        return self._above
