"""Where a party stands in its clause: at its people, its arms or its articles."""

from __future__ import annotations

from incidents.ingest.extract.people.people_words import COUNTRY_OF_DEMONYM, NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.who.blame_words import DOUBT
from incidents.ingest.extract.who.role_words import (
    AGENT_NOUNS,
    ARTICLES,
    ATTACK_NOUNS,
    COUNTING,
    OF,
    PERPETRATOR,
    TARGET,
    TARGET_NOUNS,
)


def owner_role(passage: Passage, begin: int) -> str:
    """As in "the camp of the Mission", "l'attaque du GSIM": what stands before "of" says whose side it is."""
    length = passage.precedes(begin, OF)
    if not length:
        return ""
    end = begin - length
    for at in range(end - 1, max(0, end - 4) - 1, -1):  # the nearest one says it
        if passage.words[at] in TARGET_NOUNS:
            return TARGET
        # "Ont attaqué des VDP": where folding sees an attack.
        if passage.words[at] in ATTACK_NOUNS and not _is_participle(passage, at):
            return PERPETRATOR
    return ""


def head_of(passage: Passage, position: int, language: str) -> int:
    """As in "paratroopers of Barkhane", "a drone of the army": the party stands where its people or arms stand."""
    for _ in range(2):
        if position > 0 and not passage.is_break(position) and passage.words[position - 1] in AGENT_NOUNS:
            position -= 1  # "patrouille FAMa"
        begin = position
        while begin > 0 and passage.words[begin - 1] in {"the", "l", "la", "le", "les", "operation"}:
            begin -= 1
        length = passage.precedes(begin, "of", "from", "de", "du", "des", "d")
        noun = begin - length - 1
        while noun > 0 and passage.words[noun] in DOUBT:
            noun -= 1
        if not length or noun < 0:
            break
        if passage.words[noun] not in NOUNS[language] and passage.words[noun] not in AGENT_NOUNS:
            break
        position = noun
    return position


def before_articles(passage: Passage, position: int, language: str) -> int:
    while position > 0 and not passage.is_break(position) and _is_article(passage, position - 1, language):
        position -= 1
    return position


def _is_article(passage: Passage, position: int, language: str) -> bool:
    word = passage.words[position]
    if word == "a" and language == "fr":
        return False  # "à"
    if word in {"de", "d", "of"} and passage.word(position - 1) in COUNTING:
        return True  # "par une cinquantaine de combattants"
    # "des" opens a subject ("Des soldats ont ...") or belongs to another noun ("le camp des soldats").
    before = passage.word(position - 1)
    is_attack = before in ATTACK_NOUNS and not _is_participle(passage, position - 1)
    owned = before in NOUNS["fr"] or before in TARGET_NOUNS or is_attack
    opens = position == 0 or passage.is_break(position) or not owned
    is_people = word in COUNTRY_OF_DEMONYM and passage.word(position - 1) in {"and", "et"}
    return (word in ARTICLES and (word != "des" or opens)) or word in DOUBT or word.isdecimal() or is_people


def _is_participle(passage: Passage, position: int) -> bool:
    return 0 <= position < len(passage.tokens) and passage.tokens[position].text.endswith("é")
