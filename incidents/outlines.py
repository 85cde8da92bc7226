"""Outlines of drafts: written beside a draft's values, so that its days and its place can be searched."""

from __future__ import annotations

from datetime import date

from incidents.models import Actor, DraftOutline, Proposal
from incidents.models.incident import EARLIEST_DAY
from incidents.record import IncidentRecord, Lookup, RecordError

LONGEST_PASSAGE = 1_000
# No incident is later, either: see the rule incident_date_of_our_time.
LATEST_DAY = date(2100, 1, 1)


def write_outline(draft: Proposal) -> None:
    """What the draft says of when, where and who, as columns; what cannot be read is not known."""
    values = IncidentRecord.from_json(draft.values)
    first, last = _day(values.date_start), _day(values.date_end) or _day(values.date_start)
    known = first is not None and last is not None and EARLIEST_DAY <= first <= last < LATEST_DAY
    try:
        exact = Lookup().placed(values).exact
    except RecordError:
        exact = {}
    slugs = [party.actor for party in values.involvements if party.actor]
    DraftOutline.objects.update_or_create(
        draft=draft,
        defaults={
            "date_start": first if known else None,
            "date_end": last if known else None,
            **{name: exact.get(name) for name in ("point", "radius_m", "place_id", "region_id")},
            "actors": list(Actor.objects.filter(slug__in=slugs).order_by("pk").values_list("pk", flat=True)),
            "passage": _passage(draft),
        },
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _passage(draft: Proposal) -> str:
    """The report's words from the first to the last piece of evidence."""
    spans = list(draft.evidence.values_list("start", "end"))
    if draft.report is None or not spans:
        return ""
    return draft.report.text[min(start for start, _end in spans) : max(end for _start, end in spans)][
        :LONGEST_PASSAGE
    ]
