"""Events that no word list holds by itself: a town retaken or entered, people picked up, held or taken away."""

from __future__ import annotations

from incidents.ingest.extract.people.casualty_words import DEADLY, PASSIVE
from incidents.ingest.extract.people.people_words import NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.what.eventsenses import are_people
from incidents.ingest.extract.what.sense_words import ARMY, HAVING_TAKEN

POLICE = word_set(
    "police gendarmerie gendarmes army soldiers troops forces guard fds fama authorities junta services"
)


HOLDING = word_set("holding retiennent retient detiennent detient")


ENTERING = word_set("entered retook")


RETAKING = word_set("repris reprend reprennent")


TAKING = {"en": word_set("took taken driven"), "fr": word_set("emporte emportes")}


PICKING_UP = phrase_list("picked up")
# The only words that `by_context` may begin with.
TELLING = {language: RETAKING | ENTERING | HOLDING | words | {"picked"} for language, words in TAKING.items()}
# Whoever is taken there has not been abducted.
CARE = word_set(
    "hospital clinic infirmary medical treatment part place safety care hopital custody oath over"
)
TOWNS = frozenset({"ville", "village", "localite", "camp", "base", "poste"})
# How many words, and what they mean: a kind of event, and whether they tell one by themselves.
Meaning = tuple[str, bool]
Match = tuple[int, list[Meaning]]


def by_context(passage: Passage, position: int, language: str) -> Match | None:
    """What words that no list holds tell here: a town retaken or entered, people picked up or taken away."""
    if passage.words[position] not in TELLING[language]:
        return None
    return (
        _retaken(passage, position)
        or _entered(passage, position)
        or _picked_up(passage, position, language)
        or _people_taken(passage, position, language)
        or _people_held(passage, position, language)
    )


def _retaken(passage: Passage, position: int) -> Match | None:
    """As in "ont repris lundi Abeïbara", "a repris dimanche la ville": what they took back is a place."""
    if passage.words[position] not in RETAKING or not passage.precedes(
        position, "ont", "a", "avait", "avaient"
    ):
        return None
    behind = passage.tokens[position + 1 : position + 4]
    is_town = not TOWNS.isdisjoint(passage.words[position + 1 : position + 4])
    names_town = is_town or any(token.is_capitalised for token in behind)
    return (1, [("regained", True)]) if names_town and not passage.is_break(position + 1) else None


def _entered(passage: Passage, position: int) -> Match | None:
    """As in "the army entered Anéfis after a morning's fighting": troops who come into a town hold it."""
    if passage.words[position] not in ENTERING or not ARMY.intersection(
        passage.words[max(0, position - 8) : position]
    ):
        return None
    behind = passage.tokens[position + 1 : position + 3]
    return (1, [("regained", True)]) if behind and behind[0].is_capitalised else None


def _picked_up(passage: Passage, position: int, language: str) -> Match | None:
    """As in "the gendarmerie picked up two trade unionists"."""
    if not passage.follows(position, PICKING_UP) or not POLICE.intersection(
        passage.words[max(0, position - 7) : position]
    ):
        return None
    return (
        (2, [("arrest", True)]) if are_people(passage.words[position + 2 : position + 6], language) else None
    )


def _people_held(passage: Passage, position: int, language: str) -> Match | None:
    """As in "elements of X are holding two drivers", "retiennent quatre passagers"."""
    is_held = passage.words[position] in HOLDING and (
        language == "fr" or passage.word(position - 1) in {"are", "is", "still", "were"}
    )
    near = passage.words[position + 1 : position + 5]
    return (1, [("abduction", True)]) if is_held and any(word in NOUNS[language] for word in near) else None


def _people_taken(passage: Passage, position: int, language: str) -> Match | None:
    """As in "took three men with them", "two traders had been taken from a bus": people are abducted."""
    word = passage.words[position]
    if word not in TAKING.get(language, ()) or CARE.intersection(passage.words[position : position + 9]):
        return None
    if word == "driven" and passage.word(position + 1) not in {"off", "away"}:
        return None
    passive = PASSIVE[language].intersection(passage.words[max(0, position - 2) : position])
    near = (
        passage.words[max(0, position - 7) : position]
        if passive
        else passage.words[position + 1 : position + 4]
    )
    if not {"bodies", "body", "corpses", "wounded", "injured", "dead", "corps", "blesses"}.isdisjoint(near):
        return None  # "where the bodies were taken"
    if DEADLY.intersection(passage.words[:position]):
        return None  # "l'explosion a emporté deux soldats"
    if word in {"taken", "emportes", "emporte"} and not passive and not passage.is_break(position):
        near = passage.words[max(0, position - 3) : position]  # "five women taken"
        return (
            (1, [("abduction", True)])
            if are_people(near, language) and not HAVING_TAKEN & set(near)
            else None
        )
    is_so = are_people(near, language) and not (passive and word == "took")
    return (1, [("abduction", True)]) if is_so else None
