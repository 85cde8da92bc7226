"""Who did it together with one who did: the parties of a note two by two, and the signs for and against each pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from incidents.ingest.extract.decisions.heard import Sentence
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.decisions.scene import Candidate, Scene
from incidents.ingest.extract.decisions.signs import CROWD_SIDES, UNNAMED
from incidents.ingest.extract.who.actors import ActorMention

# So many words between two names are looked at, and so few are a sign as a whole: "and", "backed by".
BETWEEN, JOINED = 12, 4


def may_join(party: Candidate) -> bool:
    """Whether it may have done something together with another: whoever it was, or a crowd, is told by itself."""
    return party.side not in {UNNAMED, *CROWD_SIDES}


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
    for number, mention in first.mentions:
        if scene.is_near(number):
            for beside, another in other.mentions:
                if beside == number:
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
    if len(words) <= BETWEEN:
        for word in words:
            yield f"pair between={word}"
            yield f"pair between={word} ahead={order}"
        yield from (f"pair between={two} {three}" for two, three in pairwise(words))
        yield f"pair opens={' '.join(words[:1])}"
        yield f"pair ends={' '.join(words[-2:])}"
    if len(words) <= JOINED:
        yield f"pair joined={' '.join(words)}"
        yield f"pair joined={' '.join(words)} ahead={order} {kinds}"
