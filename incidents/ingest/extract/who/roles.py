"""Who did it and to whom: the role of each party by its place in the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.ingest.extract.people.casualty_words import PASSIVE, VERBS
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.tolls.casualties import TollMention
from incidents.ingest.extract.what.events import Trigger
from incidents.ingest.extract.when.date_words import WEEKDAYS
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.heads import before_articles, head_of, owner_role
from incidents.ingest.extract.who.role_words import (
    AFTER,
    AGAINST,
    AGENT_NOUNS,
    AIRCRAFT,
    ATTACK_NOUNS,
    BEATING_OFF,
    BESIDE,
    BY,
    CHARGES,
    DRIVEN_BY,
    DYING,
    FORMER,
    GOING,
    HAD_ATTACKED,
    HANDED,
    HAS_FOUND,
    HAS_NOT_CLAIMED,
    HAVING,
    HELD_BY,
    JOINED,
    LOSSES,
    LOST,
    MEANS,
    OF,
    OF_THEIRS,
    OPPOSING,
    OTHER,
    PERPETRATOR,
    PLANTED_BY,
    PRESENT,
    QUOTED,
    RESPONDER,
    RESPONDING,
    SAID_BY,
    SAYING,
    SELF,
    STANDS_BARE,
    STRUCK_BARE,
    STRUCK_ON_THE_WAY,
    SUFFERED,
    SUFFERING,
    SUPPORTING,
    TARGET,
    TARGET_NOUNS,
    VERSUS,
    WHERE_STRUCK,
    WITH,
)

NEAR_ARREST = 9
CAPTURES = frozenset(
    {"capture", "arrest", "arrests", "arrestation", "arrestations", "interpellation", "detention"}
)
PROTECTING = frozenset({"protection", "escort", "supervision", "guard"})


@dataclass(frozen=True)
class _Clause:
    """What decides roles: verbs and victims by position, and whether the subject suffers or fights."""

    passage: Passage
    verbs: Sequence[int]
    suffered: frozenset[int]
    victims: Sequence[tuple[int, int]]
    taken: frozenset[int]
    clash: bool
    language: str
    arrests: frozenset[int] = frozenset()
    weapons: bool = False


def roles(
    passage: Passage,
    mentions: Sequence[ActorMention],
    triggers: Sequence[Trigger],
    tolls: Sequence[TollMention],
    language: str,
) -> list[str]:
    """One role per mention, in the same order."""
    telling = [trigger for trigger in triggers if trigger.is_verb]
    verbs = sorted({toll.verb for toll in tolls} | {trigger.first for trigger in telling})
    suffered = frozenset(trigger.first for trigger in telling if _is_suffered(passage, trigger))
    victims = [
        (group.first, group.last) for toll in tolls if toll.kind != "arrested" for group in toll.people
    ]
    clash = any(trigger.kind == "clash" for trigger in triggers)
    # "Fell to", "in the hands of": who holds it now stands behind.
    taken = frozenset(trigger.last for trigger in telling if trigger.kind == "takeover")
    arrests = frozenset(
        [toll.verb for toll in tolls if toll.kind == "arrested"]
        + [each.first for each in telling if each.kind == "arrest"]
    )
    clause = _Clause(
        passage,
        verbs,
        suffered,
        victims,
        taken,
        clash,
        language,
        arrests,
        any(trigger.kind == "weapons" for trigger in triggers),
    )
    found: list[str] = []
    for mention in mentions:
        previous = (mentions[len(found) - 1], found[-1]) if found else None
        found.append(_role(clause, mention, previous))
    for number, (mention, following) in enumerate(pairwise(mentions)):
        is_agent = passage.precedes(
            mention.first, "by", "by the", "par", "par la", "par le", "par l", "par les"
        )
        accuses = following.is_accused and not mention.is_accused and mention.is_state and not is_agent
        if accuses and not _fights(clause, mention, following):
            found[number] = OTHER  # "the general staff blames X"
    began = [number for number, mention in enumerate(mentions) if _who_had_attacked(passage, mention)]
    if began:
        # "The movements clashed with X, which had attacked their post."
        found = [
            PERPETRATOR if number in began else TARGET if role == PERPETRATOR else role
            for number, role in enumerate(found)
        ]
    return found


def _fights(clause: _Clause, mention: ActorMention, following: ActorMention) -> bool:
    """Whether an event stands between two parties: "the army clashed with men said to be of X"."""
    return any(mention.last <= verb < following.first for verb in clause.verbs)


def _who_had_attacked(passage: Passage, mention: ActorMention) -> bool:
    return (
        passage.word(mention.last) in {"qui", "who", "which"}
        and bool(HAD_ATTACKED.intersection(passage.words[mention.last + 1 : mention.last + 4]))
        and bool({"avait", "avaient", "had"}.intersection(passage.words[mention.last + 1 : mention.last + 3]))
    )


def _is_suffered(passage: Passage, trigger: Trigger) -> bool:
    if trigger.kind == "ambush" and passage.precedes(
        trigger.first, "into", "into an", "in an", "dans une", "en"
    ):
        return True
    return trigger.kind in SUFFERING or (
        not _falls_upon(passage, trigger.first)
        and passage.words[trigger.first] in SUFFERED
        and trigger.kind in {"attack", "aimed", "ambush", "shelling"}
    )


def _falls_upon(passage: Passage, verb: int) -> bool:
    """As in "raiders fell on the village": they do not fall."""
    behind = passage.word(verb + 2)
    return passage.word(verb + 1) in {"on", "upon"} and behind not in WEEKDAYS and not behind.isdecimal()


def _role(clause: _Clause, mention: ActorMention, previous: tuple[ActorMention, str] | None) -> str:
    head = head_of(clause.passage, mention.first, clause.language)
    begin = before_articles(clause.passage, head, clause.language)
    return _by_words_beside(clause, mention, previous, head, begin) or _by_its_clause(
        clause, mention, previous, head, begin
    )


def _by_words_beside(
    clause: _Clause, mention: ActorMention, previous: tuple[ActorMention, str] | None, head: int, begin: int
) -> str:
    """What the words right beside a name say of it; nothing where they leave it to the clause."""
    passage = clause.passage
    behind = mention.last + (passage.word(mention.last) in {"s", "d"} and not passage.is_break(mention.last))
    is_place_of_theirs = passage.word(behind) in TARGET_NOUNS or (
        passage.word(mention.first - 1) in TARGET_NOUNS
    )
    if any(
        0 < head - verb <= NEAR_ARREST and passage.words[verb] in CAPTURES and passage.follows(verb + 1, OF)
        for verb in clause.arrests
    ):
        return TARGET  # "the capture of three members of X"
    if any(verb < head for verb in clause.arrests) and previous and previous[1] == PERPETRATOR:
        return TARGET  # "police arrested four alleged members of X"
    if mention.is_accused:
        return PERPETRATOR
    if mention.is_state and mention.first and passage.words[mention.first - 1] in AIRCRAFT:
        return PERPETRATOR  # "frappe drone FAMa"
    if previous and mention.first == previous[0].last and "+" in passage.gap(mention.first):
        return previous[1]  # "FAMa + Africa Corps"
    if previous and previous[1] == PERPETRATOR and passage.precedes(begin, JOINED):
        return PERPETRATOR  # "the army together with the Wagner Group clashed with X"
    if passage.precedes(begin, DRIVEN_BY):
        return RESPONDER
    if clause.weapons and passage.precedes(begin, PLANTED_BY):
        return OTHER  # whose mines were found
    if passage.precedes(begin, SAID_BY) or _is_of_a_charge(passage, begin):
        return OTHER
    if passage.word(begin - 1) == "under" and passage.word(mention.last) in PROTECTING:
        return OTHER  # "tankers travelling under army protection"
    if passage.precedes(begin, HELD_BY):
        return TARGET
    if passage.precedes(begin, BEATING_OFF):
        return PERPETRATOR  # "said they had beaten back X": who had come
    ends = next(
        (at for at in range(mention.last, mention.last + 7) if passage.is_break(at)), mention.last + 7
    )
    if RESPONDING.intersection(passage.words[mention.last : mention.last + 3]) or any(
        passage.follows(at, BEATING_OFF) for at in range(mention.last, ends)
    ):
        return RESPONDER
    if any(first < mention.last and head < last for first, last in clause.victims):
        return TARGET
    if not passage.is_break(mention.last) and LOST.intersection(
        passage.words[mention.last : mention.last + 2]
    ):
        return TARGET  # "the volunteers lost several of their men when gunmen fell on their post"
    if _stands_beside_its_victims(clause, mention):
        return TARGET
    if passage.follows(mention.last, PRESENT, HAS_NOT_CLAIMED) or _had_gone(passage, mention):
        return OTHER
    if passage.word(mention.last) in VERSUS and mention.first <= 1:
        return PERPETRATOR  # "X vs. civilians: ..."
    if passage.word(mention.first - 1) in FORMER and passage.word(mention.last) in ATTACK_NOUNS:
        return OTHER  # "in revenge for an earlier JNIM raid"
    if passage.word(mention.last) in ATTACK_NOUNS and not passage.is_break(mention.last):
        return PERPETRATOR  # "BH incursion during the night"
    if is_place_of_theirs and not passage.precedes(begin, BY):
        return TARGET
    if passage.precedes(begin, BY) and SUPPORTING.intersection(passage.words[max(0, begin - 2) : begin]):
        return PERPETRATOR if previous and previous[1] == PERPETRATOR else RESPONDER
    if previous and passage.precedes(begin, "and by", "et par", "et par des", "et par les"):
        return previous[1]
    return PERPETRATOR if mention.is_judgement or passage.precedes(begin, BY) else ""


def _by_its_clause(
    clause: _Clause, mention: ActorMention, previous: tuple[ActorMention, str] | None, head: int, begin: int
) -> str:
    """Who it is by the verbs, victims and parties of the clause."""
    passage = clause.passage
    if (
        passage.precedes(mention.first, QUOTED)
        or passage.precedes(begin, QUOTED)
        or passage.follows(mention.last, SAYING)
        or _says_behind_apposition(passage, mention.last)
    ):
        own_arrest = mention.is_state and any(
            mention.last < verb <= mention.last + NEAR_ARREST for verb in clause.arrests
        )
        return PERPETRATOR if own_arrest or _speaks_of_itself(clause, mention) else OTHER
    if head < mention.first and head in clause.verbs:
        return PERPETRATOR  # "a drone of the army struck"
    if clause.clash and OPPOSING.intersection(passage.words[:begin]):
        return _opposed(passage, mention, begin, previous)
    held = begin - passage.precedes(begin, OF)
    if any(last in {begin, head, mention.first, held} for last in clause.taken):
        return PERPETRATOR
    if passage.precedes(
        begin,
        "attack from",
        "fire from",
        "assault from",
        "attacks from",
        "attaque de la part de",
        "ambush by",
    ):
        return PERPETRATOR
    owner = owner_role(passage, begin)
    if owner:
        return owner
    if passage.word(begin - 1) in {"du", "des", "de", "d", "of"}:
        begin -= passage.word(begin - 2) in {"et", "and"}  # "du MSA et du GATIA"
    if passage.precedes(begin, "between", "entre") and {"and", "et"} & set(
        passage.words[mention.last : mention.last + 4]
    ):
        return PERPETRATOR
    if (
        previous
        and 0 < mention.first - previous[0].last <= 5
        and OF_THEIRS.issuperset(passage.words[previous[0].last : mention.first])
    ):
        return previous[1]  # "Nigerien troops of the African-led mission AFISMA"
    if (
        previous
        and begin - previous[0].last <= 2
        and passage.precedes(begin, "and", "et", "with", "avec", "alongside", "ainsi que")
    ):
        # "A clashed with B" has a target, and so has a clash of rebels and soldiers; two groups clash as equals.
        is_with = bool(passage.precedes(begin, "with", "avec"))
        is_other_side = clause.clash and (is_with or mention.is_state != previous[0].is_state)
        return TARGET if is_other_side and previous[1] == PERPETRATOR else previous[1]
    if (
        previous
        and any(_is_companion(passage, position, clause.language) for position in (mention.first, begin))
        and not clause.clash
    ):
        return previous[1]
    if clause.clash and previous and previous[1] == PERPETRATOR:
        return TARGET
    if clause.clash and passage.precedes(begin, "between", "entre"):
        return PERPETRATOR
    next_verb = next((verb for verb in clause.verbs if verb >= mention.last), None)
    is_struck = clause.verbs or clause.clash or passage.word(begin - 1) not in BESIDE
    if passage.precedes(begin, "to", "to the", "a", "a la", "au", "aux") and HANDED.intersection(
        passage.words[max(0, begin - 8) : begin]
    ):
        return OTHER  # "handed a third over to the gendarmerie"
    if passage.precedes(begin, AGAINST):
        return TARGET if is_struck else OTHER  # "the mayor, who came with the soldiers"
    if (
        previous
        and previous[1] == PERPETRATOR
        and mention.is_state != previous[0].is_state
        and any(previous[0].last <= verb < head for verb in clause.verbs)
        and passage.words[head] in AGENT_NOUNS
    ):
        return TARGET  # "gunmen ambushed a supply column of the army"
    if next_verb is not None:
        return _subject_role(clause, mention, next_verb)
    if passage.words[head] in AGENT_NOUNS and head < mention.first:
        return PERPETRATOR
    is_alone = not previous and not clause.verbs and not mention.doubt and mention.is_unnamed
    return PERPETRATOR if is_alone else OTHER


def _is_of_a_charge(passage: Passage, begin: int) -> bool:
    """As in "accused of informing the army", "suspected of passing information to French troops"."""
    return any(passage.follows(at, CHARGES) for at in range(max(0, begin - 7), begin))


def _opposed(
    passage: Passage, mention: ActorMention, begin: int, previous: tuple[ActorMention, str] | None
) -> str:
    """As in "fighting that pitted A against B and C", "ont opposé A aux combattants de B et de C"."""
    if previous is None:
        return PERPETRATOR
    if previous[1] == TARGET:
        return TARGET
    is_against = passage.precedes(begin, "against", "with", "aux", "au", "a") > 0
    return TARGET if is_against or mention.is_state != previous[0].is_state else PERPETRATOR


def _had_gone(passage: Passage, mention: ActorMention) -> bool:
    """As in "hours after the peacekeepers pulled out", "après le départ de l'armée": they were there before."""
    begins = AFTER.intersection(passage.words[max(0, mention.first - 5) : mention.first])
    return bool(begins) and any(passage.follows(at, GOING) for at in range(mention.last, mention.last + 3))


def _stands_beside_its_victims(clause: _Clause, mention: ActorMention) -> bool:
    """As in "two volunteers (VDP) were killed", "3 KIA 7 WIA FDS"."""
    passage = clause.passage
    if passage.word(mention.first - 1) in LOSSES:
        return not passage.is_break(mention.first)
    return "(" in passage.gap(mention.first) and any(last == mention.first for _first, last in clause.victims)


def _says_behind_apposition(passage: Passage, last: int) -> bool:
    """As in "The Framework, a coalition of rebels, put the toll at 21"."""
    behind = passage.behind_aside(last, within=10)
    return bool(behind and passage.follows(behind, SAYING))


def _speaks_of_itself(clause: _Clause, mention: ActorMention) -> bool:
    """As in "the security forces said that they had killed fifteen fighters"."""
    for verb in clause.verbs:
        if mention.last < verb <= mention.last + 10:
            if clause.passage.words[verb] in SUFFERED:
                return False
            return bool(SELF.intersection(clause.passage.words[max(mention.last, verb - 4) : verb]))
    return False


def _is_companion(passage: Passage, last: int, language: str) -> bool:
    """As in "landed and raided with", "alongside": the second party acts with the first."""
    return (
        passage.precedes(last, WITH) > 0
        or passage.precedes(before_articles(passage, last, language), WITH) > 0
    )


def _subject_role(clause: _Clause, mention: ActorMention, verb: int) -> str:
    passage, language = clause.passage, clause.language
    between = passage.words[mention.last : verb]
    if any(passage.follows(at, HAS_FOUND) for at in range(mention.last, min(mention.last + 3, verb))):
        return OTHER  # "police found a man shot dead"
    if mention.is_state and verb in clause.arrests and not _is_followed_by_agent(passage, verb, clause):
        return PERPETRATOR  # "police de Konni, 4 interpellés"
    if (
        verb in clause.suffered
        or clause.suffered
        or (passage.words[verb] in DYING and not _falls_upon(passage, verb))
    ):
        return TARGET
    if passage.words[verb] not in _PARTICIPLES[language]:
        return PERPETRATOR
    if PASSIVE[language].intersection(between[-4:]) or _is_followed_by_agent(passage, verb, clause):
        return TARGET
    ahead = passage.word(verb + 1)
    counts_victims = any(verb < first <= verb + 2 for first, _last in clause.victims)
    if (
        language == "en"
        and mention.is_state
        and not counts_victims
        and (ahead in STANDS_BARE or ahead.isdecimal())
    ):
        return TARGET  # "FAN convoy ambushed yest 1645"
    if language == "en" and _is_bare_participle(passage, mention, verb):
        return TARGET  # "VDP patrol ambushed near Djibo"
    # French: without "a" or "ont" a participle is suffered ("poste attaqué hier").
    is_bare = (
        language == "fr"
        and not HAVING.intersection(between)
        and passage.words[verb].endswith(("e", "es", "ee", "ees"))
    )
    others = any(mention.last <= first < verb for first, _last in clause.victims)
    if others and mention.is_armed_group:
        return PERPETRATOR  # "GAT entrés au village, 15 hommes exécutés"
    return TARGET if is_bare and not _is_present(passage.words[verb]) else PERPETRATOR


def _is_bare_participle(passage: Passage, mention: ActorMention, verb: int) -> bool:
    """As in "army convoy ambushed, 4 dead": whoever ambushes ambushes somebody, but a column may have attacked at dawn."""
    is_moving = AGENT_NOUNS.intersection(passage.words[mention.last : verb])
    if passage.words[verb] not in (STRUCK_ON_THE_WAY if is_moving else STRUCK_BARE):
        return False
    return (
        verb + 1 >= len(passage.words)
        or passage.is_break(verb + 1)
        or passage.words[verb + 1] in WHERE_STRUCK
    )


def _is_followed_by_agent(passage: Passage, verb: int, clause: _Clause) -> bool:
    """As in "position attacked yesterday by gunmen"."""
    for position in range(verb + 1, min(verb + 7, len(passage.words))):
        if passage.words[position] in {"by", "par"} and passage.word(position + 1) not in MEANS:
            return True
        if position in clause.verbs or passage.is_break(position):
            return False
    return False


def _is_present(word: str) -> bool:
    """ "attaque" may be the present tense; "attaques", "tuees" are participles behind a plural."""
    return word.endswith("e") and not word.endswith("ee")


_PARTICIPLES = {
    language: frozenset(word for word, forms in VERBS[language].items() if "either" in forms)
    | word_set(
        "accroche accrochee accroches accrochees amb fired shot atk attacked ambushed targeted hit "
        "struck overrun stormed raided surrounded attaque attaques attaquee attaquees vises vise "
        "visee pris prise prises pilonne pilonnee bombarde bombardee"
    )
    for language in VERBS
}
