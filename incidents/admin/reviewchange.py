"""A change of an incident in the review screen: old and new beside each other, accepted or rejected with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from incidents import review
from incidents.admin.reviewqueue import PUBLISH, address_after
from incidents.admin.shown import in_words, label_of
from incidents.codes import ProposalKind
from incidents.models import Proposal
from incidents.review import ReviewError

REASON = 500


def change_page(request: HttpRequest, proposal: Proposal, context: dict[str, Any]) -> HttpResponse:
    """Shows the change; a POST accepts or rejects it and leads to the next proposal."""
    if request.method == "POST" and _decided(request, proposal):
        return HttpResponseRedirect(address_after(request.user, after=proposal.pk))
    rows = [(label_of(name), in_words(name, proposal.old.get(name)), in_words(name, value))
            for name, value in proposal.values.items()]  # fmt: skip
    is_retraction = proposal.kind == ProposalKind.RETRACT
    title = _("Retraction of %s") if is_retraction else _("Change of %s")
    return render(
        request,
        "admin/incidents/review/change.html",
        {
            **context,
            "title": title % proposal.incident,
            "proposal": proposal,
            "incident": proposal.incident,
            "report": proposal.report,
            "rows": rows,
            "is_retraction": is_retraction,
            "may_publish": request.user.has_perm(PUBLISH),
            "is_own": proposal.created_by_id == request.user.pk,
            "reason": request.POST.get("reason", ""),
        },
    )


def _decided(request: HttpRequest, proposal: Proposal) -> bool:
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()[:REASON]
    try:
        if not request.user.has_perm(PUBLISH):
            raise ReviewError(_("Your account may not publish: a reviewer has to."))
        if step == "accept":
            review.accept(proposal, by=request.user)
            messages.success(request, _("The change is published."))
        elif step == "reject":
            if not reason:
                raise ReviewError(_("Say why the change is rejected."))
            review.reject(proposal, by=request.user, reason=reason)
            messages.info(request, _("The change was rejected."))
        else:
            raise ReviewError(_("This step is not possible now."))
    except ReviewError as error:
        messages.error(request, str(error))
        return False
    return True
