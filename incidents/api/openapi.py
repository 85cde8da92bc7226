"""What the OpenAPI document says of every operation: who may ask, which scope a token needs, and who is refused."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework.permissions import IsAuthenticated

from incidents.api import serializers
from incidents.api.examples import BAD_PARAMETERS
from incidents.api.problems import MEDIA_TYPE
from incidents.api.scopes import HoldsScope

FIELDS = {
    "RateLimit-Policy": "The limits that apply: name, quota `q` in a window of `w` seconds.",
    "RateLimit": "What is left: remaining quota `r`, seconds `t` until the window ends.",
}
PATHS = {
    "public_id": "The id of an incident.",
    "id": "The number that it was given.",
    "name": "The name of an issue of a release, such as `2026-11` or `2026-11-r1`.",
    "file": "The name of one of its files.",
    "uuid": "The id that an export was given.",
}
A_PROBLEM = "A problem document (RFC 9457)."
WITH_WAIT = ("429", "503")
# Whatever a view says of these, this is when they come.
ALWAYS = (401, 403, 429)


class StrictInSchema(OpenApiSerializerExtension):
    """Forms that refuse a name which is not a field say so. Found by being imported."""

    target_class = "incidents.api.records.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        shape = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**shape, "additionalProperties": False} if direction == "request" else shape


class ReportInSchema(OpenApiSerializerExtension):
    """A report is a text or the structured form, never both. Found by being imported."""

    target_class = "incidents.api.submission.ReportSubmission"

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        shape = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**shape, "oneOf": [{"required": ["text"]}, {"required": ["incidents"]}]}


class ApiSchema(AutoSchema):
    def get_auth(self) -> list[Any]:
        auths: list[Any] = super().get_auth()
        needs_account = any(isinstance(p, IsAuthenticated) for p in self.view.get_permissions())
        return auths if needs_account else [{}, *auths]

    def get_tags(self) -> list[str]:
        """The noun of the address, whatever its format."""
        return [tag.partition(".")[0] for tag in super().get_tags()]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        scopes = [p.scope.value for p in self.view.get_permissions() if isinstance(p, HoldsScope)]
        if operation is None or not scopes:
            return operation
        operation["x-token-scopes"] = scopes
        for parameter in operation.get("parameters", ()):
            _completed(parameter)
        told = operation["responses"]
        for status, meaning in _refusals(operation, scopes[0]).items():
            described = OpenApiResponse(serializers.Problem, description=meaning)
            known = told.get(str(status), {}).get("description")
            told[str(status)] = self._get_response_for_code(described, str(status))
            if known not in (None, A_PROBLEM) and status not in ALWAYS:
                told[str(status)]["description"] = known
        told["414"] = {"description": "The address is longer than the web server takes (8,190 bytes)."}
        for status, response in told.items():
            _of_problems(status, response)
            response["headers"] = {**response.get("headers", {}), **_texts(FIELDS)} if status != "414" else {}
            if status in WITH_WAIT:
                wait = {"schema": {"type": "integer"}, "description": "Seconds to wait."}
                response["headers"]["Retry-After"] = wait
        operation["responses"] = dict(sorted(told.items()))
        return operation


def _refusals(operation: Any, scope: str) -> dict[int, str]:
    """What any operation like this may be answered with."""
    found = {
        400: "Parameters or fields that are not known or not understood: `errors` names each of them.",
        401: "The token is unknown, has expired or was revoked, or its account is closed.",
        403: f"The token lacks the scope `{scope}` (`/problems/scope-missing`), or the account the right.",
        429: "Too many requests (`/problems/too-many-requests`): wait `Retry-After` seconds.",
        503: "The answer took too long, or the database is away: wait `Retry-After` seconds.",
    }
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        found[404] = "Nothing is published at this address."
    if "requestBody" in operation:
        found[415] = "The body is not sent as `application/json`."
    return found


def _completed(parameter: dict[str, Any]) -> None:
    if parameter["in"] == "path":
        parameter.setdefault("description", PATHS.get(parameter["name"], ""))
        if parameter["schema"].get("type") == "integer":
            parameter["schema"]["minimum"] = 0
    elif parameter["in"] == "query":
        # A form sends what was left empty: that is as if it were not there.
        parameter["allowEmptyValue"] = True


def _of_problems(status: str, response: dict[str, Any]) -> None:
    """A problem has a media type of its own, whatever else the view answers with."""
    for media_type, content in list(response.get("content", {}).items()):
        if content.get("schema") == {"$ref": "#/components/schemas/Problem"}:
            del response["content"][media_type]
            response["content"][MEDIA_TYPE] = content
            if status == "400":
                content["examples"] = {"BadParameters": {"value": BAD_PARAMETERS}}


def _texts(fields: dict[str, str]) -> dict[str, Any]:
    return {name: {"schema": {"type": "string"}, "description": meaning} for name, meaning in fields.items()}
