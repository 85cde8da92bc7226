"""REST views: each reads a selection of `visible_incidents`, none reaches unpublished rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents import changes, map, picture
from incidents.api import fields, serializers
from incidents.api.audience import audience_of, etag_of, keep, kept_bytes, not_modified
from incidents.api.filters import PARAMETERS
from incidents.api.pagination import limit_of, page_of
from incidents.api.problems import BadParameters, Gone, told_together
from incidents.api.renderers import CSV, GEOJSON, NeverRefused, as_json, csv_lines, feature_collection
from incidents.api.selection import Selection, selection
from incidents.codes import WorkflowStatus
from incidents.columns.grid import WORLD
from incidents.flat import flat_rows
from incidents.models import Change, Incident
from incidents.querysets import IncidentQuerySet

FILTERS = [
    OpenApiParameter(name, OpenApiTypes.STR, description=f"{parameter.meaning} Takes {parameter.field.help_text}.",
                     many=True, explode=True)
    for name, parameter in PARAMETERS.items()
]  # fmt: skip
PROBLEM = OpenApiResponse(serializers.Problem, description="A problem document (RFC 9457).")
ERRORS = {400: PROBLEM, 503: PROBLEM}
MAX_EXPORT_COUNT_ZOOM = 20


class PublicView(APIView):
    """Everybody may read; what they see depends on their audience."""

    permission_classes = [AllowAny]
    content_negotiation_class = NeverRefused

    def kept(self, request: Request, answer: Any) -> Any:
        """Answers 304 to a client whose copy is good, else the answer with its ETag. `answer` is called late."""
        etag = etag_of(request)
        return keep(not_modified(request, etag) or answer(), etag)


def one_parameter(request: Request, name: str, field: fields.ParameterField, default: Any = None) -> Any:
    """The single value of a parameter that is not a filter; raises BadParameters."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise BadParameters([{"parameter": name, "message": "is given more than once"}])
    if not values or values[0] == "":
        return default
    try:
        return field.parse(values[0].strip())
    except (ValueError, OverflowError):
        message = f"{fields.shortened(values[0])}: takes {field.takes}"
        raise BadParameters([{"parameter": name, "message": message}]) from None


def no_others(request: Request, known: set[str]) -> None:
    """Raises BadParameters with every parameter that is not one of these."""
    unknown = [fields.shortened(name) for name in request.query_params if name not in known][:20]
    if unknown:
        raise BadParameters([{"parameter": name, "message": "is not a parameter here"} for name in unknown])


class ZoomField(fields.ParameterField):
    takes = f"a whole number from 0 to {MAX_EXPORT_COUNT_ZOOM}"

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 2) or int(text) > MAX_EXPORT_COUNT_ZOOM:
            raise ValueError
        return int(text)


class NumberField(fields.ParameterField):
    takes = "a number that this feed has given"

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 18):
            raise ValueError
        return int(text)


class ByField(fields.ParameterField):
    takes = f"one of {', '.join(map.BREAKDOWNS)}"

    def parse(self, text: str) -> str:
        if text not in map.BREAKDOWNS:
            raise ValueError
        return text


# Incidents -----------------------------------------------------------------------------------------------
class IncidentList(PublicView):
    @extend_schema(
        operation_id="incidents_list",
        parameters=[
            *FILTERS,
            OpenApiParameter("limit", int),
            OpenApiParameter("cursor", str),
            OpenApiParameter("near_to", str, description="The lon,lat that sort=nearest measures from."),
        ],
        responses={200: serializers.IncidentPage, **ERRORS},
        description="Incidents as flat rows. Also as `.geojson` and `.csv`, whole and streamed.",
    )
    def get(self, request: Request) -> Any:
        return self.answer(request, _wanted_by_accept(request))

    def answer(self, request: Request, wanted: str) -> Any:
        """The selection as `json` (a page), `geojson` or `csv` (whole)."""
        known = ("limit", "cursor", "near_to") if wanted == "json" else ()
        chosen, near, _limit = told_together(
            lambda: selection(audience_of(request), request.query_params, also_known=known),
            lambda: one_parameter(request, "near_to", fields.PointField()) if known else None,
            lambda: limit_of(request) if known else None,
        )
        if wanted == "json":
            return self._page(chosen, request, near)
        return self.kept(request, lambda: _export(chosen.incidents.newest_first(), wanted))

    def _page(self, chosen: Selection, request: Request, near: tuple[float, float] | None) -> HttpResponse:
        rows, following = page_of(chosen, request, near)
        answer = kept_bytes(request, as_json({"results": rows, "next": following}))
        if following:
            answer["Link"] = f'<{following}>; rel="next"'
        return answer


class IncidentsAsGeoJSON(IncidentList):
    @extend_schema(
        operation_id="incidents_geojson",
        parameters=FILTERS,
        responses={(200, GEOJSON): OpenApiTypes.OBJECT, **ERRORS},
        description="All incidents of the selection as one FeatureCollection (RFC 7946), streamed.",
    )
    def get(self, request: Request) -> Any:
        return self.answer(request, "geojson")


class IncidentsAsCSV(IncidentList):
    @extend_schema(
        operation_id="incidents_csv",
        parameters=FILTERS,
        responses={(200, "text/csv"): OpenApiTypes.STR, **ERRORS},
        description="All incidents of the selection as one table, streamed.",
    )
    def get(self, request: Request) -> Any:
        return self.answer(request, "csv")


def _wanted_by_accept(request: Request) -> str:
    accept = request.headers.get("Accept", "")
    if "geo+json" in accept:
        return "geojson"
    return "csv" if "text/csv" in accept else "json"


def _export(selection: IncidentQuerySet, wanted: str) -> StreamingHttpResponse:
    rows = flat_rows(selection)
    if wanted == "csv":
        answer = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
    else:
        answer = StreamingHttpResponse(feature_collection(rows), content_type=GEOJSON)
    answer["Content-Disposition"] = f'attachment; filename="incidents.{wanted}"'
    return answer


class IncidentItem(PublicView):
    @extend_schema(
        responses={200: serializers.IncidentDetail, 301: None, 304: None, 404: PROBLEM, 410: PROBLEM},
        description="One incident. A merged one answers 301 to its successor, a retracted one 410 with the reason.",
    )
    def get(self, request: Request, public_id: UUID) -> Any:
        incident = find_incident(request, public_id)
        if incident.status == WorkflowStatus.MERGED:
            successor = reverse("api_incident", args=[incident.merged_into.public_id])  # type: ignore[union-attr]
            return HttpResponsePermanentRedirect(successor)
        if incident.status == WorkflowStatus.RETRACTED:
            raise Gone(incident.retraction_reason)
        image = {
            **changes.images([incident.pk])[incident.pk],
            "url": request.build_absolute_uri(_page_of(incident)),
        }
        return self.kept(request, lambda: Response(image))


def find_incident(request: Any, public_id: UUID) -> Incident:
    """The incident as this audience knows it: visible, or a tombstone of what it had once seen; else 404."""
    audience = audience_of(request)
    rows = Incident.objects.select_related("merged_into")
    for candidates in (rows.for_audience(audience), rows.tombstones_for(audience)):
        found = candidates.filter(public_id=public_id).first()
        if found is not None:
            root = found.merged_into
            if root is not None and not Incident.objects.for_audience(audience).filter(pk=root.pk).exists():
                break  # the successor is not for this audience, so its address is not either
            return found
    raise Http404


def _page_of(incident: Incident) -> str:
    return reverse("incident", args=[incident.public_id])


class IncidentRevisions(PublicView):
    @extend_schema(
        responses={200: OpenApiTypes.OBJECT, 404: PROBLEM}, description="The history of one incident."
    )
    def get(self, request: Request, public_id: UUID) -> Any:
        incident = find_incident(request, public_id)
        rows = Change.objects.filter(incident=incident, feed=audience_of(request), number__isnull=False)
        return Response({"results": [change_as_json(row) for row in rows.order_by("-number")[:1000]]})


def change_as_json(row: Change) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "incident": str(row.incident.public_id),
        "fields": row.fields,
        "reason": row.reason,
        "successor": str(row.successor.public_id) if row.successor else None,
        "at": row.at,
    }


class ChangeList(PublicView):
    @extend_schema(
        parameters=[OpenApiParameter("since", int), OpenApiParameter("limit", int)],
        responses={200: OpenApiTypes.OBJECT, **ERRORS},
        description="What was created, updated, retracted, merged or restored after change number `since`.",
    )
    def get(self, request: Request) -> Response:
        since, limit, _others = told_together(
            lambda: one_parameter(request, "since", NumberField(), 0),
            lambda: min(one_parameter(request, "limit", NumberField(), 1000), 1000) or 1000,
            lambda: no_others(request, {"since", "limit"}),
        )
        feed = audience_of(request)
        current = changes.latest_number(feed)
        rows = (
            Change.objects.filter(feed=feed, number__gt=since, number__lte=current)
            .select_related("incident", "successor")
            .order_by("number")[:limit]
        )
        found = [change_as_json(row) for row in rows]
        following = found[-1]["number"] if found else max(since, current)
        return Response({"results": found, "since": since, "next_since": following, "current": current})


# Pictures ------------------------------------------------------------------------------------------------
class MapView(PublicView):
    @extend_schema(
        parameters=[*FILTERS, OpenApiParameter("zoom", int)],
        responses={(200, GEOJSON): OpenApiTypes.OBJECT, **ERRORS},
        description="Clusters and single incidents of a frame (`bbox`) at a zoom, with counts that add up.",
    )
    def get(self, request: Request) -> Any:
        audience, query = audience_of(request), request.query_params
        zoom, frame, chosen = told_together(
            lambda: one_parameter(request, "zoom", ZoomField(), 5),
            lambda: one_parameter(request, "bbox", fields.BoxField(), WORLD),
            lambda: selection(audience, query, also_known=["zoom"], without=["bbox"]),
        )
        return kept_bytes(request, picture.clusters(chosen, frame, zoom), GEOJSON)


class TimelineView(PublicView):
    @extend_schema(parameters=FILTERS, responses={200: OpenApiTypes.OBJECT, **ERRORS})
    def get(self, request: Request) -> Any:
        chosen = selection(audience_of(request), request.query_params)
        return kept_bytes(request, as_json(picture.timeline(chosen)))


class BreakdownView(PublicView):
    @extend_schema(
        parameters=[*FILTERS, OpenApiParameter("by", str, enum=list(map.BREAKDOWNS))],
        responses={200: OpenApiTypes.OBJECT, **ERRORS},
    )
    def get(self, request: Request) -> Any:
        by, chosen = told_together(
            lambda: one_parameter(request, "by", ByField(), "region"),
            lambda: selection(audience_of(request), request.query_params, also_known=["by"]),
        )
        return kept_bytes(request, as_json({"by": by, "results": picture.breakdown(chosen, by)}))


# Health --------------------------------------------------------------------------------------------------
def live(request: Any) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: Any) -> HttpResponse:
    """The database answers; says nothing of versions."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
