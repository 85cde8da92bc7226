"""Which of the incidents told so far a later sentence speaks of: who claimed the ambush, who is accused of the theft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.incident.units import Segment, Unit, is_day_of_weekend
from incidents.ingest.extract.text.wordlists import phrase_list

# Kinds of which a note seldom tells two.
TELLING_KINDS = frozenset(
    {"ambush", "shelling", "abduction", "mine", "ied", "suicide", "drone", "airstrike", "takeover"}
)
# Of all of them.
OF_ALL = phrase_list(
    "both attacks|both incidents|both events|both raids|both acts|both cases|both killings|"
    "both operations|either attack|either incident|either of them|the two attacks|the two incidents|"
    "the two raids|each attack|all three|these attacks|these incidents|the three attacks|"
    "the three incidents|both were|both are|deux attaques|les deux incidents|les deux faits|"
    "des deux faits|deux cas|les deux actes|les deux raids|ces attaques|ces incidents|les trois attaques|"
    "les trois incidents|toutes deux|tous deux|chacune de ces|chacun des cas|each case|l une et l autre|"
    "l une ou l autre|aucune des deux|aucun des deux|dans les deux"
)
# "The former", "la seconde": which of two in the order of the text.
ORDINALS = {
    **dict.fromkeys(("first", "former", "premier", "premiere"), 0),
    **dict.fromkeys(("second", "latter", "seconde", "deuxieme"), 1),
}
# Shorter words tell no incident from another.
TELLING_WORD = 5
STEM = 6
# A sentence means one of so many incidents told before it; each is known by so many of its sentences.
REACH, TELLING = 12, 8


def speaks_of_all(unit: Unit) -> bool:
    """As in "The mayor accused Boko Haram of both acts"."""
    return unit.passage.has(OF_ALL)


def spoken_of(unit: Unit, found: Sequence[Segment], beside: Sequence[Segment]) -> Segment | None:
    """The incident that a sentence about its doers means: by its kind, place, day, words; None when nothing tells.

    `beside` are those of them that its day is looked for in. Only the last few are meant, so that long lists cost no more.
    """
    found = found[-REACH:]
    return (
        _only_of_its_kind(unit, found)
        or _same_place(unit, found)
        or same_day(unit, beside)
        or _by_its_words(unit, found)
        or _same_event(unit, found)
    )


def _by_its_words(unit: Unit, found: Sequence[Segment]) -> Segment | None:
    """ "The attack on the convoy", "the men of the barrier": whose own words are those of one incident alone."""
    if len(found) < 2 or found[-1].opener.block == unit.block:
        return None  # what follows at once belongs to what was told last
    told = [
        frozenset().union(*(stems_of(other.passage.words) for other in segment.units[:TELLING]))
        for segment in found
    ]
    shared = [
        len((own & stems_of(unit.passage.words)).difference(*(other for other in told if other is not own)))
        for own in told
    ]
    most = max(shared)
    return found[shared.index(most)] if most and shared.count(most) == 1 else None


def _same_place(unit: Unit, found: Sequence[Segment]) -> Segment | None:
    names = unit.place_names
    return next((segment for segment in reversed(found) if names & segment.place_names), None)


def _same_event(unit: Unit, found: Sequence[Segment]) -> Segment | None:
    """The incident of the kind that a claim names: "claimed the ambush"."""
    kinds = {trigger.kind for trigger in unit.triggers if not trigger.is_verb or trigger.kind == "ambush"}
    return next(
        (
            segment
            for segment in reversed(found)
            if kinds & {trigger.kind for trigger in segment.opener.triggers}
        ),
        None,
    )


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """The beginnings of the longer of these words: "ambush" is what "ambushed" told."""
    return frozenset(word[:STEM] for word in words if len(word) >= TELLING_WORD)


def _only_of_its_kind(unit: Unit, found: Sequence[Segment]) -> Segment | None:
    """ "Claimed the ambush, but said nothing of the village": where one incident alone is an ambush."""
    kinds = {trigger.kind for trigger in unit.triggers if trigger.kind in TELLING_KINDS}
    fitting = [
        segment
        for segment in found
        if kinds & {trigger.kind for unit in segment.units for trigger in unit.triggers}
    ]
    return fitting[0] if len(found) > 1 and len(fitting) == 1 else None


def same_day(unit: Unit, found: Sequence[Segment]) -> Segment | None:
    days, found = [mention.date for mention in unit.own_dates], found[-REACH:]
    exactly = next((segment for segment in reversed(found) if segment.date in days), None)
    return exactly or next((segment for segment in reversed(found) if _holds_one_of(segment, days)), None)


def _holds_one_of(segment: Segment, days: Sequence[DateDraft]) -> bool:
    """As in "over the weekend ... on Saturday": another sentence knows which day of it it was."""
    told = segment.date
    return told is not None and any(is_day_of_weekend(day, told) for day in days)
