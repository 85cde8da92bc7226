"""The review screen: a draft beside its report, decided field by field with the keyboard, then the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents import claims, review
from incidents.admin.desk import row_number
from incidents.admin.matches import may_compare, panel_for
from incidents.admin.reviewbeside import candidates_of, chosen, legend, marked, names_for, others
from incidents.admin.reviewchange import change_page
from incidents.admin.reviewfields import rows_of
from incidents.admin.reviewform import ReviewForm
from incidents.admin.reviewqueue import CHANGE, PUBLISH, address_after, following
from incidents.admin.sourcejudgement import assessment_told, context_told
from incidents.codes import ProposalKind, ProposalState, ReportState, ReviewRule, WorkflowStatus
from incidents.models import Evidence, Incident, Proposal, Report
from incidents.record import IncidentRecord
from incidents.review import BadValues, ReviewError

REASON = 500


def review_queue(request: HttpRequest) -> HttpResponse:
    """The next proposal, behind `?after=` where one is skipped; a page that says so when nothing waits."""
    _refuse_others(request)
    skipped = row_number(request.GET.get("after", ""))
    found = following(request.user, after=skipped)
    if found is not None:
        return redirect("review_one", found.pk)
    context = {
        **_shell(request, _("Review")),
        "to_publish": Incident.objects.unpublished_too().filter(status=WorkflowStatus.IN_REVIEW).count()
        if request.user.has_perm(PUBLISH)
        else 0,
        "set_aside": Report.objects.filter(state=ReportState.PARKED).count(),
        "skipped": skipped,
    }
    return render(request, "admin/incidents/review/empty.html", context)


def review_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal. A POST decides about it and leads to the next one, or comes back with what is wrong."""
    _refuse_others(request)
    rows = list(_with_report(pk))
    proposal = next((row for row in rows if row.pk == pk), None)
    if proposal is None:
        raise Http404
    if proposal.state != ProposalState.OPEN:
        messages.warning(
            request, _("This proposal was decided already (%s).") % proposal.get_state_display().lower()
        )
        # A page that was left open leads on; a link leads to what was decided.
        decided = reverse("admin:incidents_proposal_change", args=[pk])
        return redirect(address_after(request.user, after=pk) if request.method == "POST" else decided)
    if proposal.kind != ProposalKind.CREATE:
        return change_page(request, proposal, _shell(request, ""))
    siblings = [row for row in rows if row.kind == ProposalKind.CREATE]
    return (
        _decide(request, proposal, siblings)
        if request.method == "POST"
        else _show(request, proposal, siblings)
    )


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied


def _with_report(pk: int) -> Any:
    """The proposal and its siblings with what the page says of their report, and the database's clock."""
    return (
        Proposal.objects.with_siblings(pk)
        .select_related("report__source", "report__claimed_by", "incident__place", "created_by")
        .annotate(now=Now())
    )


def _shell(request: HttpRequest, title: str) -> dict[str, Any]:
    """What every page of the desk needs; without the list of models, which takes the room of a column."""
    context: dict[str, Any] = admin.site.each_context(request)
    return {**context, "title": title, "is_nav_sidebar_enabled": False}


# Deciding ----------------------------------------------------------------------------------------------
def _decide(request: HttpRequest, proposal: Proposal, siblings: Sequence[Proposal]) -> HttpResponse:
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()[:REASON]
    try:
        if step == "park":
            if proposal.report is None:
                raise ReviewError(_("This draft rests on no report: decide about it."))
            review.set_aside(proposal.report, by=request.user, reason=reason)
            messages.info(request, _("Set aside: %s") % proposal.report)
        elif step == "reject":
            if not reason:
                raise ReviewError(_("Say why the draft is rejected."))
            review.reject(proposal, by=request.user, reason=reason)
            messages.info(request, _("The draft was rejected."))
        elif step == "confirm":
            form = _form(proposal, siblings, request.POST)
            if not form.is_valid():
                return _show(request, proposal, siblings, form)
            try:
                review.confirm(proposal, by=request.user, values=form.record())
            except BadValues as error:
                form.add_error(_field_of(error.field, form), error.reason)
                return _show(request, proposal, siblings, form)
            messages.success(request, _confirmed())
        else:
            raise ReviewError(_("This step is not possible now."))
    except ReviewError as error:
        messages.error(request, str(error))
        given = _form(proposal, siblings, request.POST) if step == "confirm" else None
        return _show(request, proposal, siblings, given)
    return HttpResponseRedirect(address_after(request.user, after=proposal.pk))


def _field_of(record_field: str, form: ReviewForm) -> str | None:
    return record_field if record_field in form.fields else None


def _confirmed() -> str:
    if settings.REVIEW_RULE == ReviewRule.SINGLE:
        return _("Confirmed: it waits to be published.")
    return _("Confirmed: it waits for another person to publish it.")


# Showing -----------------------------------------------------------------------------------------------
def _form(proposal: Proposal, siblings: Sequence[Proposal], data: Any = None) -> ReviewForm:
    proposed = IncidentRecord.from_json(proposal.values)
    return ReviewForm(proposal, proposed, names_for(proposal, proposed, siblings), data)


def _show(
    request: HttpRequest, proposal: Proposal, siblings: Sequence[Proposal], form: ReviewForm | None = None
) -> HttpResponse:
    report = proposal.report
    is_set_aside = report is not None and report.state == ReportState.PARKED
    held = None if is_set_aside else _claim(request, proposal)
    form = form or _form(proposal, siblings)
    spans = list(Evidence.objects.filter(proposal=proposal)) if report is not None else []
    found = (report.findings if report is not None else None) or {}
    assessment = found.get("assessment") or {}
    rows = rows_of(
        form,
        form.names,
        spans,
        candidates=candidates_of(proposal),
        siblings=[IncidentRecord.from_json(row.values) for row in siblings if row.pk != proposal.pk],
        suspects=assessment.get("attributions") or [],
    )
    numbers = [row.pk for row in siblings]
    context = {
        **_shell(request, _title(proposal, numbers)),
        "proposal": proposal,
        "report": report,
        "form": form,
        "rows": rows,
        "pieces": marked(report, spans, rows),
        "legend": legend(spans),
        "has_mistakes": bool(form.errors) or any(row.has_errors for row in rows),
        "number": numbers.index(proposal.pk) + 1,
        "siblings": siblings,
        "held": held,
        "until": None if report is None or is_set_aside or held is not None else proposal.now + claims.HOLD,  # type: ignore[attr-defined]
        "is_set_aside": is_set_aside,
        "may_bring_back": request.user.has_perm("incidents.change_report"),
        "chosen": chosen(form.proposed, form.names),
        "others": others(form.proposed, form.names, siblings),
        "context_facts": found.get("context") or [],
        "context_told": context_told(found),
        "assessment_told": assessment_told(found),
        "sees_duplicates": may_compare(request),
        "two_person": settings.REVIEW_RULE == ReviewRule.TWO_PERSON,
    }
    return render(request, "admin/incidents/review/draft.html", context)


def review_duplicates(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of possible duplicates of one draft: fetched when the page stands, so that it need not wait for it."""
    if not may_compare(request):
        raise PermissionDenied
    proposal = get_object_or_404(
        Proposal.objects.select_related("report"), pk=pk, kind=ProposalKind.CREATE, state=ProposalState.OPEN
    )
    return render(request, "admin/incidents/incident/_duplicates.html", panel_for(request, proposal))


def _title(proposal: Proposal, numbers: Sequence[int]) -> str:
    said = {"report": proposal.report, "n": numbers.index(proposal.pk) + 1, "all": len(numbers)}
    if proposal.report is None:
        return str(proposal)
    return _("%(report)s: draft %(n)s of %(all)s") % said if len(numbers) > 1 else str(proposal.report)


def _claim(request: HttpRequest, proposal: Proposal) -> Report | None:
    """Opening a draft claims its report; whose it is already, is shown instead."""
    report = proposal.report
    if report is None:
        return None
    until, now = report.claimed_until, proposal.now  # type: ignore[attr-defined]
    if until is not None and until > now and report.claimed_by_id != request.user.pk:
        return report
    return claims.claim(report.pk, by=request.user)
