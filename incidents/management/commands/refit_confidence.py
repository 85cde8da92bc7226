"""Fits the confidence of drafted values to editors' decisions: `manage.py refit_confidence`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from incidents.calibration import refit


class Command(BaseCommand):
    help = "Fit the confidence of drafted values to editors' decisions, and the order of the queue to it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = refit()
        self.stdout.write(f"{done.drafts} decided drafts, {done.rows} rows, {done.eased} open drafts moved")
