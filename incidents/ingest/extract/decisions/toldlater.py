"""What a later clause says of who did an incident: "JNIM claimed the ambush", "the robbers have not been identified"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from incidents.ingest.extract.decisions.heard import Note, Sentence
from incidents.ingest.extract.decisions.meant import Meant
from incidents.ingest.extract.decisions.signs import UNNAMED, side_of_mention
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.openquestion import leaves_open, speaks_of_the_same
from incidents.ingest.extract.who.suspicion import is_suspicion

# By its words alone a clause means an incident less surely.
SURE = frozenset({"ordinal", "place", "day", "kind"})
# That nobody knows them, or that it was a robbery or a quarrel.
UNKNOWN_MARKS = frozenset({"nobody knows", "crime"})
NOT_THAT = phrase_list("but not|mais pas")


@dataclass(frozen=True)
class ToldLater:
    """Who did it, and how that is said: claimed, denied, suspected; `side` is UNNAMED where it stays unknown.

    `at` is the offset of the name in the text, None where nobody is named.
    """

    side: str
    how: str
    at: int | None = field(default=None, compare=False)


# Which of several says more.
ORDER = ("claimed", "denied", "suspected", "unknown")


@dataclass(frozen=True)
class Afterwards:
    """What the clauses of a note say afterwards of who did which of its incidents; `means` are those that mean one."""

    note: Note
    means: Sequence[Meant]

    def of(self, number: int) -> ToldLater | None:
        """What they say of the incident of this number; a claim says more than a suspicion."""
        found = [told for one, told in self._told if one.incident == number]
        return min(found, key=lambda told: ORDER.index(told.how), default=None)

    def named_for_others(self, number: int) -> frozenset[str]:
        """The parties that the note names only where it says what they did elsewhere: in clauses that surely mean others
        of its incidents."""
        clauses = [one.clause for one in self.means if one.incident != number and one.by in SURE]
        blamed = {told.side for one, told in self._told if one.incident != number and one.by in SURE}
        besides = {
            side_of_mention(mention, self.note.tables)
            for sentence in self.note.sentences
            for mention in sentence.actors
            if not any(clause.holds(mention.start) for clause in clauses)
        }
        return frozenset(blamed - besides - {UNNAMED})

    @cached_property
    def _told(self) -> list[tuple[Meant, ToldLater]]:
        return [(one, told) for one in self.means for told in _said(one, self.note)]


def _said(one: Meant, note: Note) -> list[ToldLater]:
    sentence = note.sentences[one.sentence]
    named = [
        mention
        for mention in sentence.actors
        if one.clause.holds(mention.start) and mention.is_armed_group and not mention.is_unnamed
    ]
    if not named:
        is_open = (
            one.by in SURE
            and (_is_left_out(one, sentence) or not UNKNOWN_MARKS.isdisjoint(leaves_open(one.clause)))
            and not speaks_of_the_same(one.clause)
        )
        return [ToldLater(UNNAMED, "unknown")] if is_open else []
    return [
        ToldLater(side_of_mention(mention, note.tables), how, mention.start)
        for mention in named
        if (how := _how(mention, named, sentence, one))
    ]


def _is_left_out(one: Meant, sentence: Sentence) -> bool:
    """As in "JNIM claimed the ambush, but not the mine"."""
    return bool(one.clause.follows(0, NOT_THAT)) and "claimed" in sentence.claims.values()


def _how(mention: ActorMention, named: Sequence[ActorMention], sentence: Sentence, one: Meant) -> str | None:
    claim = sentence.claims.get(mention.start)
    if claim in {"claimed", "denied"}:
        return claim
    weighed = one.by in SURE and len(named) == 1 and is_suspicion(one.clause)
    return "suspected" if mention.is_accused or weighed else None
