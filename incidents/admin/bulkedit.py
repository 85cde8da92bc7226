"""Many incidents at once at the desk: choose what changes, look at every incident, do it; and undo it later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from incidents import bulk
from incidents.admin.bulkform import BulkEditForm
from incidents.admin.history import ReadOnlyAdmin
from incidents.admin.shown import in_words, label_of
from incidents.models import BulkEdit, Incident
from incidents.review import ReviewError

CHANGE = "incidents.change_incident"


def together_view(request: HttpRequest, chosen: Iterable[int] = ()) -> HttpResponse:
    """The three steps as one address: the form (for those `chosen` in the list), what it would do, the doing."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    ids = list(chosen) or _numbers(request.POST.get("ids", ""))
    if request.method != "POST" or not ids:
        messages.error(request, _("Choose incidents in the list first."))
        return HttpResponseRedirect(reverse("admin:incidents_incident_changelist"))
    if len(ids) > bulk.MOST:
        messages.error(request, _("At most %s incidents at once: choose fewer.") % bulk.MOST)
        return HttpResponseRedirect(reverse("admin:incidents_incident_changelist"))
    form = BulkEditForm(request.POST if "step" in request.POST else None)
    lines = None
    if form.is_bound and form.is_valid():
        try:
            if request.POST["step"] == "do":
                edit = bulk.apply(
                    ids, form.wanted(), by=request.user, reason=form.cleaned_data["reason"],
                    sealed=request.POST.get("seal", ""),
                )  # fmt: skip
                messages.success(request, _told(edit))
                return HttpResponseRedirect(reverse("admin:incidents_bulkedit_change", args=[edit.pk]))
            lines = bulk.preview(ids, form.wanted())
        except ReviewError as error:
            form.add_error(None, str(error))
    context = {
        **admin.site.each_context(request),
        "title": _("Change many incidents"),
        "opts": Incident._meta,
        "form": form,
        "media": form.media,
        "ids": ",".join(map(str, ids)),
        "number": len(ids),
        "lines": None if lines is None else [_shown_line(line) for line in lines],
        "done": sum(line.is_done for line in lines or ()),
        "seal": None if lines is None else bulk.seal(lines),
    }
    return render(request, "admin/incidents/incident/together.html", context)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isascii() and part.isdigit() and len(part) < 19]


def _shown_line(line: bulk.Line) -> dict[str, Any]:
    return {"incident": line.incident, "refusal": line.refusal, "waits": line.waits, "changes": _pairs(line.old, line.new)}  # fmt: skip


def _pairs(old: Any, new: Any) -> list[tuple[str, str, str]]:
    return [(label_of(name), in_words(name, old[name]), in_words(name, new[name])) for name in new]


def _told(edit: BulkEdit) -> str:
    waiting = edit.rows.filter(proposal__isnull=False).count()
    done = edit.rows.count() - waiting
    said = [
        ngettext("%s incident was changed.", "%s incidents were changed.", done) % done if done else "",
        ngettext("%s change waits for another person.", "%s changes wait for another person.", waiting)
        % waiting
        if waiting
        else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


@admin.register(BulkEdit)
class BulkEditAdmin(ReadOnlyAdmin):
    """What was done to many at once, each incident with old and new; undone from here."""

    list_display = ["reason", "made_by", "made_at", "number", "undone_by", "undone_at"]
    list_select_related = ["made_by", "undone_by"]
    search_fields = ["reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BulkEdit]:
        return super().get_queryset(request).annotate(incidents=Count("rows"))

    @admin.display(description=gettext_lazy("incidents"))
    def number(self, obj: Any) -> int:
        return int(obj.incidents)

    def get_urls(self) -> list[Any]:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo, name="incidents_bulkedit_undo"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        edit = get_object_or_404(BulkEdit, pk=object_id if object_id.isdigit() and len(object_id) < 19 else 0)
        if not self.has_view_permission(request, edit):
            raise PermissionDenied
        rows = edit.rows.select_related("incident__place", "proposal")
        context = {
            **self.admin_site.each_context(request),
            "title": str(edit),
            "opts": BulkEdit._meta,
            "edit": edit,
            "rows": [(row.incident, row.proposal, _pairs(row.old, row.new)) for row in rows],
            "may_undo": edit.undone_at is None and request.user.has_perm(CHANGE),
        }
        return render(request, "admin/incidents/bulkedit/change.html", context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        edit = get_object_or_404(BulkEdit, pk=pk)
        try:
            undone = bulk.undo(edit, by=request.user, reason=request.POST.get("reason", "")[:500])
        except ReviewError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, ngettext("%s incident went back.", "%s incidents went back.", undone.back) % undone.back)  # fmt: skip
            for incident, why in undone.left:
                messages.warning(request, _("Left as it is: %(incident)s (%(why)s).") % {"incident": incident, "why": why})  # fmt: skip
        return HttpResponseRedirect(reverse("admin:incidents_bulkedit_change", args=[pk]))
