"""Exports that a worker makes: asked for, looked at while they are made, fetched while nothing in them was taken away."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api import exportshapes, fields
from incidents.api.audience import audience_of, keep, not_modified
from incidents.api.problems import BadParameters, Refused, problem, told_together
from incidents.api.views import PROBLEM, PublicView, no_others
from incidents.codes import Audience, ExportFormat, ExportState
from incidents.exports import giving
from incidents.exports.asking import AskAgainLater, NoRoom, ask
from incidents.exports.wanted import wanted
from incidents.limits import client_address
from incidents.models import Export

MEDIA_TYPES = {
    ExportFormat.XLSX.value: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.GPKG.value: "application/geopackage+sqlite3",
}
EXPIRED = "The file was kept for a while only: ask for it again."
WITHHELD = "Something in the file was taken from its readers since it was made: ask for it again."
ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
AWAY = {400: PROBLEM, 404: PROBLEM, 410: PROBLEM}


class ExportList(PublicView):
    @extend_schema(
        operation_id="exports_create",
        request=exportshapes.ExportRequest,
        responses={
            202: OpenApiResponse(exportshapes.ExportStatus, description="Asked for; `Location` says how far it is."),
            200: OpenApiResponse(exportshapes.ExportStatus, description="The same was asked for within the hour."),
            400: PROBLEM, 429: PROBLEM,
        },
        description="Asks for a file of the whole selection, the newest first: a worker makes it.",
    )  # fmt: skip
    def post(self, request: Request) -> Any:
        _others, wanted_format, chosen = told_together(
            lambda: _only(request, {"format", "query"}),
            lambda: _format_in(request.data),
            lambda: wanted(audience_of(request), _text_in(request.data, "query")),
        )
        account = request.user if request.user.is_authenticated else None
        try:
            export, is_new = ask(chosen, wanted_format, account=account, who=who_asks(request))
        except AskAgainLater as refused:
            answer = (
                problem(503, "no-room", str(refused))
                if isinstance(refused, NoRoom)
                else problem(429, "too-many-exports", str(refused))
            )
            answer["Retry-After"] = str(refused.seconds)
            return answer
        body = described(request, export)
        return Response(body, status=202 if is_new else 200, headers={"Location": body["url"]})


class ExportItem(PublicView):
    @extend_schema(
        operation_id="exports_retrieve",
        responses={200: exportshapes.ExportStatus, **AWAY},
        description="How far an export is. 410 once it has expired, or something in it was taken away (`withheld`).",
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        no_others(request, set())
        answer = Response(described(request, _found(request, uuid)))
        patch_cache_control(answer, no_cache=True)
        return answer


class ExportFile(PublicView):
    @extend_schema(
        operation_id="exports_file",
        responses={
            **{(200, media_type): OpenApiTypes.BINARY for media_type in MEDIA_TYPES.values()},
            206: OpenApiResponse(description="The stretch that `Range` asks for."),
            304: OpenApiResponse(description="The copy is good."),
            **AWAY,
            409: PROBLEM,
            416: PROBLEM,
        },
        description="The file, with its checksum as `ETag` and `Repr-Digest`. 409 while it is not ready.",
    )
    def get(self, request: Request, uuid: UUID) -> Any:
        no_others(request, set())
        export = _found(request, uuid)
        if export.state != ExportState.READY:
            raise Refused(
                409, "not-ready", "The file is not ready.", state=export.state, reason=export.reason
            )
        # What is told with its length and checksum leaves as it is.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        etag = quote_etag(export.sha256)
        answer = keep(not_modified(request, etag) or _answered(request, export, etag), etag)
        answer["Accept-Ranges"] = "bytes"
        return answer


# What is asked -------------------------------------------------------------------------------------------
def who_asks(request: HttpRequest | Request) -> str:
    """Whom the limits of exports count: the account, else the address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"account {user.pk}"
    return client_address(getattr(request, "_request", request))


def _only(request: Request, known: set[str]) -> None:
    unknown = [fields.printable(name) for name in request.data if name not in known][:20]
    told_together(
        lambda: no_others(request, set()),
        lambda: _refuse(*[(name, "is not a parameter here") for name in unknown]),
    )


def _refuse(*errors: tuple[str, str]) -> None:
    if errors:
        raise BadParameters([{"parameter": name, "message": message} for name, message in errors])


def _format_in(data: Any) -> str:
    text = _text_in(data, "format")
    if text not in ExportFormat.values:
        _refuse(("format", f"{fields.shortened(text)}: takes one of {', '.join(ExportFormat.values)}"))
    return text


def _text_in(data: Any, name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        _refuse((name, "takes a text"))
    return str(value)


# What is answered ----------------------------------------------------------------------------------------
def described(request: HttpRequest | Request, export: Export) -> dict[str, Any]:
    """An export as the API tells of it."""
    is_ready = export.state == ExportState.READY
    return {
        "id": str(export.uuid),
        "url": request.build_absolute_uri(reverse("api_export", args=[export.uuid])),
        "state": export.state,
        "reason": export.reason,
        "format": export.format,
        "query": export.query,
        "audience": Audience(export.audience).name.lower(),
        "change_number": export.change_number,
        "rows_done": export.rows_done,
        "rows_in_all": export.rows_in_all,
        "asked_at": export.asked_at,
        "made_at": export.made_at,
        "expires_at": export.expires_at,
        "size": export.size if is_ready else None,
        "sha256": export.sha256 or None,
        "file": request.build_absolute_uri(reverse("api_export_file", args=[export.uuid]))
        if is_ready
        else None,
    }


def why_gone(export: Export) -> str:
    """`expired`, `withheld`, or nothing while it may be given out."""
    if export.state == ExportState.EXPIRED:
        return ExportState.EXPIRED.value
    return "withheld" if export.state == ExportState.READY and giving.is_withheld(export) else ""


def _found(request: Request, uuid: UUID) -> Export:
    export = giving.found(uuid, request.user)
    if export is None:
        raise Http404
    why = why_gone(export)
    if why == ExportState.EXPIRED:
        raise Refused(410, "expired", EXPIRED, reason=why)
    if why:
        raise Refused(410, "withheld", WITHHELD, reason=why)
    return export


def _answered(request: Request, export: Export, etag: str) -> HttpResponse | StreamingHttpResponse:
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    is_same = request.headers.get("If-Range", etag) == etag
    first, last, status = 0, export.size - 1, 200
    if asked and is_same and any(asked.groups()):
        begin, end = asked.groups()
        first = int(begin) if begin else max(0, export.size - int(end))
        last = min(int(end), last) if begin and end else last
        if first > last:
            answer = problem(416, "no-such-range", f"The file has {export.size} bytes.")
            answer["Content-Range"] = f"bytes */{export.size}"
            return answer
        status = 206
    stretch = giving.bytes_between(export, first, last)
    given = StreamingHttpResponse(stretch, status=status, content_type=MEDIA_TYPES[export.format])
    given["Content-Length"] = str(last - first + 1)
    if status == 206:
        given["Content-Range"] = f"bytes {first}-{last}/{export.size}"
    given["Content-Disposition"] = f'attachment; filename="incidents.{export.format}"'
    given["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(export.sha256)).decode()}:"
    return given
