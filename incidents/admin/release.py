"""Data releases: to be read here; `manage.py make_release` makes them."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from incidents.admin.history import ReadOnlyAdmin
from incidents.models import Release


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "made_at", "incidents", "change_number", "reason", "is_served"]
    search_fields = ["name"]
    fields = ["name", "issue", "reason", "made_at", "incidents", "change_number", "checksums"]
    readonly_fields = ["checksums"]

    @admin.display(description=_("given out"), boolean=True)
    def is_served(self, obj: Release) -> bool:
        return obj.files.exists()

    @admin.display(description=_("files"))
    def checksums(self, obj: Release) -> str:
        rows = [(file.name, file.size, file.sha256) for file in obj.files.all()]
        return format_html_join("", "<div>{}, {} B, sha256 {}</div>", rows) or "-"
