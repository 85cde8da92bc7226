"""How much the longest tests do: a part in `make test`, all of it in `make whole`. What they check is the same."""

from __future__ import annotations

import os
from typing import TypeVar

WHOLE = os.environ.get("WHOLE") == "1"
T = TypeVar("T")


def sized(part: T, whole: T) -> T:
    return whole if WHOLE else part
