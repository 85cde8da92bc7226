"""Where a name of a place stands to the event: the words before it, a distance and a direction."""

from __future__ import annotations

import re

from incidents.ingest.extract.people.people_words import NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import Phrases, word_set
from incidents.ingest.extract.when.date_words import MONTHS, WEEKDAYS
from incidents.ingest.extract.where.place_words import (
    APPOSITIONS,
    AREA_BEFORE,
    ASIDE,
    AT,
    BEARINGS,
    BESIDE,
    CARED_FOR,
    GOVERNING,
    NEAR,
    NUMBER_WORDS,
    OFFSET,
    SAYING,
    SHORT_WAYS,
    SITES,
    SPEAKING,
    UNIT_METRES,
    WAY,
)
from incidents.spelling import fold

ASIDE_WORDS = 6


# Who is often away from home.
TRAVELLERS = word_set(
    "commercant commercants commercante commercantes trader traders merchant merchants eleveur eleveurs herder herders chauffeur "
    "chauffeurs driver drivers passager passagers passenger passengers voyageur voyageurs traveller travellers pecheur pecheurs "
    "fishermen etudiant etudiants student students orpailleur orpailleurs transporteur transporteurs"
)
OF_OR_FROM = frozenset({"de", "d", "of", "from"})
IN_A_PLACE = frozenset({"à", "À", "in", "In", "at", "At", "near", "Near"})


SEATS_OF_POWER = frozenset(
    {"bamako", "niamey", "ouagadougou", "ouaga", "paris", "algiers", "alger", "abuja", "nouakchott", "dakar"}
)


CLAUSE_LINKS = frozenset({"and", "but", "while", "whereas", "et", "mais", "que", "what", "as", "which"})


LOOK_BACK = 80


LEADING = Phrases((*APPOSITIONS, *AREA_BEFORE, *NEAR, *BESIDE, *WAY, *AT))


def word_of_position(passage: Passage, position: int) -> str:
    """`near`, `area`, `way`, `at` or nothing, from the words before a name."""
    if passage.is_break(position):
        return ""
    begin = position
    if passage.precedes(position, "entrance to", "entry to", "approach to", "approaches to"):
        return "at"  # and no way to it
    if _is_aside(passage, begin) or passage.precedes(position, SPEAKING) or _speaks(passage, position):
        return "way"
    if "ras" in passage.words[max(0, position - 3) : position]:
        return "way"  # nothing to report from there
    if _comes_from(passage, position):
        return "way"
    if not passage.precedes(position, LEADING):
        return ""
    # "near the village of": at most two steps back.
    for _ in range(2):
        if passage.precedes(begin, AREA_BEFORE):
            return "area"
        if passage.precedes(begin, NEAR):
            return "near"
        if passage.precedes(begin, BESIDE):
            return "beside"
        begin -= passage.precedes(begin, APPOSITIONS)
    if passage.precedes(begin, NEAR):
        return "near"
    if passage.precedes(begin, BESIDE):
        return "beside"
    if passage.precedes(begin, AREA_BEFORE):
        return "area"
    if passage.precedes(begin, WAY):
        return "way"
    return "at" if begin < position or passage.precedes(begin, AT) else ""


def _comes_from(passage: Passage, position: int) -> bool:
    """As in "trois commerçants de Gao lundi à Ansongo": where they are at home, and another place is where it was."""
    if passage.word(position - 1) not in OF_OR_FROM or passage.word(position - 2) not in TRAVELLERS:
        return False
    if not SAYING.isdisjoint(passage.words) or passage.has("according to", "selon", "d apres"):
        return False  # "trois éleveurs de Kelbo ont été tués, selon un élu à Ouagadougou"
    return any(
        token.text in IN_A_PLACE and _is_named(passage, at + 1)
        for at, token in enumerate(passage.tokens[:-1])
        if at + 1 != position
    )


def _is_named(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    return token.is_capitalised and token.folded not in WEEKDAYS and token.folded not in MONTHS


def _says(passage: Passage, position: int) -> bool:
    """Whether somebody of that place speaks: a person before its name, a word of saying right behind."""
    is_person = any(passage.word(position - 2) in NOUNS[language] for language in NOUNS)
    aside = passage.behind_aside(position + 1)
    behind = [*range(position + 1, min(position + 4, len(passage.words))), *([aside] if aside else [])]
    if is_person and aside and passage.words[aside] in SAYING:
        return True  # "the mayor of Boundore, X, says"
    says = any(passage.words[at] in SAYING and not passage.is_break(at) for at in behind)
    is_described = passage.is_break(position + 1) and passage.word(position + 1) in {"who", "qui"}
    return is_person and (says or is_described)


def _speaks(passage: Passage, position: int) -> bool:
    """As in "Bamako admits ten dead": a capital for its government."""
    opens = position == 0 or passage.is_break(position) or passage.words[position - 1] in CLAUSE_LINKS
    return (
        opens and passage.words[position] in SEATS_OF_POWER and bool(passage.follows(position + 1, GOVERNING))
    )


def _is_aside(passage: Passage, position: int) -> bool:
    """As in "a source in Niono", "driven to the hospital in Ouahigouya"."""
    begin = position
    for at in range(position, max(0, position - ASIDE_WORDS), -1):
        if passage.is_break(at):
            break
        if passage.words[at - 1] == "partie" and passage.precedes(
            at - 1, "prise a", "prises a", "pris a", "prendre a"
        ):
            break
        begin = at - 1
    near = passage.words[begin:position]
    if passage.word(position - 1) in {"in", "at", "a", "de", "of", "from"} and _says(passage, position):
        return True  # "a councillor in Pissila said"
    if any(passage.follows(at, CARED_FOR) for at in range(begin, position)):
        return True
    return bool(ASIDE.intersection(near)) and not SITES.intersection(near)


def offset_of(passage: Passage, start: int) -> tuple[int, float, float | None] | None:
    """As in "12 km north of": where it begins, the distance in metres, the bearing in degrees or None."""
    begin = max(passage.start, start - LOOK_BACK)
    written = passage.text[begin:start]
    folded = fold(written)
    match = OFFSET.search(folded) if len(folded) == len(written) else None
    if not match:
        return None
    count = match["count"].replace(",", ".")
    number = NUMBER_WORDS.get(count) or float(count)
    way = re.sub(r"[\s-]", "", match["way"] or SHORT_WAYS.get(match["short"] or "", ""))
    if not way and not re.search(r"(?:of|from|de|d.|du)\s*(?:the \w+ of |la ville d.\s?)?$", folded):
        return None
    return begin + match.start(), number * UNIT_METRES[match["unit"][0]], BEARINGS.get(way)
