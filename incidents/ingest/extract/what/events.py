"""What kind of event a passage tells: trigger words, weapons, and ACLED's types by precedence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from incidents.codes import Weapon
from incidents.ingest.extract.people.casualty_words import MODALS
from incidents.ingest.extract.text.inflection import expanded
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set
from incidents.ingest.extract.what.event_words_english import NAMING_EN, TELLING_EN
from incidents.ingest.extract.what.event_words_french import NAMING_FR, TELLING_FR
from incidents.ingest.extract.what.eventcontext import Match, Meaning, by_context
from incidents.ingest.extract.what.eventsenses import is_misread, kind_here
from incidents.ingest.gazetteer import PhraseIndex

WEAPON_OF_KIND = {
    "mine": Weapon.LANDMINE,
    "ied": Weapon.IED,
    "airstrike": Weapon.AIRCRAFT,
    "drone": Weapon.DRONE,
    "grenade": Weapon.GRENADE,
    "arson": Weapon.ARSON,
}
WEAPON_WORDS = {
    Weapon.SMALL_ARMS: phrase_list(
        "gunmen|gunfire|opened fire|shot|shot dead|gunned down|firearms|kalashnikov|ouvert le feu|par balles|"
        "tirs|fusillade"
    ),
    Weapon.MACHETE: phrase_list(
        "machete|machetes|knife|knives|beheaded|throat|throats|machettes|egorge|egorges|decapite|couteau"
    ),
    Weapon.MORTAR: phrase_list("mortar|mortars|mortier|mortiers"),
    Weapon.ROCKET: phrase_list("rocket|rockets|missile|roquette|roquettes"),
    Weapon.ARTILLERY: phrase_list("artillery|artillerie|obus|shelled"),
    Weapon.SVBIED: phrase_list("svbied|suicide car bomb|suicide truck"),
    Weapon.VBIED: phrase_list("car bomb|truck bomb|vbied|voiture piegee|vehicule piege"),
    Weapon.SUICIDE_VEST: phrase_list(
        "suicide vest|explosive vest|ceinture explosive|blew himself up|s est fait exploser"
    ),
}
OF_SHELLS = phrase_list(
    "d obus|de roquettes|de roquette|de mortier|de mortiers|d artillerie|de missiles|d armes lourdes|indirects"
)
HYPOTHETICAL = word_set(
    "often regularly frequently usually souvent regulierement frequemment habituellement "
    "redoutent craignent fearing threaten threatens menacent seront sera viendront shall going "
    "probable plausible jugeons recrudescence anticipate expected likelihood unless redouter "
    "redoute craint craindre craignent eviter empecher prevenir prevent avoid against_possible "
    "doit doivent devrait devraient must ought could would may might should can will threatened "
    "threat threats risk risks fear fears plan "
    "planned plans likely possible potential future further more pourrait pourraient risque risques "
    "menace menaces crainte craintes eventuel eventuelle prevoit if si"
)
INSTEAD = phrase_list(
    "rather than|instead of|plutot que|plutot que de|plutot qu|plutot qu a|au lieu de|au lieu d"
)
HAD_BEEN = phrase_list(
    "that had|which had|that had been|which had been|qui avait|qui avaient|qui avait ete|qui avaient ete"
)
COPULAS = word_set("is are was were be remain remains seem seems look looks more most very highly")
FEARED = word_set(
    "redoutent redoute craignent craint fear fears feared redoutait craignait redoutaient craignaient"
)
BASE_FORMS = word_set(
    "attack burn kidnap kill abduct raid loot steal ambush target seize strike fire shoot storm "
    "bomb shell attaquer bruler enlever tuer piller"
)
REFUTING = word_set(
    "denied denies deny denying nie nient dement dementent dementi nier dementir refute refutent"
)
LONGEST_DAY = 3  # "denied on Monday that"
REFUTED_DEED = phrase_list(
    "that its soldiers had|that its troops had|that its men had|that its forces had|"
    "that its fighters had|that it had|that they had|that soldiers had|having|avoir|"
    "que ses hommes aient|que ses soldats aient|que ses elements aient"
)
FOUND_SO = word_set("found retrouve retrouves retrouvee retrouvees decouvert")
# What is said to be coming has not happened.
FORESEEN = phrase_list(
    "warning still|warning remains|warning valid|are likely|is likely|remain likely|are possible|"
    "are expected|is expected|are probable|cannot be excluded|cannot be ruled out|"
    "are to be feared|"
    "sont probables|est probable|restent probables|reste probable|sont possibles|sont a craindre|"
    "est a craindre|sont attendus|sont attendues|n est pas exclu|n est pas exclue|"
    "ne sont pas exclus"
)
NEGATIONS = {
    "en": word_set("not never no without nobody cannot neither nor"),
    "fr": word_set("pas jamais aucun aucune sans ni personne"),
}
# Words between the parts of a phrase with a gap.
LONGEST_GAP = 8


@dataclass(frozen=True)
class Trigger:
    """A word for an event, at the words `first` up to `last`; only a verb can open an incident by itself."""

    kind: str
    first: int
    last: int
    is_verb: bool


def triggers(passage: Passage, language: str) -> list[Trigger]:
    """Event words of a passage; what only could happen, or did not, is left out."""
    found: list[Trigger] = []
    # "... could follow": what stands before it is only foreseen.
    foreseen = _last_foreseen(passage) if passage.has(FORESEEN) else 0
    position = 0
    while position < len(passage.words):
        match = (
            _gapped(passage, position, language)
            or CONTIGUOUS[language].at(passage.words, position)
            or by_context(passage, position, language)
        )
        if match and is_misread(passage, position, match[0], match[1][0][0]):
            match = None
        is_foreseen = position < foreseen
        if match and not is_foreseen and not _is_unreal(passage, position, language, bool(found)):
            kind, is_verb = match[1][0]
            if passage.tokens[position].text.lower() in {"marché", "marchés"}:
                position += 1
                continue  # a market, where folding sees a march
            kind = kind_here(passage, position, match[0], kind, language)
            is_verb = is_verb and passage.word(position - 1) != "to"
            found.append(Trigger(kind, position, position + match[0], is_verb))
        position += match[0] if match else 1
    return found


def _last_foreseen(passage: Passage) -> int:
    return max(at for at, _length in passage.where(FORESEEN))


def _is_unreal(passage: Passage, position: int, language: str, found_before: bool = False) -> bool:
    if passage.is_hedged(position, HYPOTHETICAL) and not _is_of_the_actor(passage, position):
        return True
    if (
        position
        and passage.words[position - 1] in FOUND_SO
        and passage.words[position][:4] in {"burn", "brul", "inci", "torc"}
    ):
        return True  # the vehicle that was found burned the day after
    if passage.precedes(
        position, "that have been", "which have been", "that were", "qui ont ete", "ayant ete"
    ):
        return True  # "the villages that have been attacked"
    if found_before and passage.precedes(position, HAD_BEEN):
        return True  # "on their way to a post that had come under fire"
    if any(passage.precedes(at, INSTEAD) for at in range(max(0, position - 2), position + 1)):
        return True  # "appellent à la patience plutôt qu'à descendre dans la rue"
    if passage.precedes(position, "to be", "are to", "is to", "due to be", "set to"):
        return True
    if passage.words[position] in BASE_FORMS and MODALS.intersection(passage.words[:position]):
        return True  # "armed groups may attack polling stations and kidnap officials"
    if FEARED.intersection(passage.words[max(0, position - 9) : position]):
        return True
    if REFUTING.intersection(passage.words[max(0, position - 4) : position]):
        return True  # "the army denies having killed civilians"
    if _is_denied(passage, position):
        return True
    begin = max(
        (at for at in range(max(0, position - 3), position + 1) if passage.is_break(at)),
        default=max(0, position - 3),
    )
    return bool(NEGATIONS[language].intersection(passage.words[begin:position]))


def _is_denied(passage: Passage, position: int) -> bool:
    """As in "the army denied on Monday that its soldiers had killed civilians"."""
    return any(
        passage.words[at] in REFUTING
        and any(passage.follows(at + gap, REFUTED_DEED) for gap in range(1, LONGEST_DAY + 1))
        for at in range(max(0, position - 12), position)
    )


def _is_of_the_actor(passage: Passage, position: int) -> bool:
    """As in "likely JNIM fighters ambushed": the doubt is about who it was."""
    near = range(max(0, position - 4), position)
    hedges = [at for at in near if passage.words[at] in HYPOTHETICAL]
    return all(
        passage.words[at] == "likely"
        and passage.words[at + 1] != "to"
        and not COPULAS.intersection(passage.words[max(0, at - 2) : at])
        and passage.words[position].endswith("ed")
        for at in hedges
    )


def _gapped(passage: Passage, position: int, language: str) -> Match | None:
    """As in "set two houses on fire": the words between belong to the phrase."""
    for head, tail, meaning in GAPPED[language].get(passage.words[position], ()):
        begin = position + len(head)
        if passage.words[position:begin] != head:
            continue
        for start in range(begin, min(begin + LONGEST_GAP, len(passage.words) - len(tail)) + 1):
            if start > begin and passage.is_break(start - 1) and "," not in passage.gap(start - 1):
                break
            if passage.words[start : start + len(tail)] == tail:
                return start + len(tail) - position, [meaning]
    return None


Gapped = tuple[tuple[str, ...], tuple[str, ...], Meaning]


def _phrases(language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Meaning]]:
    """Head, tail (empty without a gap) and meaning of every phrase of a language; what tells comes first."""
    for table, is_verb in WORDS[language]:
        for kind, listed in table.items():
            for phrase in phrase_list(listed):
                head, _gap, tail = phrase.partition(" ~ ")
                for first, last in product(expanded(head, language), expanded(tail, language)):
                    yield first, last, (kind, is_verb)


def _contiguous(language: str) -> PhraseIndex[Meaning]:
    return PhraseIndex((head, meaning) for head, tail, meaning in _phrases(language) if not tail)


def _with_gaps(language: str) -> dict[str, list[Gapped]]:
    found: dict[str, list[Gapped]] = {}
    for head, tail, meaning in _phrases(language):
        if tail:
            found.setdefault(head[0], []).append((head, tail, meaning))
    return found


WORDS = {"en": ((TELLING_EN, True), (NAMING_EN, False)), "fr": ((TELLING_FR, True), (NAMING_FR, False))}
CONTIGUOUS = {language: _contiguous(language) for language in WORDS}
GAPPED = {language: _with_gaps(language) for language in WORDS}


def _names(passage: Passage, listed: Phrases) -> bool:
    """Whether a weapon's words stand there; "tirs d'obus" are no gunfire."""
    return any(not passage.follows(at + length, OF_SHELLS) for at, length in passage.where(listed))


def weapons(passages: Sequence[Passage], kinds: set[str]) -> tuple[str, ...]:
    """Codes of the weapons that the text names, sorted."""
    found = {WEAPON_OF_KIND[kind] for kind in kinds if kind in WEAPON_OF_KIND}
    for weapon, listed in WEAPON_WORDS.items():
        if any(_names(passage, listed) for passage in passages):
            found.add(weapon)
    if "suicide" in kinds and "vbied" in kinds:
        found = (found - {Weapon.VBIED}) | {Weapon.SVBIED}
    return tuple(sorted(weapon.value for weapon in found))
