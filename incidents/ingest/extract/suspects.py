"""Who may have done it: the parties of a note, and the signs for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.actors import ActorMention
from incidents.ingest.extract.heard import Sentence
from incidents.ingest.extract.linear import Signs
from incidents.ingest.extract.roles import PERPETRATOR
from incidents.ingest.extract.signs import (
    CROWD_SIDES,
    UNNAMED,
    kind_of_side,
    side_of,
    told_at,
    words_beside,
)
from incidents.ingest.gazetteer import Tables

CROWD_EVENTS = frozenset({"protest", "riot"})
NEAR = 2


@dataclass
class Candidate:
    """A party that may have done it: all forces of one state are one. `mentions` are (sentence, mention)."""

    side: str
    mentions: list[tuple[int, ActorMention]] = field(default_factory=list)


def candidates(draft: IncidentDraft, told: Sequence[Sentence], tables: Tables) -> list[Candidate]:
    """All parties of the note, those whom the rules chose, and whoever it was."""
    found: dict[str, Candidate] = {UNNAMED: Candidate(UNNAMED)}
    for number, sentence in enumerate(told):
        for mention in sentence.actors:
            side = UNNAMED if mention.is_unnamed else side_of(mention.slug, tables)
            if side != "civilians":
                found.setdefault(side, Candidate(side)).mentions.append((number, mention))
    if any(trigger.kind in CROWD_EVENTS for sentence in told for trigger in sentence.triggers):
        found.update({side: Candidate(side) for side in CROWD_SIDES if side not in found})
    for actor in draft.actors:
        if actor.role == PERPETRATOR:
            side = side_of(actor.slug, tables)
            found.setdefault(side, Candidate(side))
    return [found[side] for side in sorted(found)]


def party_signs(
    candidate: Candidate,
    rivals: Sequence[Candidate],
    draft: IncidentDraft,
    told: Sequence[Sentence],
    tables: Tables,
) -> Signs:
    """Whether a party did it."""
    side, kind = candidate.side, kind_of_side(candidate.side, tables)
    done_by = [side_of(actor.slug, tables) for actor in draft.actors if actor.role == PERPETRATOR]
    other = {side_of(actor.slug, tables): actor.role for actor in draft.actors if actor.role != PERPETRATOR}
    groups = [one.side for one in rivals if kind_of_side(one.side, tables) in {"2", "3", "4"}]
    is_chosen = side in done_by
    against = min(3, sum(group != side for group in groups))
    at = told_at(draft)
    opener = next((number for number, sentence in enumerate(told) if sentence.holds(at)), 0)
    within = sum(told[number].is_in(draft) for number, _mention in candidate.mentions)
    names = [
        f"chosen={is_chosen}",
        f"chosen first={done_by[:1] == [side]}",
        f"chosen of={min(2, len(set(done_by)))}",
        f"unnamed chosen={UNNAMED in done_by}",
        f"role={other.get(side)}",
        f"kind={kind}",
        f"side={side}",
        f"type={draft.event_type} kind={kind}",
        f"chosen={is_chosen} kind={kind}",
        f"chosen={is_chosen} unnamed chosen={UNNAMED in done_by} kind={kind} rivals={min(2, against)}",
        f"rivals={against}",
        f"within={min(3, within)}",
        f"mentions={min(3, len(candidate.mentions))}",
        *(f"how={actor.attribution}" for actor in draft.actors if side_of(actor.slug, tables) == side),
        *(f"toll={row.kind} {row.group} kind={kind}" for row in draft.casualties),
        *(
            f"target={kind_of_side(side_of(actor.slug, tables), tables)} kind={kind}"
            for actor in draft.actors
            if actor.role == "target"
        ),
    ]
    if groups == [side]:
        names += ["only group", f"only group, unnamed chosen={UNNAMED in done_by}"]
    if side == UNNAMED:
        names.append(f"unnamed beside={min(3, len(groups))}")
    signs = dict.fromkeys(names, 1.0)
    for number, mention in candidate.mentions:
        sentence, steps = told[number], number - opener
        where = ("in " if sentence.is_in(draft) else "out ") + _steps(steps)
        role = sentence.roles.get(mention.start)
        signs.update(
            {
                f"where={where}": 1.0,
                f"where={where} kind={kind}": 1.0,
                f"reads={role}": 1.0,
                f"reads={role} where={where}": 1.0,
                f"says={sentence.claims.get(mention.start)}": 1.0,
            }
        )
        if sentence.is_in(draft) or abs(steps) <= NEAR:
            signs.update(dict.fromkeys(_mention_names(mention, sentence), 1.0))
            if steps:
                signs.update({f"beside={word}": 0.5 for word in sentence.passage.words})
    return signs


def _steps(steps: int) -> str:
    return {0: "same", 1: "next", 2: "later", 3: "later", -1: "before"}.get(steps, "far")


def _mention_names(mention: ActorMention, sentence: Sentence) -> list[str]:
    first = all(mention.first <= other.first for other in sentence.actors)
    marks = {
        "accused": mention.is_accused,
        "judged": mention.is_judgement,
        "doubted": bool(mention.doubt),
        "spoken of": mention.is_backward,
        "first": first,
        "not first": not first,
    }
    return [
        *(name for name, holds in marks.items() if holds),
        *words_beside(sentence.passage, mention.first, mention.last, 3),
        *(
            f"event={trigger.kind} {'behind' if mention.first >= trigger.last else 'ahead'}"
            for trigger in sentence.triggers
        ),
    ]


def naming_signs(draft: IncidentDraft, told: Sequence[Sentence], tables: Tables) -> Signs:
    """How firmly the first perpetrator is named: what stands beside its name wherever the note has it."""
    side = next((side_of(actor.slug, tables) for actor in draft.actors if actor.role == PERPETRATOR), None)
    at = told_at(draft)
    opener = next((number for number, sentence in enumerate(told) if sentence.holds(at)), 0)
    names: list[str] = []
    for number, sentence in enumerate(told):
        for mention in sentence.actors:
            if (UNNAMED if mention.is_unnamed else side_of(mention.slug, tables)) != side:
                continue
            where = ("in " if sentence.is_in(draft) else "out ") + _steps(number - opener)
            role, said = sentence.roles.get(mention.start), sentence.claims.get(mention.start)
            names += [f"its {name}" for name in _mention_names(mention, sentence)]
            names += [f"its where={where}", f"its reads={role}", f"its says={said}"]
            names += [f"its beside={word}" for word in sentence.passage.words]
    return dict.fromkeys(names, 1.0)
