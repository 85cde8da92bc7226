"""Those who blew themselves up. The dead of every side count, so they do wherever the text says that they died: "the bomber
died in the blast", "apart from the two bombers, a trader was killed", "killing nobody but himself", "mort avec elle"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.people.articles import DEFINITE
from incidents.ingest.extract.people.casualty_words import AND, NOUNS_OF_FIGHTERS, STOP
from incidents.ingest.extract.people.groups import people
from incidents.ingest.extract.people.people_words import ATTACKERS
from incidents.ingest.extract.people.persons import People
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.tokens import passage as passage_of
from incidents.ingest.extract.text.wordlists import phrase_list, word_set
from incidents.ingest.extract.tolls.tollmentions import TollMention, mention_of
from incidents.spelling import words_of

BOMBERS = word_set("bomber bombers kamikaze kamikazes")
# Who blew up, in words that alone would be anybody.
ONE_WHO_DID = word_set(
    "attacker assailant assaillante driver carrier bearer assaillant conducteur porteur porteuse auteur"
)
SEVERAL_WHO_DID = NOUNS_OF_FIGHTERS | word_set(
    "carriers bearers drivers assaillantes porteurs porteuses conducteurs auteurs"
)
WHO_DID = BOMBERS | ONE_WHO_DID | SEVERAL_WHO_DID
DRIVERS = word_set("driver drivers conducteur conducteurs")
HIMSELF, THEMSELVES = word_set("himself herself"), word_set("themselves")
HIM, THEM = word_set("him her lui elle"), word_set("them elles eux")
ONE_OF_THEM = HIMSELF | HIM | ONE_WHO_DID | {"bomber", "kamikaze"}
TWO, BOTH = frozenset({"two", "deux"}), frozenset({"both", "two", "deux"})
DEAD = word_set("died dead killed perished morts mortes peri peris tues tuees decedes decedees")
SUICIDE = BOMBERS | word_set("suicide suicides")
# How it is said, or what they wore.
BLOWN_UP = phrase_list(
    "blew himself up|blew herself up|blew themselves up|blow himself up|blow herself up|set themselves off|detonated their|"
    "detonated his|detonated her|explosive belt|explosive belts|explosive vest|explosive vests|suicide vest|"
    "s est fait exploser|se sont fait exploser|se fait exploser|se font exploser|se faire exploser|s est fait sauter|"
    "se sont fait sauter|ceinture d explosifs|ceintures d explosifs|ceinture explosive|ceintures explosives|"
    "gilet explosif|gilets explosifs|ceinturee d explosifs|ceinturees d explosifs|actionne leur charge|actionne sa charge"
)
# Who rides in these is none of them.
VEHICLES = word_set("bus minibus taxi passengers passagers convoy convoi travellers voyageurs")
BLAST = word_set("blast explosion deflagration")
# "Apart from the bomber, four people died", and "four people died with her", which needs a word of dying right before.
BESIDES_THEM = phrase_list(
    "besides|apart from|aside from|other than|in addition to|as well as|not counting|not including|excluding|but|only|plus|"
    "outre|hormis|en dehors de|en dehors d|en dehors du|en dehors des|en plus de|en plus d|en plus du|en plus des|"
    "sans compter|sauf|excepte|ainsi que|a l exception de|a l exception du|a l exception des|qu"
)
AND_ALSO = phrase_list("and|et")
WITH = phrase_list("with|along with|together with|avec|en meme temps qu|en meme temps que")
# What may lead to their name.
LEADING = (
    DEFINITE
    | TWO
    | BOTH
    | word_set("three four five trois quatre cinq young jeunes female male 2 3 4 5 du des au aux")
)
# Words between the one who died and "with her".
BESIDE = 3
# Characters before a sentence that may tell of a bomber, and so many bombers at most.
TOLD_BEFORE, TOLD_LONG_BEFORE, MOST = 250, 600, 6


def is_about_bomber(passage: Passage) -> bool:
    """Whether "he died in the blast" speaks of the bomber of whom the text has just told."""
    told = words_of(passage.text_before(TOLD_BEFORE))
    return not BLAST.isdisjoint(passage.words) and not BOMBERS.isdisjoint(told)


def with_bombers(passage: Passage, language: str, told: Sequence[TollMention]) -> list[TollMention]:
    """The tolls of a passage and those who blew themselves up, where it says that they died, too."""
    if not _is_suicide_attack(passage):
        return list(told)
    told = [_of_attackers(passage, toll) if toll.kind == "killed" else toll for toll in told]
    dead = [toll for toll in told if toll.kind == "killed"]
    bombers = next((group for toll in dead for group in toll.people if group.group == ATTACKERS), None)
    if bombers is None:
        named = (*_set_apart(passage, dead), *_are_dead(passage))
        bombers = next(
            (them for first, last in named if (them := _them(passage, language, first, last))), None
        )
        told = _with_them(passage, told, bombers) if bombers else told
    if bombers is None:
        return told
    hurt = [_without(toll, bombers) if toll.kind != "killed" else toll for toll in told]
    return [toll for toll in hurt if toll.people]


def _of_attackers(passage: Passage, toll: TollMention) -> TollMention:
    """As in "The driver also died": no civilian, where a bomber drove up, and where no bus was hit."""
    people = tuple(
        replace(group, group=ATTACKERS)
        if passage.words[group.first] in DEFINITE and _is_one_who_did(passage, group.last - 1)
        else group
        for group in toll.people
    )
    return replace(toll, people=people)


def _is_one_who_did(passage: Passage, at: int) -> bool:
    if passage.words[at] in DRIVERS:
        told = words_of(passage.text[max(0, passage.start - TOLD_LONG_BEFORE) : passage.end])
        return VEHICLES.isdisjoint(told)
    return passage.words[at] in WHO_DID


def _with_them(passage: Passage, told: Sequence[TollMention], bombers: People) -> list[TollMention]:
    dead = [toll for toll in told if toll.kind == "killed"]
    some = next((one for one in dead if one.rule != "no-victims"), None)
    if some is not None:
        return [replace(one, people=(*one.people, bombers)) if one is some else one for one in told]
    verb = dead[0].verb if dead else bombers.last - 1
    alone = mention_of(passage, "killed", (bombers,), verb, "passive-toll")
    return [*(one for one in told if one not in dead), *([alone] if alone else [])]


def _without(toll: TollMention, bombers: People) -> TollMention:
    """As in "five died besides the bombers and 13 were wounded": of whom these are none."""
    apart = (group for group in toll.people if group.last <= bombers.first or bombers.last <= group.first)
    return replace(toll, people=tuple(apart))


def _is_suicide_attack(passage: Passage) -> bool:
    before = tuple(words_of(passage.text[max(0, passage.start - TOLD_LONG_BEFORE) : passage.start]))
    told = (*before, *passage.words)
    return not SUICIDE.isdisjoint(told) or BLOWN_UP.occur_in(told)


def _set_apart(passage: Passage, dead: Sequence[TollMention]) -> Iterator[tuple[int, int]]:
    """The words that set those who blew themselves up apart from the others who died."""
    if not dead:
        return
    told = [(group.first, group.last) for toll in dead for group in toll.people]
    named = [
        *(
            _who(passage, at + length, HIMSELF | THEMSELVES | HIM | THEM | WHO_DID)
            for at, length in passage.where(BESIDES_THEM)
        ),
        *(
            _who(passage, at + length, HIMSELF | THEMSELVES | {"lui"})
            for at, length in passage.where(AND_ALSO)
        ),
        *_with_whom(passage, dead),
    ]
    for span in named:
        if span and not any(first < span[1] and span[0] < last for first, last in told):
            yield span


def _with_whom(passage: Passage, dead: Sequence[TollMention]) -> Iterator[tuple[int, int] | None]:
    """As in "Trois habitants sont morts avec elles". Of two tolls the first may be theirs ("se sont donné la mort, emportant
    dix personnes avec elles"), and beside one person "with her" may be with that one."""
    people = dead[0].people
    if len(dead) > 1 or any(group.toll.best == 1 for group in people):
        return
    end = max(dead[0].verb + 1, people[-1].last)
    for at, length in passage.where(WITH):
        if 0 <= at - end <= BESIDE:
            yield _who(passage, at + length, HIM | THEM | WHO_DID)


def _who(passage: Passage, at: int, names: frozenset[str]) -> tuple[int, int] | None:
    """The words from `at` on, if they name them: "the two bombers", "le conducteur", "elles"."""
    if passage.word(at) in DEFINITE and passage.word(at + 1) in TWO and passage.ends_clause(at + 2):
        return at, at + 2  # "apart from the two, a trader died"
    end = at
    while end < min(at + 3, len(passage.words)) and passage.words[end] in LEADING:
        end += 1
    who = passage.word(end)
    if who not in names:
        return None
    if who in HIMSELF | THEMSELVES | HIM | THEM:
        following = passage.word(end + 1)
        is_whole = passage.ends_clause(end + 1) or following in STOP | AND | {"meme", "memes"}
        return (at, end + 1) if end == at and is_whole else None
    if end == at or (who in DRIVERS and not _is_one_who_did(passage, end)):
        return None
    return at, end + 1


def _are_dead(passage: Passage) -> Iterator[tuple[int, int]]:
    """As in "The bombers were also dead": of whom no figure stands here."""
    for at, word in enumerate(passage.words):
        if word not in BOMBERS or passage.word(at - 1) not in DEFINITE | BOTH:
            continue
        behind = passage.words[at + 1 : at + 1 + BESIDE]
        if not DEAD.isdisjoint(behind):
            yield at - 1, at + 1


def _them(passage: Passage, language: str, first: int, last: int) -> People | None:
    """Those whom these words name, with their number; None where nobody can know it."""
    number = _number(passage, language, first, last)
    if number is None:
        return None
    return People(first, last, Toll(number, number, number, "exactly", passage.quote(first, last)), ATTACKERS)


def _number(passage: Passage, language: str, first: int, last: int) -> int | None:
    words = passage.words[first:last]
    counted = [
        group for group in people(passage, language) if first <= group.first < last and group.toll.best
    ]
    if counted:
        return counted[0].toll.best
    if not BOTH.isdisjoint(words):
        return 2
    if words[-1] in ONE_OF_THEM:
        return 1
    start = max(0, passage.start - TOLD_LONG_BEFORE)
    before = passage_of(passage.text, start, passage.tokens[first].start)
    begins = [at for at, _length in BLOWN_UP.where(before.words)]
    begins += [at for at, word in enumerate(before.words) if word in BOMBERS]
    blown = min(begins, default=len(before.words))
    told = [
        group.toll.best
        for group in people(before, language)
        if group.first <= blown and group.toll.best and 1 < group.toll.best <= MOST
    ]
    return told[-1] if told else None
