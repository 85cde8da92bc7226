"""The OpenAPI 3.0 document of these resources: every parameter that is taken, every status that is answered.

The document of /api/v1/ is 3.1, which the standard's requirements class does not know.
"""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from incidents.api.described import FILTERS
from incidents.api.problems import MEDIA_TYPE
from incidents.api.renderers import GEOJSON
from incidents.api.serializers import FlatRow
from incidents.ogc.collections import COLLECTIONS
from incidents.ogc.links import JSON, OPENAPI
from incidents.ogc.pages import Collection
from incidents.ogc.parameters import DEFAULT_LIMIT, MAX_LIMIT, OF_ITEMS, BoxField, IntervalField, LimitField

Json = dict[str, Any]
TYPES: dict[type[serializers.Field[Any, Any, Any, Any]], Json] = {
    serializers.BooleanField: {"type": "boolean"},
    serializers.IntegerField: {"type": "integer"},
    serializers.FloatField: {"type": "number"},
    serializers.DateTimeField: {"type": "string", "format": "date-time"},
    serializers.DateField: {"type": "string", "format": "date"},
}
# Of a feature itself, not of its properties.
ELSEWHERE = {"id", "longitude", "latitude"}


def document(request: Request) -> Json:
    """The whole document; `servers` names the host that was asked."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": settings.SITE_NAME,
            "version": "1.0.0",
            "description": "OGC API - Features, Part 1: core, GeoJSON, OpenAPI 3.0. Coordinates are lon, lat (CRS84)."
            f" Attribution: {settings.CREDIT}.",
            "license": {"name": settings.LICENCE},
        },
        "servers": [{"url": request.build_absolute_uri(reverse("ogc"))}],
        # Everybody may read; a token shows what is released to analysts as well.
        "security": [{}, {"token": []}],
        "tags": [{"name": "Capabilities"}, {"name": "Data"}],
        "paths": _paths(),
        "components": {
            "parameters": {name: _parameter(name, **OF_EVERY_LIST[name]) for name in OF_ITEMS},
            "responses": RESPONSES,
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


# Addresses -----------------------------------------------------------------------------------------------
def _paths() -> Json:
    found = {
        "/": _get("getLandingPage", "Landing page", JSON, "LandingPage"),
        "/conformance": _get("getConformance", "What the API conforms to", JSON, "Conformance"),
        "/api": _get("getDefinition", "This document", OPENAPI, "Definition"),
        "/collections": _get("getCollections", "The collections", JSON, "Collections"),
    }
    for collection in COLLECTIONS.values():
        name = collection.name
        at, of = f"/collections/{name}", name.capitalize()
        found[at] = _get(f"describe{of}", f"{collection.title}: what they are", JSON, "Collection")
        found[f"{at}/items"] = _get(
            f"get{of}", f"{collection.title}: features", GEOJSON, f"{of}Page",
            tag="Data", parameters=_of_items(collection),
        )  # fmt: skip
        found[f"{at}/items/{{featureId}}"] = _get(
            f"getOneOf{of}", f"{collection.title}: one feature", GEOJSON, of,
            tag="Data", parameters=[_feature_id(), *ONLY_FORMAT], statuses=_of_one(collection),
        )  # fmt: skip
    return found


ONLY_FORMAT = [{"$ref": "#/components/parameters/f"}]
COMMON_STATUSES = ("304", "400", "401", "403", "414", "503")


def _get(
    operation: str, summary: str, media_type: str, schema: str, *,
    tag: str = "Capabilities", parameters: list[Json] = ONLY_FORMAT, statuses: tuple[str, ...] = COMMON_STATUSES,
) -> Json:  # fmt: skip
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    responses: Json = {"200": {"description": summary, "content": content}}
    responses |= {status: {"$ref": f"#/components/responses/{NAMES[status]}"} for status in sorted(statuses)}
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "tags": [tag],
            "parameters": parameters,
            "responses": responses,
        }
    }


def _of_one(collection: Collection) -> tuple[str, ...]:
    """A merged incident leads to its root, a retracted one says why it is gone."""
    moved = ("301", "410") if collection.name == "incidents" else ()
    return (*COMMON_STATUSES, "404", *moved)


# Parameters ----------------------------------------------------------------------------------------------
OF_EVERY_LIST: dict[str, Json] = {
    "bbox": {
        "description": f"Features that meet this box, and those without geometry. Takes {BoxField.takes}.",
        "schema": {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
    },
    "datetime": {
        "description": "Features whose days meet this time, and those without any; a moment counts as its day in UTC."
        f" Takes {IntervalField.takes}.",
        "schema": {"type": "string"},
    },
    "limit": {
        "description": f"How many features a page holds at most. Takes {LimitField.takes}.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    },
    "cursor": {"description": "Where the page begins: from a `next` link.", "schema": {"type": "string"}},
    "f": {"description": "The only format there is.", "schema": {"type": "string", "enum": ["json"]}},
}


def _parameter(name: str, *, description: str, schema: Json, explode: bool = False) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": explode,
    }


def _of_items(collection: Collection) -> list[Json]:
    filters = {str(known.name): known for known in FILTERS}
    return [{"$ref": f"#/components/parameters/{name}"} for name in OF_ITEMS] + [
        _parameter(
            name,
            description=f"{filters[name].description} Repeated: or.",
            schema=_of_some(cast(Json, filters[name].type)),
            explode=True,
        )
        for name in collection.filters
    ]


def _of_some(shape: Json) -> Json:
    """A filter of the other API, of which an empty value is as if it were not there: here it is refused."""
    one = shape["items"]
    return {**shape, "minItems": 1, "items": {**one, "minLength": 1} if one["type"] == "string" else one}


def _feature_id() -> Json:
    return {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}


# Answers -------------------------------------------------------------------------------------------------
NAMES = {
    "301": "Merged",
    "304": "NotModified",
    "400": "BadRequest",
    "401": "BadToken",
    "403": "NotForReading",
    "404": "NotFound",
    "410": "Retracted",
    "414": "TooLong",
    "503": "Busy",
}


def _refusal(description: str) -> Json:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


RESPONSES: Json = {
    "Merged": {
        "description": "The incident was merged; Location is its successor.",
        "headers": {"Location": {"schema": {"type": "string"}}},
    },
    "NotModified": {"description": "The copy with the ETag of If-None-Match is still good."},
    "BadRequest": _refusal("Parameters that are unknown or hold values that they do not take, each by name."),
    "BadToken": _refusal("The token is unknown or has expired."),
    "NotForReading": _refusal("The token lacks the scope `read`."),
    "NotFound": _refusal("Nothing is published at this address."),
    "Retracted": _refusal("The incident was retracted; the reason stands in the answer."),
    "TooLong": {"description": "The address is longer than the web server takes (8,190 bytes)."},
    "Busy": _refusal(
        "The answer took too long, or the database is away; Retry-After says when to try again."
    ),
}


def _object(required: tuple[str, ...] = (), **properties: Json) -> Json:
    return {"type": "object", **({"required": list(required)} if required else {}), "properties": properties}


def _list_of(schema: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer", "minimum": 0}


def _schemas() -> Json:
    found = {
        "Link": _object(("href", "rel", "type"), href=TEXT, rel=TEXT, type=TEXT, title=TEXT),
        "LandingPage": _object(
            ("links",), title=TEXT, description=TEXT, attribution=TEXT, links=_list_of("Link")
        ),
        "Conformance": _object(("conformsTo",), conformsTo={"type": "array", "items": TEXT}),
        "Definition": _object(("openapi", "info", "paths"), openapi=TEXT, info=_object(), paths=_object()),
        "Collections": _object(
            ("links", "collections"), links=_list_of("Link"), collections=_list_of("Collection")
        ),
        "Collection": _object(
            ("id", "links"), id=TEXT, title=TEXT, description=TEXT, attribution=TEXT, extent=_object(), itemType=TEXT,
            crs={"type": "array", "items": TEXT}, links=_list_of("Link"),
        ),
        "Problem": _object(
            ("type", "title", "status"), type=TEXT, title=TEXT, status=NUMBER, reason=TEXT,
            errors={"type": "array", "items": _object(("parameter", "message"), parameter=TEXT, message=TEXT)},
        ),
    }  # fmt: skip
    for name in COLLECTIONS:
        of = name.capitalize()
        properties = _incident_properties() if name == "incidents" else {"type": "object"}
        found[of] = _feature(properties)
        found[f"{of}Page"] = _object(
            ("type", "features"), type={"type": "string", "enum": ["FeatureCollection"]}, features=_list_of(of),
            links=_list_of("Link"), numberMatched=NUMBER, numberReturned=NUMBER,
            timeStamp={"type": "string", "format": "date-time"},
        )  # fmt: skip
    return found


def _feature(properties: Json) -> Json:
    geometry = {**_object(("type",), type=TEXT), "nullable": True}
    return _object(
        ("type", "id", "geometry", "properties"), type={"type": "string", "enum": ["Feature"]}, id=TEXT,
        geometry=geometry, properties=properties, links=_list_of("Link"),
    )  # fmt: skip


def _incident_properties() -> Json:
    row = FlatRow().fields.items()
    properties = {name: _property(known) for name, known in row if name not in ELSEWHERE}
    return {"type": "object", "properties": properties}


def _property(known: Any) -> Json:
    nullable = {"nullable": True} if known.allow_null else {}
    if isinstance(known, serializers.ListField):
        return {"type": "array", "items": _property(known.child), **nullable}
    if isinstance(known, serializers.ChoiceField):
        return {"type": "string", "enum": [*known.choices, *([None] if nullable else [])], **nullable}
    described = next((shape for kind, shape in TYPES.items() if isinstance(known, kind)), TEXT)
    return {**described, **nullable}
