"""People that stand in one list: "three soldiers and two civilians, including a child"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.articles import DEFINITE
from incidents.ingest.extract.people.casualty_words import (
    AND,
    APPOSITION,
    INCLUDING,
    NAME_TAILS,
    PASSIVE,
    QUOTING,
    SPEAKING,
    STOP,
    VERBS,
)
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

VICTIMS = word_set("victims victimes dead morts")
# What one person does, or what was done to one.
OF_ONE = word_set("was is has had a est avait fut died perished succumbed drowned")
CASUALTY_WORDS = frozenset(VERBS["en"].keys() | VERBS["fr"].keys())
# What says what became of people.
FINITE = CASUALTY_WORDS | OF_ONE | PASSIVE["en"] | PASSIVE["fr"] | {"ont", "have", "had"}
BY = frozenset({"by", "par"})
CARED_FOR = word_set(
    "soigne soignes soignee soignees hospitalise hospitalises hospitalisee hospitalisees treated hospitalised hospitalized"
)
OUT_OF = phrase_list("sur|sur les|of the|of|out of|out of the|des|parmi les|among the")
# "Selon le bulletin hebdomadaire des Forces armées, ..."
QUOTED_WITHIN = 5
# What begins "of the village", "aux législatives".
COMPLEMENTS = frozenset({"of", "for", "de", "d", "du", "des", "au", "aux", "a"})
KIN = frozenset({"his", "her", "their", "ses", "leurs"})
AMONG_THEM = phrase_list("among them|parmi eux|parmi elles")
SHARED_WITHIN = 5
LEAVING = frozenset(
    {
        *(
            "leaving",
            "left",
            "carried",
            "took",
            "taken",
            "led",
            "abducted",
            "wounded",
            "seized",
            "stole",
            "kidnapped",
        ),
        *("recovered", "rescued", "freed", "released", "liberated", "arrested", "detained", "captured"),
        *(
            "recupere",
            "libere",
            "delivre",
            "retrouve",
            "arrete",
            "interpelle",
            "capture",
            "liberant",
            "recuperant",
        ),
        *(
            "laissant",
            "faisant",
            "fait",
            "font",
            "blessant",
            "emmene",
            "enleve",
            "emporte",
            "pille",
            "enlevant",
            "emportant",
        ),
    }
)


def lists_of(passage: Passage, groups: Sequence[People], language: str) -> list[tuple[People, ...]]:
    """People that stand in one list: "three soldiers and two civilians, including a child"."""
    found: list[list[People]] = []
    for group in groups:
        previous = found[-1][-1] if found else None
        link = _link(passage, previous, group, language) if previous else None
        if link is None:
            found.append([group])
        else:
            found[-1].append(replace(group, is_part=link == "part" or bool(previous and previous.is_part)))
    return [_told_apart(passage, chain) for chain in found]


def _told_apart(passage: Passage, chain: list[People]) -> tuple[People, ...]:
    """As in "two travellers, a student and a mason, died": who they were, not two more."""
    first, rest = chain[0], chain[1:]
    if not rest:
        return (first,)
    is_one = len(rest) == 1
    if _is_the_same_one(passage, first, rest[0]) if is_one else _are_named_one_by_one(passage, first, rest):
        return (first, *(replace(group, is_part=True) for group in rest))
    if _are_of_them(passage, first, rest[0]) or _are_all_of_them(passage, first, rest[0]):
        return tuple(rest)
    return tuple(chain)


def _are_named_one_by_one(passage: Passage, first: People, rest: list[People]) -> bool:
    """As many behind a number as it says, between commas: no verb follows them at once."""
    are_ones = all(group.toll.best == 1 and group.toll.high == 1 for group in rest)
    if first.toll.best != len(rest) or not are_ones:
        return False
    end = rest[-1].last
    is_closed = passage.is_break(end) or passage.word(end) not in FINITE
    return "," in passage.gap(rest[0].first) and not _is_labelled(passage, first) and is_closed


def _is_the_same_one(passage: Passage, first: People, second: People) -> bool:
    """As in "a man, a Fulani trader, was killed": who he was, and no second one."""
    are_ones = all(group.toll.low == group.toll.high == 1 for group in (first, second))
    is_apart = first.last == second.first and "," in passage.gap(second.first)
    if not are_ones or not is_apart or _is_labelled(passage, first):
        return False
    # "A Fulani trader from Djibo".
    end = next((at for at in range(second.last, second.last + 6) if passage.is_break(at)), second.last)
    end = len(passage.words) if len(passage.words) - second.last < 4 and end == second.last else end
    if not (AND | FINITE).isdisjoint(passage.words[second.last : end]):
        return False
    if end == len(passage.words):
        return True
    behind = passage.words[end : end + 2]
    goes_on = behind[0] in OF_ONE or (behind[0] in AND and behind[-1] in CASUALTY_WORDS)
    return "," in passage.gap(end) and goes_on


def _is_labelled(passage: Passage, first: People) -> bool:
    """As in "Killed: two gendarmes, a forester, a trader": a list, in which everybody is one more."""
    label = passage.word(first.first - 1)
    return ":" in passage.gap(first.first) and label in CASUALTY_WORDS


def _are_of_them(passage: Passage, first: People, second: People) -> bool:
    """As in "sur les neuf passagers, quatre ont été tués": these four, and not nine."""
    are_fewer = (second.toll.best or 0) < (first.toll.best or 0)
    return are_fewer and "," in passage.gap(second.first) and passage.precedes(first.first, OUT_OF) > 0


def are_cared_for(passage: Passage, group: People) -> bool:
    """As in "neuf autres soignés": they live."""
    return not CARED_FOR.isdisjoint(passage.words[group.first : group.last + 1])


def _is_doer_before(passage: Passage, previous: People, group: People) -> bool:
    """As in "emmenées par des bandits armés, le berger a été tué": who did it, and then what became of one."""
    is_doer = not BY.isdisjoint(passage.words[max(0, previous.first - 2) : previous.first])
    is_one = group.toll.best == 1 and passage.word(group.last) in OF_ONE
    return is_doer and is_one and "," in passage.gap(group.first)


def _link(passage: Passage, previous: People, group: People, language: str) -> str | None:
    between = passage.words[previous.last : group.first]
    between = without_names(between)
    if LEAVING.intersection(between):
        return None  # "killing 14 and leaving one with injuries"
    if _is_doer_before(passage, previous, group):
        return None
    if are_cared_for(passage, group) and "," in passage.gap(group.first):
        return None  # "deux manifestants sont morts, neuf autres soignés à l'hôpital"
    is_told_next = group.last - group.first == 1 and passage.word(group.last) in VERBS[language]
    is_in_brackets = previous.toll.best and _is_in_brackets(passage, previous, group)
    if is_in_brackets and not any(word in VERBS[language] for word in between):
        return "part"  # "two aid workers (a Malian and a Nigerien)"
    if is_told_next and passage.precedes(previous.first, INCLUDING[language]):
        return None  # "seven dead, including five herders, and several wounded"
    if is_told_next and any(")" in passage.gap(at) for at in range(previous.last, group.first + 1)):
        return None  # "five wounded (three soldiers, two civilians) and two dead"
    if "," in passage.gap(group.first) and passage.follows(group.last, AMONG_THEM):
        return "part"  # "thirteen villagers, seven children among them"
    if passage.word(group.last) in {"compris", "comprises", "included"}:
        return "part"  # "quatorze hommes, adolescents compris"
    if APPOSITION.intersection(between) and len(between) <= 3 and not AND.intersection(between):
        return "part"  # "sixteen men, all of them civilians" are sixteen
    if not any(word in VERBS[language] for word in between) and passage.follows(
        group.first + 1, "of them", "of whom", "d entre eux", "d entre elles", "parmi eux"
    ):
        return "part"  # "eight people, three of them children"
    if (
        passage.word(group.last) in VERBS[language]
        and "," in passage.gap(group.first)
        and not AND.intersection(between)
    ):
        return None  # "quatre hommes, onze blessés": the second number belongs to what follows it
    if _speaks(passage, previous, group) or _is_another_clause(passage, previous, group, language):
        return None
    if (
        group.toll.quantifier == "vague"
        and group.toll.low != 1
        and AND.intersection(between)
        and len([word for word in between if word not in {"de", "d", "des", "of"}]) == 1
        and previous.toll.best
    ):
        return "part"  # "60 villagers and herders" are sixty
    if previous.is_part and not between and "," not in passage.gap(group.first):
        return "part"  # "two demonstrators, one of them an apprentice mechanic, were shot"
    is_bare = (
        group.toll.quantifier == "vague" and "," in passage.gap(group.first) and passage.is_break(group.last)
    )
    if is_bare and previous.toll.best and not between:
        return "part"  # "quatre chasseurs, hommes de X, ont perdu la vie"
    # "D'un chef de quartier et de son neveu".
    end = between[:-1] if between[-1:] and between[-1] in {"of", "de", "d"} | KIN else between
    complement = between[:1] and between[0] in COMPLEMENTS and end[-1:] and end[-1] in {"and", "et"}
    is_named = (
        complement and _are_names(passage, previous.last, group.first) and _share_a_verb(passage, group)
    )
    if (len(between) > 6 and not is_named) or any(word in VERBS[language] for word in between):
        return None
    if any(passage.follows(position, INCLUDING[language]) for position in range(previous.last, group.first)):
        return "part"
    if between[:1] and between[0] in AND and _is_aside(passage, previous.last + 1, group.first):
        return "added"  # "nine volunteers and, according to a military source, some fifteen attackers"
    if len(between) == 2 and between[0] in AND and between[1] == passage.word(previous.first - 1):
        return "added"  # "a coûté la vie à dix militaires et à treize combattants"
    linked = [word for word in between if word in AND] or {"+", "&"} & set(passage.gap(group.first))
    rest = [word for word in between if word not in AND]
    # "The village chief, his two sons and a guest".
    is_kin = between[-1:] and between[-1] in KIN and len(between) == 1
    comma = "," in passage.gap(group.first) or bool(is_kin and "," in passage.gap(group.first - 1))
    of_kin = between[:1] in (("of",), ("du",), ("de",)) and passage.words[group.first] in KIN
    if of_kin and len(between) <= 4 and "," in passage.gap(group.first):
        return "added"  # "the chief of the village, his brother and two imams"
    if complement and (len(rest) <= 5 or is_named):
        return "added"  # "the chief of a Daoussahak fraction and his brother"
    is_uncounted = previous.toll.quantifier == "vague" and previous.last - previous.first == 1
    if (
        is_uncounted
        and previous.is_definite
        and comma
        and not linked
        and passage.words[previous.last - 1] not in VICTIMS
    ):
        return None  # "accusés d'avoir renseigné les militaires, un berger et ses neveux"
    if is_uncounted and rest and not comma:
        return None  # "soldiers responded and 17 terrorists were killed"
    if (linked or comma) and len(rest) <= 2 and not STOP.intersection(rest):
        return "added"
    return None


def _is_in_brackets(passage: Passage, previous: People, group: People) -> bool:
    """Whether a bracket opens behind the first people and closes behind the second ones."""
    opened = [at for at in range(previous.last, group.first + 1) if "(" in passage.gap(at)]
    return bool(opened) and not any(")" in passage.gap(at) for at in range(opened[-1] + 1, group.first + 1))


def _are_names(passage: Passage, first: int, last: int) -> bool:
    """As in "three fighters of the MSA and the GATIA and twelve men": only whose they are stands there."""
    return all(
        token.is_capitalised or token.folded in AND | COMPLEMENTS | DEFINITE
        for token in passage.tokens[first:last]
    )


def _share_a_verb(passage: Passage, group: People) -> bool:
    """Whether what befell the list stands behind its last people: "... and twelve men of ISGS were killed"."""
    near = passage.words[group.last : group.last + SHARED_WITHIN]
    return not (PASSIVE["en"] | PASSIVE["fr"] | {"died", "ont", "have", "had"}).isdisjoint(near)


def _are_all_of_them(passage: Passage, first: People, second: People) -> bool:
    """As in "the victims, four traders from Mopti, were shot": how many they were."""
    is_uncounted = first.toll.quantifier == "vague" and first.is_definite
    is_apart = first.last == second.first and "," in passage.gap(second.first)
    return (
        is_uncounted and is_apart and (second.toll.best or 0) > 1 and passage.words[first.last - 1] in VICTIMS
    )


def _is_aside(passage: Passage, first: int, last: int) -> bool:
    """Whether the words between two commas say who speaks."""
    is_apart = passage.is_break(first) and "," in passage.gap(first) and passage.is_break(last)
    return is_apart and bool(passage.follows(first, QUOTING))


def _speaks(passage: Passage, previous: People, group: People) -> bool:
    """As in "killed ten civilians, its mayor said", "according to a chief, ten of them were killed": one is no victim."""
    return "," in passage.gap(group.first) and (
        bool(passage.follows(group.last, SPEAKING))
        or any(
            passage.follows(at, QUOTING)
            and not any(passage.is_break(between) for between in range(at + 1, previous.first))
            for at in range(max(0, previous.first - QUOTED_WITHIN), previous.first)
        )
    )


def _is_another_clause(passage: Passage, previous: People, group: People, language: str) -> bool:
    """As in "lost four fighters and two others were wounded": the second are the subject of their own verb."""
    is_object = previous.first > 0 and passage.words[previous.first - 1] in VERBS[language]
    # "And two hunters who were guarding the village".
    is_relative = passage.word(group.last) in {"who", "qui"}
    is_passive = bool(PASSIVE[language].intersection(passage.words[group.last : group.last + 2]))
    return is_object and is_passive and not is_relative


def without_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the rest of a name that is a phrase: "Volunteers for the Defence of the Homeland and two civilians"."""
    for begin in range(len(words)):
        for name in NAME_TAILS:
            if words[begin : begin + len(name)] == name:
                return words[:begin] + words[begin + len(name) :]
    return words


def starting(listed: Sequence[tuple[People, ...]], first: int, last: int) -> tuple[People, ...] | None:
    return next((chain for chain in listed if first <= chain[0].first <= last), None)
