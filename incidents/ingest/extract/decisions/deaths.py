"""How many died: the counts that a note may mean, and the signs for and against each.

A count is what one sentence tells, one of the groups in it, or the sum of several; nobody, and nobody knows how many,
are counts as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, pairwise

from incidents.ingest.drafts import EvidenceSpan, GroupToll, IncidentDraft, Toll
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.signs import (
    BETWEEN,
    passage_of,
    stands_in,
    told_at,
    without_figures,
    words_between,
)
from incidents.ingest.extract.incident.context import sums_up
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.tolls.tollmentions import TollMention
from incidents.ingest.extract.tolls.total_words import (
    CLAIMS_DEAD,
    DISPUTED,
    EARLIER,
    LATEST,
    OTHERWISE,
    PUT_AT,
    SOURCES,
    UNCHECKED,
)
from incidents.ingest.extract.tolls.totals import CONFLICT, added, counted, rows_of, total_of

KILLED = "killed"
# Sentences before and behind the one that tells an incident in which its dead may be told.
BEFORE, BEHIND = 6, 12
# Words beside a toll that are looked at, and how much each word of the whole passage weighs for "nobody" and "unknown".
BESIDE, BEGINNING, WORD = 4, 3, 0.3
FEW, SOME = 5, 20
DISPUTES = {"admits": DISPUTED, "otherwise": OTHERWISE, "unchecked": UNCHECKED, "claims": CLAIMS_DEAD}


@dataclass(frozen=True)
class Told:
    """One statement of how many died, in the sentence `steps` behind the one that tells the incident."""

    unit: Unit
    toll: TollMention
    steps: int
    is_inside: bool

    @property
    def best(self) -> int | None:
        return self.sum.best

    @cached_property
    def sum(self) -> Toll:
        return total_of(self.toll.people)

    @property
    def sides(self) -> str:
        return "+".join(sorted(group.group for group in counted(self.toll.people)))


@dataclass
class Count:
    """So many dead (None: nobody knows how many), the statements that add up to it, and what speaks for it."""

    best: int | None
    told: tuple[Told, ...] = ()
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reckoning:
    """All counts that an incident may have.

    `chosen` is what the rules made of the statements `inside` its passage, `reached` how; `others` are the dead of the
    note's other incidents, `sources` in how many of its sentences somebody is named whose figure it is.
    """

    counts: Sequence[Count]
    draft: IncidentDraft
    note: Note
    chosen: int | None
    reached: str
    inside: Sequence[int]
    sources: int
    everywhere: Sequence[int | None]
    others: Sequence[int]

    @cached_property
    def words(self) -> list[str]:
        """The words that tell the incident, in their order."""
        return without_figures(passage_of(self.draft, self.note.whole))

    @cached_property
    def disputes(self) -> list[str]:
        """In which ways its words tell that somebody says otherwise."""
        passage = passage_of(self.draft, self.note.whole)
        return [how for how, phrases in DISPUTES.items() if passage.has(phrases)]


def reckoning_of(draft: IncidentDraft, note: Note, drafts: Sequence[IncidentDraft]) -> Reckoning:
    told = _told_of(draft, note)
    total = draft.total(KILLED)
    chosen = total.best if total else None
    found = {best: Count(best) for best in (chosen, None, 0)}
    for best, parts, names in (*_alone(told, note), *_together(told)):
        count = found.setdefault(best, Count(best))
        count.told = count.told or parts
        count.names += names
    dead = [other.total(KILLED) for other in drafts if other is not draft]
    return Reckoning(
        list(found.values()),
        draft,
        note,
        chosen,
        _how_reached(total, draft),
        [one.best for one in told if one.is_inside and one.best],
        len({one.unit.passage.start for one in told if one.is_inside and _names_source(one.unit)}),
        [one.best for one in told],
        [each.best for each in dead if each and each.best],
    )


def _told_of(draft: IncidentDraft, note: Note) -> list[Told]:
    at = told_at(draft)
    opener = next((number for number, unit in enumerate(note.units) if unit.passage.holds(at)), 0)
    near = range(max(0, opener - BEFORE), min(len(note.units), opener + BEHIND + 1))
    return [
        Told(unit, toll, number - opener, number == opener or stands_in(unit.passage, draft))
        for number in near
        for unit in (note.units[number],)
        for toll in unit.tolls
        if toll.kind == KILLED
    ]


def _how_reached(total: Toll | None, draft: IncidentDraft) -> str:
    if total is None:
        return "none"
    is_doubtful = CONFLICT in draft.flags
    if total.best is None:
        return "conflict" if is_doubtful else "vague"
    return "number in doubt" if is_doubtful else "number"


# What the sentences tell ------------------------------------------------------------------------------------
Found = tuple[int | None, tuple[Told, ...], list[str]]


def _alone(told: Sequence[Told], note: Note) -> Iterator[Found]:
    """Each statement, and the groups of each."""
    for one in told:
        where, names = _where(one), _sentence_names(one, note)
        same = [other for other in told if other.unit is one.unit]
        yield (
            one.best,
            (one,),
            [f"told {name}" for name in (*names, *_statement_names(one, where, same.index(one), len(same)))],
        )
        if len(one.toll.people) > 1:
            for group in one.toll.people:
                alone = replace(one, toll=replace(one.toll, people=(replace(group, is_part=False),)))
                yield (
                    group.toll.best,
                    (alone,),
                    [f"group part={group.is_part} {where}", f"group={group.group} {where}"],
                )
        if len(same) > 1 and same[0] is one:
            yield (
                added([other.sum for other in same]).best,
                tuple(same),
                [f"sentence of={len(same)} {where}", *(f"sentence {name}" for name in names)],
            )


def _together(told: Sequence[Told]) -> Iterator[Found]:
    """Sums of what the passage of the incident tells."""
    known = [one for one in told if one.is_inside and one.best]
    if len(known) < 2:
        return
    several = min(4, len(known))
    sides = "|".join(sorted(one.sides for one in known)) if several < 4 else "many"
    sentences = min(3, len({one.unit.passage.start for one in known}))
    yield (
        sum(one.best or 0 for one in known),
        tuple(known),
        [
            f"all of={several}",
            f"all sides={sides}",
            f"all sentences={sentences}",
            f"all earlier={_tells_of_before(known)}",
        ],
    )
    different = tuple({one.best: one for one in known}.values())
    yield sum(one.best or 0 for one in different), different, ["all that differ"]
    for one, other in combinations(known, 2):
        sides, leads = f"{one.sides}|{other.sides}", list(_between(one, other))
        names = [
            f"two of={several}",
            f"two sides={sides}",
            f"two sides={sides} apart={min(2, other.steps - one.steps)}",
            f"two rules={one.toll.rule}|{other.toll.rule}",
            f"two earlier={_tells_of_before((one, other))}",
            *leads,
        ]
        if one.best != other.best:
            # What stands between two figures says, too, whether they contradict each other.
            yield None, (), [f"doubt {name}" for name in names[1:]]
        yield (one.best or 0) + (other.best or 0), (one, other), names


def _between(one: Told, other: Told) -> Iterator[str]:
    """What leads from one statement to the next: "and", "of whom", "against ... at first", a sentence of its own."""
    first, second = _extent(one), _extent(other)
    words = without_figures(other.unit.passage)
    if one.unit is not other.unit:
        lead = words[max(0, second[0] - BESIDE) : second[0]]
        yield from (f"two next begins={word}" for word in words[:BEGINNING])
        yield from (f"two next before={word}" for word in lead)
        yield f"two next two before={' '.join(lead[-2:])}"
        yield from (f"two next behind={word}" for word in words[second[1] : second[1] + BESIDE])
        return
    between = words[first[1] : second[0]]
    yield f"two apart={min(5, len(between) // 2)}"
    yield from words_between("two", between)
    if len(between) <= BETWEEN:
        yield f"two ends={' '.join(between[-1:])}"
    yield from (f"two same behind={word}" for word in words[second[1] : second[1] + BESIDE])


def _extent(one: Told) -> tuple[int, int]:
    """From the first word of a statement to behind its last."""
    people = one.toll.people
    return max(0, min(one.toll.verb, people[0].first)), max(one.toll.verb + 1, people[-1].last)


def _names_source(unit: Unit) -> bool:
    """Whether the sentence says whose figure it is."""
    return unit.passage.has(SOURCES) or unit.passage.has(PUT_AT)


def _tells_of_before(told: Sequence[Told]) -> bool:
    """Whether one of the counts is one that a later one has overtaken."""
    return any(one.unit.passage.has(EARLIER) for one in told)


def _where(one: Told) -> str:
    return f"{'in' if one.is_inside else 'out'}{'' if one.steps else ' opens'}"


def _sentence_names(one: Told, note: Note) -> list[str]:
    unit, where = one.unit, _where(one)
    names = [
        f"steps={max(-3, min(3, one.steps))} {where}",
        f"{where} dated={bool(unit.own_dates)} placed={bool(unit.settlements)}",
        f"{where} tells={unit.tells_event} first={unit is note.units[0]}",
        f"{where} sums={sums_up(unit.passage)}",
        f"{where} block={min(3, unit.block)}",
        f"earlier={unit.passage.has(EARLIER)} latest={unit.passage.has(LATEST)}",
        f"{where} source={_names_source(unit)} claims={bool(unit.claims)}",
    ]
    if not one.is_inside:
        names.append(f"out acts={any(trigger.is_verb for trigger in unit.triggers)}")
    return names


def _statement_names(one: Told, where: str, number: int, of: int) -> list[str]:
    toll, words = one.toll, without_figures(one.unit.passage)
    first, last = _extent(one)
    return [
        f"rule={toll.rule} {where}",
        f"sides={one.sides} {where}",
        f"exact={one.sum.quantifier} {where}",
        f"number={min(3, number)} of={min(3, of)}",
        *(f"before={word}" for word in words[max(0, first - BESIDE) : first]),
        *(f"behind={word}" for word in words[last : last + BESIDE]),
        *(f"begins={word}" for word in words[:BEGINNING]),
        f"two before={' '.join(words[max(0, first - 2) : first])}",
        f"two behind={' '.join(words[last : last + 2])}",
    ]


# For and against a count ------------------------------------------------------------------------------------
def count_signs(count: Count, reckoning: Reckoning) -> Signs:
    """Whether so many died."""
    names = [*count.names, *_standing(count, reckoning), *_among_numbers(count, reckoning)]
    signs = dict.fromkeys(names, 1.0)
    if not count.best:
        kind = _size(count.best)
        signs.update({f"{kind} t={word}": WORD for word in reckoning.words})
        signs.update({f"{kind} t={first} {second}": WORD for first, second in pairwise(reckoning.words)})
    return signs


def _size(best: int | None) -> str:
    if not best:
        return "unknown" if best is None else "nobody"
    return "one" if best == 1 else "few" if best < FEW else "some" if best < SOME else "many"


def _standing(count: Count, reckoning: Reckoning) -> list[str]:
    """How it stands to what the rules made of it and to the event."""
    draft, reached, best = reckoning.draft, reckoning.reached, count.best
    chosen = best == reckoning.chosen
    size, own = _size(best), "number" if best else _size(best)
    times = min(3, reckoning.everywhere.count(best))
    differ = min(4, len(set(reckoning.inside)))
    is_elsewhere = bool(best and best > 1 and best in reckoning.others)
    return [
        f"chosen={chosen}",
        f"chosen={chosen} reached={reached}",
        f"chosen={chosen} reached={reached} of={min(3, len(reckoning.inside))}",
        f"{size} chosen={chosen}",
        f"{size} reached={reached} {_size(reckoning.chosen)}",
        f"times={times} reached={reached}",
        f"times={times} chosen={chosen}",
        f"elsewhere={is_elsewhere} chosen={chosen}",
        f"elsewhere={is_elsewhere} reached={reached}",
        f"{own} differ={differ} sources={min(3, reckoning.sources)}",
        f"{own} differ={differ} sources={min(3, reckoning.sources)} chosen={chosen}",
        f"{own} disputes={len(reckoning.disputes)} differ={differ}",
        f"{own} disputes={'+'.join(reckoning.disputes)} several={differ > 1}",
        *(f"{own} disputed={how} differ={differ} chosen={chosen}" for how in reckoning.disputes),
        f"{own} type={draft.event_type} reached={reached}",
        f"{own} sub={draft.sub_event_type} reached={reached}",
        *(f"{own} {row.kind}" for row in draft.casualties if row.group == "all"),
    ]


def _among_numbers(count: Count, reckoning: Reckoning) -> list[str]:
    """How a number stands among the others: the first, the largest, the sum of two."""
    best, chosen, reached, inside = count.best, reckoning.chosen, reckoning.reached, reckoning.inside
    if not best:
        return []
    numbers = [other.best for other in reckoning.counts if other.best]
    larger = sum(other > best for other in numbers)
    is_chosen = best == chosen
    is_sum = any(one + other == best for one, other in combinations(set(inside), 2))
    names = [
        f"larger={min(2, larger)} smaller={min(2, len(numbers) - 1 - larger)} reached={reached}",
        f"sum of two={is_sum} reached={reached}",
    ]
    if chosen and not is_chosen:
        names.append("less than chosen" if best < chosen else "more than chosen")
    if inside:
        stands = {
            "first": best == inside[0],
            "last": best == inside[-1],
            "most": best == max(inside),
            "least": best == min(inside),
        }
        names += [f"{name}={holds} reached={reached}" for name, holds in stands.items()]
        names.append(f"{stands} reached={reached} chosen={is_chosen}")
    if reckoning.others:
        with_one = any(best == one + other for one in numbers for other in reckoning.others)
        less_one = any(best + other in numbers for other in reckoning.others)
        names += [
            f"sum with another={with_one} chosen={is_chosen}",
            f"part of sum={less_one} chosen={is_chosen}",
            f"part of all={best + sum(reckoning.others) in numbers} reached={reached}",
        ]
    return names


# The change -------------------------------------------------------------------------------------------------
def with_count(count: Count, reckoning: Reckoning, rule: str) -> IncidentDraft:
    """The draft with so many dead; what the rules had stays only where it supports that."""
    draft, told = reckoning.draft, count.told
    kept = tuple(row for row in draft.casualties if row.kind != KILLED)
    evidence = tuple(span for span in draft.evidence if span.field != f"casualties.{KILLED}")
    if count.best is None:
        known = reckoning.inside or ([reckoning.chosen] if reckoning.chosen else [])
        if not known:
            return replace(draft, casualties=kept, evidence=evidence)
        return replace(draft, casualties=(GroupToll(KILLED, "all", _range(known, draft)), *kept))
    rows = rows_of(KILLED, [one.toll for one in told]) or [GroupToll(KILLED, "all", Toll(0, 0, 0))]
    # That nobody died may be said by no sentence, but by all of them.
    quoted = [(one.toll.start, one.toll.end) for one in told] or [(draft.text_start, draft.text_end)]
    spans = [EvidenceSpan(f"casualties.{KILLED}", *span, rule, "inferred") for span in quoted]
    return replace(draft, casualties=(*rows, *kept), evidence=(*evidence, *spans))


def _range(known: Sequence[int], draft: IncidentDraft) -> Toll:
    """From the least to the most that was told; of a single figure only that it is the least."""
    total = draft.total(KILLED)
    words = total.words if total else ""
    if len(set(known)) > 1:
        return Toll(min(known), None, max(known), "between", words)
    return Toll(min(known), None, None, "vague", words)
