"""What all providers' rows need: words that mean nothing, numbers written as floats, a row kept as it was given."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date

from incidents.plain import whole_number

NOTHING = frozenset(
    {
        "",
        "none",
        "null",
        "nan",
        "na",
        "n/a",
        "undefined",
        "noinformation",
        "notapplicable",
        "no information available",
    }
)
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})", re.ASCII)


def is_nothing(text: str) -> bool:
    """Whether a cell only says that nothing is known: `No Information`, `NotApplicable`, `NaN`."""
    folded = text.strip().lower()
    return folded in NOTHING or folded.replace(" ", "") in NOTHING


def whole(text: str) -> int | None:
    """A whole number, also as `2.0`; None for an empty cell and for words."""
    try:
        return whole_number(text.strip())
    except ValueError:
        return None


def digits_of(text: str) -> str:
    """`42564.0` as `42564`; any other text as it stands, trimmed."""
    number = whole(text)
    return text.strip() if number is None else str(number)


def iso_date(text: str) -> str:
    """`3 March 2018` as `2018-03-03`; any other text as it stands, to be read or refused like a day of our own."""
    found = DAY_MONTH_YEAR.fullmatch(text.strip())
    if found is None or found[2].lower() not in MONTHS:
        return text
    return f"{found[3]}-{MONTHS[found[2].lower()]:02}-{int(found[1]):02}"


def as_day(text: str) -> date | None:
    """The day that a cell begins with, when there is one."""
    try:
        return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        return None


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def kept(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as they stood, for the column `as_given`."""
    given = [dict(row) for row in rows]
    return json.dumps(given[0] if len(given) == 1 else given, ensure_ascii=False)


def without_empty(cells: Mapping[str, str | int | None]) -> dict[str, str]:
    """The cells that say something, as texts."""
    return {name: str(value) for name, value in cells.items() if value not in (None, "")}


def sentences(parts: Mapping[str, str]) -> str:
    """Labelled lines for the desk's notes, of those parts that say something."""
    return "\n".join(f"{label}: {text}" for label, text in parts.items() if not is_nothing(text))
