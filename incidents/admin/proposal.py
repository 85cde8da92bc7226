"""Proposals: an open draft leads to the review screen; a change shows old and new."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import duplicates, review
from incidents.admin import matches
from incidents.admin.desk import row_number
from incidents.admin.incident import PUBLISH
from incidents.admin.report import holder_of
from incidents.admin.shown import in_words, label_of
from incidents.codes import MatchVerdict, ProposalKind, ProposalState
from incidents.models import Proposal, Report


class FreeFilter(admin.SimpleListFilter):
    """What nobody else works on just now."""

    title = gettext_lazy("worked on by")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("free", _("nobody, or me")), ("mine", _("me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        reports = Report.objects.free_for(request.user)
        if self.value() == "mine":
            reports = reports.filter(claimed_by=request.user, claimed_until__gt=Now())
        return queryset.filter(report__in=reports) if self.value() else queryset


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    list_display = [
        "what",
        "looks_like",
        "kind",
        "state",
        "report",
        "worked_on",
        "incident",
        "created_by",
        "created_at",
    ]
    list_filter = ["state", "kind", FreeFilter]
    list_select_related = ["report__claimed_by", "incident", "created_by"]
    search_fields = ["report__title", "=incident__public_id"]
    show_full_result_count = False
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).annotate(best_verdict=duplicates.best_verdict())

    def get_urls(self) -> list[Any]:
        return [*matches.urls(self.admin_site), *super().get_urls()]

    @admin.display(description=gettext_lazy("looks like"))
    def looks_like(self, obj: Any) -> str:
        return str(MatchVerdict(obj.best_verdict).label) if obj.best_verdict else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("proposal"))
    def what(self, obj: Proposal) -> str:
        values = obj.values
        if obj.kind == ProposalKind.CREATE:
            return f"{values.get('event_type') or '?'}, {values.get('date_start') or '?'}, {values.get('place') or values.get('stated_region') or '?'}"
        return ", ".join(values) or str(obj)

    @admin.display(description=gettext_lazy("worked on by"))
    def worked_on(self, obj: Proposal) -> str:
        return holder_of(obj.report)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        proposal = get_object_or_404(
            Proposal.objects.select_related("report", "incident"), pk=row_number(object_id)
        )
        if not self.has_view_or_change_permission(request, proposal):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "POST":
            return self._decide(request, proposal)
        if proposal.kind == ProposalKind.CREATE and proposal.state == ProposalState.OPEN:
            return HttpResponseRedirect(reverse("review_one", args=[proposal.pk]))
        rows = [(label_of(name), in_words(name, proposal.old.get(name)), in_words(name, value))
                for name, value in proposal.values.items()]  # fmt: skip
        context = {
            **self.admin_site.each_context(request),
            "title": str(proposal),
            "proposal": proposal,
            "rows": rows,
            "opts": Proposal._meta,
            "may_publish": request.user.has_perm(PUBLISH),
            "is_open": proposal.state == ProposalState.OPEN,
        }
        return render(request, "admin/incidents/proposal/change.html", context)

    def _decide(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        reason = request.POST.get("reason", "")[:500]
        try:
            if "accept" in request.POST:
                if not request.user.has_perm(PUBLISH):
                    raise review.ReviewError(_("Your account may not publish: a reviewer has to."))
                review.accept(proposal, by=request.user)
                messages.success(request, _("The change is published."))
            else:
                if not self.has_change_permission(request, proposal):
                    raise review.ReviewError(_("Your account may not decide this."))
                review.reject(proposal, by=request.user, reason=reason)
                messages.success(request, _("The proposal was rejected."))
        except review.ReviewError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:incidents_proposal_changelist") + "?state__exact=open")
