"""How far a long import is, told on a connection of its own: what a transaction writes nobody sees before its end."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from django.db import connection, connections

from incidents.models import IngestRun

SECONDS = 2.0


class Progress:
    """Writes the run's share (percent) every two seconds. A short import never opens the second connection."""

    def __init__(self, run: IngestRun, expected: int | None) -> None:
        self.run, self.expected = run, expected
        self.done = 0
        self._told_at = time.monotonic()
        self._connection: Any = None

    def __enter__(self) -> Progress:
        return self

    def went_on(self, rows: int) -> None:
        self.done += rows
        if self.expected and time.monotonic() - self._told_at >= SECONDS:
            self._told_at = time.monotonic()
            self._tell(min(99, 100 * self.done // max(self.expected, self.done)))

    def _tell(self, share: int) -> None:
        if self._connection is None:
            self._connection = connections.create_connection(connection.alias)
        with self._connection.cursor() as cursor:
            cursor.execute("UPDATE incidents_ingestrun SET share = %s WHERE id = %s", [share, self.run.pk])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
