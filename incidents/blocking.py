"""Candidates for a draft or an incident: by days and place in one query a table, before anything is weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import Exact

from incidents.codes import ProposalKind, ProposalState, WorkflowStatus
from incidents.likeness import Side
from incidents.models import Incident, Proposal, Report
from incidents.querysets import about_days, within_metres
from incidents.sides import Account, Kinship, draft_accounts, incident_accounts

SLACK = timedelta(days=3)
MARGIN_M, LEAST_M = 15_000, 30_000
# More than this lie about one day and place only in a war's worst weeks: the nearest days count.
MOST_WEIGHED = 200
LIVE = (WorkflowStatus.DRAFT, WorkflowStatus.IN_REVIEW, WorkflowStatus.PUBLISHED)
# A draft or an incident: (its id, None) or (None, its id).
Live = tuple[int | None, int | None]


def open_drafts() -> QuerySet[Proposal]:
    return Proposal.objects.filter(kind=ProposalKind.CREATE, state=ProposalState.OPEN)


def candidates(
    own: Account, report: Report | None, copies: Iterable[Live], kin: Kinship | None
) -> list[Account]:
    """Live incidents and open drafts of other reports about the same days and place; and copies of the same text."""
    incidents = Incident.objects.unpublished_too().filter(status__in=LIVE, synthetic=own.synthetic)
    incidents = incidents.exclude(pk=own.incident or 0)
    drafts = open_drafts().exclude(pk=own.draft or 0)
    if report is not None:
        drafts = drafts.exclude(report__source=report.source_id, report__external_id=report.external_id)
    if own.synthetic:
        drafts = drafts.none()
    found = []
    if own.side.first is not None and own.side.last is not None:
        first, last = own.side.first, own.side.last
        near = about_days(incidents, first, last, SLACK).filter(_near(own.side, INCIDENT_COLUMNS))
        found += incident_accounts(near, kin, MOST_WEIGHED)
        near = about_days(drafts, first, last, SLACK, "outline__").filter(_near(own.side, DRAFT_COLUMNS))
        found += draft_accounts(near, kin, MOST_WEIGHED)
    missing = set(copies) - {(there.draft, there.incident) for there in found}
    if missing:
        found += incident_accounts(incidents.filter(pk__in=[pk for _draft, pk in missing if pk]), kin)
        found += draft_accounts(drafts.filter(pk__in=[pk for pk, _incident in missing if pk]), kin)
    return found


@dataclass(frozen=True)
class Columns:
    """Where the location of a row stands, exact before public."""

    point: Any
    radius: Any
    place: Any
    admin2: Any


INCIDENT_COLUMNS = Columns(
    point=Coalesce("exact__point", "point"),
    radius=Coalesce("exact__radius_m", "radius_m", 0),
    place=Coalesce("exact__place__key", "place__key"),
    admin2=Coalesce("exact__region__admin2", "region__admin2"),
)
DRAFT_COLUMNS = Columns(
    point=F("outline__point"),
    radius=Coalesce("outline__radius_m", 0),
    place=F("outline__place__key"),
    admin2=F("outline__region__admin2"),
)


def _near(own: Side, columns: Columns) -> Q:
    """Within both radii and a margin, 30 km at least; or the same place; or the same cercle."""
    near = Q(pk__in=[])
    if own.longitude is not None and own.latitude is not None:
        open_m = columns.radius + Value((own.radius_m or 0) + MARGIN_M)
        reach = Greatest(open_m, Value(LEAST_M), output_field=FloatField())
        near |= Q(within_metres(columns.point, own.longitude, own.latitude, reach))
    if own.place:
        near |= Q(Exact(columns.place, Value(own.place)))
    if own.admin2:
        near |= Q(Exact(columns.admin2, Value(own.admin2)))
    return near
