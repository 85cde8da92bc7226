"""Tolls of a passage: how many of whom were killed, injured, abducted and so on.

A number is a toll only through a casualty word of its own clause: "22 civilians were killed", "killing 22",
"22 dead". Force sizes, ages, distances and dates have no such word and stay out. Coordinated people are added,
people after "including" are parts of what stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from incidents.ingest.extract.bodies import (
    SHORT_LINE,
    body_found,
    figures_told,
    found_dead,
    none_killed,
    one_of_them,
    raised_to,
    with_the_other_side,
)
from incidents.ingest.extract.bombers import besides_bombers, is_of_bombers
from incidents.ingest.extract.casualty_words import (
    AND,
    AND_HIMSELF,
    DYING_PHRASES,
    HAVING,
    HIMSELF,
    LISTED,
    LOSING,
    MODALS,
    NOUNS_OF_FIGHTERS,
    OF,
    OF_THEIR_OWN,
    PASSIVE,
    PUTTING,
    RESULT,
    SAYING,
    STOP,
    THEIR_OWN,
    VERBS,
    WITH_DEAD,
    WITH_THEM,
)
from incidents.ingest.extract.chains import lists_of, starting
from incidents.ingest.extract.date_words import WEEKDAYS
from incidents.ingest.extract.groups import People, one_person, people
from incidents.ingest.extract.latertolls import also, behind_verb, besides, told_apart
from incidents.ingest.extract.listedtolls import listed, number_of_dead, put_at, some_of_them
from incidents.ingest.extract.losses import of_the_losers
from incidents.ingest.extract.otherside import of_the_other_side, on_their_sides
from incidents.ingest.extract.people import ATTACKERS, NOT_PEOPLE, UNKNOWN
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.tollmentions import TollMention, counts_nobody, mention_of
from incidents.ingest.extract.wordlists import phrase_list

_RULES = {
    "either": "active-toll",
    "object": "gerund-toll",
    "subject": "noun-toll",
    "of": "noun-of-toll",
    "toll": "toll",
}
MAX_VERB_GAP = 7
# With its auxiliary right before it, a verb may stand further off: a title, a place, an age between.
MAX_PASSIVE_GAP = 18
LINKED_GAP = 20
MAX_TOLL_GAP = 9
BEHIND = frozenset({"behind", "derriere"})
OTHERS = frozenset({"others", "autres"})
TAKEN_FROM = phrase_list("from their|from the|de leurs|de leur|des")
AFTERWARDS = frozenset({"after", "as", "when"})
# What begins an aside of place or time.
BESIDE_WORDS = frozenset({"en", "in", "at", "near", "outside", "on", "a", "pres", "dans", "non", "le"})


def tolls(
    passage: Passage, language: str, dates: Iterable[tuple[int, int]] = (), *, goes_on: bool = False
) -> list[TollMention]:
    """Every toll of a passage. `dates` are offset spans whose figures are no counts; where the text `goes_on` from a
    toll, a figure alone ("Residents speak of forty") is another one."""
    blocked = list(dates)
    chains = lists_of(passage, people(passage, language, blocked), language)
    mentions = [none_killed(passage)]
    for position, word in enumerate(passage.words):
        phrase = _forms_of_phrase(passage, position + 1, language)
        forms = VERBS[language].get(word, {}) | phrase
        if forms and not passage.is_hedged(position, MODALS):
            mentions.append(_toll_at(passage, position, forms, chains, language))
    nobody = mentions[0]
    if nobody:
        # "No one killed" is not one.
        mentions[1:] = [
            toll
            for toll in mentions[1:]
            if toll and not nobody.start <= passage.tokens[toll.verb].start < nobody.end
        ]
    mentions += found_dead(passage, chains) or [body_found(passage)]
    told = [
        besides_bombers(passage, mention)
        for mention in mentions
        if mention and not is_of_bombers(passage, mention)
    ]
    if all(toll.kind != "killed" for toll in told) and (one := one_of_them(passage, language, blocked)):
        told.append(one)
    told = with_the_other_side(passage, language, blocked, told)
    told = [
        of_the_other_side(toll) if passage.word(toll.verb).startswith("neutralis") else toll for toll in told
    ]
    told += figures_told(passage, language, blocked, told, goes_on)
    told = [
        replace(toll, rule="toll")
        if toll.kind == "killed" and raised_to(passage, toll.people[0].first)
        else toll
        for toll in told
    ]
    return on_their_sides(passage, told)


def _forms_of_phrase(passage: Passage, position: int, language: str) -> dict[str, str]:
    """What a phrase that ends before `position` means: "are no more", "mis hors d'état de nuire"."""
    for form, phrases in DYING_PHRASES[language].items():
        if passage.precedes(position, phrases):
            return {form: "killed"}
    return {}


def _toll_at(
    passage: Passage,
    verb: int,
    forms: dict[str, str],
    chains: Sequence[tuple[People, ...]],
    language: str,
) -> TollMention | None:
    if counts_nobody(passage, verb):
        return None
    if (
        passage.words[verb] in LISTED
        and passage.follows(verb + 1, "at", "a")
        and ("number" in passage.words[:verb] or PUTTING.intersection(passage.words[max(0, verb - 4) : verb]))
    ):
        return listed(passage, next(iter(forms.values())), verb, chains)
    of = passage.follows(verb + 1, OF[language])
    is_counted = any(group.first < verb < group.last for chain in chains for group in chain)
    if "of" in forms and of and not is_counted:
        chain = starting(chains, verb + 1, verb + 2 + of)
        chain = chain or some_of_them(verb + 1 + of, chains)
        if chain:
            return mention_of(passage, forms["of"], chain, verb, _RULES["of"])
    counted = number_of_dead(passage, verb, forms, chains)
    if counted:
        return counted
    if himself := passage.follows(verb + 1, HIMSELF):
        return _with_himself(passage, verb, himself, chains)
    if "object" in forms:
        after = verb + 1 + passage.follows(verb + 1, RESULT)
        chain = starting(chains, after, after + 2)
        if chain and chain[0].is_part and "subject" in forms:
            chain = None  # "14 passagers tués dont sept élèves"
        if passage.words[verb] in LOSING and chain:
            chain = of_the_losers(passage, verb, chain)
            if chain is None:
                return None
        if chain and _belongs_to_the_next(passage, chain[0], language):
            return None  # "déplore treize blessés"
        if chain and passage.follows(chain[-1].last, AND_HIMSELF):
            # "Killing four of them and himself": who is counted so counts.
            last = chain[-1].last
            chain = (*chain, one_person(passage, last + 1, last + 2, ATTACKERS))
        if chain or "subject" not in forms:
            return mention_of(passage, forms["object"], chain, verb, _RULES["object"]) if chain else None
    if "toll" in forms:
        chain = _behind_toll(passage, verb, chains)
        return mention_of(passage, forms["toll"], chain, verb, _RULES["toll"]) if chain else None
    passive = bool(PASSIVE[language].intersection(passage.words[max(0, verb - 4) : verb]))
    if passage.word(verb - 1) in HAVING or passage.word(verb - 1) == "to":
        passive = False  # "are said to have executed", "were able to kill"
    after = behind_verb(passage, verb)
    kind = forms.get("either") or forms.get("subject")
    if kind is None:
        return None  # "took bodies": a noun that counts only what stands behind its "of"
    is_active = "either" in forms or passage.words[max(0, verb - 1)] in WITH_DEAD
    if is_active and not passive and (chain := _behind_active(passage, verb, chains, language)):
        return mention_of(passage, kind, chain, verb, _RULES["either"])
    acts = (
        language == "fr" and "either" in forms and passage.word(verb - 1) in {"a", "ont", "avait", "avaient"}
    )
    # "Le génie a neutralisé deux mines": whoever stands before did it.
    chain = None if acts else _ending(passage, chains, verb, language)
    if chain and "either" in forms and not passive and _act_on_things(passage, chain, after):
        return None  # "army sappers neutralised two devices"
    chain = told_apart(passage, verb, chain, chains) if chain else None
    rule = "passive-toll" if "either" in forms else _RULES["subject"]
    if chain:
        at = next((at for at in range(verb + 1, verb + 6) if besides(passage, at)), verb + 1)
        # "Six died and 15 were wounded, as were five civilians": these are wounded, too.
        is_of_another = any(word in VERBS[language] for word in passage.words[verb + 1 : at])
        more = 0 if is_of_another else besides(passage, at)
        chain += ((more and starting(chains, at + more - 1, at + 1 + more)) or ())[:1]
        if not more:
            chain += also(passage, verb, chains)
        left = passage.precedes(chain[0].first, "left", "lost", "leaving")
        behind = left and (
            passage.follows(verb + 1, OF_THEIR_OWN)
            or (passage.word(verb + 1) in BEHIND and NOUNS_OF_FIGHTERS.intersection(passage.words[:verb]))
        )
        if behind or passage.follows(chain[-1].last, THEIR_OWN):
            chain = tuple(replace(group, group=ATTACKERS) for group in chain)
        return mention_of(passage, kind, chain, verb, rule)
    return listed(passage, kind, verb, chains)


def _with_himself(
    passage: Passage, verb: int, himself: int, chains: Sequence[tuple[People, ...]]
) -> TollMention | None:
    """As in "two bombers killed themselves and four civilians"."""
    chain = starting(chains, verb + 1 + himself, verb + 2 + himself)
    one = one_person(passage, verb + 1, verb + 2, ATTACKERS)
    if passage.words[verb + 1] == "themselves":
        them = [each for listing in chains for each in listing if each.last <= verb and each.toll.best]
        one = replace(one, toll=them[-1].toll) if them else one
    return mention_of(passage, "killed", (*(chain or ()), one), verb, _RULES["either"])


def _behind_toll(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...] | None:
    """The figure of "the toll has risen to nine", "a toll, the mayor said, of nine"."""
    chain = starting(chains, verb + 1, verb + 5) or put_at(passage, verb, chains, MAX_TOLL_GAP)
    if chain and not AND.isdisjoint(passage.words[verb + 1 : chain[0].first]):
        return None  # "confirmed the toll and said that eight attackers had been killed"
    # "The toll had risen after three of the injured died."
    return chain if chain and passage.word(chain[0].first - 1) not in AFTERWARDS else None


def _behind_active(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]], language: str
) -> tuple[People, ...] | None:
    """Whom somebody killed, behind the verb; of "14 passagers tués dont sept élèves" they stand before it."""
    beside = _behind_place(passage, verb, chains)
    after = behind_verb(passage, verb)
    is_apart = passage.is_break(verb + 1) or passage.gap(verb + 1).strip() == "-"
    if is_apart and passage.follows(verb + 1, SAYING):
        behind = passage.behind_aside(verb + 1, within=SHORT_LINE - 1)
        beside = beside or starting(chains, behind, behind)
    if beside or is_apart or passage.word(after) in {"dont", "dt", "including", "incl"}:
        return beside
    chain = starting(chains, after, after + _adverb(passage, after))
    return chain if chain and not _belongs_to_the_next(passage, chain[0], language) else None


def _act_on_things(passage: Passage, chain: Sequence[People], after: int) -> bool:
    """Whether people whom nobody counts stand before a verb that has things behind it."""
    behind = [word for word in passage.words[after : after + 3] if word not in STOP]
    return all(group.toll.quantifier == "vague" for group in chain) and not NOT_PEOPLE.isdisjoint(behind)


def _is_name(passage: Passage, at: int) -> bool:
    return at < len(passage.tokens) and passage.tokens[at].is_capitalised and not passage.is_break(at)


def _behind_place(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...] | None:
    """The people in "a patrol killed, in Gao, three herders"."""
    if passage.word(verb + 1) not in BESIDE_WORDS | WEEKDAYS.keys():
        return None
    named = next((at for at in range(verb + 2, verb + 5) if not _is_name(passage, at)), verb + 2)
    if named > verb + 2 and (chain := starting(chains, named, named)):
        return chain  # "a lynché à Orodara un homme"
    behind = passage.behind_aside(verb + 1, within=SHORT_LINE - 1)
    return starting(chains, behind, behind) if behind and "," in passage.gap(behind) else None


def _belongs_to_the_next(passage: Passage, group: People, language: str) -> bool:
    """As in "3 tués 1 blessé": the second number counts what stands behind it."""
    bare = group.group == UNKNOWN and group.last - group.first == 1
    return bare and passage.word(group.last) in VERBS[language] and not passage.is_break(group.last)


def _adverb(passage: Passage, position: int) -> int:
    """One word may stand between verb and people ("killed reportedly two men"), a preposition not."""
    return int(position < len(passage.words) and passage.words[position] not in STOP)


def _ending(
    passage: Passage, chains: Sequence[tuple[People, ...]], verb: int, language: str
) -> tuple[People, ...] | None:
    """The list of people before a casualty word, when no other casualty word stands between."""
    before = [
        tuple(group for group in chain if group.last <= verb) for chain in chains if chain[0].last <= verb
    ]
    if not before:
        return None
    if len(before) > 1 and WITH_THEM.intersection(
        passage.words[max(0, before[-1][0].first - 2) : before[-1][0].first]
    ):
        before.pop()  # "un jeune, pris pour un informateur des terroristes, a été lynché"
    chain = _those_of_them(passage, before[-1], verb)
    between = passage.words[_behind_apposition(passage, chain[-1].last, verb) : verb]
    # "Burned, shot or drowned" is one statement: only a word of another kind ends the people's part.
    # Phrases ("had his throat cut") tell of the dead.
    kinds = set(VERBS[language].get(passage.words[verb], {}).values()) or {"killed"}
    other_verb = any(
        word in VERBS[language] and word not in LOSING and not kinds & set(VERBS[language][word].values())
        for word in between
    )
    is_passive = bool((PASSIVE[language] | HAVING).intersection(passage.words[max(0, verb - 4) : verb]))
    is_linked = passage.words[verb - 1] in {"and", "et"}
    # "A shopkeeper who refused to pay them had his throat cut".
    is_passive = is_passive or between[:1] in (("who",), ("qui",))
    if (
        language == "fr"
        and passage.words[verb].endswith("es")
        and len(chain) == 1
        and chain[0].toll.high == 1
    ):
        return None  # "le gouverneur au chevet des blessés"
    is_of_others = OTHERS.issuperset(passage.words[chain[0].first : chain[-1].last])
    is_of_others = is_of_others or passage.precedes(chain[0].first, TAKEN_FROM) > 0
    if is_linked and len(before) > 1 and (is_of_others or _is_doer(passage, chain)):
        # "Five men were taken away by gunmen and executed", "led away from the others and shot".
        chain = before[-2]
        between = passage.words[chain[-1].last : verb]
    if is_linked:
        is_passive = is_passive or bool(
            PASSIVE[language].intersection(passage.words[max(0, verb - 18) : verb])
        )
    if (
        len(between) > ((LINKED_GAP if is_linked else MAX_PASSIVE_GAP) if is_passive else MAX_VERB_GAP)
        or other_verb
        or _is_doer(passage, chain)
    ):
        return None
    return chain


def _behind_apposition(passage: Passage, last: int, verb: int) -> int:
    """Where the sentence goes on behind ", most of them women who had come for water,"."""
    of_whom = passage.follows(last, "of", "of the", "du", "de la", "des", "de")
    last = (
        next((at for at in range(last + of_whom + 1, last + of_whom + 4) if passage.is_break(at)), last)
        if of_whom
        else last
    )
    if not passage.is_break(last):
        return last
    ends = [at for at in range(last + 1, verb) if passage.is_break(at) and "," in passage.gap(at)]
    return ends[-1] if ends and verb - ends[-1] <= 4 else last


def _those_of_them(passage: Passage, chain: tuple[People, ...], verb: int) -> tuple[People, ...]:
    """As in "six soldiers drove over a mine, four of them died": the four, whatever became of the rest."""
    last = chain[-1]
    of_them = passage.follows(last.first + 1, "of them", "of whom", "d entre eux", "d entre elles")
    ends_there = last.first + 1 + of_them >= last.last
    # "Routed the occupants, 24 of whom are said to have been killed": "dont 24 auraient été tués".
    of_them = of_them or (chain[0].toll.quantifier == "vague" and passage.precedes(last.first, "dont"))
    is_subject = not any(passage.is_break(at) for at in range(last.last, verb + 1))
    return (
        (replace(last, is_part=False),) if last.is_part and of_them and ends_there and is_subject else chain
    )


def _is_doer(passage: Passage, chain: Sequence[People]) -> bool:
    first = chain[0].first
    begin = first if passage.is_break(first) else first - 1 if passage.is_break(first - 1) else first - 2
    return not {"by", "par"}.isdisjoint(passage.words[max(0, begin) : first])
