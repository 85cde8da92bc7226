"""Which audience a request speaks for, and until when an answer to it may be kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag
from rest_framework.request import Request

from incidents.changes import latest_number
from incidents.codes import Audience
from incidents.models import Incident, Source
from incidents.querysets import IncidentQuerySet

AnyRequest = HttpRequest | Request
# On the wire, from the widest.
AUDIENCES = ("public", "analysts")


def audience_of(request: AnyRequest) -> Audience:
    """Signed-in accounts are analysts; everybody else is the public. No role sees unpublished rows here."""
    user = getattr(request, "user", None)
    return Audience.ANALYSTS if user is not None and user.is_authenticated else Audience.PUBLIC


def audience_word(audience: int) -> str:
    """The audience as answers call it: public or analysts."""
    return AUDIENCES[0] if audience == Audience.PUBLIC else AUDIENCES[1]


def visible_incidents(request: AnyRequest) -> IncidentQuerySet:
    return Incident.objects.for_audience(audience_of(request))


def etag_of(request: AnyRequest) -> str:
    """Changes when the audience's feed moves on, sample data come or go, or another thing is asked."""
    audience = audience_of(request)
    parts = (
        audience,
        latest_number(audience),
        _sample_state(),
        request.get_full_path(),
        request.headers.get("Accept", ""),
    )
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:32])


def _sample_state() -> tuple[Any, ...]:
    """When sample data came or went and, while they are there, were last edited: the feed does not tell."""
    sources = list(Source.objects.samples().order_by("pk").values_list("last_success", "active"))
    if not any(active for _moment, active in sources):
        return (*sources, None)
    made_up = Incident.objects.unpublished_too().filter(synthetic=True).order_by("-updated_at")
    return (*sources, made_up.values_list("updated_at", flat=True).first())


def not_modified(request: AnyRequest, etag: str, moment: datetime | None = None) -> HttpResponse | None:
    """The 304 answer when the client's copy is still good; `moment` of the last change is for those without an ETag."""
    stamp = None if moment is None else int(moment.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=stamp)
    return answer if answer is not None and answer.status_code == 304 else None


def kept_bytes(request: AnyRequest, body: bytes, content_type: str = "application/json") -> HttpResponse:
    """JSON with an ETag of its own bytes, or 304 to a client that has the same.

    For pictures, which are cheap to make: such an ETag holds whatever moved them, sample data included.
    """
    etag = quote_etag(hashlib.sha256(request.get_full_path().encode() + body).hexdigest()[:32])
    return keep(not_modified(request, etag) or HttpResponse(body, content_type=content_type), etag)


def keep(response: Any, etag: str, moment: datetime | None = None) -> Any:
    """Marks an answer as one that a cache may keep and must check again."""
    response["ETag"] = etag
    if moment is not None:
        response["Last-Modified"] = http_date(moment.timestamp())
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept", "Authorization", "Cookie", "Accept-Language"])
    return response
