"""How sure a drafted value is: the chance that an editor keeps it, by field and kind of evidence.

It starts from PRIORS and is fitted anew from editors' decisions. A decision is counted once for each field of a draft,
with the best kind of evidence that the draft has for it; "none" is a value that rests on no words, or no value at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch, Q, QuerySet

from incidents.codes import (
    CasualtyGroup,
    CasualtyKind,
    EvidenceDecision,
    ProposalKind,
    ProposalState,
    Role,
    SourceKind,
)
from incidents.models import Evidence, FieldConfidence, Proposal

# Kinds of evidence, the best first.
KINDS = ("exact", "alias", "inferred", "fuzzy", "none")
# The whole draft: whether it becomes an incident at all.
DRAFT = "draft"
FIELDS = ("event_type", "date", "place", "killed", "perpetrator", "target")
# What is believed before any decision: (chance, weight as so many decisions). The figures are those of a rules
# prototype on notes of the same kind (docs/extraction.md); a weight of ten lets ten decisions outweigh the belief.
WEIGHT = 10.0
PRIORS: Mapping[tuple[str, str], float] = {
    # one draft in eight tells of nothing that belongs here, or twice of one thing
    (DRAFT, "none"): 0.87,
    # the words of an event decide its type in two of three notes, a default less often
    ("event_type", "exact"): 0.75,
    ("event_type", "none"): 0.50,
    # a day that stands in the text was right in 97 of 100 notes; without one the note is guessed from
    ("date", "exact"): 0.95,
    ("date", "none"): 0.30,
    # 87 of 100 when the name is in the text and known; a sound alone proves little
    ("place", "exact"): 0.85,
    ("place", "alias"): 0.80,
    ("place", "inferred"): 0.60,
    ("place", "fuzzy"): 0.35,
    ("place", "none"): 0.30,
    # tolls above 0 were exact in 80 of 100, silence meant nobody killed in 98
    ("killed", "exact"): 0.80,
    ("killed", "none"): 0.95,
    # families of actors: 85 of 100; a force inferred from "the army" less
    ("perpetrator", "alias"): 0.80,
    ("perpetrator", "inferred"): 0.60,
    ("perpetrator", "none"): 0.80,
    ("target", "alias"): 0.80,
    ("target", "inferred"): 0.65,
    ("target", "none"): 0.75,
}
# A kind that the table does not name for a field.
UNNAMED_PRIOR: Mapping[str, float] = {
    "exact": 0.80,
    "alias": 0.75,
    "inferred": 0.60,
    "fuzzy": 0.35,
    "none": 0.50,
}
# A rule or a language has a row of its own from so many decisions on.
ENOUGH = 20
# The share of decisions, in order of time, that what is said of the later ones is computed from.
EARLIER = 0.7

UNRESOLVED = "place-unresolved"

Key = tuple[str, str, str, str]


# What a field is ------------------------------------------------------------------------------------------
def field_of(evidence_field: str) -> str | None:
    """The field that a piece of evidence speaks of, None for one that is not calibrated."""
    first, _dot, rest = evidence_field.partition(".")
    if first == "casualties":
        return "killed" if rest == CasualtyKind.KILLED else None
    if first == "actors":
        return rest if rest in (Role.PERPETRATOR, Role.TARGET) else None
    return first if first in FIELDS else None


def value_of(field: str, values: Mapping[str, Any]) -> Any:
    """What a record (as JSON) says in a field, comparable with `==`."""
    if field == "date":
        return values.get("date_start"), values.get("date_end") or values.get("date_start")
    if field == "place":
        names = ("place", "second_place", "longitude", "latitude", "stated_region")
        return tuple(values.get(name) for name in names)
    if field == "killed":
        rows = (row for row in values.get("estimates") or () if row.get("kind") == CasualtyKind.KILLED)
        return sorted(
            [(row.get("group") or CasualtyGroup.ALL.value, _number(row, "low"), _number(row, "best"), _number(row, "high"))
             for row in rows]
        )  # fmt: skip
    if field in (Role.PERPETRATOR, Role.TARGET):
        rows = (row for row in values.get("involvements") or () if row.get("role") == field)
        return sorted({row.get("actor") or "" for row in rows})
    return values.get(field)


def _number(row: Mapping[str, Any], name: str) -> int:
    value = row.get(name)
    return -1 if value is None else int(value)


def is_kept(field: str, proposed: Mapping[str, Any], confirmed: Mapping[str, Any]) -> bool:
    """Whether the editor left the field as it was drafted."""
    return bool(value_of(field, proposed) == value_of(field, confirmed))


@dataclass(frozen=True)
class Support:
    """The best evidence of a draft for one field."""

    kind: str = "none"
    rule: str = ""


def supports(evidence: Iterable[tuple[str, str, str]]) -> dict[str, Support]:
    """For each field of FIELDS its best evidence, of rows (field, kind, rule)."""
    found = dict.fromkeys(FIELDS, Support())
    for evidence_field, kind, rule in evidence:
        field = field_of(evidence_field)
        # Words that led to no place are kept for what an editor makes of them; they are no evidence of a value.
        known = "none" if rule == UNRESOLVED else kind if kind in KINDS else "exact"
        if field is not None and KINDS.index(known) < KINDS.index(found[field].kind):
            found[field] = Support(known, rule)
    return found


# How sure ---------------------------------------------------------------------------------------------------
class Confidences:
    """The fitted chances, read once; where nothing is fitted the priors answer."""

    def __init__(self, rows: Iterable[FieldConfidence] = ()) -> None:
        self._known = {(row.field, row.kind, row.rule, row.language): row.probability for row in rows}

    @classmethod
    def load(cls) -> Confidences:
        return cls(FieldConfidence.objects.all())

    def of(self, kind: str, field: str, rule: str = "", language: str = "") -> float:
        """The chance, by the most particular row there is: rule and language, rule, language, kind, prior."""
        for key in ((field, kind, rule, language), (field, kind, rule, ""), (field, kind, "", language)):
            if key in self._known:
                return self._known[key]
        return self._known.get((field, kind, "", ""), prior(field, kind))

    def ease(self, evidence: Iterable[tuple[str, str, str]], language: str = "") -> float:
        """The chance (0 to 1) that a draft is confirmed as it is: the product over its fields."""
        fields = supports(evidence)
        chances = [self.of(support.kind, field, support.rule, language) for field, support in fields.items()]
        return round(self.of("none", DRAFT, "", language) * math.prod(chances), 6)


def prior(field: str, kind: str) -> float:
    return PRIORS.get((field, kind), UNNAMED_PRIOR.get(kind, 0.5))


# Fitting ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Decision:
    """One field of one draft, decided."""

    field: str
    support: Support
    language: str
    is_kept: bool


@dataclass
class Refit:
    """What a refit did."""

    drafts: int = 0
    rows: int = 0
    eased: int = 0


@transaction.atomic
def refit() -> Refit:
    """Fits the chances to all decisions and writes the open drafts' ease anew.

    `said` of each row is fitted to the earlier part alone and stands beside what came later.
    """
    with connection.cursor() as cursor:
        # Of two refits at once the second waits for the first.
        cursor.execute("LOCK TABLE incidents_fieldconfidence IN SHARE ROW EXCLUSIVE MODE")
    drafts = _decided_drafts()
    number = drafts.count()
    earlier, later = Tally(), Tally()
    for position, decisions in enumerate(_decisions(drafts)):
        (earlier if position < int(number * EARLIER) else later).add(decisions)
    fitted, before = _fit(earlier.plus(later)), _fit(earlier)
    for key, row in fitted.items():
        row.later_kept, row.later_changed = later.of(key)
        row.said = before[key].probability if key in before else prior(*key[:2])
    FieldConfidence.objects.all().delete()
    FieldConfidence.objects.bulk_create(fitted.values())
    return Refit(number, len(fitted), _write_ease(Confidences(fitted.values())))


class Tally:
    """How many decisions there were for every field and kind, and for each rule and language of it."""

    def __init__(self) -> None:
        self.kept: Counter[Key] = Counter()
        self.all_of: Counter[Key] = Counter()

    def add(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            support = decision.support
            for rule in {"", support.rule}:
                for language in {"", decision.language}:
                    key = decision.field, support.kind, rule, language
                    self.all_of[key] += 1
                    self.kept[key] += decision.is_kept

    def plus(self, other: Tally) -> Tally:
        both = Tally()
        both.kept, both.all_of = self.kept + other.kept, self.all_of + other.all_of
        return both

    def of(self, key: Key) -> tuple[int, int]:
        """(kept, changed)"""
        return self.kept[key], self.all_of[key] - self.kept[key]


def _decided_drafts() -> QuerySet[Proposal]:
    """Drafts of machines that were confirmed or rejected, in the order of time. Sample data teaches nothing."""
    rows = Proposal.objects.filter(kind=ProposalKind.CREATE, created_by__isnull=True, report__isnull=False)
    decided = rows.filter(Q(state=ProposalState.REJECTED) | Q(confirmed__isnull=False))
    return decided.exclude(report__source__kind=SourceKind.SAMPLE).order_by("decided_at", "pk")


def _decisions(drafts: QuerySet[Proposal]) -> Iterator[list[Decision]]:
    """The decisions of each draft. Of one that was rejected as a whole nobody judged the fields: it counts for the
    draft alone."""
    for draft in _with_evidence(drafts.only("values", "confirmed", "report__language")):
        confirmed, language = draft.confirmed, draft.report.language if draft.report else ""
        found = [Decision(DRAFT, Support(), language, confirmed is not None)]
        if confirmed is not None:
            found += [
                Decision(field, support, language, is_kept(field, draft.values, confirmed))
                for field, support in supports(_spans(draft)).items()
            ]
        yield found


def _with_evidence(drafts: QuerySet[Proposal]) -> Iterator[Proposal]:
    """A few of them are in memory at once, however many there are."""
    spans = Evidence.objects.only("proposal", "field", "confidence", "rule")
    rows = drafts.select_related("report").prefetch_related(Prefetch("evidence", spans))
    return rows.iterator(chunk_size=1000)


def _spans(draft: Proposal) -> list[tuple[str, str, str]]:
    return [(row.field, row.confidence, row.rule) for row in draft.evidence.all()]


def confirmed_drafts() -> QuerySet[Proposal]:
    """Drafts that editors confirmed, in the order of time, with their report and evidence. Sample data teaches nothing."""
    rows = Proposal.objects.filter(confirmed__isnull=False, created_by__isnull=True, report__isnull=False)
    return (
        rows.exclude(report__source__kind=SourceKind.SAMPLE)
        .select_related("report", "incident")
        .prefetch_related("evidence", "report__proposals")
        .order_by("decided_at", "pk")
    )


def _fit(tally: Tally) -> dict[Key, FieldConfidence]:
    """Smoothed counts: a row without rule and language starts from the prior, a particular one from that row."""
    found: dict[Key, FieldConfidence] = {}
    for key in sorted(tally.all_of, key=lambda key: (key[2] != "") + (key[3] != "")):
        field, kind, rule, language = key
        kept, changed = tally.of(key)
        is_particular = bool(rule or language)
        if is_particular and kept + changed < ENOUGH:
            continue
        start = found[field, kind, "", ""].probability if is_particular else prior(field, kind)
        start = min(max(start, 0.01), 0.99)
        found[key] = FieldConfidence(
            field=field, kind=kind, rule=rule, language=language, kept=kept, changed=changed,
            prior_kept=WEIGHT * start, prior_changed=WEIGHT * (1 - start),
        )  # fmt: skip
    return found


def _write_ease(confidences: Confidences) -> int:
    """The ease of every open draft; returns how many differ."""
    rows = Proposal.objects.filter(
        kind=ProposalKind.CREATE, state=ProposalState.OPEN, created_by__isnull=True, report__isnull=False
    )
    changed = []
    for row in _with_evidence(rows.only("ease", "report__language")):
        ease = confidences.ease(_spans(row), row.report.language if row.report else "")
        if ease != row.ease:
            row.ease = ease
            changed.append(row)
    Proposal.objects.bulk_update(changed, ["ease"], batch_size=500)
    return len(changed)


def decision_about(
    evidence: Evidence, proposed: Mapping[str, Any], confirmed: Mapping[str, Any], edited: bool
) -> str:
    """What an editor decided about a piece of evidence: by its own field where that is told apart, else `edited`."""
    field = field_of(evidence.field)
    kept = is_kept(field, proposed, confirmed) if field is not None else not edited
    return EvidenceDecision.ACCEPTED.value if kept else EvidenceDecision.EDITED.value
