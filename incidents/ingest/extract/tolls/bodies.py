"""The dead of a passage told without a casualty word beside their number.

Nobody at all, bodies that were found, and what somebody puts the toll at
("residents speak of forty").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.people.casualty_words import (
    AMONG_SIDES,
    BODIES,
    COUNTED_AS,
    DYING,
    ENEMY,
    FIGURE,
    FOUND,
    LOSING,
    MORE,
    NAMES,
    NOUNS_OF_FIGHTERS,
    OF_THE_TOLL,
    ON_THE_OTHER_SIDE,
    ONE_BODY,
    ONE_PERSON,
    OWN_LOSSES,
    RAISED,
    RAISED_TO,
    RAISING,
    SEVERAL,
    STOP,
    THE,
    UNHURT,
    VERBS,
)
from incidents.ingest.extract.people.counts import is_count
from incidents.ingest.extract.people.groups import people
from incidents.ingest.extract.people.people_words import ATTACKERS, NOT_PEOPLE, UNKNOWN
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.numbers import Quantity, quantities
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.tolls.chains import starting
from incidents.ingest.extract.tolls.nobody_words import NO_VICTIMS
from incidents.ingest.extract.tolls.tollmentions import TollMention, mention_of

OF_WHOM = phrase_list("of|of the|de|d|des|de la|du")
BUT = phrase_list("mais|but|mais plutot|contre")
# Whose figure it is stands behind it.
SAYS_A_SOURCE = phrase_list(
    "selon|d apres|according to|rectifie|rectifiait|corrige|nuance|retorque|replique|a en croire|"
    "pour une source|pour un responsable|pour un elu|pour le|pour l|pour les uns|pour les autres|pour certains|pour d autres|"
    "for some|for others|says|said|in the count of"
)
# What a sentence is about stands among its first words: "Les familles sont parties, on en a compté 55."
SUBJECT = 3
WHO_FLED = word_set("families familles menages households displaced deplaces refugees refugies")
# More than these no figure without a noun tells of one event.
MOST_BY_FIGURE = 1_000
# "Source locale : 13 corps, tous combattants."
SHORT_LINE = 8
# Words between "bringing" or "porté" and its figure: "bringing the number killed in the blast to three".
RAISED_WITHIN = 12
# How many somebody was.
NUMBERING, NUMBERED_WITHIN = word_set("numbering numbered totalling totalisant"), 3
INJURED = frozenset(
    word for verbs in VERBS.values() for word, forms in verbs.items() if "injured" in forms.values()
)
# "Three dead among the former, one among the latter".
ONE_MORE = frozenset({"un", "une", "one"})
# "GATIA admits two dead, the MNLA one".
OWNING = word_set(
    "admits admitted reports reported counts counted mourns reconnait reconnaissent admet compte comptent deplore deplorent"
)


def none_killed(passage: Passage) -> TollMention | None:
    # Field messages leave accents out.
    written = passage.folded if passage.is_in_step else passage.text[passage.start : passage.end].lower()
    match = NO_VICTIMS.search(written)
    if not match:
        return None
    start, end = passage.start + match.start(), passage.start + match.end()
    if (
        UNHURT.intersection(match.group().split())
        and ONE_PERSON.intersection(passage.words)
        and not SEVERAL.intersection(passage.words)
    ):
        return None
    nobody = People(0, 0, Toll(0, 0, 0, "exactly", passage.text[start:end]), UNKNOWN)
    verb = sum(token.start < start for token in passage.tokens)
    return TollMention("killed", (nobody,), start, end, "no-victims", verb)


def _free_counts(
    passage: Passage,
    language: str,
    blocked: Sequence[tuple[int, int]],
    told: Sequence[TollMention],
) -> Iterator[Quantity]:
    """The counts that are no part of a day, a toll or an age."""
    taken = [*blocked, *((toll.start, toll.end) for toll in told)]
    for count in quantities(passage, language):
        start, end = passage.span(count.first, count.last)
        if passage.word(count.first - 1) in {"not", "non"}:
            continue  # "eleven, not fourteen"
        if is_count(passage, count, ()) and not any(start < last and first < end for first, last in taken):
            yield count


def figures_told(
    passage: Passage,
    language: str,
    blocked: Sequence[tuple[int, int]],
    told: Sequence[TollMention],
    goes_on: bool,
) -> list[TollMention]:
    """As in "he spoke of ten dead, others put it at 14", "une source avance le chiffre de 70": a figure without a noun."""
    dead = [toll for toll in told if toll.kind == "killed" and toll.rule != "no-victims"]
    counts_the_dead = passage.has("number of", "nombre de", "nombre des") and any(
        word in DYING[language] for word in passage.words
    )
    if not dead and not goes_on and not counts_the_dead and not passage.has(OF_THE_TOLL):
        return []
    found = []
    for count in _free_counts(passage, language, blocked, told):
        if (count.toll.best or 0) > MOST_BY_FIGURE:
            continue  # "La région en compte désormais 412 000": whoever they are
        is_bare = passage.ends_clause(count.last) or passage.words[count.last] in STOP | COUNTED_AS
        # "Le maire donne 26 morts, l'association culturelle 31."
        is_other = (
            bool(dead) and passage.has(FIGURE) and _ends_clause_of_its_own(passage, count.first, count.last)
        )
        # "...; the association 41."
        behind_semicolon = passage.text[: passage.start].rstrip().endswith(";")
        closes_line = (
            behind_semicolon and len(passage.words) <= SHORT_LINE and count.last == len(passage.words)
        )
        is_other = is_other or (goes_on and closes_line and count.first > 1)
        begins = count.first <= 1 or passage.is_break(count.first) or passage.precedes(count.first, BUT)
        by_source = bool(begins and passage.follows(count.last, SAYS_A_SOURCE))
        is_raised = raised_to(passage, count.first)
        is_of_others = _counts_the_injured(passage, count.first) or _counts_who_fled(passage, count.first)
        if _counts_things(passage, count.first) or (not dead and is_of_others):
            continue
        if not NUMBERING.isdisjoint(passage.words[max(0, count.first - NUMBERED_WITHIN) : count.first]):
            continue  # "riders numbering perhaps thirty"
        is_figure = is_raised or passage.precedes(count.first, FIGURE)
        if by_source or (is_bare and (is_other or is_figure)):
            people = People(count.first, count.last, count.toll, UNKNOWN)
            rule = "toll" if is_raised else "figure-told"
            mention = mention_of(passage, "killed", (people,), max(0, count.first - 1), rule)
            found += [mention] if mention else []
    return found


def _counts_things(passage: Passage, first: int) -> bool:
    """As in "The number of schools closed now stands at 61"."""
    return any(
        (length := passage.follows(at, "number of", "nombre de", "nombre d"))
        and passage.word(at + length) in NOT_PEOPLE
        for at in range(max(0, first - RAISED_WITHIN * 2), first)
    )


def _counts_the_injured(passage: Passage, first: int) -> bool:
    """As in "Blessés on parle de six"."""
    return not INJURED.isdisjoint(passage.words[:first])


def _counts_who_fled(passage: Passage, first: int) -> bool:
    """As in "Les familles sont parties, on en a compté 55 à l'école"."""
    return not WHO_FLED.isdisjoint(passage.words[: min(first, SUBJECT)])


def raised_to(passage: Passage, first: int) -> bool:
    """As in "portant le bilan à treize", "a été porté mercredi à 86": the figure takes the place of what was told."""
    begin = max((at for at in range(first) if passage.is_break(at)), default=0)
    clause = passage.words[begin:first]
    # "Was raised from 79 to 86", which is one count.
    is_range = passage.word(first - 1) in {"from", "de"} and passage.word(first + 1) in RAISED_TO
    is_raised = (is_range or passage.word(first - 1) in RAISED_TO) and not RAISING.isdisjoint(
        clause[-RAISED_WITHIN:]
    )
    # "The figure of 12 injured has been revised to 15" is none of the dead.
    return bool(is_raised or passage.precedes(first, RAISED)) and INJURED.isdisjoint(clause)


def _ends_clause_of_its_own(passage: Passage, first: int, last: int) -> bool:
    """Whether the words stand at the end of "..., the association 31": somebody's figure without a verb."""
    begins = [at for at in range(max(1, first - SHORT_LINE), first) if passage.is_break(at)]
    is_named = bool(begins) and passage.tokens[first - 1].text.isupper() and len(passage.words[first - 1]) > 1
    return passage.ends_clause(last) and bool(begins) and first - begins[-1] >= (1 if is_named else 2)


def with_the_other_side(
    passage: Passage, language: str, blocked: Sequence[tuple[int, int]], told: Sequence[TollMention]
) -> list[TollMention]:
    """As in "dix morts chez les éleveurs, sept chez les agriculteurs", "X lost twelve men, Y about twenty"."""
    killed = [toll for toll in told if toll.kind == "killed" and toll.rule != "no-victims"]
    if len(killed) != 1:
        return list(told)
    toll = killed[0]
    losing = not LOSING.isdisjoint({passage.word(toll.verb), passage.word(toll.people[0].first - 1)})
    owning = passage.word(toll.people[0].first - 1) in OWNING
    is_of_one_side = _is_sided(passage, toll.people[-1].last) or _is_sided(passage, toll.verb + 1)
    ones = [
        Quantity(at, at + 1, one_person(passage, at, at + 1).toll)
        for at, word in enumerate(passage.words)
        if (is_of_one_side or owning) and word in ONE_MORE
    ]
    groups = (
        {group.first: group.last for group in people(passage, language, blocked)} if is_of_one_side else {}
    )
    for count in [*_free_counts(passage, language, blocked, told), *ones]:
        if passage.tokens[count.first].start < toll.end:
            continue
        if losing and (others := _who_lost_as(toll, count, passage)):
            return [others if one is toll else one for one in told]
        is_against = passage.word(count.first - 1) in {"against", "contre"}  # "against five on our side"
        is_sided = (is_of_one_side or is_against) and (
            _is_sided(passage, count.last) or _is_sided(passage, groups.get(count.first, count.last))
        )
        is_named = passage.tokens[count.first - 1].text.isupper()
        is_ellipsis = (losing or (owning and is_named)) and _ends_clause_of_its_own(
            passage, count.first, count.last
        )
        ends = passage.ends_clause(count.last)
        before = passage.word(count.first - 1)
        is_lost = ends and (before in LOSING or bool(passage.precedes(count.first, OWN_LOSSES)))
        # "The army had four killed, and the rebels six".
        is_theirs = ends and before in NOUNS_OF_FIGHTERS
        if is_sided or is_ellipsis or is_lost or is_theirs:
            other = People(count.first, count.last, count.toll, UNKNOWN)
            both = replace(toll, people=(*toll.people, other), end=passage.span(count.first, count.last)[1])
            return [both if one is toll else one for one in told]
    return list(told)


def _who_lost_as(toll: TollMention, count: Quantity, passage: Passage) -> TollMention | None:
    """As in "the army lost four men and the rebels six": whom the list names last lost so many."""
    last = toll.people[-1]
    is_its_count = count.first == last.last and passage.ends_clause(count.last)
    if last.toll.quantifier != "vague" or len(toll.people) < 2 or not is_its_count:
        return None
    return replace(toll, people=(*toll.people[:-1], replace(last, last=count.last, toll=count.toll)))


def _is_sided(passage: Passage, at: int) -> bool:
    """As in "seven among the farmers", "11 on the rebels' side"."""
    is_side = passage.word(at) in {"on", "from"} and "side" in passage.words[at + 1 : at + SHORT_LINE]
    return is_side or bool(passage.follows(at, AMONG_SIDES))


def found_dead(passage: Passage, chains: Sequence[tuple[People, ...]]) -> list[TollMention]:
    """As in "eight bodies were counted", "on a retrouvé trois corps"."""
    found = []
    for chain in chains:
        counted = tuple(each for each in chain if BODIES.intersection(passage.words[each.first : each.last]))
        if not counted:
            continue
        first = counted[0]
        of = passage.follows(first.last, OF_WHOM)
        if of and starting(chains, first.last + of, first.last + of):
            continue  # "the bodies of five herders": they are counted
        if first.toll.best is None and passage.word(first.first - 1) in {"their", "leurs"}:
            # "Abducted two brothers; their bodies were found": as many.
            whose = [
                each for other in chains for each in other if each.last <= first.first and each.toll.best
            ]
            first = replace(first, toll=whose[-1].toll) if whose else first
            counted = (first, *counted[1:])
        if counted[0] is chain[0]:
            counted = tuple(
                each for each in chain if passage.word(each.last) not in INJURED
            )  # "22 bodies of civilians, 9 gendarmes": of whom all are counted
        counted += tuple(
            each
            for other in chains
            for each in other
            if each.first > counted[-1].last
            and MORE.intersection(passage.words[each.first : each.last])
            and FOUND.intersection(passage.words[each.first : each.last + 2])
        )  # "neuf corps ont été ramenés et deux autres retrouvés"
        around = passage.words[max(0, first.first - 7) : first.last + 8]
        is_listed = len(passage.words) <= SHORT_LINE and not NAMES.intersection(around)
        are_there = passage.precedes(first.first, "there were", "il y avait", "on y compte")
        if not is_listed and not are_there and not FOUND.intersection(around):
            continue
        left_by = {"laisse", "laissant", "left", "leaving"}.intersection(
            passage.words[max(0, first.first - 3) : first.first]
        ) and NOUNS_OF_FIGHTERS.intersection(passage.words[max(0, first.first - 7) : first.first])
        left_by = left_by or ENEMY.intersection(passage.words[: first.first])
        if (
            left_by
            or NOUNS_OF_FIGHTERS.intersection(passage.words[first.last : first.last + 4])
            or passage.has(ON_THE_OTHER_SIDE)
        ):
            counted = tuple(replace(each, group=ATTACKERS) for each in counted)
        mention = mention_of(passage, "killed", counted, first.last - 1, "bodies-found")
        found += [mention] if mention else []
    return found


def body_found(passage: Passage) -> TollMention | None:
    """As in "the body of one of them was found", "le corps d'un instituteur a été découvert": one dead."""
    for position in range(1, len(passage.words)):
        whose = passage.word(position - 2) if passage.words[position - 1] == "s" else ""
        is_one = passage.words[position] in ONE_BODY and (passage.words[position - 1] in THE or whose)
        if is_one and FOUND.intersection(passage.words[position : position + 22]):
            # "One attacker's body was left on the scene".
            of_whom = {f"{whose}s", *(f"{word}s" for word in passage.words[position + 1 : position + 4])}
            side = UNKNOWN if NOUNS_OF_FIGHTERS.isdisjoint(of_whom) else ATTACKERS
            one = one_person(passage, position - 1, position + 1, side)
            return mention_of(passage, "killed", (one,), position, "bodies-found")
    return None
