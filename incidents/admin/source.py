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
        if (
            "redistributable" in self.changed_data
            and self.instance.pk
            and closing.is_for_a_command(self.instance)
        ):
            told = _(
                "More than %(most)s incidents rest on its reports: that takes longer than a page may. Use %(command)s."
            )
            command = f'manage.py close_source "{self.instance.name}"'
            self.add_error("redistributable", told % {"most": closing.AT_THE_DESK, "command": command})
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
class SourceAdmin(admin.ModelAdmin):
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
    actions = ["poll_now"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Everything else is saved as it stands; whether reports may be passed on changes what readers were given."""
        is_open, turned = obj.redistributable, change and "redistributable" in form.changed_data
        if turned:
            obj.redistributable = not is_open
        super().save_model(request, obj, form, change)
        if turned and is_open:
            closing.reopen(obj, by=request.user)
        elif turned:
            taken = closing.close(obj, by=request.user)
            told = _("%s incidents rested on these reports: they are for analysts only from now on.")
            messages.warning(request, told % taken)

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
