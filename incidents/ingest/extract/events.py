"""What kind of event a passage tells: trigger words, weapons, and ACLED's types by precedence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.codes import EventType, SubEventType, Weapon
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list, word_set
from incidents.ingest.gazetteer import PhraseIndex
from incidents.spelling import words_of

# Words that tell an event by themselves.
VERBS = {
    "attack": "was killed|were killed|killed by|a ete tue|a ete tuee|ont ete tues|ont ete tuees|found dead|fatally shot|was shot|were shot|"
    "fired at|fired upon|gunned down|attacked|opened fire|fired on|shot at|targeted|massacred|attaque un|ont attaque|a attaque|ont ouvert le feu|"
    "ouvert le feu|ont pris pour cible|pris pour cible|attaques par|attaque par|ont tire|ete attaque|ete attaquee|"
    "ete attaques|ete attaquees|visant",
    "assault": "stormed|overran|ont assailli|assaut contre|donne l assaut|pris d assaut",
    "clash": "clashed|fought|exchanged fire|exchange of fire|engaged in a firefight|repelled|repulsed|se sont affrontes|"
    "ont affronte|a repousse|ont repousse|echange de tirs|echanges de tirs",
    "ambush": "ambushed|tombes dans une embuscade|tombe dans une embuscade|tombee dans une embuscade|tendu une embuscade",
    "operation": "raided|carried out a raid|conducted an operation|launched an operation|swept|ont mene une operation|"
    "a mene une operation|mene un raid|ont ratisse|raided with|conducted a raid|carried out an operation|"
    "mene des operations|conducted raids|carried out raids",
    "mine": "hit a mine|hit a landmine|struck a mine|struck a landmine|drove over a mine|ran over a mine|"
    "saute sur une mine|heurte une mine|roule sur une mine",
    "ied": "hit an ied|struck an ied|hit an improvised explosive device|struck an improvised explosive device|"
    "hit a roadside bomb|struck a roadside bomb|hit an explosive device|struck an explosive device|"
    "saute sur un engin explosif|heurte un engin explosif|roule sur un engin explosif|saute sur un eei",
    "explosion": "exploded|detonated|blew up|a explose|ont explose|sauter|a saute",
    "airstrike": "bombed|bombarded from the air|a bombarde|ont bombarde",
    "shelling": "shelled|fired mortars|fired rockets|tire des obus|tire des roquettes|fired mortar rounds",
    "suicide": "blew himself up|blew herself up|s est fait exploser",
    "abduction": "abducted|kidnapped|took hostage|enleve|enleves|enlevee|enlevees|kidnappe|kidnappes|kidnappee|"
    "pris en otage",
    "arrest": "arrested|detained|apprehended|arrete|arretes|arretee|interpelle|interpelles|interpellee|captured",
    "protest": "protested|demonstrated|marched|rallied|ont manifeste|a manifeste|ont defile|manifeste pour|manifeste contre",
    "dispersed": "dispersed|tear gas|disperse|disperses|dispersee|gaz lacrymogene|gaz lacrymogenes",
    "riot": "rioted|looted the|lynched|vandalised|vandalized|ont saccage|burned tyres|burned tires|barricades|"
    "brule des pneus|lynche|ransacked",
    "looting": "robbed|hijacked|carjacked|broken into|was stolen|were stolen|ete voles|ete vole|ete pilles|looted|stole|pillaged|rustled|seized cattle|ont pille|pille|ont vole|vole du betail|emporte du betail|"
    "emporte le betail",
    "arson": "burned down|burnt down|set fire to|set on fire|torched|burned|ont incendie|incendie|ont brule|brule",
    "movement": "landed|deployed|withdrew|parachuted|arrived in|left the base|ont saute en parachute|parachutes|se sont retires|"
    "s est retiree|s est retire|deploye|deployes|ont ete parachutes|ont ete largues|largues|moved into|redeployed",
    "agreement": "signed a peace|signed an agreement|signed a ceasefire|agreed to a ceasefire|signe un accord|conclu un accord|"
    "ont signe",
    "base": "established a base|opened a base|set up a base|installe une base",
    "takeover": "seized control of|took control of|captured the town|captured the village|overran the town|pris le controle de|"
    "s est empare|se sont empares|seized the town|ont pris le controle",
    "regained": "recaptured|retook|regained control|repris le controle|ont repris",
    "weapons": "seized weapons|discovered a weapons cache|weapons cache|saisi des armes|cache d armes|defused|desamorce",
    "sexual": "raped|viole|violee|violees",
    "merger": "pledged allegiance|announced their merger|prete allegeance|fait allegeance",
}  # fmt: skip
# Words that name an event; alone, without a date, a place or a toll, they speak of one already told.
NOUNS = {
    "attack": "attack|attacks|massacre|shooting|attaque|attaques|tuerie|tueries|killing|killings|assassination|assassinat",
    "assault": "assault|raid on|assaut",
    "clash": "clash|clashes|firefight|gunfight|fighting|battle|affrontement|affrontements|combats|accrochage|accrochages|"
    "heurts",
    "ambush": "ambush|embuscade|embuscades",
    "operation": "operation|operations|raid|raids|sweep|ratissage|offensive|neutralise|neutralises",
    "mine": "mine|landmine|mine explosion",
    "ied": "ied|ieds|improvised explosive device|improvised explosive devices|roadside bomb|explosive device|"
    "engin explosif|engins explosifs|engin explosif improvise|eei",
    "explosion": "explosion|blast|bomb|bombing|bombe",
    "airstrike": "airstrike|airstrikes|air strike|air strikes|air raid|helicopter strike|frappe aerienne|frappes aeriennes|"
    "raid aerien|bombardement|frappe|frappes",
    "drone": "drone|drones|drone strike|drone strikes|frappe de drone",
    "shelling": "shelling|mortar|mortars|mortar fire|rockets|rocket fire|shells|tirs de mortier|mortier|obus|roquettes|"
    "tirs d obus|pilonnage|artillery",
    "grenade": "grenade|grenades",
    "suicide": "suicide bomber|suicide bombing|suicide attack|suicide vest|suicide car bomb|suicide|kamikaze|attentat suicide",
    "vbied": "car bomb|svbied|vbied|truck bomb|vehicle bomb|voiture piegee|vehicule piege|camion piege",
    "abduction": "abduction|abductions|kidnapping|kidnappings|enlevement|enlevements|rapt",
    "arrest": "arrest|arrests|arrestation|arrestations|interpellation|interpellations",
    "protest": "protest|protests|demonstration|demonstrations|demonstrators|protesters|manifestation|manifestations|manifestants|"
    "sit in|marche de protestation|strike action|rally",
    "riot": "riot|riots|rioters|emeute|emeutes|emeutiers",
    "looting": "looting|cattle rustling|vol de betail|pillage|pillages",
    "arson": "arson|incendie criminel",
    "movement": "deployment|withdrawal|airborne operation|deploiement|retrait|parachutage|largage",
    "agreement": "ceasefire|peace agreement|peace deal|cessez le feu|accord de paix",
    "weapons": "arms cache|weapons seizure|saisie d armes",
    "sexual": "rape|rapes|viol|viols",
}  # fmt: skip
WEAPON_OF_KIND = {
    "mine": Weapon.LANDMINE,
    "ied": Weapon.IED,
    "airstrike": Weapon.AIRCRAFT,
    "drone": Weapon.DRONE,
    "grenade": Weapon.GRENADE,
    "arson": Weapon.ARSON,
}
WEAPON_WORDS = {
    Weapon.SMALL_ARMS: "gunmen|gunfire|opened fire|shot|shot dead|gunned down|firearms|kalashnikov|ouvert le feu|par balles|"
    "tirs|fusillade",
    Weapon.MACHETE: "machete|machetes|knife|knives|beheaded|throat|throats|machettes|egorge|egorges|decapite|couteau",
    Weapon.MORTAR: "mortar|mortars|mortier|mortiers",
    Weapon.ROCKET: "rocket|rockets|missile|roquette|roquettes",
    Weapon.ARTILLERY: "artillery|artillerie|obus|shelled",
    Weapon.SVBIED: "svbied|suicide car bomb|suicide truck",
    Weapon.VBIED: "car bomb|truck bomb|vbied|voiture piegee|vehicule piege",
    Weapon.SUICIDE_VEST: "suicide vest|explosive vest|ceinture explosive|blew himself up|s est fait exploser",
}  # fmt: skip
ARMED_TARGETS = phrase_list(
    "military post|military camp|military base|military position|military positions|military convoy|"
    "military vehicle|military patrol|army post|army camp|army base|army position|army positions|"
    "army convoy|army patrol|army vehicle|checkpoint|garrison|gendarmerie|police station|police post|"
    "outpost|barracks|poste militaire|camp militaire|base militaire|position militaire|"
    "convoi militaire|vehicule militaire|patrouille militaire|position de l armee|camp de l armee|"
    "poste de controle|patrouille|patrol|un convoy|minusma|barkhane|detachement|poste de police|"
    "brigade|garnison"
)
CIVILIAN_TARGETS = phrase_list(
    "village|villages|market|bus|church|mosque|hamlet|camp of herders|ambulance|health centre|school|"
    "gold mine|aid workers|hameau|marche|eglise|mosquee|ecole|campement|campements|centre de sante|"
    "site d orpaillage|car de transport"
)
EXPLOSIVE = word_set("mine ied explosion airstrike drone shelling grenade suicide vbied")
FIGHTING = frozenset({"clash", "ambush", "assault", "takeover", "regained"})
HYPOTHETICAL = word_set(
    "could would may might should can will threatened threat threats risk risks fear fears plan "
    "planned plans likely possible potential future further more pourrait pourraient risque risques "
    "menace menaces crainte craintes eventuel eventuelle prevoit if si"
)
REMOTE_SUB_EVENTS = (
    ("suicide", SubEventType.SUICIDE_BOMB),
    ("airstrike", SubEventType.AIR_DRONE_STRIKE),
    ("drone", SubEventType.AIR_DRONE_STRIKE),
    ("shelling", SubEventType.SHELLING),
    ("mine", SubEventType.REMOTE_EXPLOSIVE),
    ("ied", SubEventType.REMOTE_EXPLOSIVE),
    ("vbied", SubEventType.REMOTE_EXPLOSIVE),
    ("explosion", SubEventType.REMOTE_EXPLOSIVE),
    ("grenade", SubEventType.GRENADE),
)
STRATEGIC_SUB_EVENTS = (
    ("arrest", SubEventType.ARRESTS),
    ("agreement", SubEventType.AGREEMENT),
    ("merger", SubEventType.CHANGE_TO_GROUP),
    ("base", SubEventType.HEADQUARTERS),
    ("weapons", SubEventType.DISRUPTED_WEAPONS),
    ("looting", SubEventType.LOOTING),
    ("arson", SubEventType.LOOTING),
    ("takeover", SubEventType.TRANSFER),
    ("operation", SubEventType.OTHER),
    ("movement", SubEventType.OTHER),
)


@dataclass(frozen=True)
class Trigger:
    """A word for an event, at the words `first` up to `last`; only a verb can open an incident by itself."""

    kind: str
    first: int
    last: int
    is_verb: bool


def _index() -> PhraseIndex[tuple[str, bool]]:
    phrases = [
        (words_of(phrase), (kind, is_verb))
        for table, is_verb in ((VERBS, True), (NOUNS, False))
        for kind, listed in table.items()
        for phrase in listed.split("|")
    ]
    return PhraseIndex(phrases)


TRIGGERS = _index()


def triggers(passage: Passage) -> list[Trigger]:
    """Event words of a passage; what only could happen is left out."""
    found: list[Trigger] = []
    position = 0
    while position < len(passage.words):
        match = TRIGGERS.at(passage.words, position)
        if match and not passage.is_hedged(position, HYPOTHETICAL):
            kind, is_verb = match[1][0]
            found.append(Trigger(kind, position, position + match[0], is_verb))
        position += match[0] if match else 1
    return found


def weapons(passages: Sequence[Passage], kinds: set[str]) -> tuple[str, ...]:
    """Codes of the weapons that the text names, sorted."""
    found = {WEAPON_OF_KIND[kind] for kind in kinds if kind in WEAPON_OF_KIND}
    for weapon, listed in WEAPON_WORDS.items():
        phrases = [" ".join(words_of(phrase)) for phrase in listed.split("|")]
        if any(passage.has(*phrases) for passage in passages):
            found.add(weapon)
    if "suicide" in kinds and "vbied" in kinds:
        found = (found - {Weapon.VBIED}) | {Weapon.SVBIED}
    return tuple(sorted(weapon.value for weapon in found))


def classify(
    kinds: set[str], victims: set[str], passages: Sequence[Passage], by_state: bool
) -> tuple[str, str | None]:
    """Event type and sub-event type from trigger kinds, groups of victims and what was attacked.

    Fighting between armed sides holds any explosion inside it; an explosion by itself is its own type;
    violence against people who are not armed is against civilians; arrests and movements come last.
    """
    armed = _is_armed_target(victims, passages)
    if kinds & {"protest", "riot"}:
        return _crowd(kinds, victims)
    if "clash" in kinds or (kinds & FIGHTING and armed) or kinds & {"takeover", "regained"}:
        return EventType.BATTLES.value, _battle(kinds)
    if kinds & EXPLOSIVE:
        sub_event = next(code for kind, code in REMOTE_SUB_EVENTS if kind in kinds)
        return EventType.EXPLOSIONS.value, sub_event.value
    if "sexual" in kinds and not victims:
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.SEXUAL_VIOLENCE.value
    if "abduction" in kinds and not kinds & {"killed", "attack"}:
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.ABDUCTION.value
    if kinds & {"killed", "attack", "assault", "ambush"}:
        if armed or (by_state and kinds & {"operation"} and "civilians" not in victims):
            return EventType.BATTLES.value, SubEventType.ARMED_CLASH.value
        sub_event = (
            SubEventType.ABDUCTION if "abduction" in kinds and "killed" not in kinds else SubEventType.ATTACK
        )
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, sub_event.value
    strategic = next((code.value for kind, code in STRATEGIC_SUB_EVENTS if kind in kinds), None)
    return EventType.STRATEGIC_DEVELOPMENTS.value, strategic


def _battle(kinds: set[str]) -> str:
    if "regained" in kinds:
        return SubEventType.GOVERNMENT_REGAINS.value
    return (SubEventType.NON_STATE_OVERTAKES if "takeover" in kinds else SubEventType.ARMED_CLASH).value


def _crowd(kinds: set[str], victims: set[str]) -> tuple[str, str]:
    if "riot" in kinds:
        sub_event = SubEventType.VIOLENT_DEMONSTRATION if "protest" in kinds else SubEventType.MOB_VIOLENCE
        return EventType.RIOTS.value, sub_event.value
    if "dispersed" not in kinds:
        return EventType.PROTESTS.value, SubEventType.PEACEFUL_PROTEST.value
    sub_event = SubEventType.EXCESSIVE_FORCE if victims else SubEventType.PROTEST_WITH_INTERVENTION
    return EventType.PROTESTS.value, sub_event.value


def _is_armed_target(victims: set[str], passages: Sequence[Passage]) -> bool:
    known = victims - {"unknown"}
    if known:
        return bool(known - {"civilians"})
    if any(passage.has(*CIVILIAN_TARGETS) for passage in passages):
        return False
    return any(passage.has(*ARMED_TARGETS) for passage in passages)
