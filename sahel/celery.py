"""The Celery app and its timetable. The broker carries wake-ups only; PostgreSQL holds the work."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

from celery import Celery
from celery.schedules import schedstate, schedule
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")

ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

app = Celery("sahel", amqp="sahel.messages:WakeUps")
app.Task.Request = "sahel.messages:WakeUpRequest"
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["incidents"])


class Every(schedule):
    """Every so many seconds, also after a clock that was ahead has been set right: otherwise nothing would be due
    until the wrong moment of the last time has come."""

    def is_due(self, last_run_at: datetime) -> Any:
        if self.maybe_make_aware(last_run_at) > self.now():
            return schedstate(True, self.seconds)
        return super().is_due(last_run_at)


@app.on_after_configure.connect
def timetable(sender: Celery, **_: object) -> None:
    """What is due is looked for again and again, and each queue is asked whether somebody serves it.

    Unlike a wake-up, such a message is sent once more when that fails: it is what makes beat connect anew to a
    broker that was away.
    """
    sent = {"expires": settings.MESSAGE_SECONDS, "retry": True, "retry_policy": ONCE_MORE}
    for name in ("sweep", "fetch_due", "import_due", "export_due"):
        due = sender.signature(f"incidents.{name}", options=sent)
        sender.add_periodic_task(Every(settings.SWEEP_SECONDS), due, name=name)
    releases = sender.signature("incidents.keep_releases", options=sent)
    sender.add_periodic_task(Every(3600), releases, name="keep_releases")
    refit = sender.signature("incidents.refit_confidence", options=sent)
    sender.add_periodic_task(Every(24 * 3600), refit, name="refit_confidence")
    for queue in settings.QUEUES:
        beat = sender.signature("incidents.heartbeat", args=[queue], options={**sent, "queue": queue})
        sender.add_periodic_task(Every(settings.HEARTBEAT_SECONDS), beat, name=f"heartbeat-{queue}")
