"""Possible duplicates at the desk: the panel beside a draft or an incident, and the doors of its buttons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from incidents import duplicates, joining
from incidents.admin.desk import row_number
from incidents.models import Attachment, Incident, Match, Proposal
from incidents.review import ReviewError

DESK = ("incidents.change_proposal", "incidents.change_incident", "incidents.view_exact_location")
PUBLISH = "incidents.publish_incident"


def panel_for(request: HttpRequest, subject: Proposal | Incident | None) -> dict[str, Any]:
    """The context of `_duplicates.html`: empty for who may not see exact locations, or without a subject."""
    if subject is None or not may_compare(request):
        return {}
    panel, may_merge = duplicates.panel(subject), request.user.has_perm(PUBLISH)
    merges = may_merge and any(candidate.is_mergeable for candidate in panel.candidates)
    return {"duplicates": panel, "may_merge": may_merge, "needs_reason": merges}


def may_compare(request: HttpRequest) -> bool:
    """Whether this person may see how accounts differ, exact distances among it, and join them."""
    return request.user.has_perms(DESK)


def without_alike(request: HttpRequest, ids: set[int]) -> set[int]:
    """The ids without those of incidents that look like another one: the person is told to look at each."""
    left = duplicates.alike(ids)
    if left:
        told = ngettext(
            "%(n)s looks like another incident and was left: look at it, and publish it from its own page.",
            "%(n)s look like another incident and were left: look at each, and publish it from its own page.",
            len(left),
        )
        messages.warning(request, told % {"n": len(left)})
    return ids - left


def urls(site: Any) -> list[Any]:
    """Addresses of the buttons; each takes a POST."""

    def door(view: Any) -> Any:
        return site.admin_view(require_POST(view))

    return [
        path("match/<int:pk>/<slug:step>/", door(step_view), name="incidents_match_step"),
        path("<int:pk>/split/", door(split_view), name="incidents_draft_split"),
        path("<int:pk>/attach/", door(attach_view), name="incidents_draft_attach"),
        path("look/<slug:kind>/<int:pk>/", door(look_view), name="incidents_match_look"),
    ]


def step_view(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One button of a pair: attach, detach, merge (into the one named by `keep`), not the same, ask again."""
    match = get_object_or_404(Match, pk=pk)
    _refuse_unless(request, PUBLISH if step == "merge" else None)
    reason = request.POST.get("reason", "")[:500]
    steps: dict[str, Any] = {
        "attach": lambda: _attach(request, match, reason),
        "detach": lambda: _detach(request, match, reason),
        "merge": lambda: _merge(request, match, reason),
        "different": lambda: joining.not_the_same(match, by=request.user),
        "again": lambda: joining.ask_again(match),
    }
    if step not in steps:
        raise PermissionDenied
    went_to = _told(request, steps[step])
    return HttpResponseRedirect(went_to or _back(request))


def split_view(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(Proposal, pk=pk)
    _refuse_unless(request)
    _told(request, lambda: joining.split(draft, by=request.user), _("Two drafts: correct each by itself."))
    return HttpResponseRedirect(page_of_draft(pk))


def attach_view(request: HttpRequest, pk: int) -> HttpResponse:
    """To an incident that nobody found, by its public id."""
    draft = get_object_or_404(Proposal, pk=pk)
    _refuse_unless(request)
    incident = _by_public_id(request.POST.get("target", ""))
    if incident is None:
        messages.error(request, _("No incident has this public id."))
        return HttpResponseRedirect(page_of_draft(pk))
    reason = request.POST.get("reason", "")[:500]
    done = _told(request, lambda: joining.attach(draft, incident, by=request.user, reason=reason))
    return HttpResponseRedirect(page_of_incident(incident.pk) if done else page_of_draft(pk))


def look_view(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Looks for duplicates again, with the values as they are now."""
    _refuse_unless(request)
    rows: Any = Proposal.objects if kind == "draft" else Incident.objects.unpublished_too()
    found = duplicates.find(get_object_or_404(rows, pk=pk))
    said = ngettext(
        "%(n)s possible duplicate was found.", "%(n)s possible duplicates were found.", len(found)
    )
    messages.info(request, said % {"n": len(found)})
    return HttpResponseRedirect(page_of_draft(pk) if kind == "draft" else page_of_incident(pk))


def page_of_draft(pk: int) -> str:
    return reverse("review_one", args=[pk])


def page_of_incident(pk: int) -> str:
    return reverse("admin:incidents_incident_change", args=[pk])


def insist_on(reason: str) -> None:
    """Taking an incident out of view, or back, says why, as retracting does."""
    if not reason.strip():
        raise ReviewError(_("This step needs a reason: readers will see it."))


def _merge(request: HttpRequest, match: Match, reason: str) -> None:
    insist_on(reason)
    joining.same(match, keep=_number(request, "keep"), by=request.user, reason=reason)


def _attach(request: HttpRequest, match: Match, reason: str) -> str:
    """Returns where to go: the incident that the report now stands behind."""
    if match.draft is None or match.incident is None:
        raise ReviewError(_("Two incidents are merged; a draft is attached."))
    take = request.POST.getlist(f"take-{match.pk}")
    attachment = joining.attach(match.draft, match.incident, by=request.user, reason=reason, take=take)
    if attachment.change is not None:
        messages.warning(request, _("The incident is published: your change waits for another person."))
    return page_of_incident(match.incident.pk)


def _detach(request: HttpRequest, match: Match, reason: str) -> None:
    pair = {"draft": match.draft_id, "incident": match.incident_id}
    attachment = Attachment.objects.filter(**pair, ended_at__isnull=True).first()
    if attachment is None:
        raise ReviewError(_("This report was detached already."))
    if joining.detach(attachment, by=request.user, reason=reason) is not None:
        messages.warning(request, _("The incident is published: your change waits for another person."))


def _refuse_unless(request: HttpRequest, further: str | None = None) -> None:
    if not request.user.has_perms([*DESK, *([further] if further else [])]):
        raise PermissionDenied


def _told(request: HttpRequest, step: Any, success: str = "") -> Any:
    """What the step returned; None, and its reason as a message, when it was refused."""
    try:
        done = step()
    except ReviewError as error:
        messages.error(request, str(error))
        return None
    messages.success(request, success or _("Done."))
    return done


def _number(request: HttpRequest, name: str) -> int:
    return row_number(request.POST.get(name, ""))


def _by_public_id(text: str) -> Incident | None:
    try:
        return Incident.objects.unpublished_too().filter(public_id=UUID(text.strip())).first()
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    """The page of the draft or incident that the button stood on; the queue when it does not say."""
    if _number(request, "on_draft"):
        return page_of_draft(_number(request, "on_draft"))
    if _number(request, "on_incident"):
        return page_of_incident(_number(request, "on_incident"))
    return reverse("admin:incidents_proposal_changelist") + "?state__exact=open"
