"""Incidents as features: the flat row of every output, of what the audience may see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Max, Min
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from rest_framework.request import Request

from incidents import picture
from incidents.api import fields
from incidents.api.audience import audience_of
from incidents.api.exports import CSV
from incidents.api.filters import PARAMETERS, IncidentFilter
from incidents.api.pagination import cursor_page, places_of, rows_at
from incidents.api.problems import Gone, told_together
from incidents.api.renderers import GEOJSON, feature
from incidents.api.selection import Selection, selection
from incidents.api.views import find_incident
from incidents.codes import Audience, WorkflowStatus
from incidents.columns import conditions
from incidents.columns.layout import NOT_PLACED
from incidents.flat import flat_rows_of
from incidents.models import Incident
from incidents.ogc.links import HTML, Link, link, to
from incidents.ogc.pages import Collection, Feature, Page, spatial
from incidents.ogc.parameters import Asked, Days, asked
from incidents.querysets import BoundingBox

ORDER = "newest"
NOWHERE = conditions.Among("longitude", (NOT_PLACED,))


class Incidents(Collection):
    name = "incidents"
    title = "Incidents"
    description = (
        "Security incidents as confirmed by people. Geometry: the public point, null where it is hidden or not known"
        " (such incidents are found in every bbox). Time: the days from date_start to date_end. Made-up sample data"
        " are marked as synthetic."
    )
    # `datetime` is since and until; a list of features has one order.
    filters = tuple(name for name in PARAMETERS if name not in {"bbox", "since", "until", "sort"})

    def page(self, request: Request) -> Page:
        audience = audience_of(request)
        theirs = request.query_params.copy()
        for name in set(theirs) - set(self.filters):
            del theirs[name]
        wanted, chosen = told_together(
            lambda: asked(request, fields.ParameterField(), self.filters),
            lambda: selection(audience, theirs),
        )
        chosen = _asked_of(chosen, wanted)
        rows, following = cursor_page(
            request,
            ORDER,
            wanted.limit,
            lambda limit, after: places_of(chosen, ORDER, limit, after=after),
            lambda places, memory: rows_at(places, audience, memory),
        )
        # Once for all pages: at each of them it would cost more than the page.
        matched = None if wanted.cursor else picture.about(chosen).count
        features = [feature(row) for row in rows]
        return Page(features, following, matched, [_as_table(request, theirs, wanted)])

    def feature(self, request: Request, key: str) -> Feature | HttpResponse:
        incident = find_incident(request, _uuid(key))
        if incident.status == WorkflowStatus.MERGED:
            successor = str(incident.merged_into.public_id)  # type: ignore[union-attr]
            return HttpResponsePermanentRedirect(reverse("ogc_feature", args=[self.name, successor]))
        if incident.status == WorkflowStatus.RETRACTED:
            raise Gone(incident.retraction_reason)
        rows = list(flat_rows_of([incident.pk], audience_of(request)).values())
        if not rows:  # withdrawn a moment ago
            raise Http404
        page = link(request, incident.get_absolute_url(), "alternate", HTML, "Its page")
        return {**feature(rows[0]), "links": [page]}

    def extent(self, audience: Audience) -> dict[str, Any]:
        box = picture.about(selection(audience, QueryDict())).box
        days = Incident.objects.for_audience(audience).aggregate(
            first=Min("date_start"), last=Max("date_end")
        )
        if days["first"] is None:
            return {}
        interval = [f"{days['first']}T00:00:00Z", f"{days['last']}T23:59:59Z"]
        return {**spatial(box), "temporal": {"interval": [interval]}}

    def links(self, request: Request) -> list[Link]:
        return [
            to(
                request, "api_incidents_geojson", rel="enclosure", media_type=GEOJSON, title="All as one file"
            ),
            to(request, "api_incidents_csv", rel="enclosure", media_type=CSV, title="All as one table"),
        ]


def _asked_of(chosen: Selection, wanted: Asked) -> Selection:
    if wanted.days is not None:
        chosen = chosen.and_also(selection(chosen.audience, QueryDict(urlencode(_since_until(wanted.days)))))
    if wanted.box is not None:
        chosen = chosen.and_also(_in_box_or_nowhere(wanted.box, chosen.audience))
    return chosen


def _in_box_or_nowhere(box: BoundingBox, audience: int) -> Selection:
    """The standard has features without geometry in every box."""
    held: list[conditions.Condition] = [conditions.AnyOf([conditions.Within(box), NOWHERE])]
    found = Selection(IncidentFilter(QueryDict()), audience, held)
    visible = Incident.objects.for_audience(audience)
    found.__dict__["incidents"] = visible.within(box) | visible.unplaced()
    return found


def _since_until(days: Days) -> dict[str, str]:
    """Days as our filters have them; those that no incident can have are brought to the nearest they take."""
    given = {name: day for name, day in zip(("since", "until"), days, strict=True) if day is not None}
    return {name: str(min(max(day, fields.EARLIEST), fields.LATEST)) for name, day in given.items()}


def _as_table(request: Request, theirs: QueryDict, wanted: Asked) -> Link:
    query = theirs.copy()
    if wanted.box is not None:
        query["bbox"] = ",".join(map(str, wanted.box))
    if wanted.days is not None:
        query.update(_since_until(wanted.days))
    path = reverse("api_incidents_csv") + (f"?{query.urlencode()}" if query else "")
    return link(request, path, "alternate", CSV, "The whole selection as a table")


def _uuid(text: str) -> UUID:
    """The id as it stands in our addresses; other spellings of a UUID are other addresses."""
    try:
        found = UUID(text)
    except ValueError:
        raise Http404 from None
    if str(found) != text:
        raise Http404
    return found
