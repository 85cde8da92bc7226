"""JSON that an API answered with, read so that whatever is odd about it is said and never raises anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from incidents.ingest.formats import storable
from incidents.ingest.sources import CannotPoll

JSON_TYPES = ("application/json", "application/vnd.api+json", "text/json")
MAX_CELL = 50_000


def json_object(body: bytes, *, of: str) -> dict[str, Any]:
    """The object in this body. Raises CannotPoll, naming whom (`of`) the answer is from."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise CannotPoll(f"{of} answered with what is no JSON: {_start(body)}") from None
    if not isinstance(answer, dict):
        raise CannotPoll(f"{of} answered with JSON that is no object: {_start(body)}")
    return answer


def _start(body: bytes) -> str:
    return repr(storable(body[:80].decode("utf-8", "replace")))


def cells_of(row: Mapping[str, Any]) -> dict[str, str]:
    """A row of JSON as a file would have it: texts by column, names in lower case. Raises ValueError for a
    cell that holds a list or an object."""
    return {storable(str(name)).strip().lower(): _cell(str(name), value) for name, value in row.items()}


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise ValueError(f"the cell {name[:40]} holds more than one value")
    if isinstance(value, bool):
        return "true" if value else "false"
    return storable(str(value)).strip()[:MAX_CELL]


def shown(value: Any) -> str:
    """The start of whatever it is, for a message."""
    return storable(json.dumps(value, ensure_ascii=False, default=str)[:300])
