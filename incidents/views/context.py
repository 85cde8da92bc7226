"""What every page is given: the site's name, labels in the reader's language, and the scripts' page data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from incidents import codes
from incidents.codes import AdminLevel
from incidents.models import Region, Source


def shared_context() -> dict[str, Any]:
    """What every page shows: name, credit, and whether made-up data are among what is shown."""
    return {
        "site_name": settings.SITE_NAME,
        "credit": settings.CREDIT,
        "licence": settings.LICENCE,
        "sample_shown": Source.objects.samples().filter(active=True).exists(),
    }


def page_data(window: Mapping[str, str]) -> dict[str, Any]:
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
            "changes": reverse("changes_page"),
            "annotations": reverse("api_annotations"),
            "compare": reverse("compare"),
            "breakdown": reverse("api_breakdown"),
            "actors": reverse("api_actors"),
            "sources": reverse("api_sources"),
            "places": reverse("api_places"),
            "geojson": reverse("api_incidents_geojson"),
            "csv": reverse("api_incidents_csv"),
            "exports": reverse("exports"),
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
        "risk": codes.Risk,
        "sector": codes.Sector,
        "confidence": codes.AnalyticConfidence,
        "reliability": codes.Reliability,
        "credibility": codes.Credibility,
        "change_kind": codes.ChangeKind,
        "annotation_kind": codes.AnnotationKind,
        "review_rule": codes.ReviewRule,
    }
    found = {
        name: {str(value): str(label) for value, label in vocabulary.choices}
        for name, vocabulary in vocabularies.items()
    }
    found["judgement"] = {value: str(label) for value, label in codes.PROBABILITY_TERM_CHOICES}
    return found


def choices() -> dict[str, list[tuple[str, str]]]:
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
