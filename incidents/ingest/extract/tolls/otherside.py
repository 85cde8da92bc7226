"""Whose dead a sentence tells of: some of the attackers, those of the other side, as many on each."""

from __future__ import annotations

import re
from dataclasses import replace

from incidents.ingest.extract.people.casualty_words import ENEMY_LABEL, NOUNS_OF_FIGHTERS, ON_THE_OTHER_SIDE
from incidents.ingest.extract.people.groups import OF_THEM
from incidents.ingest.extract.people.people_words import ATTACKERS, UNKNOWN
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.losses import SUBJECT
from incidents.ingest.extract.tolls.tollmentions import TollMention
from incidents.spelling import words_of

EACH_SIDE = phrase_list(
    "in each camp|on each side|on either side|de chaque cote|dans chaque camp|"
    "dans chacun des camps|dans chacun des deux camps|on each of the two sides|of each group|"
    "from each side"
)
# So far back the sentence before is looked for.
SENTENCE = 400


def on_their_sides(passage: Passage, told: list[TollMention]) -> list[TollMention]:
    """The tolls of a passage, each on the side that its sentence is about."""
    if told and _begins_with_some_of_attackers(passage):
        told = [of_the_other_side(toll) for toll in told]
    if _as_many_on_each(passage):
        told = [_on_each_side(toll) for toll in told]
    if passage.has(ON_THE_OTHER_SIDE) or ENEMY_LABEL.match(passage.text, passage.start):
        told = [of_the_other_side(toll) for toll in told]
    return told


def _as_many_on_each(passage: Passage) -> bool:
    """Not as in "four people were killed, two on each side": there the sides are in the sum."""
    return any(not passage.is_break(position - 1) for position, _length in passage.where(EACH_SIDE))


def of_the_other_side(toll: TollMention) -> TollMention:
    sides = (replace(each, group=ATTACKERS) if each.group == UNKNOWN else each for each in toll.people)
    return replace(toll, people=tuple(sides))


def _begins_with_some_of_attackers(passage: Passage) -> bool:
    """As in "The assailants fired from both sides. Three of them were killed": of whom the sentence before was."""
    if not any(passage.follows(at, OF_THEM) for at in (1, 2, 3)):
        return False
    before = passage.text_before(SENTENCE).rstrip(" .")
    subject = words_of(re.split(r"[.!?;] ", before)[-1])[:SUBJECT]
    return not NOUNS_OF_FIGHTERS.isdisjoint(subject)


def _on_each_side(toll: TollMention) -> TollMention:
    """As in "two fighters were reported dead in each camp": as many of the others."""
    is_one = len(toll.people) == 1 and toll.people[0].group != ATTACKERS
    return replace(toll, people=(*toll.people, replace(toll.people[0], group=ATTACKERS))) if is_one else toll
