"""Trains the model of event types: `manage.py train_event_type`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.ingest.eventmodel import MARGIN, TooFew
from incidents.ingest.training import train_event_types


class Command(BaseCommand):
    help = "Train the model of event types with confirmed incidents; it is used where it beats the rules."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            row = train_event_types()
        except TooFew as error:
            raise CommandError(str(error)) from None
        share = 100 / max(1, row.tested)
        self.stdout.write(
            f"trained with {row.trained_with} confirmed incidents; of {row.tested} decided from {row.later_from} on, "
            f"asked of a model of the earlier ones: model {row.right * share:.1f} %, rules {row.rules_right * share:.1f} %"
        )
        word = "used" if row.in_use else "not used"
        self.stdout.write(f"{word}: it has to be better by {100 * MARGIN:.0f} points")
