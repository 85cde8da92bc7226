"""Files that lie in the database: their bytes in rows of at most PART_BYTES, numbered from 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

PART_BYTES = 1024 * 1024


class Parts:
    """Writes what is added as parts: `keep(number, data)` stores one of them."""

    def __init__(self, keep: Callable[[int, bytes], Any]) -> None:
        self._keep, self._waiting, self._number = keep, b"", 0

    def add(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) >= PART_BYTES:
            self._write(self._waiting[:PART_BYTES])

    def finish(self) -> None:
        """Writes what is left; nothing is added afterwards."""
        if self._waiting:
            self._write(self._waiting)

    def _write(self, part: bytes) -> None:
        self._keep(self._number, part)
        self._waiting, self._number = self._waiting[len(part) :], self._number + 1


def bytes_of(parts: Any) -> Iterator[bytes]:
    """What was added, part by part, of a QuerySet of parts; a few of them are in memory at once."""
    for data in parts.order_by("number").values_list("data", flat=True).iterator(chunk_size=4):
        yield bytes(data)
