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
from incidents.ingest.extract.signs import words_as_signs
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
