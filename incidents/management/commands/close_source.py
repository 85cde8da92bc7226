"""Closes a source whose reports may not be passed on any more, however many incidents rest on them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents import closing
from incidents.models import Source


class Command(BaseCommand):
    help = "What these reports supplied leaves the public, the feed, releases and exports; copies are told."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the source's name")
        parser.add_argument("--reopen", action="store_true", help="its reports may be passed on again")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Source.objects.filter(name=options["name"]).first()
        if source is None:
            raise CommandError(f"no source has the name {options['name']!r}")
        if options["reopen"]:
            closing.reopen(source, by=None)
            self.stdout.write(f"{source}: open")
        else:
            taken = closing.close(source, by=None)
            self.stdout.write(f"{source}: closed; {taken} incidents are for analysts only from now on")
