"""The feed and the revisions: to be read here, never written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from incidents.models import Change, Revision


class ReadOnlyAdmin(admin.ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ["number", "feed", "kind", "incident", "reason", "by", "at"]
    list_filter = ["feed", "kind"]
    list_select_related = ["incident", "by"]
    search_fields = ["=incident__public_id"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["incident", "at", "by", "reason"]
    list_select_related = ["incident", "by"]
    search_fields = ["=incident__public_id"]
