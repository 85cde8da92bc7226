"""One statement of a passage that so many of these came to this."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.ingest.extract.people.casualty_words import (
    BODIES,
    BURYING,
    CARRYING,
    COSTING,
    DEADLY,
    FALLING,
    FLEEING,
    HURT,
    LISTED,
    LIVES,
    NEEDS_DEATH,
    NOT,
    OF_THE_DEAD,
    REFUTED,
    SHELLS,
    STOP,
    SURVIVING,
    UPON,
    VERBS,
)
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.spelling import words_of


@dataclass(frozen=True)
class TollMention:
    """One statement "so many of these came to this"; the offsets span people and casualty word."""

    kind: str
    people: tuple[People, ...]
    start: int
    end: int
    rule: str
    verb: int


def mention_of(
    passage: Passage, kind: str, chain: tuple[People, ...], verb: int, rule: str
) -> TollMention | None:
    # "The soldiers killed" counts nobody new.
    if all(group.is_definite and group.toll.quantifier == "vague" for group in chain):
        return None
    first, last = min(chain[0].first, verb), max(chain[-1].last, verb + 1)
    start, end = passage.span(first, last)
    return TollMention(kind, chain, start, end, rule, verb)


IN_NO_DANGER = phrase_list(
    "is not in danger|are not in danger|is not at risk|is no longer in danger|"
    "n est pas en danger|n est plus en danger"
)
FELL_WHERE = phrase_list(
    "a l interieur|a l exterieur|sur le|sur la|sur un|sur une|hors|en dehors|a proximite|"
    "dans le perimetre|dans l enceinte|dans un champ|dans une concession|dans la cour"
)
# One who fell died where nothing follows, or this: "un soldat est tombé", "tombé sous les balles".
FALLEN = frozenset({"tombe", "tombee", "tombees"})
FELL_DEAD = phrase_list(
    "au combat|au champ d honneur|sous les balles|sous leurs balles|sous les tirs|les armes a la main|au front|a ses cotes|a leurs cotes"
)
DEATH_OF = frozenset(
    {
        "death",
        "killing",
        "murder",
        "murders",
        "massacre",
        "slaughter",
        "beheading",
        "lynching",
        "mort",
        "deces",
        "meurtre",
        "assassinat",
    }
)
BEFORE_IT = phrase_list(
    "parti du|parti de la|partie du|ne du|nee du|began with the|started with the|sparked by the|"
    "triggered by the|"
    "provoque par le|provoquee par le|provoque par la|declenche par le|declenchee par le|"
    "in reprisal for the|in retaliation for the|in revenge for the|to avenge the|avenging the|en represailles a l|en represailles a la|"
    "en represailles au|en represailles de la|en represailles de l|pour venger la|pour venger l|pour venger le|"
    "after the|following the|over the|after a|apres la|apres le|apres l|suite a la|suite au|"
    "a la suite de la|a la suite du"
)
ON_THE_FIELD = phrase_list("on the field|on the battlefield")
PLACES_OF_TOLL = frozenset({"post", "posts", "booth", "booths", "gate", "road", "station", "plaza"})
NONE_OF = frozenset({"none", "neither", "aucun", "aucune"})
# What had happened before the event of the sentence.
HAD_BEFORE = phrase_list("which had|that had|who had|qui avait|qui avaient")


# Whose life is lost, and by what words, so near.
LIFE = frozenset({"life", "lives", "vie"})
LOSS_OF_LIFE = word_set(
    "lost lose loses losing loss cost costs costing claim claims claimed claiming took take takes taken taking paid pay "
    "gave give giving snuffed ended deprived spared perdu perdue perdre perd perdent perdaient perdirent perdant perte "
    "laisse laissent laisser laissant laisserent coute coutait coutant couter coutent ote otant oter otent arrache "
    "arraches arrachee arrachees arrachant paye payer payent fauche fauchant sacrifie sacrifier donne donner enleve "
    "enlever supprime retire trouve"
)
LOSS_BESIDE = 7
STABBED = word_set("stabbed poignarde poignardes poignardee")
TREATED = word_set(
    "treated hospital hospitalised treatment stitches survived soigne soignes soignee hopital "
    "survecu blesse blesses blessee wounded injured"
)
DYING_WORDS = word_set("dead died death killed mort morts morte tue tues tuee decede succombe succumbed")
# So far back shells may be told of which then "fell".
SHELLS_BEFORE = 120


def _is_about_shells(passage: Passage, verb: int) -> bool:
    """Whether shells fell: told of in the sentence, or in the one before where the verb has a bare number ("One fell")."""
    before = passage.text_before(SHELLS_BEFORE)
    is_bare = verb - 1 - (passage.word(verb - 1) in {"sont", "est", "ont", "have", "has"}) == 0
    return bool(SHELLS.intersection(passage.words)) or (
        is_bare and bool(SHELLS.intersection(words_of(before)))
    )


def counts_nobody(passage: Passage, verb: int) -> bool:
    """Whether a casualty word counts nobody here: it is refuted, tells of those counted before, or means less."""
    word = passage.words[verb]
    before = passage.words[max(0, verb - 3) : verb]
    if word == "toll" and (passage.gap(verb + 1) == "-" or passage.word(verb + 1) in PLACES_OF_TOLL):
        return True  # "a toll-free number", "the toll post"
    if passage.precedes(verb, HAD_BEFORE) and any(
        other in forms for forms in VERBS.values() for other in passage.words[: verb - 2]
    ):
        return True  # "... after a bomb which had killed two soldiers there"
    if word in STABBED and not TREATED.isdisjoint(passage.words) and DYING_WORDS.isdisjoint(passage.words):
        return True  # "was stabbed and is being treated"
    if word == "shot" and passage.precedes(verb, "not one", "not a", "no", "without a", "a"):
        return True  # "not one shot was fired"
    if REFUTED.intersection(passage.words[max(0, verb - 7) : verb]):
        return True  # "denying a toll of 41 dead"
    if word in LISTED and passage.precedes(verb + 1, OF_THE_DEAD):
        return True  # "five of the dead were teenagers"
    if passage.precedes(verb, "among those", "among the", "parmi les", "au nombre des"):
        return True  # "residents speak of eight civilians among those killed"
    if word in {"tombes", "tombees"} and passage.follows(verb + 1, FELL_WHERE):
        return True  # "quatre sont tombés à l'intérieur du périmètre"
    if word in FALLEN and verb + 1 < len(passage.words) and not passage.is_break(verb + 1):
        return not passage.follows(verb + 1, FELL_DEAD)  # "est tombé dans une embuscade"
    if word in DEATH_OF and passage.precedes(verb, BEFORE_IT):
        return True  # "attacked the police station after the death of a trader in custody"
    if word in {"tombes", "tombees", "fell", "fallen"} and _is_about_shells(passage, verb):
        return True  # "3 tombés dans les habitations"
    fell_there = passage.follows(verb + 1, ON_THE_FIELD)
    if word in FALLING and not fell_there and passage.follows(verb + 1, UPON):
        return True  # "fell upon an encampment"
    if (
        word.startswith("deplor")
        and passage.is_break(verb)
        and not passage.follows(verb + 1, "la mort", "le deces")
    ):
        return True  # "« ... », déplore un membre du bureau"
    if word == "vie" and passage.follows(verb + 1, "et la mort"):
        return True  # "dont quatre entre la vie et la mort"
    if word == "mort" and passage.precedes(verb + 1, "la vie et la mort"):
        return True
    if word in LIFE and passage.follows(verb + 1, IN_NO_DANGER):
        return True  # "was beaten but his life is not in danger"
    if (
        word in LIFE
        and passage.word(verb - 1) != "sans"
        and LOSS_OF_LIFE.isdisjoint(passage.words[max(0, verb - LOSS_BESIDE) : verb + LOSS_BESIDE])
    ):
        return True  # "la base-vie", "contre la cherté de la vie", "the lives of herders are hard"
    if word == "plus" and verb + 1 < len(passage.words) and not passage.is_break(verb + 1):
        return True  # "n'est plus garantie"
    buries_bodies = BODIES.intersection(passage.words[verb + 1 : verb + 4])
    if word in BURYING and not buries_bodies and passage.word(verb - 1) in {"to", "pour", "d", "a"}:
        return True  # "had gathered to bury a grandmother"
    if word in COSTING and not any(passage.follows(at, LIVES) for at in range(verb + 1, verb + 9)):
        return True  # what else it cost
    is_behind = word == "missing" and verb + 1 < len(passage.words) and not passage.is_break(verb + 1)
    if is_behind and passage.words[verb + 1] not in STOP | {"and", "including", "presumed"}:
        return True  # "turned back for missing papers"
    if passage.word(verb + 1) in {"fears", "risk", "risks", "threat", "threats"}:
        return True
    if word in SURVIVING and not NOT.intersection(before) and NONE_OF.isdisjoint(passage.words[:verb]):
        return True
    behind = passage.words[verb + 1 : verb + 5] if word.endswith(("s", "ee")) else ()
    if word in CARRYING and not DEADLY.intersection((*passage.words[:verb], *behind)):
        return True
    if word.startswith("dispar") and passage.follows(verb + 1, FLEEING):
        return True  # "ont disparu vers la frontière"
    if word == "disappeared" and passage.follows(verb + 1, FLEEING):
        return True
    if word == "shot" and (
        passage.word(verb + 1) in {"at", "up", "towards"}
        or HURT.intersection(passage.words)
        or passage.follows(verb + 1, "dead", "and killed")
    ):
        return True  # the next word says it
    return word in NEEDS_DEATH and not any(
        passage.follows(position, "to death", "a mort", "alive", "vif", "vifs", "vive", "vives")
        for position in range(verb + 1, verb + 9)
    )
