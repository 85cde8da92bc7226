"""POST /api/v1/reports/: a report comes in, always as a draft. No request touches the broker."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.views import APIView

from incidents import intake
from incidents.api import examples, serializers
from incidents.api.described import PROBLEM
from incidents.api.scopes import scope_required
from incidents.api.submission import ReportSubmission
from incidents.codes import ItemOutcome, Reliability, SourceKind
from incidents.kept import Kept, columns, instance
from incidents.models import Report, Source

DEFAULT_SOURCE = "Submitted by API"
_SOURCE_NAMED = Kept(
    lambda name: (
        Source.objects.filter(name=name)
        .exclude(kind=SourceKind.SAMPLE)
        .order_by()
        .values_list(*columns(Source))
    ),
    "name of no source",
)
# One for all requests: it keeps nothing of what it checks, and copying its fields takes longer than checking.
_FORM = ReportSubmission()
TRACKING = ("utm_", "fbclid", "gclid", "mc_")


class MaySubmit(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user and request.user.has_perm("incidents.submit_report"))


class ReportSubmit(APIView):
    permission_classes = [IsAuthenticated, scope_required("submit"), MaySubmit]

    @extend_schema(
        operation_id="reports_submit",
        request=ReportSubmission,
        responses={
            201: OpenApiResponse(serializers.ReportReceipt, description="Stored; a worker will look at it."),
            200: OpenApiResponse(serializers.ReportReceipt, description="An exact repeat: nothing was written."),
            400: PROBLEM, 401: PROBLEM, 403: PROBLEM,
        },
        examples=[examples.sent("A report", examples.REPORT)],
        description="Submits a report as a text or in the structured form; it becomes a draft that people confirm.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        given = _FORM.run_validation({} if request.data is None else request.data)
        # Stored as it was sent: the checks above say that it can be read.
        body: Any = request.data
        payload = {"incidents": body["incidents"]} if given.get("incidents") else None
        text = given.get("text", "")
        receipt = intake.receive(
            _source(given["source"]),
            external_id=given["external_id"] or _natural_key(given["url"], given["title"], text, payload),
            published_at=given["published"],
            title=given["title"],
            text=text,
            payload=payload,
            url=given["url"],
            language=given["language"],
            submitted_by=request.user,
        )
        repeated = receipt.outcome == ItemOutcome.UNCHANGED
        return Response(_receipt(receipt.report, receipt.outcome), status=200 if repeated else 201)


class ReportItem(APIView):
    """The state of a report, for the account that submitted it and for the desk."""

    permission_classes = [IsAuthenticated, scope_required("read")]

    @extend_schema(
        operation_id="reports_retrieve",
        responses={200: serializers.ReportReceipt, 404: PROBLEM},
        description="The state of a report, for the account that submitted it and for the desk.",
    )
    def get(self, request: Request, pk: int) -> Response:
        report = Report.objects.filter(pk=pk).first() if pk < 2**63 else None
        may_see = report is not None and (
            report.submitted_by_id == request.user.pk or request.user.has_perm("incidents.view_report")
        )
        if report is None or not may_see:
            raise Http404
        return Response(_receipt(report, ItemOutcome.UNCHANGED))


def _receipt(report: Report, outcome: str) -> dict[str, Any]:
    return {"id": report.pk, "state": report.state, "outcome": outcome, "version": report.version}


def _source(name: str) -> Source:
    if not name:
        defaults = {"kind": SourceKind.API, "reliability": Reliability.F}
        return Source.objects.get_or_create(name=DEFAULT_SOURCE, defaults=defaults)[0]
    found = _SOURCE_NAMED.rows(name)
    if not found:
        raise ValidationError({"source": ["is not a source here: see /api/v1/sources/"]})
    source: Source = instance(Source, found[0])
    return source


def _natural_key(url: str, title: str, text: str, payload: Any) -> str:
    return f"url:{canonical(url)}"[:500] if url else "sha256:" + intake.content_hash(title, text, payload)


def canonical(url: str) -> str:
    """An address without what changes between two links to one page: fragment, tracking, mobile host, slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for prefix in ("www.", "m.", "mobile."):
        host = host.removeprefix(prefix)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(TRACKING)]
    address = urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(kept), ""))
    return address if len(address) <= 490 else hashlib.sha256(address.encode()).hexdigest()
