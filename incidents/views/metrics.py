"""/metrics: for Prometheus on this machine, or elsewhere with the token."""

from __future__ import annotations

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incidents import health
from incidents.alerts import alerts
from incidents.exposition import CONTENT_TYPE, text_of
from sahel.accounts import is_loopback


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """How the work stands, as text; 404 for everybody else, 503 with the reason without a database."""
    if not _may_read(request):
        raise Http404
    try:
        found = health.state()
    except (OperationalError, InterfaceError):
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse(text_of(found, alerts(found)), content_type=CONTENT_TYPE)


def _may_read(request: HttpRequest) -> bool:
    """A token that is given has to be the right one, also on this machine."""
    given = request.headers.get("Authorization", "")
    if given:
        expected = f"Bearer {settings.METRICS_TOKEN}"
        return bool(settings.METRICS_TOKEN) and constant_time_compare(given, expected)
    return is_loopback(request)
