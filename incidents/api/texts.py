"""Text of a request's body, as the document describes it: a number or a truth value is no text."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class WrittenText(serializers.CharField):
    """A text field that takes texts alone; the framework's own would write `0` down as "0"."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))
