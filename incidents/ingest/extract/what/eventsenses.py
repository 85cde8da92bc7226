"""What an event word means in its sentence: some mean another kind there, some none at all."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.people.casualty_words import DEADLY
from incidents.ingest.extract.people.people_words import CIVILIANS, NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.what.sense_words import (
    AIR_FORCE,
    AIRCRAFT,
    ALLIANCES,
    ANNOUNCED,
    ARMED_MEN,
    ARMIES,
    ARMY,
    AUTHORITIES,
    BY_OR_ON,
    CALLED_FOR,
    CARRIED,
    CARRIED_OFF,
    CROWDS,
    DEVICES,
    EMPTY,
    ESCORTS,
    FALLING,
    FEARS,
    FINDERS,
    FLIGHTS,
    FLYING_WITHIN,
    FORCES,
    FOUND,
    GOING,
    GOODS,
    HAVING_TAKEN,
    HELD_UP,
    HERDS,
    LEAVING,
    MARCHERS,
    NIGHTS,
    NO_FLIGHT,
    NO_WEAPONS,
    NOT_THE_AIRCRAFT,
    OF_A_BOMB,
    OF_WORKERS,
    ON_FOOT,
    PICTURES,
    PYLONS,
    RELIEF,
    SEARCHED,
    SEATS,
    SEEN_BY,
    SOMEWHERE,
    STRUCK,
    SURRENDERING,
    THINKABLE,
    WENT_OFF,
    WORKERS,
)
from incidents.ingest.extract.when.date_words import WEEKDAYS


def is_misread(passage: Passage, position: int, length: int, kind: str) -> bool:
    """Whether the words mean something else here: "s'est rendu à Gao", "mesures qui visent"."""
    if kind == "arrest":
        return _went_somewhere(passage, position, length)
    if (
        kind == "attack"
        and passage.words[position] == "fell"
        and FALLING.intersection(passage.words[max(0, position - 8) : position])
    ):
        return True  # "drones fell on the camp"
    if (
        kind == "assault"
        and passage.words[position].startswith("overwhelm")
        and OVERBURDENED & set(passage.words)
    ):
        return True  # "the medical centre is overwhelmed"
    if kind == "looting" and passage.word(position + 1) == "up" and passage.word(position + 2) in HELD_UP:
        return True  # "holding up candles"
    if (
        kind == "abduction"
        and passage.follows(position, "picked up by")
        and passage.word(position + 3) in FINDERS
    ):
        return True
    if (
        kind == "protest"
        and passage.words[position].startswith("manifest")
        and {"s", "se"}.intersection(passage.words[max(0, position - 3) : position])
    ):
        return True  # "personne ne s'est manifesté"
    if (
        kind == "clash"
        and passage.words[position].startswith("driven")
        and passage.word(position - 1) in {"had", "has", "have"}
    ):
        return True  # "hours after the convoy had driven out"
    if kind == "clash" and passage.words[position].startswith(("driv", "drov")):
        return bool(passage.follows(position + length, SOMEWHERE))  # "had driven out towards Mopti"
    if kind == "base" and passage.words[position].startswith("inaugur"):
        return not SEATS.intersection(passage.words[position : position + 9])
    if kind == "abduction" and passage.words[position] == "forces":
        return True  # "Malian forces moved into the camp"
    if kind == "dispersed" and passage.words[position].startswith("dispers"):
        return bool(FORCES.intersection(passage.words[position + 1 : position + 4]))
    blocking = passage.word(position + (passage.words[position] == "ont"))
    if (
        kind == "protest"
        and blocking.startswith(("bloc", "bloq", "barr"))
        and AUTHORITIES.intersection(passage.words[max(0, position - 4) : position])
    ):
        return True  # "the army has blocked the road in both directions"
    if kind == "looting" and passage.words[position] in EMPTY and passage.word(position - 1) in FOUND:
        return True  # "leur véhicule a été retrouvé vide"
    if kind == "protest" and passage.follows(position, ON_FOOT) and not passage.has(CROWDS, MARCHERS):
        return True  # "le chauffeur, laissé libre, a marché jusqu'au goudron"
    if kind == "protest" and passage.words[position].startswith("turn"):
        return passage.word(position + length) in {"be", "have"}  # "turned out to be vets"
    if kind == "explosion" and passage.words[position] in {"went", "go", "goes", "going"}:
        return passage.word(position + length) in WENT_OFF  # "the march went off without incident"
    if (
        kind == "looting"
        and passage.words[position].startswith("emport")
        and DEADLY.intersection(passage.words[position:])
    ):
        return True  # "trois écoliers emportés par un obus"
    if kind == "movement" and passage.words[position] == "land":
        return passage.word(position + 1) in {"cruiser", "cruisers", "rover"}
    if kind == "abduction" and passage.follows(
        position + length, "on carts", "on a cart", "on stretchers", "to hospital", "to the clinic"
    ):
        return True  # the wounded
    if kind == "abduction" and passage.words[position] in {"ravi", "ravis", "ravie", "ravies"}:
        return not HAVING_TAKEN.intersection(
            passage.words[max(0, position - 2) : position]
        )  # "les autres ravis"
    if kind == "looting" and passage.words[position] == "depouilles":
        return True  # bodies
    if kind == "attack" and passage.follows(position + length, "en l air", "in the air", "into the air"):
        return True
    if kind == "protest" and passage.precedes(position, CALLED_FOR):
        return True  # "have called a rally for Friday"
    if kind == "protest" and passage.words[position] == "cortege":
        return passage.word(position + 1) in {
            "funeraire",
            "funebre",
            "nuptial",
            "officiel",
            "presidentiel",
            "ministeriel",
        }
    if kind == "protest" and passage.word(position + length) in ANNOUNCED:
        return True  # "Demonstration notice"
    if kind == "assault" and passage.words[position] in {"storm", "storms"}:
        return (
            passage.word(position - 1) in NIGHTS
            or passage.precedes(position, "the", "a", "s", "rain", "dust", "sand") > 0
        )
    if kind == "movement" and passage.words[position + length - 1] in LEAVING:
        return bool(ALLIANCES.intersection(passage.words))  # "the withdrawal of Mali from ECOWAS"
    if kind == "assault" and passage.words[position].startswith("besieg"):
        return not ARMED_MEN.intersection(passage.words)
    if kind == "aimed" and (RELIEF.intersection(passage.words) or passage.word(position + 1) in THINKABLE):
        return True  # "148,000 people are targeted by the vaccination", "des cibles possibles"
    if kind == "looting" and passage.words[position].startswith("fouill"):
        return not (ARMED_MEN | SEARCHED).intersection(passage.words)
    if (
        kind == "looting"
        and passage.words[position].startswith("cass")
        and passage.follows(position + 1, "les prix", "le prix", "les cours")
    ):
        return True
    if (
        kind == "agreement"
        and passage.words[position].startswith("negoci")
        and passage.word(position - 1) == "se"
    ):
        return True  # a ram's price
    if passage.word(position + length) in FEARS:
        return True  # "kidnapping fears"
    if (
        kind == "looting"
        and passage.words[position].startswith("seiz")
        and passage.word(position + 1) in {"power", "control"}
    ):
        return True
    if kind == "protest" and passage.words[position + length - 1] in {"rassemblement", "gathering"}:
        return bool(STRUCK.intersection(passage.words[max(0, position - 4) : position]))
    if (
        kind == "takeover"
        and passage.words[position + length - 1] == "of"
        and "hands" in passage.words[position : position + length]
    ):
        behind = passage.tokens[position + length : position + length + 3]
        return not any(token.is_capitalised or token.folded in ARMED_MEN for token in behind)
    if kind == "drone" and (
        passage.word(position + length) in PICTURES or passage.precedes(position, SEEN_BY)
    ):
        return True  # "with drone footage", "repéré par un drone"
    if kind == "dispersed" and passage.words[position - 1] in ESCORTS:
        return True  # "the army escort dispersed"
    if kind == "looting" and passage.words[position] == "volant":
        return passage.word(position - 1) == "au"  # at the wheel
    if kind == "movement" and passage.words[position] == "abandoned":
        return passage.word(position - 1) in {"a", "an", "the", "only"}  # "an abandoned car"
    if kind == "regained" and passage.follows(position, "est entre", "est entree", "sont entres"):
        return not ARMY.intersection(passage.words[max(0, position - 18) : position])
    if kind == "takeover" and passage.words[position].startswith(("dr", "chas")):
        return bool(ARMY.intersection(passage.words[max(0, position - 6) : position]))
    if kind == "killed" and _is_of_a_place(passage, position):
        return True
    if passage.words[position] in {"vol", "vols"} and (
        passage.word(position + 1) in FLIGHTS or passage.precedes(position, NO_FLIGHT)
    ):
        return True
    if kind == "movement" and passage.words[position].startswith("repli"):
        before = passage.words[max(0, position - 1) : position]
        if any(NOUNS["fr"].get(word) and NOUNS["fr"][word].group == CIVILIANS for word in before):
            return True  # "un enseignant replié à Dédougou"
    return kind == "aimed" and bool(NO_WEAPONS.intersection(passage.words[max(0, position - 3) : position]))


OVERBURDENED = word_set(
    "centre center hospital clinic services facility facilities staff capacity capacities schools hosts"
)


def _is_of_a_place(passage: Passage, position: int) -> bool:
    """As in "a track where mines have killed so many": what it is known for."""
    near = passage.tokens[max(0, position - 6) : position]
    counted = {"so", "tant"} & set(passage.words[position + 1 : position + 3])
    return bool(counted) and any(token.text in {"where", "où"} for token in near)


def kind_here(passage: Passage, position: int, length: int, kind: str, language: str) -> str:
    """The kind of event that the words tell in this sentence, where its other words decide it."""
    word, written = passage.words[position], passage.tokens[position].text
    if word.startswith("neutralis") and DEVICES.intersection(passage.words):
        return "weapons"
    if kind == "looting" and word.startswith("seiz"):
        seized = _seized(passage, position)
        by_men = passage.word(position + 1) == "by" and not GOODS.intersection(seized)
        if by_men or are_people(seized, language):
            return "abduction"
    if (
        kind == "arson"
        and word == "felled"
        and not GOODS.intersection(passage.words[position + 1 : position + 4])
    ):
        return "killed" if are_people(passage.words[max(0, position - 4) : position], language) else kind
    if (
        kind == "looting"
        and word == "driven"
        and are_people(passage.words[max(0, position - 4) : position], language)
    ):
        return "abduction"
    if kind == "attack" and word.startswith("abattu") and PYLONS.intersection(passage.words):
        return "arson"
    if (
        kind == "protest"
        and word.startswith(("bloc", "blok", "barr"))
        and ARMED_MEN.intersection(passage.words)
    ):
        return "looting"
    by_crowd = passage.has(CROWDS) and not passage.has(
        "parmi les habitants", "aux habitants", "des habitants"
    )
    if kind == "riot" and word.startswith("bagarr") and ARMED_MEN.intersection(passage.words):
        return "clash"
    if kind == "riot" and word.startswith(("forc", "saccag")) and not by_crowd:
        return "assault" if word.startswith("forc") else "looting"
    if (
        kind == "riot"
        and word.startswith(("torch", "burn"))
        and ARMED_MEN.intersection(passage.words[:position])
    ):
        return "arson"
    if (
        kind == "abduction"
        and word in {"led", "leads"}
        and HERDS.intersection(passage.words[position : position + 9])
    ):
        return "looting"
    if (
        kind == "clash"
        and word.startswith(("caught", "catch"))
        and AIRCRAFT.intersection(passage.words[max(0, position - 4) : position])
    ):
        return "airstrike"
    if kind in {"attack", "aimed"} and _is_done_by_aircraft(passage, position):
        return "airstrike"
    if (
        kind == "arrest"
        and word.startswith("captur")
        and SEATS.intersection(passage.words[position + 1 : position + 6])
    ):
        return "takeover"  # "its fighters had captured the army's camp"
    if kind == "clash" and passage.precedes(position, "hors de"):
        return "killed"
    if (
        kind == "looting"
        and "pris" in passage.words[position : position + length]
        and are_people(passage.words[position + length : position + length + 3], language)
    ):
        return "abduction"  # "ont pris deux pêcheurs"
    goods = passage.words[position : position + length + 4]
    # "Taken into the bush", "taken from her house": it is people who were.
    whole = passage.words[position : position + length]
    is_of_people = not {"bush", "from", "domicile"}.isdisjoint(whole)
    were_goods = passage.words[max(0, position - 3) : position]
    if kind == "abduction" and word == "driven" and GOODS.intersection(were_goods):
        return "looting"  # "both vehicles driven off"
    if (
        kind == "abduction"
        and word[:4] in CARRIED_OFF
        and HERDS.intersection(passage.words[max(0, position - 5) : position])
    ):
        return "looting"  # "une soixantaine de vaches emmenées"
    if kind == "abduction" and word[:4] in CARRIED and GOODS.intersection(goods) and not is_of_people:
        return "looting"  # "carried off medicines"
    if (
        kind == "airstrike"
        and word in {"bomb", "bombs"}
        and passage.word(position - 1) not in {"to", "will", "jets", "planes"}
    ):
        return "explosion"
    if kind == "airstrike" and word in {"bombing", "bombings"} and _is_of_a_bomb(passage, position):
        return "explosion"
    if kind == "airstrike" and word in {"strike", "strikes"} and _is_of_workers(passage, position):
        return "protest"
    if kind == "airstrike" and word.startswith("frappe") and "é" in written:
        return "aimed"  # "ils ont frappé" is no air strike
    return kind


def _is_of_a_bomb(passage: Passage, position: int) -> bool:
    """As in "Monday's bombing in Diffa", "the bombing, which killed three": no aircraft is told of, and no force."""
    before, behind = passage.word(position - 1), passage.word(position + 1)
    flies = (
        not AIRCRAFT.isdisjoint(passage.words)
        or passage.has(AIR_FORCE)
        or not ARMIES.isdisjoint(passage.words)
    )
    is_one = before in OF_A_BOMB or (before == "s" and passage.word(position - 2) in WEEKDAYS)
    return is_one and not flies and behind not in {"of", "by", "raid", "raids", "campaign"}


def _is_done_by_aircraft(passage: Passage, position: int) -> bool:
    """As in "A Malian army helicopter opened fire on the market", "un avion de chasse a mitraillé un campement"."""
    near = range(position - 1, max(-1, position - FLYING_WITHIN - 1), -1)
    clause = next((at + 1 for at in near if passage.is_break(at + 1)), max(0, position - FLYING_WITHIN))
    ends = [at + 1 for at in range(clause, position) if passage.words[at] in AIRCRAFT]
    ends += [at + length for at in range(clause, position) if (length := passage.follows(at, AIR_FORCE))]
    if not ends or not BY_OR_ON.isdisjoint(passage.words[clause : min(ends)]):
        return False
    between = passage.words[max(ends) : position]
    return (
        NOT_THE_AIRCRAFT.isdisjoint(between)
        and not are_people(between, "en")
        and not are_people(between, "fr")
    )


def _is_of_workers(passage: Passage, position: int) -> bool:
    """As in "the teachers' strike", "a strike by railwaymen", "on strike"."""
    before = passage.words[max(0, position - 3) : position]
    by = passage.words[position + 1 : position + 4]
    if passage.word(position - 1) in OF_WORKERS:
        return True
    return not WORKERS.isdisjoint(before) or (by[:1] == ("by",) and not WORKERS.isdisjoint(by))


def _seized(passage: Passage, position: int) -> tuple[str, ...]:
    """Words near what was taken: before "were seized", after "seized"."""
    is_passive = {"was", "were", "been"}.intersection(passage.words[max(0, position - 2) : position])
    return (
        passage.words[max(0, position - 6) : position]
        if is_passive
        else passage.words[position + 1 : position + 6]
    )


def are_people(words: Sequence[str], language: str) -> bool:
    return any(word in NOUNS[language] for word in words) and not GOODS.intersection(words)


def _went_somewhere(passage: Passage, position: int, length: int) -> bool:
    """ "Le préfet s'est rendu auprès des familles" is no surrender."""
    goes = GOING.intersection(passage.words[position : position + length])
    return bool(goes) and not SURRENDERING.intersection(passage.words)
