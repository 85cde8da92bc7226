"""What the desk's first page says about the state of the work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from incidents import alerts, health

register = template.Library()


@register.simple_tag
def health_alerts() -> list[alerts.Alert]:
    """What is wrong at the moment; nothing when all is well."""
    return alerts.alerts(health.state())


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """As in "5 minutes ago" or "just now"."""
    if now - moment < timedelta(minutes=1):
        return _("just now")
    return _("%s ago") % timesince(moment, now)
