"""Learns the decisions of `extract.decisions` from notes that people coded.

A lesson is a note, what the rules drafted of it while nobody had read it, and what is true. Drafts of rules that were
written with the note in hand would teach to trust the rules more than they deserve on the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from incidents.ingest.drafts import IncidentDraft, PlaceDraft
from incidents.ingest.extract.decisions.another import other_units
from incidents.ingest.extract.decisions.deaths import count_signs, reckoning_of
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.learnt import (
    CHOICES,
    Learnt,
    attribution_signs,
    told_signs,
    type_signs,
)
from incidents.ingest.extract.decisions.linear import Linear, Signs
from incidents.ingest.extract.decisions.partners import partner_signs
from incidents.ingest.extract.decisions.retold import neighbours, retold_signs
from incidents.ingest.extract.decisions.scene import Candidate, Scene, candidates, scene_of
from incidents.ingest.extract.decisions.signs import UNNAMED, side_of_mention
from incidents.ingest.extract.decisions.spots import choices_of_place, place_signs, spots_of
from incidents.ingest.extract.decisions.suspects import party_signs
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.text.numbers import quantities
from incidents.ingest.scoring import UNKNOWN_FAMILY, Facts, dates_overlap, facts_of, has_place, paired

# How freely each decision fits (scikit-learn's C), found by leaving out a set of notes at a time.
FREEDOM = {
    "retold": 0.3,
    "told": 0.5,
    "opens": 0.3,
    "another": 0.1,
    "place": 0.15,
    "perpetrator": 0.2,
    "rather": 0.3,
    "together": 0.3,
    "event_type": 1.0,
    "attribution": 0.3,
    "deaths": 0.4,
}
# A sign seen in fewer examples is chance; a weight smaller than this changes nothing.
RARE, SMALL, DIGITS = 3, 0.05, 2
# Log-odds of the only answer that there was.
CERTAIN = 9.0
Family = Callable[[str | None], str]
Examples = list[tuple[Signs, str]]


@dataclass(frozen=True)
class Lesson:
    note: Note
    drafts: Sequence[IncidentDraft]
    truth: Sequence[Facts]


def learn(lessons: Sequence[Lesson], family: Family) -> Learnt:
    """Fits the eleven decisions; `family` tells which actors count as one (see `incidents.ingest.scoring`)."""
    examples: dict[str, Examples] = {name: [] for name in FREEDOM}
    for lesson in lessons:
        for name, example in _examples(lesson, family):
            examples[name].append(example)
    return Learnt(
        **{name: fitted(examples[name], FREEDOM[name], is_choice=name in CHOICES) for name in FREEDOM}
    )


def _examples(lesson: Lesson, family: Family) -> Iterator[tuple[str, tuple[Signs, str]]]:
    note, drafts = lesson.note, lesson.drafts
    drafted = [facts_of(draft, family) for draft in drafts]
    pairs = paired(lesson.truth, drafted)
    for facts, signs in zip(drafted, told_signs(drafts, note), strict=True):
        is_told = any(other is facts for _true, other in pairs)
        yield "told", (signs, _yes(is_told))
    yield from (("retold", example) for example in _retold(lesson, drafted, pairs))
    openers = telling_units(note.units, lesson.truth, note, family)
    for unit, signs in zip(note.units, note.unit_signs, strict=True):
        yield "opens", (signs, _yes(unit.passage.start in openers))
    if not drafts:
        return
    others = other_units(note, drafts)
    missed = [true for true, other in pairs if other is None]
    openers = telling_units([unit for unit, _signs in others], missed, note, family)
    for unit, signs in others:
        yield "another", (signs, _yes(unit.passage.start in openers))
    spots = spots_of(note)
    for true, other in pairs:
        if other is None:
            continue
        draft = next(draft for draft, facts in zip(drafts, drafted, strict=True) if facts is other)
        choices = choices_of_place(draft, spots)
        where = [(place_signs(spot, choices, draft), _lies_there(true, spot.draft)) for spot in choices]
        yield from (("place", example) for example in set_apart(where))
        scene = scene_of(draft, note, drafts)
        parties = candidates(scene)
        who = [
            (party_signs(party, parties, scene), _family_of(party.side, family) in true.families)
            for party in parties
        ]
        yield from (("perpetrator", (signs, _yes(did_it))) for signs, did_it in who)
        yield from (("rather", example) for example in set_apart(who))
        yield from (("together", example) for example in _together(parties, who, scene))
        reckoning = reckoning_of(draft, note, drafts)
        dead = [(count_signs(count, reckoning), count.best == true.killed) for count in reckoning.counts]
        yield from (("deaths", example) for example in set_apart(dead))
        yield "event_type", (type_signs(draft, note), true.event_type)
        # How it is named is learnt of parties that were rightly named.
        if true.attribution and true.families & other.families - {UNKNOWN_FAMILY}:
            yield "attribution", (attribution_signs(draft, note), true.attribution)


def _retold(
    lesson: Lesson, drafted: Sequence[Facts], pairs: Sequence[tuple[Facts, Facts | None]]
) -> Iterator[tuple[Signs, str]]:
    """Of two neighbours one tells the other again if only one of them is an incident, and the other could be the same
    by its day; two incidents are two. What is something else altogether is left to whether it is told."""
    facts = dict(zip(map(id, lesson.drafts), drafted, strict=True))
    truth = {id(other): true for true, other in pairs if other is not None}
    for home, draft, stands in neighbours(lesson.drafts, lesson.note):
        signs = retold_signs(draft, stands, lesson.note)
        both = [facts[id(home)], facts[id(draft)]]
        true = [truth[id(one)] for one in both if id(one) in truth]
        if len(true) == 2:
            yield signs, "no"
        elif len(true) == 1:
            other = next(one for one in both if id(one) not in truth)
            if other.first is None or dates_overlap(true[0], other):
                yield signs, "yes"


def _together(
    parties: Sequence[Candidate], who: Sequence[tuple[Signs, bool]], scene: Scene
) -> Iterator[tuple[Signs, str]]:
    """Of each who did it, whether each other did it, too."""
    told = [(party, signs, did) for party, (signs, did) in zip(parties, who, strict=True) if party.has_name]
    for first, _signs, _did in (one for one in told if one[2]):
        for other, signs, did in told:
            if other is not first:
                yield partner_signs(first, other, scene, signs), _yes(did)


def set_apart(told: Sequence[tuple[Signs, bool]]) -> Iterator[tuple[Signs, str]]:
    """What sets each right one apart from each wrong one, and the other way round."""
    pairs = product(
        (signs for signs, is_right in told if is_right), (signs for signs, is_right in told if not is_right)
    )
    for right, wrong in pairs:
        apart = {sign: right.get(sign, 0.0) - wrong.get(sign, 0.0) for sign in right.keys() | wrong.keys()}
        signs = {sign: value for sign, value in sorted(apart.items()) if value}
        yield signs, "yes"
        yield {sign: -value for sign, value in signs.items()}, "no"


def _family_of(side: str, family: Family) -> str:
    if side == UNNAMED:
        return UNKNOWN_FAMILY
    return side if side.startswith("state-") else family(side)


def _lies_there(true: Facts, place: PlaceDraft) -> bool:
    has_point = place.precision != "country"
    spot = replace(
        true,
        longitude=place.longitude if has_point else None,
        latitude=place.latitude if has_point else None,
    )
    return has_place(true, spot)


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


# Which sentence tells an incident ----------------------------------------------------------------------------
def telling_units(
    units: Sequence[Unit], truth: Sequence[Facts], note: Note, family: Family
) -> frozenset[int]:
    """Where the sentence begins, for each true incident, that shares most with it: its toll, its place, its day, its
    parties."""
    scored = sorted(
        (-_shared(true, unit, note, family), number, at)
        for number, true in enumerate(truth)
        for at, unit in enumerate(units)
        if not unit.is_bare
    )
    taken: dict[int, int] = {}
    for _score, number, at in scored:
        if number not in taken and at not in taken.values():
            taken[number] = at
    return frozenset(units[at].passage.start for at in taken.values())


def _shared(true: Facts, unit: Unit, note: Note, family: Family) -> float:
    counts = {quantity.toll.best for quantity in quantities(unit.passage, note.language)}
    days = [mention.date for mention in unit.own_dates]
    sides = {side_of_mention(one, note.tables) for one in unit.actors}
    score = (
        1.5 * bool(true.killed and true.killed in counts) + 0.4 * bool(unit.triggers) + 0.2 * bool(unit.tolls)
    )
    score += 1.5 * any(
        _lies_there(true, PlaceDraft(None, "", entry.latitude, entry.longitude, "settlement", None, "exact"))
        for mention in unit.places
        for entry in mention.places
        if true.longitude is not None
    )
    score += 0.5 * any(_family_of(side, family) in true.families for side in sides)
    if any((day.start, day.end) == (true.first, true.last) for day in days):
        return score + 1.2
    if true.first and true.last and any(day.start <= true.last and true.first <= day.end for day in days):
        return score + 0.5
    return score - 0.7 * bool(days)


# Fitting -----------------------------------------------------------------------------------------------------
def fitted(examples: Examples, freedom: float, *, is_choice: bool = False) -> Linear:
    """A logistic regression of these examples, without what is rare or next to nothing; of a choice without a bias."""
    # Only here: it takes a second and much memory to import, and no other process needs it.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    answers = sorted({answer for _signs, answer in examples})
    if is_choice and not answers:
        return Linear(("no", "yes"), (0.0,), {})
    if answers in (["no"], ["yes"]):
        return Linear(("no", "yes"), (-CERTAIN if answers == ["no"] else CERTAIN,), {})
    if len(answers) < 2:
        return Linear(tuple(answers), (0.0,) * len(answers), {})
    seen = Counter(sign for signs, _answer in examples for sign in signs)
    common = {sign for sign, count in seen.items() if count >= RARE}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{sign: value for sign, value in signs.items() if sign in common} for signs, _answer in examples]
    )
    model = LogisticRegression(C=freedom, max_iter=3000, fit_intercept=not is_choice)
    model.fit(matrix, [answer for _signs, answer in examples])
    functions, biases = model.coef_, model.intercept_
    if len(answers) == 2 and answers != ["no", "yes"]:
        # Of two answers scikit-learn keeps one function; half of it each way has the same chances.
        functions, biases = (
            np.vstack([-functions / 2, functions / 2]),
            np.concatenate([-biases / 2, biases / 2]),
        )
    weights = {
        name: tuple(round(float(weight), DIGITS) for weight in column)
        for name, column in zip(vectorizer.feature_names_, functions.T, strict=True)
        if max(abs(column)) >= SMALL
    }
    return Linear(tuple(answers), tuple(round(float(bias), DIGITS) for bias in biases), weights)
