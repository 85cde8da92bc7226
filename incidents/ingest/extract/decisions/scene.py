"""An incident in its note: the sentences around it, what they leave open, and the parties that may have done it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from incidents.codes import SubEventType
from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.decisions.heard import Note, Sentence, parties_in
from incidents.ingest.extract.decisions.signs import (
    CROWD_SIDES,
    UNNAMED,
    kind_of_side,
    side_of,
    side_of_mention,
    stands_in,
    told_at,
)
from incidents.ingest.extract.incident.acting import acts_on
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.who.actors import CIVILIANS_SLUG, ActorMention
from incidents.ingest.extract.who.firstblow import ways_of_beginning
from incidents.ingest.extract.who.openquestion import speaks_of_the_same, tells_who_is_about
from incidents.ingest.extract.who.role_words import HAS_FOUND, HAS_NOT_CLAIMED
from incidents.ingest.extract.who.roles import PERPETRATOR
from incidents.ingest.extract.who.suspicion import is_suspicion
from incidents.ingest.gazetteer import Tables

CROWD_EVENTS = frozenset({"protest", "riot"})
CROWDS = word_set(
    "crowd crowds mob protesters demonstrators rioters strikers marchers pupils students youths "
    "foule foules manifestants manifestantes emeutiers grevistes marcheurs eleves etudiants orpailleurs"
)
NEAR = 2
# How a note leaves open who did it, whatever else it says of them.
LEFT_OPEN = ("nobody knows", "open", "no claim")
# So many sentences before and behind the one that tells it are looked at; more have the reports of a year.
AROUND = 60
# Shorter words say nothing of which incident is spoken of.
TELLING_WORD = 5


@dataclass
class Candidate:
    """A party that may have done it: all forces of one state are one. `mentions` are (sentence, mention)."""

    side: str
    mentions: list[tuple[int, ActorMention]] = field(default_factory=list)

    @property
    def has_name(self) -> bool:
        """Whether it is neither whoever it was nor a crowd."""
        return self.side not in {UNNAMED, *CROWD_SIDES}


@dataclass(frozen=True)
class Scene:
    """An incident in its note: what all who may have done it have in common.

    `opener` is the number of the sentence that tells it, `elsewhere` who did the note's other incidents.
    """

    draft: IncidentDraft
    told: Sequence[Sentence]
    tables: Tables
    opener: int
    words: frozenset[str]
    elsewhere: frozenset[str] = frozenset()
    # The words of the note's other incidents, and which of them all this one is.
    others: frozenset[str] = frozenset()
    number: int = 0

    @property
    def done_by(self) -> list[str]:
        return [side_of(actor.slug, self.tables) for actor in self.draft.perpetrators]

    @cached_property
    def left_open(self) -> list[str]:
        """How its sentences, and others that may speak of it, leave open who did it."""
        return [
            f"{mark} {beside}"
            for number, sentence in enumerate(self.told)
            for mark in sentence.left_open
            for beside in (
                where_of(sentence, self.draft, number - self.opener),
                f"{speaks_of(sentence, self)} {stands_in(sentence.passage, self.draft)}",
                f"named={any(side_of_mention(one, self.tables) != UNNAMED for one in sentence.actors)}",
            )
        ]

    @cached_property
    def same_as_before(self) -> list[tuple[str, int]]:
        """Whom sentences mean by "the same group", and how many sentences before they were named."""
        found, named = [], None
        for number, sentence in enumerate(self.told):
            for mention in sentence.actors:
                if not mention.is_unnamed:
                    named = side_of_mention(mention, self.tables), number
            if named and self.is_near(number) and speaks_of_the_same(sentence.passage):
                found.append((named[0], number - named[1]))
        return found

    @cached_property
    def opening_parties(self) -> set[str]:
        """The kinds and roles of the parties in the sentence that tells it."""
        return parties_in(self.told[self.opener], self.tables)

    @cached_property
    def began(self) -> dict[str, frozenset[str]]:
        """How the sentences around the one that tells it say of each party that it struck first."""
        found: dict[str, frozenset[str]] = {}
        for sentence in self.told[max(0, self.opener - NEAR) : self.opener + NEAR + 1]:
            for mention in sentence.actors:
                side = side_of_mention(mention, self.tables)
                ways = ways_of_beginning(mention, sentence.actors, sentence.passage)
                found[side] = found.get(side, frozenset()).union(ways)
        return found

    def is_near(self, number: int) -> bool:
        """Whether a sentence belongs to the incident or stands beside the one that tells it."""
        return abs(number - self.opener) <= NEAR or stands_in(self.told[number].passage, self.draft)

    def kind(self, side: str) -> str:
        return kind_of_side(side, self.tables)


def scene_of(draft: IncidentDraft, note: Note, drafts: Sequence[IncidentDraft] = ()) -> Scene:
    elsewhere = {
        side_of(actor.slug, note.tables)
        for other in drafts
        if other is not draft
        for actor in other.perpetrators
    }
    others = frozenset().union(*(note.words_of(other) for other in drafts if other is not draft))
    number = sum(told_at(other) < told_at(draft) for other in drafts)
    told, opener = sentences_around(draft, note)
    return Scene(
        draft,
        told,
        note.tables,
        opener,
        note.words_of(draft),
        frozenset(elsewhere),
        others,
        number,
    )


def sentences_around(draft: IncidentDraft, note: Note) -> tuple[Sequence[Sentence], int]:
    """The sentences near the one that tells an incident, and its number among them: the whole of all but very long notes."""
    opener = note.telling(draft) or 0
    first = max(0, opener - AROUND)
    return note.sentences[first : opener + AROUND + 1], opener - first


def candidates(scene: Scene) -> list[Candidate]:
    """All parties of the note, those whom the rules chose, and whoever it was."""
    found: dict[str, Candidate] = {UNNAMED: Candidate(UNNAMED)}
    for number, sentence in enumerate(scene.told):
        for mention in sentence.actors:
            side = side_of_mention(mention, scene.tables)
            if side != CIVILIANS_SLUG:
                found.setdefault(side, Candidate(side)).mentions.append((number, mention))
    if any(_has_a_crowd(sentence) for sentence in scene.told):
        found.update({side: Candidate(side) for side in CROWD_SIDES if side not in found})
    for side in scene.done_by:
        found.setdefault(side, Candidate(side))
    return [found[side] for side in sorted(found)]


def _has_a_crowd(sentence: Sentence) -> bool:
    is_event = any(trigger.kind in CROWD_EVENTS for trigger in sentence.triggers)
    return is_event or not CROWDS.isdisjoint(sentence.passage.words)


def may_be_nobodys(draft: IncidentDraft) -> bool:
    """Whether it may stand without anybody who did it: a mine that nobody is blamed for. Everything else was done by
    somebody, known or not."""
    return draft.sub_event_type == SubEventType.REMOTE_EXPLOSIVE.value


def goes_on_with_who_acted(scene: Scene) -> bool:
    """Whether the sentence that tells it goes on with who acted before ("Lundi, il a frappé Arbinda"), and the rules read so."""
    unit = scene.told[scene.opener].unit if scene.told else None
    named = [side for side in scene.done_by if side not in {UNNAMED, *CROWD_SIDES}]
    return bool(unit and named and not unit.actors and acts_on(unit))


def is_named_for_another_reason(party: Candidate, scene: Scene) -> bool:
    """Whether the note names a party for nothing but that it has not claimed what was done, or that it found the dead."""
    return bool(party.mentions) and all(
        scene.told[number].passage.follows(mention.last, HAS_NOT_CLAIMED, HAS_FOUND)
        and not (mention.is_accused or mention.is_judgement or mention.doubt)
        for number, mention in party.mentions
    )


def is_only_about(party: Candidate, scene: Scene) -> bool:
    """Whether the note, which leaves open who did it, names a group only where it tells which there are in the area. Who laid
    a mine is open unless somebody is blamed for it."""
    is_open = may_be_nobodys(scene.draft) or any(mark.startswith(LEFT_OPEN) for mark in scene.left_open)
    if not is_open or not party.mentions or not party.has_name or party.side in scene.done_by:
        return False
    return all(
        number != scene.opener
        and not (mention.is_accused or mention.is_judgement or mention.doubt)
        and not is_suspicion(scene.told[number].passage)
        and mention.start not in scene.told[number].claims
        and scene.told[number].roles.get(mention.start) != PERPETRATOR
        and tells_who_is_about(scene.told[number].passage)
        for number, mention in party.mentions
    )


def where_of(sentence: Sentence, draft: IncidentDraft, steps: int) -> str:
    """Whether a sentence belongs to the draft, and how far behind the one that tells it."""
    away = {0: "same", 1: "next", 2: "later", 3: "later", -1: "before"}.get(steps, "far")
    return f"{'in' if stands_in(sentence.passage, draft) else 'out'} {away}"


def shared_words(sentence: Sentence, scene: Scene) -> tuple[int, int]:
    """How many telling words a sentence shares with this incident alone, and with the others alone."""
    words = {word for word in sentence.passage.words if len(word) >= TELLING_WORD}
    return len(words & scene.words - scene.others), len(words & scene.others - scene.words)


def speaks_of(sentence: Sentence, scene: Scene) -> str:
    """Whether a sentence rather speaks of this incident or of the note's others, by its words."""
    return whose(*shared_words(sentence, scene)) if scene.others else "alone"


def whose(here: int, there: int) -> str:
    """Which of them so many words of this incident alone, and of the others alone, speak of."""
    return "here" if here > there else "there" if there > here else "neither"
