"""What the desk's first page says about the state of the work."""

from __future__ import annotations

from django import template

from incidents import alerts, health

register = template.Library()


@register.simple_tag
def health_alerts() -> list[alerts.Alert]:
    """What is wrong at the moment; nothing when all is well."""
    return alerts.alerts(health.state())
