"""Numbers that are not of one incident: running totals ("over 60 since September") and older events told again.

Their clause is masked, not their sentence: "15 killed, bringing to 89" keeps the 15.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.ingest.drafts import QUALIFIERS, ContextFact, DateDraft, Toll
from incidents.ingest.extract.casualties import VERBS, people
from incidents.ingest.extract.dates import DateMention
from incidents.ingest.extract.numbers import quantities
from incidents.ingest.extract.tokens import Passage, passage
from incidents.ingest.gazetteer import fold

CLAUSE_END = re.compile(
    r"[,;:()–—]|\s-\s|\s(?=(?:bringing|taking|raising|portant|ce qui|which brings|which bring|while|tandis que)\b)"
)
SUM_CUE = re.compile(
    r"\b(?:bring|brings|bringing|take|takes|taking|raise|raises|raising)\b[^,;]{0,60}\bto\b|"
    r"\bportant\b[^,;]{0,60}\ba\b|\bport(?:e|ent|ait)\b[^,;]{0,60}\ba\b"
)
PERIOD_CUE = re.compile(
    r"\bsince\b|\bdepuis\b|\bso far this\b|\bthis year\b|\bcette annee\b|"
    r"\b(?:in|over|during) the (?:past|last) (?:\w+ )?(?:weeks|months|years|month|year)\b|"
    r"\bin recent (?:weeks|months|years)\b|\bces derni(?:er|ere)s (?:\w+ )?(?:mois|semaines|annees)\b|"
    r"\bau cours des (?:\w+ )?derni(?:er|ere)s (?:mois|semaines|annees)\b|\bin (?:this|the) (?:latest )?wave\b|"
    r"\bdans cette vague\b|\ben (?:\w+) (?:mois|semaines)\b|\bcumulative\b"
)
# "the worst attack since 2012" counts no total.
SUPERLATIVE = re.compile(
    r"\b(?:worst|deadliest|first|biggest|largest|heaviest|bloodiest|pire|premiere?|plus (?:meurtri|grave|lourd|sanglant)\w*)\b"
)
RELATIVE = re.compile(r"\b(?:which|that|who|when|qui|ou|ayant|similar to|unlike|comme|lors de)\b")
REMEMBERED = re.compile(
    r"\banniversar\w+|\banniversaire\b|\brecall(?:s|ed|ing)?\b|\bexactly a year\b|\bone year after\b|\ba year after\b|"
    r"\bun an apres\b|\brappel(?:le|ait|ant)\b|\breminiscent\b|\ben memoire\b"
)
OLD = timedelta(days=120)


@dataclass(frozen=True)
class Aside:
    """A stretch of the text that tells no incident of its own, and the fact in it if it holds a number."""

    start: int
    end: int
    fact: ContextFact | None


def asides(
    sentence: Passage, dates: Sequence[DateMention], published: date, language: str
) -> list[Aside]:
    """Running totals and background events of a passage, with the offsets that they mask."""
    clauses = _clauses(sentence)
    found = [
        _running_total(sentence, clauses, number, dates, published, language) for number in range(len(clauses))
    ]
    found.append(_background(sentence, dates, published, language))
    kept: list[Aside] = []
    for aside in found:
        # A cue in two clauses ("since", "in this wave") is one total.
        if aside and not any(aside.start < other.end and other.start < aside.end for other in kept):
            kept.append(aside)
    return kept


def _clauses(sentence: Passage) -> list[tuple[int, int]]:
    cuts = [match.end() for match in CLAUSE_END.finditer(sentence.text, sentence.start, sentence.end)]
    bounds = [sentence.start, *cuts, sentence.end]
    return [(first, last) for first, last in zip(bounds, bounds[1:], strict=False) if first < last]


def _running_total(
    sentence: Passage,
    clauses: Sequence[tuple[int, int]],
    number: int,
    dates: Sequence[DateMention],
    published: date,
    language: str,
) -> Aside | None:
    start, end = clauses[number]
    words = fold(sentence.text[start:end])
    is_sum = bool(SUM_CUE.search(words))
    if not is_sum and (not PERIOD_CUE.search(words) or SUPERLATIVE.search(fold(sentence.text[sentence.start : end]))):
        return None
    if is_sum:
        toll = _first_count(sentence, start, end, dates, language)
        return _aside(sentence, start, end, toll, dates, published) if toll else None
    # The cue may stand in a clause of its own: "Since September, more than 60 people have died".
    for first, last in ((number, number), (number, number + 1), (number - 1, number)):
        if first < 0 or last >= len(clauses):
            continue
        begin, stop = clauses[first][0], clauses[last][1]
        toll = _casualty_count(sentence, begin, stop, dates, language)
        if toll and not _is_dated(dates, begin, stop):
            return _aside(sentence, begin, stop, toll, dates, published)
    return None


def _is_dated(dates: Sequence[DateMention], start: int, end: int) -> bool:
    return any(
        mention.role == "on" and mention.date.precision == "day" and start <= mention.start < end for mention in dates
    )


def _first_count(
    sentence: Passage, start: int, end: int, dates: Sequence[DateMention], language: str
) -> Toll | None:
    clause = passage(sentence.text, start, end)
    for count in quantities(clause, language):
        begin, stop = clause.span(count.first, count.last)
        if not any(begin < mention.end and mention.start < stop for mention in dates):
            return count.toll
    return None


def _casualty_count(
    sentence: Passage, start: int, end: int, dates: Sequence[DateMention], language: str
) -> Toll | None:
    clause = passage(sentence.text, start, end)
    if not any(word in VERBS[language] for word in clause.words):
        return None
    blocked = [(mention.start, mention.end) for mention in dates]
    counted = [group.toll for group in people(clause, language, blocked) if _value(group.toll) is not None]
    # One man and his son are no running total.
    return next((toll for toll in counted if (_value(toll) or 0) > 1 and toll.quantifier != "vague"), None)


def _aside(
    sentence: Passage, start: int, end: int, toll: Toll, dates: Sequence[DateMention], published: date
) -> Aside:
    since = [mention for mention in dates if mention.role == "since"]
    period = _partial(since[0].date) if since else None
    if period is None and re.search(r"this year|cette ann[ée]e", sentence.text[start:end], re.IGNORECASE):
        period = str(published.year)
    return Aside(start, end, fact("running_total", toll, period, sentence.text[start:end].strip(" ,;")))


def _background(
    sentence: Passage, dates: Sequence[DateMention], published: date, language: str
) -> Aside | None:
    """"the attack which left 19 dead in March 2016", told beside something newer."""
    own = [mention for mention in dates if mention.role == "on"]
    folded = fold(sentence.text[sentence.start : sentence.end])
    if REMEMBERED.search(folded) and not any(published - mention.date.end < OLD for mention in own):
        return _old_event(sentence, sentence.start, sentence.end, own, language)
    for mention in own:
        newer = any(other.date.start > mention.date.end for other in own)
        if not newer and published - mention.date.end < OLD:
            continue
        before = sentence.text[sentence.start : mention.start].casefold()
        relatives = [match.start() for match in RELATIVE.finditer(before)]
        if relatives:
            start = sentence.start + relatives[-1]
            return _old_event(sentence, start, _clause_end(sentence, mention.end), [mention], language)
    return None


def _clause_end(sentence: Passage, position: int) -> int:
    match = CLAUSE_END.search(sentence.text, position, sentence.end)
    return match.start() if match else sentence.end


def _old_event(
    sentence: Passage, start: int, end: int, dates: Sequence[DateMention], language: str
) -> Aside:
    toll = _casualty_count(sentence, start, end, dates, language)
    since = _partial(dates[0].date) if dates else None
    return Aside(start, end, fact("background", toll, since, sentence.text[start:end].strip()) if toll else None)


def fact(kind: str, toll: Toll, since: str | None, words: str) -> ContextFact | None:
    """A context fact from a toll; None when the toll names no figure at all."""
    value = _value(toll)
    return None if value is None else ContextFact(kind, value, QUALIFIERS.get(toll.quantifier), since, words)


def _value(toll: Toll) -> int | None:
    return next((bound for bound in (toll.best, toll.low, toll.high) if bound is not None), None)


def _partial(day: DateDraft) -> str:
    """As precise as the text: `2018`, `2018-09` or `2018-09-30`."""
    return day.start.isoformat()[: {"year": 4, "month": 7}.get(day.precision, 10)]
