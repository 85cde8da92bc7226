"""A group of people in a passage, and whether two stand for the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.people.articles import ONE, ORDINALS
from incidents.ingest.extract.people.casualty_words import STOP
from incidents.ingest.extract.people.people_words import UNKNOWN
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set

OF_WORDS = word_set("of from and or de du des d et")
REMAINS = word_set("bodies body corpses corps cadavres depouilles dead morts tues killed remains")


@dataclass(frozen=True)
class People:
    """A group of people in the words `first` up to `last`; `is_part` when the text includes them in others."""

    first: int
    last: int
    toll: Toll
    group: str
    community: str | None = None
    is_part: bool = False
    is_definite: bool = False
    whose: str = ""


def is_apposed(passage: Passage, before: People, group: People) -> bool:
    """As in "une vingtaine de chasseurs traditionnels dozos": the last word names the same people."""
    gap = group.first - before.last
    is_ordinal = passage.words[before.last - 1] in ORDINALS and before.toll.best == group.toll.best == 1
    if is_ordinal and gap == 0 and "," in passage.gap(group.first):
        return True  # "a fourth, a girl of six, did not survive"
    is_one_of = passage.word(before.first) in ONE and passage.follows(before.first + 1, "of", "de", "d")
    if (
        is_one_of
        and gap == 0
        and passage.is_break(group.first)
        and passage.is_break(group.last)
        and group.toll.best == 1
    ):
        return True  # "un de leurs gardes, un policier, a été touché"
    is_bare = group.toll.quantifier == "vague" and group.last - group.first == 1
    return (
        is_bare
        and gap <= 1
        and not any(passage.is_break(at) for at in range(before.last, group.last))
        and not (gap and passage.words[before.last] in STOP | OF_WORDS)
    )


def says_whose(passage: Passage, before: People, group: People) -> bool:
    """As in "dix soldats des forces spéciales et deux supplétifs": whose they are, and nobody else."""
    between = passage.words[before.last : group.first]
    return (
        group.toll.quantifier == "vague"
        and before.toll.best is not None
        and between[:1] in (("of",), ("des",), ("du",))
        and len(between) <= 2
        and not passage.is_break(before.last)
        and passage.words[before.last - 1] not in REMAINS
    )


def one_person(passage: Passage, first: int, last: int, side: str = UNKNOWN) -> People:
    """The words `first` up to `last` as one person of this side."""
    return People(first, last, exactly_one(passage, first, last), side)


def exactly_one(passage: Passage, first: int, last: int) -> Toll:
    """One, or the two of a couple."""
    number = 2 if "couple" in passage.words[first:last] else 1
    return Toll(number, number, number, "exactly", passage.quote(first, last))
