"""People whom no word list has: whoever dies is one."""

from __future__ import annotations

from incidents.ingest.extract.people.articles import ARTICLES_OF_ONE
from incidents.ingest.extract.people.casualty_words import STOP
from incidents.ingest.extract.people.people_words import NOT_PEOPLE, NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list

DIED = {
    "en": phrase_list("died|perished|was killed|is dead|lost his life|lost her life|was shot dead|succumbed"),
    "fr": phrase_list(
        "est mort|est morte|est decede|est decedee|a peri|a ete tue|a ete tuee|a perdu la vie|a succombe|y a laisse la vie"
    ),
}


def dies_behind_clause(passage: Passage, position: int, language: str) -> bool:
    """As in "un manœuvre, qui s'interposait, y a laissé la vie": whoever it is, he died."""
    noun = passage.word(position + 1)
    if not noun or noun in NOT_PEOPLE or noun in STOP or noun.isdecimal() or noun in NOUNS[language]:
        return False
    begins = [at for at in range(position + 2, min(position + 5, len(passage.words))) if passage.is_break(at)]
    if not begins or passage.words[begins[0]] not in {"qui", "who"}:
        return False
    ends = [at for at in range(begins[0] + 1, min(begins[0] + 9, len(passage.words))) if passage.is_break(at)]
    return bool(ends) and bool(passage.follows(ends[0], DIED[language], "y a laisse la vie", "lost his life"))


def is_the_one_who_died(passage: Passage, position: int, language: str) -> bool:
    """As in "the rider died", "le pilote est mort": whoever dies is a person."""
    noun = passage.word(position + 1)
    is_noun = (
        noun
        and noun not in NOT_PEOPLE
        and noun not in STOP
        and not noun.endswith("s")
        and not noun.isdecimal()
    )
    return bool(
        passage.words[position] in ARTICLES_OF_ONE
        and is_noun
        and passage.follows(position + 2, DIED[language])
    )
