"""A JSON object becomes the cells of a row: whatever a value is, its cell is a text."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from incidents.ingest.formats import RefusedRow, storable

# A longer whole number stays a text: the row that holds it is refused, not the file.
LONGEST_NUMBER = 40
TWICE = "\x00twice"


def parsed(text: str) -> Any:
    """The JSON value. Raises ValueError and RecursionError.

    NaN and Infinity stay words, so that a row with one is refused and the others are taken.
    """
    return json.loads(text, parse_constant=str, parse_int=_whole, object_pairs_hook=_object)


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object, with its first repeated name noted: the last value would win without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _value in pairs)
        found[TWICE] = times.most_common(1)[0][0]
    return found


def cells_of(line: int, properties: dict[str, Any]) -> dict[str, str] | RefusedRow:
    """The texts by name, lower case and trimmed, without empty ones; or why this is no row."""
    if TWICE in properties:
        return RefusedRow(line, storable(properties[TWICE])[:100], "occurs twice")
    cells = {name.strip().lower(): text_of(value) for name, value in properties.items()}
    if len(cells) < len(properties):
        return RefusedRow(line, "properties", "hold two names that differ in capital letters only")
    cells = {name: text for name, text in cells.items() if text}
    for name, text in cells.items():
        if storable(name) != name or storable(text) != text:
            reason = "holds a NUL character or half of a character pair"
            return RefusedRow(line, storable(name)[:100], reason)
    return cells


def text_of(value: Any) -> str:
    """A value as the text of a cell; lists are joined with `;`, nothing is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(map(text_of, value))
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value).strip()
