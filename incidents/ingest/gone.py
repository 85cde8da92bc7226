"""When the database goes away under the work."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError, connection

# It was stopped, was full, or chose us in a deadlock: no fault of what was being worked on.
DATABASE_GONE = (OperationalError, InterfaceError)


def connect_anew() -> None:
    """Lets go of a connection that does not answer any more, with its locks: the next statement opens another."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
