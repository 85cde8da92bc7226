"""API tokens: made here, their key shown once, only a hash kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.models import ApiToken
from incidents.models.token import token_digest


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    list_display = ["name", "user", "created_at", "expires_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    autocomplete_fields = ["user"]
    readonly_fields = ["created_at", "last_used_at"]

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        if change:
            obj.save()
            return
        made, key = ApiToken.issue(user=obj.user, name=obj.name, expires_at=obj.expires_at)
        obj.pk, obj.digest = made.pk, token_digest(key)
        messages.warning(request, _("The key of this token, shown only now: %s") % key)
