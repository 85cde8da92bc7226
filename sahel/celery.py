"""The Celery app and its timetable. The broker carries wake-ups only; PostgreSQL holds the work."""

from __future__ import annotations

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")

ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

app = Celery("sahel", amqp="sahel.messages:WakeUps")
app.Task.Request = "sahel.messages:WakeUpRequest"
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["incidents"])


@app.on_after_configure.connect
def timetable(sender: Celery, **_: object) -> None:
    """What is due is looked for again and again, and each queue is asked whether somebody serves it.

    Unlike a wake-up, such a message is sent once more when that fails: it is what makes beat connect anew to a
    broker that was away.
    """
    sent = {"expires": settings.MESSAGE_SECONDS, "retry": True, "retry_policy": ONCE_MORE}
    for name in ("sweep", "fetch_due", "import_due"):
        due = sender.signature(f"incidents.{name}", options=sent)
        sender.add_periodic_task(settings.SWEEP_SECONDS, due, name=name)
    for queue in settings.QUEUES:
        beat = sender.signature("incidents.heartbeat", args=[queue], options={**sent, "queue": queue})
        sender.add_periodic_task(settings.HEARTBEAT_SECONDS, beat, name=f"heartbeat-{queue}")
