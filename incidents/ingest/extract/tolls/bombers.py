"""Those who blew themselves up: nobody counts them among the dead, unless with a number of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.articles import DEFINITE
from incidents.ingest.extract.people.casualty_words import NOUNS_OF_FIGHTERS
from incidents.ingest.extract.people.people_words import ATTACKERS
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.tollmentions import TollMention
from incidents.spelling import words_of

BOMBERS = frozenset({"bomber", "bombers", "kamikaze", "kamikazes"})
WHO_ATTACKED = BOMBERS | NOUNS_OF_FIGHTERS | {"attacker", "assailant", "assaillante", "assaillantes"}
# Who sits in the car that a bomber blows up.
DRIVERS = frozenset({"driver", "attacker", "assailant", "conducteur", "assaillant"})
SUICIDE = BOMBERS | {"suicide"}
BLAST = frozenset({"blast", "explosion", "deflagration"})
BESIDES_THEM = phrase_list(
    "besides|apart from|other than|outre|hormis|en dehors de|en dehors d|en plus de|en plus d"
)
THEMSELVES = phrase_list(
    "as well as themselves|as well as himself|as well as herself|besides themselves|besides himself|besides herself|"
    "outre elles memes|outre eux memes|outre elle meme|outre lui meme|en plus d elles memes|en plus d eux memes"
)
BLOWN_UP = SUICIDE | {"blew", "exploser", "detonated", "detonerent"}
# Characters before a sentence that may tell of a bomber.
TOLD_BEFORE, SENTENCE, TOLD_LONG_BEFORE = 250, 400, 600


def with_themselves(passage: Passage, toll: TollMention, chains: Sequence[tuple[People, ...]]) -> TollMention:
    """As in "two women blew themselves up, killing four people as well as themselves": they are counted, too."""
    at = next((place for place in passage.where(THEMSELVES)), None)
    if toll.kind != "killed" or at is None:
        return toll
    first, last = at[0], at[0] + at[1]
    if any(first <= each.last and each.first <= last and each.group == ATTACKERS for each in toll.people):
        return toll  # "... as well as himself": counted already
    before = [
        each for chain in chains for each in chain if each.last <= toll.verb and each not in toll.people
    ]
    told = [each.toll for each in before if each.toll.best]
    one = one_person(passage, first, last, ATTACKERS)
    return replace(toll, people=(*toll.people, replace(one, toll=told[-1]) if told else one))


def is_about_bomber(passage: Passage) -> bool:
    told = words_of(passage.text_before(TOLD_BEFORE))
    return not BLAST.isdisjoint(passage.words) and not BOMBERS.isdisjoint(told)


def is_of_bombers(passage: Passage, toll: TollMention) -> bool:
    """As in "The bomber died in the blast": nobody counts him who blew himself up, unless with a number."""
    first, last = toll.people[0].first, toll.people[-1].last
    if len(toll.people) > 1 or passage.words[first] not in DEFINITE | {"both"}:
        return False
    who = passage.words[first:last]
    if not BOMBERS.isdisjoint(who):
        return True
    before = words_of(passage.text[max(0, passage.start - TOLD_LONG_BEFORE) : passage.start])
    return not DRIVERS.isdisjoint(who) and not SUICIDE.isdisjoint(before)


def besides_bombers(passage: Passage, toll: TollMention) -> TollMention:
    """As in "Besides the two attackers, six people were killed", of those who blew themselves up."""
    first = toll.people[0]
    begin = first.first - (passage.word(first.first - 1) in DEFINITE)
    is_set_apart = len(toll.people) > 1 and passage.precedes(begin, BESIDES_THEM)
    if not is_set_apart or WHO_ATTACKED.isdisjoint(passage.words[first.first : first.last]):
        return toll
    told = words_of(passage.text_before(SENTENCE))
    is_blast = not BLOWN_UP.isdisjoint((*told, *passage.words))
    return replace(toll, people=toll.people[1:]) if is_blast else toll
