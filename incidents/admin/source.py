"""Sources: their addresses are set by admins only (the groups of editors and reviewers lack the right)."""

from django.contrib import admin
from django.db import models

from incidents.models import Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = [
        "name",
        "kind",
        "reliability",
        "redistributable",
        "active",
        "last_success",
        "failures_in_a_row",
    ]
    list_filter = ["kind", "reliability", "redistributable", "active"]
    search_fields = ["name"]
    readonly_fields = ["last_success", "failures_in_a_row", "last_error", "next_due"]
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
