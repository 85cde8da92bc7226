"""The resources of the standard. Each answers with and without a slash at the end, and only to what it declares."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from incidents.api.audience import audience_of, kept_bytes
from incidents.api.renderers import GEOJSON, as_json
from incidents.api.views import PublicView
from incidents.ogc import links, openapi
from incidents.ogc.collections import COLLECTIONS
from incidents.ogc.pages import Collection, Feature, Page
from incidents.ogc.parameters import checked

PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMS_TO = [f"{PART_1}{name}" for name in ("core", "oas30", "geojson")]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


class OgcView(PublicView):
    schema = None  # described by openapi.py, not by the document of /api/v1/


class LandingPage(OgcView):
    def get(self, request: Request) -> HttpResponse:
        checked(request, {"f"})
        to = links.to
        return kept_bytes(request, as_json({
            "title": settings.SITE_NAME,
            "description": "Security incidents in the Sahel, with places and regions, as OGC API - Features.",
            "attribution": f"{settings.CREDIT}. {settings.LICENCE}",
            "links": [
                links.itself(request),
                to(request, "ogc_api", rel="service-desc", media_type=links.OPENAPI, title="The API's definition"),
                to(request, "ogc_docs", rel="service-doc", media_type=links.HTML, title="The API's documentation"),
                to(request, "ogc_conformance", rel="conformance", title="What the API conforms to"),
                to(request, "ogc_collections", rel="data", title="The collections"),
            ],
        }))  # fmt: skip


class Conformance(OgcView):
    def get(self, request: Request) -> HttpResponse:
        checked(request, {"f"})
        return kept_bytes(request, as_json({"conformsTo": CONFORMS_TO}))


class Definition(OgcView):
    def get(self, request: Request) -> HttpResponse:
        checked(request, {"f"})
        return kept_bytes(request, as_json(openapi.document(request)), links.OPENAPI)


class CollectionList(OgcView):
    def get(self, request: Request) -> HttpResponse:
        checked(request, {"f"})
        described = [_described(request, collection) for collection in COLLECTIONS.values()]
        return kept_bytes(request, as_json({"links": [links.itself(request)], "collections": described}))


class CollectionItem(OgcView):
    def get(self, request: Request, name: str) -> HttpResponse:
        checked(request, {"f"})
        return kept_bytes(request, as_json(_described(request, _collection(name))))


class FeatureList(OgcView):
    def get(self, request: Request, name: str) -> HttpResponse:
        collection = _collection(name)
        page = collection.page(request)
        answer = kept_bytes(request, as_json(_feature_collection(request, collection, page)), GEOJSON)
        if answer.status_code == 200:
            # The hour is no part of what a copy is compared by.
            now = timezone.now().replace(microsecond=0)
            answer.content = answer.content[:-1] + b',"timeStamp":' + as_json(now) + b"}"
        if page.following:
            answer["Link"] = f'<{page.following}>; rel="next"'
        return answer


class FeatureItem(OgcView):
    def get(self, request: Request, name: str, key: str) -> HttpResponse:
        checked(request, {"f"})
        found = _collection(name).feature(request, key)
        if isinstance(found, HttpResponse):
            return found
        return kept_bytes(request, as_json(_with_links(request, name, found)), GEOJSON)


def _collection(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise Http404
    return COLLECTIONS[name]


def _described(request: Request, collection: Collection) -> dict[str, Any]:
    extent = collection.extent(audience_of(request))
    return {
        "id": collection.name,
        "title": collection.title,
        "description": collection.description,
        "attribution": f"{settings.CREDIT}. {settings.LICENCE}",
        **({"extent": extent} if extent else {}),
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            links.to_collection(request, collection.name, rel="self"),
            links.to_items(request, collection.name),
            *collection.links(request),
        ],
    }


def _feature_collection(request: Request, collection: Collection, page: Page) -> dict[str, Any]:
    onward = [links.link(request, page.following, "next", GEOJSON, "The next page")] if page.following else []
    return {
        "type": "FeatureCollection",
        **({} if page.matched is None else {"numberMatched": page.matched}),
        "numberReturned": len(page.features),
        "links": [
            links.itself(request, GEOJSON),
            *onward,
            links.to_collection(request, collection.name),
            *page.links,
        ],
        "features": page.features,
    }


def _with_links(request: Request, name: str, found: Feature) -> Feature:
    around = [links.itself(request, GEOJSON), links.to_collection(request, name)]
    return {**found, "links": [*around, *found.get("links", [])]}
