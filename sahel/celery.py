"""The Celery app and its timetable. The broker carries wake-ups only; PostgreSQL holds the work."""

from __future__ import annotations

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")

app = Celery("sahel", amqp="sahel.messages:WakeUps")
app.Task.Request = "sahel.messages:WakeUpRequest"
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["incidents"])


@app.on_after_configure.connect
def timetable(sender: Celery, **_: object) -> None:
    """What is due is looked for again and again, and each queue is asked whether somebody serves it."""
    for name in ("sweep", "fetch_due", "import_due"):
        due = sender.signature(f"incidents.{name}", options={"expires": settings.MESSAGE_SECONDS})
        sender.add_periodic_task(settings.SWEEP_SECONDS, due, name=name)
    for queue in settings.QUEUES:
        beat = sender.signature(
            "incidents.heartbeat", args=[queue], options={"expires": settings.MESSAGE_SECONDS, "queue": queue}
        )
        sender.add_periodic_task(settings.HEARTBEAT_SECONDS, beat, name=f"heartbeat-{queue}")
