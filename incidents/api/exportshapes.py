"""What the schema says of exports: the body that asks for one, and what is told of it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.api.records import StrictSerializer
from incidents.codes import ExportFormat, ExportState


@extend_schema_field({"type": "string", "format": "list-query"})
class ListQueryField(serializers.CharField):
    """The query string of a list."""


class ExportRequest(StrictSerializer):
    """`query` is the query string of a list: filters and `fields`."""

    format = serializers.ChoiceField(ExportFormat.choices)
    query = ListQueryField(allow_blank=True, required=False)


class ExportStatus(serializers.Serializer[Any]):
    """An export and how far it is; `file` is its address once it is ready."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    state = serializers.ChoiceField(ExportState.choices)
    reason = serializers.CharField(allow_blank=True)
    format = serializers.ChoiceField(ExportFormat.choices)
    query = serializers.CharField(allow_blank=True)
    audience = serializers.CharField()
    change_number = serializers.IntegerField()
    rows_done = serializers.IntegerField()
    rows_in_all = serializers.IntegerField()
    asked_at = serializers.DateTimeField()
    made_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)
    file = serializers.URLField(allow_null=True)
