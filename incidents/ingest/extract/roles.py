"""Who did it and to whom: the role of each party by its place in the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.ingest.extract.actors import DOUBT, ActorMention
from incidents.ingest.extract.casualties import TollMention
from incidents.ingest.extract.casualty_words import PASSIVE, VERBS
from incidents.ingest.extract.events import Trigger
from incidents.ingest.extract.people import NOUNS
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list, word_set

PERPETRATOR, TARGET, RESPONDER, OTHER = "perpetrator", "target", "responder", "other"

BY = phrase_list("by|par|par des|par les|by the|par le|par la|par l|by some|par un|by an|by a")
WITH = phrase_list(
    "with|alongside|together with|avec|aux cotes de|aux cotes des|aux cotes du|and|et|by|"
    "supported by|appuyes par|backed by"
)
AGAINST = phrase_list(
    "against|on|at|targeting|targeted|attacked|ambushed|hit|contre|sur|visant|ciblant|attaque|"
    "ont attaque|a attaque|vise|killed|tue|killing|tuant|between|entre|of|de|du|des|d|with|avec|"
    "operative of|clashed with|fought|engaged"
)
RESPONDING = word_set(
    "responded repelled repulsed pursued reinforcements intervened repousse riposte poursuivi intervenu"
)
# The one who hits a mine does not attack.
SUFFERING = frozenset({"mine", "ied"})
ARTICLES = word_set(
    "the a an le la les l un une suspected presumed alleged presumes some other two three four"
)


@dataclass(frozen=True)
class _Clause:
    """What decides roles: verbs and victims by position, and whether the subject suffers or fights."""

    passage: Passage
    verbs: Sequence[int]
    victims: Sequence[tuple[int, int]]
    suffering: bool
    clash: bool
    language: str


def roles(
    passage: Passage,
    mentions: Sequence[ActorMention],
    triggers: Sequence[Trigger],
    tolls: Sequence[TollMention],
    language: str,
) -> list[str]:
    """One role per mention, in the same order."""
    verbs = sorted({toll.verb for toll in tolls} | {trigger.first for trigger in triggers if trigger.is_verb})
    suffering = any(trigger.kind in SUFFERING and trigger.is_verb for trigger in triggers)
    victims = [(group.first, group.last) for toll in tolls for group in toll.people]
    clash = any(trigger.kind == "clash" for trigger in triggers)
    clause = _Clause(passage, verbs, victims, suffering, clash, language)
    found: list[str] = []
    for mention in mentions:
        previous = (mentions[len(found) - 1], found[-1]) if found else None
        found.append(_role(clause, mention, previous))
    return found


def _role(clause: _Clause, mention: ActorMention, previous: tuple[ActorMention, str] | None) -> str:
    passage = clause.passage
    head = _head(passage, mention.first, clause.language)
    begin = _before_articles(passage, head)
    if RESPONDING.intersection(passage.words[mention.last : mention.last + 3]):
        return RESPONDER
    if any(first < mention.last and head < last for first, last in clause.victims):
        return TARGET
    if passage.precedes(begin, *BY):
        return PERPETRATOR
    if (
        previous
        and begin - previous[0].last <= 2
        and passage.precedes(begin, "and", "et", "with", "avec", "alongside")
    ):
        return TARGET if clause.clash and previous[1] == PERPETRATOR else previous[1]
    if previous and _is_companion(passage, previous[0].last, mention.first) and not clause.clash:
        return PERPETRATOR if previous[1] == PERPETRATOR else previous[1]
    if clause.clash and previous and previous[1] == PERPETRATOR:
        return TARGET
    if clause.clash and passage.precedes(begin, "between", "entre"):
        return PERPETRATOR
    next_verb = next((verb for verb in clause.verbs if verb >= mention.last), None)
    if next_verb is not None and not passage.precedes(begin, *AGAINST):
        return _subject_role(clause, mention, next_verb)
    if passage.precedes(begin, *AGAINST):
        return TARGET
    return (
        PERPETRATOR
        if not previous and not clause.verbs and mention.doubt == "" and mention.is_unnamed
        else OTHER
    )


def _head(passage: Passage, position: int, language: str) -> int:
    """As in "paratroopers of Barkhane": the party stands where its people stand."""
    begin = position
    while begin > 0 and passage.words[begin - 1] in {"the", "l", "la", "le", "operation"}:
        begin -= 1
    length = passage.precedes(begin, "of", "from", "de", "du", "des", "d")
    noun = begin - length - 1
    while noun > 0 and passage.words[noun] in DOUBT:
        noun -= 1
    return noun if length and noun >= 0 and passage.words[noun] in NOUNS[language] else position


def _before_articles(passage: Passage, position: int) -> int:
    while position > 0 and _is_article(passage, position - 1):
        position -= 1
    return position


def _is_article(passage: Passage, position: int) -> bool:
    word = passage.words[position]
    # "des" opens a subject ("Des soldats ont ...") or belongs to another noun ("le camp des soldats").
    opens = word == "des" and (position == 0 or passage.is_break(position))
    return opens or word in ARTICLES or word.isdecimal()


def _is_companion(passage: Passage, first: int, last: int) -> bool:
    """As in "landed and raided with", "alongside": the second party acts with the first."""
    return (
        passage.precedes(last, *WITH[:7]) > 0
        or passage.precedes(_before_articles(passage, last), *WITH[:7]) > 0
    )


def _subject_role(clause: _Clause, mention: ActorMention, verb: int) -> str:
    passage, language = clause.passage, clause.language
    between = passage.words[mention.last : verb]
    if clause.suffering:
        return TARGET
    # A participle right behind the party ("soldiers killed in") suffers it too, unless people follow.
    is_passive = bool(PASSIVE[language].intersection(between[-4:]))
    return TARGET if is_passive and passage.words[verb] in _PARTICIPLES[language] else PERPETRATOR


_PARTICIPLES = {
    language: frozenset(word for word, forms in VERBS[language].items() if "either" in forms)
    | word_set("attacked ambushed targeted attaque attaques attaquee attaquees vises vise visee pris")
    for language in VERBS
}
