"""Tolls of a passage: how many of whom were killed, injured, abducted and so on.

A number is a toll only through a casualty word of its own clause: "22 civilians were killed", "killing 22",
"22 dead". Force sizes, ages, distances and dates have no such word and stay out. Coordinated people are added,
people after "including" are parts of what stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from incidents.ingest.extract.people.casualty_words import (
    AND,
    DYING_PHRASES,
    ENEMY,
    HAVING,
    HIMSELF,
    LISTED,
    LIVES,
    LOSING,
    MODALS,
    NOUNS_OF_FIGHTERS,
    OF,
    OF_THEIR_OWN,
    PASSIVE,
    PUTTING,
    SAYING,
    STOP,
    THEIR_OWN,
    VERBS,
    WITH_DEAD,
)
from incidents.ingest.extract.people.groups import THEIR, people
from incidents.ingest.extract.people.people_words import ATTACKERS, NOT_PEOPLE, UNKNOWN
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import Phrases, phrase_list, word_set
from incidents.ingest.extract.tolls.bodies import (
    SHORT_LINE,
    body_found,
    figures_told,
    found_dead,
    none_killed,
    raised_to,
    with_the_other_side,
)
from incidents.ingest.extract.tolls.bombers import with_bombers
from incidents.ingest.extract.tolls.chains import lists_of, starting
from incidents.ingest.extract.tolls.latertolls import also, behind_verb, besides, told_apart, with_kin
from incidents.ingest.extract.tolls.listedtolls import listed, number_of_dead, put_at, some_of_them
from incidents.ingest.extract.tolls.losses import losses_listed, of_the_losers
from incidents.ingest.extract.tolls.otherside import of_the_other_side, on_their_sides
from incidents.ingest.extract.tolls.pronouns import one_of_them
from incidents.ingest.extract.tolls.subjects import ending, right_before
from incidents.ingest.extract.tolls.tollmentions import TollMention, counts_nobody, mention_of
from incidents.ingest.extract.when.date_words import WEEKDAYS

_RULES = {
    "either": "active-toll",
    "object": "gerund-toll",
    "subject": "noun-toll",
    "of": "noun-of-toll",
    "toll": "toll",
}
MAX_TOLL_GAP = 9
# Words between those told first and "along with three others": "in the north on Monday".
BESIDES_WITHIN = 12
CONFIRMING = word_set("confirm verify establish ascertain confirmer verifier etablir")
NOT_PASSIVE = HAVING | word_set("having ayant avoir to they he she it we who ils elles il elle qui")
BY_WHOM, ARTICLES = word_set("from by"), word_set("a an the one")
THAT_OF = phrase_list(
    "ainsi que celle de|ainsi que celles de|ainsi que celle d|et celle de|et celles de|et celle d|and that of|and those of"
)
THEIR_LIVES = Phrases((*LIVES, *phrase_list("la vie|leur vie|leurs vies|leur peau|la peau")))
BEHIND = frozenset({"behind", "derriere"})
AFTERWARDS = frozenset({"after", "as", "when"})
# What begins an aside of place or time.
BESIDE_WORDS = word_set("en in at near outside on a pres dans non le la the hier yesterday")


def tolls(
    passage: Passage, language: str, dates: Iterable[tuple[int, int]] = (), *, goes_on: bool = False
) -> list[TollMention]:
    """Every toll of a passage. `dates` are offset spans whose figures are no counts; where the text `goes_on` from a
    toll, a figure alone ("Residents speak of forty") is another one."""
    blocked = list(dates)
    chains = lists_of(passage, people(passage, language, blocked), language)
    mentions = [none_killed(passage)]
    phrases = _forms_of_phrases(passage, language)
    for position, word in enumerate(passage.words):
        forms = VERBS[language].get(word, {}) | phrases.get(position, {})
        if forms and not _is_only_possible(passage, position):
            mentions.append(_toll_at(passage, position, forms, chains, language))
    mentions.append(losses_listed(passage, chains))
    mentions = _each_once(mentions)
    nobody = mentions[0]
    if nobody:
        # "No one killed" is not one.
        mentions[1:] = [
            toll
            for toll in mentions[1:]
            if toll and not nobody.start <= passage.tokens[toll.verb].start < nobody.end
        ]
    mentions += found_dead(passage, chains) or [body_found(passage)]
    told = with_bombers(passage, language, [mention for mention in mentions if mention])
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


def _each_once(mentions: Sequence[TollMention | None]) -> list[TollMention | None]:
    """The tolls without those that tell of the same people again: "a sixth, shot in the stomach, died"."""
    kept: dict[object, TollMention | None] = {}
    for mention in mentions:
        whom: object = object()  # "nobody died" stands for itself
        if mention and mention.rule != "no-victims":
            whom = (mention.kind, *((group.first, group.last) for group in mention.people))
        kept.setdefault(whom, mention)
    return list(kept.values())


def _killed_besides(
    passage: Passage, last: int, chains: Sequence[tuple[People, ...]], language: str
) -> tuple[People, ...]:
    """As in "killed the chief along with two of his sons", "killed a commander in the north on Monday along with three
    fighters": more of the same verb."""
    for at in range(last, min(last + BESIDES_WITHIN, len(passage.words))):
        if more := besides(passage, at) or (with_kin(passage, at) if at == last else 0):
            chain = (starting(chains, at + more, at + more) or ())[:1]
            return chain if chain and _ends_there(passage, chain[0].last) else ()
        is_over = passage.words[at] in VERBS[language] or passage.words[at] in AND
        if is_over or not {";", ":"}.isdisjoint(passage.gap(at)):
            break
    return ()


def _ends_there(passage: Passage, last: int) -> bool:
    """Whether nothing else is said of them: no "wounded", no "'s gun"."""
    return passage.ends_clause(last) or passage.words[last] in STOP


def _is_only_possible(passage: Passage, verb: int) -> bool:
    """As in "could kill", "pourrait tuer"; "could confirm five killed" tells of dead."""
    confirmed = CONFIRMING.intersection(passage.words[max(0, verb - MAX_TOLL_GAP) : verb])
    return not confirmed and passage.is_hedged(verb, MODALS)


def _forms_of_phrases(passage: Passage, language: str) -> dict[int, dict[str, str]]:
    """What phrases mean, by their last word: "are no more", "mis hors d'état de nuire"."""
    found: dict[int, dict[str, str]] = {}
    for form, phrases in DYING_PHRASES[language].items():
        for position in phrases.where_ends(passage.words):
            found.setdefault(position, {form: "killed"})
    return found


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
    if "of" in forms and (chain := _of_whom(passage, verb, chains, language)):
        return mention_of(passage, forms["of"], chain, verb, _RULES["of"])
    counted = number_of_dead(passage, verb, forms, chains)
    if counted:
        return counted
    if himself := passage.follows(verb + 1, HIMSELF):
        return _with_himself(passage, verb, himself, chains)
    if "object" in forms:
        chain = _object_of(passage, verb, forms, chains)
        if passage.words[verb] in LOSING and chain:
            chain = of_the_losers(passage, verb, chain)
            if chain is None:
                return None
        if chain and _belongs_to_the_next(passage, chain[0], language):
            return None  # "déplore treize blessés"
        if chain or "subject" not in forms:
            return mention_of(passage, forms["object"], chain, verb, _RULES["object"]) if chain else None
    if "toll" in forms:
        chain = _behind_toll(passage, verb, chains)
        return mention_of(passage, forms["toll"], chain, verb, _RULES["toll"]) if chain else None
    passive = bool(PASSIVE[language].intersection(right_before(passage, verb)))
    if passage.word(verb - 1) in NOT_PASSIVE:
        passive = False  # "are said to have executed", "were able to kill", "was away and they killed"
    elif passive and _tells_next(passage, verb, chains):
        passive = False  # "was away, and killed his two sons"
    after = behind_verb(passage, verb)
    kind = forms.get("either") or forms.get("subject")
    if kind is None:
        return None  # "took bodies": a noun that counts only what stands behind its "of"
    is_active = "either" in forms or passage.words[max(0, verb - 1)] in WITH_DEAD
    if is_active and not passive and (chain := _behind_active(passage, verb, chains, language)):
        chain += _killed_besides(passage, chain[-1].last, chains, language)
        return mention_of(passage, kind, chain, verb, _RULES["either"])
    acts = (
        language == "fr" and "either" in forms and passage.word(verb - 1) in {"a", "ont", "avait", "avaient"}
    )
    # "Le génie a neutralisé deux mines": whoever stands before did it.
    chain = None if acts else ending(passage, chains, verb, language)
    if chain and "either" in forms and not passive and _act_on_things(passage, chain, after):
        return None  # "army sappers neutralised two devices"
    chain = told_apart(passage, verb, chain, chains) if chain else None
    rule = "passive-toll" if "either" in forms else _RULES["subject"]
    if chain:
        at = next((at for at in range(verb + 1, verb + BESIDES_WITHIN) if besides(passage, at)), verb + 1)
        # "Six died and 15 were wounded, as were five civilians": these are wounded, too.
        is_of_another = any(word in VERBS[language] for word in passage.words[verb + 1 : at])
        more = 0 if is_of_another else besides(passage, at) or with_kin(passage, at)
        chain += ((more and starting(chains, at + more - 1, at + 1 + more)) or ())[:1]
        if not more:
            chain += also(passage, verb, chains)
        left = passage.precedes(chain[0].first, "left", "lost", "leaving")
        behind = left and (
            passage.follows(verb + 1, OF_THEIR_OWN)
            or (passage.word(verb + 1) in BEHIND and NOUNS_OF_FIGHTERS.intersection(passage.words[:verb]))
        )
        is_enemy = left and not (ENEMY | NOUNS_OF_FIGHTERS).isdisjoint(passage.words[: chain[0].first])
        if behind or is_enemy or passage.follows(chain[-1].last, THEIR_OWN):
            chain = tuple(replace(group, group=ATTACKERS) for group in chain)
        return mention_of(passage, kind, chain, verb, rule)
    return listed(passage, kind, verb, chains)


def _of_whom(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]], language: str
) -> tuple[People, ...] | None:
    """The people in "the death of ten soldiers", "la mort, lundi, de dix soldats"."""
    if any(group.first < verb < group.last for chain in chains for group in chain):
        return None
    is_apart = passage.is_break(verb + 1)
    after = passage.behind_aside(verb + 1, SHORT_LINE - 1) if is_apart else behind_verb(passage, verb)
    of = passage.follows(after, OF[language]) if after else 0
    if not of or (passage.is_break(after) and not is_apart):
        return None
    chain = starting(chains, after, after + 1 + of) or some_of_them(after + of, chains)
    return _and_that_of(passage, chain, chains) if chain else None


def _tells_next(passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]) -> bool:
    """Whether a verb goes on behind a comma, with whom it befell right behind it."""
    joined = verb - (passage.word(verb - 1) in AND)
    whom = verb + 1 + (passage.word(verb + 1) in THEIR["en"])
    return joined < verb and passage.is_break(joined) and bool(starting(chains, whom, whom))


def _object_of(
    passage: Passage, verb: int, forms: dict[str, str], chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...] | None:
    if passage.follows(verb + 1, THEIR_LIVES):
        return None  # "ten people lost their lives, eight of them rebels"
    after = behind_verb(passage, verb)
    chain = starting(chains, after, after + 2)
    if chain and "," in passage.gap(verb + 1):
        return None  # "We have no dead to mourn, said the mayor"
    if chain and chain[0].is_part and "subject" in forms:
        return None  # "14 passagers tués dont sept élèves"
    return chain


def _and_that_of(
    passage: Passage, chain: tuple[People, ...], chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...]:
    """As in "la mort de 33 soldats ainsi que celle de 40 terroristes"."""
    for at in range(chain[-1].last, chain[-1].last + 4):
        if (that := passage.follows(at, THAT_OF)) and (more := starting(chains, at + that, at + that)):
            return (*chain, *more)
    return chain


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
    if passage.word(verb + 1) in BY_WHOM and passage.word(verb + 2) in ARTICLES:
        return None  # "an earlier toll from a local official"
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
        beside = beside or (starting(chains, behind, behind) if behind else None)
    if beside or is_apart or passage.word(after) in {"dont", "dt", "including", "incl"}:
        return beside
    chain = starting(chains, after, after + _adverb(passage, after))
    return chain if chain and not _belongs_to_the_next(passage, chain[0], language) else None


def _act_on_things(passage: Passage, chain: Sequence[People], after: int) -> bool:
    """Whether people whom nobody counts stand before a verb that has things behind it."""
    behind = [word for word in passage.words[after : after + 3] if word not in STOP]
    is_uncounted = all(group.toll.quantifier == "vague" or group.is_definite for group in chain)
    return is_uncounted and not NOT_PEOPLE.isdisjoint(behind)


def _is_name(passage: Passage, at: int) -> bool:
    return at < len(passage.tokens) and passage.tokens[at].is_capitalised and not passage.is_break(at)


def _behind_place(
    passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...] | None:
    """The people in "a patrol killed, in Gao, three herders"."""
    if passage.word(verb + 1) not in BESIDE_WORDS | WEEKDAYS.keys():
        return None
    begin = verb + 1 + (passage.word(verb + 1) in WEEKDAYS and passage.word(verb + 2) in BESIDE_WORDS)
    named = next((at for at in range(begin + 1, begin + 4) if not _is_name(passage, at)), begin + 1)
    if named > begin + 1 and (chain := starting(chains, named, named)):
        return chain  # "a lynché lundi à Orodara un homme"
    behind = passage.behind_aside(verb + 1, within=SHORT_LINE - 1)
    return starting(chains, behind, behind) if behind and "," in passage.gap(behind) else None


def _belongs_to_the_next(passage: Passage, group: People, language: str) -> bool:
    """As in "3 tués 1 blessé": the second number counts what stands behind it."""
    bare = group.group == UNKNOWN and group.last - group.first == 1
    return bare and passage.word(group.last) in VERBS[language] and not passage.is_break(group.last)


def _adverb(passage: Passage, position: int) -> int:
    """One word may stand between verb and people ("killed reportedly two men"), a preposition not."""
    return int(position < len(passage.words) and passage.words[position] not in STOP)
