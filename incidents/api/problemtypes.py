"""Every type of problem, and the addresses that explain them: the `type` of a problem document is one of these."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from incidents.api.problems import NOT_FOUND, problem
from incidents.api.renderers import as_json


@dataclass(frozen=True)
class Explained:
    """The status that it comes with, when it comes, and what the sender can do."""

    status: int
    when: str
    then: str


TYPES: dict[str, Explained] = {
    "bad-parameters": Explained(
        400,
        "Parameters of the address are not known or hold values that they do not take.",
        "`errors` names each of them and says what it takes: correct them.",
    ),
    "bad-fields": Explained(
        400,
        "Fields of the body are missing, not known or hold values that they do not take.",
        "`errors` names each of them: correct them.",
    ),
    "bad-value": Explained(
        400, "A value is out of the range that the database takes.", "Send a value of a usual size."
    ),
    "bad-request": Explained(
        400, "The address holds characters that nothing here takes, or is too long.", "Correct the address."
    ),
    "parse_error": Explained(
        400, "The body is not a JSON object, or is larger than a megabyte.", "Send a JSON object."
    ),
    "number-ahead": Explained(
        400,
        "`since` is above the last number of this feed, which is `current`.",
        "The copy is of another audience or of a database that was set back: load it anew.",
    ),
    "not-signed-in": Explained(
        401,
        "No account is known, or the token is unknown, has expired or was revoked, or its account is closed.",
        "Send a token that is valid.",
    ),
    "scope-missing": Explained(
        403, "The token was not made for this: it lacks `scope`.", "Make a token that has the scope."
    ),
    "not-allowed": Explained(
        403, "The account lacks the right to do this.", "Ask an admin of this installation."
    ),
    "not-found": Explained(
        404, "Nothing is published at this address, or not for this audience.", "Check the address."
    ),
    "method_not_allowed": Explained(
        405, "The address does not take this method.", "`Allow` names those it takes."
    ),
    "refused": Explained(
        409, "The step cannot be done in the state that the incident has.", "`title` says why."
    ),
    "here-already": Explained(
        409,
        "An incident with such an external id is here with other values in `fields`.",
        "Change that one, at `url`.",
    ),
    "retracted": Explained(
        410, "The incident was retracted: it was an error, for `reason`.", "Take it out of copies."
    ),
    "replaced": Explained(
        410,
        "Something in this release was redacted, for `reason`.",
        "Use `successor` and delete what you have of the old one.",
    ),
    "not-ready": Explained(
        409,
        "The file of an export is not made yet, or could not be made: `state` and `reason` say which.",
        "Look at the export until its state is `ready`.",
    ),
    "expired": Explained(410, "The file of an export was kept for a while only.", "Ask for it again."),
    "withheld": Explained(
        410,
        "Something in the file of an export was taken from its readers since it was made.",
        "Ask for it again, and delete what you have of it.",
    ),
    "no-such-range": Explained(
        416, "`Range` asks for bytes that the file does not have.", "`Content-Range` says how many there are."
    ),
    "too-many-exports": Explained(
        429,
        "As many exports as somebody may have at once are waiting or being made.",
        "Wait `Retry-After` seconds, or until one of them is ready.",
    ),
    "no-room": Explained(
        503,
        "The exports that are kept fill the room that this site gives them.",
        "Wait `Retry-After` seconds, until the first of them is gone; the list as `.csv` or `.geojson` needs no room.",
    ),
    "version-stale": Explained(
        412,
        "Somebody changed the incident since the version that If-Match names.",
        "`differences` has both values of each field: decide, and send it again with `version`.",
    ),
    "unsupported_media_type": Explained(
        415, "The body is not sent as `application/json`.", "Send JSON, and say so in `Content-Type`."
    ),
    "version-missing": Explained(
        428, "A change has to say which version it changes.", "Send the `ETag` that was read as `If-Match`."
    ),
    "too-many-requests": Explained(
        429, "More requests than `limit` allows.", "Wait `Retry-After` seconds, then go on."
    ),
    "busy": Explained(
        503,
        "The answer took too long, or the database is away.",
        "Wait `Retry-After` seconds; a narrower selection is answered sooner.",
    ),
    "being-reissued": Explained(
        503,
        "Something in this release was redacted, and it has not been reissued yet.",
        "Wait `Retry-After` seconds; the reissue has a name of its own (see /api/v1/releases/).",
    ),
}  # fmt: skip


def problem_type(request: HttpRequest, slug: str) -> HttpResponse:
    """What a type means; 404 for one that there is none of."""
    if slug not in TYPES:
        return problem(404, *NOT_FOUND)
    return _told(_described(slug))


def problem_types(request: HttpRequest) -> HttpResponse:
    return _told({"types": [_described(slug) for slug in TYPES]})


def _described(slug: str) -> dict[str, object]:
    known = TYPES[slug]
    return {"type": f"/problems/{slug}", "status": known.status, "when": known.when, "then": known.then}


def _told(body: dict[str, object]) -> HttpResponse:
    return HttpResponse(as_json(body), content_type="application/json")
