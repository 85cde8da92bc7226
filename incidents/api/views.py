"""REST views: each reads a selection of `visible_incidents`, none reaches unpublished rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents import changes, map, picture
from incidents.api import examples, fields, shapes
from incidents.api.asof import PastMomentField, PastSelection, past_selection
from incidents.api.audience import audience_of, audience_word, etag_of, keep, kept_bytes, not_modified
from incidents.api.described import (
    AS_OF,
    CURSOR,
    EXPAND,
    FILTERS,
    KEPT,
    LIMIT,
    NEAR_TO,
    NOT_MODIFIED,
    NUMBERED,
    PROBLEM,
    chosen_from,
    described,
    header,
)
from incidents.api.exports import PARAMETERS_OF, at_number, exported
from incidents.api.filters import IncidentFilter
from incidents.api.pagination import limit_of, page_of
from incidents.api.problems import BadParameters, Gone, told_together
from incidents.api.renderers import GEOJSON, as_json
from incidents.api.rowshape import RowShape, shape_of
from incidents.api.scopes import scope_required
from incidents.api.selection import Selection, selection
from incidents.codes import WorkflowStatus
from incidents.columns.grid import WORLD
from incidents.flat import COLUMN_NAMES
from incidents.models import Incident
from incidents.past import known_to

MAX_EXPORT_COUNT_ZOOM = 20


class PublicView(APIView):
    """Everybody may read; what they see depends on their audience. A token was made for reading, or may not."""

    permission_classes = [scope_required("read")]

    def kept(self, request: Request, answer: Any, moment: datetime | None = None) -> Any:
        """Answers 304 to a client whose copy is good, else the answer with its ETag. `answer` is called late.

        `moment` is when it last changed. Its header counts seconds, so within the last two it is not told.
        """
        etag = etag_of(request)
        told = moment if moment and timezone.now() - moment > timedelta(seconds=2) else None
        return keep(not_modified(request, etag, told) or answer(), etag, told)


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
    unknown = [fields.printable(name) for name in request.query_params if name not in known][:20]
    if unknown:
        raise BadParameters([{"parameter": name, "message": "is not a parameter here"} for name in unknown])


class ZoomField(fields.ParameterField):
    takes = f"a whole number from 0 to {MAX_EXPORT_COUNT_ZOOM}"
    shape = {"type": "integer", "minimum": 0, "maximum": MAX_EXPORT_COUNT_ZOOM}

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
    shape = {"type": "string", "enum": list(map.BREAKDOWNS), "default": "region"}

    def parse(self, text: str) -> str:
        if text not in map.BREAKDOWNS:
            raise ValueError
        return text


# Incidents -----------------------------------------------------------------------------------------------
class IncidentList(PublicView):
    # The format that the address names; where it names none, the Accept header decides.
    wanted = ""

    @extend_schema(
        operation_id="incidents_list",
        parameters=[
            *FILTERS, LIMIT, CURSOR, NEAR_TO, AS_OF, chosen_from(COLUMN_NAMES), EXPAND, *NUMBERED,
            header("Link", "The next page, as `next` has it.", 200),
        ],
        responses={200: shapes.LIST, (200, GEOJSON): shapes.COLLECTION, (200, "text/csv"): OpenApiTypes.STR, **KEPT},
        examples=[examples.answered("A page", examples.PAGE)],
        description="Incidents as flat rows. Also as `.geojson`, `.csv`, `.acled.csv` and `.ucdp.csv`, whole and"
        " streamed. `Change-Number` and `change_number` say at which change the rows stand: a copy goes on from there.",
    )  # fmt: skip
    def get(self, request: Request) -> Any:
        return self.answer(request, self.wanted or _wanted_by_accept(request))

    def answer(self, request: Request, wanted: str) -> Any:
        """The selection as `json` (a page), or whole in one of the EXPORTS."""
        known = PARAMETERS_OF.get(wanted, ())
        chosen, near, _limit, moment, shape = told_together(
            lambda: selection(audience_of(request), request.query_params, also_known=known),
            lambda: one_parameter(request, "near_to", fields.PointField()) if "near_to" in known else None,
            lambda: limit_of(request) if "limit" in known else None,
            lambda: one_parameter(request, "as_of", PastMomentField()) if "as_of" in known else None,
            lambda: shape_of(request) if "fields" in known else RowShape(),
        )
        if moment and shape.expand:
            raise BadParameters([{"parameter": "expand", "message": "cannot be asked of the past"}])
        then = past_selection(chosen.chosen, chosen.audience, moment) if moment else None
        if wanted == "json":
            return self._past_page(then, request, shape) if then else self._page(chosen, request, near, shape)
        return self.kept(request, lambda: exported(wanted, chosen, then, shape.fields))

    def _page(
        self, chosen: Selection, request: Request, near: tuple[float, float] | None, shape: RowShape
    ) -> HttpResponse:
        # First the number, then the rows: what is newer than the number comes again with the feed.
        number = changes.latest_number(chosen.audience)
        rows, following = page_of(chosen, request, near)
        rows = shape.shaped(rows, chosen.audience)
        told = {"change_number": number, "audience": audience_word(chosen.audience)}
        answer = _linked(request, {"results": rows, "next": following, **told})
        return at_number(answer, number, chosen.audience)

    def _past_page(self, then: PastSelection, request: Request, shape: RowShape) -> HttpResponse:
        rows, following = then.page(request)
        cut = [shape.cut(row) for row in rows]
        return _linked(request, {"results": cut, "next": following, "as_of": then.moment})


def _linked(request: Request, page: dict[str, Any]) -> HttpResponse:
    answer = kept_bytes(request, as_json(page))
    if page["next"]:
        answer["Link"] = f'<{page["next"]}>; rel="next"'
    return answer


class IncidentsAsGeoJSON(IncidentList):
    wanted = "geojson"

    @extend_schema(
        operation_id="incidents_geojson",
        parameters=[*FILTERS, AS_OF, chosen_from(COLUMN_NAMES), *NUMBERED],
        responses={(200, GEOJSON): shapes.COLLECTION, **KEPT},
        description="All incidents of the selection as one FeatureCollection (RFC 7946), streamed.",
    )
    def get(self, request: Request) -> Any:
        return super().get(request)


class IncidentsAsCSV(IncidentList):
    wanted = "csv"

    @extend_schema(
        operation_id="incidents_csv",
        parameters=[*FILTERS, AS_OF, chosen_from(COLUMN_NAMES), *NUMBERED],
        responses={(200, "text/csv"): OpenApiTypes.STR, **KEPT},
        description="All incidents of the selection as one table, streamed.",
    )
    def get(self, request: Request) -> Any:
        return super().get(request)


class IncidentsLikeACLED(IncidentList):
    wanted = "acled"

    @extend_schema(
        operation_id="incidents_acled_csv",
        parameters=[*FILTERS, *NUMBERED],
        responses={(200, "text/csv"): OpenApiTypes.STR, **KEPT},
        description="Our own incidents in the 31 columns and the codes of ACLED's dyadic export, streamed.",
    )
    def get(self, request: Request) -> Any:
        return super().get(request)


class IncidentsLikeUCDP(IncidentList):
    wanted = "ucdp"

    @extend_schema(
        operation_id="incidents_ucdp_csv",
        parameters=[*FILTERS, *NUMBERED],
        responses={(200, "text/csv"): OpenApiTypes.STR, **KEPT},
        description="Our own incidents in the 49 columns and the codes of UCDP's GED, streamed.",
    )
    def get(self, request: Request) -> Any:
        return super().get(request)


def _wanted_by_accept(request: Request) -> str:
    accept = request.headers.get("Accept", "")
    if "geo+json" in accept:
        return "geojson"
    return "csv" if "text/csv" in accept else "json"


# All members of an incident's whole record, for `fields`.
DETAIL_NAMES = (
    *COLUMN_NAMES, "summaries", "casualties", "actors", "reports", "external_ids", "risks", "sectors", "url",
)  # fmt: skip


class IncidentItem(PublicView):
    @extend_schema(
        operation_id="incidents_retrieve",
        parameters=[
            AS_OF, chosen_from(DETAIL_NAMES), EXPAND,
            header("Last-Modified", "When the public record was last changed; not with as_of.", 200),
            header("Location", "The address of the successor.", 301),
        ],
        responses={
            200: shapes.DETAIL,
            301: OpenApiResponse(description="Merged into the incident at Location."),
            304: NOT_MODIFIED,
            404: PROBLEM,
            410: OpenApiResponse(PROBLEM.response, description="Retracted: `reason` says why."),
        },
        examples=[examples.answered("An incident", examples.WHOLE)],
        description="One incident. A merged one answers 301 to its successor, a retracted one 410 with the reason;"
        " with as_of, both answer with what was public then.",
    )  # fmt: skip
    def get(self, request: Request, public_id: UUID) -> Any:
        moment, shape, _others = told_together(
            lambda: one_parameter(request, "as_of", PastMomentField()),
            lambda: shape_of(request, DETAIL_NAMES),
            lambda: no_others(request, {"as_of", "fields", "expand"}),
        )
        if moment is not None:
            return self._then(request, public_id, moment, shape)
        incident = find_incident(request, public_id)
        if incident.status == WorkflowStatus.MERGED:
            successor = reverse("api_incident", args=[incident.merged_into.public_id])  # type: ignore[union-attr]
            return HttpResponsePermanentRedirect(successor)
        if incident.status == WorkflowStatus.RETRACTED:
            raise Gone(incident.retraction_reason)
        image = changes.images([incident.pk])[incident.pk]
        (row,) = shape.shaped([_addressed(request, incident, image)], audience_of(request))
        return self.kept(request, lambda: Response(row), incident.updated_at)

    def _then(self, request: Request, public_id: UUID, moment: datetime, shape: RowShape) -> Any:
        audience = audience_of(request)
        known = Incident.objects.unpublished_too().filter(known_to(audience), public_id=public_id)
        incident = known.first()
        then = past_selection(IncidentFilter(QueryDict()), audience, moment)
        image = then.detail(incident) if incident is not None else None
        if incident is None or image is None:
            raise Http404
        if shape.expand:
            raise BadParameters([{"parameter": "expand", "message": "cannot be asked of the past"}])
        row = shape.cut(_addressed(request, incident, image))
        return self.kept(request, lambda: Response({**row, "as_of": moment}))


def _addressed(request: Request, incident: Incident, image: dict[str, Any]) -> dict[str, Any]:
    return {**image, "url": request.build_absolute_uri(_page_of(incident))}


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


# Pictures ------------------------------------------------------------------------------------------------
class MapView(PublicView):
    @extend_schema(
        operation_id="map",
        parameters=[
            described(
                "bbox",
                fields.BoxField.shape,
                f"The frame; unless given, the world. Takes {fields.BoxField.takes}.",
            ),
            *(parameter for parameter in FILTERS if parameter.name != "bbox"),
            described("zoom", {**ZoomField.shape, "default": 5}, "The map's zoom, as Leaflet has it."),
        ],
        responses={(200, GEOJSON): shapes.MapAnswer, **KEPT},
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
    @extend_schema(
        operation_id="timeline",
        parameters=FILTERS,
        responses={200: shapes.TimelineAnswer, **KEPT},
        description="How many incidents by first day, in days, weeks, months or years: the span of the selection decides.",
    )
    def get(self, request: Request) -> Any:
        chosen = selection(audience_of(request), request.query_params)
        return kept_bytes(request, as_json(picture.timeline(chosen)))


class BreakdownView(PublicView):
    @extend_schema(
        operation_id="breakdown",
        parameters=[*FILTERS, described("by", ByField.shape, "What to count by.")],
        responses={200: shapes.BreakdownAnswer, **KEPT},
        description=f"Counts by one property, most first, at most {map.MOST_ROWS}. By actor an incident counts once for each"
        " actor that it involves.",
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
