"""Named data releases: which there are, with checksums, and their files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import releases
from incidents.api import serializers
from incidents.api.audience import keep, not_modified
from incidents.api.described import NOT_MODIFIED, PROBLEM
from incidents.api.problems import Gone
from incidents.api.renderers import GEOJSON
from incidents.api.shapes import ReleasedCollection
from incidents.api.views import PublicView, no_others
from incidents.models import Release, ReleaseFile

AWAY = {400: PROBLEM, 404: PROBLEM, 410: PROBLEM, 503: PROBLEM}


class Redacted(APIException):
    """Something in the files was redacted; they are not given out until they are reissued."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "being-reissued"
    default_detail = "Something in this release was redacted: it will be reissued under a name of its own."
    # A timer reissues every hour (docs/operator.md).
    wait = 3600


class ReleaseList(PublicView):
    @extend_schema(
        operation_id="releases_list",
        responses={200: serializers.ReleasePage, 400: PROBLEM},
        description="Data releases, newest first; those whose files were taken away name their reissue.",
    )
    def get(self, request: Request) -> Response:
        no_others(request, set())
        rows = list(Release.objects.prefetch_related("files"))
        latest = _latest(rows)
        return Response({"results": [_described(request, row, latest[row.name]) for row in rows]})


class ReleaseItem(PublicView):
    @extend_schema(
        operation_id="releases_retrieve",
        responses={200: serializers.DataRelease, **AWAY},
        description="One issue of a release. One that was reissued after a redaction answers 410 with its successor.",
    )
    def get(self, request: Request, name: str) -> Response:
        no_others(request, set())
        row = _found(name)
        return Response(_described(request, row, row))


class ReleaseFileItem(PublicView):
    @extend_schema(
        operation_id="releases_file",
        responses={
            (200, GEOJSON): ReleasedCollection,
            (200, "text/csv"): OpenApiTypes.STR,
            304: NOT_MODIFIED,
            **AWAY,
        },
        description="A file of a release, as its checksum has it.",
    )
    def get(self, request: Request, name: str, file: str) -> Any:
        no_others(request, set())
        release = _found(name)
        found = release.files.filter(name=file).first()
        if found is None:
            raise Http404
        if releases.needs_reissue(release):
            raise Redacted
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        etag = quote_etag(found.sha256[:32] + ("-gzip" if packed else ""))
        answer = keep(not_modified(request, etag) or _streamed(release, found, packed=packed), etag)
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


def _streamed(release: Release, file: ReleaseFile, *, packed: bool) -> StreamingHttpResponse:
    content = releases.packed_bytes(file) if packed else releases.plain_bytes(file)
    answer = StreamingHttpResponse(content, content_type=file.media_type)
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Content-Disposition"] = f'attachment; filename="{release}-{file.name}"'
    return answer


def _found(name: str) -> Release:
    """The issue of this name; Gone when another has taken its place."""
    issues = list(Release.objects.filter(name=releases.family_of(name)).prefetch_related("files"))
    row = next((issue for issue in issues if str(issue) == name), None)
    if row is None:
        raise Http404
    last = _latest(issues)[row.name]
    if last != row:
        raise Gone(
            last.reason,
            reverse("api_release", args=[str(last)]),
            "Something in this release was redacted: it was reissued under another name.",
        )
    return row


def _latest(rows: list[Release]) -> dict[str, Release]:
    """The last issue of each name."""
    return {row.name: row for row in sorted(rows, key=lambda row: row.issue)}


def _described(request: Request, row: Release, last: Release) -> dict[str, Any]:
    return {
        "name": str(row),
        "url": request.build_absolute_uri(reverse("api_release", args=[str(row)])),
        "audience": "public",
        "made_at": row.made_at,
        "change_number": row.change_number,
        "incidents": row.incidents,
        "reason": row.reason,
        "replaced_by": None if last == row else str(last),
        "files": [
            {
                "name": file.name,
                "url": request.build_absolute_uri(reverse("api_release_file", args=[str(row), file.name])),
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
            }
            for file in row.files.all()
        ],
    }
