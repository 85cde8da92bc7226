"""Errors as application/problem+json (RFC 9457): a stable type, and every error of the request at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from incidents.api.authentication import CHALLENGE
from incidents.api.renderers import as_json

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
BUSY_SECONDS = 5
FOR_PROGRAMS = ("/api/", "/feeds/", "/ogc/")
NOT_FOUND = ("not-found", "Nothing is published at this address.")


class BadParameters(exceptions.APIException):
    """One or more parameters of the request are unknown or hold values that they do not take."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__("Some parameters were not understood.")
        self.errors = errors


def told_together(*readers: Callable[[], Any]) -> list[Any]:
    """What each reader of parameters returns; else one BadParameters with the errors of all of them."""
    found: list[Any] = []
    errors: dict[str, dict[str, str]] = {}
    for read in readers:
        try:
            found.append(read())
        except BadParameters as error:
            for entry in error.errors:
                errors.setdefault(entry["parameter"], entry)
    if errors:
        raise BadParameters(list(errors.values()))
    return found


class Refused(exceptions.APIException):
    """A step that cannot be done now; `members` stand in the problem beside its title."""

    def __init__(self, status_code: int, slug: str, title: str, **members: Any) -> None:
        super().__init__(title)
        self.status_code, self.slug, self.members = status_code, slug, members


class Gone(exceptions.APIException):
    """The incident was retracted, or the release reissued; the reason stands in the answer."""

    status_code = status.HTTP_410_GONE

    def __init__(
        self, reason: str, successor: str | None = None, title: str = "The incident was retracted."
    ) -> None:
        super().__init__(title)
        self.reason = reason
        self.successor = successor


class ScopeMissing(exceptions.PermissionDenied):
    """The token was not made for this; `scope` is what it lacks."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"This token lacks the scope “{scope}”.")
        self.scope = str(scope)


def problem(status_code: int, slug: str, title: str, **members: Any) -> HttpResponse:
    """A problem document; `slug` is the stable last part of its type."""
    body = {"type": f"/problems/{slug}", "title": title, "status": status_code, **members}
    return HttpResponse(as_json(body), status=status_code, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no address matches: a problem document below /api/, /feeds/ and /ogc, a page elsewhere."""
    if request.path_info.startswith(FOR_PROGRAMS):
        return problem(404, *NOT_FOUND)
    return page_not_found(request, exception)


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | Response | None:
    """REST framework's exception handler: every known error becomes a problem document, none a traceback."""
    answer = _describe(error)
    if answer is not None:
        set_rollback()
    return answer


def _describe(error: Exception) -> HttpResponse | None:
    match error:
        case BadParameters():
            return problem(400, "bad-parameters", str(error.detail), errors=error.errors)
        case exceptions.ValidationError():
            return problem(
                400, "bad-fields", "Some fields were not understood.", errors=_field_errors(error.detail)
            )
        case Refused():
            return problem(error.status_code, error.slug, str(error.detail), **error.members)
        case Gone():
            return problem(
                410,
                "retracted" if error.successor is None else "replaced",
                str(error.detail),
                reason=error.reason,
                successor=error.successor,
            )
        case Http404() | exceptions.NotFound():
            return problem(404, *NOT_FOUND)
        case ScopeMissing():
            answer = problem(403, "scope-missing", str(error.detail), scope=error.scope)
            answer["WWW-Authenticate"] = f'{CHALLENGE}, error="insufficient_scope", scope="{error.scope}"'
            return answer
        case PermissionDenied() | exceptions.PermissionDenied():
            return problem(403, "not-allowed", "This account may not do that.")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            answer = problem(401, "not-signed-in", str(error.detail))
            answer["WWW-Authenticate"] = CHALLENGE
            return answer
        case OperationalError() | InterfaceError():
            return busy(error)
        case DataError():
            return problem(400, "bad-value", "A value is out of the range that the database takes.")
        case exceptions.APIException():
            answer = problem(error.status_code, error.default_code, str(error.detail))
            wait = getattr(error, "wait", None)
            if wait is not None:
                answer["Retry-After"] = str(wait)
            return answer
    return None


def busy(error: Exception) -> HttpResponse:
    """503 with the time to wait: the query took too long, or the database is away for the moment."""
    logger.warning("database error answered with 503: %s", type(error.__cause__ or error).__name__)
    answer = problem(
        503,
        "busy",
        "The answer took too long or the database is not reachable: narrow the selection or try again.",
    )
    answer["Retry-After"] = str(BUSY_SECONDS)
    return answer


def _field_errors(detail: Any, path: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [
            entry
            for name, part in detail.items()
            for entry in _field_errors(part, f"{path}.{name}" if path else str(name))
        ]
    if isinstance(detail, list):
        return [entry for part in detail for entry in _field_errors(part, path)]
    return [{"parameter": path or "body", "message": str(detail)}]
