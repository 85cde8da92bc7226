"""Trains the model of event types with what editors confirmed, keeps it, and gives it to the workers."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from django.db import DatabaseError, transaction
from django.utils import timezone

from incidents.calibration import confirmed_drafts
from incidents.ingest.eventmodel import EARLIER, EventTypes, Example, ModelRefused, load, train
from incidents.models import EventModel, Proposal

logger = logging.getLogger(__name__)

LONGEST_PASSAGE = 5_000
SENTENCE_END = re.compile(r"[.!?]\s|\n")
# The row that this process read last, and what it gave.
_kept: tuple[int, EventTypes | None] | None = None


def train_event_types() -> EventModel:
    """Trains anew; the model is used where it beats the rules on later incidents. Raises TooFew."""
    drafts = [(draft, example) for draft in confirmed_drafts() if (example := _example(draft)) is not None]
    trained = train([example for _draft, example in drafts])
    first_later = drafts[int(len(drafts) * EARLIER)][0].decided_at or timezone.now()
    with transaction.atomic():
        EventModel.objects.filter(in_use=True).update(in_use=False)
        return EventModel.objects.create(
            trained_with=trained.trained_with,
            tested=trained.tested,
            right=trained.right,
            rules_right=trained.rules_right,
            later_from=first_later.date(),
            in_use=trained.beats_rules,
            arrays=trained.arrays,
            sha256=trained.sha256,
        )


def event_types() -> EventTypes | None:
    """The model in use, for `extract(types=...)`; None where there is none, or where it is not what was trained."""
    global _kept  # noqa: PLW0603  one copy per process
    try:
        row = EventModel.objects.filter(in_use=True).only("pk", "sha256").first()
        if row is None:
            return None
        if _kept is None or _kept[0] != row.pk:
            _kept = row.pk, _loaded(row)
        return _kept[1]
    except DatabaseError:
        return None


def _loaded(row: EventModel) -> EventTypes | None:
    try:
        return load(bytes(row.arrays), row.sha256)
    except ModelRefused as error:
        logger.error("model of event types %s is not used: %s", row.pk, error)
        return None


def _example(draft: Proposal) -> Example | None:
    passage = passage_of(draft)
    confirmed = (draft.confirmed or {}).get("event_type")
    if not passage.strip() or not confirmed:
        return None
    return Example(passage, confirmed, draft.values.get("event_type") or "")


def passage_of(draft: Proposal) -> str:
    """What the report says of this draft: all of it when it tells of one incident, else the sentences of the evidence."""
    if draft.report is None:
        return ""
    text = draft.report.text
    spans = list(_spans(draft))
    if len({other.ordinal for other in draft.report.proposals.all()}) <= 1 or not spans:
        return text[:LONGEST_PASSAGE]
    start, end = min(start for start, _end in spans), max(end for _start, end in spans)
    before = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.end() if after else len(text)][:LONGEST_PASSAGE]


def _spans(draft: Proposal) -> Iterator[tuple[int, int]]:
    for row in draft.evidence.all():
        yield row.start, row.end
