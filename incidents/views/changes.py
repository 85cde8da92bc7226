"""What is new, corrected or retracted, newest first; for an account since its last look."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incidents.api.audience import audience_of, visible_incidents
from incidents.api.fields import printable
from incidents.api.problems import BadParameters
from incidents.changes import latest_number
from incidents.codes import ChangeKind
from incidents.flat import flat_columns, flat_row
from incidents.models import Change, SavedView
from incidents.querysets import IncidentQuerySet
from incidents.views.context import labels, page_data, shared_context
from incidents.views.dossierpage import region_names
from incidents.views.lastlook import mark_seen, name_of, view_of_everything, within
from incidents.views.recordwords import Names, differences_in_words
from incidents.views.savedviews import for_accounts

PAGE = 50
PARAMETERS = ("since", "before", "view")
# Kinds after which the incident stays at its address with a word about it; others have nothing to show.
EXPLAINED = (ChangeKind.RETRACTED, ChangeKind.MERGED)


def changes_page(request: HttpRequest) -> HttpResponse:
    """Changes after number `since` (an account's own last look unless given) and below `before`, 50 a page.

    `view` is one of the account's saved views. What is not understood is told, left out and answered with 400.
    """
    problems = _unknown(request)
    since, before, view_id = (_number(request, name, problems) for name in PARAMETERS)
    view = _own_view(request, view_id)
    feed, visible = audience_of(request), visible_incidents(request)
    latest = latest_number(feed)
    look = view or (view_of_everything(request.user) if request.user.is_authenticated else None)
    start = since if since is not None else look.looked_at if look else 0
    rows = Change.objects.filter(feed=feed, number__gt=start, number__lte=latest)
    invalid: list[dict[str, str]] = []
    try:
        rows = within(rows, view, visible)
    except BadParameters as error:
        rows, invalid = rows.none(), error.errors
    total = rows.count()
    shown = rows.filter(number__lt=before) if before is not None else rows
    found = list(shown.select_related("incident", "successor").order_by("-number")[: PAGE + 1])
    chosen = {"view": str(view.pk)} if view else {}
    following = (
        {**chosen, "since": str(start), "before": str(found[PAGE - 1].number)} if len(found) > PAGE else None
    )
    context = {
        **shared_context(),
        "page_json": json.dumps({**page_data({}), "latest": latest}, default=str),
        "labels": labels(),
        "entries": _entries(found[:PAGE], visible),
        "total": total,
        "start": start,
        "latest": latest,
        "later_page": before is not None,
        "following": f"?{urlencode(following)}" if following else "",
        "all_changes": f"?{urlencode({**chosen, 'since': '0'})}",
        "view": view,
        "view_name": name_of(view) if view else "",
        "views": _choice(request),
        "problem": problems,
        "invalid": invalid,
    }
    return render(request, "changes.html", context, status=400 if problems else 200)


@for_accounts
@require_POST
def changes_seen(request: HttpRequest) -> HttpResponse:
    """POST `number` (and `view`): the account has looked at everything up to this change."""
    problems: list[dict[str, str]] = []
    number, view_id = (_number(request, name, problems) for name in ("number", "view"))
    view = _own_view(request, view_id)
    if problems or number is None:
        messages.error(request, _("That is not the number of a change: nothing was marked."))
    else:
        mark_seen(request.user, view, number)
        messages.success(request, _("Everything up to now is marked as seen."))
    chosen = f"?{urlencode({'view': view.pk})}" if view else ""
    return HttpResponseRedirect(reverse("changes_page") + chosen)


def _unknown(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"parameter": printable(name), "message": _("is not a parameter here")}
        for name in request.GET
        if name not in PARAMETERS
    ][:20]


def _number(request: HttpRequest, name: str, problems: list[dict[str, str]]) -> int | None:
    text = (request.POST if request.method == "POST" else request.GET).get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    problems.append({"parameter": name, "message": _("takes a whole number that this page has given")})
    return None


def _own_view(request: HttpRequest, view_id: int | None) -> SavedView | None:
    if view_id is None:
        return None
    owner = request.user.pk if request.user.is_authenticated else None
    view = SavedView.objects.filter(pk=view_id, owner=owner).first()
    if view is None:
        raise Http404
    return view


def _choice(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    rows = SavedView.objects.filter(owner=request.user).exclude(query="")
    return [{"pk": row.pk, "name": row.name} for row in rows]


def _entries(found: Sequence[Change], visible: IncidentQuerySet) -> list[dict[str, Any]]:
    """The changes with the incident's present row; what is not visible now shows no value of the past either."""
    wanted = {row.incident_id for row in found} | {row.successor_id for row in found if row.successor_id}
    flat = {values[0]: flat_row(values) for values in flat_columns(visible.filter(pk__in=wanted))}
    names = Names.of(fields for row in found if row.incident_id in flat for fields in row.fields)
    units = region_names(row[level] for row in flat.values() for level in ("admin1", "country"))
    return [
        {
            "number": row.number,
            "kind": row.kind,
            "at": row.at,
            "id": str(row.incident.public_id),
            "row": flat.get(row.incident_id),
            "regions": list(units.items()),
            "fields": differences_in_words(row.fields, names) if row.incident_id in flat else [],
            "reason": row.reason if row.incident_id in flat or row.kind in EXPLAINED else "",
            "successor": flat.get(row.successor_id) if row.successor_id else None,
            "has_page": row.incident_id in flat or row.incident.status in ("retracted", "merged"),
        }
        for row in found
    ]
