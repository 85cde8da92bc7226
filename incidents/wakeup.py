"""Tells the workers that a report, or a run, is waiting. A wake-up may be lost: the sweep is the guarantee.

No request touches the broker. After the commit the row's id goes into a bounded queue of this process;
one background thread sends it. With the broker dead or frozen the thread waits, the queue fills, and
further wake-ups are dropped: the rows are in PostgreSQL and the sweep finds them.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

MAX_WAITING = 1_000
# The request that asked answers first: both need the interpreter, and a wake-up takes as long as the answer.
PAUSE_SECONDS = 0.01
# (task, id of the row, queue of the broker)
_waiting: queue.Queue[tuple[str, int, str]] = queue.Queue(MAX_WAITING)
_lock = threading.Lock()
_sender: tuple[int, threading.Thread] | None = None


def after_commit(row_id: int, *, task: str = "incidents.work_report", queue: str = "extract") -> None:
    """Wakes a worker for this report (or run) once the surrounding transaction is committed."""
    transaction.on_commit(lambda: _enqueue(task, row_id, queue), robust=True)


def _enqueue(task: str, row_id: int, broker_queue: str) -> None:
    _ensure_sender()
    try:
        _waiting.put_nowait((task, row_id, broker_queue))
    except queue.Full:
        logger.warning("wake-up %s(%s) dropped: the sweep will find it", task, row_id)


def _ensure_sender() -> None:
    global _sender  # noqa: PLW0603  one thread per process, also after a fork
    with _lock:
        if _sender is None or _sender[0] != os.getpid() or not _sender[1].is_alive():
            thread = threading.Thread(target=_send_for_ever, name="wake-ups", daemon=True)
            _sender = (os.getpid(), thread)
            thread.start()


def _send_for_ever() -> None:
    while True:
        task, row_id, broker_queue = _waiting.get()
        if _waiting.empty():
            time.sleep(PAUSE_SECONDS)
        try:
            current_app.send_task(task, args=[row_id], queue=broker_queue, retry=False, ignore_result=True)
        except Exception as error:
            logger.warning("wake-up %s(%s) not sent: %s", task, row_id, type(error).__name__)
