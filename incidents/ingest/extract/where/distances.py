"""A distance from a place that was told before: "ten kilometres west of the town", "30 km au nord d'ici"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.where.positions import offset_of

TOWNS = frozenset(
    {"town", "city", "village", "settlement", "ville", "localite", "bourg", "bourgade", "commune"}
)
HERE = frozenset({"here", "there", "ici"})
WHICH = frozenset({"the", "this", "that", "la", "le", "l", "cette", "ce"})
OF = frozenset({"of", "de", "d", "du"})


def distances_from_there(
    passage: Passage, named: Sequence[PlaceMention], before: PlaceMention | None
) -> list[PlaceMention]:
    """Such distances, as mentions of the town that was named last: among those `named` in this sentence, or `before`."""
    found = []
    for position in range(1, len(passage.words)):
        first = _begins(passage, position)
        offset = offset_of(passage, passage.tokens[first].start) if first is not None else None
        if offset is None:
            continue
        there = last_town([one for one in named if one.last <= position]) or before
        if there is None:
            continue
        start, metres, bearing = offset
        _start, end = passage.span(position, position + 1)
        found.append(
            replace(
                there,
                start=start,
                end=end,
                first=position,
                last=position + 1,
                cue="offset",
                method="offset",
                distance_m=metres,
                bearing=bearing,
            )
        )
    return found


def _begins(passage: Passage, position: int) -> int | None:
    """Where "the town" begins, which no name follows; "here" stands alone."""
    word = passage.words[position]
    if word in HERE:
        return position
    is_named = passage.word(position + 1) in OF and not passage.is_break(position + 1)
    if word not in TOWNS or passage.words[position - 1] not in WHICH or is_named:
        return None
    return position - 1


def last_town(mentions: Sequence[PlaceMention]) -> PlaceMention | None:
    """The settlement that was named last, but as somewhere that people come from or go to."""
    return next(
        (one for one in reversed(mentions) if one.places and not one.regions and one.cue != "way"), None
    )
