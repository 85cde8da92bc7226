"""On which side counted people stand, and of which community they are."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.people.people_words import (
    CIVILIANS,
    COMMUNITIES,
    FOREIGN_DEMONYMS,
    NOUNS,
    SIDES,
    STATE,
    PeopleWord,
)
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set

GENERIC = word_set(
    "member members membre membres element elements agent agents man men homme hommes people person "
    "persons personne personnes individu individus officer officers personnel civil"
)
GUARDS = word_set("guard guards garde gardes agent agents gardien gardiens")
OF_THE_STATE = word_set(
    "national nationale nationaux republican presidential presidentielle forest forestiers border frontieres"
)


PRIVATE = word_set("site mine security securite private prive prives chantier company compagnie ferme farm")


def people_word(passage: Passage, position: int, language: str) -> PeopleWord:
    """A community's name alone ("five Tuareg") stands for its people."""
    return NOUNS[language].get(passage.words[position], PeopleWord(CIVILIANS, plural=True))


def side_of(word: PeopleWord, noun: str, described: Sequence[str]) -> str:
    if noun in GUARDS and PRIVATE.intersection(described):
        return CIVILIANS
    if noun in GUARDS and OF_THE_STATE.intersection(described):
        return STATE
    if noun in {"casque", "casques"} or "peacekeepers" in described or "minusma" in described:
        return "peacekeepers"
    if word.group == "state_forces" and FOREIGN_DEMONYMS.intersection(described):
        return "international_forces"
    if noun in GENERIC:
        sides = [SIDES[name] for name in described if name in SIDES]
        return sides[0] if sides else "unknown" if word.group == "armed_group" else word.group
    return word.group


def community_nearby(passage: Passage, last: int) -> str | None:
    """As in "22 civilians, all Tuareg"; "civils de la communauté peule"."""
    for name in passage.words[last : last + 6]:
        if name in COMMUNITIES:
            return COMMUNITIES[name]
    return None


def last_noun(passage: Passage, position: int, language: str) -> int:
    """As in "police officers", "customs officers": the last noun of a compound."""
    while (
        position + 1 < len(passage.words)
        and passage.words[position + 1] in NOUNS[language]
        and not passage.is_break(position + 1)
    ):
        position += 1
    return position


def is_named(passage: Passage, at: int) -> bool:
    """Whether a name stands here, behind an article or not: "de l'EIGS"."""
    return any(token.is_capitalised for token in passage.tokens[at : at + 2])
