"""From the statements of several sentences to one toll per kind: added, repeated, corrected or in conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.ingest.drafts import GroupToll, Toll
from incidents.ingest.extract.people.articles import ORDINALS, POSSESSIVE
from incidents.ingest.extract.people.casualty_words import MORE, ON_THE_OTHER_SIDE
from incidents.ingest.extract.people.people_words import ATTACKERS, FOREIGN, PEACEKEEPERS, STATE, UNKNOWN
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import word_set
from incidents.ingest.extract.tolls.casualties import TollMention
from incidents.ingest.extract.tolls.total_words import (
    ADDING,
    EARLIER,
    LATEST,
    OF_THE_WOUNDED,
    OWN_RANKS,
    PROVISIONAL,
    PUT_AT,
    SOURCES,
    STATE_SPEAKS,
    THE_OTHERS,
    WAS,
)
from incidents.spelling import words_of

CONFLICT = "toll_conflict"
SUMMING_WORDS = 4
# "The mayor's count: 31 dead", after a driver who was shot first.
COUNTED_WITHIN = 3
COUNTING_WORDS = frozenset({"count", "toll", "bilan", "decompte"})
# "Three dead, one having died on the way": of whom the count speaks already.
SINCE_WHEN = frozenset({"having", "etant", "ayant"})
FORCES = frozenset({STATE, FOREIGN, PEACEKEEPERS})
ENEMIES = frozenset({ATTACKERS, "armed_group"})
# About twenty may be 18 to 22: a tenth of it.
ROUNDED = 10
# One of the family or of the company of a victim told of before: "his brother, who had come running, died".
KIN = word_set(
    "brother sister wife husband son daughter father mother cousin nephew niece uncle aunt grandson child companion colleague "
    "frere soeur epouse femme mari fils fille pere mere cousine neveu oncle tante enfant compagnon collegue"
)
# Nouns that hold everybody.
PEOPLE = frozenset(
    {"people", "persons", "personnes", "dead", "morts", "victims", "victimes", "others", "men", "hommes"}
)
BESIDE = 4


@dataclass(frozen=True)
class Statement:
    """A toll and the sentence that states it."""

    passage: Passage
    toll: TollMention


def group_tolls(statements: Sequence[Statement]) -> tuple[tuple[GroupToll, ...], tuple[str, ...]]:
    """Rows of one incident, the total of each kind first, and flags for what an editor must look at."""
    rows: list[GroupToll] = []
    flags: list[str] = []
    for kind in dict.fromkeys(statement.toll.kind for statement in statements):
        told = [statement for statement in statements if statement.toll.kind == kind]
        whole, parts, conflicting = _combined(told)
        rows += _rows(kind, whole, parts)
        flags += [CONFLICT] if conflicting else []
    return tuple(rows), tuple(dict.fromkeys(flags))


def rows_of(kind: str, tolls: Sequence[TollMention]) -> list[GroupToll]:
    """The rows of an incident in which these statements add up; none without a statement."""
    parts = [group for toll in tolls for group in toll.people]
    if not parts:
        return []
    return _rows(kind, added([total_of(toll.people) for toll in tolls]), parts)


def total_of(people: Sequence[People]) -> Toll:
    """The sum of these people, parts of others not counted again."""
    return added([group.toll for group in counted(people)])


def _rows(kind: str, whole: Toll, parts: Sequence[People]) -> list[GroupToll]:
    return [GroupToll(kind, "all", whole, _one_community(parts)), *_part_rows(kind, parts)]


HAD, GIVEN = (
    frozenset({"had", "avait", "avaient"}),
    frozenset({"given", "announced", "donne", "annonce", "avance", "evoque"}),
)
# Words between "correcting an earlier count" and that count.
SHORTLY = 8
COUNTING_RULES = frozenset({"toll", "figure-told", "listed-toll"})


def _combined(told: Sequence[Statement]) -> tuple[Toll, list[People], bool]:
    # "No losses" speaks of one side where somebody else died.
    positive = [
        statement for statement in told if any(group.toll.high != 0 for group in statement.toll.people)
    ]
    told = positive or told
    latest = [statement for statement in told if statement.passage.has(LATEST)]
    newer = latest or [statement for statement in told if not _is_of_before(statement, told)]
    kept = {id(statement) for statement in newer or told}
    overtaken = [added([group.toll for group in one.toll.people]) for one in told if id(one) not in kept]
    told = newer or told
    if _is_sum_of_the_rest(told):
        told = told[:1]
    parts = list(told[0].toll.people)
    whole = total_of(parts)
    conflicting = False
    for statement in told[1:]:
        groups = counted(statement.toll.people)
        new = added([group.toll for group in groups])
        if _is_vague(new) and whole.best and _is_told_of_others(groups, parts):
            whole, parts = added([whole, new]), [*parts, *statement.toll.people]
        if _is_vague(new) or all(group in parts for group in groups):
            continue
        if statement.passage.word(statement.toll.verb - 1) in SINCE_WHEN or _is_told_again(groups, parts):
            continue
        if (
            _says_same(whole, new)
            and not _is_the_other_side(groups, parts)
            and not _is_one_more(statement, groups)
            and not _are_others(statement, groups)
            and not statement.passage.has(OF_THE_WOUNDED)
        ):
            continue
        if any(_best(before) + _best(new) == whole.best for before in overtaken):
            continue  # "seven died": five at first, two in hospital
        within = sum(_best(part.toll) for part in parts if part.is_part)
        if within and _best(new) == _best(whole) - within:
            continue  # "22 dead, nine of them attackers": the 13 villagers
        if _is_rounded(whole, new) or _is_rounded(new, whole):
            whole = new if whole.quantifier == "about" else whole
            continue
        if _is_part_of(groups, parts, new, whole) and not _says_more(statement, groups):
            continue
        if _best(new) < _best(whole) and statement.passage.has(THE_OTHERS):
            continue  # "they slit the throats of two and fired on the others"
        is_put_at = statement.passage.has(PUT_AT)
        is_raised = statement.toll.rule == "toll" and not is_put_at
        if _is_vague(whole) or is_raised:
            whole, parts = new, [*statement.toll.people] if _is_vague(whole) else parts
        elif statement.toll.rule == "figure-told" and not (
            _is_the_other_side(groups, parts) or statement.passage.has(ON_THE_OTHER_SIDE)
        ):
            whole, conflicting = _span(whole, new), True
        elif (
            not is_put_at
            and _is_whole_of(statement, groups, new, whole)
            and not _says_more(statement, groups)
        ):
            whole = new
        elif _is_addition(statement, groups, parts, told):
            whole, parts = added([whole, new]), [*parts, *statement.toll.people]
        else:
            whole, conflicting = _span(whole, new), True
    return whole, parts, conflicting


def _is_of_before(statement: Statement, told: Sequence[Statement]) -> bool:
    """As in "an earlier count", "the mayor had on Thursday given a toll of 14"."""
    passage, verb = statement.passage, statement.toll.verb
    near = passage.words[max(0, verb - 8) : verb]
    had_given = HAD.intersection(near) and GIVEN.intersection(near) and statement.toll.rule in COUNTING_RULES
    if passage.has(PROVISIONAL) and not WAS.isdisjoint(passage.words):
        return True
    if not passage.has(EARLIER):
        return bool(had_given)
    first = statement.toll.people[0].first
    same = sum(other.passage is passage for other in told)
    others = [other.toll.people[0].first for other in told if other.passage is passage]
    nearest = max((other for other in others if other < first), default=0)
    return same == 1 or any(
        passage.follows(at, EARLIER) for at in range(max(0, nearest, first - SHORTLY), first)
    )


def _is_sum_of_the_rest(told: Sequence[Statement]) -> bool:
    """As in "killed 13 people in two camps ... nine were executed ... shot four more": told once as one, once apart."""
    each = [total_of(one.toll.people).best for one in told]
    sides = {group.group for group in told[0].toll.people} | {UNKNOWN}
    others = {group.group for one in told[1:] for group in one.toll.people}
    if sides != {UNKNOWN} and not others <= sides:
        return False  # two gendarmes, one attacker and one child are four
    return len(each) > 2 and None not in each and each[0] == sum(filter(None, each[1:]))


def counted(people: Sequence[People]) -> list[People]:
    """Who is no part of the others; of "seven of them were killed" these seven."""
    return [group for group in people if not group.is_part] or list(people)


def _is_part_of(groups: Sequence[People], parts: Sequence[People], new: Toll, whole: Toll) -> bool:
    """As in "Three people died. ... Two soldiers were killed with him": of whom the whole speaks already."""
    are_people = all(group.group == UNKNOWN and group.whose == "" for group in parts)
    are_told_apart = all(group.group not in {UNKNOWN, ATTACKERS} for group in groups)
    is_counted = any(PEOPLE.intersection(words_of(group.toll.words)) for group in parts)
    fits = whole.best is not None and new.best is not None and new.best < whole.best
    return are_people and are_told_apart and is_counted and fits


def added(tolls: Sequence[Toll]) -> Toll:
    """The sum; a bound that one of the parts does not have, the sum does not have either.

    "Twelve soldiers and an unknown number of attackers" are at least twelve.
    """
    known = [toll for toll in tolls if not _is_any_number(toll)] or tolls
    inexact = [toll.quantifier for toll in tolls if toll.quantifier != "exactly"]
    return Toll(
        _sum([toll.low for toll in known]),
        _sum([toll.best for toll in tolls]),
        _sum([toll.high for toll in tolls]),
        inexact[0] if inexact else "exactly",
        ", ".join(toll.words for toll in tolls if toll.words),
    )


def _is_any_number(toll: Toll) -> bool:
    return toll.quantifier == "vague" and toll.low == 1 and toll.best is None


def _sum(bounds: Sequence[int | None]) -> int | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) if len(known) == len(bounds) else None


def _span(toll: Toll, other: Toll) -> Toll:
    """Two counts that contradict each other: a range without a best value."""
    figures = [
        bound for each in (toll, other) for bound in (each.low, each.best, each.high) if bound is not None
    ]
    return Toll(min(figures), None, max(figures), "between", f"{toll.words}, {other.words}")


def _says_same(toll: Toll, other: Toll) -> bool:
    return toll.as_json() == other.as_json() or (toll.best is not None and toll.best == other.best)


def _is_told_again(groups: Sequence[People], parts: Sequence[People]) -> bool:
    """As in "eleven soldiers and thirty assailants died. On the enemy side thirty terrorists were neutralised"."""
    if len(groups) != 1 or len(parts) < 2:
        return False
    if groups[0].group == UNKNOWN and groups[0].last - groups[0].first == 1:
        # "Five gendarmes were killed and a civilian ... we deplore five dead".
        return _best(groups[0].toll) > 1 and any(part.toll.best == groups[0].toll.best for part in parts)
    if groups[0].group not in ENEMIES:
        return False
    return any(part.group in ENEMIES and part.toll.best == groups[0].toll.best for part in parts)


def _is_told_of_others(groups: Sequence[People], parts: Sequence[People]) -> bool:
    """As in "five soldiers were killed ... many of the attackers fell": whose dead nobody has counted yet."""
    are_some = all(group.group in ENEMIES and group.last - group.first > 1 for group in groups)
    return are_some and all(group.group in FORCES for group in parts)


def _best(toll: Toll) -> int:
    return toll.best or 0


def _is_rounded(toll: Toll, other: Toll) -> bool:
    """ "Une vingtaine" of which another sentence says that they were 21."""
    if toll.quantifier != "about" or other.quantifier != "exactly" or not toll.best or not other.best:
        return False
    return abs(toll.best - other.best) <= max(1, toll.best // ROUNDED)


def _is_one_more(statement: Statement, groups: Sequence[People]) -> bool:
    """As in "one was killed on the spot, a second died on the way", "his brother died at the clinic"."""
    if len(groups) == 1 and _is_kin_of_theirs(statement.passage, groups[0]):
        return True
    words = {statement.passage.words[at] for group in groups for at in range(group.first, group.last)}
    return len(groups) == 1 and groups[0].toll.best == 1 and not ORDINALS.isdisjoint(words)


def _is_kin_of_theirs(passage: Passage, group: People) -> bool:
    who = passage.words[group.first : group.last]
    return group.toll.best == 1 and who[0] in POSSESSIVE and not KIN.isdisjoint(who)


def _are_others(statement: Statement, groups: Sequence[People]) -> bool:
    """As in "three died on the spot and three others on the way": as many again."""
    passage = statement.passage
    words = {passage.word(at) for group in groups for at in range(group.first, group.last + 1)}
    return not MORE.isdisjoint(words)


def _is_vague(toll: Toll) -> bool:
    return toll.best is None and toll.high is None


def _is_whole_of(statement: Statement, groups: Sequence[People], new: Toll, whole: Toll) -> bool:
    """An unspecific larger number after specific ones, which says so ("In all, 12 people died") or says nothing else
    ("7 fatalities.")."""
    unspecific = all(group.group == UNKNOWN for group in groups)
    total_words = any(word in group.toll.words.casefold() for group in groups for word in ("total", "in all"))
    first = groups[0].first
    is_count = not COUNTING_WORDS.isdisjoint(statement.passage.words[max(0, first - COUNTED_WITHIN) : first])
    sums_up = total_words or is_count or len(statement.passage.words) <= SUMMING_WORDS
    return unspecific and sums_up and (new.best or 0) >= (whole.best or 0)


def _is_the_other_side(groups: Sequence[People], parts: Sequence[People]) -> bool:
    """As in "four gendarmes and two civilians were killed; six assailants were also killed"."""
    return (
        all(group.group == ATTACKERS for group in groups)
        and all(group.group != ATTACKERS for group in parts)
        and any(group.group != UNKNOWN for group in parts)
    )


def _is_one_sentence(statement: Statement, told: Sequence[Statement]) -> bool:
    """Two statements of one sentence speak of different people, unless they are two sources' figures."""
    same = [other for other in told if other.passage == statement.passage]
    is_joined = statement.passage.word(statement.toll.people[0].first - 1) in {"and", "et"}
    is_second = len(same) > 1 and same[0] is not statement
    return is_second and (is_joined or not statement.passage.has(SOURCES))


def _is_another_person(groups: Sequence[People], parts: Sequence[People]) -> bool:
    """One person after another: "a man was lynched ... his companion died in hospital"."""
    ones = all(group.toll.best == 1 and group.toll.quantifier == "exactly" for group in (*groups, *parts))
    return (
        ones
        and not any(group.is_definite for group in groups)
        and all(
            group.toll.words.casefold() != part.toll.words.casefold() for group in groups for part in parts
        )
    )


def _is_addition(
    statement: Statement, groups: Sequence[People], parts: Sequence[People], told: Sequence[Statement]
) -> bool:
    if any(group in parts for group in groups):
        return False
    if statement.passage.has(OF_THE_WOUNDED):
        # "Cinq blessés ont succombé, ce qui porte le nombre de morts à 24": in the 24.
        return not any(other.passage is statement.passage and other.toll.rule == "toll" for other in told)
    if statement.passage.has(OWN_RANKS):
        # "JNIM says it killed 21 soldiers ... the general staff admits seven in its ranks": of the same men.
        are_the_same = all(group.group in FORCES for group in parts) and not any(
            group.group in ENEMIES for group in groups
        )
        return not (are_the_same and statement.passage.has(STATE_SPEAKS))
    whose = {group.whose for group in groups}
    told_whose = {group.whose for group in parts}
    sides_known = all(group.group != UNKNOWN for group in (*groups, *parts))
    if "volunteers" in whose ^ told_whose and sides_known:
        return True
    if "" not in whose and not whose & told_whose:
        return True  # "VDP 1 KIA. GAT 4 KIA."
    if all(group.group == ATTACKERS for group in groups) and all(group.group != ATTACKERS for group in parts):
        return True  # what the other side lost
    if _is_another_person(groups, parts):
        return True
    known = {group.group for group in parts}
    other_groups = (
        all(group.group != UNKNOWN and group.group not in known for group in groups) and UNKNOWN not in known
    )
    ordinal = (
        len(groups) == 1
        and groups[0].last - groups[0].first == 1
        and groups[0].toll.best == 1
        and groups[0].group == UNKNOWN
    )
    return other_groups or ordinal or _says_more(statement, groups) or _is_one_sentence(statement, told)


def _says_more(statement: Statement, groups: Sequence[People]) -> bool:
    """As in "two others died", "killed another three", "also killed five": beside the number, not anywhere."""
    near = [
        range(max(0, group.first - BESIDE), min(len(statement.passage.words), group.last + BESIDE))
        for group in groups
    ]
    return any(statement.passage.follows(at, ADDING) for places in near for at in places)


def _part_rows(kind: str, parts: Sequence[People]) -> list[GroupToll]:
    rows = []
    for side in dict.fromkeys(group.group for group in parts if group.group != UNKNOWN):
        # People "including" others of the same side are already counted.
        members = [group for group in parts if group.group == side and not group.is_part]
        members = members or [group for group in parts if group.group == side]
        rows.append(GroupToll(kind, side, added([group.toll for group in members]), _one_community(members)))
    return rows


def _one_community(groups: Sequence[People]) -> str | None:
    named = {group.community for group in groups if group.community}
    return next(iter(named)) if len(named) == 1 else None
