"""Dates of a text, resolved against the day it was published. What the text leaves out is never filled in.

A day without a year is the latest such day that is not after publication; a month without a day is the whole
month; a weekday is the latest one. A night lies on both of its days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list
from incidents.spelling import fold

Role = Literal["on", "since", "reported"]

MONTH_WORDS = {
    1: "january jan janvier janv",
    2: "february feb fevrier fevr fev",
    3: "march mar mars",
    4: "april apr avril avr",
    5: "may mai",
    6: "june jun juin",
    7: "july jul juillet juil",
    8: "august aug aout",
    9: "september sept sep septembre",
    10: "october oct octobre",
    11: "november nov novembre",
    12: "december dec decembre",
}
MONTHS = {word: number for number, words in MONTH_WORDS.items() for word in words.split()}
WEEKDAY_WORDS = phrase_list(
    "monday lundi|tuesday mardi|wednesday mercredi|thursday jeudi|friday vendredi|saturday samedi|"
    "sunday dimanche"
)
WEEKDAYS = {word: number for number, words in enumerate(WEEKDAY_WORDS) for word in words.split()}

_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?"
_YEAR = r"(?:,?\s+(?:of\s+|de\s+)?(?P<year>(?:19|20)\d\d)\b)?"
_TO = r"\s*(?:-|–|to|and|until|au|et|/)\s*(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s+)?"


def _pattern(template: str) -> re.Pattern[str]:
    filled = (
        template.replace("DAY2", _DAY.format("day2"))
        .replace("DAY", _DAY.format("day"))
        .replace("MONTH2", _MONTH.format("month2"))
        .replace("MONTH", _MONTH.format("month"))
        .replace("YEAR", _YEAR)
        .replace("_TO_", _TO)
    )
    return re.compile(rf"(?<![\w.,/-]){filled}(?![\w/])")


# Tried in this order at each place of the text; the texts are folded, so no accents here.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")),
    ("figures", re.compile(r"(?<![\w/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![\w/])")),
    ("group", re.compile(r"(?<![\w/])(?P<day>\d\d)(?P<month>\d\d)(?P<short>\d\d)(?=\s+\d{4}\s?(?:z|h|hrs|l)\b)")),
    ("day", re.compile(rf"(?<!\w)(?P<day>[0-3]\d)(?:\d{{4}}z?)?(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?P<year>\d\d)?(?!\w)")),
    ("weekof", _pattern(r"(?:the )?(?:week of|semaine du) (?:the )?DAY\s+MONTHYEAR")),
    ("weekdays", re.compile(rf"\b(?P<first>{'|'.join(WEEKDAYS)})(?:\s+(?:night|evening|soir))?(?:{_TO}|\s+a\s+)(?P<second>{'|'.join(WEEKDAYS)})\b")),
    ("range", _pattern(r"DAY\s+MONTH_TO_DAY2\s+MONTH2YEAR")),
    ("range", _pattern(r"DAY_TO_DAY2\s+(?:of\s+)?MONTHYEAR")),
    ("range", _pattern(r"MONTH\s+DAY_TO_DAY2YEAR")),
    ("day", _pattern(r"DAY\s+(?:of\s+)?MONTHYEAR")),
    ("day", _pattern(r"MONTH\s+DAYYEAR")),
    ("range", re.compile(r"(?<![\w/.])(?P<day>[12]\d|3[01]|0?[1-9])(?:/(?P<month>0?[1-9]|1[0-2]))?\s*(?:-|–|to|and|au|et|a)\s*(?P<day2>[12]\d|3[01]|0?[1-9])/(?P<month2>0?[1-9]|1[0-2])(?:/(?P<year>(?:19|20)\d\d))?(?![\w/])")),
    ("day", re.compile(r"(?<![\w/.])(?P<day>[12]\d|3[01]|0?[1-9])/(?P<month>0[1-9]|1[0-2])(?:/(?P<year>\d\d))?(?![\w/])")),
    ("part", _pattern(r"(?P<part>early|mid|late|debut|mi|fin|(?:la )?premiere decade|(?:the )?first (?:ten days|half) of|(?:la )?deuxieme decade|(?:la )?derniere decade|the (?:beginning|middle|end) of)[\s-]+(?:de\s+|d')?MONTHYEAR")),
    ("month", _pattern(r"(?P<cue>last|in|during|since|of|by|from|until|en|depuis|de|au mois de|fin|mois d'|d')?\s*MONTHYEAR(?P<lastyear> (?:of |de )?(?:last year|l'an dernier|l'annee derniere))?")),
    ("weekday", re.compile(rf"\b(?P<last>last\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})(?P<last2>\s+(?:dernier|last))?\b")),
    ("dayofmonth", re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\s+(?:the\s+)?(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|er)?\b(?!\s*(?:h\b|heures|hours|:|/|{'|'.join(MONTHS)}))")),
    ("daysago", re.compile(r"\b[jd]\s?-\s?(?P<count>[1-9])\b")),
    ("ago", re.compile(r"\b(?:il y a\s+)?(?P<count>\d{1,2}|two|three|four|five|deux|trois|quatre|cinq)\s+(?P<unit>days?|weeks?|jours?|semaines?)(?P<ago>\s+ago)?\b")),
    ("nights", re.compile(r"\b(?:nuit|night)\s+(?:du\s+|of\s+|from\s+)?(?P<day>[12]\d|3[01]|0?[1-9])\s*(?:-|–|/|au|to)\s*(?P<day2>[12]\d|3[01]|0?[1-9])\b(?![/\w]|\s+(?:" + "|".join(MONTHS) + r")\b)")),
    ("night", re.compile(r"\b(?P<words>overnight|during the night|in the night|(?:dans|pendant|durant) la nuit(?! (?:du|de|precedente))|cette nuit|nuit derniere|la nuit derniere)\b(?! (?:of|from|du|de|on)\b)")),
    ("relative", re.compile(r"\b(?P<words>last night|last nite|last nt|this am|this pm|over the (?:past )?weekend|last weekend|this weekend|at the weekend|ce week-end|le week-end(?: dernier)?|the day before yesterday|avant-hier|avant hier|yesterday|yest|hier|today|tonight|this (?:morning|afternoon|evening)|ce (?:matin|midi|soir|jour)|cet apres-midi|j-1|j-2|d-1|aujourd'hui|last week|la semaine derniere|this week|cette semaine|last month|le mois dernier|last year|l'annee derniere|l'an dernier|this year|cette annee|this month|ce mois-ci)\b")),
    ("anchored", re.compile(r"\b(?P<words>hours earlier|hours later|some hours later|a few hours (?:later|earlier)|quelques heures (?:plus tard|plus tot|auparavant)|the same day|same day|that day|le meme jour|the (?:next|following) (?:morning|afternoon|evening)|the following day|the next day|a day later|le lendemain|the day before(?! yesterday)|the previous day|la veille|(?:two|three|four|five|deux|trois|quatre|cinq) (?:days|jours) (?:later|plus tard|earlier|before|auparavant|plus tot|avant)(?!\s+(?:the|le|la|l'))|the day after|the morning after|that same day|that night|cette nuit-la|ce jour-la|ce meme jour|the same (?:morning|afternoon|evening|night)|le meme (?:matin|soir)|(?:^|^\W+)(?:in the (?:afternoon|evening)|dans l'apres-midi|dans la soiree))\b")),
    ("year", re.compile(r"\b(?P<cue>in|since|en|depuis|de|of)\s+(?P<year>(?:19|20)\d\d)\b(?![-/])")),
)  # fmt: skip
DAYS_AGO = {
    **dict.fromkeys(("today", "tonight", "aujourd'hui", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("ce matin", "ce midi", "ce soir", "ce jour", "cet apres-midi"), 0),
    **dict.fromkeys(("this am", "this pm"), 0),
    **dict.fromkeys(("last nite", "last nt"), 1),
    **dict.fromkeys(("last night", "yesterday", "yest", "hier", "j-1", "d-1"), 1),
    **dict.fromkeys(("the day before yesterday", "avant-hier", "avant hier", "j-2"), 2),
}
SMALL_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
ANCHORS = {
    **dict.fromkeys([f"the {next_} {part}" for next_ in ("next", "following") for part in ("morning", "afternoon", "evening")], 1),
    **dict.fromkeys(("the following day", "the next day", "a day later", "the day after"), 1),
    **dict.fromkeys(("the morning after", "le lendemain"), 1),
    **dict.fromkeys(("the day before", "the previous day", "la veille"), -1),
}
LATER = frozenset({"later", "tard"})
SOONER = frozenset({"earlier", "before", "auparavant", "avant"})
NIGHTS_AFTER = frozenset({"that night", "cette nuit-la"})
SINCE = ("since", "depuis", "as of", "a partir de", "began in", "started in", "debutee en", "commence en")
# What is to come, or to end.
UNTIL = ("until", "till", "jusqu'a", "jusqu'au", "reporte a", "reportee a", "reporte au", "reportee au", "postponed to", "d'ici", "d'ici a", "prevu pour", "prevue pour", "prevu le", "prevue le", "planned for", "planned", "scheduled for", "due on", "from now to")
REPORTING = phrase_list(
    "accounts|cr du|compte rendu du|sitrep|as of|au|situation du|point du|cut off|issued|rcvd|received|appris|apprend|revele|rapporte|rapportent|recu|precise|explique|confie|signale|publie|publiee|diffuse|diffusee|dated|declaration du|communique du|"
    "message du|statement of|statement dated|report of|rapport du|communique date du|note du|deplore|ont rapporte|a rapporte|a rappele|ont confirme|a confirme|"
    "told reporters|reported|revealed|learned|learnt|told the agency|posted|deposited|said|told|announced|reported|stated|declared|confirmed|claimed|according|published|a annonce|"
    "ont annonce|a indique|ont indique|a declare|ont declare|a affirme|a fait savoir|a revendique|"
    "condemned"
)
CLAIMED_ON = re.compile(r"\b(?:claimed|revendique) (?:the |this |l'|cette |la |le )?\w+$|\b(?:television|radio|telephone)$")
# A wounded man dies days after the event.
DIED_LATER = re.compile(
    r"\b(?:succumb\w*|succomb\w*|des suites|died (?:of|from) (?:his|her|their) (?:wounds|injuries)|died in hospital)\b[^.;]{0,30}$"
)
NIGHT = ("night", "overnight", "nuit")


@dataclass(frozen=True)
class DateMention:
    """A date in the text. `role` tells an event's date from a "since" and from the day somebody spoke."""

    start: int
    end: int
    date: DateDraft
    role: Role = "on"
    weekday_differs: bool = False
    is_anchored: bool = False


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

    def night(self, _match: re.Match[str]) -> DateDraft:
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
        words = match["part"].split()
        word = words[1] if len(words) > 1 else words[0]
        joined = " ".join(words)
        if word in {"early", "debut", "beginning"} or "premiere" in joined or "first ten" in joined:
            return DateDraft(month.start, month.start.replace(day=10), "week")
        if word in {"mid", "mi", "middle"} or "deuxieme" in joined:
            return DateDraft(month.start.replace(day=11), month.start.replace(day=20), "week")
        return DateDraft(month.start.replace(day=21), month.end, "week")

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
        return _day(self.published - timedelta(days=back))

    def ago(self, match: re.Match[str]) -> DateDraft | None:
        if not (match["ago"] or match.group().startswith("il y a")):
            return None
        count = SMALL_COUNTS.get(match["count"]) or int(match["count"])
        if match["unit"].startswith(("day", "jour")):
            return _day(self.published - timedelta(days=count))
        return _week(self.published - timedelta(weeks=count))

    def dayofmonth(self, match: re.Match[str]) -> DateDraft:
        """As in "Tuesday the 6th": the latest such day of a month."""
        day, month = int(match["day"]), self.published.replace(day=1)
        for _ in range(3):
            if day <= monthrange(month.year, month.month)[1] and month.replace(day=day) <= self.published:
                return _day(month.replace(day=day))
            month = (month - timedelta(days=1)).replace(day=1)
        raise ValueError("no such day")

    def nights(self, match: re.Match[str]) -> DateDraft | None:
        """As in "nuit 21-22": the latest such night."""
        first, last, month = int(match["day"]), int(match["day2"]), self.published.replace(day=1)
        for _ in range(3):
            if first <= monthrange(month.year, month.month)[1]:
                start = month.replace(day=first)
                end = start + timedelta(days=1)
                if end.day == last and end <= self.published:
                    return DateDraft(start, end, "day")
            month = (month - timedelta(days=1)).replace(day=1)
        return None

    def daysago(self, match: re.Match[str]) -> DateDraft:
        return _day(self.published - timedelta(days=int(match["count"])))

    def relative(self, match: re.Match[str]) -> DateDraft:
        words, today = match["words"], self.published
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
        start = self.anchor + timedelta(days=ANCHORS.get(words, later))
        return DateDraft(start, start + timedelta(days=words in NIGHTS_AFTER), "day")

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
    words, offsets = _folded(passage)
    resolver = _Resolver(published, anchor)
    taken: list[tuple[int, int]] = []
    mentions: list[DateMention] = []
    for kind, match in _matches(words):
        if any(match.start() < last and first < match.end() for first, last in taken):
            continue
        spoken = [mention for mention in mentions if mention.end <= offsets[match.start()]]
        near = max(spoken, key=lambda mention: mention.end) if spoken else None
        relative = _Resolver(published, near.date.start) if kind == "anchored" and near else resolver
        draft = relative.resolve(kind, match)
        if draft is None:
            continue
        taken.append(match.span())
        mentions.append(_mention(words, offsets, match, kind, draft))
    return _merge_weekdays(sorted(mentions, key=lambda mention: mention.start), passage)


def _matches(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(words):
            yield kind, match


def _folded(passage: Passage) -> tuple[str, list[int]]:
    """The passage without accents, and for each of its characters the offset in the text."""
    letters, offsets = [], []
    for offset in range(passage.start, passage.end):
        for letter in fold(passage.text[offset]).replace("’", "'"):
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), [*offsets, passage.end]


def _mention(
    words: str, offsets: list[int], match: re.Match[str], kind: str, draft: DateDraft
) -> DateMention:
    start = (
        match.start("month") if kind == "month" else match.start("year") if kind == "year" else match.start()
    )
    before = words[max(0, start - 40) : start].rstrip()
    role: Role = "on"
    if before.endswith((*SINCE, *UNTIL)):
        role = "since"
    elif DIED_LATER.search(before) or (
        kind in {"weekday", "day", "relative"} and _is_reporting(words, match, before)
    ):
        role = "reported"
    if kind == "range" and any(word in before[-16:] for word in NIGHT):
        draft = replace(draft, precision="day")
    elif kind == "day" and before.endswith(("night of", "night of the", "nuit du")):
        draft = DateDraft(draft.start, draft.end + timedelta(days=1), "day")
    end = match.end() - (len(match.group()) - len(match.group().rstrip(" ,.")))
    return DateMention(offsets[start], offsets[end - 1] + 1, draft, role, is_anchored=kind == "anchored")


def _is_reporting(words: str, match: re.Match[str], before: str) -> bool:
    """As in "said on Monday", "a annonce mardi", "On Monday, the army said"."""
    trimmed = re.sub(r"\s*(?:on|le|late|,)$", "", before)
    if trimmed.endswith(tuple(REPORTING)) or CLAIMED_ON.search(trimmed):
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
        if previous and not between and _is_weekday(previous, passage) and mention.date.precision == "day":
            differs = previous.date.start.weekday() != mention.date.start.weekday()
            merged[-1] = replace(mention, start=previous.start, role=previous.role, weekday_differs=differs)
        else:
            if previous and previous.is_anchored and between == "" and mention.role == "on":
                merged.pop()  # "two days later, on 27 June": the day itself counts
            merged.append(mention)
    return merged


def _is_weekday(mention: DateMention, passage: Passage) -> bool:
    return fold(passage.text[mention.start : mention.end]).split()[0] in WEEKDAYS
