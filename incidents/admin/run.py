"""Import runs and their rows: what came in, what was refused and why, and a second try."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import review
from incidents.ingest.taking import retry_items
from incidents.models import IngestItem, IngestRun


@admin.register(IngestRun)
class IngestRunAdmin(admin.ModelAdmin):
    list_display = [
        "file_name",
        "source",
        "state",
        "started_at",
        "new",
        "changed",
        "unchanged",
        "refused",
        "submitted_by",
    ]
    list_filter = ["state", "source"]
    list_select_related = ["source", "submitted_by"]
    search_fields = ["file_name"]
    show_full_result_count = False
    actions = ["submit_run", "publish_run"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [field.name for field in IngestRun._meta.fields]

    @admin.display(description=gettext_lazy("quarantined"))
    def refused(self, obj: IngestRun) -> str:
        if not obj.quarantined:
            return "0"
        address = reverse("admin:incidents_ingestitem_changelist")
        return format_html(
            '<a href="{}?run__id__exact={}&outcome__exact=quarantined">{}</a>',
            address,
            obj.pk,
            obj.quarantined,
        )

    @admin.action(description=gettext_lazy("Submit the file's drafts for review"), permissions=["change"])
    def submit_run(self, request: HttpRequest, queryset: QuerySet[IngestRun]) -> None:
        done = sum(review.submit_run(run, by=request.user) for run in queryset)
        messages.info(request, _("%s incidents wait for another person to publish them.") % done)

    @admin.action(description=gettext_lazy("Publish the file's incidents"), permissions=["publish"])
    def publish_run(self, request: HttpRequest, queryset: QuerySet[IngestRun]) -> None:
        try:
            done = sum(review.publish_run(run, by=request.user) for run in queryset)
        except review.ReviewError as error:
            messages.error(request, str(error))
        else:
            messages.info(request, _("%s incidents were published.") % done)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("incidents.publish_incident")


@admin.register(IngestItem)
class IngestItemAdmin(admin.ModelAdmin):
    list_display = ["run", "line", "external_id", "outcome", "column", "reason", "retried_at"]
    list_filter = ["outcome", ("run", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["run", "run__source"]
    search_fields = ["external_id", "reason"]
    show_full_result_count = False
    actions = ["retry"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [field.name for field in IngestItem._meta.fields]

    @admin.action(description=gettext_lazy("Try again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[IngestItem]) -> None:
        counts = retry_items(queryset)
        outcomes = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        messages.info(request, _("Tried again: %s.") % (outcomes or "0"))
