"""What a poll brought is written: each entry in a transaction of its own, with what became of it."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction

from incidents import intake
from incidents.codes import ItemOutcome, ReportState
from incidents.ingest.formats import RawRow, Table, storable
from incidents.ingest.layouts import Layout
from incidents.ingest.replacement import Replacement
from incidents.ingest.sources import Coded, Note, Parsed, Unreadable, Withdrawn
from incidents.ingest.taking import take_rows
from incidents.ingest.withdrawal import take_back
from incidents.models import IngestItem, IngestRun, Report

# The first of the two numbers of the locks on a text that two feeds bring at once.
TEXT_LOCKS = 7_335_006
MAX_SHOWN = 2_000


class Entries:
    """The entries of one run, written as they come; `counts` says how many became what, `line` numbers them."""

    def __init__(self, run: IngestRun, layout: Layout | None, replacement: Replacement | None = None) -> None:
        self.run = run
        self.layout = layout
        self.replacement = replacement
        self.counts: Counter[str] = Counter()
        self.line = 0

    def take(self, parsed: Iterable[Parsed]) -> None:
        """Writes what one answer was read as. Coded rows go in together, the others one by one."""
        rows: list[RawRow] = []
        for entry in parsed:
            self.line += 1
            if isinstance(entry, Coded):
                rows.append(RawRow(self.line, dict(entry.cells)))
            elif isinstance(entry, Note):
                self._count(self._note(entry))
            elif isinstance(entry, Withdrawn):
                self._count(take_back(self.run, entry.external_id, entry.reason, line=self.line))
            else:
                self._count(self._unreadable(entry))
        if rows:
            self._rows(rows)

    def hear(self, content: Any) -> None:
        """What an answer says beside its entries, before they are taken."""
        if self.replacement is not None:
            self.replacement.hear(content)

    def complete(self, content: Any) -> None:
        """The same, after they were."""
        if self.replacement is not None:
            for item in self.replacement.complete(self.run, content, line=self.line):
                self._count(item)

    def _count(self, item: IngestItem | None) -> None:
        if item is not None:
            self.counts[item.outcome] += 1

    # Rows ------------------------------------------------------------------------------------------------
    def _rows(self, rows: list[RawRow]) -> None:
        if self.layout is None:
            raise LookupError("a source of coded rows needs a layout")
        as_sent = rows
        if self.replacement is not None:
            rows = self.replacement.filed(rows)
        self.counts += _take_rows(self.run, rows, self.layout)
        if self.replacement is not None:
            self.replacement.settle(self.run, as_sent)

    # Texts -----------------------------------------------------------------------------------------------
    def _note(self, note: Note) -> IngestItem:
        try:
            with transaction.atomic():
                return self._receive(note)
        except (ValueError, DataError, IntegrityError) as error:
            return self._unreadable(
                Unreadable(note.external_id, f"cannot be kept: {error}"[:500], note.title)
            )

    def _receive(self, note: Note) -> IngestItem:
        source = self.run.source
        title, text = storable(note.title), storable(note.text)
        digest = intake.content_hash(title, text, note.payload)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [TEXT_LOCKS, zlib.crc32(digest.encode()) - 2**31]
            )
        is_known = Report.objects.filter(source=source, external_id=note.external_id).exists()
        if not is_known:
            repeat = Report.objects.filter(source=source, content_hash=digest).order_by("pk").first()
            if repeat is not None:
                reason = f"the same text is kept under the id {repeat.external_id[:200]}"
                return self._item(note.external_id, ItemOutcome.UNCHANGED, reason=reason, report=repeat)
        receipt = intake.receive(
            source,
            external_id=note.external_id,
            published_at=note.published_at,
            title=title,
            text=text,
            payload=note.payload,
            url=note.url,
            language=note.language,
        )
        reason = ""
        if receipt.outcome != ItemOutcome.UNCHANGED:
            reason = _set_aside_if_told_elsewhere(receipt.report, digest)
        return self._item(note.external_id, receipt.outcome, reason=reason, report=receipt.report)

    def _unreadable(self, entry: Unreadable) -> IngestItem:
        payload = {"text": storable(entry.text)[:MAX_SHOWN]} if entry.text else None
        return self._item(entry.external_id, ItemOutcome.QUARANTINED, reason=entry.reason, payload=payload)

    def _item(self, external_id: str, outcome: str, *, reason: str = "", **fields: Any) -> IngestItem:
        return IngestItem.objects.create(
            run=self.run,
            line=self.line,
            external_id=storable(external_id)[:500],
            outcome=outcome,
            reason=storable(reason)[:MAX_SHOWN],
            **fields,
        )


def _set_aside_if_told_elsewhere(report: Report, digest: str) -> str:
    """One page in two feeds is read once: the second report is parked and says where the first is."""
    if report.state != ReportState.PENDING:
        return ""
    others = list(
        type(report.source)
        .objects.exclude(pk=report.source_id)
        .exclude(reader="")
        .values_list("pk", flat=True)
    )
    first = Report.objects.filter(source__in=others, content_hash=digest).order_by("pk").first()
    if first is None:
        return ""
    reason = f"the same page came in from {first.source} (report {first.pk})"
    intake.park(report, reason=reason)
    return reason


def _take_rows(run: IngestRun, rows: list[RawRow], layout: Layout) -> Counter[str]:
    """Rows in the provider's columns go into the incidents, a page in one transaction; how many became what."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    table = Table(str(run.source), columns, iter(rows), ragged=True)
    return take_rows(run, layout.rows(table), goes_on=True)
