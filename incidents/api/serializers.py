"""Shapes of bodies: what a report submission takes, and what the schema says of answers.

Lists are not rendered through serializers (one costs 25 times the query); these describe them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.codes import (
    Attribution,
    CasualtyGroup,
    CasualtyKind,
    ChangeKind,
    ClaimStatus,
    Community,
    DateMeaning,
    EventType,
    GeoPrecision,
    ReviewRule,
    Risk,
    Role,
    Sector,
    SubEventType,
    TimePrecision,
    Verification,
    Weapon,
)
from incidents.intake import MAX_TEXT


class FlatRow(serializers.Serializer[Any]):
    """The flat row: the same names in JSON, GeoJSON properties and CSV."""

    id = serializers.UUIDField()
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    time_precision = serializers.ChoiceField(TimePrecision.choices)
    date_meaning = serializers.ChoiceField(DateMeaning.choices)
    event_type = serializers.ChoiceField(EventType.choices)
    sub_event_type = serializers.ChoiceField(SubEventType.choices, allow_null=True)
    weapons = serializers.ListField(child=serializers.ChoiceField(Weapon.choices))
    country = serializers.CharField(allow_null=True)
    admin1 = serializers.CharField(allow_null=True)
    admin2 = serializers.CharField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    geo_precision = serializers.ChoiceField(GeoPrecision.choices)
    radius_m = serializers.IntegerField(allow_null=True)
    killed_low = serializers.IntegerField(allow_null=True)
    killed_best = serializers.IntegerField(allow_null=True)
    killed_high = serializers.IntegerField(allow_null=True)
    civilians_killed = serializers.IntegerField(allow_null=True)
    injured = serializers.IntegerField(allow_null=True)
    abducted = serializers.IntegerField(allow_null=True)
    perpetrator = serializers.CharField(allow_null=True)
    perpetrator_name = serializers.CharField(allow_null=True)
    attribution = serializers.ChoiceField(Attribution.choices)
    claim_status = serializers.ChoiceField(ClaimStatus.choices)
    target = serializers.CharField(allow_null=True)
    civilian_targeting = serializers.BooleanField(allow_null=True)
    communities = serializers.ListField(child=serializers.ChoiceField(Community.choices))
    verification = serializers.ChoiceField(Verification.choices)
    credibility = serializers.IntegerField(allow_null=True)
    sources = serializers.IntegerField()
    synthetic = serializers.BooleanField()
    review_rule = serializers.ChoiceField(ReviewRule.choices)
    updated_at = serializers.DateTimeField()
    priogrid_gid = serializers.IntegerField(allow_null=True)
    credit = serializers.CharField()
    licence = serializers.CharField()


class IncidentPage(serializers.Serializer[Any]):
    results = FlatRow(many=True)
    next = serializers.URLField(allow_null=True)
    change_number = serializers.IntegerField(
        required=False, help_text="The state of the change feed that the page holds; not with as_of."
    )
    as_of = serializers.DateTimeField(required=False)


class IncidentDetail(FlatRow):
    url = serializers.URLField()
    summaries = serializers.DictField()
    casualties = serializers.ListField(child=serializers.DictField())
    actors = serializers.ListField(child=serializers.DictField())
    reports = serializers.ListField(child=serializers.DictField())
    external_ids = serializers.ListField(child=serializers.CharField())
    risks = serializers.ListField(child=serializers.ChoiceField(Risk.choices))
    sectors = serializers.ListField(child=serializers.ChoiceField(Sector.choices))
    as_of = serializers.DateTimeField(required=False)
    withheld = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="With as_of: fields that were redacted since; null.",
    )


class ChangedField(serializers.Serializer[Any]):
    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)


class HistoryEntry(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    kind = serializers.CharField(help_text=f"{', '.join(ChangeKind.values)} or left_selection.")
    incident = serializers.UUIDField()
    fields = ChangedField(many=True)  # type: ignore[assignment]
    reason = serializers.CharField(allow_blank=True)
    successor = serializers.UUIDField(allow_null=True)
    at = serializers.DateTimeField()


class ChangeEntry(HistoryEntry):
    row = FlatRow(allow_null=True, help_text="The incident's present row; null takes it out of a copy.")


class IncidentHistory(serializers.Serializer[Any]):
    results = HistoryEntry(many=True)


class ChangePage(serializers.Serializer[Any]):
    results = ChangeEntry(many=True)
    since = serializers.IntegerField()
    next_since = serializers.IntegerField()
    current = serializers.IntegerField()
    audience = serializers.ChoiceField(["public", "analysts"])
    retention = serializers.CharField()
    oldest = serializers.IntegerField(allow_null=True)


class DataReleaseFile(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.URLField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class DataRelease(serializers.Serializer[Any]):
    """An issue of a release; its data never change."""

    name = serializers.CharField()
    url = serializers.URLField()
    audience = serializers.CharField()
    made_at = serializers.DateTimeField()
    change_number = serializers.IntegerField()
    incidents = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    replaced_by = serializers.CharField(allow_null=True)
    files = DataReleaseFile(many=True)


class ReleasePage(serializers.Serializer[Any]):
    results = DataRelease(many=True)


class ProblemError(serializers.Serializer[Any]):
    parameter = serializers.CharField()
    message = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]
    reason = serializers.CharField(required=False)
    successor = serializers.CharField(required=False, allow_null=True)


@extend_schema_field(OpenApiTypes.STR)
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


class StructuredDate(serializers.Serializer[Any]):
    start = serializers.DateField()
    end = serializers.DateField(required=False, allow_null=True)
    precision = serializers.ChoiceField(TimePrecision.choices, required=False)


class StructuredPlace(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=160)
    key = serializers.CharField(max_length=80, required=False, allow_null=True)
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
    community = serializers.CharField(max_length=40, required=False, allow_null=True)


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
    name = serializers.CharField(max_length=160)
    role = serializers.ChoiceField(Role.choices)
    slug = serializers.SlugField(max_length=80, required=False, allow_null=True)
    attribution = serializers.ChoiceField(
        ["claimed", "suspected", "denied", "stated", "unknown"], required=False
    )
    claim_status = serializers.ChoiceField(ClaimStatus.choices, required=False)
    community = serializers.CharField(max_length=40, required=False, allow_null=True)
    words = serializers.CharField(max_length=200, required=False, allow_blank=True)


class StructuredIncident(serializers.Serializer[Any]):
    """One incident of the structured form: what `manage.py extract` prints; other keys are ignored."""

    event_type = serializers.ChoiceField(EventType.choices)
    sub_event_type = serializers.ChoiceField(SubEventType.choices, required=False, allow_null=True)
    weapons = serializers.ListField(
        child=serializers.ChoiceField(Weapon.choices), required=False, max_length=20
    )
    date = StructuredDate()
    country = serializers.CharField(max_length=3, required=False, allow_null=True)
    place = StructuredPlace(required=False, allow_null=True)
    casualties = StructuredCasualties(required=False, allow_null=True)
    actors = serializers.ListField(child=StructuredActor(), required=False, max_length=50)
    civilian_targeting = serializers.BooleanField(required=False)


class ReportSubmission(serializers.Serializer[Any]):
    """A report as text, or in the structured form that extraction prints; always becomes a draft."""

    text = serializers.CharField(required=False, max_length=MAX_TEXT, trim_whitespace=False)
    incidents = serializers.ListField(
        child=StructuredIncident(), required=False, max_length=20, help_text="The structured form."
    )
    title = serializers.CharField(required=False, max_length=500, default="")
    url = serializers.URLField(required=False, max_length=2000, default="")
    published = DayOrMomentField()
    language = serializers.ChoiceField(["en", "fr", ""], required=False, default="")
    external_id = serializers.CharField(required=False, max_length=500, default="")
    source = serializers.CharField(required=False, max_length=200, default="")  # type: ignore[assignment]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        text = attrs.get("text", "").strip()
        if bool(text) == bool(attrs.get("incidents")):
            raise serializers.ValidationError({"text": ["give either a text or incidents"]})
        return attrs


class ListedDraft(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    url = serializers.CharField()
    status = serializers.CharField()
    event_type = serializers.ChoiceField(EventType.choices)
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    place = serializers.CharField(allow_null=True)
    region = serializers.CharField(allow_null=True)
    killed_best = serializers.IntegerField(allow_null=True)
    submitted_by = serializers.CharField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()


class DraftPage(serializers.Serializer[Any]):
    results = ListedDraft(many=True)
    next_after = serializers.IntegerField(allow_null=True)


class ProposedChange(serializers.Serializer[Any]):
    """A change that waits for another person."""

    proposal = serializers.IntegerField()
    kind = serializers.CharField()
    state = serializers.CharField()
    old = serializers.DictField()
    values = serializers.DictField()
    reason = serializers.CharField(allow_blank=True)
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class Draft(serializers.Serializer[Any]):
    """An incident as the desk has it; `version` is what If-Match names."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    status = serializers.CharField()
    version = serializers.CharField()
    submitted_by = serializers.CharField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    values = serializers.DictField(help_text="As they are sent, with `flags` beside them.")
    proposals = ProposedChange(many=True)


class Comment(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    field = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    desk_only = serializers.BooleanField()
    author = serializers.CharField()
    written_at = serializers.DateTimeField()
    settled_by = serializers.CharField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)


class CommentPage(serializers.Serializer[Any]):
    results = Comment(many=True)
    next_after = serializers.IntegerField(allow_null=True)


class ReportReceipt(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    state = serializers.CharField()
    outcome = serializers.CharField()
    version = serializers.IntegerField()
