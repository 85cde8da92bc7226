"""What every request passes through, beyond Django's own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control

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


class PrivateWhenSignedInMiddleware:
    """What a signed-in person sees stays out of every shared cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.pop("ETag", None)
            patch_cache_control(response, private=True, no_store=True)
        return response
