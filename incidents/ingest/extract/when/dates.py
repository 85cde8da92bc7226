"""Dates of a text, resolved against the day it was published. What the text leaves out is never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.when.date_words import (
    AFTER_ANOTHER,
    AFTER_WHAT,
    CLAIMED_ON,
    COMING,
    COUNTS_PEOPLE,
    DAY_NAMED,
    DAYS_AGO,
    DIED_AFTERWARDS,
    DIED_LATER,
    LABELLED,
    LASTING_UNTIL,
    NEW_DEED,
    NIGHT,
    NIGHTLY,
    PATTERNS,
    REPORTING,
    SAID_ON,
    SAYS_NEXT,
    SINCE,
    SOME_NIGHT,
    TELLING_WHEN,
    TELLS_OF,
    TOLD_TO,
    UNTIL,
    WEEKDAYS,
    WHEN,
)
from incidents.ingest.extract.when.resolving import Resolver
from incidents.spelling import fold

# A date and "two days after" that belong together: a comma and a blank between.
CLOSE = 3
Role = Literal["on", "since", "reported"]


@dataclass(frozen=True)
class DateMention:
    """A date in the text. `role` tells an event's date from a "since" and from the day somebody spoke."""

    start: int
    end: int
    date: DateDraft
    role: Role = "on"
    weekday_differs: bool = False
    is_anchored: bool = False
    is_labelled: bool = False


def dates(passage: Passage, published: date, anchor: date | None = None) -> list[DateMention]:
    """Dates of a passage in the order of the text; `anchor` is the day of the event told before."""
    if not tells_when(passage):
        return []
    words, offsets = _folded(passage)
    resolver = Resolver(published, anchor)
    taken = bytearray(len(words) + 1)
    mentions: list[DateMention] = []
    nights: set[int] = set()
    for kind, match in _matches(words):
        if taken.find(1, match.start(), match.end()) >= 0:
            continue
        if (
            kind in {"shortday", "dayofmonth"}
            and "é" in passage.text[offsets[match.start()] : offsets[match.end()]]
        ):
            continue  # "tué 300 terroristes": not Tuesday
        if kind == "dayofmonth" and match["day"] != "1" and COUNTS_PEOPLE.match(words, match.end()):
            continue  # "ont tué lundi 17 éléments"
        spoken = [mention for mention in mentions if mention.end <= offsets[match.start()]]
        near = max(spoken, key=lambda mention: mention.end) if spoken else None
        is_near = near is not None and offsets[match.start()] - near.end <= CLOSE
        follows_what = kind == "anchored" and _follows_what(match)
        if follows_what and (not (near and is_near) or is_before_another(match.string, match.end())):
            continue  # "two days after the attack, soldiers found ..."
        relative = Resolver(published, near.date.start) if kind == "anchored" and near else resolver
        draft = relative.resolve(kind, match)
        if (
            kind == "anchored"
            and near
            and draft
            and draft.end < near.date.start
            and SAID_ON.search(words[: match.start()])
        ):
            # "The army admitted losses on Wednesday after an ambush the previous day".
            mentions[mentions.index(near)] = replace(near, role="reported")
        if draft and near and follows_what:
            # "On Wednesday, two days after men attacked a village": the attack's day is told, not Wednesday.
            back = 2 * (near.date.start - draft.start)
            draft = replace(draft, start=draft.start + back, end=draft.end + back)
            mentions[mentions.index(near)] = replace(near, role="reported")
        if draft is None:
            continue
        first, last = match.span()
        taken[first:last] = b"\x01" * (last - first)
        mentions.append(_mention(words, offsets, match, kind, draft))
        if kind == "night" and match["words"] in SOME_NIGHT:
            nights.add(mentions[-1].start)
    in_order = sorted(_before_it_was_told(mentions, nights), key=lambda mention: mention.start)
    found = _until_the_next_day(_merge_weekdays(in_order, passage), passage)
    return [replace(mention, is_labelled=True) for mention in found] if LABELLED.match(words) else found


def _before_it_was_told(mentions: Sequence[DateMention], nights: set[int]) -> list[DateMention]:
    """As in "said on Tuesday it had repelled an attack overnight": the night to Tuesday, whenever the text was published."""
    told = next((each.date.start for each in mentions if each.role == "reported"), None)
    if any(each.role == "on" and each.start not in nights for each in mentions):
        return [each for each in mentions if each.start not in nights]  # "on Saturday during the night"
    if told is None or not nights:
        return list(mentions)
    night = DateDraft(told - timedelta(days=1), told, "day")
    return [replace(each, date=night) if each.start in nights else each for each in mentions]


def _follows_what(match: re.Match[str]) -> bool:
    return match["words"].endswith(("after", "apres")) and bool(AFTER_WHAT.match(match.string, match.end()))


def is_before_another(words: str, at: int) -> bool:
    """Whether "two days after", which ends at `at`, leads from one deed to the sentence's own: "the attack on Boni, gunmen
    killed three herders in Hombori"."""
    other = AFTER_ANOTHER.match(words, at)
    # "Two days after the attack on Boni on Friday": which tells the day of both; "..., the army said that" tells the same deed.
    if other is None or DAY_NAMED.search(other["deed"]) or TELLS_OF.search(other["rest"]):
        return False
    return bool(NEW_DEED.search(other["rest"]))


def _matches(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(words):
            yield kind, match


def tells_when(passage: Passage) -> bool:
    """Whether a passage has a figure or any word that a date is told with; most have none."""
    return not TELLING_WHEN.isdisjoint(passage.words) or any(map(str.isdecimal, passage.folded))


def _folded(passage: Passage) -> tuple[str, Sequence[int]]:
    """The passage without accents, and for each of its characters the offset in the text."""
    if passage.is_in_step:
        return passage.folded.replace("’", "'"), range(passage.start, passage.end + 1)
    letters, offsets = [], []
    for offset in range(passage.start, passage.end):
        for letter in fold(passage.text[offset]).replace("’", "'"):
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), [*offsets, passage.end]


def _mention(
    words: str, offsets: Sequence[int], match: re.Match[str], kind: str, draft: DateDraft
) -> DateMention:
    start = (
        match.start("month") if kind == "month" else match.start("year") if kind == "year" else match.start()
    )
    before = words[max(0, start - 40) : start].rstrip()
    role: Role = "on"
    # "Since this morning armed men have been checking cars": news of the day.
    is_of_today = kind == "relative" and DAYS_AGO.get(match["words"]) == 0 and before.endswith(SINCE)
    if (
        before.endswith((*SINCE, *UNTIL)) and not WHEN.match(words, match.end()) and not is_of_today
    ) or COMING.search(before):
        role = "since"
    elif (
        DIED_LATER.search(before)
        or (kind == "anchored" and DIED_AFTERWARDS.search(before))
        or (kind in {"weekday", "day", "relative", "night"} and _is_reporting(words, match, before))
    ):
        role = "reported"
    if kind == "range" and any(word in before[-16:] for word in NIGHT):
        draft = replace(draft, precision="day")
    elif kind == "day" and before.endswith(("night of", "night of the", "nuit du")):
        draft = DateDraft(draft.start, draft.end + timedelta(days=1), "day")
    end = match.end() - (len(match.group()) - len(match.group().rstrip(" ,.")))
    return DateMention(offsets[start], offsets[end - 1] + 1, draft, role, is_anchored=kind == "anchored")


_REPORTING = tuple(f" {word}" for word in REPORTING)


def _is_reporting(words: str, match: re.Match[str], before: str) -> bool:
    """As in "said on Monday", "a annonce mardi", "On Monday, the army said"."""
    if words.startswith("'s ", match.end()):
        return False  # "claimed Saturday's ambush"
    trimmed = re.sub(r"(?:\s*(?:\b(?:on|le|ce|late|early)|,))+$", "", before)
    is_apart = before.endswith(",")  # "ont revendiqué l'attaque, mercredi, du camp"
    if SAYS_NEXT.match(words, match.end()):
        return True  # "a rights group on Thursday accused ..."
    if TOLD_TO.search(trimmed) and not is_apart:
        return True
    if f" {trimmed}".endswith(_REPORTING) or (CLAIMED_ON.search(trimmed) and not is_apart):
        return True
    # ", the minister said" behind an event's date speaks of the sentence, before it of the day.
    if len(trimmed) > 4 or match.start() > 8:
        return False
    after = words[match.end() : match.end() + 60]
    subject = re.match(
        r",?(?:\s[\w'-]+){1,4}\s(?:said|announced|stated|a annonce|a indique|a declare)\b", after
    )
    return bool(subject)


def _merge_weekdays(mentions: list[DateMention], passage: Passage) -> list[DateMention]:
    """As in "Sunday 30 September" is one date; the day of the month wins and a contradiction is told."""
    merged: list[DateMention] = []
    for mention in mentions:
        previous = merged[-1] if merged else None
        between = passage.text[previous.end : mention.start].strip(" ,()leth") if previous else "x"
        if previous and not between and _is_day_of_night(previous, mention, passage):
            # "Last night (13 September)": the day itself counts.
            merged[-1] = replace(mention, start=previous.start, role=previous.role)
        elif (
            previous
            and not between
            and not mention.is_anchored
            and _is_weekday(previous, passage)
            and (
                mention.date.precision == "day"
                or mention.date.start.weekday() == previous.date.start.weekday()  # "Monday 26 to Friday 30"
            )
        ):
            differs = previous.date.start.weekday() != mention.date.start.weekday()
            merged[-1] = replace(mention, start=previous.start, role=previous.role, weekday_differs=differs)
        else:
            if previous and previous.is_anchored and between in {"", "on"} and mention.role == "on":
                merged.pop()  # "two days later, on 27 June": the day itself counts
            merged.append(mention)
    return merged


def _is_day_of_night(night: DateMention, day: DateMention, passage: Passage) -> bool:
    is_night = any(word in fold(passage.text[night.start : night.end]) for word in NIGHTLY)
    return is_night and night.date.start == day.date.start == day.date.end


def _until_the_next_day(mentions: list[DateMention], passage: Passage) -> list[DateMention]:
    """As in "late on Friday and stayed until dawn on Saturday": one event on both days."""
    joined: list[DateMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        is_next = before is not None and mention.date.start - before.date.start == timedelta(days=1)
        between = fold(passage.text[before.end : mention.start]) if before else ""
        if before and is_next and before.role == "on" and LASTING_UNTIL.search(between):
            joined[-1] = replace(before, date=replace(before.date, end=mention.date.end))
        else:
            joined.append(mention)
    return joined


def _is_weekday(mention: DateMention, passage: Passage) -> bool:
    return fold(passage.text[mention.start : mention.end]).split()[0] in WEEKDAYS
