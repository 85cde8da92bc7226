"""Days as people write them, in the reader's time where they are moments."""

from __future__ import annotations

from django import template

from incidents.views import periods

register = template.Library()
register.filter("long_day", periods.long_day, expects_localtime=True)
register.filter("short_day", periods.short_day, expects_localtime=True)
