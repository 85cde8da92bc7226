"""Cells of a row read strictly: each reader refuses in words, naming the column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, ParamSpec, TypeVar

from incidents.plain import iso_day, whole_number

EARLIEST = date(1990, 1, 1)
MAX_PEOPLE = 1_000_000
TRUTHS = {"": None, "true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
# What a spreadsheet adds to a day: a time of that day. An offset from UTC could mean another day.
TIME_OF_DAY = re.compile(r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?", re.ASCII)
Problem = tuple[str, str]
Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class RowError(Exception):
    """Cells that cannot be taken: `column` and, in words, `reason` of the first; `problems` holds all."""

    def __init__(self, column: str, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.reason = reason
        self.problems = problems or ((column, reason),)


class Problems:
    """Gathers what is wrong with the cells of one row, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def take(
        self, read: Callable[Arguments, Value], *given: Arguments.args, **named: Arguments.kwargs
    ) -> Value | None:
        """What `read` returns; None, and its reasons kept, when it refuses."""
        try:
            return read(*given, **named)
        except RowError as error:
            self.found += error.problems
            return None

    def raise_any(self) -> None:
        if self.found:
            raise RowError(*self.found[0], tuple(self.found))


def day(cells: Mapping[str, str], column: str, today: date) -> date:
    """A day that exists, from 1990 to tomorrow."""
    text = cells[column]
    found = _written_day(text)
    if found is None:
        raise RowError(column, f"{text[:40]!r} is not a day that exists, as YYYY-MM-DD")
    if not EARLIEST <= found <= today + timedelta(days=1):
        raise RowError(column, f"{text[:40]} lies before {EARLIEST.year} or after tomorrow")
    return found


@lru_cache(maxsize=20_000)
def _written_day(text: str) -> date | None:
    try:
        return iso_day(text[:10] if TIME_OF_DAY.fullmatch(text[10:]) else text)
    except ValueError:
        return None


@cache
def _known_codes(vocabulary: Any) -> dict[str, str]:
    return {value: value for value in vocabulary.values}


def code(cells: Mapping[str, str], column: str, vocabulary: Any) -> str | None:
    """A code of the vocabulary; None for an empty cell."""
    text = cells.get(column)
    if not text:
        return None
    known = _known_codes(vocabulary)
    found = known.get(text) or known.get(text.lower())
    if found is None:
        raise RowError(column, f"{text.lower()[:40]!r} is none of {', '.join(known)}")
    return found


def codes_of(cells: Mapping[str, str], column: str, vocabulary: Any) -> tuple[str, ...]:
    """Codes separated by `;`, each once."""
    text = cells.get(column)
    if not text:
        return ()
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return tuple(dict.fromkeys(code({column: part}, column, vocabulary) or "" for part in parts))


def truth(cells: Mapping[str, str], column: str) -> bool | None:
    """true or false; None for an empty cell."""
    text = cells.get(column, "").lower()
    if text not in TRUTHS:
        raise RowError(column, f"{text[:40]!r} is not true or false")
    return TRUTHS[text]


def people(cells: Mapping[str, str], column: str) -> int | None:
    """A number of people; None for an empty cell."""
    text = cells.get(column)
    if not text:
        return None
    if text.startswith("-"):
        raise RowError(column, f"{text[:40]}: a number of people cannot be negative")
    try:
        number = whole_number(text)
    except ValueError:
        hint = (
            "leave it empty and put the words into killed_words"
            if column.startswith("killed")
            else "leave it empty"
        )
        raise RowError(column, f"{text[:40]!r} is not a number of people: {hint}") from None
    if number > MAX_PEOPLE:
        raise RowError(column, f"{number} is more than {MAX_PEOPLE}")
    return number
