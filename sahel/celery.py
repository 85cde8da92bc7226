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
    """One sweep: due reports, unnumbered changes, embargoes that have ended."""
    sender.add_periodic_task(
        settings.SWEEP_SECONDS,
        sender.signature("incidents.sweep", options={"expires": settings.SWEEP_SECONDS}),
        name="sweep",
    )
