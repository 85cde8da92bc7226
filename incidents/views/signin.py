"""Signing in on the site itself: analysts read and keep views without entering the editors' desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView

from incidents.views.context import shared_context


class SignIn(LoginView):
    template_name = "sign_in.html"
    next_page = "map"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **shared_context()}


class SignOut(LogoutView):
    next_page = "map"
