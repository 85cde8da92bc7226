"""Tolls of a passage: how many of whom were killed, injured, abducted and so on.

A number is a toll only through a casualty word of its own clause: "22 civilians were killed", "killing 22",
"22 dead". Force sizes, ages, distances and dates have no such word and stay out. Coordinated people are added,
people after "including" are parts of what stands before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.numbers import Quantity, quantities
from incidents.ingest.extract.people import (
    CIVILIANS,
    COMMUNITIES,
    FOREIGN_DEMONYMS,
    NOT_PEOPLE,
    NOUNS,
    SIDES,
    UNKNOWN,
    PeopleWord,
)
from incidents.ingest.extract.tokens import Passage


@dataclass(frozen=True)
class People:
    """A group of people in the words `first` up to `last`; `is_part` when the text includes them in others."""

    first: int
    last: int
    toll: Toll
    group: str
    community: str | None = None
    is_part: bool = False
    is_definite: bool = False


@dataclass(frozen=True)
class TollMention:
    """One statement "so many of these came to this"; the offsets span people and casualty word."""

    kind: str
    people: tuple[People, ...]
    start: int
    end: int
    rule: str
    verb: int


# form: object (people follow), either (active or passive), subject (people precede), of (people follow "of").
_FORMS = {
    ("en", "killed", "either"): "killed slain murdered executed assassinated massacred beheaded slaughtered "
    "lynched neutralised neutralized eliminated",
    ("en", "killed", "subject"): "died perished succumbed dead deaths fatalities lives life",
    ("en", "killed", "object"): "killing murdering executing beheading massacring slaughtering assassinating",
    ("en", "killed", "of"): "killing killings death deaths murder assassination execution lives life",
    ("en", "killed", "toll"): "toll",
    ("en", "injured", "either"): "injured wounded hurt",
    ("en", "injured", "object"): "injuring wounding",
    ("en", "abducted", "either"): "abducted kidnapped",
    ("en", "abducted", "object"): "abducting kidnapping",
    ("en", "abducted", "of"): "abduction kidnapping",
    ("en", "abducted", "subject"): "hostage",
    ("en", "missing", "subject"): "missing disappeared",
    ("en", "released", "either"): "released freed",
    ("en", "released", "of"): "release",
    ("en", "displaced", "either"): "displaced",
    ("en", "displaced", "subject"): "fled flee",
    ("en", "arrested", "either"): "arrested detained captured apprehended",
    ("en", "arrested", "object"): "arresting detaining capturing",
    ("en", "arrested", "of"): "arrest",
    ("fr", "killed", "either"): "tue tues tuee tuees abattu abattus abattue abattues execute executes executee "
    "executees assassine assassines assassinee assassinees massacres massacrees egorge egorges egorgee egorgees "
    "decapite decapites neutralise neutralises lynche lynches elimine elimines",
    ("fr", "killed", "subject"): "mort morts morte mortes peri deces decede decedes decedee decedees succombe vie",
    ("fr", "killed", "object"): "tuant abattant executant assassinant egorgeant",
    ("fr", "killed", "of"): "mort deces assassinat meurtre execution vie",
    ("fr", "injured", "either"): "blesse blesses blessee blessees",
    ("fr", "injured", "object"): "blessant",
    ("fr", "abducted", "either"): "enleve enleves enlevee enlevees kidnappe kidnappes kidnappee kidnappees",
    ("fr", "abducted", "object"): "enlevant kidnappant",
    ("fr", "abducted", "of"): "enlevement rapt",
    ("fr", "abducted", "subject"): "otage otages",
    ("fr", "missing", "subject"): "disparu disparus disparue disparues",
    ("fr", "released", "either"): "libere liberes liberee liberees relache relaches",
    ("fr", "released", "of"): "liberation",
    ("fr", "displaced", "subject"): "fui deplaces",
    ("fr", "arrested", "either"): "arrete arretes arretee arretees interpelle interpelles interpellee "
    "interpellees capture captures apprehende apprehendes",
    ("fr", "arrested", "object"): "arretant interpellant capturant",
    ("fr", "arrested", "of"): "arrestation interpellation",
}
_RULES = {"either": "active-toll", "object": "gerund-toll", "subject": "noun-toll", "of": "noun-of-toll", "toll": "toll"}


def _verbs(language: str) -> dict[str, dict[str, str]]:
    verbs: dict[str, dict[str, str]] = {}
    for (spoken, kind, form), words in _FORMS.items():
        if spoken == language:
            for word in words.split():
                verbs.setdefault(word, {})[form] = kind
    return verbs


VERBS = {language: _verbs(language) for language in ("en", "fr")}
PASSIVE = {
    "en": frozenset("was were been being be is are".split()),
    "fr": frozenset("ete sont furent etaient etait est soit".split()),
}
WITH_DEAD = frozenset("shot stabbed hacked took".split())
MODALS = frozenset("could would may might should can will pourrait pourraient risque risquent".split())
OF = {"en": ("of",), "fr": ("de", "du", "d", "des", "a", "aux", "au")}
AND = frozenset("and et ainsi que as well along plus puis".split())
INCLUDING = {
    "en": ("including", "among them", "most of them", "some of them", "half of them"),
    "fr": ("dont", "parmi lesquels", "parmi lesquelles", "parmi eux", "y compris", "notamment", "pour la plupart"),
}
SINGULAR = {
    "en": frozenset("a an one another the his her its their".split()),
    "fr": frozenset("un une le la l son sa leur".split()),
}
DEFINITE = frozenset("the le la les l ces these those".split())
PARTITIVE = {"en": ("of the", "of"), "fr": ("de", "d", "des", "du", "autres")}
# Between a number and its noun; anything else there ends the search.
STOP = frozenset(
    "in at on near by from to with after before during when while who which that where against for since until "
    "into through between over under as and or but was were is are been has have had said not dans a au aux sur "
    "par pour avec apres avant lors pendant qui que ou mais et sont ont ete est vers contre depuis chez entre "
    "il elle ils elles se y en".split()
)
# After a number without a noun: the number still speaks of people.
BARE = STOP | frozenset("others autres dont including".split())
NOT_PEOPLE_BEFORE = frozenset("aged age agee ages regiment km article".split())
GENERIC = frozenset(
    "member members membre membres element elements agent agents man men homme hommes people person persons "
    "personne personnes individu individus officer officers personnel civil".split()
)
MAX_NOUN_GAP = 4
MAX_VERB_GAP = 7

NO_VICTIMS = re.compile(
    r"\b(?:no (?:casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?|loss of life)|no ?one (?:was|were) (?:killed|hurt)|"
    r"nobody (?:was|were) (?:killed|hurt)|without (?:any )?casualties|"
    r"aucune? (?:mort|victime|déc[eè]s|perte humaine)|sans faire de (?:victimes?|morts?)|"
    r"pas (?:fait )?de (?:victimes?|morts?|pertes humaines))\b(?! (?:figure|toll|report))",
    re.IGNORECASE,
)


def tolls(passage: Passage, language: str, dates: Iterable[tuple[int, int]] = ()) -> list[TollMention]:
    """Every toll of a passage. `dates` are offset spans whose figures are no counts."""
    blocked = list(dates)
    chains = _chains(passage, people(passage, language, blocked), language)
    mentions = [_none_killed(passage)]
    for position, word in enumerate(passage.words):
        forms = VERBS[language].get(word)
        if forms and not passage.is_hedged(position, MODALS):
            mentions.append(_toll_at(passage, position, forms, chains, language))
    return [mention for mention in mentions if mention]


def _none_killed(passage: Passage) -> TollMention | None:
    match = NO_VICTIMS.search(passage.text, passage.start, passage.end)
    if not match:
        return None
    nobody = People(0, 0, Toll(0, 0, 0, "exactly", match.group()), UNKNOWN)
    verb = sum(token.start < match.start() for token in passage.tokens)
    return TollMention("killed", (nobody,), match.start(), match.end(), "no-victims", verb)


def people(passage: Passage, language: str, blocked: Sequence[tuple[int, int]] = ()) -> list[People]:
    """Groups of people in the order of the text, each with its count."""
    counts = {count.first: count for count in quantities(passage, language) if _is_count(passage, count, blocked)}
    found: list[People] = []
    position = 0
    while position < len(passage.words):
        group = (
            _counted(passage, counts[position], language)
            if position in counts
            else _single(passage, position, language) or _bare_plural(passage, position, language)
        )
        if group:
            found.append(group)
        following = group.last if group else position + 1
        position = max(following, counts[position].last if position in counts else 0)
    return found


def _is_count(passage: Passage, count: Quantity, blocked: Sequence[tuple[int, int]]) -> bool:
    start, end = passage.span(count.first, count.last)
    if any(start < last and first < end for first, last in blocked):
        return False
    return not (count.first and passage.words[count.first - 1] in NOT_PEOPLE_BEFORE)


def _counted(passage: Passage, count: Quantity, language: str) -> People | None:
    begin = count.last + passage.follows(count.last, *PARTITIVE[language])
    noun = _noun(passage, begin, language)
    if noun is not None:
        return _group(passage, count.first, noun, count.toll, language)
    if passage.words[count.last : count.last + 1] and passage.words[count.last] in NOT_PEOPLE:
        return None
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
        if word in NOUNS[language]:
            return _last_noun(passage, position, language)
        is_age = passage.follows(position + 1, "year old", "ans") > 0
        if (word in STOP or word in VERBS[language] or word.isdecimal()) and not is_age:
            return named
        named = position if word in COMMUNITIES else named
    return named


def _last_noun(passage: Passage, position: int, language: str) -> int:
    """"police officers", "customs officers": the last noun of a compound."""
    while (
        position + 1 < len(passage.words)
        and passage.words[position + 1] in NOUNS[language]
        and not passage.is_break(position + 1)
    ):
        position += 1
    return position


def _single(passage: Passage, position: int, language: str) -> People | None:
    """"a soldier", "the village chief", "son fils": one person."""
    if passage.words[position] not in SINGULAR[language]:
        return None
    noun = _noun(passage, position + 1, language)
    if noun is None or _people_word(passage, noun, language).plural:
        return None
    toll = Toll(1, 1, 1, "exactly", passage.quote(position, noun + 1))
    group = _group(passage, position, noun, toll, language)
    return replace(group, is_definite=passage.words[position] in DEFINITE)


def _bare_plural(passage: Passage, position: int, language: str) -> People | None:
    """"villagers were killed": more than one, nobody says how many."""
    noun = NOUNS[language].get(passage.words[position])
    if noun is None or not noun.plural:
        return None
    last = _last_noun(passage, position, language)
    toll = Toll(2, None, None, "vague", passage.quote(position, last + 1))
    definite = bool(DEFINITE.intersection(passage.words[max(0, position - 2) : position]))
    return replace(_group(passage, position, last, toll, language), is_definite=definite)


def _group(passage: Passage, first: int, noun: int, toll: Toll, language: str) -> People:
    last = noun + 1
    word = _people_word(passage, noun, language)
    described = list(passage.words[first : min(noun + 3, len(passage.words))])
    if passage.words[noun] in GENERIC:
        described = list(passage.words[first : min(noun + 6, len(passage.words))])
    side = _side(word, passage.words[noun], described)
    community = next((COMMUNITIES[name] for name in described if name in COMMUNITIES), None)
    community = community or _community_nearby(passage, last)
    return People(first, last, toll, side, community)


def _people_word(passage: Passage, position: int, language: str) -> PeopleWord:
    """A community's name alone ("five Tuareg") stands for its people."""
    return NOUNS[language].get(passage.words[position], PeopleWord(CIVILIANS, plural=True))


def _side(word: PeopleWord, noun: str, described: Sequence[str]) -> str:
    if noun in {"casque", "casques"} or "peacekeepers" in described or "minusma" in described:
        return "peacekeepers"
    if word.group == "state_forces" and FOREIGN_DEMONYMS.intersection(described):
        return "international_forces"
    if noun in GENERIC:
        sides = [SIDES[name] for name in described if name in SIDES]
        return sides[0] if sides else "unknown" if word.group == "armed_group" else word.group
    return word.group


def _community_nearby(passage: Passage, last: int) -> str | None:
    """"22 civilians, all Tuareg"; "civils de la communauté peule"."""
    for name in passage.words[last : last + 6]:
        if name in COMMUNITIES:
            return COMMUNITIES[name]
    return None


def _chains(passage: Passage, groups: Sequence[People], language: str) -> list[tuple[People, ...]]:
    """People that stand in one list: "three soldiers and two civilians, including a child"."""
    chains: list[list[People]] = []
    for group in groups:
        previous = chains[-1][-1] if chains else None
        link = _link(passage, previous, group, language) if previous else None
        if link is None:
            chains.append([group])
        else:
            chains[-1].append(replace(group, is_part=link == "part" or bool(previous and previous.is_part)))
    return [tuple(chain) for chain in chains]


def _link(passage: Passage, previous: People, group: People, language: str) -> str | None:
    between = passage.words[previous.last : group.first]
    if len(between) > 6 or any(word in VERBS[language] for word in between):
        return None
    if any(passage.follows(position, *INCLUDING[language]) for position in range(previous.last, group.first)):
        return "part"
    linked = [word for word in between if word in AND]
    rest = [word for word in between if word not in AND]
    comma = "," in passage.gap(group.first)
    if (linked or comma) and len(rest) <= 2 and not STOP.intersection(rest):
        return "added"
    return None


def _toll_at(
    passage: Passage,
    verb: int,
    forms: dict[str, str],
    chains: Sequence[tuple[People, ...]],
    language: str,
) -> TollMention | None:
    of = passage.follows(verb + 1, *OF[language])
    if "of" in forms and of and not (verb and passage.words[verb - 1].isdecimal()):
        chain = _starting(chains, verb + 1, verb + 2 + of)
        if chain:
            return _mention(passage, forms["of"], chain, verb, _RULES["of"])
    if "object" in forms:
        chain = _starting(chains, verb + 1, verb + 3)
        return _mention(passage, forms["object"], chain, verb, _RULES["object"]) if chain else None
    if "toll" in forms:
        chain = _starting(chains, verb + 1, verb + 5)
        return _mention(passage, forms["toll"], chain, verb, _RULES["toll"]) if chain else None
    passive = bool(PASSIVE[language].intersection(passage.words[max(0, verb - 4) : verb]))
    is_active = "either" in forms or passage.words[max(0, verb - 1)] in WITH_DEAD
    if is_active and not passive and not passage.is_break(verb + 1):
        chain = _starting(chains, verb + 1, verb + 1 + _adverb(passage, verb + 1))
        if chain:
            return _mention(passage, forms.get("either") or forms["subject"], chain, verb, _RULES["either"])
    if "either" in forms or "subject" in forms:
        kind = forms.get("either") or forms["subject"]
        chain = _ending(passage, chains, verb, language)
        rule = "passive-toll" if "either" in forms else _RULES["subject"]
        return _mention(passage, kind, chain, verb, rule) if chain else None
    return None


def _adverb(passage: Passage, position: int) -> int:
    """One word may stand between verb and people ("killed reportedly two men"), a preposition not."""
    return int(position < len(passage.words) and passage.words[position] not in STOP)


def _starting(chains: Sequence[tuple[People, ...]], first: int, last: int) -> tuple[People, ...] | None:
    return next((chain for chain in chains if first <= chain[0].first <= last), None)


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
    other_verb = any(word in VERBS[language] for word in between)
    if len(between) > MAX_VERB_GAP or other_verb or {"by", "par"} & set(passage.words[max(0, chain[0].first - 2) : chain[0].first]):
        return None
    return chain


def _mention(
    passage: Passage, kind: str, chain: tuple[People, ...], verb: int, rule: str
) -> TollMention | None:
    # "The soldiers killed" counts nobody new.
    if all(group.is_definite and group.toll.quantifier == "vague" for group in chain):
        return None
    first, last = min(chain[0].first, verb), max(chain[-1].last, verb + 1)
    start, end = passage.span(first, last)
    return TollMention(kind, chain, start, end, rule, verb)
