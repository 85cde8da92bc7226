"""Annotations of the timeline: what editors write beside the bars, and whether the public sees it."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.admin.desk import DeskAdmin
from incidents.models import Annotation


@admin.register(Annotation)
class AnnotationAdmin(DeskAdmin):
    list_display = ["date_start", "date_end", "label", "label_fr", "kind", "region", "public"]
    list_display_links = ["label"]
    list_filter = ["public", "kind", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    date_hierarchy = "date_start"
    search_fields = ["label", "label_fr"]
    ordering = ["-date_start", "-id"]
    autocomplete_fields = ["region"]
    show_full_result_count = False
    fields = ["kind", "label", "label_fr", ("date_start", "date_end"), "region", "url", "public"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ["show_to_public", "hide_from_public"]

    @admin.action(description=_("Show to the public"), permissions=["change"])
    def show_to_public(self, request: HttpRequest, rows: models.QuerySet[Annotation]) -> None:
        self.message_user(request, _("%(n)s shown to the public.") % {"n": rows.update(public=True)})

    @admin.action(description=_("Hide from the public"), permissions=["change"])
    def hide_from_public(self, request: HttpRequest, rows: models.QuerySet[Annotation]) -> None:
        self.message_user(request, _("%(n)s hidden from the public.") % {"n": rows.update(public=False)})
