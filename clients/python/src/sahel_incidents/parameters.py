"""Filters as the parameters of an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

Pairs = list[tuple[str, str]]
# Given by the client itself: a caller's value would break the pages.
OURS = {"cursor", "limit"}


def parameters(filters: Mapping[str, Any]) -> Pairs:
    """(name, value) of each filter, by name: a list, set or frozenset is a repeated parameter ("or"), a tuple one
    value with commas (`near=(0.5, 15.66, 100)`: lon, lat, km), None is left out. Raises ValueError."""
    wrong = sorted(OURS & filters.keys())
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)}: the client turns pages itself (page_size is an argument of Client)"
        )
    return [(name, _text(value)) for name in sorted(filters) for value in _values(filters[name])]


def _values(given: Any) -> list[Any]:
    if isinstance(given, (set, frozenset)):
        return sorted(given)
    values = given if isinstance(given, list) else [given]
    return [value for value in values if value is not None]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(_text(part) for part in value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value}: a moment needs its time zone")
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)
