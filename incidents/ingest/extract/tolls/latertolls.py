"""Who died later or beside the others: "four on the spot, a fifth in hospital"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.people.articles import ORDINALS, POSSESSIVE
from incidents.ingest.extract.people.casualty_words import (
    BESIDES,
    MORE,
    RESULT,
    WHERE,
)
from incidents.ingest.extract.people.people_words import ARMED, ATTACKERS, UNKNOWN
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.bodies import (
    SHORT_LINE,
)
from incidents.ingest.extract.tolls.chains import are_cared_for, starting
from incidents.ingest.extract.when.date_words import WEEKDAYS

# How somebody was killed, between the verb and whom: "a fait exécuter en public deux hommes".
HOW = phrase_list(
    "en public|en place publique|publiquement|froidement|de sang froid|sommairement|a bout portant|"
    "par balles|par erreur|par meprise|par accident|accidentellement|a coups de feu|a coups de machette|"
    "in public|publicly|by mistake|mistakenly|in error|in cold blood|at close range|at point blank range|on the spot"
)
WITH = frozenset({"with", "avec"})
WHEN_OF_DAY = WEEKDAYS.keys() | frozenset(
    {"hier", "soir", "matin", "dernier", "yesterday", "morning", "evening"}
)
WITH_THEM = phrase_list(
    "with them|with him|with her|alongside him|alongside her|also|too|as well|aussi|egalement|avec eux|avec elles|avec lui|avec elle|"
    "a ses cotes|a leurs cotes|dans le meme"
)


def behind_verb(passage: Passage, verb: int) -> int:
    """Where its object may begin: behind "dead" and behind the time of day ("ont assassiné dimanche soir l'imam")."""
    after = verb + 1 + passage.follows(verb + 1, RESULT)
    while not passage.is_break(after) and (
        passage.word(after) in WHEN_OF_DAY
        or (passage.word(after) == "on" and passage.word(after + 1) in WEEKDAYS)
    ):
        after += 1
    return after + passage.follows(after, HOW)


def besides(passage: Passage, position: int) -> int:
    """How many words "as well as" takes; "plus two civilians", but never "plus de vingt blessés"."""
    is_plus = passage.word(position) == "plus" and passage.word(position + 1) not in {
        "de",
        "d",
        "que",
        "tard",
    }
    return passage.follows(position, BESIDES) or int(is_plus)


def with_kin(passage: Passage, position: int) -> int:
    """One for "with" in "died with his son", which stands right behind the victim or the verb."""
    return int(passage.word(position) in WITH and passage.word(position + 1) in POSSESSIVE)


def also(passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]) -> tuple[People, ...]:
    """As in "five fell, and two volunteers with them", "5 morts et 2 djihadistes aussi"."""
    begin = verb + 1
    later = _later_dead(passage, verb, chains)
    if later:
        return later
    if {"+", "&"} & set(passage.gap(begin)):
        more = (starting(chains, begin, begin) or ())[:1]
        # "1 VDP dead + 3 jihadists", but never "2 dead + 3 wounded".
        return more if more and more[0].group != UNKNOWN else ()
    if added := _at_the_end(passage, begin, chains):
        return added
    # "Was killed on Monday, and three men with him".
    begin = behind_verb(passage, verb)
    is_listed = passage.word(begin) in {"and", "et"}
    if not is_listed and "," not in passage.gap(begin):
        return ()
    # "Un vaccinateur tué, le conducteur aussi".
    chain = starting(chains, begin + is_listed, begin + is_listed)
    if not chain or not passage.follows(chain[0].last, WITH_THEM):
        return ()
    return chain[:1]


def _at_the_end(passage: Passage, begin: int, chains: Sequence[tuple[People, ...]]) -> tuple[People, ...]:
    """As in "nine hunters were killed at Diallassagou on Sunday, and three of the assailants."."""
    for at in range(begin, min(begin + SHORT_LINE, len(passage.words))):
        chain = starting(chains, at + 1, at + 1) if passage.word(at) in {"and", "et"} else None
        if chain and "," in passage.gap(at) and chain[0].group in {ARMED, ATTACKERS}:
            last = chain[-1].last
            is_end = last == len(passage.words) or not {".", ";"}.isdisjoint(passage.gap(last))
            return chain[:1] if is_end and chain[0].toll.best else ()
    return ()


def told_apart(
    passage: Passage, verb: int, chain: tuple[People, ...], chains: Sequence[tuple[People, ...]]
) -> tuple[People, ...]:
    """As in "Twelve dead in all: three gendarmes and nine attackers": who the twelve were."""
    for at in range(verb + 1, min(verb + SHORT_LINE, len(passage.words))):
        listed = starting(chains, at, at) if ":" in passage.gap(at) or "(" in passage.gap(at) else None
        if listed is None:
            continue
        counts = [group.toll.best for group in listed if not group.is_part]
        whole = chain[0].toll.best
        if len(chain) == 1 and whole and None not in counts and sum(filter(None, counts)) == whole:
            return (*chain, *(replace(group, is_part=True) for group in listed))
    return chain


def _later_dead(passage: Passage, verb: int, chains: Sequence[tuple[People, ...]]) -> tuple[People, ...]:
    """As in "four died on the spot, a fifth in hospital", "two died at once, three more on the way"."""
    for at in range(verb + 1, min(verb + SHORT_LINE, len(passage.words))):
        is_ordinal = passage.words[at] in {"a", "un", "une"} and passage.word(at + 1) in ORDINALS
        if is_ordinal and _says_where(passage, at + 2):
            return (one_person(passage, at, at + 2),)
        chain = starting(chains, at, at)
        if chain and MORE.intersection(passage.words[at : chain[0].last + 1]):
            if are_cared_for(passage, chain[0]):
                return ()  # "neuf autres soignés à l'hôpital"
            behind = chain[0].last + (passage.word(chain[0].last) in MORE)
            return chain[:1] if _says_where(passage, behind) else ()
    return ()


def _says_where(passage: Passage, at: int) -> bool:
    """Whether a place or a time begins here; "un troisième a perdu une jambe" has a verb there."""
    return passage.word(at) in WHERE and passage.quote(at, at + 1) != "a"
