"""Wiring: settings, addresses, the Celery app and the private services of `make run`."""

from sahel.celery import app as celery_app

__all__ = ["celery_app"]
