"""What every request passes through, beyond Django's own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

logger = logging.getLogger(__name__)

RETRY_SECONDS = "5"

Handler = Callable[[HttpRequest], HttpResponse]


class StrangeInputMiddleware:
    """Answers 400 to addresses that no page has and that PostgreSQL would refuse: NUL, lone surrogates."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raw = request.META.get("QUERY_STRING", "")
        if _is_strange(request.path) or "%00" in raw or "\x00" in raw or len(raw) > 100_000:
            return JsonResponse(
                {
                    "type": "/problems/bad-request",
                    "title": "The address holds characters that nothing here takes, or is too long.",
                    "status": 400,
                },
                status=400,
                content_type="application/problem+json",
            )
        return self.get_response(request)


def _is_strange(path: str) -> bool:
    return "\x00" in path or any("\ud800" <= character <= "\udfff" for character in path)


class DatabaseAwayMiddleware:
    """A query that took too long, or a database that is away for the moment, is 503 with a reason, never 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (OperationalError, InterfaceError)):
            logger.warning("503 at %s: %s", request.path, type(exception.__cause__ or exception).__name__)
            # Without the request: who is signed in is a question to the database.
            answer = HttpResponse(render_to_string("503.html"), status=503)
            answer["Retry-After"] = RETRY_SECONDS
            return answer
        if isinstance(exception, DataError):  # a value beyond what a column takes, such as the year 99999
            return HttpResponse(render_to_string("400.html"), status=400)
        return None


class PrivateWhenSignedInMiddleware:
    """What a signed-in person sees stays out of every shared cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # By what the request carries, not by asking the database who it is: a stale cookie is private, too.
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response
