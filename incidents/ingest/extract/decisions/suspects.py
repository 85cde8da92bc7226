"""Who may have done it: the parties of a note, and the signs for and against each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.codes import EventType
from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.decisions.heard import Note, Sentence
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.scene import (
    NEAR,
    Candidate,
    Scene,
    sentences_around,
    shared_words,
    where_of,
    whose,
)
from incidents.ingest.extract.decisions.signs import (
    UNNAMED,
    side_of,
    side_of_mention,
    stands_in,
    told_at,
    without_figures,
    words_beside,
)
from incidents.ingest.extract.incident.context import sums_up
from incidents.ingest.extract.incident.spokenof import ORDINALS
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.roles import PERPETRATOR, TARGET

# What joins two parties that act together, and the words that may stand between them.
JOINING = word_set(
    "and et with avec by par & + alongside cotes appuyee appuyes appuye backed supported accompanied accompagnes accompagnees"
)
JOINED = 5
# Rebels and militias, by ACLED's codes of who interacts.
GROUPS = frozenset({"2", "3", "4"})


def party_signs(candidate: Candidate, rivals: Sequence[Candidate], scene: Scene) -> Signs:
    """Whether a party did it."""
    signs = dict.fromkeys(_standing(candidate, rivals, scene), 1.0)
    kind = scene.kind(candidate.side)
    signs.update(_of_the_scene(kind, scene))
    signs.update({f"{mark} kind={kind}": 1.0 for mark in scene.left_open})
    signs.update(dict.fromkeys(_who_is_meant(candidate, rivals, scene), 1.0))
    for number, mention in candidate.mentions:
        sentence, steps = scene.told[number], number - scene.opener
        where = where_of(sentence, scene.draft, steps)
        role = sentence.roles.get(mention.start)
        names = [
            *(
                [f"cleared kind={kind}", f"cleared where={where}"]
                if mention.start in sentence.cleared
                else ()
            ),
            f"where={where}",
            f"where={where} kind={kind}",
            f"reads={role}",
            f"reads={role} where={where}",
            f"says={sentence.claims.get(mention.start)}",
            *_beside_others(mention, sentence, kind, scene),
            *(_around_the_event(mention, sentence, kind, scene) if not steps else ()),
            *(_told_besides(mention, sentence, kind) if steps else ()),
            *(_points_at(mention, sentence, kind, scene) if steps else ()),
        ]
        if scene.is_near(number):
            names += _mention_names(mention, sentence)
            signs.update(sentence.words_beside if steps else {})
        signs.update(dict.fromkeys(names, 1.0))
    return signs


def _who_is_meant(candidate: Candidate, rivals: Sequence[Candidate], scene: Scene) -> Iterator[str]:
    """Whether "the same group" is this one; of a fight, whether it struck first, or a rival did."""
    kind = scene.kind(candidate.side)
    for side, steps in scene.same_as_before:
        yield f"same={side == candidate.side} steps={min(NEAR, steps)} kind={kind}"
    if scene.draft.event_type == EventType.BATTLES.value:
        nothing: frozenset[str] = frozenset()
        own = scene.began.get(candidate.side, nothing)
        others = {rival.side for rival in rivals} - {candidate.side, UNNAMED}
        theirs = sorted(nothing.union(*(scene.began.get(side, nothing) for side in others)))
        yield f"began={sorted(own)}"
        yield f"began={sorted(own)} rivals={theirs}"
        yield f"began={sorted(own)} rivals={theirs} kind={kind}"


def _beside_others(mention: ActorMention, sentence: Sentence, kind: str, scene: Scene) -> Iterator[str]:
    """Whom it is named together with: "the army and volunteers", "soldiers backed by Russians"."""
    for other in sentence.actors:
        first, last = sorted((mention, other), key=lambda one: one.first)
        between = sentence.passage.words[first.last : last.first]
        if other is mention or len(between) > JOINED or JOINING.isdisjoint(between):
            continue
        side = side_of_mention(other, scene.tables)
        yield f"joined to={scene.kind(side)} kind={kind}"
        yield f"joined to chosen={side in scene.done_by}"


def _told_besides(mention: ActorMention, sentence: Sentence, kind: str) -> list[str]:
    """What another sentence that names it is about: an aside on the region, an event of its own."""
    unit = sentence.unit
    if unit is None:
        return [f"aside kind={kind}", "aside"]
    is_aside = all(other.start != mention.start for other in unit.actors)
    what = f"aside={is_aside} tells={unit.tells_event} dated={bool(unit.own_dates)}"
    return [what, f"{what} kind={kind}", f"aside={is_aside} placed={bool(unit.settlements)} kind={kind}"]


def _points_at(mention: ActorMention, sentence: Sentence, kind: str, scene: Scene) -> Iterator[str]:
    """Which of the note's incidents another sentence speaks of: by its words, its day, its number, or of all of them."""
    reads = sentence.roles.get(mention.start)
    if sums_up(sentence.passage):
        yield f"sums up kind={kind}"
        yield f"sums up reads={reads}"
    if scene.others:
        here, there = shared_words(sentence, scene)
        side = whose(here, there)
        says = sentence.claims.get(mention.start)
        yield f"points {side}"
        yield f"points {side} kind={kind}"
        yield f"points {side} says={says} accused={mention.is_accused}"
        yield f"points here={min(2, here)} there={min(2, there)}"
        named = next((ORDINALS[word] for word in sentence.passage.words if word in ORDINALS), None)
        if named is not None:
            yield f"speaks of its number={named == min(1, scene.number)}"
    days = [other.date for other in sentence.unit.own_dates] if sentence.unit else []
    day = scene.draft.date
    if days and day:
        is_same = any(other.start <= day.end and day.start <= other.end for other in days)
        yield f"of its day={is_same} kind={kind}"


def _around_the_event(mention: ActorMention, sentence: Sentence, kind: str, scene: Scene) -> Iterator[str]:
    """How many other parties stand between it and the word that tells the event, and which word that is."""
    at = told_at(scene.draft)
    is_ahead = mention.start < at
    low, high = min(mention.start, at), max(mention.start, at)
    between = sum(low < other.start < high for other in sentence.actors if other is not mention)
    where = f"{'ahead' if is_ahead else 'behind'} {min(2, between)}"
    told = next((token.folded for token in sentence.passage.tokens if token.end > at), "")
    yield f"{where} kind={kind}"
    yield f"{where} told={told}"
    yield f"{where} type={scene.draft.event_type}"


def _standing(candidate: Candidate, rivals: Sequence[Candidate], scene: Scene) -> list[str]:
    """How it stands among the others: what the rules made of it, whom else the note names."""
    draft, side, kind = scene.draft, candidate.side, scene.kind(candidate.side)
    done_by, is_chosen = scene.done_by, candidate.side in scene.done_by
    other = {
        side_of(actor.slug, scene.tables): actor.role for actor in draft.actors if actor.role != PERPETRATOR
    }
    groups = [one.side for one in rivals if scene.kind(one.side) in GROUPS]
    against = min(3, sum(group != side for group in groups))
    within = sum(stands_in(scene.told[number].passage, draft) for number, _mention in candidate.mentions)
    names = [
        f"chosen={is_chosen}",
        f"chosen first={done_by[:1] == [side]}",
        f"chosen of={min(2, len(set(done_by)))}",
        f"unnamed chosen={UNNAMED in done_by}",
        f"elsewhere={side in scene.elsewhere}",
        f"role={other.get(side)}",
        f"kind={kind}",
        f"side={side}",
        f"type={draft.event_type} kind={kind}",
        f"sub={draft.sub_event_type} kind={kind}",
        f"chosen={is_chosen} kind={kind}",
        f"chosen={is_chosen} unnamed chosen={UNNAMED in done_by} kind={kind} rivals={min(2, against)}",
        f"rivals={against}",
        f"within={min(3, within)}",
        f"mentions={min(3, len(candidate.mentions))}",
        *_order(candidate, rivals, scene),
        *(f"how={actor.attribution}" for actor in draft.actors if side_of(actor.slug, scene.tables) == side),
    ]
    if groups == [side]:
        names += ["only group", f"only group, unnamed chosen={UNNAMED in done_by}"]
    if side == UNNAMED:
        names.append(f"unnamed beside={min(3, len(groups))}")
    return names


def _order(candidate: Candidate, rivals: Sequence[Candidate], scene: Scene) -> list[str]:
    """Whether it is named nearest, first or last of those with a name."""
    if candidate.side == UNNAMED or not candidate.mentions:
        return []
    at = told_at(scene.draft)
    starts = {
        one.side: [mention.start for _number, mention in one.mentions]
        for one in rivals
        if one.side != UNNAMED and one.mentions
    }
    nearest = sorted(starts, key=lambda side: min(abs(start - at) for start in starts[side]))
    own = starts[candidate.side]
    return [
        f"nearest={min(3, nearest.index(candidate.side))} kind={scene.kind(candidate.side)}",
        f"first named={min(own) == min(min(one) for one in starts.values())}",
        f"last named={max(own) == max(max(one) for one in starts.values())}",
    ]


def _of_the_scene(kind: str, scene: Scene) -> Signs:
    """What is told, for a party of this kind: an ambush is no deed of the police."""
    draft, opening = scene.draft, scene.told[scene.opener] if scene.told else None
    names = [
        *(f"toll={row.kind} {row.group} kind={kind}" for row in draft.casualties),
        *(
            f"target={scene.kind(side_of(actor.slug, scene.tables))} kind={kind}"
            for actor in draft.actors
            if actor.role == TARGET
        ),
    ]
    signs = {f"told={word} kind={kind}": 0.3 for word in scene.words}
    if opening is not None:
        names += [f"event={trigger.kind} kind={kind}" for trigger in opening.triggers]
        names += [f"party={one} kind={kind}" for one in scene.opening_parties]
        signs.update({f"opens={word} kind={kind}": 0.4 for word in without_figures(opening.passage)})
    return {**signs, **dict.fromkeys(names, 1.0)}


def _mention_names(mention: ActorMention, sentence: Sentence) -> list[str]:
    first = all(mention.first <= other.first for other in sentence.actors)
    marks = {
        "accused": mention.is_accused,
        "judged": mention.is_judgement,
        "doubted": bool(mention.doubt),
        "spoken of": mention.is_backward,
        "cleared": mention.start in sentence.cleared,
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


def naming_signs(draft: IncidentDraft, note: Note) -> Signs:
    """How firmly the first perpetrator is named: what stands beside its name wherever the note has it."""
    side = next((side_of(actor.slug, note.tables) for actor in draft.perpetrators), None)
    told, opener = sentences_around(draft, note)
    names: list[str] = []
    for number, sentence in enumerate(told):
        for mention in sentence.actors:
            if side_of_mention(mention, note.tables) != side:
                continue
            where = where_of(sentence, draft, number - opener)
            role, said = sentence.roles.get(mention.start), sentence.claims.get(mention.start)
            names += [f"its {name}" for name in _mention_names(mention, sentence)]
            names += [f"its where={where}", f"its reads={role}", f"its says={said}"]
            names += [f"its beside={word}" for word in sentence.passage.words]
    return dict.fromkeys(names, 1.0)
