"""Which numbers count people: no age, no year, no kilometre."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.people.people_words import NOUNS
from incidents.ingest.extract.text.numbers import Quantity
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

NOT_PEOPLE_BEFORE = word_set("aged age agee ages regiment km article")
# "A girl of nine".
YOUNG = word_set(
    "girl boy child son daughter woman man baby fille fillette garcon enfant fils femme homme bebe"
)
NAMED_BY_NUMBER = word_set("covid rn g ak mi su n")
DAY_WORDS = word_set("matin soir hier today yesterday morning evening nuit midi")
# "They shot them one after the other".
IN_TURN = phrase_list(
    "one after the other|one after another|one by one|un a un|une a une|un par un|l un apres l autre"
)
# Of which there is one in a year.
OF_A_YEAR = word_set("accord agreement deal coup election elections peace putsch mutiny constitution")


def is_count(passage: Passage, count: Quantity, blocked: Sequence[tuple[int, int]]) -> bool:
    start, end = passage.span(count.first, count.last)
    if any(start < last and first < end for first, last in blocked):
        return False
    if passage.words[count.first].isdecimal() and _is_year(passage, count):
        return False
    if passage.gap(count.first) == "-" and passage.word(count.first - 1) in NAMED_BY_NUMBER:
        return False  # "COVID-19"
    if passage.word(count.first - 1) in DAY_WORDS and ":" in passage.gap(count.last):
        return False  # "Et ce matin 29 : VDP tombés en embuscade"
    if passage.precedes(count.first, "semaine du", "week of") or passage.follows(count.first, IN_TURN):
        return False
    return not is_age(passage, count) and not (
        count.first and passage.words[count.first - 1] in NOT_PEOPLE_BEFORE
    )


AGED = phrase_list("aged|age de|agee de|ages de|agees de")
YEARS = phrase_list("ans|years|years old|yrs")


def is_age(passage: Passage, count: Quantity) -> bool:
    """As in "a girl of nine", "a herder of 80"."""
    is_told = passage.precedes(count.first, AGED) or passage.follows(count.last, YEARS)
    of_two = passage.follows(count.last, "et", "and") and passage.follows(count.last + 2, YEARS)
    joined = passage.word(count.first - 1) in {"et", "and"}
    if (
        joined
        and passage.word(count.first - 2).isdecimal()
        and (passage.precedes(count.first - 2, AGED) or is_told)
    ):
        return True  # "two brothers aged 19 and 22", "deux bergers de 14 et 15 ans"
    if of_two and passage.word(count.first - 1) in {"de", "of"}:
        return True
    if (is_told or of_two) and (passage.is_break(count.first) or passage.precedes(count.first, AGED)):
        return True  # "two sisters (8 and 11 years)", "a waitress aged 19"
    whom = passage.word(count.first - 2)
    is_one = whom in NOUNS["en"] and not NOUNS["en"][whom].plural and passage.word(count.first - 1) == "of"
    return is_one or (passage.word(count.first - 1) in {"of", "de"} and whom in YOUNG)


def _is_year(passage: Passage, count: Quantity) -> bool:
    """As in "the 2015 Algiers accord": four figures before a name or a thing of that year."""
    written = passage.tokens[count.first].text
    following = passage.tokens[count.last : count.last + 1]
    is_named = bool(following) and (following[0].is_capitalised or following[0].folded in OF_A_YEAR)
    stands_alone = passage.is_break(count.first) and passage.is_break(count.last)  # "(2021, ...)"
    is_year = len(written) == 4 and written[:2] in {"19", "20"}
    return count.last - count.first == 1 and is_year and (is_named or stands_alone)
