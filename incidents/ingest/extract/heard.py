"""A note as the rules heard it, before they make incidents of it: what learnt decisions look at besides the drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.actors import ActorMention
from incidents.ingest.extract.events import Trigger
from incidents.ingest.extract.linear import Signs
from incidents.ingest.extract.parties import roles_of
from incidents.ingest.extract.places import PlaceMention
from incidents.ingest.extract.signs import UNNAMED, kind_of_side, side_of, told_at, words_as_signs
from incidents.ingest.extract.tokens import Passage, passage
from incidents.ingest.extract.units import Unit
from incidents.ingest.gazetteer import Tables


@dataclass(frozen=True)
class Sentence:
    """A sentence of the note with all parties and event words in it, whatever the rules set aside of them.

    `roles` and `claims` are what the rules read of a party, by where it stands: its role in the clause, what it says of
    itself.
    """

    passage: Passage
    actors: tuple[ActorMention, ...]
    triggers: tuple[Trigger, ...]
    roles: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[int, str] = field(default_factory=dict)

    def holds(self, offset: int) -> bool:
        return self.passage.start <= offset < self.passage.end

    def is_in(self, draft: IncidentDraft) -> bool:
        return draft.text_start <= self.passage.start < draft.text_end or self.holds(draft.text_start)


def heard_in(
    unit: Unit, parties: Sequence[ActorMention], event_words: Sequence[Trigger], language: str
) -> Sentence:
    """A unit with all parties and event words that were read before asides were masked."""
    return Sentence(
        unit.passage,
        tuple(parties),
        tuple(event_words),
        {mention.start: role for mention, role in zip(unit.actors, roles_of(unit, language), strict=True)},
        {claim.actor.start: claim.status for claim in unit.claims if claim.actor},
    )


def parties_in(sentence: Sentence, tables: Tables) -> set[str]:
    """The kinds of its parties, each with the role that the rules read."""
    return {
        f"{UNNAMED if one.is_unnamed else kind_of_side(side_of(one.slug, tables), tables)} {sentence.roles.get(one.start)}"
        for one in sentence.actors
    }


def telling_sentence_signs(draft: IncidentDraft, note: Note) -> Signs:
    """The sentence that tells an incident, by itself: its words, events, parties and tolls."""
    at = told_at(draft)
    sentence = next((one for one in note.sentences if one.holds(at)), None)
    if sentence is None:
        return {}
    unit = next((one for one in note.units if one.passage.start == sentence.passage.start), None)
    tolls = unit.tolls if unit else ()
    names = [
        *(f"own event={trigger.kind} {trigger.is_verb}" for trigger in sentence.triggers),
        *(f"own party={one}" for one in parties_in(sentence, note.tables)),
        *(f"own toll={toll.kind} {group.group}" for toll in tolls for group in toll.people),
    ]
    words = {f"own {sign}": value for sign, value in words_as_signs(sentence.passage).items()}
    return {**words, **dict.fromkeys(names, 1.0)}


@dataclass(frozen=True)
class Note:
    """A text and what the rules read in it; `titles` are places over the text."""

    text: str
    published: date
    language: str
    country: str | None
    units: Sequence[Unit]
    titles: Sequence[PlaceMention]
    sentences: Sequence[Sentence]
    tables: Tables

    @cached_property
    def signs(self) -> Signs:
        return words_as_signs(passage(self.text, 0, len(self.text)))
