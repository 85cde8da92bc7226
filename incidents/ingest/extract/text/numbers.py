"""Counts as words or figures, English and French, with what the text says about their exactness.

| the text says            | low | best | high |
|--------------------------|-----|------|------|
| 12, twelve, douze        | 12  | 12   | 12   |
| at least 12              | 12  | 12   |      |
| more than 12, over 12    | 12  | 12   |      |
| about 12, une vingtaine  |     | 12, 20 |    |
| up to 12, as many as 12  |     |      | 12   |
| fewer than 12            |     |      | 11   |
| 10 to 12, 10 or 12       | 10  |      | 12   |
| several, a few           | 3   |      |      |
| plusieurs, quelques      | 2   |      |      |
| dozens                   | 24  |      |      |
| dizaines                 | 20  |      |      |
| scores; hundreds; thousands | 40; 200; 2000 | | |
| an unknown number        | 1   |      |      |

A vague word has no best value: an editor sees the range and the words, never a number nobody gave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import Phrases, phrase_list

UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
TENS = {
    "en": {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    },
    "fr": {
        "vingt": 20,
        "vingts": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "soixante": 60,
        "septante": 70,
        "nonante": 90,
    },
}
SCALES = {"hundred": 100, "thousand": 1000, "cent": 100, "cents": 100, "mille": 1000}
SMALL = {language: {word: value for value, word in enumerate(UNITS[language].split())} for language in UNITS}
SMALL["fr"]["une"] = 1

ARTICLES = frozenset({"a", "une", "un"})
COLLECTIVES = {
    "dozen": 12,
    "score": 20,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
VAGUE = {
    "en": {
        "several dozen": 24,
        "several hundred": 200,
        "several thousand": 2000,
        "a number of": 2,
        "an unknown number of": 1,
        "an unspecified number of": 1,
        "an undetermined number of": 1,
        "dozens": 24,
        "scores": 40,
        "tens": 20,
        "hundreds": 200,
        "thousands": 2000,
        "several": 3,
        "a few": 3,
        "many": 3,
        "numerous": 3,
        "multiple": 2,
    },
    "fr": {
        "plusieurs dizaines": 20,
        "plusieurs centaines": 200,
        "plusieurs milliers": 2000,
        "un certain nombre de": 2,
        "un nombre indetermine de": 1,
        "un nombre indetermine d": 1,
        "un nombre inconnu d": 1,
        "un nombre non precise de": 1,
        "un nombre non precise d": 1,
        "un nombre inconnu de": 1,
        "des dizaines": 20,
        "dizaines": 20,
        "des centaines": 200,
        "centaines": 200,
        "milliers": 2000,
        "plusieurs": 2,
        "quelques": 2,
        "de nombreux": 3,
        "de nombreuses": 3,
        "nombreux": 3,
    },
}
QUANTIFIERS = {
    "at_least": "at least|no fewer than|no less than|not less than|a minimum of|au moins|pas moins d|"
    "pas moins de|au minimum",
    "more_than": "more than|over|upwards of|in excess of|plus de|plus d",
    "at_most": "up to|as many as|no more than|at most|jusqu a|au plus|au maximum",
    "less_than": "fewer than|less than|under|moins de|moins d",
    "about": "an estimated|estimated at|about|around|some|approximately|roughly|nearly|almost|close to|environ|"
    "pres de|pres d|quelque|quelques|autour de|approximativement|a peu pres",
    "exactly": "exactly|exactement|a total of|in total|un total de|au total de",
}
AFTER = {"at_least": phrase_list("or more|ou plus|at least|au moins"), "about": phrase_list("or so|environ")}
RANGE_WORDS = {"en": ("to", "or"), "fr": ("a", "ou", "voire")}
PREFIXES = {name: phrase_list(phrases) for name, phrases in QUANTIFIERS.items()}


VAGUE_PHRASES = {language: Phrases(lows) for language, lows in VAGUE.items()}
AS_MANY = phrase_list("as many|autant de|autant d")
HALF_A_DOZEN, A_COUPLE = phrase_list("half a dozen"), phrase_list("a couple of")
# Every word that a count begins with, but for figures: most words of a text are none.
BEGINNINGS = {
    language: frozenset(
        [
            *(phrase.split()[0] for phrase in (*VAGUE[language], *AS_MANY, *HALF_A_DOZEN, *A_COUPLE)),
            *SMALL[language],
            *TENS[language],
            *SCALES,
            *ARTICLES,
        ]
    )
    for language in UNITS
}

CHANGED = frozenset(
    {
        "passe",
        "porte",
        "portee",
        "revu",
        "revise",
        "raised",
        "revised",
        "passer",
        "passant",
        "monte",
        "grimpe",
        "rose",
        "risen",
        "rises",
        "climbed",
        "went",
    }
)
# "3x FAMa KIA".
TIMES = re.compile(r"\d{1,3}x")


@dataclass(frozen=True)
class Quantity:
    """A count that takes the words `first` up to (not with) `last` of a passage."""

    first: int
    last: int
    toll: Toll


def quantities(passage: Passage, language: str) -> list[Quantity]:
    """Every count of a passage, in the order of the text, ranges and quantifiers included."""
    found: list[Quantity] = []
    position = 0
    while position < len(passage.words):
        word = passage.words[position]
        if word not in BEGINNINGS[language] and not word[0].isdecimal():
            position += 1
            continue
        quantity = (
            _as_many(passage, position, found)
            or _vague(passage, position, language)
            or _counted(passage, position, language)
        )
        if quantity:
            found.append(quantity)
        position = quantity.last if quantity else position + 1
    return found


def _as_many(passage: Passage, position: int, before: list[Quantity]) -> Quantity | None:
    """As in "two soldiers and as many civilians", "autant de civils": the number that was told before."""
    length = passage.follows(position, AS_MANY)
    if not length or not before or passage.word(position + length) == "as":
        return None
    return Quantity(position, position + length, before[-1].toll)


def _vague(passage: Passage, position: int, language: str) -> Quantity | None:
    if not passage.follows(position, VAGUE_PHRASES[language]):
        return None
    for phrase, low in VAGUE[language].items():
        length = passage.follows(position, phrase)
        # "quelques 20 soldats" is about 20.
        if length and not _cardinal(passage, position + length, language):
            last = position + length
            return Quantity(position, last, Toll(low, None, None, "vague", passage.quote(position, last)))
    return None


def _counted(passage: Passage, position: int, language: str) -> Quantity | None:
    number = _collective(passage, position, language) or _cardinal(passage, position, language)
    if not number:
        return None
    value, last, quantifier = number
    first = position
    other = _range_end(passage, last, value, language)
    if other:
        low, high, last = value, other[0], other[1]
        if _is_of_before(passage, first):
            return Quantity(first, last, _toll(high, "exactly", passage.quote(first, last)))
        first -= passage.precedes(first, "between", "from", "entre", "de")
        return Quantity(first, last, Toll(low, None, high, "between", passage.quote(first, last)))
    for name, phrases in PREFIXES.items():
        length = passage.precedes(first, phrases)
        if length:
            first, quantifier = first - length, name
            break
    else:
        for name, endings in AFTER.items():
            length = passage.follows(last, endings)
            if length:
                last, quantifier = last + length, name
                break
    return Quantity(first, last, _toll(value, quantifier, passage.quote(first, last)))


def _is_of_before(passage: Passage, first: int) -> bool:
    """As in "est passé de 19 à 24 morts", "rose from 19 to 24": the second number is the one that holds."""
    return passage.word(first - 1) in {"de", "from"} and not CHANGED.isdisjoint(
        passage.words[max(0, first - 3) : first - 1]
    )


def _toll(value: int, quantifier: str, words: str) -> Toll:
    bounds = {
        "exactly": (value, value, value),
        "at_least": (value, value, None),
        "more_than": (value, value, None),
        "about": (None, value, None),
        "at_most": (None, None, value),
        "less_than": (None, None, max(value - 1, 0)),
    }
    return Toll(*bounds[quantifier], quantifier, words)


def _range_end(passage: Passage, last: int, low: int, language: str) -> tuple[int, int] | None:
    if last >= len(passage.words):
        return None
    dashed = passage.gap(last).strip() in {"-", "–"}
    joined = passage.words[last] in RANGE_WORDS[language]
    if passage.words[last] in {"and", "et"}:
        joined = any(word in {"between", "entre"} for word in passage.words[max(0, last - 4) : last])
    if not (dashed or joined):
        return None
    number = _cardinal(passage, last if dashed else last + 1, language)
    return (number[0], number[1]) if number and number[0] > low else None


def _collective(passage: Passage, position: int, language: str) -> tuple[int, int, str] | None:
    """As in "une vingtaine", "a dozen", "two dozen", "half a dozen"."""
    if passage.follows(position, HALF_A_DOZEN):
        return 6, position + 3, "about"
    if passage.follows(position, A_COUPLE):
        return 2, position + 3, "about"
    article = passage.words[position] in ARTICLES
    number = (1, position + 1) if article else _cardinal(passage, position, language)
    if not number or number[1] >= len(passage.words):
        return None
    word = passage.words[number[1]]
    size = COLLECTIVES.get(word) or COLLECTIVES.get(word.removesuffix("s"))
    if not size:
        return None
    return number[0] * size, number[1] + 1, "about"


def _cardinal(passage: Passage, position: int, language: str) -> tuple[int, int, str] | None:
    """A number in figures or words: its value and the position after it."""
    if position >= len(passage.words):
        return None
    if passage.words[position].isdecimal():
        return _figures(passage, position, language)
    if TIMES.fullmatch(passage.words[position]):
        return int(passage.words[position][:-1]), position + 1, "exactly"
    return _spelled(passage, position, language)


def _figures(passage: Passage, position: int, language: str) -> tuple[int, int, str] | None:
    digits, last = passage.words[position], position + 1
    if len(digits) > 7 or (position and _decimal_mark(passage, position)):
        return None
    while last < len(passage.words) and len(digits) <= 6 and _continues(passage, last, language):
        digits, last = digits + passage.words[last], last + 1
    if last < len(passage.words) and _decimal_mark(passage, last):
        return None
    return int(digits), last, "exactly"


def _continues(passage: Passage, last: int, language: str) -> bool:
    """1,200 and 1 200 are one number."""
    marks = {",", "\u00a0", "\u202f"} | ({" ", "."} if language == "fr" else set())
    words = passage.words
    return (
        len(words[last]) == 3
        and words[last].isdecimal()
        and passage.gap(last) in marks
        and len(words[last - 1]) <= 3
    )


def _decimal_mark(passage: Passage, position: int) -> bool:
    both = passage.words[position - 1].isdecimal() and passage.words[position].isdecimal()
    return both and passage.gap(position) in {".", ","}


def _spelled(passage: Passage, position: int, language: str) -> tuple[int, int, str] | None:
    small, tens = SMALL[language], TENS[language]
    total = group = 0
    last = position
    while last < len(passage.words):
        word = passage.words[last]
        if last > position and passage.is_break(last):
            break
        if word in small or word in tens:
            value = small.get(word, tens.get(word, 0))
            if not _fits(group, value, word, language):
                break
            group = group * 20 if (language, group, value) == ("fr", 4, 20) else group + value
        elif word in SCALES and (group or language == "fr" or last > position):
            scale = SCALES[word]
            group = max(group, 1) * scale
            if scale == 1000:
                total, group = total + group, 0
        elif not (word in {"and", "et"} and last > position and _joins(passage, last, group, language)):
            break
        last += 1
    # A lone "un" or "une" is an article; who counts people decides whether it means one.
    if last == position or (last == position + 1 and passage.words[position] in {"un", "une"}):
        return None
    return total + group, last, "exactly"


def _fits(group: int, value: int, word: str, language: str) -> bool:
    """Whether a word can continue a number: "twenty-two" yes, "three five" no."""
    if language == "fr" and group % 100 == 4 and word in {"vingt", "vingts"}:
        return True
    if group == 0:
        return True
    if language == "fr" and group % 20 == 10 and value in {7, 8, 9}:
        return True  # dix-sept, soixante-dix-huit
    if group % 100 == 0:
        return value < 100
    tens, ones = group % 100, group % 10
    room = 20 if language == "fr" and tens in {60, 80} else 10
    return ones == 0 and tens >= 20 and value < room


def _joins(passage: Passage, position: int, group: int, language: str) -> bool:
    """As in "two hundred and fifty", "vingt et un"; never "three and two"."""
    if position + 1 >= len(passage.words):
        return False
    following = passage.words[position + 1]
    if language == "en":
        return group >= 100 and group % 100 == 0 and (following in SMALL["en"] or following in TENS["en"])
    return group in {20, 30, 40, 50, 60} and following in {"un", "une", "onze"}
