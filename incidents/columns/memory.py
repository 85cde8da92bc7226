"""What readers have fetched of single incidents, kept with a view of the columns as long as nobody touches them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

Value = TypeVar("Value")
# Of an incident by (its id, what); of the whole by (0, what).
Memory = dict[Any, Any]
# A process remembers so many answers at most.
REMEMBERED = 20_000


def recalled(
    ids: Sequence[int], what: Any, memory: Memory, fetch: Callable[[list[int]], Mapping[int, Value]]
) -> dict[int, Value]:
    """What is known of these incidents; `fetch` is asked for the others, all at once."""
    # In a dict of our own: another thread may empty the memory meanwhile.
    found = {pk: known for pk in ids if (known := memory.get((pk, what))) is not None}
    unknown = [pk for pk in ids if pk not in found]
    fetched = fetch(unknown) if unknown else {}
    if len(memory) + len(fetched) > REMEMBERED:
        memory.clear()
    memory.update({(pk, what): value for pk, value in fetched.items()})
    return {**found, **fetched}


def without(memory: Memory, touched: Collection[int]) -> Memory:
    """A memory of its own for the next view: what was touched is forgotten, and all that was said of the whole."""
    return {key: value for key, value in memory.items() if key[0] and key[0] not in touched}
