"""How a report comes in: one row per version, written in one transaction; the row is the queue.

`receive` is idempotent by (source, id at the source): the same content again writes nothing, other content
is a new version. It is compared with the latest version only: A, B, A again are three versions.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Field

from incidents import wakeup
from incidents.codes import ItemOutcome, ReportState
from incidents.kept import Kept, columns, instance, rows_of
from incidents.models import Report, ReportLink, Source
from incidents.models.rules import broken_rule
from incidents.spelling import words_of

MAX_TEXT = 50_000
_LATEST = Kept(
    lambda source, external_id: (
        Report.objects.filter(source_id=source, external_id=external_id)
        .order_by("-version")
        .values_list(*columns(Report))[:1]
    ),
    -987_654_321,
    "id of no report",
)
FEWEST_WORDS = 8
# What a first version is born with.
_FIRST_ALWAYS: dict[str, Any] = {"version": 1, "state_reason": "", "attempts": 0, "last_error": ""}


@dataclass(frozen=True)
class Receipt:
    """The stored report, and whether it is new, changed or unchanged."""

    report: Report
    outcome: ItemOutcome


def content_hash(title: str, text: str, payload: Any) -> str:
    """Hash of what a source said, the same for composed and decomposed accents."""
    body = json.dumps([title, text, payload], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(unicodedata.normalize("NFC", body).encode("utf-8", "surrogatepass")).hexdigest()


def text_hash(text: str) -> str:
    """Hash of a text's words, the same whatever its case, accents, blanks and punctuation; empty for a short text,
    which says the same by chance."""
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return ""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def receive(
    source: Source,
    *,
    external_id: str,
    published_at: datetime,
    title: str = "",
    text: str = "",
    payload: Any = None,
    url: str = "",
    language: str = "",
    submitted_by: Any = None,
    state: str = ReportState.PENDING,
    digest: str = "",
) -> Receipt:
    """Stores a report unless its latest version says the same. A dismissed report stays dismissed.

    `digest` takes the place of the hash of title, text and payload where only a part of them is what was said.
    """
    if not external_id:
        raise ValueError("a report needs an id: nothing is keyed on an empty field")
    digest = digest or content_hash(title, text, payload)
    values = {
        "source": source.pk,
        "external_id": external_id,
        "url": url,
        "published_at": published_at,
        "language": language,
        "title": title,
        "text": text,
        "payload": payload,
        "content_hash": digest,
        "text_hash": text_hash(text),
        "submitted_by": submitted_by.pk if submitted_by is not None else None,
    }
    with _alone_or_savepoint():
        first = _stored_first({**values, "state": state})
    if first is not None:
        return _told(first, ItemOutcome.NEW)
    while True:
        found = _LATEST.rows(source.pk, external_id)
        latest: Report | None = instance(Report, found[0]) if found else None
        if latest is not None and latest.content_hash == digest:
            return Receipt(latest, ItemOutcome.UNCHANGED)
        kept_out = latest is not None and latest.state == ReportState.DISMISSED and not _is_used(latest)
        try:
            with _alone_or_savepoint():
                report = Report.objects.create(
                    **{**values, "source": source, "submitted_by": submitted_by},
                    version=latest.version + 1 if latest else 1,
                    state=ReportState.DISMISSED if kept_out else state,
                    state_reason="an earlier version was dismissed" if kept_out else "",
                )
        except IntegrityError as error:
            if broken_rule(error) != "report_one_row_per_version":
                raise
            continue  # another writer stored this version first: compare with that one
        return _told(report, ItemOutcome.CHANGED if latest else ItemOutcome.NEW)


def _told(report: Report, outcome: ItemOutcome) -> Receipt:
    if report.state == ReportState.PENDING:
        wakeup.after_commit(report.pk)
    return Receipt(report, outcome)


def _stored_first(values: dict[str, Any]) -> Report | None:
    """The report as its first version, in one statement; None, and nothing written, where there is one already.

    Most reports are new: looking for an earlier version beforehand would cost each a turn to the database.
    """
    given = {**values, **_FIRST_ALWAYS}
    fields = [field for field in Report._meta.concrete_fields if field.name in given]
    prepared = [field.get_db_prep_save(given[field.name], connection) for field in fields]
    found = rows_of("first_version", _first_version_sql(tuple(fields)), prepared)
    return instance(Report, found[0]) if found else None


@cache
def _first_version_sql(fields: tuple[Field[Any, Any], ...]) -> str:
    table, names = Report._meta.db_table, ", ".join(str(field.column) for field in fields)
    types = [
        field.rel_db_type(connection) if field.is_relation else field.db_type(connection) for field in fields
    ]
    # Without their lengths: a text that is too long is refused, not cut.
    values = ", ".join("%s::" + re.sub(r"\(\d+\)", "", str(kind)) for kind in types)
    return f"""
        WITH given ({names}) AS (SELECT {values})
        INSERT INTO {table} ({names})
        SELECT * FROM given
        WHERE NOT EXISTS (
            SELECT 1 FROM {table} known WHERE known.source_id = given.source_id AND known.external_id = given.external_id
        )
        ON CONFLICT ON CONSTRAINT report_one_row_per_version DO NOTHING
        RETURNING {", ".join(str(field.column) for field in Report._meta.concrete_fields)}
    """  # noqa: S608  own names


def _alone_or_savepoint() -> AbstractContextManager[Any]:
    """One statement is a transaction by itself: asking for one would cost two more turns to the database."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _is_used(report: Report) -> bool:
    """Whether an incident rests on a version of this report: a change that was turned down is no tombstone."""
    versions = Report.objects.filter(source=report.source_id, external_id=report.external_id)
    return ReportLink.objects.filter(report__in=versions).exists()


def retry(report: Report) -> bool:
    """Puts a quarantined or parked report back into the queue with its attempts counted anew."""
    waiting = (ReportState.QUARANTINED, ReportState.PARKED)
    with transaction.atomic():
        changed = Report.objects.filter(pk=report.pk, state__in=waiting).update(
            state=ReportState.PENDING, state_reason="", attempts=0, last_error="", due_at=report.received_at
        )
        if changed:
            wakeup.after_commit(report.pk)
    return bool(changed)


def park(report: Report, *, reason: str) -> bool:
    """Sets a report aside with a reason; it can be retried."""
    return bool(
        Report.objects.filter(pk=report.pk)
        .exclude(state=ReportState.EXTRACTING)
        .update(state=ReportState.PARKED, state_reason=reason or "parked")
    )
