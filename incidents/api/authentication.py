"""Keys of API consumers: `Authorization: Bearer <key>`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from incidents.api.callers import holder_of
from incidents.models import ApiToken
from incidents.models.token import token_digest

SCHEME = "bearer"
CHALLENGE = 'Bearer realm="api"'


def bearer_key(request: HttpRequest | Request) -> str | None:
    """The key that a request carries, whether it is one of ours or not."""
    scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == SCHEME else None


class ApiTokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        key = bearer_key(request)
        if key is None:
            return None
        token = holder_of(token_digest(key))
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(
                "The token is unknown, has expired or was revoked, or its account is closed."
            )
        # Once a minute is enough to show that a token is in use; a write per read is not.
        now = timezone.now()
        if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class ApiTokenInSchema(OpenApiAuthenticationExtension):
    """How the OpenAPI document names this way to sign in; found by being imported."""

    target_class = ApiTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}
