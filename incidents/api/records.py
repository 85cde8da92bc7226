"""The values of an incident as an editor's program sends them: the fields of IncidentRecord, each checked.

References are natural keys (a place's key, an actor's slug, a region's P-code, a report's number).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents import codes
from incidents.api.texts import WrittenText
from incidents.codes import PROBABILITY_TERM_CHOICES
from incidents.record import LARGEST_NUMBER


class StrictSerializer(serializers.Serializer[Any]):
    """A name that is not a field is an error: a mistyped field would otherwise be lost without a word."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [str(name)[:60] for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError({name: [_("is not a field here")] for name in unknown[:20]})
        return super().to_internal_value(data)


def one(vocabulary: Any, **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(vocabulary.choices, **options)


def several(vocabulary: Any) -> serializers.ListField:
    return serializers.ListField(child=one(vocabulary), required=False, max_length=50)


def number(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=LARGEST_NUMBER, required=False, allow_null=True, **options
    )


@extend_schema_field({"type": "string", "format": "place-key", "maxLength": 80})
class PlaceKeyField(WrittenText):
    pass


@extend_schema_field({"type": "string", "format": "pcode", "maxLength": 30})
class PcodeField(WrittenText):
    pass


@extend_schema_field({"type": "string", "format": "actor-slug", "maxLength": 80})
class ActorSlugField(serializers.SlugField):
    pass


class EstimateForm(StrictSerializer):
    kind = one(codes.CasualtyKind)
    group = one(codes.CasualtyGroup, default="all")
    community = one(codes.Community, default="", allow_blank=True)
    low, best, high = number(), number(), number()
    quantifier = one(codes.Quantifier, default="", allow_blank=True)
    words = WrittenText(max_length=200, default="", allow_blank=True)
    report = serializers.IntegerField(min_value=1, max_value=2**63 - 1, default=None, allow_null=True)
    as_of = serializers.DateField(default=None, allow_null=True)
    recommended = serializers.BooleanField(default=True)
    disputed = serializers.BooleanField(default=False)
    reordered = serializers.BooleanField(default=False)


class InvolvementForm(StrictSerializer):
    actor = ActorSlugField(max_length=80, default=None, allow_null=True)
    role = one(codes.Role, default="other")
    community = one(codes.Community, default="", allow_blank=True)
    attribution = one(codes.Attribution, default="unknown")
    claim_status = one(codes.ClaimStatus, default="unknown")
    words = WrittenText(max_length=200, default="", allow_blank=True)
    report = serializers.IntegerField(min_value=1, max_value=2**63 - 1, default=None, allow_null=True)
    as_of = serializers.DateField(default=None, allow_null=True)
    term = serializers.ChoiceField(PROBABILITY_TERM_CHOICES, default=None, allow_null=True)
    confidence = one(codes.AnalyticConfidence, default=None, allow_null=True)


class SourceForm(StrictSerializer):
    report = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    role = one(codes.LinkRole, default="primary")
    information_credibility = serializers.IntegerField(min_value=1, max_value=6, default=6)


class SummariesForm(StrictSerializer):
    en = WrittenText(max_length=5_000, required=False, allow_blank=True)
    fr = WrittenText(max_length=5_000, required=False, allow_blank=True)


class RecordForm(StrictSerializer):
    """All that an editor may set; a field that is left out stays as it is."""

    event_type = one(codes.EventType)
    sub_event_type = one(codes.SubEventType, required=False, allow_null=True)
    weapons = several(codes.Weapon)
    civilian_targeting = serializers.BooleanField(required=False, allow_null=True)
    communities = several(codes.Community)
    risks = several(codes.Risk)
    sectors = several(codes.Sector)
    date_start = serializers.DateField()
    date_end = serializers.DateField(required=False)
    time_precision = one(codes.TimePrecision, required=False)
    date_meaning = one(codes.DateMeaning, required=False)
    ongoing = serializers.BooleanField(required=False)
    location_policy = one(codes.LocationPolicy, required=False)
    place = PlaceKeyField(max_length=80, required=False, allow_null=True)
    second_place = PlaceKeyField(max_length=80, required=False, allow_null=True)
    stated_region = PcodeField(max_length=30, required=False, allow_null=True)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    radius_m = serializers.IntegerField(min_value=1, max_value=2_000_000, required=False, allow_null=True)
    geo_precision = one(codes.GeoPrecision, required=False, allow_null=True)
    verification = one(codes.Verification, required=False)
    release_to = one(codes.Audience, required=False)
    embargo_until = serializers.DateTimeField(required=False, allow_null=True)
    internal_notes = WrittenText(max_length=10_000, required=False, allow_blank=True)
    summaries = SummariesForm(required=False)
    estimates = serializers.ListField(child=EstimateForm(), required=False, max_length=100)
    involvements = serializers.ListField(child=InvolvementForm(), required=False, max_length=100)
    sources = serializers.ListField(child=SourceForm(), required=False, max_length=200)
    external_ids = serializers.ListField(
        child=serializers.RegexField(r"^[a-z0-9][a-z0-9_-]{0,59}:[^\s][^\r\n]{0,299}$"),
        required=False,
        max_length=20,
    )

    def validate_date_start(self, value: date) -> date:
        if value > date.today() + timedelta(days=1):
            raise serializers.ValidationError(_("This day lies in the future."))
        return value

    def as_values(self, checked: Mapping[str, Any]) -> dict[str, Any]:
        """What was given, as `IncidentRecord.with_values` takes it; of a new incident the last day is the first."""
        values = {name: _plain(value) for name, value in checked.items()}
        values.setdefault("date_end", values["date_start"])
        return values


class ChangedValues(RecordForm):
    """Some of the values; the others stay."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields

    def as_values(self, checked: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _plain(value) for name, value in checked.items()}


class DraftForm(StrictSerializer):
    values = RecordForm()
    reason = WrittenText(max_length=500, required=False, allow_blank=True, default="")


class ChangeForm(DraftForm):
    values = ChangedValues()


def _plain(value: Any) -> Any:
    """JSON of a checked value: days and moments as text."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value
