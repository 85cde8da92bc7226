"""Shapes of actors, regions, places, sources, annotations and the basemap; for the OpenAPI document only."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents import codes
from incidents.api.serializers import one_value


class ActorNameShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(codes.NameKind.choices)
    valid_from = serializers.CharField(allow_null=True, help_text="A day, a month or a year.")
    valid_to = serializers.CharField(allow_null=True)


class ActorShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    inter = serializers.ChoiceField(list(codes.INTER_SLUGS.values()))
    country = serializers.CharField(allow_null=True)
    community = serializers.ChoiceField(codes.Community.choices, allow_null=True)
    active_from = serializers.CharField(allow_null=True)
    active_to = serializers.CharField(allow_null=True)
    synthetic = serializers.BooleanField()
    names = ActorNameShape(many=True)


class RegionShape(serializers.Serializer[Any]):
    pcode = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_null=True)
    level = serializers.IntegerField(
        min_value=0, max_value=2, help_text="0 country, 1 region, 2 cercle or the like."
    )
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    country = serializers.CharField()
    official = serializers.BooleanField()
    approximate = serializers.BooleanField()
    valid_from = serializers.CharField(allow_null=True)
    valid_to = serializers.CharField(allow_null=True)
    neighbours = serializers.ListField(child=serializers.CharField())
    predecessors = serializers.ListField(child=serializers.CharField())


class PlaceShape(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()
    feature = serializers.ChoiceField(codes.FeatureClass.choices)
    country = serializers.CharField()
    admin1 = serializers.CharField(allow_null=True)
    admin2 = serializers.CharField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    radius_m = serializers.IntegerField(allow_null=True)


class SourceShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.ChoiceField(codes.SourceKind.choices)
    reliability = serializers.ChoiceField(codes.Reliability.choices)
    licence = serializers.CharField(allow_null=True)


class NounPage(serializers.Serializer[Any]):
    next_after = serializers.IntegerField(
        allow_null=True, help_text="`after` of the next page; null: the last."
    )


class ActorPage(NounPage):
    results = ActorShape(many=True)


class RegionPage(NounPage):
    results = RegionShape(many=True)


class PlacePage(NounPage):
    results = PlaceShape(many=True)


class SourcePage(NounPage):
    results = SourceShape(many=True)


# Beside the timeline -------------------------------------------------------------------------------------
class AnnotationShape(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(codes.AnnotationKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    label_fr = serializers.CharField(allow_null=True)
    date_start = serializers.DateField()
    date_end = serializers.DateField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    url = serializers.URLField(allow_null=True)
    public = serializers.BooleanField()


class Days(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()


class AnnotationPage(serializers.Serializer[Any]):
    results = AnnotationShape(many=True)
    incomplete = Days(allow_null=True)


# Basemap -------------------------------------------------------------------------------------------------
@extend_schema_field(
    {"type": "array", "items": {}, "description": "Longitude and latitude, nested as RFC 7946 has it."}
)
class Coordinates(serializers.Field[Any, Any, Any, Any]):
    pass


class Outline(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"])
    coordinates = Coordinates()


class BasemapProperties(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["country", "region", "river", "lake", "town"])
    name = serializers.CharField(allow_blank=True)
    code = serializers.CharField(required=False, help_text="Of countries and regions.")
    rank = serializers.IntegerField(
        required=False, min_value=1, max_value=3, help_text="Of towns, chief ones first."
    )


class BasemapFeature(serializers.Serializer[Any]):
    type = one_value("Feature")
    geometry = Outline()
    properties = BasemapProperties()


class BasemapAnswer(serializers.Serializer[Any]):
    type = one_value("FeatureCollection")
    features = BasemapFeature(many=True)
