"""Sources: their addresses are set by admins only (the groups of editors and reviewers lack the right)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import closing
from incidents.admin.desk import DeskAdmin
from incidents.codes import FeedReader
from incidents.fetch import FetchRefused
from incidents.fetch.addresses import target_of
from incidents.ingest.readers import READERS, allowed_hosts
from incidents.ingest.sources.options import problems
from incidents.models import Source

LAST_RUNS = 10


class SourceForm(forms.ModelForm):
    """Checks what only a reader knows: its settings by name, and whether it needs an address and an interval."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reader = READERS.get(cleaned.get("reader") or "")
        if reader is None:
            if cleaned.get("settings"):
                self.add_error(
                    "settings", _("Settings are for sources that are polled: choose a reader first.")
                )
            return cleaned
        for problem in problems(reader.options, cleaned.get("settings") or {}):
            self.add_error("settings", problem)
        if not cleaned.get("poll_minutes"):
            self.add_error("poll_minutes", _("How often is it to be polled?"))
        if reader.needs_address and not cleaned.get("url"):
            self.add_error("url", _("Whose feed is to be read?"))
        if cleaned.get("url"):
            try:
                target_of(cleaned["url"])
            except FetchRefused as refused:
                self.add_error("url", refused.reason)
        return cleaned


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    list_display = [
        "name",
        "kind",
        "reader",
        "reliability",
        "redistributable",
        "active",
        "next_due",
        "last_success",
        "failures_in_a_row",
        "last_error",
    ]
    list_filter = ["kind", "reader", "reliability", "redistributable", "active"]
    search_fields = ["name"]
    readonly_fields = [
        "known_settings",
        "hosts",
        "last_runs",
        "last_tried",
        "last_success",
        "failures_in_a_row",
        "last_error",
        "next_due",
    ]
    fieldsets = [
        (None, {"fields": ["name", "kind", "reliability", "redistributable", "belligerent", "licence"]}),
        (
            gettext_lazy("Polling"),
            {
                "fields": ["active", "reader", "url", "poll_minutes", "settings", "known_settings", "hosts"],
                "description": gettext_lazy("How each kind of source is set up: docs/sources.md."),
            },
        ),
        (
            gettext_lazy("Health"),
            {
                "fields": [
                    "last_tried",
                    "last_success",
                    "failures_in_a_row",
                    "last_error",
                    "next_due",
                    "last_runs",
                ]
            },
        ),
    ]
    show_full_result_count = False
    actions = ["poll_now", "close", "reopen"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        """Whether reports may be passed on is turned by the actions alone, and who is named in the past keeps the name."""
        named = ["name"] if obj and obj.reports.exists() else []
        return [*self.readonly_fields, *(["redistributable", *named] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        if change:
            # Somebody may have turned it since the page was made.
            obj.redistributable = Source.objects.select_for_update().get(pk=obj.pk).redistributable
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("known settings"))
    def known_settings(self, obj: Source) -> str:
        rows = [
            (FeedReader(value).label, name, option.help)
            for value, reader in READERS.items()
            if not obj.reader or value == obj.reader
            for name, option in sorted(reader.options.items())
        ]
        return format_html_join("", "<div>{}: <b>{}</b>: {}</div>", rows) or "-"

    @admin.display(description=gettext_lazy("hosts that may be asked"))
    def hosts(self, obj: Source) -> str:
        return ", ".join(sorted(allowed_hosts(obj))) or "-"

    @admin.display(description=gettext_lazy("last runs"))
    def last_runs(self, obj: Source) -> str:
        runs = obj.runs.order_by("-pk")[:LAST_RUNS] if obj.pk else []
        rows = [
            (
                reverse("admin:incidents_ingestrun_change", args=[run.pk]),
                f"{run.started_at:%Y-%m-%d %H:%M}",
                run.get_state_display(),
                run.last_error[:200] or f"{run.new} / {run.changed} / {run.unchanged} / {run.quarantined}",
            )
            for run in runs
        ]
        listed = format_html_join("", '<div><a href="{}">{}</a> {}: {}</div>', rows)
        if len(rows) < LAST_RUNS:
            return listed or "-"
        address = reverse("admin:incidents_ingestrun_changelist")
        return format_html(
            '{}<div><a href="{}?source__id__exact={}">{}</a></div>', listed, address, obj.pk, _("all")
        )

    @admin.action(description=gettext_lazy("Poll now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """Makes the sources due; a worker polls them. Nothing is asked in this request."""
        polled = queryset.filter(active=True).exclude(reader="")
        due = polled.update(next_due=timezone.now())
        messages.info(request, _("%s sources will be polled within a minute.") % due)
        left_out = queryset.count() - due
        if left_out:
            messages.warning(request, _("%s are inactive or not polled at all.") % left_out)

    @admin.action(
        description=gettext_lazy("Close: their reports may not be passed on any more"), permissions=["change"]
    )
    def close(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset.filter(redistributable=True):
            if self._is_for_the_desk(request, source, ""):
                taken = closing.close(source, by=request.user)
                told = _(
                    "%(source)s is closed. %(n)s incidents rested on its reports: they are for analysts only from now on."
                )
                messages.warning(request, told % {"source": source, "n": taken})

    @admin.action(
        description=gettext_lazy("Reopen: their reports may be passed on again"), permissions=["change"]
    )
    def reopen(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset.filter(redistributable=False):
            if self._is_for_the_desk(request, source, " --reopen"):
                closing.reopen(source, by=request.user)
                told = _("%s is open again. What was taken from the public waits for an editor.")
                messages.info(request, told % source)

    def _is_for_the_desk(self, request: HttpRequest, source: Source, option: str) -> bool:
        if not closing.is_for_a_command(source):
            return True
        told = _(
            "More than %(most)s incidents rest on %(source)s: that takes longer than a page may. Use %(command)s."
        )
        command = f'manage.py close_source "{source.name}"{option}'
        messages.error(request, told % {"most": closing.AT_THE_DESK, "source": source, "command": command})
        return False
