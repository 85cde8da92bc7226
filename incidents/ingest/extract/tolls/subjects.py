"""The people before a casualty word: of whom it tells, and of whom not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.casualty_words import (
    HAVING,
    LOSING,
    PASSIVE,
    VERBS,
    WITH_DEAD,
    WITH_THEM,
)
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.chains import without_names

MAX_VERB_GAP = 7
# With its auxiliary right before it, a verb may stand further off: a title, a place, an age between.
MAX_PASSIVE_GAP = 18
LINKED_GAP = 20
# "Four passengers picked out by the attackers were shot dead."
WERE = frozenset({"was", "were", "ont", "furent", "sont"})
OTHERS = frozenset({"others", "autres"})
TAKEN_FROM = phrase_list("from their|from the|de leurs|de leur|des")
ONE_OF_WHOM = phrase_list("dont un est|dont une est|dont un a|dont une a")
# "A blessé huit personnes, dont une est morte".
HURT_OTHERWISE = frozenset(
    word for verbs in VERBS.values() for word, forms in verbs.items() if "killed" not in forms.values()
)
ENDED_IN = phrase_list(
    "solde par|soldes par|soldee par|soldees par|solda par|solderent par|traduit par|traduits par"
)
WHOSE = frozenset({"of", "des", "du", "de", "d"})
OF_WHOM = phrase_list("of the|of those|des|d entre les|parmi les|among the")
WOUNDED = frozenset({"wounded", "injured", "blesses", "blessees"})


def ending(
    passage: Passage, chains: Sequence[tuple[People, ...]], verb: int, language: str
) -> tuple[People, ...] | None:
    """The list of people before a casualty word, when no other casualty word stands between."""
    if passage.precedes(verb, ONE_OF_WHOM):
        return (one_person(passage, verb - 2, verb - 1),)
    before = [
        tuple(group for group in chain if group.last <= verb) for chain in chains if chain[0].last <= verb
    ]
    if not before:
        return None
    if len(before) > 1 and _only_whose(passage, before[-1], before[-2]):
        before.pop()  # "vingt soldats et supplétifs des Volontaires pour la défense de la patrie"
    if len(before) > 1 and WITH_THEM.intersection(
        passage.words[max(0, before[-1][0].first - 2) : before[-1][0].first]
    ):
        before.pop()  # "un jeune, pris pour un informateur des terroristes, a été lynché"
    if len(before) > 1 and (
        _is_their_name(passage, before[-1], verb) or _is_not_the_one(passage, before, verb, language)
    ):
        before.pop()
    chain = _those_of_them(passage, before[-1], verb)
    between = without_names(passage.words[_behind_apposition(passage, chain[-1].last, verb) : verb])
    # "Burned, shot or drowned" is one statement: only a word of another kind ends the people's part.
    # Phrases ("had his throat cut") tell of the dead.
    kinds = set(VERBS[language].get(passage.words[verb], {}).values()) or {"killed"}
    skipped = max(
        _of_the_wounded(passage, chain[-1].last, verb, language), _what_went_before(between, language)
    )
    other_verb = any(
        word in VERBS[language] and word not in LOSING and not kinds & set(VERBS[language][word].values())
        for word in between[skipped:]
    )
    is_passive = bool((PASSIVE[language] | HAVING).intersection(right_before(passage, verb)))
    is_linked = not {"and", "et"}.isdisjoint(
        passage.words[verb - 1 - (passage.words[verb - 1] in HAVING) : verb]
    )
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
    is_doer = _is_doer(passage, chain)
    is_behind_doer = is_doer and bool(WERE.intersection(between))
    if (is_linked or is_behind_doer) and len(before) > 1 and (is_of_others or is_doer):
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


def _is_their_name(passage: Passage, chain: Sequence[People], verb: int) -> bool:
    """As in "five members of a defence group, the Koglweogo, perished": how the group is called."""
    named = chain[0]
    is_apart = passage.is_break(named.first) and passage.is_break(named.last) and named.last <= verb
    return (
        len(chain) == 1 and named.is_definite and is_apart and passage.tokens[named.last - 1].is_capitalised
    )


def _is_not_the_one(passage: Passage, before: Sequence[Sequence[People]], verb: int, language: str) -> bool:
    """As in "a man suspected of informing kidnappers was beaten to death": of one it tells, not of several."""
    last, one = before[-1], before[-2][-1]
    tells_of_one = {"was", "is"} if language == "en" else {"a"}
    auxiliary = tells_of_one.intersection(right_before(passage, verb))
    is_plural = last[0].toll.quantifier == "vague" and last[0].toll.low != 1
    is_joined = passage.words[last[0].first - 1] in {"and", "et"}
    return bool(auxiliary) and len(last) == 1 and is_plural and not is_joined and one.toll.high == 1


def right_before(passage: Passage, verb: int) -> tuple[str, ...]:
    """The words in which its auxiliary stands; further off in "were robbed and then shot dead"."""
    reach = 6 if passage.word(verb - 1) in WITH_DEAD else 4
    # "IS shot dead six herders": the group, no auxiliary.
    return tuple(
        "" if passage.tokens[at].text == "IS" else passage.words[at]
        for at in range(max(0, verb - reach), verb)
    )


def _of_the_wounded(passage: Passage, last: int, verb: int, language: str) -> int:
    """How many words behind a number say that it counts wounded who died: "two of the wounded", "deux blessés"."""
    at = last + passage.follows(last, OF_WHOM)
    dies = VERBS[language].get(passage.words[verb], {}).get("subject") == "killed"
    is_so = passage.word(at) in WOUNDED and dies and not passage.is_break(last)
    return at + 1 - last if is_so else 0


def _what_went_before(between: Sequence[str], language: str) -> int:
    """How many words tell what became of them first: "five men who had been abducted were found", "enlevés lundi ont été"."""
    before = [
        at
        for at, word in enumerate(between)
        if "killed" not in VERBS[language].get(word, {"": "killed"}).values()
    ]
    is_relative = between[:1] in (("who",), ("qui",))
    if not before or before[-1] > (4 if is_relative else 0):
        return 0
    auxiliary = [
        at
        for at, word in enumerate(between)
        if at > before[-1] and word in PASSIVE[language] | HAVING and at >= len(between) - 5
    ]
    return auxiliary[0] if auxiliary else 0


def _only_whose(passage: Passage, chain: Sequence[People], before: Sequence[People]) -> bool:
    """Whether these are no people who died, but whose people did."""
    is_uncounted = len(chain) == 1 and (chain[0].toll.quantifier == "vague" or chain[0].is_definite)
    of = passage.words[before[-1].last : chain[0].first]
    return is_uncounted and len(of) in {1, 2} and of[0] in WHOSE and not passage.is_break(chain[0].first)


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
    is_object = passage.word(chain[0].first - 1) in HURT_OTHERWISE
    is_told_of = chain[0].toll.quantifier == "vague" or is_object
    of_them = of_them or (is_told_of and passage.precedes(last.first, "dont"))
    is_subject = not any(passage.is_break(at) for at in range(last.last, verb + 1))
    return (
        (replace(last, is_part=False),) if last.is_part and of_them and ends_there and is_subject else chain
    )


def _is_doer(passage: Passage, chain: Sequence[People]) -> bool:
    first = chain[0].first
    begin = first if passage.is_break(first) else first - 1 if passage.is_break(first - 1) else first - 2
    if passage.precedes(first, ENDED_IN):
        return False  # "se sont soldés par six morts"
    return not {"by", "par"}.isdisjoint(passage.words[max(0, begin) : first])
