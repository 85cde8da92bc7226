"""The forms of an import: which file of which source, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.codes import RunState
from incidents.ingest import uploads
from incidents.ingest.formats import RawRow
from incidents.ingest.imports import file_source, layout_of, open_table
from incidents.ingest.layouts.guess import guessed, signature
from incidents.ingest.layouts.own import OWN
from incidents.ingest.notes import NOTE_ENDINGS
from incidents.ingest.rowreader import COLUMNS, KNOWN, REQUIRED
from incidents.models import IngestRun, Source

ROWS_SHOWN = 3
# Of a file that is read line by line its beginning is enough to show what it holds.
STREAMED = (".csv", ".jsonl", ".ndjson")
BEGINNING = 2 * 1024 * 1024
CELL_SHOWN = 60


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "Rows (CSV, XLSX, GeoJSON, JSON lines) or one text (TXT, HTML, PDF, DOCX); at most 200 MB."
        ),
    )
    source = forms.ModelChoiceField(
        Source.objects.filter(active=True).exclude(kind="sample"),
        label=gettext_lazy("source"),
        required=False,
        help_text=gettext_lazy("Who says so. Left empty: “Imported files”."),
    )

    @transaction.atomic
    def kept(self, *, by: Any) -> IngestRun:
        """Keeps the file and starts its run: both or neither. Raises FileRefused."""
        given = self.cleaned_data["file"]
        upload = uploads.keep(given.name, given.chunks(), by=by)
        run = uploads.start(upload, source=self.cleaned_data["source"] or file_source(), by=by)
        if Path(upload.name).suffix.lower() in NOTE_ENDINGS:
            uploads.order(run, RunState.CHECKING)
            run.refresh_from_db()
        return run


@dataclass(frozen=True)
class Peek:
    """The file's columns, the first values of each, and the layout that it was recognised as."""

    columns: tuple[str, ...]
    samples: dict[str, list[str]]
    layout: str
    fits: bool


def peeked(run: IngestRun) -> Peek:
    """Looks at the beginning of the run's file. Raises FileRefused when it cannot be read."""
    if run.upload is None:
        raise ValueError("a run without a file")
    streamed = Path(run.upload.name).suffix.lower() in STREAMED
    with uploads.opened(run.upload, most=BEGINNING if streamed else None) as path:
        table = open_table(path)
        rows = [row for row in islice(table.rows, 50) if isinstance(row, RawRow)]
    layout = layout_of(table.columns)
    fits = layout is not OWN or (layout.fits(frozenset(table.columns)) and set(table.columns) <= KNOWN)
    samples = {column: _first(row.cells.get(column, "") for row in rows) for column in table.columns}
    return Peek(table.columns, samples, layout.name, fits)


def _first(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value[:CELL_SHOWN] for value in values if value))[:ROWS_SHOWN]


class ColumnsForm(forms.Form):
    """One choice a column: which of ours it is, or none. Nothing to choose where the layout was recognised."""

    as_recognised = forms.BooleanField(
        required=False, label=gettext_lazy("Read the columns as they were recognised")
    )

    def __init__(self, data: Any = None, *, run: IngestRun, peek: Peek) -> None:
        super().__init__(data, initial={"as_recognised": peek.fits and not run.mapping})
        self.peek = peek
        kept = run.mapping or run.source.column_mappings.get(signature(peek.columns))
        proposed = guessed(peek.columns) if kept is None else kept
        choices = [("", _("leave out")), *((name, name) for name in COLUMNS)]
        for number, column in enumerate(peek.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                choices=choices, required=False, label=column, initial=proposed.get(column, "")
            )
        if not peek.fits:
            self.fields["as_recognised"].widget = forms.HiddenInput()

    def rows(self) -> list[tuple[Any, list[str]]]:
        """(field, first values) of each column, for the page."""
        return [
            (self[f"column_{number}"], self.peek.samples[column])
            for number, column in enumerate(self.peek.columns)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_as_recognised:
            return cleaned
        chosen = [ours for ours in self.mapping.values() if ours]
        twice = sorted({name for name in chosen if chosen.count(name) > 1})
        missing = sorted(REQUIRED - set(chosen))
        if twice:
            raise forms.ValidationError(_("More than one column is to be %s.") % ", ".join(twice))
        if missing:
            raise forms.ValidationError(_("No column is to be %s: choose one.") % ", ".join(missing))
        return cleaned

    @property
    def is_as_recognised(self) -> bool:
        return self.peek.fits and bool(self.cleaned_data.get("as_recognised"))

    @property
    def mapping(self) -> dict[str, str]:
        """Theirs -> ours; the columns left out are not in it."""
        chosen = {
            column: self.cleaned_data.get(f"column_{number}", "")
            for number, column in enumerate(self.peek.columns)
        }
        return {column: ours for column, ours in chosen.items() if ours}


def ask_for_check(run: IngestRun, form: ColumnsForm) -> None:
    """Keeps what was chosen, with the run and for the next file of this source, and orders the dry run."""
    mapping = None if form.is_as_recognised else form.mapping
    if mapping is not None:
        source = run.source
        source.column_mappings = {**source.column_mappings, signature(form.peek.columns): mapping}
        source.save(update_fields=["column_mappings"])
    uploads.order(run, RunState.CHECKING, mapping=mapping)
