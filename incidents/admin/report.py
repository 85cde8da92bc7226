"""Reports: pasted in, read with their evidence, retried, parked or dismissed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import intake, review
from incidents.admin.highlight import pieces
from incidents.codes import ItemOutcome, ReportState
from incidents.models import Report


class ReportForm(forms.ModelForm):
    url = forms.URLField(
        label=gettext_lazy("address"), required=False, max_length=2000, assume_scheme="https"
    )

    class Meta:
        model = Report
        fields = ["source", "title", "text", "published_at", "language"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("Paste the report's text."))
        if len(text) > intake.MAX_TEXT:
            raise forms.ValidationError(_("A report has at most %s characters.") % intake.MAX_TEXT)
        if "\x00" in text:
            raise forms.ValidationError(_("The text holds a NUL character."))
        return text


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    form = ReportForm
    list_display = [
        "title_or_id",
        "source",
        "state",
        "state_reason",
        "attempts",
        "published_at",
        "received_at",
    ]
    list_filter = ["state", "source__kind", "language"]
    list_select_related = ["source"]
    search_fields = ["title", "external_id"]
    autocomplete_fields = ["source"]
    show_full_result_count = False
    actions = ["retry", "park", "dismiss"]
    ordering = ["-id"]

    def get_fields(self, request: HttpRequest, obj: Report | None = None) -> Any:
        if obj is None:
            return ["source", "title", "text", "published_at", "language", "url"]
        return [
            "source", "title", "url", "published_at", "received_at", "language", "version", "state", "state_reason",
            "attempts", "last_error", "proposals_here", "text_with_evidence", "payload", "findings",
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> Any:
        return [] if obj is None else self.get_fields(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False  # dismissed is the tombstone; a deleted report would come back with the next poll

    @admin.display(description=gettext_lazy("report"))
    def title_or_id(self, obj: Report) -> str:
        return str(obj)

    @admin.display(description=gettext_lazy("text"))
    def text_with_evidence(self, obj: Report) -> str:
        marked = (
            format_html(
                '<mark class="evidence evidence-{}" title="{}">{}</mark>',
                piece.kind,
                ", ".join(piece.fields),
                piece.text,
            )
            if piece.fields
            else format_html("{}", piece.text)
            for piece in pieces(obj.text, obj.evidence.all())
        )
        return format_html(
            '<div class="report-text">{}</div>', format_html_join("", "{}", ((part,) for part in marked))
        )

    @admin.display(description=gettext_lazy("proposals"))
    def proposals_here(self, obj: Report) -> str:
        links = (
            (f"/admin/incidents/proposal/{proposal.pk}/change/", proposal, proposal.get_state_display())
            for proposal in obj.proposals.order_by("ordinal")
        )
        return format_html_join(" · ", '<a href="{}">{}</a> ({})', links) or "-"

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if change:
            return  # what a source said does not change
        receipt = intake.receive(
            obj.source,
            external_id="sha256:" + intake.content_hash(obj.title, obj.text, None),
            published_at=obj.published_at,
            title=obj.title,
            text=obj.text,
            url=form.cleaned_data["url"],
            language=obj.language,
            submitted_by=request.user,
        )
        obj.pk = receipt.report.pk
        if receipt.outcome == ItemOutcome.UNCHANGED:
            messages.info(request, _("This report is here already: nothing was written."))

    @admin.action(description=gettext_lazy("Try again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        done = sum(intake.retry(report) for report in queryset)
        messages.info(request, _("%s reports will be tried again.") % done)

    @admin.action(description=gettext_lazy("Set aside"), permissions=["change"])
    def park(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        reason = _("set aside by %s") % request.user
        done = sum(intake.park(report, reason=reason) for report in queryset)
        messages.info(request, _("%s reports were set aside.") % done)

    @admin.action(description=gettext_lazy("Dismiss (does not come back)"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        for report in queryset.exclude(state=ReportState.DISMISSED):
            review.dismiss(report, by=request.user, reason=_("dismissed by %s") % request.user)
        messages.info(request, _("The reports were dismissed."))
