"""Whose deed it was and who suffered it, of all whom an incident names."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from incidents.codes import EventType, Inter
from incidents.ingest.extract.incident.inferred import (
    VIOLENT,
)
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.people.casualty_words import PASSIVE
from incidents.ingest.extract.people.people_words import NOUNS
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actors import (
    ActorMention,
)
from incidents.ingest.extract.who.party import Event, Party

ENTERING = word_set(
    "paddled caught swept emptied went fait entered walked came arrived rode descended moved "
    "drove landed entres entre entrent venus arrives arrivent surgi surgis penetre installes "
    "descendus debarque debarques"
)


JOINED_CHARACTERS = 35


# A party so near to the beginning of its sentence is its subject.
SUBJECT = 4


VIOLENCE = EventType.VIOLENCE_AGAINST_CIVILIANS.value
# Who has been told of acts on: "Lundi, il a frappé Arbinda", "..., then abducted four girls".
PRONOUNS = word_set("il elle ils elles it they")
THEN = re.compile(r"(?:,|\band|\bet) (?:then|puis)\s+$")
ACTS_WITHIN = 4
SAYING = word_set("said says say told disent dit affirment affirme selon")


def acts_on(unit: Unit) -> bool:
    """Whether a sentence goes on with who acted in the one before: by a pronoun, or without any subject."""
    passage = unit.passage
    if THEN.search(passage.text[: passage.start][-12:]):
        return not unit.actors or unit.actors[0].first > ACTS_WITHIN
    for trigger in unit.triggers:
        if not trigger.is_verb:
            continue
        before = passage.words[max(0, trigger.first - ACTS_WITHIN) : trigger.first]
        # "Residents said they found two traders killed": somebody else is meant.
        are_others = any(
            word in NOUNS["en"] or word in NOUNS["fr"] or word in SAYING
            for word in passage.words[: trigger.first]
        )
        is_passive = not (PASSIVE["en"] | PASSIVE["fr"]).isdisjoint(before)
        is_others = any(trigger.first - ACTS_WITHIN <= actor.first < trigger.first for actor in unit.actors)
        if not PRONOUNS.isdisjoint(before) and not (is_passive or is_others or are_others):
            return True
    return False


def who_acted(
    parties: Sequence[Party],
    units: Sequence[Unit],
    event: Event,
    opening: Unit,
    judged: Sequence[Party],
    claiming: Set[ActorMention],
) -> list[Party]:
    """Who did something or suffered it: those of the sentences that tell the event; where they name no perpetrator, who
    is named beside them."""
    acting = [
        party
        for party in parties
        if (party.opens or party.mention.is_accused or party.mention.is_judgement)
        and party not in judged
        and party.role != roles.OTHER
        and party.mention not in claiming
    ]
    if not any(party.role == roles.PERPETRATOR for party in acting):
        # "It was thrown by two men": said apart from the event.
        acting += [
            party
            for party in parties
            if party.role == roles.PERPETRATOR
            and not party.opens
            and party.mention.is_armed_group
            and party not in judged
            and units[party.unit].block == opening.block
        ]
    if not any(party.role == roles.PERPETRATOR for party in acting):
        # "Presumed elements of X entered the village. Four men were shot": who came in did it.
        acting += [
            replace(party, role=roles.PERPETRATOR)
            for party in parties
            if party.role == roles.OTHER
            and not party.mention.is_unnamed
            and (
                party.mention.inter == Inter.REBEL_GROUP
                or (event.event_type == VIOLENCE and not party.mention.is_accused)
            )
            and (party.mention.doubt or _comes_in(units[party.unit], party.mention))
            and not party.mention.is_judgement
            and (party.mention.first <= SUBJECT or units[party.unit].passage.is_break(party.mention.first))
            and units[party.unit].block == opening.block
        ][:1]
    acting = _without_the_struck(acting)
    if event.event_type in VIOLENT:
        # "A unit of soldiers had pulled out the evening before".
        acting = [
            party
            for party in acting
            if party.role != roles.PERPETRATOR
            or party.mention.is_accused
            or units[party.unit] is opening
            or not _only_moves(units[party.unit])
        ]
    return acting


def _only_moves(unit: Unit) -> bool:
    told = [trigger.kind for trigger in unit.triggers if trigger.is_verb]
    return bool(told) and not unit.tolls and set(told) <= {"movement"}


def _comes_in(unit: Unit, mention: ActorMention) -> bool:
    return bool(ENTERING.intersection(unit.passage.words[mention.last : mention.last + 5]))


def first_told(acting: Sequence[Party]) -> list[Party]:
    """Who is told as the perpetrator first, stays it: an army that then kills attackers only answers.

    Somebody named takes the place of gunmen; an accusation always counts.
    """
    kept: list[Party] = []
    first: Party | None = None
    for party in acting:
        if party.role != roles.PERPETRATOR or party.mention.is_accused or party.mention.is_judgement:
            kept.append(party)
        elif first is None:
            first = party
            kept.append(party)
        elif (
            party.unit == first.unit
            and (party.mention.is_state == first.mention.is_state or _acts_with(party, first))
        ) or (first.mention.is_unnamed and not party.mention.is_unnamed and not party.mention.is_state):
            kept.append(party)
    return kept


def _without_the_struck(acting: Sequence[Party]) -> list[Party]:
    """As in "Fighting between A and B ... On Tuesday A overran B's camp": who is then told as struck did not begin."""
    struck = {
        party.mention.slug
        for party in acting
        if party.role == roles.TARGET
        and party.mention.is_armed_group
        and any(
            other.unit == party.unit
            and other.role == roles.PERPETRATOR
            and other.mention.is_armed_group
            and not other.mention.is_unnamed
            and other.mention.slug != party.mention.slug
            for other in acting
        )
    }
    return [
        party
        for party in acting
        if not (
            party.role == roles.PERPETRATOR
            and party.mention.slug in struck
            and any(
                other.role == roles.PERPETRATOR
                and other.unit == party.unit
                and other.mention.slug not in struck
                for other in acting
            )
        )
    ]


def _acts_with(party: Party, first: Party) -> bool:
    """Two sides act together only where the text joins them: "soldiers and militiamen"."""
    return party.mention.start - first.mention.end <= JOINED_CHARACTERS
