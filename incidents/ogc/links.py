"""Links of a document: where they lead, what they mean, what is found there."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework.request import Request

from incidents.api.renderers import GEOJSON

JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html"
Link = dict[str, str]


def link(request: Request, path: str, rel: str, media_type: str, title: str) -> Link:
    """`path` is an address of this site, or a whole one."""
    return {"href": request.build_absolute_uri(path), "rel": rel, "type": media_type, "title": title}


def itself(request: Request, media_type: str = JSON) -> Link:
    return link(request, request.get_full_path(), "self", media_type, "This document")


def to(request: Request, name: str, *args: Any, rel: str, media_type: str = JSON, title: str) -> Link:
    """A link to the address of this name."""
    return link(request, reverse(name, args=args), rel, media_type, title)


def to_items(request: Request, collection: str) -> Link:
    return to(request, "ogc_items", collection, rel="items", media_type=GEOJSON, title="The features")


def to_collection(request: Request, collection: str, rel: str = "collection") -> Link:
    return to(request, "ogc_collection", collection, rel=rel, title="The collection")
