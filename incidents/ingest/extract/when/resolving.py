"""What a pattern of a date means: an interval, resolved against the day of publication.

A day without a year is the latest such day that is not after publication; a month without a day is the whole
month; a weekday is the latest one. A night lies on both of its days, unless its hour tells which, or it is a
weekday's: "Monday night" is Monday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.when.date_words import (
    ANCHORS,
    DAYS_AGO,
    EVENING,
    EVENING_BEFORE,
    LAST_NIGHT,
    LATER,
    MONTHS,
    NIGHT_OF_WEEKDAY,
    NIGHTS_AFTER,
    NIGHTS_BEFORE,
    SHORT_DAYS,
    SMALL_COUNTS,
    SMALL_HOURS,
    SOONER,
    WEEKDAYS,
)


@dataclass(frozen=True)
class Resolver:
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
        """As in "nuit 21-22", "Wed 8 to Thu 9", "entre lun. 6 et mer. 8": the latest such days, within a week."""
        for start in self._latest_of_months(int(match["day"])):
            for days in range(1, 7):
                end = start + timedelta(days=days)
                if end.day == int(match["day2"]) and end <= self.published:
                    return DateDraft(start, end, "day" if days == 1 else "week")
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
        words = match["words"]
        # "The blast happened the previous morning", told of today's report.
        anchor = self.anchor or (self.published if words.startswith("the previous ") else None)
        if anchor is None:
            return None
        count = SMALL_COUNTS.get(words.split()[0], 0)
        later = (
            count
            if words.split()[-1] in LATER
            else -count
            if words.split()[-1] in SOONER or words.endswith("plus tot")
            else 0
        )
        if words in NIGHTS_BEFORE:
            return DateDraft(anchor - timedelta(days=1), anchor, "day")
        if "week" in words or "semaine" in words:
            return _week(anchor + timedelta(weeks=later))
        start = anchor + timedelta(days=ANCHORS.get(words, later))
        return DateDraft(start, start + timedelta(days=words in NIGHTS_AFTER), "day")

    def numberday(self, match: re.Match[str]) -> DateDraft | None:
        """As in "Le 10, un convoi ...": of the month that was told before, else the latest such day."""
        number = match["day"] or match["nth"]
        latest = next(self._latest_of_months(int(number), self.anchor), None)
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
