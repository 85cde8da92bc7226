"""What an event word means in its sentence: some mean another kind there, some none at all."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.extract.people.casualty_words import DEADLY
from incidents.ingest.extract.people.people_words import CIVILIANS, NOT_PEOPLE, NOUNS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

GOODS = NOT_PEOPLE - word_set(
    "week weeks semaine semaines month months mois heure heures minute minutes percent pour side "
    "sides cote cotes fois times hour hours year years an ans day days hour hours camp camps "
    "village villages times km"
) | word_set(
    "medicines medicine drugs food goods phones phone money cash laptops supplies grain "
    "medicaments vivres betail telephones argent marchandises carburant fuel equipment materiel"
)
DEVICES = word_set(
    "engin engins eei ied ieds device devices mine mines bombe bomb munitions obus demineurs demining"
)
CROWDS = phrase_list(
    "manifestants|foule|jeunes|habitants|population|crowd|protesters|demonstrators|youths|mob"
)
ON_FOOT = phrase_list("a marche jusqu|marche jusqu|a marche vers|a marche pendant|a marche dans")
MARCHERS = phrase_list(
    "etudiants|etudiantes|eleves|enseignants|femmes|meres|veuves|syndicats|syndicat|centaine|centaines|milliers|dizaines|cortege|"
    "collectif|coalition|mouvement|parti|opposition|societe civile|organisations|association|commercants|on"
)
ARMED_MEN = word_set(
    "armed dozos dozo donsos chasseurs milice miliciens militia militiamen ei eis isgs issp msa gatia cma csp vdp gunmen jihadists jihadistes djihadistes "
    "militants combattants armes hani bandits assaillants assailants jnim gsim isgs eigs gat "
    "terroristes terrorists elements"
)
AIRCRAFT = word_set("aircraft jets warplanes helicopters helicopter planes drone drones gunships")
HELD_UP = word_set("candles placards signs banners flags portraits photos the portrait deliveries aid")
FINDERS = word_set("children child a boys kids herders villagers two three")
FALLING = word_set(
    "drones drone shells shell rockets rocket bombs bomb missiles missile mortar mortars rounds obus roquettes"
)
FLIGHTS = word_set(
    "humanitaire humanitaires unhas commercial regulier militaire direct special pour vers interieur"
)
HERDS = word_set(
    "goats cattle cows sheep camels animals livestock head boeufs moutons chevres betes vaches bovins ovins caprins anes "
    "dromadaires chameaux donkeys"
)
PYLONS = word_set("pylone pylones antenne antennes poteau poteaux arbres mat mats")
# What begins "carried off", "took away", "drove off with", "emporté": of goods it is looting.
CARRIED = frozenset({"carr", "take", "took", "taki", "driv", "drov", "empo", "enle", "made", "make"})
CARRIED_OFF = CARRIED | {"emme"}
NO_WEAPONS = word_set("blocus embargo sanctions blockade sanction mesures measures")
GOING = word_set("rend rendu rendus rendue rendues rendre rendent rendait rendaient")
SURRENDERING = word_set(
    "autorites repentis repenti armes combattants combattant jihadistes djihadistes terroristes "
    "deserteurs suspects suspect ex"
)
SOMEWHERE = phrase_list("towards|toward|to|through|past|along|on the road|of the gate")
# What a force opens is its base; ministers open other things.
# Whose strike is no air strike.
WORKERS = word_set(
    "teachers teacher students workers worker union unions doctors nurses drivers railwaymen magistrates transport hauliers "
    "traders postal miners"
)
# These say so right before it: "a general strike", but not "On Monday a strike killed ten".
OF_WORKERS = word_set("on hunger general")
SEATS = word_set(
    "base bases camp camps post posts poste postes brigade garrison garnison barracks caserne "
    "checkpoint outpost detachment detachement gendarmerie commissariat headquarters battalion "
    "bataillon"
)
PICTURES = word_set("footage images image video videos pictures survey surveillance reconnaissance imagery")
SEEN_BY = phrase_list(
    "images de|reperes par un|repere par un|repere par|reperee par un|spotted by a|seen by a|"
    "filmed by a|filme par un|filmee par un|survole par un|surveillance par"
)
NO_FLIGHT = phrase_list("absence de|reprise du|reprise des|suspension des|suspension du|pas de")
CALLED_FOR = phrase_list(
    "called a|called for a|calls for a|call for a|calling for a|have called a|called to a|"
    "appelle a une|appellent a une|appelle a un|appellent a un|ont appele a une|a appele a une|"
    "ont appele a un|a appele a un|appel a une|appel a un|planned a|plans a|announced a"
)
ANNOUNCED = word_set(
    "notice announced planned prevue prevues annoncee annoncees annonce permit authorisation"
)
NIGHTS = word_set("night morning evening afternoon day week yesterday")
LEAVING = word_set("retrait withdrawal withdraw withdrew withdraws retire retirent")
ALLIANCES = word_set("cedeao ecowas g5 union francophonie treaty traite statut cour court accord accords")
RELIEF = word_set(
    "vaccination vaccin vaccine campaign campagne programme program distribution assistance project projet aid"
)
THINKABLE = word_set("possibles possible potentielles potentials potentielle ideales privilegiees potential")
SEARCHED = word_set(
    "maisons maison domiciles concessions concession boutiques vehicules passagers telephones"
)
FEARS = word_set("fears fear risk risks threat threats warning warnings alert alerts attempt-fears")
STRUCK = word_set("vise frappe bombarde cible struck hit targeted bombed pilonne traite")
WENT_OFF = word_set("without peacefully smoothly calmly well quietly as")
ESCORTS = word_set("escort escorts soldiers troops men attackers assailants they militants guards gunmen")
FORCES = word_set("armee army forces troops soldats soldiers")
ARMY = word_set(
    "detachement unite unites militaires bataillon groupement army troops soldiers forces "
    "military armee soldats fama junta wagner"
)
HAVING_TAKEN = frozenset({"has", "have", "had", "having", "a", "ont", "avait", "avaient"})


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
    if kind == "airstrike" and word in {"strike", "strikes"} and _is_of_workers(passage, position):
        return "protest"
    if kind == "airstrike" and word.startswith("frappe") and "é" in written:
        return "aimed"  # "ils ont frappé" is no air strike
    return kind


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
