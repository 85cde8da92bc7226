"""Messages are taken off the broker as they are read, and never acknowledged or put back.

They only wake a worker up: the reports are in PostgreSQL and the sweep finds them. Acknowledging had a price:
one that a frozen broker did not answer counted as work in hand for ever, so that the worker took no more; and
with a broker that went away, putting messages back ended the worker.
"""

from __future__ import annotations

import time
from typing import Any

from celery.app.amqp import AMQP
from celery.worker.consumer import Consumer
from celery.worker.request import Request


class WakeUps(AMQP):
    def TaskConsumer(self, channel: Any, queues: Any = None, accept: Any = None, **kw: Any) -> Any:  # noqa: N802
        return super().TaskConsumer(channel, queues, accept, **{**kw, "no_ack": True})


class WakeUpRequest(Request):
    """Tells its task when it came in (`request.came_in`, of this machine's monotonic clock)."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._request_dict["came_in"] = time.monotonic()

    def acknowledge(self) -> None:
        self.acknowledged = True

    def reject(self, requeue: bool = False) -> None:
        self.acknowledged = True


class Reader(Consumer):
    """Does not reject what it cannot read: RabbitMQ ends the connection of a reader that gives back what it
    took without acknowledging. And it prepares nothing for messages of later hours, because there are none."""

    class Blueprint(Consumer.Blueprint):
        default_steps = [step for step in Consumer.Blueprint.default_steps if "delayed_delivery" not in step]

    def on_unknown_message(self, body: Any, message: Any) -> None:
        super().on_unknown_message(body, _kept(message))

    def on_unknown_task(self, body: Any, message: Any, exc: Any) -> None:
        super().on_unknown_task(body, _kept(message), exc)

    def on_invalid_task(self, body: Any, message: Any, exc: Any) -> None:
        super().on_invalid_task(body, _kept(message), exc)


def _kept(message: Any) -> Any:
    message.reject_log_error = lambda *_args, **_kw: None
    return message
