"""Signing in on the site itself: analysts read and keep views without entering the editors' desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.forms import UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents.limits import Charge, client_address, forget, spend
from incidents.views.context import shared_context

Page = Callable[..., HttpResponseBase]


class SignIn(LoginView):
    template_name = "sign_in.html"
    next_page = "map"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **shared_context()}


class SignOut(LogoutView):
    next_page = "map"


def few_tries(page: Page) -> Page:
    """A page of signing in that takes few passwords for one name from one address; then it answers 429 for a while.

    A try counts before the password is looked at, so that many at once are no way round; a success begins anew.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return page(request, *args, **kwargs)
        this_try = Charge("sign-in", f"{client_address(request)} {_name_in(request)}")
        over = [standing for standing in spend(this_try) if standing.is_over]
        if over:
            seconds = max(1, over[0].reset)
            context = {**shared_context(), "minutes": -(-seconds // 60)}
            refusal = render(request, "429.html", context, status=429)
            refusal["Retry-After"] = str(seconds)
            return refusal
        answer = page(request, *args, **kwargs)
        if answer.status_code == 302:
            forget(this_try)
        return answer

    return guarded


def _name_in(request: HttpRequest) -> str:
    # As the form reads it: other spellings of a name are no further tries.
    return str(UsernameField().to_python(request.POST.get("username", ""))).casefold()
