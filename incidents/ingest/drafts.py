"""Typed values between a parser and the database: what a text says, before an editor has seen it.

Codes are the slugs of `incidents.codes`. Offsets are half-open (`start`, `end`) and index the text as given.
Unknown is None, never 0, "" or a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

Confidence = Literal["exact", "alias", "inferred", "fuzzy"]

# How a quantifier reads beside a running total.
QUALIFIERS = {
    "more_than": "over",
    "at_least": "at_least",
    "about": "about",
    "less_than": "under",
    "at_most": "up_to",
    "between": "between",
    "vague": "vague",
}
# Kinds that the output always names; the others appear only when the text speaks of them.
MAIN_KINDS = ("killed", "injured", "abducted")


@dataclass(frozen=True)
class EvidenceSpan:
    """Where in the text a value comes from, by which rule, and what kind of evidence that is."""

    field: str
    start: int
    end: int
    rule: str
    confidence: Confidence = "exact"

    def as_json(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "confidence": self.confidence,
        }


@dataclass(frozen=True)
class Toll:
    """A count of people. Any bound may be None; `words` is the number as the text has it."""

    low: int | None
    best: int | None
    high: int | None
    quantifier: str = "exactly"
    words: str = ""

    def as_json(self) -> dict[str, int | None]:
        return {"low": self.low, "best": self.best, "high": self.high}


@dataclass(frozen=True)
class GroupToll:
    """What happened (`kind`) to how many of whom. Group `all` is the incident's own total, never a part."""

    kind: str
    group: str
    toll: Toll
    community: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "group": self.group, "community": self.community, **self.toll.as_json()}


@dataclass(frozen=True)
class PlaceCandidate:
    """A place that the words may mean; degrees, latitude and longitude apart."""

    key: str | None
    name: str
    latitude: float
    longitude: float

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "name": self.name, "latitude": self.latitude, "longitude": self.longitude}


@dataclass(frozen=True)
class PlaceDraft:
    """Where. Coordinates (degrees) are None when the name is not resolved; `radius_m` covers the doubt.

    `key` is the gazetteer's key or a region's code, `second_key` the other end of a road, `method` how the
    point was found: exact, alias, key, offset, road, region, country or unresolved.
    """

    key: str | None
    name: str
    latitude: float | None
    longitude: float | None
    precision: str | None
    radius_m: int | None
    method: str
    alternatives: tuple[PlaceCandidate, ...] = ()
    second_key: str | None = None
    country: str | None = None
    admin1: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "precision": self.precision,
            "radius_m": self.radius_m,
            "method": self.method,
            "alternatives": [candidate.as_json() for candidate in self.alternatives],
            "key": self.key,
            "admin1": self.admin1,
        }


NO_PLACE: dict[str, Any] = {
    "name": None,
    "latitude": None,
    "longitude": None,
    "precision": None,
    "radius_m": None,
    "method": "none",
    "alternatives": [],
}


@dataclass(frozen=True)
class ActorDraft:
    """Who, in which role. `slug` is None for a party that the tables do not know.

    `attribution` is claimed, suspected, denied, stated or unknown; `words` are the hedging words as written.
    """

    slug: str | None
    name: str
    role: str
    attribution: str = "stated"
    claim_status: str = "unknown"
    community: str | None = None
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        party: dict[str, Any] = {"name": self.name, "role": self.role}
        if self.role == "target":
            return {**party, "community": community_name(self.community), "slug": self.slug}
        return {
            **party,
            "attribution": self.attribution,
            "claim_status": self.claim_status,
            "community": community_name(self.community),
            "slug": self.slug,
            "words": self.words,
        }


@dataclass(frozen=True)
class DateDraft:
    """First and last possible day, both included, and the precision that the text supports."""

    start: date
    end: date
    precision: str

    def as_json(self) -> dict[str, str]:
        return {"start": self.start.isoformat(), "end": self.end.isoformat(), "precision": self.precision}


@dataclass(frozen=True)
class IncidentDraft:
    """One incident as one text tells it; `text_start`..`text_end` is the passage."""

    event_type: str
    sub_event_type: str | None
    weapons: tuple[str, ...]
    date: DateDraft | None
    country: str | None
    place: PlaceDraft | None
    casualties: tuple[GroupToll, ...]
    actors: tuple[ActorDraft, ...]
    civilian_targeting: bool
    evidence: tuple[EvidenceSpan, ...]
    text_start: int
    text_end: int
    flags: tuple[str, ...] = ()

    @property
    def perpetrators(self) -> list[ActorDraft]:
        return [actor for actor in self.actors if actor.role == "perpetrator"]

    def inferred(self, field: str, start: int, end: int, rule: str) -> tuple[EvidenceSpan, ...]:
        """Its evidence when a model decides a field: that passage alone stands for it."""
        kept = tuple(span for span in self.evidence if span.field != field)
        return (*kept, EvidenceSpan(field, start, end, rule, "inferred"))

    def retyped(self, event_type: str, rule: str) -> IncidentDraft:
        """As another type of event, which a model read in its whole passage; the subtype was the first one's."""
        evidence = self.inferred("event_type", self.text_start, self.text_end, rule)
        return replace(self, event_type=event_type, sub_event_type=None, evidence=evidence)

    def total(self, kind: str) -> Toll | None:
        """The incident's own total of a casualty kind; None when the text is silent about it."""
        totals = [row.toll for row in self.casualties if row.kind == kind and row.group == "all"]
        return totals[0] if totals else None

    def as_json(self) -> dict[str, Any]:
        return {
            "event_type": self.event_type,
            "sub_event_type": self.sub_event_type,
            "weapons": list(self.weapons),
            "date": self.date.as_json() if self.date else {"start": None, "end": None, "precision": None},
            "country": self.country,
            "place": self.place.as_json() if self.place else dict(NO_PLACE),
            "casualties": self._casualties_json(),
            "actors": [actor.as_json() for actor in self.actors],
            "civilian_targeting": self.civilian_targeting,
            "evidence": [span.as_json() for span in self.evidence],
            "text_start": self.text_start,
            "text_end": self.text_end,
            "flags": list(self.flags),
        }

    def _casualties_json(self) -> dict[str, Any]:
        totals = {row.kind: row.toll for row in self.casualties if row.group == "all"}
        # A single part that equals the total says nothing new.
        parts = [
            row
            for row in self.casualties
            if row.group != "all" and row.toll.as_json() != totals[row.kind].as_json()
        ]
        kinds = (*MAIN_KINDS, *(kind for kind in totals if kind not in MAIN_KINDS))
        tolls = {kind: totals[kind].as_json() if kind in totals else None for kind in kinds}
        return {**tolls, "by_group": [row.as_json() for row in parts]}


@dataclass(frozen=True)
class ContextFact:
    """A number that is not of one incident: kind running_total or background; `since` is a partial date."""

    kind: str
    value: int
    qualifier: str | None
    since: str | None
    words: str

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "value": self.value,
            "qualifier": self.qualifier,
            "since": self.since,
            "words": self.words,
        }


@dataclass(frozen=True)
class SuspectedActor:
    """A judgement of the source about who did it, in its own words."""

    actor: str
    words: str
    slug: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"actor": self.actor, "words": self.words, "slug": self.slug}


@dataclass(frozen=True)
class AssessmentSpan:
    """Where a part of the assessment stands: kind significance, indicators, mitigating, risks or sectors."""

    kind: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class AssessmentDraft:
    """What the source makes of the events; risks and sectors are codes, the rest is quoted text.

    `spans` say where each part stands, so that an editor sees it in the text and an assessment can quote it.
    """

    significance: str | None = None
    attributions: tuple[SuspectedActor, ...] = ()
    risks: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    mitigating: tuple[str, ...] = ()
    spans: tuple[AssessmentSpan, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "significance": self.significance,
            "attributions": [judgement.as_json() for judgement in self.attributions],
            "risks": list(self.risks),
            "sectors": list(self.sectors),
            "indicators": list(self.indicators),
            "mitigating": list(self.mitigating),
            "spans": [span.as_json() for span in self.spans],
        }


@dataclass(frozen=True)
class NoteDraft:
    """All that extraction found in one text. `language` is en, fr or und (then everything is empty)."""

    language: str
    incidents: tuple[IncidentDraft, ...] = ()
    context: tuple[ContextFact, ...] = ()
    assessment: AssessmentDraft = AssessmentDraft()
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The output of the `extract` command and of the draft API."""
        return {
            "language": self.language,
            "incidents": [incident.as_json() for incident in self.incidents],
            "context": [fact.as_json() for fact in self.context],
            "assessment": self.assessment.as_json(),
            "flags": list(self.flags),
        }


def community_name(slug: str | None) -> str | None:
    """The name as it stands in the output: a community's code, capitalised."""
    return slug.replace("_", " ").title() if slug else None
