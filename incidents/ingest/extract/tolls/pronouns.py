"""The dead of whom the text had told before: "he died later", "shot them dead", "all were killed"."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.ingest.drafts import Toll
from incidents.ingest.extract.people.casualty_words import DYING, HIM, PRONOUNS, VERBS
from incidents.ingest.extract.people.groups import people
from incidents.ingest.extract.people.people_words import ATTACKERS, UNKNOWN
from incidents.ingest.extract.people.persons import People, one_person
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.tokens import passage as passage_of
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.bombers import is_about_bomber
from incidents.ingest.extract.tolls.tollmentions import TollMention, mention_of

THEM = frozenset({"them"})
THEM_OR_HIM = THEM | HIM
THEM_BEFORE, HIM_BEFORE = ("les ont", "les a"), ("l ont", "l a")
PRONOUN = "pronoun-toll"
ONE_OF_THEM = phrase_list(
    "one of them|one of the two|one of the hostages|l un d eux|l une d elles|un d entre eux|"
    "l un d entre eux|un des otages"
)
ALL_DIED = phrase_list(
    "all were killed|all of them were killed|all died|all of them died|they were all killed|they all died|none survived|"
    "none of them survived|tous ont ete tues|ils ont tous ete tues|tous sont morts|ils sont tous morts|tous ont peri|"
    "aucun n a survecu|tous ont ete executes|all were executed|all of them were executed|tous ont ete abattus|"
    "tous ont ete neutralises|all were neutralised|none came out alive|none made it out alive|aucun n en est sorti vivant"
)
# "Dragged a man out and slit his throat."
THROAT = phrase_list(
    "slit his throat|slit her throat|cut his throat|cut her throat|slitting his throat|slitting her throat"
)
# So far back the sentence before is looked for.
SENTENCE = 400
TOGETHER = phrase_list("together with|along with|as well as|ainsi que|en meme temps que|avec")
BOTH_DIED = phrase_list(
    "both were beaten to death|both were burned alive|both were shot dead|both were executed|both are dead|both have died|"
    "tous deux ont ete executes|tous deux ont ete abattus|les deux ont ete tues|les deux ont ete abattus|"
    "both died|both were killed|both were found dead|tous deux ont ete retrouves morts|tous deux ont ete tues|tous deux sont morts|les deux sont morts|toutes deux sont mortes"
)


def one_of_them(passage: Passage, language: str, blocked: Sequence[tuple[int, int]]) -> TollMention | None:
    """As in "shot them dead", "She alone died", "il est mort": of those told of before, where no number is told here."""
    return (
        _killed_by_pronoun(passage, language, blocked)
        or _died_by_pronoun(passage, language)
        or _throat_of_one(passage)
    )


def _throat_of_one(passage: Passage) -> TollMention | None:
    for position, length in passage.where(THROAT):
        last = position + length
        return mention_of(passage, "killed", (one_person(passage, last - 2, last),), last - 1, PRONOUN)
    return None


def _killed_by_pronoun(
    passage: Passage, language: str, blocked: Sequence[tuple[int, int]]
) -> TollMention | None:
    """As in "took five men from the market and shot them dead", "killed him", "l'ont exécuté"."""
    if not (
        passage.has(*THEM_BEFORE, *HIM_BEFORE)
        if language == "fr"
        else THEM_OR_HIM.intersection(passage.words)
    ):
        return None
    for position in range(1, len(passage.words)):
        if _kills(passage, position, language, THEM, THEM_BEFORE):
            counted = [
                group
                for group in people(passage, language, blocked)
                if group.last < position and group.toll.best
            ]
            return mention_of(passage, "killed", (counted[-1],), position, PRONOUN) if counted else None
        if passage.word(position - 2) == "to":
            continue  # "has tried to kill him"
        is_neutral = passage.words[position].startswith("neutralis")  # a device, as often as a man
        if _kills(passage, position, language, HIM, HIM_BEFORE) and not (is_neutral and language == "fr"):
            whom = one_person(passage, position - 1, position + 1)
            return mention_of(passage, "killed", (whom,), position, PRONOUN)
    return None


def _kills(
    passage: Passage, position: int, language: str, whom: frozenset[str], french: tuple[str, ...]
) -> bool:
    """Whether the word is the object of an English verb of killing, or a French one behind object and auxiliary."""
    is_object = passage.precedes(position, *french) if language == "fr" else passage.words[position] in whom
    verb = passage.words[position if language == "fr" else position - 1]
    return bool(is_object) and VERBS[language].get(verb, {}).get("either") == "killed"


def _died_by_pronoun(passage: Passage, language: str) -> TollMention | None:
    if passage.has(ALL_DIED) and (all_of_them := _all_of_those_before(passage, language)):
        return all_of_them
    if PRONOUNS[language].isdisjoint(passage.words) and not passage.has(BOTH_DIED, ONE_OF_THEM):
        return None
    for position, word in enumerate(passage.words):
        both = passage.follows(position, BOTH_DIED)
        if both:
            toll = Toll(2, 2, 2, "exactly", passage.quote(position, position + 1))
            two = People(position, position + 1, toll, UNKNOWN)
            return mention_of(passage, "killed", (two,), position + both - 1, PRONOUN)
        if word in PRONOUNS[language] or passage.precedes(position + 1, ONE_OF_THEM):
            # "L'un d'eux, âgé de 61 ans, est décédé".
            behind = passage.behind_aside(position + 1) or position + 1
            for verb in range(behind, min(behind + 4, len(passage.words))):
                if passage.words[verb] in DYING[language]:
                    # "A man drove up and blew himself up. He died in the explosion."
                    side = ATTACKERS if is_about_bomber(passage) else UNKNOWN
                    one = one_person(passage, position, position + 1, side)
                    chain = (one, *_with_him(passage, verb + 1, language))
                    return mention_of(passage, "killed", chain, verb, PRONOUN)
    return None


def _all_of_those_before(passage: Passage, language: str) -> TollMention | None:
    """As in "A drone struck about twenty fighters. All were killed": whom the sentence before counted last."""
    before = passage.text_before(SENTENCE).rstrip(' .»"”')
    sentence = _passage_of(before[max(before.rfind(end) for end in ".!?") + 1 :])
    counted = [group for group in people(sentence, language) if (group.toll.best or 0) > 1]
    if not counted or any("killed" in VERBS[language].get(word, {}).values() for word in sentence.words):
        return None
    position, length = next(passage.where(ALL_DIED))
    them = People(position, position + 1, counted[-1].toll, counted[-1].group)
    return mention_of(passage, "killed", (them,), position + length - 1, PRONOUN)


def _passage_of(text: str) -> Passage:
    return passage_of(text, 0, len(text))


def _with_him(passage: Passage, at: int, language: str) -> tuple[People, ...]:
    """As in "he was shot dead together with his brother"."""
    beside = passage.follows(at, TOGETHER)
    found = people(passage, language) if beside else []
    return tuple(group for group in found if 0 <= group.first - at - beside <= 1)[:1]
