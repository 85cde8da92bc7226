"""Accounts of a demonstration work on this machine only."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

DEMO_GROUP = "demo"
LOOPBACK = ("127.", "::1", "::ffff:127.")
FORWARDED = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA"}


class LoopbackDemoBackend(ModelBackend):
    """Django's own, except that a demo account is refused when the request comes from elsewhere."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if "\x00" in (username or ""):
            return None  # PostgreSQL refuses NUL in text: an unknown account, not an error
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is not None and request is not None and not is_loopback(request) and _is_demo(user):
            return None
        return user

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Django's own; not asked for again where they came with the account (incidents.api.callers)."""
        known = getattr(user_obj, "known_rights", None)
        if known is None or obj is not None or not user_obj.is_active:
            return super().get_all_permissions(user_obj, obj)
        return set(known)


def is_loopback(request: HttpRequest) -> bool:
    """Whether a program on this machine asks. Behind a proxy nobody does: forwarded addresses are not believed."""
    address = request.META.get("REMOTE_ADDR", "")
    return address.startswith(LOOPBACK) and FORWARDED.isdisjoint(request.META)


def _is_demo(user: Any) -> bool:
    return bool(user.groups.filter(name=DEMO_GROUP).exists())
