"""Who did it together with one who did: the parties of a note two by two, and the signs for and against each pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from incidents.ingest.extract.decisions.heard import Sentence
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.scene import Candidate, Scene
from incidents.ingest.extract.decisions.signs import BETWEEN, JOINED, words_between
from incidents.ingest.extract.who.actors import ActorMention


def partner_signs(first: Candidate, other: Candidate, scene: Scene, own: Signs) -> Signs:
    """Whether `other`, of which `own` are the signs by itself, did it together with `first`, who did."""
    kinds = f"{scene.kind(first.side)}>{scene.kind(other.side)}"
    names = [
        f"pair={first.side}>{other.side}",
        f"pair kinds={kinds}",
        f"pair kinds={kinds} type={scene.draft.event_type}",
        f"pair kinds={kinds} sub={scene.draft.sub_event_type}",
    ]
    beside = list(_beside_each_other(first, other, scene, kinds))
    is_told = f"pair told={bool(beside)}"
    return {**own, **dict.fromkeys([*names, is_told, f"{is_told} kinds={kinds}", *beside], 1.0)}


def _beside_each_other(first: Candidate, other: Candidate, scene: Scene, kinds: str) -> Iterator[str]:
    for (number, mention), (beside, another) in product(first.mentions, other.mentions):
        if number == beside and scene.is_near(number):
            where = "here" if number == scene.opener else "near"
            yield from _in_a_sentence(mention, another, scene.told[number], where, kinds)


def _in_a_sentence(
    one: ActorMention, another: ActorMention, sentence: Sentence, where: str, kinds: str
) -> Iterator[str]:
    """What stands between their names, in which order, and what the rules read of each."""
    ahead, behind = sorted((one, another), key=lambda mention: mention.first)
    order = "first" if ahead is one else "other"
    words = sentence.passage.words[ahead.last : behind.first]
    others = sum(ahead.first < mention.first < behind.first for mention in sentence.actors)
    is_event = any(ahead.first < trigger.first < behind.first for trigger in sentence.triggers)
    roles = f"{sentence.roles.get(one.start)} {sentence.roles.get(another.start)}"
    apart = min(6, len(words) // 2)
    yield f"pair reads={roles}"
    yield f"pair reads={roles} {where}"
    yield f"pair ahead={order} others={min(2, others)}"
    yield f"pair ahead={order} event={is_event}"
    yield f"pair ahead={order} apart={apart}"
    yield f"pair apart={apart} kinds={kinds}"
    yield from words_between("pair", words)
    if len(words) <= BETWEEN:
        yield from (f"pair between={word} ahead={order}" for word in words)
        yield f"pair ends={' '.join(words[-2:])}"
    if len(words) <= JOINED:
        yield f"pair joined={' '.join(words)} ahead={order} {kinds}"
