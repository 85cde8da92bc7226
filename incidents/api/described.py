"""Parameters and refusals as the OpenAPI document describes them, beside the views that read them."""

from __future__ import annotations

from typing import Any

from django.utils.encoding import force_str
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from incidents.api import serializers
from incidents.api.audience import AUDIENCES
from incidents.api.fields import MomentField, ParameterField, PointField, WordsField
from incidents.api.filters import PARAMETERS
from incidents.api.openapi import A_PROBLEM
from incidents.api.pagination import DEFAULT_LIMIT, MAX_LIMIT
from incidents.api.rowshape import EXPANSIONS

Shape = dict[str, Any]
PROBLEM = OpenApiResponse(serializers.Problem, description=A_PROBLEM)
ERRORS = {400: PROBLEM, 503: PROBLEM}
NOT_MODIFIED = OpenApiResponse(description="The copy that If-None-Match names is still good.")
# Of what carries an ETag.
KEPT = {304: NOT_MODIFIED, **ERRORS}
# No number of ours has more digits.
NUMBER: Shape = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}


def described(name: str, shape: Shape, meaning: str, **options: Any) -> OpenApiParameter:
    """A query parameter that is given at most once."""
    return OpenApiParameter(name, shape, description=meaning, **options)


def repeated(name: str, field: ParameterField | type[ParameterField], meaning: str) -> OpenApiParameter:
    """A query parameter that may be given several times: any of its values."""
    shape = {"type": "array", "items": field.shape, "maxItems": field.most}
    meaning = f"{meaning} Takes {force_str(field.takes)}."
    return OpenApiParameter(name, shape, description=meaning, explode=True)


def listed(name: str, words: list[str], meaning: str) -> OpenApiParameter:
    """Several words in one parameter, separated by commas."""
    shape = {"type": "array", "items": {"type": "string", "enum": words}}
    return OpenApiParameter(name, shape, description=meaning, explode=False)


FILTERS = [repeated(name, parameter.field, parameter.meaning) for name, parameter in PARAMETERS.items()]
LIMIT = described(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    "How many rows a page holds.",
)
CURSOR = described(
    "cursor", {"type": "string", "format": "cursor"}, "Where the page begins: follow `next` as it is."
)
NEAR_TO = described("near_to", PointField.shape, "The lon,lat that sort=nearest measures from.")
AS_OF = described(
    "as_of",
    MomentField.shape,
    "The past state at this moment, redactions excepted. Filters apply to the past values; place, q"
    " and sort=nearest cannot be asked of the past, nor can a moment that has not passed.",
)
PART_OF_NAME = described("q", WordsField.shape, "Part of a name.")
AFTER = described("after", NUMBER, "The `next_after` of the page before.")
EXPAND = listed(
    "expand",
    list(EXPANSIONS),
    "What to put into each row: actors, casualties, sources (as `reports`); evidence, for the desk only."
    " Not with as_of.",
)


def chosen_from(names: tuple[str, ...]) -> OpenApiParameter:
    """`fields`, where it chooses of these columns."""
    return listed("fields", list(names), "Columns to answer with, in this order; all of them unless given.")


def header(name: str, meaning: str, *statuses: int, shape: Shape | None = None) -> OpenApiParameter:
    """A header field of the answers with these statuses."""
    return OpenApiParameter(
        name,
        shape or {"type": "string"},
        OpenApiParameter.HEADER,
        response=list(statuses),
        description=meaning,
    )


# What `at_number` states.
NUMBERED = (
    header(
        "Change-Number",
        "At which change of the feed the rows stand; not with as_of.",
        200,
        shape={"type": "integer"},
    ),
    header(
        "Audience", "Whose feed that is; not with as_of.", 200, shape={"type": "string", "enum": [*AUDIENCES]}
    ),
)
