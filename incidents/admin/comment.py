"""Comments at the desk: written, read and settled. What was said stays as it was said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.admin.desk import DeskAdmin
from incidents.admin.shown import label_of
from incidents.models import Comment
from incidents.record import FIELD_NAMES


class CommentForm(forms.ModelForm):
    field = forms.ChoiceField(label=capfirst(gettext_lazy("field")), required=False)

    class Meta:
        model = Comment
        fields = ["incident", "field", "text", "desk_only"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", _("(the incident as a whole)"))
        self.fields["field"].choices = [whole, *((name, label_of(name)) for name in FIELD_NAMES)]  # type: ignore[attr-defined]


class OpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("settled")
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", _("no")), ("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.value() in {"no", "yes"}:
            return queryset.filter(settled_at__isnull=self.value() == "no")
        return queryset


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    form = CommentForm
    list_display = ["text", "incident", "field", "author", "written_at", "desk_only", "settled_by"]
    list_filter = [OpenFilter, "desk_only"]
    list_select_related = ["incident", "author", "settled_by"]
    search_fields = ["text", "=incident__public_id"]
    autocomplete_fields = ["incident"]
    show_full_result_count = False
    ordering = ["-id"]
    actions = ["settle"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        obj.author = request.user  # type: ignore[assignment]
        obj.save()

    def response_add(
        self, request: HttpRequest, obj: Comment, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(request, _("The comment is kept."))
        return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[obj.incident_id]))

    @admin.action(description=gettext_lazy("Settle"), permissions=["add"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        done = queryset.filter(settled_at__isnull=True).update(settled_by=request.user, settled_at=Now())
        messages.info(request, ngettext("%s comment is settled.", "%s comments are settled.", done) % done)
