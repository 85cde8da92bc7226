"""Removes the sample data."""

from typing import Any

from django.core.management.base import BaseCommand

from incidents.sample import clear


class Command(BaseCommand):
    help = "Remove the sample incidents and their reports, and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = clear()
        self.stdout.write(
            f"{removed['incidents']} sample incidents and {removed['reports']} sample reports removed"
        )
