"""Shapes of answers, for the OpenAPI document: nothing is rendered through them (one costs 25 times the query)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.api.audience import AUDIENCES
from incidents.api.changefeed import KINDS
from incidents.api.records import RecordForm
from incidents.codes import (
    AnalyticConfidence,
    Attribution,
    CasualtyGroup,
    CasualtyKind,
    ClaimStatus,
    Community,
    DateMeaning,
    EventType,
    GeoPrecision,
    ItemOutcome,
    LinkRole,
    ProposalKind,
    ProposalState,
    Quantifier,
    Reliability,
    ReportState,
    ReviewRule,
    Risk,
    Role,
    Sector,
    SubEventType,
    TimePrecision,
    TokenScope,
    Verification,
    Weapon,
    WorkflowStatus,
)


def one_value(value: str) -> Any:
    """A field that always holds this value."""
    always = type("Always", (serializers.CharField,), {})
    return extend_schema_field({"type": "string", "const": value})(always)()


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


class SummaryText(serializers.Serializer[Any]):
    text = serializers.CharField()
    machine = serializers.BooleanField(help_text="Written by a machine.")


class Figure(serializers.Serializer[Any]):
    """A toll of one kind and group, as one source gave it; null is unknown, never zero."""

    kind = serializers.ChoiceField(CasualtyKind.choices)
    group = serializers.ChoiceField(CasualtyGroup.choices)
    community = serializers.ChoiceField(Community.choices, allow_null=True)
    low = serializers.IntegerField(allow_null=True)
    best = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)
    quantifier = serializers.ChoiceField(Quantifier.choices, allow_null=True)
    words = serializers.CharField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    as_of = serializers.DateField(allow_null=True)
    recommended = serializers.BooleanField()
    disputed = serializers.BooleanField()


class Party(serializers.Serializer[Any]):
    """An actor in a role; `name_then` is what it was called on the day, null actor: not known or not named."""

    actor = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    name_then = serializers.CharField(allow_null=True)
    role = serializers.ChoiceField(Role.choices)
    community = serializers.ChoiceField(Community.choices, allow_null=True)
    attribution = serializers.ChoiceField(Attribution.choices)
    claim_status = serializers.ChoiceField(ClaimStatus.choices)
    words = serializers.CharField(allow_null=True)
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    as_of = serializers.DateField(allow_null=True)
    judgement = serializers.CharField(allow_null=True, help_text="The desk's own, as a term of probability.")
    confidence = serializers.ChoiceField(AnalyticConfidence.choices, allow_null=True)


class ReportedBy(serializers.Serializer[Any]):
    source = serializers.CharField()  # type: ignore[assignment]
    reliability = serializers.ChoiceField(Reliability.choices)
    credibility = serializers.IntegerField(min_value=1, max_value=6)
    role = serializers.ChoiceField(LinkRole.choices)
    url = serializers.URLField(allow_null=True)
    published = serializers.DateField()


class IncidentDetail(FlatRow):
    url = serializers.URLField()
    summaries = serializers.DictField(child=SummaryText(), help_text="By language.")
    casualties = Figure(many=True)
    actors = Party(many=True)
    reports = ReportedBy(many=True)
    external_ids = serializers.ListField(child=serializers.CharField())
    risks = serializers.ListField(child=serializers.ChoiceField(Risk.choices))
    sectors = serializers.ListField(child=serializers.ChoiceField(Sector.choices))


class ChangedField(serializers.Serializer[Any]):
    """`old` and `new` are as the field is, null among it."""

    field = serializers.CharField()
    old = serializers.JSONField()
    new = serializers.JSONField()


class HistoryEntry(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
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
    audience = serializers.ChoiceField(list(AUDIENCES))
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
    audience = one_value("public")
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


class Difference(serializers.Serializer[Any]):
    field = serializers.CharField()
    now = serializers.JSONField()
    given = serializers.JSONField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457. What stands beside type, title and status depends on the type: its address explains it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]
    reason = serializers.CharField(required=False)
    successor = serializers.CharField(required=False, allow_null=True)
    scope = serializers.ChoiceField(TokenScope.choices, required=False)
    limit = serializers.CharField(required=False)
    current = serializers.IntegerField(required=False)
    version = serializers.CharField(required=False)
    differences = Difference(many=True, required=False)
    incident = serializers.UUIDField(required=False)
    url = serializers.CharField(required=False)
    fields = serializers.ListField(child=serializers.CharField(), required=False)  # type: ignore[assignment]


class ListedDraft(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    url = serializers.CharField()
    status = serializers.ChoiceField(WorkflowStatus.choices)
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


class DraftValues(RecordForm):
    """The values of an incident as they are sent, with what the desk's machines flagged."""

    flags = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, Any]:
        return _required(super().get_fields())


class SomeValues(DraftValues):
    """Some of the values."""

    def get_fields(self) -> dict[str, Any]:
        return _required(super().get_fields(), required=False)


def _required(fields: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    for field in fields.values():
        field.required = required
    return fields


class ProposedChange(serializers.Serializer[Any]):
    """A change that waits for another person."""

    proposal = serializers.IntegerField()
    kind = serializers.ChoiceField(ProposalKind.choices)
    state = serializers.ChoiceField(ProposalState.choices)
    old = SomeValues()
    values = SomeValues()
    reason = serializers.CharField(allow_blank=True)
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class Draft(serializers.Serializer[Any]):
    """An incident as the desk has it; `version` is what If-Match names."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    status = serializers.ChoiceField(WorkflowStatus.choices)
    version = serializers.CharField()
    submitted_by = serializers.CharField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    values = DraftValues()
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
    state = serializers.ChoiceField(ReportState.choices)
    outcome = serializers.ChoiceField(ItemOutcome.choices)
    version = serializers.IntegerField()
