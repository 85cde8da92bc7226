"""Atom feed of incidents, last changed first, with GeoRSS points: takes every filter that lists take.

The first page also tells, as deleted entries (RFC 6721), what the latest changes took out of the selection. Older
pages follow by `next` (RFC 5005). Whoever keeps a whole copy follows /api/v1/changes/ instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from incidents import changes
from incidents.api.audience import audience_of
from incidents.api.changefeed import entries, lines_of
from incidents.api.described import CURSOR, FILTERS, KEPT, LIMIT, NUMBERED
from incidents.api.exports import at_number
from incidents.api.pagination import limit_of, page_of
from incidents.api.problems import BadParameters, told_together
from incidents.api.selection import Selection, selection
from incidents.api.views import PublicView
from incidents.codes import EventType, GeoPrecision, SubEventType, Verification
from incidents.models import Incident, Summary

ATOM = "application/atom+xml"
NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss"'
    ' xmlns:at="http://purl.org/atompub/tombstones/1.0"'
)
# The year in which the addresses below `tag:` were first given: a part of them for ever.
TAG_YEAR = 2026
LATEST_CHANGES = 1_000
# What XML 1.0 cannot hold, not even escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class IncidentsAsAtom(PublicView):
    @extend_schema(
        operation_id="incidents_atom",
        parameters=[
            *(parameter for parameter in FILTERS if parameter.name != "sort"),
            LIMIT, CURSOR, *NUMBERED,
        ],
        responses={(200, ATOM): OpenApiTypes.STR, **KEPT},
        description="Atom with GeoRSS, last changed first. The first page tells what left, as deleted entries (RFC 6721).",
    )  # fmt: skip
    def get(self, request: Request) -> Any:
        chosen, _limit, _order = told_together(
            lambda: selection(audience_of(request), request.query_params, also_known=("limit", "cursor")),
            lambda: limit_of(request),
            lambda: _refuse_order(request),
        )
        return self.kept(request, lambda: _answer(request, chosen))


def _refuse_order(request: Request) -> None:
    if "sort" in request.query_params:
        message = "is not a parameter here: what changed last comes first"
        raise BadParameters([{"parameter": "sort", "message": message}])


def _answer(request: Request, chosen: Selection) -> HttpResponse:
    number = changes.latest_number(chosen.audience)
    rows, following = page_of(chosen, request, sort="updated")
    gone = [] if request.query_params.get("cursor") else _gone(chosen, number)
    with translation.override(settings.LANGUAGE_CODE):  # one document for everybody, whatever they read
        document = "".join(_document(request, rows, following, gone, _summaries(rows)))
    return at_number(
        HttpResponse(document.encode(), content_type=f"{ATOM}; charset=utf-8"), number, chosen.audience
    )


def _gone(chosen: Selection, number: int) -> list[dict[str, Any]]:
    """The last word of the latest changes about each incident that is not in the selection any more."""
    feed = chosen.audience
    latest = lines_of(feed, number__gt=number - LATEST_CHANGES, number__lte=number)
    narrowed = chosen if chosen.chosen.given else None
    last = {entry["incident"]: entry for entry in entries(latest, feed, narrowed)}
    return [entry for entry in reversed(list(last.values())) if entry["row"] is None]


def _summaries(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Public summaries by the incident's id, English where there is one."""
    found = Summary.objects.filter(incident__public_id__in=[row["id"] for row in rows]).order_by("-language")
    return {str(public_id): text for public_id, text in found.values_list("incident__public_id", "text")}


# Bytes -----------------------------------------------------------------------------------------------------
def _document(
    request: Request, rows: list[dict[str, Any]], following: str | None, gone: list[dict[str, Any]],
    summaries: dict[str, str],
) -> Iterator[str]:  # fmt: skip
    here = request.build_absolute_uri()
    first = request.query_params.copy()
    first.pop("cursor", None)
    beginning = request.build_absolute_uri(request.path) + (f"?{first.urlencode()}" if first else "")
    moments = [row["updated_at"] for row in rows] + [entry["at"] for entry in gone]
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<feed {NAMESPACES}>'
    yield _element("id", _tag(f"incidents?{first.urlencode()}" if first else "incidents"))
    yield _element("title", settings.SITE_NAME)
    yield _element("updated", _moment(max(moments, default=datetime(TAG_YEAR, 1, 1, tzinfo=UTC))))
    yield f"<author>{_element('name', settings.CREDIT)}</author>"
    yield _element("rights", f"{settings.CREDIT}. {settings.LICENCE}")
    for relation, address in (("self", here), ("first", beginning), ("next", following)):
        if address:
            yield f'<link rel="{relation}" href="{_text(address)}" type="{ATOM}"/>'
    for entry in gone:
        yield _deleted(entry)
    for row in rows:
        yield _entry(request, row, summaries.get(row["id"], ""))
    yield "</feed>\n"


def _entry(request: Request, row: dict[str, Any], summary: str) -> str:
    page = request.build_absolute_uri(_page_of(row["id"]))
    parts = [
        _element("id", _tag(f"incidents/{row['id']}")),
        _element("title", _title(row)),
        _element("updated", _moment(row["updated_at"])),
        f'<link rel="alternate" href="{_text(page)}" type="text/html"/>',
        *(
            f'<category scheme="{_text(_tag(name))}" term="{_text(row[name])}"/>'
            for name in ("event_type", "sub_event_type", "verification")
            if row[name]
        ),
        *(['<category term="synthetic"/>'] if row["synthetic"] else []),
        _element("summary", " ".join(part for part in (summary, _precision(row)) if part)),
        _element("rights", f"{row['credit']}. {row['licence']}"),
    ]
    if row["latitude"] is not None:
        # Latitude first: the order of GeoRSS, not that of GeoJSON.
        parts += [
            f"<georss:point>{row['latitude']} {row['longitude']}</georss:point>",
            f"<georss:featuretypetag>{_text(row['geo_precision'])}</georss:featuretypetag>",
            f"<georss:radius>{row['radius_m']}</georss:radius>",
        ]
    return f"<entry>{''.join(parts)}</entry>\n"


def _deleted(entry: dict[str, Any]) -> str:
    why = f"{entry['kind']}: {entry['reason']}" if entry["reason"] else entry["kind"]
    ref, when = _tag(f"incidents/{entry['incident']}"), _moment(entry["at"])
    return f'<at:deleted-entry ref="{_text(ref)}" when="{when}">{_element("at:comment", why)}</at:deleted-entry>\n'


def _title(row: dict[str, Any]) -> str:
    """What, where, when and how many dead, in the desk's language."""
    what = (
        SubEventType(row["sub_event_type"]).label
        if row["sub_event_type"]
        else EventType(row["event_type"]).label
    )
    killed = row["killed_best"] if row["killed_best"] is not None else row["killed_low"]
    toll = _("killed: %s") % killed if killed is not None else None
    where = row["place"] or row["admin2"] or row["admin1"] or row["country"]
    days = f"{row['date_start']}" + (f"/{row['date_end']}" if row["date_end"] != row["date_start"] else "")
    title = ", ".join(str(part) for part in (what, where, days, toll) if part)
    return f"[{_('Sample data')}] {title}" if row["synthetic"] else title


def _precision(row: dict[str, Any]) -> str:
    """How sure the place and the news are: a point that stands for a region is no place."""
    return f"[{Verification(row['verification']).label}; {GeoPrecision(row['geo_precision']).label}]"


def _tag(path: str) -> str:
    """A name that stays the same for ever (RFC 4151), whatever host or scheme the feed is read through."""
    return f"tag:{_authority()},{TAG_YEAR}:{path}"


def _authority() -> str:
    """The first host name of the settings that is one."""
    names = (host.lstrip(".") for host in settings.ALLOWED_HOSTS)
    return next((name for name in names if re.fullmatch(r"[a-z][a-z0-9.-]*", name)), "localhost")


def _page_of(public_id: str) -> str:
    return Incident(public_id=public_id).get_absolute_url()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _text(value: Any) -> str:
    return escape(NOT_XML.sub("�", str(value)))


def _element(name: str, value: Any) -> str:
    return f"<{name}>{_text(value)}</{name}>"
