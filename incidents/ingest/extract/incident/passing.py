"""What one sentence or incident hands on to the next: its day, its place, what stands in front of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from incidents.ingest.drafts import (
    IncidentDraft,
)
from incidents.ingest.extract.incident.segments import SEPARATE
from incidents.ingest.extract.incident.units import Segment, Unit
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.when.dates import DateMention
from incidents.ingest.extract.where.places import PlaceMention

# "Jeudi 7.", "Mon 4 July."
LONE_DAY = re.compile(
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]* \d{1,2}(?:er|st|nd|rd|th)?(?: [^\W\d]{3,9})?\.",
    re.IGNORECASE,
)
LONE_DATE = 4
# Words of a line that only says when, and how long ago that may be.
LONGEST_HEAD, LATELY = 12, timedelta(days=31)


# The day of a message stands so near its beginning, and its sentence, too.
STAMP_WITHIN, HEAD_WITHIN = 40, 120
STAMPED = re.compile(r"\s*(?:,?\s*(?:à |at |@ ?)?\d{1,2}[:hH]?\d{0,2}(?: ?(?:hrs|H|Z|z))?\s*)?[:–\n-]")


def without_the_stamp(sentence: Passage, found: list[DateMention], published: date) -> list[DateMention]:
    """As in "Djibo update 19 Oct 0700: a base was set up yesterday": the day of the message is not the event's."""
    first = found[0] if found else None
    if first is None or len(found) < 2 or first.date.end != published or sentence.start > HEAD_WITHIN:
        return found
    is_head = first.start - sentence.start < STAMP_WITHIN or "\n" in sentence.text[first.end : first.end + 1]
    if not is_head or not STAMPED.match(sentence.text, first.end):
        return found
    return [replace(first, role="reported"), *found[1:]]


def at_the_place_of(before: IncidentDraft, draft: IncidentDraft) -> IncidentDraft:
    """As in "a trader of the town had been shot the day before": the place is that of the incident told before."""
    if before.place is None:
        return draft
    read = [replace(span, confidence="inferred") for span in before.evidence if span.field == "place"]
    flags = (*(flag for flag in draft.flags if flag != "place_unstated"), "place_inferred")
    return replace(
        draft, place=before.place, country=before.country, evidence=(*draft.evidence, *read), flags=flags
    )


def with_its_date(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As in "31 March. A truck was stopped", "Jeudi 7. Un camion ...": the day that stands alone belongs to what follows it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        before = text[slice(*joined[-1])] if joined else ""
        is_first = len(joined) == 1 and len(before.split()) <= LONE_DATE and before[:1].isdecimal()
        if is_first or LONE_DAY.fullmatch(before):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def goes_on(previous: Segment, segment: Segment, day: DateMention | None) -> bool:
    """Whether an incident without a day is told in the paragraph of one that has it, as one of that day."""
    same_block = previous.units[-1].block == segment.units[0].block
    return (
        same_block
        and not segment.opener.passage.has(SEPARATE)
        and segment.date_mention is None
        and day is not None
        and day.date.precision == "day"
    )


def with_the_day_above(units: Sequence[Unit], above: Unit | None, published: date) -> list[Unit]:
    """The sentences of a paragraph, its first event with the day of the line above where it tells none of its own.

    "Monday 5 September 2022, night" over a report is the day of what it reports; the day of publication is not.
    """
    day = _day_of_line(above, published)
    return _dated(units, day) or list(units)


def with_the_day_of_the_form(
    units: Sequence[Unit], labelled: DateMention | None
) -> tuple[list[Unit], DateMention | None]:
    """The sentences of a paragraph, its first event with the day that a field of the form over it or of its own gives ("When:
    Thursday"), and the day that a field gives for the paragraphs behind it."""
    if dated := _dated(units, labelled):
        return dated, None
    days = (day for unit in units for day in unit.own_dates if day.is_labelled and not day.is_anchored)
    given = next(days, None)
    first = _first_event(units)
    if given is None or first is None or units[first].own_dates:
        return list(units), given or labelled
    return _with_day(units, first, given), given


def _dated(units: Sequence[Unit], day: DateMention | None) -> list[Unit] | None:
    """The sentences with that day for their first event, where they tell one and no day of their own."""
    first = _first_event(units)
    tells_day = any(not own.is_anchored for unit in units for own in unit.own_dates)
    if day is None or first is None or tells_day:
        return None
    return _with_day(units, first, day)


def _first_event(units: Sequence[Unit]) -> int | None:
    return next((number for number, unit in enumerate(units) if unit.triggers or unit.tolls), None)


def _with_day(units: Sequence[Unit], number: int, day: DateMention) -> list[Unit]:
    dated = replace(units[number], dates=(day, *units[number].dates))
    return [*units[:number], dated, *units[number + 1 :]]


def _day_of_line(line: Unit | None, published: date) -> DateMention | None:
    """The one day of a line that has nothing else to tell, within a month before the report."""
    if line is None or line.triggers or line.tolls or len(line.passage.words) > LONGEST_HEAD:
        return None
    days = line.own_dates
    if len(days) != 1 or days[0].date.precision != "day":
        return None
    before = published - days[0].date.end
    return days[0] if timedelta(0) < before <= LATELY else None


def lead_of(units: Sequence[Unit]) -> tuple[PlaceMention, ...]:
    """Places that stand in front of a block and say where it is about: "Bosso: during the night ...", "In Niger, ..."."""
    if not units:
        return ()
    first = units[0]
    count = len(first.passage.tokens)
    return tuple(
        mention
        for mention in first.places
        if mention.first <= 3 and (first.passage.is_break(mention.last) or mention.last == count <= 6)
    )
