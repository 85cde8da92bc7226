"""Loads the curated regions, places and actors."""

from typing import Any

from django.core.management.base import BaseCommand

from incidents.curated import load_reference


class Command(BaseCommand):
    help = "Load the curated regions, places and actors into the database; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_reference()
        self.stdout.write(", ".join(f"{number} {table}" for table, number in counts.items()))
