"""Who is counted where one side lost so many: "the army lost four men", "three villages lost eleven inhabitants"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.casualty_words import (
    DEFENDERS,
    ENEMY,
    INHABITANTS,
    LISTED,
    NOUNS_OF_FIGHTERS,
    VILLAGES,
)
from incidents.ingest.extract.people.people_words import ATTACKERS, UNKNOWN
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.tolls.tollmentions import TollMention, mention_of

# Whoever is named by then is the sentence's subject.
SUBJECT = 3
# Words before the verb in which a village is named.
NEAR = 16
COMRADES = frozenset(
    {
        "elements",
        "freres",
        "brothers",
        "comrades",
        "camarades",
        "compagnons",
        "companions",
        "colleagues",
        "collegues",
    }
)
# Forces that field messages name by letters.
SIDES = word_set("vdp fama fds fdn aog gat jnim isgs eigs gsim msa gatia army armee")
# "JNIM claimed the ambush and says it lost a man."
JIHADISTS = word_set("jnim gsim isgs eigs issp iswap aqim aqmi mujao mourabitoune")
ARMIES = word_set("army armee soldiers soldats military militaires fama fan fds gendarmes police")
LABELS = frozenset({"pertes", "losses"})
# Words between the label and the first of its figures: "Pertes annoncées par l'armée :".
LABELLED_WITHIN = 6
THEIR_MEN = frozenset({"man", "men", "members", "membres", "homme", "hommes"}) | COMRADES | DEFENDERS


def of_the_losers(passage: Passage, verb: int, chain: tuple[People, ...]) -> tuple[People, ...] | None:
    """These people on the side that lost them; None where anything may have been lost.

    Nobody loses somebody else's men: they are on the subject's side, and not those of the other statement.
    """
    are_theirs = _are_bare(passage, chain) and _is_a_side(passage, verb)
    if not are_theirs and not _are_fighters(passage, chain) and not _are_of_a_village(passage, verb, chain):
        return None
    # "Les assaillants ont perdu deux hommes".
    begins, goes_on = passage.words[: min(SUBJECT, verb)], passage.words[min(SUBJECT, verb) : verb]
    # "JNIM attacked Djibo and the army lost six men."
    are_theirs = not (NOUNS_OF_FIGHTERS | JIHADISTS).isdisjoint(begins) and ARMIES.isdisjoint(goes_on)
    are_enemies = are_theirs or ENEMY.intersection(passage.words[max(0, verb - 3) : verb])
    loser = ATTACKERS if are_enemies else "state_forces"
    return tuple(replace(group, group=loser if group.group == UNKNOWN else group.group) for group in chain)


def _are_fighters(passage: Passage, chain: Sequence[People]) -> bool:
    """ "Lost four men", "perdu quatre soldats" speaks of the dead; lost villages and children may be anything."""
    return any(
        group.group in {"state_forces", "armed_group", "international_forces", "peacekeepers"}
        or group.whose == "own"
        or not THEIR_MEN.isdisjoint(passage.words[group.first : group.last])
        for group in chain
    )


def _are_bare(passage: Passage, chain: Sequence[People]) -> bool:
    """As in "the attackers lost three": a figure alone."""
    return len(chain) == 1 and chain[0].last - chain[0].first == 1 and chain[0].toll.best is not None


def _is_a_side(passage: Passage, verb: int) -> bool:
    """Whether fighters stand right before the verb: "VDP lost 5", "les assaillants ont perdu"."""
    near = passage.words[max(0, verb - 2) : verb]
    return not (NOUNS_OF_FIGHTERS | SIDES).isdisjoint(near)


def _are_of_a_village(passage: Passage, verb: int, chain: Sequence[People]) -> bool:
    """As in "three villages lost eleven inhabitants"."""
    near = passage.words[max(0, verb - NEAR) : verb]
    named = {word for group in chain for word in passage.words[group.first : group.last]}
    return bool(VILLAGES.intersection(near)) and bool(INHABITANTS & named)


def losses_listed(passage: Passage, chains: Sequence[tuple[People, ...]]) -> TollMention | None:
    """As in "Pertes : sept soldats", "Pertes MSA 17, HCUA 5, Daech 15": who was lost, by a label."""
    label = next((at for at, word in enumerate(passage.words) if word in LABELS), None)
    if label is None or (label and not passage.is_break(label)):
        return None
    if not LISTED.isdisjoint(passage.words[label:]):
        return None  # "Losses: 5 KIA, 2 WIA": these words tell it
    behind = [chain for chain in chains if chain[0].first > label]
    if not behind or behind[0][0].first - label > LABELLED_WITHIN:
        return None
    first = behind[0][0].first
    is_listed = ":" in passage.text[passage.tokens[label].end : passage.tokens[first].start]
    told = list(behind[0]) if is_listed and _are_fighters(passage, behind[0]) else _by_side(passage, behind)
    return mention_of(passage, "killed", tuple(told), label, "listed-toll") if told else None


def _has_a_name(passage: Passage, group: People) -> bool:
    """As in "MSA 17", "four MSA"."""
    is_behind = passage.tokens[group.first - (not group.whose)].is_capitalised
    ends = [passage.tokens[at].text for at in (group.last - 1, group.last) if at < len(passage.tokens)]
    return (is_behind and not passage.is_break(group.first)) or any(
        text.isupper() and len(text) > 1 for text in ends
    )


def _by_side(passage: Passage, chains: Sequence[tuple[People, ...]]) -> list[People]:
    """The figures that stand right behind the name of a side, one after the other."""
    return [group for chain in chains for group in chain if _has_a_name(passage, group)]
