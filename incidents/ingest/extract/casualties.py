"""Tolls of a passage: how many of whom were killed, injured, abducted and so on.

A number is a toll only through a casualty word of its own clause: "22 civilians were killed", "killing 22",
"22 dead". Force sizes, ages, distances and dates have no such word and stay out. Coordinated people are added,
people after "including" are parts of what stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.casualty_words import (
    BESIDES,
    BODIES,
    DYING,
    ENEMY,
    ENEMY_LABEL,
    FALLING,
    FOUND,
    HAVING,
    HIM,
    HIMSELF,
    HURT,
    LISTED,
    LOSING,
    MODALS,
    NEEDS_DEATH,
    NO_VICTIMS,
    NOUNS_OF_FIGHTERS,
    OF,
    OF_THE_DEAD,
    ON_THE_OTHER_SIDE,
    ONE_BODY,
    ONE_PERSON,
    PASSIVE,
    PRONOUNS,
    REFUTED,
    RESULT,
    SEVERAL,
    SIDES_OF,
    STOP,
    THE,
    UNHURT,
    UPON,
    VERBS,
    WITH_DEAD,
)
from incidents.ingest.extract.chains import lists_of, starting
from incidents.ingest.extract.groups import People, one_person, people
from incidents.ingest.extract.people import ATTACKERS, UNKNOWN
from incidents.ingest.extract.tokens import Passage
from incidents.spelling import fold


@dataclass(frozen=True)
class TollMention:
    """One statement "so many of these came to this"; the offsets span people and casualty word."""

    kind: str
    people: tuple[People, ...]
    start: int
    end: int
    rule: str
    verb: int


_RULES = {
    "either": "active-toll",
    "object": "gerund-toll",
    "subject": "noun-toll",
    "of": "noun-of-toll",
    "toll": "toll",
}
MAX_VERB_GAP = 7
# With its auxiliary right before it, a verb may stand further off: a title, a place, an age between.
MAX_PASSIVE_GAP = 14
LINKED_GAP = 20
# "Source locale : 13 corps, tous combattants."
SHORT_LINE = 8


def tolls(passage: Passage, language: str, dates: Iterable[tuple[int, int]] = ()) -> list[TollMention]:
    """Every toll of a passage. `dates` are offset spans whose figures are no counts."""
    blocked = list(dates)
    chains = lists_of(passage, people(passage, language, blocked), language)
    mentions = [_none_killed(passage)]
    for position, word in enumerate(passage.words):
        forms = VERBS[language].get(word)
        if forms and not passage.is_hedged(position, MODALS):
            mentions.append(_toll_at(passage, position, forms, chains, language))
    nobody = mentions[0]
    if nobody:
        # "No one killed" is not one.
        mentions[1:] = [toll for toll in mentions[1:] if toll and not _within(nobody, toll)]
    mentions += _found_dead(passage, chains) or _body_found(passage)
    mentions += _one_of_them(passage, language, [mention for mention in mentions if mention])
    told = [mention for mention in mentions if mention]
    if passage.has(*ON_THE_OTHER_SIDE) or ENEMY_LABEL.match(passage.text, passage.start):
        told = [
            replace(
                toll,
                people=tuple(
                    replace(each, group="attackers") if each.group == UNKNOWN else each
                    for each in toll.people
                ),
            )
            for toll in told
        ]
    return told


def _within(outer: TollMention, inner: TollMention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _none_killed(passage: Passage) -> TollMention | None:
    written = passage.text[passage.start : passage.end]
    folded = fold(written)
    # Field messages leave accents out; only where folding moved nothing do its offsets lead into the text.
    match = NO_VICTIMS.search(folded if len(folded) == len(written) else written)
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


def _toll_at(
    passage: Passage,
    verb: int,
    forms: dict[str, str],
    chains: Sequence[tuple[People, ...]],
    language: str,
) -> TollMention | None:
    if REFUTED.intersection(passage.words[max(0, verb - 7) : verb]):
        return None  # "denying a toll of 41 dead"
    if passage.words[verb] in LISTED and passage.precedes(verb + 1, *OF_THE_DEAD):
        return None  # "five of the dead were teenagers"
    if (
        passage.words[verb] in LISTED
        and passage.follows(verb + 1, "at", "a")
        and "number" in passage.words[:verb]
    ):
        return _listed(passage, next(iter(forms.values())), verb, chains)
    of = passage.follows(verb + 1, *OF[language])
    is_counted = any(group.first < verb < group.last for chain in chains for group in chain)
    if "of" in forms and of and not is_counted:
        chain = starting(chains, verb + 1, verb + 2 + of)
        if chain:
            return _mention(passage, forms["of"], chain, verb, _RULES["of"])
    if passage.words[verb] in NEEDS_DEATH and not any(
        passage.follows(position, "to death", "a mort", "alive", "vif", "vifs")
        for position in range(verb + 1, verb + 9)
    ):
        return None
    if passage.words[verb] in FALLING and passage.follows(verb + 1, *UPON):
        return None  # "fell upon an encampment"
    if passage.words[verb] == "shot" and passage.word(verb + 1) in {"at", "up", "towards"}:
        return None
    if passage.words[verb] == "shot" and (
        HURT.intersection(passage.words) or passage.follows(verb + 1, "dead", "and killed")
    ):
        return None  # the next word says it
    if "object" in forms:
        after = verb + 1 + passage.follows(verb + 1, *RESULT)
        chain = starting(chains, after, after + 2)
        if passage.words[verb] in LOSING and chain:
            if not _are_fighters(passage, chain):
                return None
            # Nobody loses somebody else's men: they are on the subject's side, and not those of the other statement.
            loser = (
                "attackers" if ENEMY.intersection(passage.words[max(0, verb - 3) : verb]) else "state_forces"
            )
            chain = tuple(
                replace(group, group=loser if group.group == UNKNOWN else group.group) for group in chain
            )
        return _mention(passage, forms["object"], chain, verb, _RULES["object"]) if chain else None
    if "toll" in forms:
        chain = starting(chains, verb + 1, verb + 5) or next(
            (
                far
                for far in chains
                if verb < far[0].first <= verb + 9 and passage.precedes(far[0].first, "at", "a")
            ),
            None,
        )
        return _mention(passage, forms["toll"], chain, verb, _RULES["toll"]) if chain else None
    passive = bool(PASSIVE[language].intersection(passage.words[max(0, verb - 4) : verb]))
    is_active = "either" in forms or passage.words[max(0, verb - 1)] in WITH_DEAD
    after = verb + 1 + passage.follows(verb + 1, *RESULT)
    himself = passage.follows(verb + 1, *HIMSELF)
    if himself:
        chain = starting(chains, verb + 1 + himself, verb + 2 + himself)
        one = one_person(passage, verb + 1, verb + 2, ATTACKERS)
        return _mention(passage, "killed", (*(chain or ()), one), verb, _RULES["either"])
    if is_active and not passive and not passage.is_break(verb + 1):
        chain = starting(chains, after, after + _adverb(passage, after))
        if chain and not _belongs_to_the_next(passage, chain[0], language):
            return _mention(passage, forms.get("either") or forms["subject"], chain, verb, _RULES["either"])
    if "either" in forms or "subject" in forms:
        kind = forms.get("either") or forms["subject"]
        chain = _ending(passage, chains, verb, language)
        rule = "passive-toll" if "either" in forms else _RULES["subject"]
        if chain:
            at = next((at for at in range(verb + 1, verb + 6) if passage.follows(at, *BESIDES)), verb + 1)
            more = passage.follows(at, *BESIDES)
            chain += ((more and starting(chains, at + more - 1, at + 1 + more)) or ())[:1]
            if not more:
                chain += _also(passage, verb, chains)
            return _mention(passage, kind, chain, verb, rule)
        return _listed(passage, kind, verb, chains)
    return None


def _also(passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]) -> tuple[People, ...]:
    """As in "five fell, and two volunteers with them", "5 morts et 2 djihadistes aussi"."""
    begin = verb + 1
    if passage.word(begin) not in {"and", "et"}:
        return ()
    chain = starting(chains, begin + 1, begin + 1)
    if not chain or not passage.follows(
        chain[0].last, "with them", "also", "too", "as well", "aussi", "egalement", "avec eux", "dans le meme"
    ):
        return ()
    return chain[:1]


def _listed(
    passage: Passage, kind: str, verb: int, chains: Sequence[tuple[People, ...]]
) -> TollMention | None:
    """As in a field message: "Killed: 3", "Dead on all sides min 30"; or "put the number of dead at 40"."""
    word = passage.words[verb]
    put_at = passage.follows(verb + 1, "at", "a") if word in LISTED else 0
    if word not in LISTED or (verb and not put_at and not passage.is_break(verb)):
        return None
    begin = verb + 1 + (put_at or passage.follows(verb + 1, *SIDES_OF))
    chain = starting(chains, begin, begin + 1)
    return _mention(passage, kind, chain, verb, "listed-toll") if chain else None


def _are_fighters(passage: Passage, chain: Sequence[People]) -> bool:
    """ "Lost four men", "perdu quatre soldats" speaks of the dead; lost villages and children may be anything."""
    return any(
        group.group in {"state_forces", "armed_group", "international_forces", "peacekeepers"}
        or "men" in passage.words[group.first : group.last]
        or "hommes" in passage.words[group.first : group.last]
        or group.whose == "own"
        or "elements" in passage.words[group.first : group.last]
        for group in chain
    )


def _one_of_them(passage: Passage, language: str, told: Sequence[TollMention]) -> list[TollMention]:
    """As in "She alone died", "il est mort": one person, told of before."""
    for position in range(1, len(passage.words)):
        before = passage.words[position - 1]
        one_dead = (
            passage.words[position] in HIM and "either" in VERBS["en"].get(before, {}) and language == "en"
        )
        is_neutral = passage.words[position].startswith("neutralis")  # a device, as often as a man
        if language == "fr" and passage.precedes(position, "l ont", "l a") and not is_neutral:
            one_dead = VERBS["fr"].get(passage.words[position], {}).get("either") == "killed"
        if one_dead and not told and (language == "fr" or VERBS["en"][before]["either"] == "killed"):
            whom = one_person(passage, position - 1, position + 1)
            mention = _mention(passage, "killed", (whom,), position, "pronoun-toll")
            return [mention] if mention else []
    for position in range(len(passage.words)):
        if passage.words[position] in PRONOUNS[language] and not told:
            for verb in range(position + 1, min(position + 5, len(passage.words))):
                if passage.words[verb] in DYING[language]:
                    one = one_person(passage, position, position + 1)
                    mention = _mention(passage, "killed", (one,), verb, "pronoun-toll")
                    return [mention] if mention else []
    return []


def _found_dead(passage: Passage, chains: Sequence[tuple[People, ...]]) -> list[TollMention]:
    """As in "eight bodies were counted", "on a retrouvé trois corps"."""
    found = []
    is_listed = len(passage.words) <= SHORT_LINE
    for chain in chains:
        counted = tuple(each for each in chain if BODIES.intersection(passage.words[each.first : each.last]))
        if not counted:
            continue
        first = counted[0]
        around = passage.words[max(0, first.first - 7) : first.last + 8]
        if not is_listed and not FOUND.intersection(around):
            continue
        if NOUNS_OF_FIGHTERS.intersection(passage.words[first.last : first.last + 4]) or passage.has(
            *ON_THE_OTHER_SIDE
        ):
            counted = tuple(replace(each, group="attackers") for each in counted)
        mention = _mention(passage, "killed", counted, first.last - 1, "bodies-found")
        found += [mention] if mention else []
    return found


def _body_found(passage: Passage) -> list[TollMention]:
    """As in "the body of one of them was found", "le corps d'un instituteur a été découvert": one dead."""
    for position in range(1, len(passage.words)):
        is_one = passage.words[position] in ONE_BODY and passage.words[position - 1] in THE
        if is_one and FOUND.intersection(passage.words[position : position + 22]):
            one = one_person(passage, position - 1, position + 1)
            mention = _mention(passage, "killed", (one,), position, "bodies-found")
            return [mention] if mention else []
    return []


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
    chain = before[-1]
    between = passage.words[chain[-1].last : verb]
    # "Burned, shot or drowned" is one statement: only a word of another kind ends the people's part.
    kinds = set(VERBS[language].get(passage.words[verb], {}).values())
    other_verb = any(
        word in VERBS[language] and word not in LOSING and not kinds & set(VERBS[language][word].values())
        for word in between
    )
    is_passive = bool((PASSIVE[language] | HAVING).intersection(passage.words[max(0, verb - 4) : verb]))
    is_linked = passage.words[verb - 1] in {"and", "et"}
    if (
        language == "fr"
        and passage.words[verb].endswith("es")
        and len(chain) == 1
        and chain[0].toll.high == 1
    ):
        return None  # "le gouverneur au chevet des blessés"
    if is_linked and len(before) > 1 and _is_doer(passage, chain):
        chain = before[-2]  # "five men were taken away by gunmen and executed"
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


def _is_doer(passage: Passage, chain: Sequence[People]) -> bool:
    return bool({"by", "par"} & set(passage.words[max(0, chain[0].first - 2) : chain[0].first]))


def _mention(
    passage: Passage, kind: str, chain: tuple[People, ...], verb: int, rule: str
) -> TollMention | None:
    # "The soldiers killed" counts nobody new.
    if all(group.is_definite and group.toll.quantifier == "vague" for group in chain):
        return None
    first, last = min(chain[0].first, verb), max(chain[-1].last, verb + 1)
    start, end = passage.span(first, last)
    return TollMention(kind, chain, start, end, rule, verb)
