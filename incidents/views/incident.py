"""One incident's page."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from incidents import changes
from incidents.api.audience import audience_of, visible_incidents
from incidents.api.views import find_incident
from incidents.codes import AdminLevel, EvidenceDecision, WorkflowStatus
from incidents.dossier import NEAR_KILOMETRES, POINTED, nearby
from incidents.models import Change, Evidence, Incident
from incidents.views.attribution import attribution_in_words
from incidents.views.context import labels, page_data, shared_context
from incidents.views.dossierpage import region_names
from incidents.views.offset import offset_in_words
from incidents.views.parties import parties_told
from incidents.views.recordwords import Names, differences_in_words, distance_in_words, evidence_field


def incident_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One incident with its sources and history; 301 when merged, 410 with the reason when retracted."""
    found = find_incident(request, public_id)
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    retracted = found.status == WorkflowStatus.RETRACTED
    context = {
        **shared_context(),
        "page_json": json.dumps(page_data({}), default=str),
        "labels": labels(),
        "status": found.status,
        "retraction_reason": found.retraction_reason,
        "public_id": str(found.public_id),
        "revisions": _revisions(found, int(audience_of(request))),
    }
    if not retracted:
        context |= _shown(request, found)
    return render(request, "incident.html", context, status=410 if retracted else 200)


def _shown(request: HttpRequest, incident: Incident) -> dict[str, Any]:
    days = {"date_start": incident.date_start, "date_end": incident.date_end}
    image = {**changes.images([incident.pk])[incident.pk], **days}
    near = nearby(incident, visible_incidents(request)) if _has_surroundings(incident) else None
    units = region_names(
        row[level] for row in (image, *(near or ())) for level in ("country", "admin1", "admin2")
    )
    return {
        "incident": image,
        "radius": distance_in_words(image["radius_m"]),
        "offset": offset_in_words(incident),
        "is_area": incident.geo_precision not in POINTED,
        "is_vague": _is_vague(incident),
        "parties": parties_told(image["actors"]),
        "attribution": attribution_in_words(image["actors"]),
        "region_names": {
            image[level]: units.get(image[level], image[level])
            for level in ("country", "admin1", "admin2")
            if image[level]
        },
        "nearby": None if near is None else [_told(row) for row in near],
        "nearby_regions": list(units.items()),
        "evidence": _evidence(incident) if may_see_evidence(request) else None,
        "road": _road_ends(incident),
    }


def _is_vague(incident: Incident) -> bool:
    """Whether the public point stands for so much land that its coordinates say nothing."""
    return incident.geo_precision not in POINTED or (incident.radius_m or 0) > NEAR_KILOMETRES * 1000


def _has_surroundings(incident: Incident) -> bool:
    """Whether it can be said what lies near: around a point, or in the same region; not around half a country."""
    if incident.point is not None and incident.geo_precision in POINTED:
        return not _is_vague(incident)
    return incident.region is not None and incident.region.level != AdminLevel.COUNTRY


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "km": None if row["metres"] is None else max(1, round(row["metres"] / 1000)),
        "days_before": -row["days"],
    }


def may_see_evidence(request: HttpRequest) -> bool:
    """Words of reports are for the desk: staff that may see incidents. Never for the public."""
    user = request.user
    return user.is_authenticated and user.is_staff and user.has_perm("incidents.view_incident")


def _evidence(incident: Incident) -> list[dict[str, Any]]:
    rows = (
        Evidence.objects.filter(incident=incident)
        .exclude(decision=EvidenceDecision.REJECTED)
        .select_related("report__source")
        .order_by("field", "report_id", "start")
    )
    return [
        {
            "field": evidence_field(row.field),
            "quote": row.report.text[row.start : row.end],
            "source": row.report.source.name,
            "report": row.report_id,
            "rule": row.rule,
            "decision": row.get_decision_display(),
        }
        for row in rows
    ]


def _revisions(incident: Incident, feed: int) -> list[dict[str, Any]]:
    rows = list(Change.objects.filter(incident=incident, feed=feed).order_by("-id")[:200])
    names = Names.of(entry for row in rows for entry in row.fields)
    return [
        {
            "at": row.at,
            "kind": row.kind,
            "reason": row.reason,
            "fields": differences_in_words(row.fields, names),
        }
        for row in rows
    ]


def _road_ends(incident: Incident) -> list[list[float]] | None:
    points: list[Point | None] = [
        place.point if place else None for place in (incident.place, incident.second_place)
    ]
    ends = [[point.x, point.y] for point in points if point is not None]
    return ends if len(ends) == 2 else None
