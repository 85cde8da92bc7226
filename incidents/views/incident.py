"""One incident's page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from incidents import changes
from incidents.api.audience import audience_of
from incidents.api.views import find_incident
from incidents.codes import WorkflowStatus
from incidents.models import Change, Incident, Region
from incidents.views.context import labels, page_data, shared_context


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
        days = {"date_start": found.date_start, "date_end": found.date_end}
        image = {**changes.images([found.pk])[found.pk], **days}
        context |= {"incident": image, "region_names": _region_names(image), "road": _road_ends(found)}
    return render(request, "incident.html", context, status=410 if retracted else 200)


def _revisions(incident: Incident, feed: int) -> list[dict[str, Any]]:
    rows = Change.objects.filter(incident=incident, feed=feed).order_by("-id")[:200]
    return [{"at": row.at, "kind": row.kind, "reason": row.reason, "fields": row.fields} for row in rows]


def _region_names(image: Mapping[str, Any]) -> dict[str, str]:
    wanted = [image[level] for level in ("country", "admin1", "admin2") if image[level]]
    return {row.pcode: row.label for row in Region.objects.filter(pcode__in=wanted).defer("boundary")}


def _road_ends(incident: Incident) -> list[list[float]] | None:
    points: list[Point | None] = [
        place.point if place else None for place in (incident.place, incident.second_place)
    ]
    ends = [[point.x, point.y] for point in points if point is not None]
    return ends if len(ends) == 2 else None
