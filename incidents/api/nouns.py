"""The other nouns: actors, regions, places, sources; and the basemap made of regions, rivers and places."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import reference
from incidents.api import nounshapes
from incidents.api.described import AFTER, ERRORS, KEPT, PART_OF_NAME
from incidents.api.fields import WordsField
from incidents.api.problems import told_together
from incidents.api.renderers import as_json
from incidents.api.views import NumberField, PublicView, no_others, one_parameter
from incidents.codes import INTER_SLUGS, AdminLevel, FeatureClass, Inter
from incidents.models import Actor, ActorName, Place, PlaceName, Region, Source
from incidents.spelling import transliteration_key

PAGE = 100
# Degrees: what a screen pixel shows at the zooms where whole countries are seen.
BASEMAP_TOLERANCE = 0.01


class NounView(PublicView):
    """A list that takes `q` (part of a name) and `after` (the last key of the page before)."""

    def words(self, request: Request, *others: str) -> str:
        words, *_checked = told_together(
            lambda: one_parameter(request, "q", WordsField(), ""),
            lambda: one_parameter(request, "after", NumberField(), 0),
            lambda: no_others(request, {"q", "after", *others}),
        )
        return str(words)

    def page(self, request: Request, rows: Any, as_row: Any) -> Response:
        """A page by primary key; `next_after` continues it."""
        after = one_parameter(request, "after", NumberField(), 0)
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        following = found[PAGE - 1].pk if len(found) > PAGE else None
        return Response({"results": [as_row(row) for row in found[:PAGE]], "next_after": following})


class ActorList(NounView):
    @extend_schema(
        operation_id="actors_list",
        parameters=[PART_OF_NAME, AFTER],
        responses={200: nounshapes.ActorPage, **ERRORS},
        description="Actors, by any of their dated names.",
    )
    def get(self, request: Request) -> Response:
        words = self.words(request)
        rows = Actor.objects.prefetch_related(Prefetch("names", ActorName.objects.for_readers()))
        if words:
            named = ActorName.objects.for_readers().filter(actor=OuterRef("pk"), name__icontains=words)
            rows = rows.filter(Q(slug=words) | Q(name__icontains=words) | Exists(named))
        return self.page(request, rows, _actor)


def _actor(row: Actor) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "inter": INTER_SLUGS[Inter(row.inter)],
        "country": row.country or None,
        "community": row.community or None,
        "active_from": row.active_from or None,
        "active_to": row.active_to or None,
        "synthetic": row.synthetic,
        "names": [
            {
                "name": name.name,
                "language": name.language or None,
                "kind": name.kind,
                "valid_from": name.valid_from or None,
                "valid_to": name.valid_to or None,
            }
            for name in row.names.all()
        ],
    }


class RegionList(NounView):
    @extend_schema(
        operation_id="regions_list",
        parameters=[PART_OF_NAME, AFTER],
        responses={200: nounshapes.RegionPage, **ERRORS},
        description="Countries, regions, cercles/departments/provinces with P-codes, editions and neighbours.",
    )
    def get(self, request: Request) -> Response:
        words = self.words(request)
        rows = without_boundaries()
        if words:
            rows = rows.filter(
                Q(pcode__iexact=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
            )
        return self.page(request, rows, region_row)


def without_boundaries() -> Any:
    """Regions with those that they are tied to, none of them with its boundary: that may be megabytes."""
    plain = Region.objects.defer("boundary")
    return plain.prefetch_related(*(Prefetch(tie, plain) for tie in ("parent", "neighbours", "predecessors")))


def region_row(row: Region) -> dict[str, Any]:
    """What every reader is told of a region, but for its shape."""
    return {
        "pcode": row.pcode,
        "name": row.name,
        "name_en": row.name_en or None,
        "level": row.level,
        "parent": row.parent.pcode if row.parent else None,
        "country": row.country,
        "official": row.official,
        "approximate": row.approximate,
        "valid_from": row.valid_from or None,
        "valid_to": row.valid_to or None,
        "neighbours": [neighbour.pcode for neighbour in row.neighbours.all()],
        "predecessors": [predecessor.pcode for predecessor in row.predecessors.all()],
    }


class PlaceList(NounView):
    @extend_schema(
        operation_id="places_list",
        parameters=[PART_OF_NAME, AFTER],
        responses={200: nounshapes.PlacePage, **ERRORS},
        description="The gazetteer. `q` forgives spelling: Minaka finds Ménaka.",
    )
    def get(self, request: Request) -> Response:
        words = self.words(request)
        rows = Place.objects.select_related("region")
        if words:
            rows = rows.filter(Exists(_spelled(words).filter(place=OuterRef("pk"))))
        return self.page(request, rows, place_row)


def _spelled(words: str) -> Any:
    key = transliteration_key(words)
    alike = Q(key__startswith=key) if len(key) >= 3 else Q(pk__in=[])
    return PlaceName.objects.for_readers().filter(Q(name__istartswith=words) | alike)


def place_row(row: Place) -> dict[str, Any]:
    """What every reader is told of a place; longitude and latitude in degrees, None where it has no point."""
    return {
        "key": row.key,
        "name": row.name,
        "feature": row.feature,
        "country": row.country,
        "admin1": row.region.admin1 or None if row.region else None,
        "admin2": row.region.admin2 or None if row.region else None,
        "longitude": round(row.point.x, 5) if row.point else None,
        "latitude": round(row.point.y, 5) if row.point else None,
        "radius_m": row.radius_m,
    }


class SourceList(NounView):
    @extend_schema(
        operation_id="sources_list",
        parameters=[PART_OF_NAME, AFTER],
        responses={200: nounshapes.SourcePage, **ERRORS},
        description="Sources whose reports may be passed on, with their Admiralty reliability.",
    )
    def get(self, request: Request) -> Response:
        words = self.words(request)
        rows = Source.objects.filter(redistributable=True)
        return self.page(
            request,
            rows.filter(name__icontains=words) if words else rows,
            lambda row: {
                "name": row.name,
                "kind": row.kind,
                "reliability": row.reliability,
                "licence": row.licence or None,
            },
        )


# Basemap -------------------------------------------------------------------------------------------------
class BasemapView(PublicView):
    @extend_schema(
        operation_id="basemap",
        responses={200: nounshapes.BasemapAnswer, **KEPT},
        description="Outlines of countries and regions, rivers and towns (GeoJSON): the map without a tile server.",
    )
    def get(self, request: Request) -> Any:
        return self.kept(request, lambda: Response(_basemap()))


def _basemap() -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [*_outlines(), *_rivers(), *_towns()]}


def _outlines() -> list[dict[str, Any]]:
    shape = AsGeoJSON(Func(F("boundary"), function="ST_SimplifyPreserveTopology", template=(
        "%(function)s(%(expressions)s, " + str(BASEMAP_TOLERANCE) + ")"
    ), output_field=Region._meta.get_field("boundary")), precision=3)  # fmt: skip
    rows = (
        Region.objects.filter(
            level__in=[AdminLevel.COUNTRY, AdminLevel.ADMIN1], boundary__isnull=False, valid_to=""
        )
        .annotate(shape=shape)
        .defer("boundary")
        .order_by("level", "pcode")
    )
    return [
        {
            "type": "Feature",
            "geometry": orjson.loads(row.shape),
            "properties": {
                "kind": "country" if row.level == AdminLevel.COUNTRY else "region",
                "name": row.label,
                "code": row.pcode,
            },
        }
        for row in rows
    ]


@cache
def _rivers() -> list[dict[str, Any]]:
    features = reference.rivers()["features"]
    return [
        {
            "type": "Feature",
            "geometry": feature["geometry"],
            "properties": {
                "kind": "lake" if "Polygon" in feature["geometry"]["type"] else "river",
                "name": feature["properties"].get("name", ""),
            },
        }
        for feature in features
    ]


def _towns() -> list[dict[str, Any]]:
    """Chief towns first (rank 1: of a region, 2: of its parts), then other towns (3)."""
    chiefs = {
        name: 1 if level == AdminLevel.ADMIN1 else 2
        for name, level in Region.objects.filter(level__gt=0).order_by("-level").values_list("name", "level")
    }
    rows = Place.objects.filter(feature=FeatureClass.TOWN, curated=True, point__isnull=False).order_by("key")
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(row.point.x, 4), round(row.point.y, 4)]},
            "properties": {"kind": "town", "name": row.name, "rank": chiefs.get(row.name, 3)},
        }
        for row in rows
    ]


def basemap_bytes() -> bytes:
    """The basemap as the view sends it, for tests of its weight."""
    return as_json(_basemap())
