"""Exports on pages: the form with the map's filters, the account's own, and each export's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from incidents.api.audience import audience_of
from incidents.api.exportviews import who_asks, why_gone
from incidents.api.problems import BadParameters
from incidents.codes import ExportFormat, ExportState
from incidents.exports import giving
from incidents.exports.asking import AskAgainLater, NoRoom, ask
from incidents.exports.wanted import wanted
from incidents.limits import Charge, spend
from incidents.models import Export
from incidents.views.context import shared_context
from incidents.views.mappage import PAGE_PARAMETERS

LISTED = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports_page(request: HttpRequest) -> HttpResponse:
    """GET shows the form for the filters in the address; POST `format` and `query` asks and leads to the export."""
    if request.method == "POST":
        return _ask(request)
    query = request.GET.copy()
    for name in PAGE_PARAMETERS:
        query.pop(name, None)
    return _form(request, query.urlencode())


@never_cache
@require_safe
def export_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is, and the file; 410 once it is given out no more."""
    export = giving.found(uuid, request.user)
    if export is None:
        raise Http404
    gone = why_gone(export)
    context = {
        **shared_context(),
        "export": export,
        "gone": gone,
        "unfinished": export.state in {ExportState.WAITING, ExportState.MAKING},
    }
    return render(request, "export.html", context, status=410 if gone else 200)


def _ask(request: HttpRequest) -> HttpResponse:
    query, chosen_format = request.POST.get("query", ""), request.POST.get("format", "")
    who = who_asks(request)
    if any(standing.is_over for standing in spend(Charge("exports", who))):
        return _form(request, query, [_("Too many requests: wait a minute.")], status=429)
    if chosen_format not in ExportFormat.values:
        return _form(request, query, [_("Choose a format.")], status=400)
    try:
        chosen = wanted(audience_of(request), query)
        account = request.user if request.user.is_authenticated else None
        export, _is_new = ask(chosen, chosen_format, account=account, who=who)
    except BadParameters as error:
        return _form(request, query, _told(error), status=400)
    except AskAgainLater as refused:
        return _form(request, query, [str(refused)], status=503 if isinstance(refused, NoRoom) else 429)
    return HttpResponseRedirect(reverse("export", args=[export.uuid]))


def _told(error: BadParameters) -> list[str]:
    return [f"{entry['parameter']} {entry['message']}" for entry in error.errors[:5]]


def _form(
    request: HttpRequest, query: str, problems: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    try:
        query = wanted(audience_of(request), query).query
    except BadParameters as error:
        problems, query, status = problems or _told(error), "", max(status, 400)
    context: dict[str, Any] = {
        **shared_context(),
        "query": query,
        "problems": problems,
        "formats": ExportFormat.choices,
        "exports": _own(request),
    }
    return render(request, "exports.html", context, status=status)


def _own(request: HttpRequest) -> list[Export]:
    if not request.user.is_authenticated:
        return []
    own = Export.objects.readable_by(request.user).filter(account=request.user.pk)
    return list(
        own.exclude(pk__in=Export.objects.over().values("pk")).exclude(state=ExportState.EXPIRED)[:LISTED]
    )
