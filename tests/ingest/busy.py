"""Another worker, of whom only the turn is seen that it holds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from incidents.ingest.taking import take_turn
from incidents.models import Source


@contextmanager
def in_other_hands(source: Source) -> Iterator[None]:
    """During the block another connection has the turn to take in rows of this source."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            take_turn(source)
            held.set()
            let_go.wait(10)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        yield
    finally:
        let_go.set()
        thread.join()
