"""What stands beside the timeline: dated events that editors wrote, and the days that are still incomplete."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from incidents.api import nounshapes
from incidents.api.audience import audience_of, kept_bytes, visible_incidents
from incidents.api.described import KEPT, described, repeated
from incidents.api.fields import DayField, shortened
from incidents.api.lookupfields import RegionField
from incidents.api.problems import BadParameters, told_together
from incidents.api.renderers import as_json
from incidents.api.views import PublicView, no_others, one_parameter
from incidents.codes import Audience
from incidents.models import Annotation, Region
from incidents.recent import incomplete_days

MAX_ROWS = 500
MAX_REGIONS = 50


def visible_annotations(request: Any) -> QuerySet[Annotation]:
    """Public ones for everybody; signed-in accounts also see the desk's own."""
    rows = Annotation.objects.select_related("region").defer("region__boundary")
    return rows.filter(public=True) if audience_of(request) == Audience.PUBLIC else rows


def between(rows: QuerySet[Annotation], since: date | None, until: date | None) -> QuerySet[Annotation]:
    """Annotations whose days overlap since..until, both included; an open end takes all."""
    if until is not None:
        rows = rows.filter(date_start__lte=until)
    if since is not None:
        rows = rows.filter(Q(date_end__gte=since) | Q(date_end__isnull=True, date_start__gte=since))
    return rows


def concerning(rows: QuerySet[Annotation], regions: list[Region]) -> QuerySet[Annotation]:
    """Annotations of one of the regions, of what holds it or lies in it; and those of the whole Sahel."""
    wanted = Q(region__isnull=True)
    for region in regions:
        inside = {"country": region.country}
        if region.level >= 1:
            inside["admin1"] = region.admin1
        if region.level == 2:
            inside["admin2"] = region.admin2
        wanted |= Q(**{f"region__{column}": code for column, code in inside.items()})
        wanted |= Q(region__pcode__in=[region.country, region.admin1])
    return rows.filter(wanted)


class AnnotationList(PublicView):
    @extend_schema(
        operation_id="annotations_list",
        parameters=[
            described("since", DayField.shape, "Overlapping this day or later."),
            described("until", DayField.shape, "Overlapping this day or earlier."),
            repeated("region", RegionField, "P-code or country; what holds it and the whole Sahel too."),
        ],
        responses={200: nounshapes.AnnotationPage, **KEPT},
        description="Dated events beside the timeline, at most 500 by first day. `incomplete` names the days "
        "(inclusive) of which reports are still coming in; null when there are none.",
    )
    def get(self, request: Request) -> Any:
        since, until, regions, _others = told_together(
            lambda: one_parameter(request, "since", DayField()),
            lambda: one_parameter(request, "until", DayField()),
            lambda: _regions(request.query_params.getlist("region")),
            lambda: no_others(request, {"since", "until", "region"}),
        )
        rows = between(visible_annotations(request), since, until)
        if regions:
            rows = concerning(rows, regions)
        body = {"results": [_annotation(row) for row in rows[:MAX_ROWS]], "incomplete": _incomplete(request)}
        return kept_bytes(request, as_json(body))


def _regions(values: list[str]) -> list[Region]:
    codes = [value.strip() for value in values if value.strip()]
    found = {row.pcode: row for row in Region.objects.filter(pcode__in=codes[:MAX_REGIONS]).defer("boundary")}
    unknown = [code for code in codes if code not in found]
    if unknown:
        message = f"{shortened(unknown[0])}: takes a P-code such as ML07 or a country such as MLI"
        raise BadParameters([{"parameter": "region", "message": message}])
    return list(found.values())


def _annotation(row: Annotation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "label": row.label,
        "label_fr": row.label_fr or None,
        "date_start": row.date_start,
        "date_end": row.date_end,
        "region": row.region.pcode if row.region else None,
        "url": row.url or None,
        "public": row.public,
    }


def _incomplete(request: Request) -> dict[str, date] | None:
    days = incomplete_days(visible_incidents(request), timezone.now().date())
    return {"since": days[0], "until": days[1]} if days else None
