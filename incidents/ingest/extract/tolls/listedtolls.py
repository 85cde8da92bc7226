"""Tolls told as a list or as a number of dead: "Killed: 3", "the dead number five", "the bodies of five of them"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.casualty_words import AMOUNTING, BEFORE_NOW, LISTED, PUTTING, SIDES_OF
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.tolls.bodies import SHORT_LINE
from incidents.ingest.extract.tolls.chains import starting
from incidents.ingest.extract.tolls.tollmentions import TollMention, mention_of


def put_at(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]], within: int
) -> tuple[People, ...] | None:
    """The people before whom "at" stands, so many words behind: "put the dead, he said, at nineteen"."""
    return next(
        (
            each
            for each in chains
            if verb < each[0].first <= verb + within and passage.precedes(each[0].first, "at", "a")
        ),
        None,
    )


def number_of_dead(
    passage: Passage, verb: int, forms: dict[str, str], chains: Sequence[tuple[People, ...]]
) -> TollMention | None:
    """As in "the dead number five", "the number of dead has risen to five", "les victimes sont trois soldats"."""
    if passage.words[verb] not in LISTED:
        return None
    if BEFORE_NOW.intersection(passage.words[max(0, verb - SHORT_LINE) : verb]):
        return None  # "correcting an earlier statement that had put the dead at two"
    is_number = passage.precedes(verb, "number of", "number of the", "nombre de", "nombre des")
    if is_number:
        # "The number of dead has since reached 13".
        ends = (at - verb for at in range(verb + 1, verb + SHORT_LINE) if passage.precedes(at + 1, AMOUNTING))
        length = max(ends, default=0)
    else:
        length = passage.follows(verb + 1, "number", "numbered")
    if not length and passage.word(verb - 1) in {"the", "les"}:
        # "The dead are five on one side and three on the other".
        length = passage.follows(verb + 1, "are", "sont")
    chain = starting(chains, verb + 1 + length, verb + 2 + length) if length else None
    if PUTTING.intersection(passage.words[max(0, verb - 4) : verb]):
        chain = chain or put_at(passage, verb, chains, SHORT_LINE)
    # What somebody puts the dead at is his figure beside another one's.
    rule = "listed-toll" if length else "figure-told"
    return mention_of(passage, next(iter(forms.values())), chain, verb, rule) if chain else None


def listed(
    passage: Passage, kind: str, verb: int, chains: Sequence[tuple[People, ...]]
) -> TollMention | None:
    """As in a field message: "Killed: 3", "Dead on all sides min 30"; or "put the number of dead at 40"."""
    word = passage.words[verb]
    if ":" in passage.gap(verb + 1) and (chain := starting(chains, verb + 1, verb + 1)):
        return mention_of(
            passage, kind, chain, verb, "listed-toll"
        )  # "sont décédés : cinq VDP et huit villageois"
    put_at = passage.follows(verb + 1, "at", "a") if word in LISTED else 0
    if word not in LISTED or (verb and not put_at and not passage.is_break(verb)):
        return None
    begin = verb + 1 + (put_at or passage.follows(verb + 1, SIDES_OF))
    chain = starting(chains, begin, begin + 1)
    return mention_of(passage, kind, chain, verb, "listed-toll") if chain else None


def some_of_them(at: int, chains: Sequence[tuple[People, ...]]) -> tuple[People, ...] | None:
    """As in "fourteen were taken away and the bodies of five of them were found": these, and no part of the others."""
    found = [group for chain in chains for group in chain if group.first == at and group.is_part]
    return (replace(found[0], is_part=False),) if found else None
