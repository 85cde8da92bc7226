"""The health page of the desk: how the sources, the queue, the files and the workers stand."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from incidents import alerts, health


def health_page(request: HttpRequest) -> TemplateResponse:
    """For staff only (its address goes through the admin's own door)."""
    found = health.state()
    context = {
        **admin.site.each_context(request),
        "title": _("Health"),
        "health": found,
        "alerts": alerts.alerts(found),
    }
    return TemplateResponse(request, "admin/incidents/health.html", context)
