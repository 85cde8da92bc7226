"""Incidents at the desk: enter, correct beside the report, publish, retract, merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import claims, record, review
from incidents.admin.bulkedit import together_view
from incidents.admin.desk import row_number
from incidents.admin.highlight import pieces
from incidents.admin.incidentform import IncidentForm, initial_of, initial_rows
from incidents.admin.matches import insist_on, panel_for, without_alike
from incidents.admin.rows import TABLES, EstimateInline, InvolvementInline, SourceInline
from incidents.admin.shown import in_words, label_of
from incidents.admin.sourcejudgement import assessment_told, context_told
from incidents.bulk import MOST
from incidents.codes import ProposalKind, ProposalState, ReportState, WorkflowStatus
from incidents.models import Incident, Proposal, Report
from incidents.record import IncidentRecord
from incidents.review import ReviewError, StaleError

PUBLISH = "incidents.publish_incident"


class DecisionForm(forms.Form):
    """A reviewer's step with its reason; the target of a merge."""

    reason = forms.CharField(label=capfirst(gettext_lazy("reason")), required=False, max_length=500)
    target = forms.UUIDField(
        label=capfirst(gettext_lazy("public id of the incident to keep")), required=False
    )


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    form = IncidentForm
    inlines = [EstimateInline, InvolvementInline, SourceInline]
    list_display = ["headline", "date_start", "place", "region", "killed_best", "status", "verification", "open_changes",
                    "submitted_by"]  # fmt: skip
    list_filter = ["status", "event_type", "verification", "release_to", "synthetic"]
    list_select_related = ["place", "region", "submitted_by"]
    search_fields = ["=public_id", "place__names__name", "summaries__text"]
    autocomplete_fields = ["place", "second_place", "stated_region"]
    show_full_result_count = False
    date_hierarchy = None
    ordering = ["-id"]
    actions = ["publish_selected", "submit_selected", "change_selected"]
    save_on_top = True
    fieldsets = [
        (gettext_lazy("What"), {"fields": [("event_type", "sub_event_type"), "civilian_targeting"]}),
        (
            gettext_lazy("When"),
            {"fields": [("date_start", "date_end", "time_precision"), ("date_meaning", "ongoing")]},
        ),
        (
            gettext_lazy("Where"),
            {
                "fields": [
                    ("place", "second_place", "stated_region"),
                    ("longitude", "latitude", "radius_m", "geo_precision"),
                    "location_policy",
                ],
                "description": gettext_lazy("What readers see is derived from this by the location policy."),
                "classes": ["where"],
            },
        ),
        (
            gettext_lazy("Who says so"),
            {
                "fields": [
                    ("source", "source_date", "source_credibility"),
                    "source_url",
                    ("verification", "release_to"),
                ]
            },
        ),
        (gettext_lazy("Summary"), {"fields": ["summary_en", "summary_fr", "reason"]}),
        (
            gettext_lazy("More"),
            {
                "fields": ["weapons", "communities", "risks", "sectors", "embargo_until", "internal_notes"],
                "classes": ["collapse"],
            },
        ),
    ]

    class Media:
        css = {"all": ["css/admin.css"]}

    # Lists --------------------------------------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        # Counted for the rows of one page: a join would group every incident first.
        waiting = Proposal.objects.filter(incident=OuterRef("pk"), state=ProposalState.OPEN).order_by()
        number = waiting.values("incident").annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(waiting=Subquery(number))

    @admin.display(description=gettext_lazy("incident"))
    def headline(self, obj: Incident) -> str:
        return obj.get_sub_event_type_display() or obj.get_event_type_display()

    @admin.display(description=gettext_lazy("changed"))
    def open_changes(self, obj: Any) -> str:
        return str(obj.waiting or "")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PUBLISH))

    def has_delete_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        return False  # nothing is deleted: it is retracted, merged or left a draft

    @admin.action(
        description=gettext_lazy("Publish (incidents in review, and proposed changes)"),
        permissions=["publish"],
    )
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Incident]) -> None:
        """Those that look like another one are left: publishing them is a decision about each, on its own page."""
        wanted = without_alike(request, set(queryset.values_list("pk", flat=True)))
        if wanted:
            self._tell(request, lambda: review.publish(wanted, by=request.user), _("Published: %s."))

    @admin.action(description=gettext_lazy("Submit drafts for review"), permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet[Incident]) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        self._tell(request, lambda: review.submit(ids, by=request.user), _("Submitted: %s."))

    @admin.action(description=gettext_lazy("Change together …"), permissions=["change"])
    def change_selected(self, request: HttpRequest, queryset: QuerySet[Incident]) -> HttpResponse:
        return together_view(request, queryset.values_list("pk", flat=True)[: MOST + 1])

    def _tell(self, request: HttpRequest, step: Any, success: str) -> bool:
        try:
            done = step()
        except ReviewError as error:
            messages.error(request, str(error))
            return False
        messages.success(request, success % done if "%s" in success else success)
        return True

    # The page -------------------------------------------------------------------------------------------
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Django's page with the report beside it. What the review refuses comes back as the form's error.

        `seen` is the version that the page shows; a save of another one is refused with both values.
        """
        proposal = self._proposal(request)
        context = {**(extra_context or {}), **self._beside(request, object_id, proposal)}
        context |= panel_for(request, proposal or context.get("incident"))
        if proposal is not None and proposal.report is not None and self.has_change_permission(request):
            context |= self._claim(request, proposal.report)
        if request.method == "POST":
            context["seen"] = request.POST.get("seen", "")
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, context)
        except ReviewError as error:
            request.refusal = str(error)  # type: ignore[attr-defined]
            if isinstance(error, StaleError):
                pairs = [
                    (label_of(name), in_words(name, now), in_words(name, ours))
                    for name, now, ours in error.differences
                ]
                context |= {"seen": error.version, "differences": pairs}
            return super().changeform_view(request, object_id, form_url, context)

    def _claim(self, request: HttpRequest, report: Report) -> dict[str, Any]:
        """Opening a draft claims its report, unless somebody else works on it (that is shown) or it was set aside."""
        if report.state == ReportState.PARKED:
            return {}
        held = claims.claim(report.pk, by=request.user)
        return {"held": held, "mine": None if held else Report.objects.get(pk=report.pk)}

    def _proposal(self, request: HttpRequest) -> Proposal | None:
        number = row_number(request.GET.get("proposal", ""))
        if not number:
            return None
        waiting = Proposal.objects.filter(kind=ProposalKind.CREATE, state=ProposalState.OPEN)
        return waiting.select_related("report__source").filter(pk=number).first()

    def _beside(
        self, request: HttpRequest, object_id: str | None, proposal: Proposal | None
    ) -> dict[str, Any]:
        """The report's text with its evidence, and what waits: shown left of the form, not to who may only look."""
        if proposal is not None and proposal.report is not None:
            said = proposal.report
            found = said.findings or {}
            return {
                "proposal": proposal,
                "report": said,
                "pieces": pieces(said.text, proposal.evidence.all()),
                "context_facts": found.get("context", []),
                "context_told": context_told(found),
                "assessment_told": assessment_told(found),
            }
        incident = Incident.objects.unpublished_too().filter(pk=row_number(object_id or "")).first()
        if incident is None or not self.has_change_permission(request, incident):
            return {}
        evidence = review.evidence_of(incident)
        report = evidence[0].report if evidence else None
        spans = [span for span in evidence if report is not None and span.report_id == report.pk]
        return {
            "incident": incident,
            "seen": record.version_of(record.read(incident)),
            "report": report,
            "pieces": pieces(report.text, spans) if report else [],
            "comments": incident.comments.open().select_related("author"),
            "waiting": incident.proposals.filter(state=ProposalState.OPEN).select_related("created_by"),
            "steps": self._steps(incident),
        }

    def _steps(self, incident: Incident) -> list[tuple[str, str]]:
        steps = {
            WorkflowStatus.DRAFT.value: [("submit", _("Submit for review"))],
            WorkflowStatus.IN_REVIEW.value: [("publish", _("Publish"))],
            WorkflowStatus.PUBLISHED.value: [
                ("publish", _("Publish proposed changes")),
                ("retract", _("Retract")),
                ("merge", _("Merge into another")),
            ],
            WorkflowStatus.RETRACTED.value: [("restore", _("Restore"))],
            WorkflowStatus.MERGED.value: [("unmerge", _("Unmerge"))],
        }
        return steps[incident.status]

    def get_fieldsets(self, request: HttpRequest, obj: Incident | None = None) -> Any:
        """Who may only look is shown the incident's own columns: its public location, no empty controls."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        columns = {field.name for field in Incident._meta.get_fields()}
        names = ((title, flatten(options["fields"])) for title, options in fieldsets)
        return [(title, {"fields": [name for name in shown if name in columns]}) for title, shown in names]

    def get_form(
        self, request: HttpRequest, obj: Incident | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if change and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change, **{**kwargs, "form": forms.ModelForm})
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        proposal = self._proposal(request)
        if proposal is None:
            return {"release_to": 2}
        return initial_of(IncidentRecord.from_json(proposal.values))

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Incident, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        proposal = self._proposal(request)
        if proposal is not None and not obj.pk:
            kwargs["initial"] = initial_rows(IncidentRecord.from_json(proposal.values))[inline.model]
        return kwargs

    def get_inline_instances(self, request: HttpRequest, obj: Incident | None = None) -> Any:
        instances = super().get_inline_instances(request, obj)
        proposal = self._proposal(request)
        if proposal is not None and obj is None:
            rows = initial_rows(IncidentRecord.from_json(proposal.values))
            for instance in instances:
                instance.extra = len(rows[instance.model]) + 1
        return instances

    # Saving: the page's values become a record, and the review decides what happens to it ------------------
    def save_model(self, request: HttpRequest, obj: Incident, form: Any, change: bool) -> None:
        """Nothing yet: the values are written with their rows, as one record, below."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        rows: dict[str, Any] = {name: [] for name in TABLES.values()}
        for formset in formsets:
            rows[TABLES[formset.model]] = formset.values()
        proposal = self._proposal(request)
        values = form.record(rows, request.user)
        if change:
            incident = Incident.objects.unpublished_too().get(pk=form.instance.pk)
            proposed = review.revise(
                incident, values, by=request.user, reason=form.cleaned_data.get("reason", ""),
                seen=request.POST.get("seen", ""),
            )  # fmt: skip
            if proposed is not None:
                told = _("The incident is published: your change waits for another person.")
                messages.warning(request, told)
                request.waits = True  # type: ignore[attr-defined]
        elif proposal is not None:
            form.instance.pk = review.confirm(proposal, by=request.user, values=values).pk
        else:
            form.instance.pk = review.enter(values, by=request.user).pk
        form.instance.refresh_from_db()

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The log names the changed fields; the rows were written with the record, not by their formsets."""
        return super().construct_change_message(request, form, [], add)

    def message_user(self, request: HttpRequest, *said: Any, **how: Any) -> None:
        """Django says of every save that the incident was changed: not of one that waits for another person."""
        if not getattr(request, "waits", False):
            super().message_user(request, *said, **how)

    def response_add(
        self, request: HttpRequest, obj: Incident, post_url_continue: str | None = None
    ) -> HttpResponse:
        proposal_id = row_number(request.GET.get("proposal", ""))
        if proposal_id and "_continue" not in request.POST:
            following = (
                Proposal.objects.filter(
                    kind=ProposalKind.CREATE, state=ProposalState.OPEN, report__proposals=proposal_id
                )
                .order_by("ordinal")
                .first()
            )
            if following is not None:
                messages.success(
                    request,
                    _("Confirmed: waits for another person to publish it. Next draft of this report:"),
                )
                return HttpResponseRedirect(
                    f"{reverse('admin:incidents_incident_add')}?proposal={following.pk}"
                )
        return super().response_add(request, obj, post_url_continue)

    # Steps -------------------------------------------------------------------------------------------------
    def get_urls(self) -> Any:
        step = self.admin_site.admin_view(self.step_view)
        together = self.admin_site.admin_view(together_view)
        return [
            path("<int:pk>/step/<slug:step>/", step, name="incidents_incident_step"),
            path("together/", together, name="incidents_incident_together"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Asks for the reason and does one step of the review."""
        incident = get_object_or_404(Incident.objects.unpublished_too(), pk=pk)
        back = reverse("admin:incidents_incident_change", args=[pk])
        names = dict(self._steps(incident))
        if step not in names:
            messages.error(request, _("This step is not possible now."))
            return HttpResponseRedirect(back)
        allowed = request.user.has_perm("incidents.change_incident" if step == "submit" else PUBLISH)
        if not allowed:
            messages.error(request, _("Your account may not do this: a reviewer has to."))
            return HttpResponseRedirect(back)
        form = DecisionForm(request.POST or None)
        decided = request.method == "POST" and form.is_valid()
        if decided and self._tell(
            request, lambda: self._do(step, incident, form.cleaned_data, request.user), _("Done.")
        ):
            return HttpResponseRedirect(back)
        context = {**self.admin_site.each_context(request), "title": names[step], "incident": incident, "form": form,
                   "step": step, "opts": Incident._meta, "back": back}  # fmt: skip
        return render(request, "admin/incidents/incident/step.html", context)

    def _do(self, step: str, incident: Incident, data: dict[str, Any], by: Any) -> Any:
        reason = data["reason"]
        if step == "submit":
            return review.submit([incident.pk], by=by)
        if step == "publish":
            return review.publish([incident.pk], by=by, reason=reason)
        if step != "retract":  # which insists by itself
            insist_on(reason)
        if step == "merge":
            root = Incident.objects.unpublished_too().filter(public_id=data["target"]).first()
            if root is None:
                raise ReviewError(_("No incident has this public id."))
            return review.merge(incident, root, by=by, reason=reason)
        steps: dict[str, Any] = {
            "retract": review.retract,
            "restore": review.restore,
            "unmerge": review.unmerge,
        }
        return steps[step](incident, by=by, reason=reason)
