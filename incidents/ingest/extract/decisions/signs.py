"""What learnt decisions look at: named signs of a draft, of a party, of a place and of a sentence.

A sign is a short text with a value, mostly 1. Signs are made of the words around a thing, of where it stands to the
word that told the event, and of what the rules made of it; every number is 0 in them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from incidents.codes import UNNAMED_ACTORS, Inter
from incidents.ingest.drafts import ActorDraft, DateDraft, IncidentDraft
from incidents.ingest.extract.decisions.linear import Signs
from incidents.ingest.extract.incident.parties import CROWDS
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.gazetteer import Tables

UNNAMED = "unnamed"
FIGURES = re.compile(r"\d+")
CROWD_SIDES = {str(crowd.slug): crowd for crowd in CROWDS.values()}
# Characters of a passage that are looked at: what comes later speaks of other things.
LONGEST = 900
# So many words between two things are looked at, and so few are a sign as a whole: "and", "backed by".
BETWEEN, JOINED = 12, 4


def side_of(slug: str | None, tables: Tables) -> str:
    """Who counts as one party: the forces of a state together, those whom nobody knows together."""
    entry = tables.actors.get(slug or "")
    if entry is None or slug in UNNAMED_ACTORS:
        return UNNAMED
    if entry.inter == Inter.STATE_FORCES and entry.country:
        return f"state-{entry.country}"
    return entry.slug


def side_of_mention(mention: ActorMention, tables: Tables) -> str:
    return UNNAMED if mention.is_unnamed else side_of(mention.slug, tables)


def kind_of_side(side: str, tables: Tables) -> str:
    if side == UNNAMED or side in CROWD_SIDES:
        return side
    entry = tables.actors.get(side)
    return str(int(entry.inter)) if entry else "state"


def told_at(draft: IncidentDraft) -> int:
    """Where the word stands that told the event."""
    return next((span.start for span in draft.evidence if span.field == "event_type"), draft.text_start)


def stands_in(sentence: Passage, draft: IncidentDraft) -> bool:
    """Whether a sentence belongs to the passage of a draft."""
    return draft.text_start <= sentence.start < draft.text_end or sentence.holds(draft.text_start)


def without_figures(text: Passage) -> list[str]:
    """Its words, with 0 for every number: what counts is that one stands there."""
    return [word if word.isalpha() else FIGURES.sub("0", word) for word in text.words]


def words_as_signs(text: Passage) -> Signs:
    """Words and pairs of neighbours, whose weights together do not grow with the length."""
    words = without_figures(text)
    terms = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    weight = 3 / math.sqrt(len(terms)) if terms else 0.0
    return {f"t={term}": weight for term in terms}


# A draft ----------------------------------------------------------------------------------------------------
def passage_of(draft: IncidentDraft, whole: Passage) -> Passage:
    """The words that tell an incident."""
    return whole.part(draft.text_start, min(draft.text_end, draft.text_start + LONGEST))


def draft_signs(draft: IncidentDraft, whole: Passage, language: str, tables: Tables) -> Signs:
    """What the rules made of an incident, and the words that tell it."""
    signs = words_as_signs(passage_of(draft, whole))
    names = [
        f"type={draft.event_type}",
        f"sub={draft.sub_event_type}",
        f"civilians={draft.civilian_targeting}",
        f"language={language}",
        f"parties={min(2, len(draft.perpetrators))}",
        *(f"weapon={weapon}" for weapon in draft.weapons),
        *(f"toll={row.kind} {row.group}" for row in draft.casualties),
        *(f"rule={span.rule}" for span in draft.evidence),
        *(name for actor in draft.actors for name in _party_names(actor, tables)),
    ]
    return {**signs, **dict.fromkeys(names, 1.0)}


def _party_names(actor: ActorDraft, tables: Tables) -> tuple[str, ...]:
    kind = kind_of_side(side_of(actor.slug, tables), tables)
    return (
        f"{actor.role} kind={kind}",
        f"{actor.role}={actor.slug}",
        f"{actor.role} how={actor.attribution}",
    )


def telling_signs(
    draft: IncidentDraft, number: int, of: int, text: str, published: date, period: DateDraft | None
) -> Signs:
    """Whether an incident is told, or only spoken of: where it stands, how old it is, what is known of it; `period` is what
    the report says that it covers."""
    killed = draft.total("killed")
    fields = {span.field for span in draft.evidence}
    names = [
        f"number={min(number, 3)}",
        f"of={min(of, 4)}",
        f"number={min(number, 3)} of={min(of, 4)}",
        f"precision={draft.date.precision if draft.date else None}",
        f"place={draft.place.precision if draft.place else None}",
        f"found={draft.place.method if draft.place else None}",
        f"age={_age((published - draft.date.end).days) if draft.date else None}",
        f"period={_beside(draft.date, period)}",
        f"killed={killed is not None and killed.best is not None}",
        f"dated={'date' in fields}",
        *(f"flag={flag}" for flag in draft.flags),
    ]
    return {
        **dict.fromkeys(names, 1.0),
        "where": draft.text_start / max(1, len(text)),
        "length": min(1.0, len(text) / 1500),
    }


def _age(days: int) -> str:
    bounds = ((2, "0-1"), (5, "2-4"), (9, "5-8"), (15, "9-14"), (61, "15-60"))
    return next((name for bound, name in bounds if days < bound), "older")


def _beside(day: DateDraft | None, period: DateDraft | None) -> str:
    if day is None or period is None:
        return "untold"
    before = (period.start - day.end).days
    return "within" if before <= 0 else "just before" if before <= 2 else "before"


def words_between(what: str, words: Sequence[str]) -> Iterator[str]:
    """What leads from one thing to another: the words between them and their pairs, the first, and few as a whole."""
    if len(words) <= BETWEEN:
        yield from (f"{what} between={word}" for word in words)
        yield from (f"{what} between={left} {right}" for left, right in pairwise(words))
        yield f"{what} opens={' '.join(words[:1])}"
    if len(words) <= JOINED:
        yield f"{what} joined={' '.join(words)}"


def words_beside(text: Passage, first: int, last: int, reach: int) -> list[str]:
    """The words before and behind a name, each by itself, the nearest and the two nearest."""
    before, behind = text.words[max(0, first - reach) : first], text.words[last : last + reach]
    return [
        *(f"before={word}" for word in before),
        *(f"behind={word}" for word in behind),
        f"just before={' '.join(before[-1:])}",
        f"just behind={' '.join(behind[:1])}",
        f"two before={' '.join(before[-2:])}",
        f"two behind={' '.join(behind[:2])}",
    ]


# A sentence -------------------------------------------------------------------------------------------------
@dataclass
class Before:
    """What the sentences before one have told."""

    count: int = 0
    last: Unit | None = None
    places: set[str] = field(default_factory=set)
    days: set[DateDraft] = field(default_factory=set)

    def hear(self, unit: Unit) -> None:
        self.count, self.last = self.count + 1, unit
        self.places |= unit.place_names
        self.days.update(mention.date for mention in unit.own_dates)


def signs_of_sentences(units: Sequence[Unit], language: str, published: date) -> list[Signs]:
    """For each sentence of a note whether it tells an incident of its own."""
    before, found = Before(), []
    for unit in units:
        names = _sentence_names(unit, before, published)
        names += [f"last={unit is units[-1]}", f"language={language}"]
        found.append(dict.fromkeys(names, 1.0))
        before.hear(unit)
    return found


def _sentence_names(unit: Unit, before: Before, published: date) -> list[str]:
    words = without_figures(unit.passage)
    names, days = unit.place_names, [mention.date for mention in unit.own_dates]
    is_new_place, is_new_day = bool(names - before.places), not before.days.issuperset(days)
    return [
        *(f"t={word}" for word in words),
        *(f"t={first} {second}" for first, second in pairwise(words)),
        f"begins={' '.join(words[:1])}",
        f"begins={' '.join(words[:2])}",
        f"number={min(before.count, 6)}",
        f"block={min(4, unit.block)}",
        f"opens block={unit.opens_block}",
        f"item={unit.is_item}",
        f"place={bool(names)} new={is_new_place}",
        f"day={bool(days)} new={is_new_day}",
        f"new place={is_new_place} new day={is_new_day}",
        *(f"age={_age((published - day.end).days)}" for day in days[:1]),
        *(f"precision={day.precision}" for day in days[:1]),
        *(f"toll={toll.kind}" for toll in unit.tolls),
        *(f"event={trigger.kind} {trigger.is_verb}" for trigger in unit.triggers),
        f"tells={unit.tells_event} names={unit.names_event}",
        f"before={before.last.tells_event if before.last else None}",
        f"parties={bool(unit.actors)}",
        f"claims={bool(unit.claims)}",
        f"length={min(5, len(words) // 8)}",
    ]
