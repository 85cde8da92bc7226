"""The map page; it works before any script has run."""

from __future__ import annotations

import json
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from incidents import features, picture
from incidents.api import fields
from incidents.api.audience import audience_of, visible_incidents
from incidents.api.pagination import places_of, rows_at
from incidents.api.problems import BadParameters
from incidents.api.selection import select, selection
from incidents.querysets import BoundingBox, IncidentQuerySet
from incidents.views.context import choices, labels, page_data, shared_context
from incidents.views.periods import long_day

FIRST_ROWS = 50
OPENING_DAYS = 90
OPENING_KILOMETRES = 250
# What the page keeps in its own address beside the filters.
PAGE_PARAMETERS = ("lon", "lat", "zoom", "incident", "tab", "colour", "language", "all")


# Map -----------------------------------------------------------------------------------------------------
def map_page(request: HttpRequest) -> HttpResponse:
    """The map with its list, filters and counts, rendered whole; bad parameters are told and left out."""
    audience, incidents = audience_of(request), visible_incidents(request)
    query, problems = _understood(request.GET, incidents)
    window, note = _opening_window(query, incidents)
    asked = query.copy()
    for name, day in window.items():
        asked[name] = day
    chosen = selection(audience, asked, also_known=PAGE_PARAMETERS)
    frame = _frame(query)
    places, memory = places_of(
        chosen.within(frame), asked.get("sort") or "newest", FIRST_ROWS, near=_middle(frame)
    )
    context = {
        **shared_context(),
        "page_json": json.dumps(page_data(window), default=str),
        "rows": rows_at(places, int(audience), memory),
        "counts": features.counts(picture.counted(chosen, frame, zoom=1), audience),
        "filters": {name: asked.getlist(name) for name in asked if name not in PAGE_PARAMETERS},
        "period_note": note,
        "reversed": _is_reversed(asked),
        "choices": choices(),
        "labels": labels(),
        "problem": problems,
    }
    response = render(request, "map.html", context, status=400 if problems else 200)
    # The page tells its scripts when the reader's browser asks to save data.
    patch_vary_headers(response, ["Save-Data"])
    return response


def _understood(query: QueryDict, incidents: IncidentQuerySet) -> tuple[QueryDict, list[dict[str, str]]]:
    """The query string without the parameters that were not understood, and what was wrong with those."""
    try:
        select(incidents, query, also_known=PAGE_PARAMETERS)
    except BadParameters as error:
        bad = {entry["parameter"] for entry in error.errors}
        kept = QueryDict(mutable=True)
        for name in query:
            if name not in bad and fields.printable(name) not in bad:
                kept.setlist(name, query.getlist(name))
        return kept, error.errors
    return query.copy(), []


def _opening_window(query: QueryDict, incidents: IncidentQuerySet) -> tuple[dict[str, str], str]:
    """Without dates in the address: the latest 90 days that hold data around Ansongo and Menaka.

    They end with the newest day of all, as long as what is around there is in them: what came in elsewhere is not hidden.
    `all=1` asks for all days, and what is looked for by words or by id is looked for in all of them.
    """
    if query.get("since") or query.get("until") or query.get("all") == "1":
        return {}, ""
    if any(query.get(name) for name in ("q", "external_id", "updated_since")):
        return {}, _("Looked for in all days. Choose a period to narrow it.")
    # The newest rows of an index are looked through until one lies there: no aggregate over all of them.
    newest = _last_day(incidents)
    if newest is None:
        return {}, ""
    here = _last_day(incidents.within(_around(*settings.MAP_CENTRE))) or newest
    last = newest if (newest - here).days < OPENING_DAYS else here
    first = last - timedelta(days=OPENING_DAYS - 1)
    note = _(
        "Showing the latest %(days)s days with data around Ansongo and Ménaka: %(first)s to %(last)s."
    ) % {
        "days": OPENING_DAYS,
        "first": long_day(first),
        "last": long_day(last),
    }
    return {"since": first.isoformat(), "until": last.isoformat()}, note


def _is_reversed(query: QueryDict) -> bool:
    """Whether the first day is after the last: then no incident can match, wherever the map is moved."""
    since, until = query.getlist("since")[:1], query.getlist("until")[:1]
    return bool(since and until and since > until)


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


def _middle(frame: BoundingBox) -> tuple[float, float]:
    """The (lon, lat) in the middle of a rectangle."""
    west, south, east, north = frame
    return (west + east) / 2, (south + north) / 2
