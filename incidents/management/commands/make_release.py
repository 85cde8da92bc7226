"""Makes a named data release, or the reissues that redactions ask for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents import releases


class Command(BaseCommand):
    help = "Make a data release of what is public now (named after the month unless given), or reissue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="such as 2026-11")
        parser.add_argument(
            "--reissue",
            action="store_true",
            help="only reissue the releases that hold what was redacted since",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reissue"] and options["name"]:
            raise CommandError("--reissue finds by itself which releases have to be reissued: give no name.")
        try:
            made = releases.reissue_due() if options["reissue"] else [releases.make(options["name"])]
        except releases.ReleaseRefused as refused:
            raise CommandError(str(refused)) from refused
        for release in made:
            self.stdout.write(f"{release}: {release.incidents} incidents, change {release.change_number}")
            for file in release.files.all():
                self.stdout.write(f"  {file.sha256}  {file.name}")
        if not made:
            self.stdout.write("no release holds what was redacted")
