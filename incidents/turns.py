"""Turns that processes take: session-level advisory locks of PostgreSQL, which are gone with their process.

The first number of a lock names what is taken in turns and belongs to who uses it; the second names the one thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def held(space: int, *numbers: int) -> Iterator[bool]:
    """Holds the first of these turns that is free for the block, and says whether one was. Nobody is waited for."""
    mine = _first_free(space, numbers)
    try:
        yield mine is not None
    finally:
        # A connection that was dropped meanwhile took the lock with it.
        if mine is not None and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [space, mine])


def _first_free(space: int, numbers: tuple[int, ...]) -> int | None:
    with connection.cursor() as cursor:
        for number in numbers:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [space, number])
            if cursor.fetchone()[0]:
                return number
    return None
