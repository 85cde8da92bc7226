"""Loads the founding incidents and generated ones."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.sample import load


class Command(BaseCommand):
    help = "Load sample data: the founding note's incidents, and generated ones with fictional actors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--incidents", type=int, default=2000, help="how many to generate (default 2000)")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["incidents"]
        if not 0 <= number <= 10_000_000:
            raise CommandError("--incidents takes a number from 0 to 10000000")
        founding, generated = load(number, self._show)
        self.stdout.write(f"{founding} founding and {generated} generated incidents loaded")

    def _show(self, done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total or done % 100_000 == 0:
            width = 40 * done // total
            end = "\n" if done == total else ""
            self.stderr.write(f"\r[{'#' * width}{' ' * (40 - width)}] {done} of {total}", ending=end)
            self.stderr.flush()
