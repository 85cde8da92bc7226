"""Loads gazetteers: `manage.py load_places ML.txt pcodes.csv`, `manage.py load_places --remove geonames`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents import bulkplaces, geonames, pcodes


class Command(BaseCommand):
    help = "Load GeoNames country files and OCHA P-codes into the gazetteer; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="*", type=Path, help="a GeoNames country file, or a table of P-codes"
        )
        parser.add_argument(
            "--remove",
            choices=bulkplaces.ORIGINS,
            help="take away what was loaded from there and is not used",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["file"] and not options["remove"]:
            raise CommandError("name a file, or --remove")
        if options["remove"]:
            gone, kept = bulkplaces.remove(options["remove"])
            self.stdout.write(f"{gone} places removed; {kept} are used and stay")
        bad = sum(self._load(path) for path in options["file"])
        if bad:
            raise CommandError(f"{bad} bad lines were set aside; the others are loaded")

    def _load(self, path: Path) -> int:
        try:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                first = file.readline()
                file.seek(0)
                told = _loader(path.name, first)(file)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        self.stdout.write(f"{path.name}: {told}")
        for line in told.bad:
            self.stderr.write(f"{path.name}, line {line.line}: {line.reason}")
        return len(told.bad)


def _loader(name: str, first_line: str) -> Any:
    """By the shape of the first line."""
    if tuple(cell.strip() for cell in first_line.split(",")) == pcodes.HEADER:
        return pcodes.load
    if first_line.count("\t") == geonames.COLUMNS - 1:
        return bulkplaces.load
    raise CommandError(
        f"{name}: neither a GeoNames country file (19 columns between tabs) nor a table of P-codes"
    )
