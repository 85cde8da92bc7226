"""A note as the rules heard it, before they make incidents of it: what learnt decisions look at besides the drafts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from incidents.ingest.drafts import DateDraft, IncidentDraft
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.signs import (
    kind_of_side,
    passage_of,
    side_of_mention,
    signs_of_sentences,
    told_at,
    without_figures,
    words_as_signs,
)
from incidents.ingest.extract.incident.parties import roles_of
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.what.events import Trigger
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.cleared import cleared
from incidents.ingest.extract.who.openquestion import leaves_open
from incidents.ingest.gazetteer import Tables


@dataclass(frozen=True)
class Sentence:
    """A sentence of the note with all parties and event words in it, whatever the rules set aside of them.

    `unit` is what the rules kept of it, None where they only looked for parties.
    """

    passage: Passage
    actors: tuple[ActorMention, ...]
    triggers: tuple[Trigger, ...]
    language: str
    unit: Unit | None = None

    @cached_property
    def roles(self) -> dict[int, str]:
        """The role of a party in its clause, by where it stands."""
        if self.unit is None:
            return {}
        roles = roles_of(self.unit, self.language)
        return {mention.start: role for mention, role in zip(self.unit.actors, roles, strict=True)}

    @cached_property
    def cleared(self) -> frozenset[int]:
        """Where the parties stand of which it says that they had no part in it."""
        return cleared(self.actors, self.passage)

    @cached_property
    def words_beside(self) -> Signs:
        """Its words and their pairs, for a sentence beside the one that tells an incident."""
        words = {f"beside={word}": 0.5 for word in self.passage.words}
        pairs = pairwise(self.passage.words)
        return {**words, **{f"beside={first} {second}": 0.4 for first, second in pairs}}

    @cached_property
    def left_open(self) -> tuple[str, ...]:
        """In which ways it leaves open who did it."""
        return tuple(leaves_open(self.passage))

    @cached_property
    def claims(self) -> dict[int, str]:
        """What a party says of itself, by where it stands."""
        claims = self.unit.claims if self.unit else ()
        return {claim.actor.start: claim.status for claim in claims if claim.actor}


def parties_in(sentence: Sentence, tables: Tables) -> set[str]:
    """The kinds of its parties, each with the role that the rules read."""
    return {
        f"{kind_of_side(side_of_mention(one, tables), tables)} {sentence.roles.get(one.start)}"
        for one in sentence.actors
    }


def telling_sentence_signs(draft: IncidentDraft, note: Note) -> Signs:
    """The sentence that tells an incident, by itself: its words, events, parties and tolls."""
    number = note.telling(draft)
    if number is None:
        return {}
    sentence = note.sentences[number]
    tolls = sentence.unit.tolls if sentence.unit else ()
    names = [
        *(f"own event={trigger.kind} {trigger.is_verb}" for trigger in sentence.triggers),
        *(f"own party={one}" for one in parties_in(sentence, note.tables)),
        *(f"own toll={toll.kind} {group.group}" for toll in tolls for group in toll.people),
    ]
    words = {f"own {sign}": value for sign, value in words_as_signs(sentence.passage).items()}
    return {**words, **dict.fromkeys(names, 1.0)}


@dataclass(frozen=True)
class Note:
    """The words of a text and what the rules read in it; `titles` are places over the text."""

    whole: Passage
    published: date
    language: str
    country: str | None
    units: Sequence[Unit]
    titles: Sequence[PlaceMention]
    sentences: Sequence[Sentence]
    tables: Tables
    period: DateDraft | None = None  # the days that it says it covers

    @property
    def text(self) -> str:
        return self.whole.text

    @cached_property
    def signs(self) -> Signs:
        return words_as_signs(self.whole)

    @cached_property
    def unit_signs(self) -> list[Signs]:
        """For each of its units whether it tells an incident of its own."""
        return signs_of_sentences(self.units, self.language, self.published)

    @cached_property
    def _words(self) -> dict[tuple[int, int], frozenset[str]]:
        return {}

    def words_of(self, draft: IncidentDraft) -> frozenset[str]:
        """The words that tell an incident; found once, since each incident is held against all others."""
        span = draft.text_start, draft.text_end
        if span not in self._words:
            self._words[span] = frozenset(without_figures(passage_of(draft, self.whole)))
        return self._words[span]

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.passage.start for unit in self.units]

    def opening(self, draft: IncidentDraft) -> int:
        """The number of the unit that opens an incident."""
        return max(0, bisect_right(self._starts, told_at(draft)) - 1)

    def telling(self, draft: IncidentDraft) -> int | None:
        """The number of the sentence that tells an incident."""
        at = told_at(draft)
        return next(
            (number for number, sentence in enumerate(self.sentences) if sentence.passage.holds(at)), None
        )
