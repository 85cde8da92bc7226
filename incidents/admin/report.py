"""Reports: pasted in, read with their evidence, retried, parked or dismissed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from incidents import claims, intake, joining, review
from incidents.admin.days import refuse_implausible
from incidents.admin.desk import DeskAdmin
from incidents.admin.highlight import pieces
from incidents.codes import ItemOutcome, ProposalState, ReportState
from incidents.models import Report


class ReportForm(forms.ModelForm):
    url = forms.URLField(
        label=capfirst(gettext_lazy("address")), required=False, max_length=2000, assume_scheme="https"
    )

    class Meta:
        model = Report
        fields = ["source", "title", "text", "published_at", "language"]

    def clean_published_at(self) -> datetime:
        moment: datetime = self.cleaned_data["published_at"]
        refuse_implausible(moment)
        return moment

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("Paste the report's text."))
        if len(text) > intake.MAX_TEXT:
            raise forms.ValidationError(_("A report has at most %s characters.") % intake.MAX_TEXT)
        if "\x00" in text:
            raise forms.ValidationError(_("The text holds a NUL character."))
        return text


def holder_of(report: Report | None) -> str:
    """Who works on the report and until when, or nothing."""
    if report is None or report.claimed_until is None or report.claimed_until <= timezone.now():
        return ""
    return f"{report.claimed_by} → {timezone.localtime(report.claimed_until):%H:%M}"


def _steps(report: Report) -> list[str]:
    """What may be done with it in its state; see `ReportAdmin.step_view`."""
    return {
        ReportState.PARKED.value: ["begin", "retry", "dismiss"],
        ReportState.QUARANTINED.value: ["retry", "dismiss"],
        ReportState.PROPOSED.value: ["begin", "dismiss"],
        ReportState.LINKED.value: ["begin"],
    }.get(report.state, [])


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    form = ReportForm
    change_form_template = "admin/incidents/report/change_form.html"
    list_display = [
        "title_or_id",
        "source",
        "state",
        "state_reason",
        "attempts",
        "published_at",
        "received_at",
        "worked_on",
    ]
    list_filter = ["state", "source__kind", "language"]
    list_select_related = ["source", "claimed_by"]
    search_fields = ["title", "external_id"]
    autocomplete_fields = ["source"]
    show_full_result_count = False
    actions = ["retry", "park", "dismiss"]
    ordering = ["-id"]

    def get_urls(self) -> list[Any]:
        claim = self.admin_site.admin_view(require_POST(self.claim_view))
        step = self.admin_site.admin_view(require_POST(self.step_view))
        return [
            path("<int:pk>/claim/", claim, name="incidents_report_claim"),
            path("<int:pk>/step/", step, name="incidents_report_step"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        report = self.get_object(request, object_id)
        steps = _steps(report) if report is not None and self.has_change_permission(request, report) else []
        # Nothing on the page can be typed: what a source said does not change.
        no_saving = dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)
        context = {"steps": steps, **no_saving, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What can be done with a report on its own page: read it again, write an incident from it, dismiss it."""
        report = get_object_or_404(Report, pk=pk)
        if not self.has_change_permission(request, report):
            raise PermissionDenied
        here = reverse("admin:incidents_report_change", args=[pk])
        step = request.POST.get("step", "")
        if step not in _steps(report):
            messages.error(request, _("This step is not possible now."))
            return HttpResponseRedirect(here)
        try:
            if step == "begin":
                draft = joining.begin_draft(report, by=request.user)
                return HttpResponseRedirect(reverse("review_one", args=[draft.pk]))
            if step == "retry":
                intake.retry(report)
                messages.info(request, _("The report will be read again."))
            else:
                review.dismiss(report, by=request.user, reason=_("dismissed by %s") % request.user)
                messages.info(request, _("The report was dismissed."))
        except review.ReviewError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(here)

    def claim_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Takes a report over from whoever works on it, or gives one's own back to the queue."""
        report = get_object_or_404(Report, pk=pk)
        if not self.has_change_permission(request, report):
            raise PermissionDenied
        if "give_back" in request.POST:
            claims.give_back(pk, by=request.user)
            messages.info(request, _("The report is free for others."))
            return HttpResponseRedirect(reverse("admin:incidents_proposal_changelist") + "?state__exact=open")
        claims.claim(pk, by=request.user, take_over=True)
        messages.info(request, _("The report is yours for half an hour."))
        draft = report.proposals.filter(state=ProposalState.OPEN).order_by("ordinal").first()
        name, row = ("proposal", draft) if draft is not None else ("report", report)
        return HttpResponseRedirect(reverse(f"admin:incidents_{name}_change", args=[row.pk]))

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

    @admin.display(description=gettext_lazy("worked on by"))
    def worked_on(self, obj: Report) -> str:
        return holder_of(obj)

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
        told = ngettext("%s report will be tried again.", "%s reports will be tried again.", done)
        messages.info(request, told % done)

    @admin.action(description=gettext_lazy("Set aside"), permissions=["change"])
    def park(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        reason = _("set aside by %s") % request.user
        done = sum(intake.park(report, reason=reason) for report in queryset)
        told = ngettext("%s report was set aside.", "%s reports were set aside.", done)
        messages.info(request, told % done)

    @admin.action(description=gettext_lazy("Dismiss (does not come back)"), permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        done = 0
        for report in queryset.exclude(state=ReportState.DISMISSED):
            try:
                review.dismiss(report, by=request.user, reason=_("dismissed by %s") % request.user)
            except review.ReviewError as error:
                messages.error(request, f"{report}: {error}")
            else:
                done += 1
        told = ngettext("%s report was dismissed.", "%s reports were dismissed.", done)
        messages.info(request, told % done)
