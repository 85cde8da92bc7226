"""The rows that were set aside, as a CSV with their reasons: corrected, it can be loaded as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from incidents.api.renderers import csv_cell
from incidents.codes import ItemOutcome
from incidents.ingest.checking import cells_of
from incidents.ingest.rowreader import COLUMNS
from incidents.models import IngestItem, IngestRun
from incidents.plain import finite_number

# Read over when the file is loaded again.
TOLD = ("line", "reason", "unread")


def rejected_lines(run: IngestRun) -> Iterator[str]:
    """Header and rows in our columns. A line that was no row stands as it was in the column `unread`."""
    items = run.items.filter(outcome=ItemOutcome.QUARANTINED).order_by("line", "id")
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*COLUMNS, *TOLD])
    for item in items.iterator(chunk_size=500):
        cells = cells_of(item.payload) if "text" not in (item.payload or {}) else {}
        writer.writerow([*(_cell(cells.get(name, "")) for name in COLUMNS), item.line, csv_cell(_reasons(item)),
                         csv_cell((item.payload or {}).get("text", ""))])  # fmt: skip
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _reasons(item: IngestItem) -> str:
    problems = (item.details or {}).get("problems") or [[item.column, item.reason]]
    return "; ".join(f"{column}: {reason}" if column else reason for column, reason in problems)


def _cell(text: str) -> Any:
    """As an export writes it, but for numbers: a minus before one is no formula."""
    try:
        finite_number(text)
    except ValueError:
        return csv_cell(text)
    return text
