"""What a note says of who did it without naming anybody: nobody knows, nobody claims it, thieves rather than rebels."""

from __future__ import annotations

from collections.abc import Iterator

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who.blame_words import OPEN_QUESTION
from incidents.ingest.extract.who.claims import NO_CLAIM

NOBODY_KNOWS = phrase_list(
    "not been identified|not yet been identified|not identified|yet to be identified|unidentified|"
    "unknown|not known who|nobody knows who|no one knows who|unclear who|not clear who|"
    "could not be identified|not established|unestablished|nothing similar is known|nothing is known|"
    "not named|without naming|without saying who|unattributed|identity|on ignore|sait pas|"
    "n ont pu etre identifies|non identifies|non identifie|pas ete identifies|pas identifies|"
    "demeure inconnue|reste inconnue|inconnus|inconnu|non etabli|pas etablie|pas etabli|indeterminee|"
    "indetermine|sans nommer|sans designer|sans preciser|non attribue|non attribuee"
)
# A quarrel or a robbery, no war.
CRIME = phrase_list(
    "criminal|criminals|gang|gangs|banditry|bandits|bandit|robbers|thieves|highwaymen|dispute|"
    "score settling|criminel|criminelle|banditisme|voleurs|braqueurs|coupeurs|differend|"
    "reglement de comptes"
)
# Somebody of whom a sentence before has spoken.
THE_SAME = phrase_list(
    "same group|same men|same gunmen|same fighters|same militants|same attackers|same movement|"
    "same organisation|same armed men|same unit|the group|the movement|the militants|the latter|"
    "meme groupe|memes hommes|memes combattants|memes assaillants|meme mouvement|memes elements|"
    "meme katiba|memes individus|le groupe|le mouvement|ces derniers|ce dernier|les memes"
)
MARKS = {"nobody knows": NOBODY_KNOWS, "open": OPEN_QUESTION, "crime": CRIME, "no claim": NO_CLAIM}


def leaves_open(passage: Passage) -> Iterator[str]:
    """In which ways a sentence leaves open who did it."""
    yield from (mark for mark, phrases in MARKS.items() if passage.has(phrases))


def speaks_of_the_same(passage: Passage) -> bool:
    """Whether a sentence says "the same group" of who was named before it."""
    return passage.has(THE_SAME)
