"""How right extraction is: `manage.py evaluate`, `manage.py evaluate notes.csv --errors 20`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.ingest import evaluation
from incidents.ingest.formats import FileRefused
from incidents.ingest.gazetteer import Tables
from incidents.ingest.knownnames import tables_from_database
from incidents.ingest.notefiles import NoteFile


class Command(BaseCommand):
    help = "Score today's drafts against confirmed incidents, or against a file of coded notes. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="a table of notes; else the confirmed incidents"
        )
        parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N worst")
        parser.add_argument(
            "--without-years", action="store_true", help="take years away from the dates in a file's notes"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        tables = tables_from_database() or Tables.from_reference()
        family = evaluation.family_of_tables(tables)
        self.stdout.write(f"names from: {tables.origin}, {len(tables.places)} places")
        if options["file"] is None:
            notes = list(evaluation.confirmed_notes(tables, family))
            lines = [
                *evaluation.told_of_confirmed(notes),
                *evaluation.worst_confirmed(notes, options["errors"]),
            ]
        else:
            try:
                file = NoteFile.open(options["file"])
                judged = list(
                    evaluation.judged_file(file, tables, family, without_years=options["without_years"])
                )
            except (OSError, ValueError, FileRefused) as error:
                raise CommandError(str(error)) from None
            lines = [*evaluation.told_of_file(file, judged), *evaluation.worst(judged, options["errors"])]
        for line in lines:
            self.stdout.write(line)
