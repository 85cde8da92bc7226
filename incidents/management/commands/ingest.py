"""Takes files in: notes, CSV and GeoJSON."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.codes import ItemOutcome, RunState
from incidents.ingest.formats import FileRefused, storable
from incidents.ingest.imports import import_file
from incidents.models import IngestRun, Source
from incidents.plain import iso_day

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Take files in: plain-text notes (.txt), CSV in the documented columns (.csv), GeoJSON (.geojson). "
        "Rows become drafts, or wait in review when an editor stands for them (--by)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--source", help="name of the source (as in the admin); default: Imported files")
        parser.add_argument("--by", metavar="USERNAME", help="the editor who stands for the file")
        parser.add_argument(
            "--published", metavar="YYYY-MM-DD", help="when the notes were published; default: today"
        )
        parser.add_argument(
            "--language", choices=["en", "fr"], default="", help="of the notes; default: guessed"
        )

        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each row, and write nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, by, published = self._source(options), self._editor(options), self._published(options)
        refused = 0
        for name in options["files"]:
            try:
                run = import_file(
                    Path(name),
                    source=source,
                    by=by,
                    published=published,
                    language=options["language"],
                    dry_run=options["dry_run"],
                )
            except FileRefused as error:
                refused += 1
                self.stderr.write(f"refused: {storable(str(error))}")
                continue
            self._report(run)
        if refused:
            raise CommandError(f"{refused} of {len(options['files'])} files were refused; the others are in.")

    def _report(self, run: IngestRun) -> None:
        nothing = run.new == run.possible_duplicate == run.changed == run.quarantined == 0
        twins = f" {run.possible_duplicate} possible duplicates," if run.possible_duplicate else ""
        if run.state == RunState.CHECKED:
            self.stdout.write("Dry run: nothing was written but what would become of each row.")
        self.stdout.write(
            f"{run.file_name}: {run.new} new,{twins} {run.changed} changed, {run.unchanged} unchanged,"
            f" {run.quarantined} quarantined (run {run.pk}{'; nothing changed' if nothing else ''})"
        )
        for remark in run.remarks.splitlines():
            self.stdout.write(f"  {run.file_name}: {remark}")
        items = run.items.filter(outcome=ItemOutcome.QUARANTINED)
        for item in items[:SHOWN]:
            column = f", column {item.column}" if item.column else ""
            self.stdout.write(f"  {run.file_name}, line {item.line}{column}: {item.reason}")
        if run.quarantined > SHOWN:
            self.stdout.write(f"  ... and {run.quarantined - SHOWN} more: see the run in the admin")

    def _source(self, options: dict[str, Any]) -> Source | None:
        if not options["source"]:
            return None
        found = Source.objects.filter(name=options["source"]).first()
        if found is None:
            known = ", ".join(Source.objects.values_list("name", flat=True)[:20]) or "none yet"
            raise CommandError(
                f"there is no source {options['source']!r} (known: {known}); an admin adds sources"
            )
        return found

    def _editor(self, options: dict[str, Any]) -> User | None:
        if not options["by"]:
            return None
        found = User.objects.filter(username=options["by"], is_active=True).first()
        if found is None or not found.has_perm("incidents.add_incident"):
            raise CommandError(f"{options['by']!r} is not an editor here")
        return found

    def _published(self, options: dict[str, Any]) -> datetime | None:
        if not options["published"]:
            return None
        try:
            day = iso_day(options["published"])
        except ValueError as error:
            raise CommandError(f"--published: {error}") from None
        if not 1990 <= day.year < 2100:
            raise CommandError("--published: the year must be from 1990 to 2099")
        return datetime.combine(day, time(), UTC)
