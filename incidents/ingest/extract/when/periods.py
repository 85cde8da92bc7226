"""The days that a report says it is about: "covers 24 to 30 October", published on the Monday after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.when.date_words import SHORT_DAYS, WEEKDAYS
from incidents.ingest.extract.when.dates import DateMention, dates
from incidents.spelling import words_of

# So many characters at the head of a report say what it is about.
HEAD = 220
WEEK, LONGEST = timedelta(days=7), timedelta(days=9)


def period_of(whole: Passage, published: date) -> DateDraft | None:
    """The days up to a week and a half, all before publication, that stand at the head of a text; None where none do."""
    head = whole.part(whole.start, min(whole.end, whole.start + HEAD))
    for mention in dates(head, published):
        told = mention.date
        lasts = told.end - told.start
        in_figures = any(map(str.isdecimal, whole.text[mention.start : mention.end]))  # not "last week"
        if (
            in_figures
            and timedelta(days=3) <= lasts <= LONGEST
            and timedelta(0) < published - told.end <= WEEK
        ):
            return told
    return None


def within(period: DateDraft | None, mentions: Sequence[DateMention], passage: Passage) -> list[DateMention]:
    """The mentions, with a weekday behind the period taken for the one within it: a report on last week, published on
    Monday, tells of last week's Monday."""
    if period is None:
        return list(mentions)
    return [
        _a_week_before(mention)
        if _is_weekday(mention, passage)
        and mention.date.start > period.end
        and mention.date.start - WEEK >= period.start
        else mention
        for mention in mentions
    ]


def _a_week_before(mention: DateMention) -> DateMention:
    told = mention.date
    return replace(mention, date=replace(told, start=told.start - WEEK, end=told.end - WEEK))


def _is_weekday(mention: DateMention, passage: Passage) -> bool:
    words = words_of(passage.text[mention.start : mention.end])
    return (
        mention.role == "on"
        and len(words) <= 2
        and words[0] in WEEKDAYS.keys() | SHORT_DAYS.keys()
        and not words[-1].isdecimal()
    )
