"""Groups of people in a passage: how many, on which side, of which community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.people.articles import (
    DEFINITE,
    INDEFINITE,
    ONE,
    OPENING,
    ORDINALS,
    POSSESSIVE,
    SINGULAR,
)
from incidents.ingest.extract.people.casualty_words import DYING, PASSIVE, STOP, VERBS
from incidents.ingest.extract.people.counts import is_count
from incidents.ingest.extract.people.people_words import (
    ACRONYMS,
    ATTACKERS,
    COMMUNITIES,
    HUMANITARIAN,
    KNOWN_AS,
    NOT_PEOPLE,
    NOUNS,
    OF_BOTH,
    OF_FIGHTERS,
    OF_HELP,
    TAKEN,
    UNKNOWN,
    UPROOTED,
    PeopleWord,
)
from incidents.ingest.extract.people.persons import (
    OF_WORDS,
    People,
    exactly_one,
    is_apposed,
    one_person,
    says_whose,
)
from incidents.ingest.extract.people.sides import (
    GENERIC,
    GUARDS,
    community_nearby,
    is_named,
    last_noun,
    people_word,
    side_of,
)
from incidents.ingest.extract.people.whodies import dies_behind_clause, is_the_one_who_died
from incidents.ingest.extract.text.numbers import Quantity, quantities
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list, word_set

OF_THEM = phrase_list("of them|d entre eux|d entre elles")
AUXILIARY = word_set("a ont avait has had have reportedly also later then")
# "A total of five", "a number of": no one person.
SUMS = word_set("total number group further handful couple groupe nombre")
# "Traders riding home from a fair were shot": no fair was.
MANY_WERE = frozenset({"were", "are", "sont", "furent", "etaient"})
PARTITIVE = {"en": phrase_list("of the|of"), "fr": phrase_list("de|d|des|du|autres")}
# After a number without a noun: the number still speaks of people.
BARE = STOP | frozenset(["others", "autres", "dont", "including", "auraient", "aurait", "avaient"])
OF_OURS = phrase_list(
    "of their number|of its number|of his number|des leurs|of their own|of theirs|of its own|des siens|of ours|of our own|des notres"
)
MEMBERS_OF = phrase_list(
    "members of|members of the|men of|fighters of|elements of|membres d|membres des|agents des|hommes d|hommes des|elements d|"
    "elements des|combattants d"
)
MILLIONS = word_set("million millions milliard milliards billion")
MAX_NOUN_GAP = 4
# What somebody is accused of says nothing of his side.
ACCUSED = word_set("accused accuse accuses soupconne soupconnes")
# On the state's side, though no forces of it.
VOLUNTEERS = word_set("vdp vdps volunteer volunteers volontaire volontaires")


def people(passage: Passage, language: str, blocked: Sequence[tuple[int, int]] = ()) -> list[People]:
    """Groups of people in the order of the text, each with its count."""
    counts = {
        count.first: count for count in quantities(passage, language) if is_count(passage, count, blocked)
    }
    found: list[People] = []
    position = 0
    while position < len(passage.words):
        if passage.words[position] not in OPENING[language] and position not in counts:
            position += 1
            continue
        group = (
            _one_of(passage, position, language) or _counted(passage, counts[position], language)
            if position in counts
            else _single(passage, position, language)
            or _one_with_kin(passage, position, language)
            or _one_of(passage, position, language)
            or _somebody(passage, position, language)
            or _headline_one(passage, position, language)
            or _bare_plural(passage, position, language)
        )
        group = group or _one_more(passage, position, found, language)
        if (
            group
            and found
            and (is_apposed(passage, found[-1], group) or says_whose(passage, found[-1], group))
        ):
            group = None
        if group:
            found.append(group)
        following = group.last if group else position + 1
        position = max(following, counts[position].last if position in counts else 0)
    return found


HOUSEHOLDS = frozenset({"family", "famille", "household", "foyer"})


def _counted(passage: Passage, count: Quantity, language: str) -> People | None:
    begin = count.last + passage.follows(count.last, PARTITIVE[language])
    if passage.word(count.first - 1) in {"not", "non"}:
        return None  # "fifteen soldiers, not nine"
    if passage.word(count.first - 1) in OF_WORDS and HOUSEHOLDS.intersection(
        passage.words[begin : begin + 2]
    ):
        return None  # "three children of one family"
    is_apart = "," in passage.gap(count.last)  # "VDP lost 5, attackers lost 4"
    noun = None if is_apart or passage.word(count.last) in MILLIONS else _noun(passage, begin, language)
    if noun is None and count.toll.low == 1 and count.toll.best is None and is_named(passage, count.last):
        return People(count.first, count.last, count.toll, UNKNOWN)  # "un nombre inconnu de l'EIGS"
    if noun is not None:
        return _group(passage, count.first, noun, count.toll, language)
    if passage.word(count.last) in NOT_PEOPLE:
        return None
    own = passage.follows(count.last, OF_OURS)
    if own:
        return People(
            count.first,
            count.last + own,
            count.toll,
            "state_forces" if language == "en" else UNKNOWN,
            whose="own",
        )
    if begin > count.last and passage.word(begin) in {"enemy", "ennemi", "ennemis"}:
        return People(count.first, begin + 1, count.toll, ATTACKERS)  # "buried 30 of the enemy"
    if begin > count.last and passage.word(begin) in TAKEN:
        return People(count.first, begin + 1, count.toll, UNKNOWN)  # "at least three of the detained"
    of_them = passage.follows(count.last, OF_THEM)
    if of_them:
        return People(count.first, count.last + of_them, count.toll, UNKNOWN)
    before = passage.words[count.first - 1] if count.first else ""
    is_enemy = before == "en" and passage.tokens[count.first - 1].text == "EN"
    is_apart = passage.is_break(count.first) or "+" in passage.gap(count.first)
    if (before in ACRONYMS or is_enemy) and not is_apart:
        # "FAMa 3 KIA": whose they are stands in front.
        return People(
            count.first - 1,
            count.last,
            count.toll,
            NOUNS[language].get(before, PeopleWord(UNKNOWN, plural=True)).group,
            whose=before,
        )
    last = _unknown_noun_end(passage, begin, language)
    return People(count.first, max(count.last, last), count.toll, UNKNOWN) if last else None


def _unknown_noun_end(passage: Passage, begin: int, language: str) -> int | None:
    """Where "12", "12 others" or "12 schoolgirls" ends; None when it is about things."""
    for position in range(begin, min(begin + MAX_NOUN_GAP, len(passage.words))):
        word = passage.words[position]
        if passage.is_break(position) or word in BARE or word in VERBS[language]:
            return position
        if word in NOT_PEOPLE or word.isdecimal():
            return None
    return len(passage.words) if len(passage.words) <= begin + MAX_NOUN_GAP else None


def _noun(passage: Passage, begin: int, language: str) -> int | None:
    """Position of the noun for people that a number or article before `begin` counts."""
    named = None
    for position in range(begin, min(begin + MAX_NOUN_GAP, len(passage.words))):
        word = passage.words[position]
        if position > begin and "-" not in passage.gap(position) and passage.is_break(position):
            return named
        if word == "jeune" and "û" in passage.tokens[position].text:
            return named  # the fast, not a young man
        if word in NOUNS[language] and passage.word(position + 1) not in OF_FIGHTERS:
            return last_noun(passage, position, language)
        if word in HUMANITARIAN and passage.word(position - 1) in OF_HELP:
            return named  # "la direction de l'action humanitaire"
        if word in UPROOTED and passage.word(position + 1) in NOUNS[language]:
            continue
        tells_age = passage.follows(position + 1, "year old", "ans") > 0
        if (word in STOP or word in VERBS[language] or word.isdecimal()) and not tells_age:
            return named
        named = position if word in COMMUNITIES else named
    return named


def _single(passage: Passage, position: int, language: str) -> People | None:
    """As in "a soldier", "the village chief", "son fils": one person."""
    besides = passage.words[position] in {"au", "a"} and passage.word(position - 1) == "vie"
    besides = besides or (passage.words[position] == "du" and passage.word(position - 1) == "plus")
    if passage.words[position] not in SINGULAR[language] and not besides:
        return None
    if passage.words[position] in ORDINALS and passage.words[position + 1 : position + 2]:
        following = passage.words[position + 1]
        if (
            following in VERBS[language]
            or passage.is_break(position + 1)
            or following
            in {"succumbed", "also", "later", "est", "a", "man", "person", "was", "were", "s", "victim"}
        ):
            return one_person(passage, position, position + 1)
    if passage.words[position] == "another" and passage.word(position + 1) in DYING[language]:
        return one_person(passage, position, position + 1)  # "ten were killed and another died on the way"
    if passage.precedes(position, MEMBERS_OF):
        return None  # "two members of a volunteer force"
    if passage.words[position] == "la" and passage.word(position + 1) == "garde":
        return None  # the corps, no man of it
    noun = _noun(passage, position + 1, language)
    if noun is not None and passage.words[noun] in ACRONYMS and passage.words[position] in DEFINITE:
        return None  # "the VDP escort" is no one man
    if noun is None or (people_word(passage, noun, language).plural and passage.words[noun] not in ACRONYMS):
        return None
    toll = exactly_one(passage, position, noun + 1)
    group = _group(passage, position, noun, toll, language)
    return replace(group, is_definite=passage.words[position] in DEFINITE)


# "Un moissonneur et ses deux fils": whoever has sons and brothers is a person.
THEIR = {
    "en": frozenset({"his", "her", "their"}),
    "fr": frozenset({"ses", "son", "sa", "leurs", "leur"}),
}


def _one_with_kin(passage: Passage, position: int, language: str) -> People | None:
    near = range(position + 2, position + (6 if passage.word(position + 2) in OF_WORDS else 4))
    last = next((at for at in near if passage.word(at) in {"and", "et"}), None)
    if passage.words[position] not in INDEFINITE[language] or last is None:
        return None
    # "Un percepteur des impôts et son chauffeur".
    noun = passage.word(position + 1 if passage.word(position + 2) in OF_WORDS else last - 1)
    whose = passage.word(last + 1)
    is_noun = noun and noun not in NOT_PEOPLE and noun not in STOP and noun not in VERBS[language]
    if not is_noun or whose not in THEIR[language] or _noun(passage, last + 2, language) is None:
        return None
    return one_person(passage, position, last)


def _one_of(passage: Passage, position: int, language: str) -> People | None:
    """As in "one of their guards", "un de ses hommes": one, whatever they are called."""
    if passage.words[position] not in ONE or not passage.follows(position + 1, "of", "de", "d", "des"):
        return None
    if own := passage.follows(position + 1, OF_OURS):
        return replace(
            one_person(passage, position, position + 1 + own), whose="own"
        )  # "perdant l'un des leurs"
    if passage.word(position + 2) not in THEIR[language] | DEFINITE | {"nos", "our"}:
        return None
    noun = _noun(passage, position + 3, language)
    if noun is None:
        return None
    return _group(passage, position, noun, exactly_one(passage, position, noun + 1), language)


def _one_more(passage: Passage, position: int, found: Sequence[People], language: str) -> People | None:
    """As in "a school director and a visitor": who stands in a list of people is one of them."""
    is_listed = (
        passage.word(position - 1) in {"and", "et"} and bool(found) and 0 < position - found[-1].last <= 4
    )
    noun = passage.word(position + 1)
    if not is_listed or passage.words[position] not in INDEFINITE[language] or not noun:
        return None
    if noun in NOT_PEOPLE or noun in STOP or noun in VERBS[language] or passage.is_break(position + 1):
        return None
    return one_person(passage, position, position + 2)


def _somebody(passage: Passage, position: int, language: str) -> People | None:
    """As in "a school inspector was kidnapped": whoever it is that this happens to is one person."""
    if is_the_one_who_died(passage, position, language):
        return replace(one_person(passage, position, position + 2), is_definite=True)
    if passage.words[position] not in INDEFINITE[language] or passage.word(position + 1) in SUMS:
        return None
    if passage.words[position + 2 : position + 4] == ("year", "old") and not passage.is_break(position + 1):
        return one_person(passage, position, position + 4)  # "a 17-year-old"
    if passage.word(position - 1) not in {"d", "of"} and dies_behind_clause(passage, position, language):
        return one_person(passage, position, position + 2)
    if passage.word(position - 1) in {"d", "of"}:
        return None  # "deux vigiles d'un comptoir ont été abattus"
    following = passage.word(position + 1)
    if language == "fr" and VERBS["fr"].get(following, {}).keys() & {"subject", "either"}:
        return one_person(passage, position, position + 1)  # "un mort"
    named = passage.word(position + 2)
    is_short = following not in STOP and following not in NOT_PEOPLE and not passage.is_break(position + 2)
    if is_short and named.endswith(("e", "ed")) and VERBS[language].get(named, {}).get("either") == "killed":
        return one_person(passage, position, position + 2)  # "un boutiquier tué", "a shopkeeper killed"
    for verb in range(position + 2, min(position + 8, len(passage.words))):
        word = passage.words[verb]
        if (
            passage.is_break(verb)
            or word in NOT_PEOPLE
            or (word in STOP and word not in PASSIVE[language] | OF_WORDS)
        ):
            return None
        passive = PASSIVE[language].intersection(passage.words[verb - 2 : verb]) - MANY_WERE
        dies = word in DYING[language] and following not in ORDINALS  # "a fourth" was counted before
        if (
            dies
            and verb == position + 2 + (language == "fr")
            and (language == "en" or named in {"a", "avait"})
        ):
            return one_person(passage, position, position + 2)  # "a singer died", "un chanteur a péri"
        is_dead = dies and following not in OF_WORDS  # but "un des deux"
        if passive and ("either" in VERBS[language].get(word, {}) or is_dead):
            last = next(
                at for at in range(position + 1, verb) if passage.words[at] in PASSIVE[language] | AUXILIARY
            )
            return one_person(passage, position, last)
    return None


def _headline_one(passage: Passage, position: int, language: str) -> People | None:
    """As in "Health worker killed", "Chef de village enlevé": one person, without an article."""
    noun = NOUNS[language].get(passage.words[position])
    behind = position + 1
    if passage.word(behind) in {"de", "d", "from", "of"} and not passage.is_break(behind):
        behind += 2 + (passage.word(behind + 1) in {"la", "l", "the"})  # "instituteur de Gankouna exécuté"
    if behind > position + 1 and passage.word(behind) in {"was", "has", "est"}:
        behind += 1  # "chief of Kokorou was shot dead"
    after = passage.words[behind : behind + 1]
    if after and after[0] not in VERBS[language] and after[0] not in STOP and not passage.is_break(behind):
        after = passage.words[behind + 1 : behind + 2]  # "chef coutumier abattu"
    is_first = position == 0 and passage.word(1) in {"and", "et", "+"}  # "Driver and one mason killed"
    if noun is None or noun.plural or not after:
        return None
    forms = VERBS[language].get(after[0], {})
    is_listed = passage.word(position - 1) in {"and", "et", "+"} and "subject" in forms
    is_new = passage.is_break(position) or _is_behind_its_noun(passage, position, language)
    # "Citerne saute sur EEI, chauffeur mort, apprenti blessé".
    is_note = is_new and forms.get("subject") == "killed" and passage.ends_clause(behind + 1)
    if "either" not in forms and not is_first and not is_listed and not is_note:
        return None
    if (position > 3 and not is_new) or (
        not is_new
        and not is_listed
        and any(word in STOP or word in SINGULAR[language] for word in passage.words[:position])
    ):
        return None
    return _group(passage, position, position, exactly_one(passage, position, position + 1), language)


def _is_behind_its_noun(passage: Passage, position: int, language: str) -> bool:
    """As in "Abala: village chief shot": one word that begins a line says which chief."""
    before = passage.tokens[position - 1]
    is_noun = not (before.is_capitalised or before.folded in STOP or before.folded in VERBS[language])
    return position > 1 and passage.is_break(position - 1) and is_noun


def _bare_plural(passage: Passage, position: int, language: str) -> People | None:
    """As in "villagers were killed": more than one, nobody says how many."""
    noun = NOUNS[language].get(passage.words[position])
    if noun is None or not noun.plural or passage.words[position] in ACRONYMS:
        return None
    if passage.words[position] == "staff" and passage.word(position - 1) in {"general", "of"}:
        return None  # "the army's general staff", "chief of staff"
    if passage.word(position - 1) in {"no", "sans", "without"}:
        return None
    if passage.follows(position + 1, OF_BOTH) or passage.precedes(position, KNOWN_AS):
        return None  # "12 bodies, combatants of both sides"; "five auxiliaries, known as volunteers"
    if passage.precedes(position, "trop de", "trop d", "too many") or passage.precedes(position, MEMBERS_OF):
        return None
    last = last_noun(passage, position, language)
    # "Both occupants", "both its occupants".
    whose = passage.word(position - 1) in POSSESSIVE | {"its", "the"}
    both = position - 1 - whose
    is_two = passage.word(both) == "both"
    toll = Toll(2, None, None, "vague", passage.quote(position, last + 1))
    if is_two:
        toll = Toll(2, 2, 2, "exactly", passage.quote(both, last + 1))
    definite = bool(DEFINITE.intersection(passage.words[max(0, position - 2) : position]))
    group = _group(passage, position, last, toll, language)
    return replace(group, first=both if is_two and whose else position, is_definite=definite)


def _group(passage: Passage, first: int, noun: int, toll: Toll, language: str) -> People:
    last = noun + 1
    word = people_word(passage, noun, language)
    described = list(passage.words[first : min(noun + 3, len(passage.words))])
    if passage.words[noun] in GENERIC | GUARDS:
        described = list(passage.words[first : min(noun + 6, len(passage.words))])
    accused = next((at for at, name in enumerate(described) if name in ACCUSED), len(described))
    side = side_of(word, passage.words[noun], described[:accused])
    community = next((COMMUNITIES[name] for name in described if name in COMMUNITIES), None)
    community = community or community_nearby(passage, last)
    whose = "volunteers" if VOLUNTEERS.intersection(described) else ""
    return People(first, last, toll, side, community, whose=whose)
