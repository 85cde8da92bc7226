"""The body of POST /api/v1/reports/: a report as text, or in the structured form that extraction prints."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.api.texts import WrittenText
from incidents.codes import (
    CasualtyGroup,
    CasualtyKind,
    ClaimStatus,
    EventType,
    GeoPrecision,
    Role,
    SubEventType,
    TimePrecision,
    Weapon,
)
from incidents.intake import MAX_TEXT


@extend_schema_field(
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
)
class DayOrMomentField(serializers.Field[datetime, Any, str, Any]):
    """`YYYY-MM-DD` or an ISO moment; a day is its beginning, UTC. Not later than tomorrow."""

    default_error_messages = {
        "invalid": "takes a day as YYYY-MM-DD or a moment as YYYY-MM-DDTHH:MM:SSZ",
        "range": "lies before 1990 or after tomorrow",
    }

    def to_internal_value(self, data: Any) -> datetime:
        moment = self._parsed(data) if isinstance(data, str) and len(data) <= 40 else None
        if moment is None:
            self.fail("invalid")
        if not 1990 <= moment.year < 2100 or moment > timezone.now() + timedelta(days=1):
            self.fail("range")
        return moment

    def _parsed(self, text: str) -> datetime | None:
        try:
            day = parse_date(text)
            moment = datetime.combine(day, time()) if isinstance(day, date) else parse_datetime(text)
            if moment is None:
                return None
            return timezone.make_aware(moment) if timezone.is_naive(moment) else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


@extend_schema_field({"type": "string", "format": "source-name", "maxLength": 200, "default": ""})
class SourceNameField(WrittenText):
    pass


class StructuredDate(serializers.Serializer[Any]):
    start = serializers.DateField()
    end = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(TimePrecision.choices, required=False)


class StructuredPlace(serializers.Serializer[Any]):
    name = WrittenText(max_length=160)
    key = WrittenText(max_length=80, required=False, allow_null=True)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
    precision = serializers.ChoiceField(GeoPrecision.choices, required=False, allow_null=True)
    radius_m = serializers.IntegerField(min_value=1, max_value=2_000_000, required=False, allow_null=True)


class StructuredToll(serializers.Serializer[Any]):
    low = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    best = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    high = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)


class StructuredPart(StructuredToll):
    """The toll of one group; `all` stands under its kind, not here."""

    kind = serializers.ChoiceField(CasualtyKind.choices, required=False)
    group = serializers.ChoiceField(CasualtyGroup.choices, required=False)
    community = WrittenText(max_length=40, required=False, allow_null=True)


class StructuredCasualties(serializers.Serializer[Any]):
    killed = StructuredToll(required=False, allow_null=True)
    injured = StructuredToll(required=False, allow_null=True)
    abducted = StructuredToll(required=False, allow_null=True)
    missing = StructuredToll(required=False, allow_null=True)
    released = StructuredToll(required=False, allow_null=True)
    displaced = StructuredToll(required=False, allow_null=True)
    arrested = StructuredToll(required=False, allow_null=True)
    by_group = serializers.ListField(child=StructuredPart(), required=False, max_length=50)


class StructuredActor(serializers.Serializer[Any]):
    name = WrittenText(max_length=160)
    role = serializers.ChoiceField(Role.choices)
    slug = serializers.SlugField(max_length=80, required=False, allow_null=True)
    attribution = serializers.ChoiceField(
        ["claimed", "suspected", "denied", "stated", "unknown"], required=False
    )
    claim_status = serializers.ChoiceField(ClaimStatus.choices, required=False)
    community = WrittenText(max_length=40, required=False, allow_null=True)
    words = WrittenText(max_length=200, required=False, allow_blank=True)


class StructuredIncident(serializers.Serializer[Any]):
    """One incident of the structured form: what `manage.py extract` prints; other keys are ignored."""

    event_type = serializers.ChoiceField(EventType.choices)
    sub_event_type = serializers.ChoiceField(SubEventType.choices, required=False, allow_null=True)
    weapons = serializers.ListField(
        child=serializers.ChoiceField(Weapon.choices), required=False, max_length=20
    )
    date = StructuredDate()
    country = WrittenText(max_length=3, required=False, allow_null=True)
    place = StructuredPlace(required=False, allow_null=True)
    casualties = StructuredCasualties(required=False, allow_null=True)
    actors = serializers.ListField(child=StructuredActor(), required=False, max_length=50)
    civilian_targeting = serializers.BooleanField(required=False)


class ReportSubmission(serializers.Serializer[Any]):
    """A report as text, or in the structured form that extraction prints; always becomes a draft."""

    text = WrittenText(required=False, max_length=MAX_TEXT, trim_whitespace=False)
    incidents = serializers.ListField(
        child=StructuredIncident(), required=False, max_length=20, help_text="The structured form."
    )
    title = WrittenText(required=False, max_length=500, default="")
    url = serializers.URLField(required=False, max_length=2000, default="")
    published = DayOrMomentField()
    language = serializers.ChoiceField(["en", "fr", ""], required=False, default="")
    external_id = WrittenText(required=False, max_length=500, default="")
    source = SourceNameField(required=False, max_length=200, default="")  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        text = attrs.get("text", "").strip()
        if bool(text) == bool(attrs.get("incidents")):
            raise serializers.ValidationError({"text": ["give either a text or incidents"]})
        return attrs
