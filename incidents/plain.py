"""Strict readings of what people and files write: numbers and days. Each raises ValueError, saying nothing wrong.

`float()` and `int()` alone would take nan, 1e400, 1_3 and other alphabets' digits; `fromisoformat` takes
week dates and compact ones.
"""

from __future__ import annotations

import math
import re
from datetime import date

_NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,12}(\.0{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def finite_number(text: str) -> float:
    """A finite decimal number in ASCII digits."""
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise ValueError(f"{text[:40]!r} is not a number")
    return float(text)


def whole_number(text: str) -> int:
    """A whole number that is not negative; `2.0`, as spreadsheets write it, is 2."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a whole number")
    return int(text.partition(".")[0])


def iso_day(text: str) -> date:
    """A day that exists, as YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a day as YYYY-MM-DD")
    return date.fromisoformat(text)
