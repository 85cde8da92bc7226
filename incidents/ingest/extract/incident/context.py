"""Numbers that are not of one incident: running totals ("over 60 since September") and older events told again.

Their clause is masked, not their sentence: "15 killed, bringing to 89" keeps the 15.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from incidents.ingest.drafts import QUALIFIERS, ContextFact, DateDraft, Toll
from incidents.ingest.extract.incident.aside_words import (
    ACCUSING,
    AFTERWARDS,
    DAYS_AFTER,
    FINITE,
    ITS_TOLL,
    LONG_AFTER,
    LOOKING_BACK,
    LOST_SO_FAR,
    MOURNING,
    NO_DAY,
    ORDERED,
    PERIOD_CUE,
    PERIOD_OF_MONTHS,
    PLUPERFECT,
    RELATIVE,
    REMEMBERED,
    SINCE_WHAT,
    SPEAKING_OF,
    SUM_CUE,
    SUMMED,
    SUPERLATIVE,
    TOLD_NEXT,
    UNREAL,
)
from incidents.ingest.extract.people.casualty_words import VERBS
from incidents.ingest.extract.people.groups import people
from incidents.ingest.extract.people.people_words import NOT_PEOPLE, NOUNS
from incidents.ingest.extract.text.numbers import quantities
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.what.accidents import is_accident
from incidents.ingest.extract.when.dates import DateMention, is_before_another
from incidents.spelling import fold

CLAUSE_END = re.compile(
    r",(?!\d)|[;:()–—]|\s-\s|\s(?=(?:bringing|taking|raising|portant|ce qui|which brings|which bring|while|tandis que)\b)"
)
OLD = timedelta(days=120)
# "Recall an August massacre": one of before.
RECALLED = re.compile(
    r"\b(?:recall(?:s|ed|ing)?|rappel(?:le|lent|ait|ant)) (?:an?|the|last|previous|that|le|la|l'|un|une) ?(?:[\w-]+ ){0,2}(?:massacre|attack|killing|raid|ambush|attaque|tuerie|embuscade)s?\b"
)
# "In the same region last month": beside what is told now.
LIKE_BEFORE = re.compile(
    r"\b(?:last month|previous month|the same|similar|le mois dernier|mois precedent|(?:la|le|les) memes?|similaires?|deja)\b"
)
# A place of its own: "In August, French troops killed an operative in Ménaka".
PLACE_LIKE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|à|À|près d[e']|de|of) ?(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-ZÀ-Þ][\w'’-]+"
)
BACK = timedelta(days=45)
# "It had already attacked, on 5 March, ...".
ALREADY = re.compile(r"\b(?:avai(?:t|ent)|etai(?:t|ent)) deja\b|\bhad (?:already|previously)\b")
AGO = timedelta(days=10)
LATELY = timedelta(days=15)
# A month that ended so long before the report, told by its name alone, is not its news.
MONTH_AGO = timedelta(days=20)
COARSE = frozenset({"month", "year"})
LONG_ENOUGH, TOLD_BEHIND = 200, 40
MANY = 20


@dataclass(frozen=True)
class Aside:
    """A stretch of the text that tells no incident of its own, and the fact in it if it holds a number."""

    start: int
    end: int
    fact: ContextFact | None
    goes_on: bool = False  # a court, a ceremony, a statistic: so does what follows it in its paragraph


def asides(
    sentence: Passage,
    dates: Sequence[DateMention],
    published: date,
    language: str,
    newest: date | None = None,
) -> list[Aside]:
    """Running totals and background events of a passage, with the offsets that they mask.

    `newest` is the day of the event told before: a month that ended before it holds what went before.
    """
    told = _Telling(sentence, dates, published, language, newest)
    whole = told.whole
    if whole.rstrip(" \"'”’»)").endswith("?"):
        return [Aside(sentence.start, sentence.end, None)]
    ordered = ORDERED.search(whole)
    # "The ministry gives 44 killed and has ordered three days of mourning": told all the same.
    if ordered and not told.casualty_count(sentence.start, sentence.start + ordered.end()):
        return [Aside(sentence.start, sentence.end, None, goes_on=True)]
    mourned = MOURNING.search(whole)
    # "Killed 132 villagers, said the government, which declared three days of mourning": told all the same.
    is_told_first = mourned and told.casualty_count(sentence.start, sentence.start + mourned.start())
    # "The village is in mourning: thirty-one people were killed there on Friday".
    colon = whole.find(":", mourned.end()) if mourned else -1
    is_told_behind = colon >= 0 and told.casualty_count(sentence.start + colon, sentence.end)
    if (mourned and not (is_told_first or is_told_behind)) or (
        SUMMED.search(whole) and len(sentence.text) - sentence.end > LONG_ENOUGH
    ):
        return [Aside(sentence.start, sentence.end, None)]
    if TOLD_NEXT.search(whole) and len(sentence.text) - sentence.end > TOLD_BEHIND:
        return [Aside(sentence.start, sentence.end, None)]
    if UNREAL.search(whole) or PERIOD_OF_MONTHS.search(whole):
        toll = (
            told.casualty_count(sentence.start, sentence.end)
            if PERIOD_CUE.search(whole) or PERIOD_OF_MONTHS.search(whole)
            else None
        )
        counted = toll and told.running_total(sentence.start, sentence.end, toll).fact
        return [Aside(sentence.start, sentence.end, counted or None, goes_on=True)]
    if NO_DAY.search(whole) and not told.is_dated(sentence.start, sentence.end):
        return [Aside(sentence.start, sentence.end, None, goes_on=True)]
    if (
        AFTERWARDS.search(whole)
        or is_accident(whole)
        or (
            SPEAKING_OF.search(whole)
            and (told.is_of_a_month() or not told.casualty_count(sentence.start, sentence.end))
        )
    ):
        return [Aside(sentence.start, sentence.end, None)]
    if (
        (PERIOD_CUE.search(whole) or LOST_SO_FAR.search(whole))
        and not told.is_dated(sentence.start, sentence.end)
        and told.counts_many()
    ):
        toll = told.casualty_count(sentence.start, sentence.end)
        if toll is None and not told.began_lately():
            return [Aside(sentence.start, sentence.end, None)]
    clauses = _clauses(sentence)
    before = DAYS_AFTER.search(whole) if sentence.is_in_step else None
    if before and is_before_another(whole, before.end()):
        start = sentence.start + before.start()
        return [told.old_event(start, _clause_end(sentence, start + len(before.group())), [])]
    found = [_running_total(told, clauses, number) for number in range(len(clauses))]
    found.append(_background(told))
    kept: list[Aside] = []
    for aside in found:
        # A cue in two clauses ("since", "in this wave") is one total.
        if aside and not any(aside.start < other.end and other.start < aside.end for other in kept):
            kept.append(aside)
    return kept


def sums_up(sentence: Passage) -> bool:
    """Whether a sentence only counts events which the next ones tell one by one."""
    return bool(SUMMED.search(sentence.folded) or TOLD_NEXT.search(sentence.folded))


@dataclass(frozen=True)
class _Telling:
    """A sentence, its dates and when it was published."""

    sentence: Passage
    dates: Sequence[DateMention]
    published: date
    language: str
    newest: date | None = None

    @cached_property
    def whole(self) -> str:
        return self.sentence.folded

    @cached_property
    def relatives(self) -> list[int]:
        """Where a clause begins that may tell an older event."""
        sentence = self.sentence
        return [match.start() for match in RELATIVE.finditer(sentence.text, sentence.start, sentence.end)]

    def words(self, start: int, end: int) -> str:
        sentence = self.sentence
        if sentence.is_in_step:
            return sentence.folded[start - sentence.start : end - sentence.start]
        return fold(sentence.text[start:end])

    def is_dated(self, start: int, end: int) -> bool:
        return any(
            mention.role == "on" and mention.date.precision == "day" and start <= mention.start < end
            for mention in self.dates
        )

    def is_of_a_month(self) -> bool:
        """As in "condemned on Monday the attack that killed over 100 soldiers in June": what was spoken of has no day."""
        own = [mention for mention in self.dates if mention.role == "on"]
        return any(mention.date.precision in COARSE for mention in own)

    def began_lately(self) -> bool:
        """As in "since Monday forty fighters have held the school": what goes on, no count over months."""
        return any(
            mention.role == "since"
            and mention.date.precision == "day"
            and self.published - mention.date.end < LATELY
            for mention in self.dates
        )

    def first_count(self, start: int, end: int) -> Toll | None:
        clause = self.sentence.part(start, end)
        for count in quantities(clause, self.language):
            begin, stop = clause.span(count.first, count.last)
            if not any(begin < mention.end and mention.start < stop for mention in self.dates):
                return count.toll
        return None

    def counts_many(self) -> bool:
        """A figure that no single event has: "14,000 animals have been stolen since January"."""
        return any(
            (count.toll.best or count.toll.low or 0) >= MANY and self._counts_something(count.last)
            for count in quantities(self.sentence, self.language)
        )

    def _counts_something(self, behind: int) -> bool:
        near = self.sentence.words[behind : behind + 3]
        are_hurt = any(word in VERBS[self.language] for word in self.sentence.words)
        return any(word in NOT_PEOPLE or (are_hurt and word in NOUNS[self.language]) for word in near)

    def casualty_count(self, start: int, end: int) -> Toll | None:
        """A figure for people beside a casualty word; one man and his son are no running total."""
        clause = self.sentence.part(start, end)
        if not any(word in VERBS[self.language] for word in clause.words):
            return None
        blocked = [(mention.start, mention.end) for mention in self.dates]
        counted = [group.toll for group in people(clause, self.language, blocked)]
        return next(
            (toll for toll in counted if (_value(toll) or 0) > 1 and toll.quantifier != "vague"), None
        )

    def running_total(self, start: int, end: int, toll: Toll) -> Aside:
        since = [mention for mention in self.dates if mention.role == "since"]
        period = _partial(since[0].date) if since else None
        if period is None and re.search(r"this year|cette annee", self.words(start, end)):
            period = str(self.published.year)
        words = self.sentence.text[start:end].strip(" ,;")
        return Aside(start, end, fact("running_total", toll, period, words))

    def old_event(self, start: int, end: int, dates: Sequence[DateMention]) -> Aside:
        toll = self.casualty_count(start, end)
        since = _partial(dates[0].date) if dates else None
        words = self.sentence.text[start:end].strip()
        return Aside(start, end, fact("background", toll, since, words) if toll else None)


def _clauses(sentence: Passage) -> list[tuple[int, int]]:
    cuts = [match.end() for match in CLAUSE_END.finditer(sentence.text, sentence.start, sentence.end)]
    bounds = [sentence.start, *cuts, sentence.end]
    return [(first, last) for first, last in pairwise(bounds) if first < last]


def _running_total(told: _Telling, clauses: Sequence[tuple[int, int]], number: int) -> Aside | None:
    start, end = clauses[number]
    words = told.words(start, end)
    is_its_toll = ITS_TOLL.search(told.words(told.sentence.start, end))
    if SUM_CUE.search(words) and (not is_its_toll or PERIOD_CUE.search(told.whole)):
        toll = told.first_count(start, end)
        return told.running_total(start, end, toll) if toll else None
    is_period = PERIOD_CUE.search(told.words(start, end))
    if not is_period or SUPERLATIVE.search(told.words(told.sentence.start, end)):
        return None
    # The cue may stand in a clause of its own: "Since September, more than 60 people have died".
    for first, last in ((number, number), (number, number + 1), (number - 1, number)):
        if first < 0 or last >= len(clauses):
            continue
        begin, stop = clauses[first][0], clauses[last][1]
        toll = told.casualty_count(begin, stop)
        if toll and not told.is_dated(begin, stop):
            return told.running_total(begin, stop, toll)
    return None


def _background(told: _Telling) -> Aside | None:
    """An older event told beside something newer: "the attack which left 19 dead in March 2016"."""
    sentence, published = told.sentence, told.published
    # "In one of the deadliest raids this year": how bad it was, not when.
    own = [
        mention
        for mention in told.dates
        if mention.role == "on"
        and not (
            mention.date.precision == "year"
            and mention.date.end >= published
            and SUPERLATIVE.search(told.words(sentence.start, mention.start))
        )
    ]
    distant = LONG_AFTER.search(told.whole) if sentence.is_in_step else None
    if distant and sentence.start + distant.start() > sentence.start + 12:
        start = sentence.start + distant.start()
        return told.old_event(start, _clause_end(sentence, start + len(distant.group())), [])
    is_recalled = RECALLED.search(told.whole)
    if ACCUSING.search(told.whole) and not is_recalled:
        return None
    is_remembered = REMEMBERED.search(told.whole)
    if is_remembered and not any(published - mention.date.end < OLD for mention in own):
        return told.old_event(sentence.start, sentence.end, own)
    if not own:
        return None
    opens_text = not sentence.text[: sentence.start].strip()
    newest = max(mention.date.start for mention in own)
    # Asked once, however many days the sentence names.
    is_pluperfect, is_since_it = PLUPERFECT.search(told.whole), SINCE_WHAT.search(told.whole)
    is_looking_back = LOOKING_BACK.search(told.whole) or SUPERLATIVE.search(told.whole)
    had_already, is_like_before = ALREADY.search(told.whole), LIKE_BEFORE.search(told.whole)
    names_place = PLACE_LIKE.search(sentence.text, sentence.start, sentence.end)
    for mention in own:
        age = published - mention.date.end
        if not opens_text and age > AGO and had_already:
            return told.old_event(sentence.start, sentence.end, [mention])
        looks_back = age > BACK and is_looking_back
        is_over = bool(
            told.newest
            and mention.date.end < told.newest
            and len(own) == 1
            and (is_like_before or not names_place)
        )
        is_before = mention.date.precision == "month" and (is_over or (age.days > 0 and bool(is_pluperfect)))
        is_year = mention.date.precision == "year" and len(own) == 1
        is_since = age.days > 0 and bool(is_since_it)
        if (
            mention.date.precision in COARSE
            and not opens_text
            and (
                age > OLD
                or looks_back
                or is_year
                or is_before
                or is_since
                or (age > MONTH_AGO and len(own) == 1 and told.newest is None)
            )
        ):
            return told.old_event(sentence.start, sentence.end, [mention])
        if newest <= mention.date.end and age < OLD:
            continue
        begins = max((start for start in told.relatives if start < mention.start), default=None)
        if begins is not None:
            return told.old_event(begins, _relative_end(sentence, begins, mention), [mention])
    return None


def _relative_end(sentence: Passage, begins: int, mention: DateMention) -> int:
    """As in "five herders who were kidnapped on Friday / were found on Monday": a second verb is the main clause's."""
    end, has_verb = _clause_end(sentence, mention.end), FINITE.search(sentence.text, begins, mention.start)
    main = FINITE.search(sentence.text, mention.end, end) if has_verb else None
    return main.start() if main else end


def _clause_end(sentence: Passage, position: int) -> int:
    if sentence.text[position : position + 1] == ",":
        position += 1  # "où, fin juillet, des dizaines de soldats sont morts"
    match = CLAUSE_END.search(sentence.text, position, sentence.end)
    return match.start() if match else sentence.end


def fact(kind: str, toll: Toll, since: str | None, words: str) -> ContextFact | None:
    """A context fact from a toll; None when the toll names no figure at all."""
    value = _value(toll)
    return None if value is None else ContextFact(kind, value, QUALIFIERS.get(toll.quantifier), since, words)


def _value(toll: Toll) -> int | None:
    return next((bound for bound in (toll.best, toll.low, toll.high) if bound is not None), None)


def _partial(day: DateDraft) -> str:
    """As precise as the text: `2018`, `2018-09` or `2018-09-30`."""
    return day.start.isoformat()[: {"year": 4, "month": 7}.get(day.precision, 10)]
