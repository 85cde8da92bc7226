"""Places, regions and actors: searched by any of their names, edited with their dated names beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incidents.admin.desk import DeskAdmin
from incidents.models import Actor, ActorName, ActorRelation, Place, PlaceName, Region
from incidents.spelling import transliteration_key


class LearntInline(admin.TabularInline):
    """Names, each with where it was learnt; making it an alias shows it to readers, deleting it forgets it."""

    extra = 1
    readonly_fields = ["learnt"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("origin__confirmed_by", "origin__report")

    @admin.display(description=_("learnt"))
    def learnt(self, obj: Any) -> str:
        found = getattr(obj, "origin", None)
        if found is None or found.report is None:
            return str(found or "")
        address = reverse("admin:incidents_report_change", args=[found.report_id])
        return format_html('{}: <a href="{}">{}</a>', found, address, found.report)


class PlaceNameInline(LearntInline):
    model = PlaceName
    fields = ["name", "kind", "learnt"]


CORRECTED = {"name", "feature", "region", "country", "longitude", "latitude", "radius_m"}


@admin.register(Place)
class PlaceAdmin(DeskAdmin):
    list_display = ["name", "feature", "region", "country", "curated"]
    list_filter = ["feature", "country", "curated", "origin"]
    list_select_related = ["region"]
    search_fields = ["name", "names__name", "key"]
    autocomplete_fields = ["region"]
    show_full_result_count = False
    inlines = [PlaceNameInline]
    fields = [
        "key",
        "name",
        "feature",
        "region",
        "country",
        "longitude",
        "latitude",
        "radius_m",
        "curated",
        "note",
    ]

    def get_form(
        self, request: HttpRequest, obj: Place | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        from incidents.admin.placeform import PlaceForm  # noqa: PLC0415  needs the models' apps to be ready

        return super().get_form(request, obj, change, **{**kwargs, "form": PlaceForm})

    def save_model(self, request: HttpRequest, obj: Place, form: Any, change: bool) -> None:
        # Whoever corrects a place of a loaded gazetteer vouches for it: the next load leaves it alone.
        if change and set(form.changed_data) & CORRECTED and "curated" not in form.changed_data:
            obj.curated = True
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for name in formset.save(commit=False):
            name.key = transliteration_key(name.name)
            name.save()
        for gone in formset.deleted_objects:
            gone.delete()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        place = form.instance
        # The name itself is looked up like every other spelling.
        PlaceName.objects.get_or_create(
            place=place,
            name=place.name,
            defaults={"key": transliteration_key(place.name), "kind": "official"},
        )


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    list_display = ["pcode", "name", "level", "country", "official", "valid_from", "valid_to"]
    list_filter = ["level", "country", "official"]
    search_fields = ["pcode", "name", "name_en"]
    autocomplete_fields = ["parent", "predecessors", "neighbours"]
    show_full_result_count = False
    exclude = ["boundary", "centre"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("boundary")


class ActorNameInline(LearntInline):
    model = ActorName
    fields = ["name", "language", "kind", "valid_from", "valid_to", "learnt"]


class ActorRelationInline(admin.TabularInline):
    model = ActorRelation
    fk_name = "actor"
    extra = 1
    autocomplete_fields = ["other"]
    verbose_name_plural = _("relations")


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    list_display = ["name", "slug", "inter", "country", "active_from", "active_to", "synthetic"]
    list_filter = ["inter", "synthetic"]
    search_fields = ["name", "names__name", "slug"]
    show_full_result_count = False
    inlines = [ActorNameInline, ActorRelationInline]
