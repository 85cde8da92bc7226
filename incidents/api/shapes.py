"""Shapes of answers that depend on the question, and of pictures; for the OpenAPI document only."""

from __future__ import annotations

from typing import Any

from drf_spectacular.serializers import PolymorphicProxySerializerExtension
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from incidents import map
from incidents.api.audience import AUDIENCES
from incidents.api.renderers import NOT_PROPERTIES
from incidents.api.serializers import Figure, FlatRow, IncidentDetail, Party, ReportedBy, one_value
from incidents.codes import EventType, EvidenceDecision, GeoPrecision, TimePrecision, Verification

Fields = dict[str, Any]


class AnyOf(PolymorphicProxySerializer):
    """One of several shapes, told apart by what is asked."""

    def __init__(self, name: str, *shapes: Any) -> None:
        super().__init__(name, list(shapes), resource_type_field_name=None)


class AnyOfInSchema(PolymorphicProxySerializerExtension):
    """Not `oneOf`: of few columns, what is of today and what is of the past look alike. Found by being imported."""

    target_class = "incidents.api.shapes.AnyOf"
    priority = 1

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        return {"anyOf": super().map_serializer(auto_schema, direction)["oneOf"]}


# Rows ----------------------------------------------------------------------------------------------------
class Span(serializers.Serializer[Any]):
    """Which characters of which report a value rests on."""

    field = serializers.CharField()
    report = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    rule = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(allow_null=True)
    decision = serializers.ChoiceField(EvidenceDecision.choices)


class Chosen(serializers.Serializer[Any]):
    """Of the columns those that `fields` asks for: all of them unless it is given."""

    def get_fields(self) -> Fields:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class OfThePast(Chosen):
    """As it was at `as_of`. Columns that were redacted since are null and named in `withheld`."""

    withheld = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> Fields:
        fields = super().get_fields()
        for name, field in fields.items():
            field.allow_null = name != "withheld"
        return fields


class ListedIncident(Chosen, FlatRow):
    """A flat row, with what `expand` puts into it."""

    casualties = Figure(many=True)
    actors = Party(many=True)
    reports = ReportedBy(many=True)
    evidence = Span(many=True)


class PastIncident(OfThePast, FlatRow):
    pass


class IncidentPage(serializers.Serializer[Any]):
    results = ListedIncident(many=True)
    next = serializers.URLField(allow_null=True)
    change_number = serializers.IntegerField(
        help_text="The state of the change feed that the page holds: go on from that of the first page."
    )
    audience = serializers.ChoiceField(list(AUDIENCES), help_text="Whose numbers these are.")


class PastPage(serializers.Serializer[Any]):
    results = PastIncident(many=True)
    next = serializers.URLField(allow_null=True)
    as_of = serializers.DateTimeField()


class OneIncident(Chosen, IncidentDetail):
    evidence = Span(many=True)


class OnePastIncident(OfThePast, IncidentDetail):
    as_of = serializers.DateTimeField()


LIST = AnyOf("IncidentList", IncidentPage, PastPage)
DETAIL = AnyOf("IncidentAnswer", OneIncident, OnePastIncident)


# GeoJSON -------------------------------------------------------------------------------------------------
@extend_schema_field({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
class LonLat(serializers.Field[Any, Any, Any, Any]):
    pass


class PointShape(serializers.Serializer[Any]):
    """Longitude and latitude, degrees."""

    type = one_value("Point")
    coordinates = LonLat()


class Properties(ListedIncident):
    def get_fields(self) -> Fields:
        elsewhere = {*NOT_PROPERTIES, "casualties", "actors", "reports", "evidence"}
        return {name: field for name, field in super().get_fields().items() if name not in elsewhere}


class PastProperties(PastIncident):
    def get_fields(self) -> Fields:
        return {name: field for name, field in super().get_fields().items() if name not in NOT_PROPERTIES}


class IncidentFeature(serializers.Serializer[Any]):
    type = one_value("Feature")
    id = serializers.UUIDField()
    geometry = PointShape(allow_null=True)
    properties = Properties()


class PastFeature(IncidentFeature):
    properties = PastProperties()  # type: ignore[assignment]


class IncidentCollection(serializers.Serializer[Any]):
    type = one_value("FeatureCollection")
    change_number = serializers.IntegerField()
    features = IncidentFeature(many=True)


class PastCollection(serializers.Serializer[Any]):
    type = one_value("FeatureCollection")
    as_of = serializers.DateTimeField()
    features = PastFeature(many=True)


class ReleasedCollection(serializers.Serializer[Any]):
    type = one_value("FeatureCollection")
    release = serializers.CharField()
    change_number = serializers.IntegerField()
    features = PastFeature(many=True)


COLLECTION = AnyOf("IncidentFeatures", IncidentCollection, PastCollection)


# Pictures ------------------------------------------------------------------------------------------------
@extend_schema_field({
    "type": "object",
    "properties": {code: {"type": "integer"} for code in EventType.values},
    "additionalProperties": False,
    "description": "How many of each event type; types without any are left out.",
})  # fmt: skip
class TypeCounts(serializers.Field[Any, Any, Any, Any]):
    pass


class Counts(serializers.Serializer[Any]):
    """`killed` sums the best figures, else the low ones; how many state none stands beside, never as zero."""

    count = serializers.IntegerField()
    killed = serializers.IntegerField()
    killed_unstated = serializers.IntegerField()


class ClusterProperties(Counts):
    kind = one_value("cluster")
    unverified = serializers.IntegerField()
    types = TypeCounts()
    bbox = serializers.ListField(child=serializers.FloatField(), min_length=4, max_length=4)


class Cluster(serializers.Serializer[Any]):
    type = one_value("Feature")
    id = serializers.CharField()
    geometry = PointShape()
    properties = ClusterProperties()


class SingleProperties(serializers.Serializer[Any]):
    kind = one_value("incident")
    event_type = serializers.ChoiceField(EventType.choices)
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    time_precision = serializers.ChoiceField(TimePrecision.choices)
    geo_precision = serializers.ChoiceField(GeoPrecision.choices)
    radius_m = serializers.IntegerField(allow_null=True)
    verification = serializers.ChoiceField(Verification.choices)
    killed_low = serializers.IntegerField(allow_null=True)
    killed_best = serializers.IntegerField(allow_null=True)
    killed_high = serializers.IntegerField(allow_null=True)
    synthetic = serializers.BooleanField()
    place = serializers.CharField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    road = serializers.ListField(child=LonLat(), allow_null=True, help_text="The two ends of a road.")


class Single(serializers.Serializer[Any]):
    type = one_value("Feature")
    id = serializers.UUIDField()
    geometry = PointShape()
    properties = SingleProperties()


class Killed(serializers.Serializer[Any]):
    low = serializers.IntegerField()
    best = serializers.IntegerField()
    high = serializers.IntegerField()
    unstated = serializers.IntegerField()


@extend_schema_field(AnyOf("MapFeature", Single, Cluster))
class MapFeatures(serializers.Field[Any, Any, Any, Any]):
    pass


class MapAnswer(serializers.Serializer[Any]):
    """total = in_frame + outside + unplaced; `killed` is of those in the frame."""

    type = one_value("FeatureCollection")
    features = serializers.ListField(child=MapFeatures())
    total = serializers.IntegerField()
    in_frame = serializers.IntegerField()
    outside = serializers.IntegerField()
    unplaced = serializers.IntegerField()
    killed = Killed()
    latest = serializers.DateTimeField(allow_null=True, help_text="When the public record was last changed.")


class Bucket(Counts):
    start = serializers.DateField()
    end = serializers.DateField()
    types = TypeCounts()


class TimelineAnswer(serializers.Serializer[Any]):
    granularity = serializers.ChoiceField([name for _limit, name, _function in map.GRANULARITIES])
    buckets = Bucket(many=True, help_text="Those without incidents are left out.")
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class Part(Counts):
    key = serializers.CharField(allow_null=True, help_text="Null: not known.")


class BreakdownAnswer(serializers.Serializer[Any]):
    by = serializers.ChoiceField(list(map.BREAKDOWNS))
    results = Part(many=True)
