"""What the OpenAPI document says of every operation: which scope a token needs, and who is refused."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from incidents.api import serializers
from incidents.api.scopes import HoldsScope

FIELDS = {
    "RateLimit-Policy": "The limits that apply: name, quota `q` in a window of `w` seconds.",
    "RateLimit": "What is left: remaining quota `r`, seconds `t` until the window ends.",
}


class ApiSchema(AutoSchema):
    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        scopes = [p.scope.value for p in self.view.get_permissions() if isinstance(p, HoldsScope)]
        if operation is None or not scopes:
            return operation
        operation["x-token-scopes"] = scopes
        refusals = {
            401: "The token is unknown, has expired or was revoked, or its account is closed.",
            403: f"The token lacks the scope `{scopes[0]}` (`/problems/scope-missing`), or the account the right.",
            429: "Too many requests (`/problems/too-many-requests`): wait `Retry-After` seconds.",
        }
        for status, meaning in refusals.items():
            described = OpenApiResponse(serializers.Problem, description=meaning)
            operation["responses"][str(status)] = self._get_response_for_code(described, str(status))
        for response in operation["responses"].values():
            response["headers"] = {**response.get("headers", {}), **_texts(FIELDS)}
        operation["responses"]["429"]["headers"]["Retry-After"] = {
            "schema": {"type": "integer"},
            "description": "Seconds to wait.",
        }
        operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation


def _texts(fields: dict[str, str]) -> dict[str, Any]:
    return {name: {"schema": {"type": "string"}, "description": meaning} for name, meaning in fields.items()}
