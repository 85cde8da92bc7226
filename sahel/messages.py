"""Messages are taken off the broker as they are read, and never acknowledged or put back.

They only wake a worker up: the reports are in PostgreSQL and the sweep finds them. Acknowledging had a price:
one that a frozen broker did not answer counted as work in hand for ever, so that the worker took no more; and
with a broker that went away, putting messages back ended the worker.
"""

from __future__ import annotations

from typing import Any

from celery.app.amqp import AMQP
from celery.worker.request import Request


class WakeUps(AMQP):
    def TaskConsumer(self, channel: Any, queues: Any = None, accept: Any = None, **kw: Any) -> Any:  # noqa: N802
        return super().TaskConsumer(channel, queues, accept, **{**kw, "no_ack": True})


class WakeUpRequest(Request):
    def acknowledge(self) -> None:
        self.acknowledged = True

    def reject(self, requeue: bool = False) -> None:
        self.acknowledged = True
