"""Limits of the API: who asks too often is told to wait, before anything is read for them.

A token is counted by itself, a session by its account, everybody else by their address. Keys that are not known
are counted by address too, so that nobody can try many. Every answer says where its sender stands, in the fields
`RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-11; without Redis the latter is left out.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from incidents.api.authentication import bearer_key
from incidents.api.problems import busy, problem
from incidents.limits import Charge, Standing, client_address, spend
from incidents.models.token import token_digest

COUNTED = ("/api/", "/feeds/", "/ogc")
FAILED_KEYS = "failed-keys"
# What is sent is counted beside what is asked: route and limit.
POSTS = {"api_reports": "reports", "api_exports": "exports"}


class RateLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(COUNTED):
            return self.get_response(request)
        try:
            standings = spend(*_charges(request))
        except (OperationalError, InterfaceError) as error:  # whose session it is could not be read
            return busy(error)
        over = next((standing for standing in standings if standing.is_over), None)
        answer = self.get_response(request) if over is None else _refusal(over)
        if answer.status_code == 401 and bearer_key(request) is not None:
            spend(Charge(FAILED_KEYS, client_address(request)))
        _say(answer, [standing for standing in standings if standing.charge.cost or standing is over])
        return answer


def _charges(request: HttpRequest) -> list[Charge]:
    key = bearer_key(request)
    if key is not None:
        who = token_digest(key)
        charges = [Charge(FAILED_KEYS, client_address(request), cost=0), Charge("token", who)]
    elif settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        who = f"account {request.user.pk}"
        charges = [Charge("account", who)]
    else:
        who = client_address(request)
        charges = [Charge("anonymous", who)]
    if request.method == "POST":
        charges += [Charge(limit, who) for name, limit in POSTS.items() if request.path_info == reverse(name)]
    return charges


def _refusal(standing: Standing) -> HttpResponse:
    title = f"Too many requests: at most {standing.most} in {standing.seconds} seconds. Wait, then go on."
    answer = problem(429, "too-many-requests", title, limit=standing.charge.limit)
    answer["Retry-After"] = str(max(1, standing.reset))
    return answer


def _say(answer: HttpResponse, standings: list[Standing]) -> None:
    """Structured fields (RFC 9651): of each policy its quota and window; what is left of it, and seconds to its end."""
    policies = [f'"{s.charge.limit}";q={s.most};w={s.seconds}' for s in standings]
    known = [f'"{s.charge.limit}";r={s.left};t={s.reset}' for s in standings if s.used is not None]
    if policies:
        answer["RateLimit-Policy"] = ", ".join(policies)
    if known:
        answer["RateLimit"] = ", ".join(known)
