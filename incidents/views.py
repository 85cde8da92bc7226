"""The public pages: the map and one incident. Both work before any script has run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.gis.geos import Point
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents import changes, codes, map
from incidents.api import fields
from incidents.api.audience import audience_of, visible_incidents
from incidents.api.filters import select
from incidents.api.pagination import in_order
from incidents.api.problems import BadParameters
from incidents.api.views import find_incident
from incidents.codes import AdminLevel, WorkflowStatus
from incidents.flat import flat_columns, flat_row
from incidents.models import Change, Incident, Region, Source
from incidents.querysets import BoundingBox, IncidentQuerySet

FIRST_ROWS = 50
OPENING_DAYS = 90
OPENING_KILOMETRES = 250
# What the page keeps in its own address beside the filters.
PAGE_PARAMETERS = ("lon", "lat", "zoom", "incident", "tab", "colour", "language")
UNFILTERED = ("bbox",)


# Map -----------------------------------------------------------------------------------------------------
def map_page(request: HttpRequest) -> HttpResponse:
    """The map with its list, filters and counts, rendered whole; bad parameters are told and left out."""
    incidents = visible_incidents(request)
    query, problems = _understood(request.GET, incidents)
    window, note = _opening_window(query, incidents)
    asked = query.copy()
    for name, day in window.items():
        asked[name] = day
    selection = select(incidents, asked, also_known=PAGE_PARAMETERS)
    frame = _frame(query)
    picture = map.clusters(selection, frame, zoom=1)
    rows = flat_columns(in_order(selection.within(frame), asked.get("sort") or "newest"))[:FIRST_ROWS]
    context = {
        **shared_context(),
        "page_json": json.dumps(_page_data(window), default=str),
        "rows": [flat_row(values) for values in rows],
        "counts": {
            name: picture[name] for name in ("total", "in_frame", "outside", "unplaced", "killed", "latest")
        },
        "filters": {name: asked.getlist(name) for name in asked if name not in PAGE_PARAMETERS},
        "period_note": note,
        "choices": _choices(),
        "labels": labels(),
        "problem": problems,
    }
    return render(request, "map.html", context, status=400 if problems else 200)


def _understood(query: QueryDict, incidents: IncidentQuerySet) -> tuple[QueryDict, list[dict[str, str]]]:
    """The query string without the parameters that were not understood, and what was wrong with those."""
    try:
        select(incidents, query, also_known=PAGE_PARAMETERS)
    except BadParameters as error:
        bad = {entry["parameter"] for entry in error.errors}
        kept = QueryDict(mutable=True)
        for name in query:
            if name not in bad and fields.shortened(name) not in bad:
                kept.setlist(name, query.getlist(name))
        return kept, error.errors
    return query.copy(), []


def _opening_window(query: QueryDict, incidents: IncidentQuerySet) -> tuple[dict[str, str], str]:
    """Without dates in the address: the latest 90 days that hold data around Ansongo and Menaka."""
    if any(query.get(name) for name in ("since", "until", "q", "external_id", "updated_since")):
        return {}, ""
    # The newest rows of an index are looked through until one lies there: no aggregate over all of them.
    last = _last_day(incidents.within(_around(*settings.MAP_CENTRE))) or _last_day(incidents)
    if last is None:
        return {}, ""
    first = last - timedelta(days=OPENING_DAYS - 1)
    note = _(
        "Showing the latest %(days)s days with data around Ansongo and Ménaka: %(first)s to %(last)s."
    ) % {
        "days": OPENING_DAYS,
        "first": date_format(first, "j F Y"),
        "last": date_format(last, "j F Y"),
    }
    return {"since": first.isoformat(), "until": last.isoformat()}, note


def _around(longitude: float, latitude: float) -> BoundingBox:
    half_width, half_height = OPENING_KILOMETRES / 107, OPENING_KILOMETRES / 111
    return (longitude - half_width, latitude - half_height, longitude + half_width, latitude + half_height)


def _last_day(incidents: IncidentQuerySet) -> date | None:
    return incidents.newest_first().values_list("date_end", flat=True).first()


def _frame(query: QueryDict) -> BoundingBox:
    """The rectangle that a screen of usual size shows at the address's centre and zoom (lon, lat)."""
    try:
        longitude = fields.plain_number(query.get("lon") or str(settings.MAP_CENTRE[0]))
        latitude = fields.plain_number(query.get("lat") or str(settings.MAP_CENTRE[1]))
        zoom = min(max(fields.plain_number(query.get("zoom") or str(settings.MAP_ZOOM)), 0), 20)
    except ValueError:
        (longitude, latitude), zoom = settings.MAP_CENTRE, settings.MAP_ZOOM
    half_width, half_height = 360 / 2**zoom * 1.4, 180 / 2**zoom * 1.4
    return (
        max(-180.0, min(180.0, longitude) - half_width),
        max(-90.0, min(90.0, latitude) - half_height),
        min(180.0, max(-180.0, longitude) + half_width),
        min(90.0, max(-90.0, latitude) + half_height),
    )


def _page_data(window: Mapping[str, str]) -> dict[str, Any]:
    """Everything the scripts know of the server: addresses, opening view, labels. It crosses once."""
    placeholder = "00000000-0000-0000-0000-000000000000"
    return {
        "urls": {
            "map": reverse("api_map"),
            "timeline": reverse("api_timeline"),
            "incidents": reverse("api_incidents"),
            "incident": reverse("api_incident", args=[placeholder]).replace(placeholder, "{id}"),
            "page": reverse("incident", args=[placeholder]).replace(placeholder, "{id}"),
            "basemap": reverse("api_basemap"),
            "actors": reverse("api_actors"),
            "places": reverse("api_places"),
            "geojson": reverse("api_incidents_geojson"),
            "csv": reverse("api_incidents_csv"),
        },
        "centre": list(settings.MAP_CENTRE),
        "zoom": settings.MAP_ZOOM,
        "minZoom": settings.LEAFLET_CONFIG["MIN_ZOOM"],
        "maxZoom": settings.LEAFLET_CONFIG["MAX_ZOOM"],
        "tiles": {"url": settings.TILES_URL, "attribution": settings.TILES_ATTRIBUTION}
        if settings.TILES_URL
        else None,
        "defaults": dict(window),
        "labels": labels(),
    }


def labels() -> dict[str, dict[str, str]]:
    """Label by code, in the reader's language, for every vocabulary that a page shows."""
    vocabularies: dict[str, Any] = {
        "event_type": codes.EventType,
        "sub_event_type": codes.SubEventType,
        "weapon": codes.Weapon,
        "verification": codes.Verification,
        "geo_precision": codes.GeoPrecision,
        "time_precision": codes.TimePrecision,
        "attribution": codes.Attribution,
        "claim_status": codes.ClaimStatus,
        "role": codes.Role,
        "casualty_kind": codes.CasualtyKind,
        "casualty_group": codes.CasualtyGroup,
        "community": codes.Community,
        "reliability": codes.Reliability,
        "credibility": codes.Credibility,
        "change_kind": codes.ChangeKind,
        "review_rule": codes.ReviewRule,
    }
    found = {
        name: {str(value): str(label) for value, label in vocabulary.choices}
        for name, vocabulary in vocabularies.items()
    }
    found["judgement"] = {value: str(label) for value, label in codes.PROBABILITY_TERM_CHOICES}
    return found


def _choices() -> dict[str, list[tuple[str, str]]]:
    regions = Region.objects.filter(level=AdminLevel.ADMIN1, boundary__isnull=False).defer("boundary")
    countries = (
        Region.objects.filter(level=AdminLevel.COUNTRY, children__isnull=False).defer("boundary").distinct()
    )
    return {
        "type": [(value, str(label)) for value, label in codes.EventType.choices],
        "verification": [(value, str(label)) for value, label in codes.Verification.choices],
        "geo_precision": [(value, str(label)) for value, label in codes.GeoPrecision.choices],
        "country": [(row.pcode, row.label) for row in countries],
        "region": [
            (row.pcode, f"{row.label} ({row.country})") for row in regions.order_by("country", "name")
        ],
    }


def shared_context() -> dict[str, Any]:
    """What every page shows: name, credit, and whether made-up data are among what is shown."""
    return {
        "site_name": settings.SITE_NAME,
        "credit": settings.CREDIT,
        "licence": settings.LICENCE,
        "sample_shown": Source.objects.samples().filter(active=True).exists(),
    }


# One incident ---------------------------------------------------------------------------------------------
def incident_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One incident with its sources and history; 301 when merged, 410 with the reason when retracted."""
    found = find_incident(request, public_id)
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    retracted = found.status == WorkflowStatus.RETRACTED
    context = {
        **shared_context(),
        "page_json": json.dumps(_page_data({}), default=str),
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
