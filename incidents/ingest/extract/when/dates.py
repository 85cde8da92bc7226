"""Dates of a text, resolved against the day it was published. What the text leaves out is never filled in.

A day without a year is the latest such day that is not after publication; a month without a day is the whole
month; a weekday is the latest one. A night lies on both of its days, unless its hour tells which, or it is a
weekday's: "Monday night" is Monday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.when.date_words import (
    AFTER_WHAT,
    ANCHORS,
    CLAIMED_ON,
    COMING,
    DAYS_AGO,
    DIED_AFTERWARDS,
    DIED_LATER,
    EVENING,
    EVENING_BEFORE,
    LABELLED,
    LAST_NIGHT,
    LASTING_UNTIL,
    LATER,
    MONTHS,
    NIGHT,
    NIGHT_OF_WEEKDAY,
    NIGHTLY,
    NIGHTS_AFTER,
    NIGHTS_BEFORE,
    PATTERNS,
    REPORTING,
    SAYS_NEXT,
    SHORT_DAYS,
    SINCE,
    SMALL_COUNTS,
    SMALL_HOURS,
    SOONER,
    TELLING_WHEN,
    UNTIL,
    WEEKDAYS,
    WHEN,
)
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


@dataclass(frozen=True)
class _Resolver:
    """Turns a match into an interval; `anchor` is the day that "the same day" refers to."""

    published: date
    anchor: date | None

    def resolve(self, kind: str, match: re.Match[str]) -> DateDraft | None:
        try:
            draft: DateDraft | None = getattr(self, kind)(match)
        except (ValueError, OverflowError):
            # "31 September" names no day.
            return None
        return draft

    def iso(self, match: re.Match[str]) -> DateDraft:
        return _day(date(int(match["year"]), int(match["month"]), int(match["day"])))

    figures = iso

    def group(self, match: re.Match[str]) -> DateDraft | None:
        """A date-time group as forces write it: 190320 0745Z; only near the day of publication."""
        day = date(2000 + int(match["short"]), int(match["month"]), int(match["day"]))
        return _day(day) if abs((self.published - day).days) <= 7 else None

    def weekdays(self, match: re.Match[str]) -> DateDraft:
        """As in "the night of Friday to Saturday"."""
        last = self.published - timedelta(days=(self.published.weekday() - WEEKDAYS[match["second"]]) % 7)
        first = last - timedelta(days=(last.weekday() - WEEKDAYS[match["first"]]) % 7)
        return DateDraft(first, last, "day" if (last - first).days <= 1 else "week")

    def shortdays(self, match: re.Match[str]) -> DateDraft | None:
        """As in "o/n Sun-Mon", "nuit sam-dim": two days in a row."""
        first, second = SHORT_DAYS[match["first"]], SHORT_DAYS[match["second"]]
        if (second - first) % 7 != 1:
            return None
        last = self.published - timedelta(days=(self.published.weekday() - second) % 7)
        return DateDraft(last - timedelta(days=1), last, "day")

    def night(self, match: re.Match[str]) -> DateDraft:
        if SMALL_HOURS.match(match.string, match.end()):
            return _day(self.published)  # "cette nuit vers 1h"
        if EVENING.match(match.string, match.end()):
            return _day(self.published - timedelta(days=1))
        return DateDraft(self.published - timedelta(days=1), self.published, "day")

    def day(self, match: re.Match[str]) -> DateDraft:
        year = match["year"]
        if year and len(year) == 2:
            year = f"20{year}"
        return _day(self._latest(int(match["day"]), _month_number(match["month"]), year))

    def weekof(self, match: re.Match[str]) -> DateDraft:
        first = self._latest(int(match["day"]), _month_number(match["month"]), match["year"])
        return DateDraft(first, first + timedelta(days=6), "week")

    def range(self, match: re.Match[str]) -> DateDraft:
        groups = match.groupdict()
        last_month = _month_number(groups.get("month2") or groups["month"])
        end = self._latest(int(match["day2"]), last_month, match["year"])
        month = _month_number(groups["month"]) if groups["month"] else last_month
        start = date(end.year - (month > last_month), month, int(match["day"]))
        if start > end:
            raise ValueError("the range ends before it begins")
        return DateDraft(
            start, end, "day" if (end - start).days <= 1 else "week" if (end - start).days <= 7 else "month"
        )

    def part(self, match: re.Match[str]) -> DateDraft:
        month = self._month(MONTHS[match["month"]], match["year"])
        words = [word for word in match["part"].split() if word not in {"the", "la"}]
        word, joined = words[0], " ".join(words)
        if word in {"early", "debut", "beginning"} or "premiere" in joined or "first ten" in joined:
            first, last = month.start, month.start.replace(day=10)
        elif word in {"mid", "mi", "middle", "milieu"} or "deuxieme" in joined:
            first, last = month.start.replace(day=11), month.start.replace(day=20)
        else:
            first, last = month.start.replace(day=21), month.end
        return DateDraft(first, max(first, min(last, self.published)), "week")

    def month(self, match: re.Match[str]) -> DateDraft | None:
        # "may", "march", "mars" alone are other words.
        if not match["cue"] and not match["year"]:
            return None
        if match["month"] == "sept" and not match["year"]:
            return None  # "de sept soldats" counts seven
        if match["lastyear"]:
            return _month_of(self.published.year - 1, MONTHS[match["month"]])
        return self._month(MONTHS[match["month"]], match["year"])

    def weekday(self, match: re.Match[str]) -> DateDraft:
        back = (self.published.weekday() - WEEKDAYS[match["weekday"]]) % 7
        if back == 0 and (match["last"] or match["last2"]):
            back = 7
        day = self.published - timedelta(days=back)
        night = NIGHT_OF_WEEKDAY.match(match.string, match.end())
        # "Monday night" is Monday's; "Monday night at 2 am" may be Tuesday.
        if night and SMALL_HOURS.match(match.string, night.end()):
            return DateDraft(day, min(day + timedelta(days=1), self.published), "day")
        return _day(day)

    def shortday(self, match: re.Match[str]) -> DateDraft:
        """As in "Sam matin : marche", "Sat pm": the latest such day."""
        back = (self.published.weekday() - SHORT_DAYS[match["weekday"]]) % 7
        return _day(self.published - timedelta(days=back))

    def ago(self, match: re.Match[str]) -> DateDraft | None:
        if not (match["ago"] or match.group().startswith("il y a")):
            return None
        count = SMALL_COUNTS.get(match["count"]) or int(match["count"])
        if match["unit"].startswith(("day", "jour")):
            return _day(self.published - timedelta(days=count))
        return _week(self.published - timedelta(weeks=count))

    def dayofmonth(self, match: re.Match[str]) -> DateDraft | None:
        """As in "Tuesday the 6th": the latest such day of a month, where it is that weekday."""
        latest = next(self._latest_of_months(int(match["day"])), None)
        named = match.groupdict().get("weekday")
        if named and (latest is None or latest.weekday() != WEEKDAYS[named]):
            return None
        return _day(latest) if latest else None

    def nights(self, match: re.Match[str]) -> DateDraft | None:
        """As in "nuit 21-22": the latest such night."""
        for start in self._latest_of_months(int(match["day"])):
            end = start + timedelta(days=1)
            if end.day == int(match["day2"]) and end <= self.published:
                return DateDraft(start, end, "day")
        return None

    def _latest_of_months(self, day: int, told: date | None = None) -> Iterator[date]:
        """This day, if it has come, of the month that was told, of the month of publication and of the two before it."""
        this = self.published.replace(day=1)
        last = (this - timedelta(days=1)).replace(day=1)
        for month in (told, this, last, last - timedelta(days=1)):
            has_it = month is not None and day <= monthrange(month.year, month.month)[1]
            if month is not None and has_it and month.replace(day=day) <= self.published:
                yield month.replace(day=day)

    def daysago(self, match: re.Match[str]) -> DateDraft:
        return _day(self.published - timedelta(days=int(match["count"])))

    def relative(self, match: re.Match[str]) -> DateDraft:
        words, today = match["words"], self.published
        is_evening = EVENING.match(match.string, match.end()) or EVENING_BEFORE.search(
            match.string[: match.start()]
        )
        if words in LAST_NIGHT and not is_evening:
            return DateDraft(today - timedelta(days=1), today, "day")
        if words in DAYS_AGO:
            return _day(today - timedelta(days=DAYS_AGO[words]))
        if "week" in words and "end" in words:
            sunday = today - timedelta(days=(today.weekday() + 1) % 7)
            return DateDraft(sunday - timedelta(days=1), sunday, "day")
        if words.endswith(("week", "semaine", "semaine derniere")):
            past = not words.startswith(("this", "cette"))
            week = _week(today - timedelta(weeks=past))
            return replace(week, end=min(week.end, today))
        if "month" in words or "mois" in words:
            past = not words.startswith(("this", "ce "))
            last = today.replace(day=1) - timedelta(days=1) if past else today
            return replace(
                _month_of(last.year, last.month), end=min(_month_of(last.year, last.month).end, today)
            )
        year = today.year - (not words.startswith(("this", "cette")))
        return DateDraft(date(year, 1, 1), min(date(year, 12, 31), today), "year")

    def anchored(self, match: re.Match[str]) -> DateDraft | None:
        if self.anchor is None:
            return None
        words = match["words"]
        count = SMALL_COUNTS.get(words.split()[0], 0)
        later = (
            count
            if words.split()[-1] in LATER
            else -count
            if words.split()[-1] in SOONER or words.endswith("plus tot")
            else 0
        )
        if words in NIGHTS_BEFORE:
            return DateDraft(self.anchor - timedelta(days=1), self.anchor, "day")
        if "week" in words or "semaine" in words:
            return _week(self.anchor + timedelta(weeks=later))
        start = self.anchor + timedelta(days=ANCHORS.get(words, later))
        return DateDraft(start, start + timedelta(days=words in NIGHTS_AFTER), "day")

    def numberday(self, match: re.Match[str]) -> DateDraft | None:
        """As in "Le 10, un convoi ...": of the month that was told before, else the latest such day."""
        latest = next(self._latest_of_months(int(match["day"] or match["nth"]), self.anchor), None)
        return _day(latest) if latest else None

    def year(self, match: re.Match[str]) -> DateDraft:
        year = int(match["year"])
        return DateDraft(date(year, 1, 1), date(year, 12, 31), "year")

    def _latest(self, day: int, month: int, year: str | None) -> date:
        if year:
            return date(int(year), month, day)
        for candidate in range(self.published.year, self.published.year - 8, -1):
            if day <= monthrange(candidate, month)[1] and date(candidate, month, day) <= self.published:
                return date(candidate, month, day)
        raise ValueError("no such day")

    def _month(self, month: int, year: str | None) -> DateDraft:
        if year:
            return _month_of(int(year), month)
        return _month_of(self.published.year - (month > self.published.month), month)


def _month_number(word: str) -> int:
    return int(word) if word.isdecimal() else MONTHS[word]


def _day(day: date) -> DateDraft:
    return DateDraft(day, day, "day")


def _week(day: date) -> DateDraft:
    monday = day - timedelta(days=day.weekday())
    return DateDraft(monday, monday + timedelta(days=6), "week")


def _month_of(year: int, month: int) -> DateDraft:
    return DateDraft(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def dates(passage: Passage, published: date, anchor: date | None = None) -> list[DateMention]:
    """Dates of a passage in the order of the text; `anchor` is the day of the event told before."""
    if not tells_when(passage):
        return []
    words, offsets = _folded(passage)
    resolver = _Resolver(published, anchor)
    taken = bytearray(len(words) + 1)
    mentions: list[DateMention] = []
    for kind, match in _matches(words):
        if taken.find(1, match.start(), match.end()) >= 0:
            continue
        if kind == "shortday" and "é" in passage.text[offsets[match.start()] : offsets[match.end()]]:
            continue  # "tué 300 terroristes": not Tuesday
        spoken = [mention for mention in mentions if mention.end <= offsets[match.start()]]
        near = max(spoken, key=lambda mention: mention.end) if spoken else None
        is_near = near is not None and offsets[match.start()] - near.end <= CLOSE
        follows_what = kind == "anchored" and _follows_what(match)
        if follows_what and not (near and is_near):
            continue  # "two days after the attack, soldiers found ..."
        relative = _Resolver(published, near.date.start) if kind == "anchored" and near else resolver
        draft = relative.resolve(kind, match)
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
    found = _until_the_next_day(
        _merge_weekdays(sorted(mentions, key=lambda mention: mention.start), passage), passage
    )
    return [replace(mention, is_labelled=True) for mention in found] if LABELLED.match(words) else found


def _follows_what(match: re.Match[str]) -> bool:
    return match["words"].endswith(("after", "apres")) and bool(AFTER_WHAT.match(match.string, match.end()))


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
    trimmed = re.sub(r"(?:\s*(?:\b(?:on|le|ce|late|early)|,))+$", "", before)
    is_apart = before.endswith(",")  # "ont revendiqué l'attaque, mercredi, du camp"
    if SAYS_NEXT.match(words, match.end()):
        return True  # "a rights group on Thursday accused ..."
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
            and mention.date.precision == "day"
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
