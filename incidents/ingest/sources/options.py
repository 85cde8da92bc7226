"""What an admin may set for a source, by name: read strictly, refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from incidents.ingest.sources import CannotPoll
from incidents.plain import iso_day


@dataclass(frozen=True)
class Option:
    """`read` gives the value or raises ValueError saying what is expected; `fallback` stands for a missing one."""

    help: str
    read: Callable[[Any], Any]
    fallback: Any = None
    required: bool = False


Options = Mapping[str, Option]


def problems(options: Options, settings: Any) -> list[str]:
    """What is wrong with these settings, one sentence each."""
    if not isinstance(settings, Mapping):
        return ['settings are an object, such as {"countries": ["MLI"]}']
    known = ", ".join(sorted(options)) or "none"
    found = [
        f"{str(name)[:40]!r} is not a setting (known: {known})" for name in settings if name not in options
    ]
    for name, option in options.items():
        if name not in settings:
            if option.required:
                found.append(f"{name} is missing: {option.help}")
            continue
        try:
            option.read(settings[name])
        except ValueError as error:
            found.append(f"{name}: {error}")
    return found


def read(options: Options, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Every option's value. Raises CannotPoll with the first thing that is wrong."""
    wrong = problems(options, settings)
    if wrong:
        raise CannotPoll(f"settings: {wrong[0]}")
    return {
        name: option.read(settings[name]) if name in settings else option.fallback
        for name, option in options.items()
    }


# Kinds of values -----------------------------------------------------------------------------------------
def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 500:
        raise ValueError("expected a text of at most 500 characters")
    return value.strip()


def texts(value: Any) -> list[str]:
    """A list of texts; one text alone is a list of one."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not items or len(items) > 100:
        raise ValueError("expected a list of texts")
    return [text(item) for item in items]


def number(low: int, high: int) -> Callable[[Any], int]:
    def read_number(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"expected a whole number from {low} to {high}")
        return value

    return read_number


def day(value: Any) -> str:
    try:
        return iso_day(value if isinstance(value, str) else "").isoformat()
    except ValueError:
        raise ValueError("expected a day as YYYY-MM-DD") from None


HOSTS = Option('More hosts that redirects may lead to, such as ["www.example.org"].', texts, ())
