"""API tokens of all accounts: made here, their key shown once, only a hash kept; revoked here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.admin.desk import DeskAdmin
from incidents.codes import TokenScope
from incidents.models import ApiToken
from incidents.models.token import token_digest, usual_scopes
from incidents.querysets import ApiTokenQuerySet

SET_WHEN_MADE = ["user", "scopes"]


class TokenForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        choices=TokenScope.choices,
        label=capfirst(gettext_lazy("scopes")),
        initial=usual_scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What the account itself may not do, no scope gives."),
    )


@admin.register(ApiToken)
class ApiTokenAdmin(DeskAdmin):
    form = TokenForm
    list_display = ["name", "user", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "user__username"]
    autocomplete_fields = ["user"]
    readonly_fields = ["created_at", "last_used_at", "revoked_at"]
    actions = ["revoke"]

    def get_readonly_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> list[str]:
        # A token stays what its holder was told.
        return [*self.readonly_fields, *(SET_WHEN_MADE if obj else [])]

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        if change:
            obj.save()
            return
        made, key = ApiToken.issue(user=obj.user, name=obj.name, scopes=obj.scopes, expires_at=obj.expires_at)
        obj.pk, obj.digest = made.pk, token_digest(key)
        obj.key = key  # type: ignore[attr-defined]  # for the answer to this request only

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: Any = None
    ) -> HttpResponse:
        """The page that shows the key. A message would lie in a cookie until it is read."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The key of “%(name)s”") % {"name": obj.name},
            "key": obj.key,  # type: ignore[attr-defined]
        }
        answer = TemplateResponse(request, "admin/incidents/apitoken/made.html", context)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    @admin.action(description=gettext_lazy("Revoke"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: ApiTokenQuerySet) -> None:
        chosen = list(queryset.live())
        ended = queryset.live().revoke()
        LogEntry.objects.log_actions(request.user.pk or 0, chosen, CHANGE, "revoked")
        sentence = ngettext("%(n)s token has ended.", "%(n)s tokens have ended.", ended)
        messages.success(request, sentence % {"n": ended})
