"""Keeps the column snapshot of this host: makes one where there is none, and a new one when it is due."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

from incidents.columns import build

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Keep the column snapshot that map, timeline and breakdowns are counted from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.COLUMNS_DIR:
            raise CommandError("COLUMNS_DIR is not set: plain SQL answers, and there is nothing to keep.")
        while True:
            self.keep_up()
            if options["once"]:
                return
            time.sleep(PAUSE_SECONDS)

    def keep_up(self) -> None:
        started = time.monotonic()
        try:
            name = build.keep_up()
        except (OperationalError, OSError) as error:
            # Plain SQL answers meanwhile; the next round tries again.
            self.stderr.write(f"the snapshot could not be made: {error}")
            connection.close()
            return
        if name:
            self.stdout.write(f"snapshot {name} after {time.monotonic() - started:.1f} s")
