"""ACLED's types of an event from its words: by precedence, as its codebook has it."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.codes import EventType, SubEventType
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

ARMED_TARGETS = phrase_list(
    "the post of|their post|its post|post held|forestry post|poste forestier|customs post|"
    "border guard post|national guard post|guard post|poste de la garde|poste des gardes|poste des garde frontieres|"
    "poste des douanes|poste de douane|military post|military camp|military base|"
    "military position|military positions|military convoy|"
    "military vehicle|military patrol|army post|army camp|army base|army position|army positions|"
    "army convoy|army patrol|army vehicle|checkpoint|garrison|gendarmerie|police station|police post|"
    "outpost|barracks|poste militaire|camp militaire|base militaire|position militaire|"
    "convoi mil|vehicule mil|convoi militaire|vehicule militaire|patrouille militaire|"
    "position de l armee|camp de l armee|"
    "poste de controle|patrouille|patrol|un convoy|minusma|barkhane|detachement|detachment|poste de police|"
    "brigade|garnison"
)
CIVILIAN_TARGETS = phrase_list(
    "accused of|accuses de|accuse de|village|villages|market|bus|church|mosque|hamlet|"
    "camp of herders|ambulance|health centre|school|"
    "gold mine|aid workers|hameau|marche|eglise|mosquee|ecole|campement|campements|centre de sante|"
    "site d orpaillage|car de transport"
)
EXPLOSIVE = word_set("mine ied explosion airstrike drone shelling grenade suicide vbied")
FORCES = frozenset({"state_forces", "international_forces", "peacekeepers"})
FIGHTING = frozenset({"clash", "ambush", "assault", "takeover", "regained"})
CROWD_WORDS = phrase_list(
    "crowds|angry crowds|foules|cortege|marche de protestation|crowd|angry crowd|mob|angry mob|"
    "demonstrators|protesters|youths|angry youths|rioters|thousand people|marchers|foule|"
    "foule en colere|jeunes en colere|manifestants|population en colere|"
    "vindicte populaire|emeutiers|habitants en colere|riverains en colere|manifestantes|"
    "milliers de personnes|centaines de jeunes"
)
BY_CROWD = phrase_list(
    "by a crowd|by an angry crowd|by a mob|by the crowd|par une foule|par la foule|"
    "par la population|par des habitants en colere"
)
BLOODLESS = phrase_list(
    "without a shot|not a shot|no shot was fired|no shots fired|no shots were fired|"
    "sans qu un coup de feu|aucun coup de feu|aucun tir|no harm to|sans rencontrer de resistance|"
    "without meeting resistance|apres le repli|apres le retrait|after the withdrawal|"
    "without a fight|without fighting|without resistance|unopposed|without firing a shot|"
    "sans combat|sans combattre|sans resistance|sans coup ferir|sans tirer|sans un coup de feu|"
    "had withdrawn|had abandoned|abandoned the town|avait quitte|avaient quitte|"
    "avaient abandonne|pacifiquement|peacefully"
)
SHOTS = phrase_list(
    "live rounds|live ammunition|live bullets|opened fire|fired on|fired at|fired into the crowd|shot at|shots|gunfire|bullets|"
    "bullet|balles|balle|a balles reelles|ouvert le feu|a tire sur|ont tire sur|tirs|tire a balles|coups de feu"
)
DEAD = word_set(
    "killed dead died deaths fatalities tue tues tuee tuees mort morts morte mortes deces decede decedes"
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


def classify(
    kinds: set[str], victims: set[str], passages: Sequence[Passage], by_state: bool
) -> tuple[str, str | None]:
    """Event type and sub-event type from trigger kinds, groups of victims and what was attacked.

    Fighting between armed sides holds any explosion inside it; an explosion by itself is its own type;
    violence against people who are not armed is against civilians; arrests and movements come last.
    """
    if "weapons" in kinds and not victims and not kinds & {"killed", "abduction", "sexual", "ambush"}:
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.DISRUPTED_WEAPONS.value
    if "release" in kinds:
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.OTHER.value
    if (
        "agreement" in kinds
        and not victims
        and kinds <= {"agreement", "clash", "takeover", "movement", "aimed", "operation"}
    ):
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.AGREEMENT.value
    armed = _is_armed_target(victims, passages)
    if (
        "abduction" in kinds
        and "civilians" in victims
        and not kinds & (FIGHTING | {"attack", "aimed", "riot"})
    ):
        # A guard who fell beside the hostage makes no battle of it.
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.ABDUCTION.value
    known = victims - {"unknown"}
    killed = kinds & {"killed", "injured"}
    is_crowd = any(passage.has(CROWD_WORDS) for passage in passages)
    if is_crowd and any(passage.has(BY_CROWD) for passage in passages):
        return EventType.RIOTS.value, SubEventType.MOB_VIOLENCE.value
    if (
        is_crowd
        and not (by_state and "dispersed" in kinds)
        and kinds & {"killed", "looting", "arson"}
        and not kinds
        & ({"clash", "ambush", "assault", "abduction", "protest", "attack"} | EXPLOSIVE - {"grenade"})
    ):
        return EventType.RIOTS.value, SubEventType.MOB_VIOLENCE.value
    is_march = "protest" in kinds and not kinds & (FIGHTING | {"attack", "abduction"})
    if "dispersed" in kinds and (not killed or is_march or (by_state and is_crowd)):
        return _crowd(kinds | {"protest"}, victims, by_state, passages)
    if by_state and "arrest" in kinds and not killed and not kinds & {"clash", "ambush", "airstrike"}:
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.ARRESTS.value
    if kinds & {"protest", "riot"} and not (kinds & {"ambush", "assault"} and armed):
        return _crowd(kinds, victims, by_state, passages)
    if known == {"civilians"}:
        kinds = kinds - {"takeover", "regained"}
    if (
        "takeover" in kinds
        and "regained" not in kinds
        and not killed
        and any(passage.has(BLOODLESS) for passage in passages)
    ):
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.TRANSFER.value
    if killed and _both_sides(known) and not kinds & (EXPLOSIVE - {"grenade"}):
        return EventType.BATTLES.value, _battle(kinds)
    if "clash" in kinds and not (known == {"civilians"} and "attack" in kinds):
        return EventType.BATTLES.value, _battle(kinds)
    if (kinds & FIGHTING and armed) or kinds & {"takeover", "regained"}:
        return EventType.BATTLES.value, _battle(kinds)
    if by_state and not killed and not known and not kinds & (EXPLOSIVE | {"clash", "abduction", "sexual"}):
        return EventType.STRATEGIC_DEVELOPMENTS.value, _strategic(kinds) or SubEventType.OTHER.value
    if armed and "attack" in kinds and not kinds & {"airstrike", "drone", "shelling", "suicide", "vbied"}:
        return EventType.BATTLES.value, SubEventType.ARMED_CLASH.value
    if (
        by_state
        and "operation" in kinds
        and killed
        and "armed_group" in victims
        and not kinds & {"airstrike", "drone"}
    ):
        return EventType.BATTLES.value, SubEventType.ARMED_CLASH.value
    if "sexual" in kinds and not killed:
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.SEXUAL_VIOLENCE.value
    if kinds & {"weapons"} and not killed:
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.DISRUPTED_WEAPONS.value
    if kinds & EXPLOSIVE:
        sub_event = next(code for kind, code in REMOTE_SUB_EVENTS if kind in kinds)
        return EventType.EXPLOSIONS.value, sub_event.value
    if "sexual" in kinds and not victims:
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.SEXUAL_VIOLENCE.value
    if "abduction" in kinds and not kinds & {"killed", "attack"}:
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, SubEventType.ABDUCTION.value
    if (
        kinds & {"looting", "arson"}
        and not victims - {"unknown"}
        and not killed
        and not kinds & {"clash", "ambush", "abduction", "attack", "sexual"}
    ):
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.LOOTING.value
    if (
        kinds <= {"looting", "arson", "attack", "aimed", "assault", "movement", "operation"}
        and kinds & {"looting", "arson"}
        and not victims
    ):
        return EventType.STRATEGIC_DEVELOPMENTS.value, SubEventType.LOOTING.value
    if kinds & {"killed", "attack", "assault", "ambush", "aimed"}:
        if armed or (by_state and kinds & {"operation"} and "civilians" not in victims):
            return EventType.BATTLES.value, SubEventType.ARMED_CLASH.value
        sub_event = (
            SubEventType.ABDUCTION if "abduction" in kinds and "killed" not in kinds else SubEventType.ATTACK
        )
        return EventType.VIOLENCE_AGAINST_CIVILIANS.value, sub_event.value
    return EventType.STRATEGIC_DEVELOPMENTS.value, _strategic(kinds)


def _both_sides(victims: set[str]) -> bool:
    """Whether soldiers fell and those who fight them, too."""
    return bool(victims & FORCES) and bool(victims & {"armed_group", "attackers"})


def _strategic(kinds: set[str]) -> str | None:
    return next((code.value for kind, code in STRATEGIC_SUB_EVENTS if kind in kinds), None)


def _battle(kinds: set[str]) -> str:
    if "regained" in kinds:
        return SubEventType.GOVERNMENT_REGAINS.value
    return (SubEventType.NON_STATE_OVERTAKES if "takeover" in kinds else SubEventType.ARMED_CLASH).value


def _crowd(
    kinds: set[str], victims: set[str], by_state: bool, passages: Sequence[Passage]
) -> tuple[str, str]:
    if "riot" in kinds:
        sub_event = SubEventType.VIOLENT_DEMONSTRATION if "protest" in kinds else SubEventType.MOB_VIOLENCE
        return EventType.RIOTS.value, sub_event.value
    if kinds & {"arson", "looting"}:
        return EventType.RIOTS.value, SubEventType.VIOLENT_DEMONSTRATION.value
    is_shot_at = by_state and victims and kinds & {"attack", "killed"} and kinds & {"attack", "dispersed"}
    if "dispersed" not in kinds and not is_shot_at:
        return EventType.PROTESTS.value, SubEventType.PEACEFUL_PROTEST.value
    # Tear gas hurts, too; force is excessive where there were shots or dead.
    is_lethal = any(passage.has(SHOTS) or not DEAD.isdisjoint(passage.words) for passage in passages)
    sub_event = (
        SubEventType.EXCESSIVE_FORCE if victims and is_lethal else SubEventType.PROTEST_WITH_INTERVENTION
    )
    return EventType.PROTESTS.value, sub_event.value


def _is_armed_target(victims: set[str], passages: Sequence[Passage]) -> bool:
    known = victims - {"unknown"}
    if known:
        return bool(known - {"civilians"})
    if any(passage.has(CIVILIAN_TARGETS) for passage in passages):
        return False
    return any(passage.has(ARMED_TARGETS) for passage in passages)
