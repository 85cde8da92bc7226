"""Cells of a row read strictly: each reader refuses in words, naming the column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from incidents.plain import iso_day

EARLIEST = date(1990, 1, 1)
# What a spreadsheet adds to a day: a time of that day. An offset from UTC could mean another day.
TIME_OF_DAY = re.compile(r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?", re.ASCII)


class RowError(Exception):
    """Cells that cannot be taken: the first one's column and, in words, why; all of them in `problems`."""

    def __init__(self, column: str, reason: str, others: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason
        self.problems = ((column, reason), *others)


def day(cells: Mapping[str, str], column: str, today: date) -> date:
    """A day that exists, from 1990 to tomorrow."""
    text = cells[column]
    try:
        found = iso_day(text[:10] if TIME_OF_DAY.fullmatch(text[10:]) else text)
    except ValueError:
        raise RowError(column, f"{text[:40]!r} is not a day that exists, as YYYY-MM-DD") from None
    if not EARLIEST <= found <= today + timedelta(days=1):
        raise RowError(column, f"{text[:40]} lies before {EARLIEST.year} or after tomorrow")
    return found


def code(cells: Mapping[str, str], column: str, vocabulary: Any) -> str | None:
    """A code of the vocabulary; None for an empty cell."""
    text = cells.get(column, "").lower()
    if not text:
        return None
    if text not in vocabulary.values:
        raise RowError(column, f"{text[:40]!r} is none of {', '.join(vocabulary.values)}")
    return text


def codes_of(cells: Mapping[str, str], column: str, vocabulary: Any) -> tuple[str, ...]:
    """Codes separated by `;`, each once."""
    parts = [part.strip() for part in cells.get(column, "").split(";") if part.strip()]
    return tuple(dict.fromkeys(code({column: part}, column, vocabulary) or "" for part in parts))


def truth(cells: Mapping[str, str], column: str) -> bool | None:
    """true or false; None for an empty cell."""
    text = cells.get(column, "").lower()
    known = {"": None, "true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
    if text not in known:
        raise RowError(column, f"{text[:40]!r} is not true or false")
    return known[text]
