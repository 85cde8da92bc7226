"""Is this the same incident? Candidates are found and weighed by machine; a person decides.

`find` blocks by days and place, weighs what is left, and keeps the ten best pairs. A pair that a person decided
about is not asked about again: `follow` takes it along when a draft becomes an incident or gets a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from incidents.addition import TAKEN, TAKEN_LABELS
from incidents.blocking import LIVE, Live, candidates, open_drafts
from incidents.codes import (
    EventType,
    MatchDecision,
    MatchVerdict,
    MatchVeto,
    ProposalKind,
    ProposalState,
    SubEventType,
    WorkflowStatus,
)
from incidents.likeness import MAYBE, Likeness, Side, compare
from incidents.likenesswords import actors_of, days_of, differences, toll_of
from incidents.models import Incident, Match, Proposal, Report
from incidents.models.match import LIKENESSES
from incidents.outlines import write_outline
from incidents.sides import Account, Kinship, draft_accounts, incident_accounts

BEST = 10
# The lock that finders wait for: two drafts that are written in one moment would not see each other.
FINDING_LOCK = 7_336_001
Pair = tuple[int | None, int | None, int | None, int | None]
WEIGHED = [
    *(f"{name}_likeness" for name in LIKENESSES),
    "score",
    "verdict",
    "vetoes",
    "same_text",
]


# Finding -----------------------------------------------------------------------------------------------------
@transaction.atomic
def find(subject: Proposal | Incident) -> list[Match]:
    """The ten best candidates of an open draft or of an incident, stored in the place of what was found before.

    What a person decided stays as it is. Nothing for a draft that was decided about, nor for an incident that was
    retracted or merged.
    """
    wait_for_finders()
    if isinstance(subject, Proposal):
        # So that whoever decides about it in this moment comes before or after, and not in between.
        Proposal.objects.select_for_update(no_key=True).get(pk=subject.pk)
        write_outline(subject)
    kin = Kinship()
    own = account_of(subject, kin)
    if own is None:
        return []
    copies = _copies_of(subject)
    weighed = [
        Weighed(there, compare(own.side, there.side, same_text=is_copy, worth=MAYBE), is_copy)
        for there in candidates(own, _report_of(subject), copies, kin)
        for is_copy in [(there.draft, there.incident) in copies]
    ]
    best = sorted((found for found in weighed if found.how.score >= MAYBE), key=Weighed.rank, reverse=True)
    return _store(own, best[:BEST])


def account_of(subject: Proposal | Incident, kin: Kinship | None = None) -> Account | None:
    """The open draft or the live incident as an account; None when it is neither any more."""
    if isinstance(subject, Proposal):
        return next(iter(draft_accounts(open_drafts().filter(pk=subject.pk), kin)), None)
    live = Incident.objects.unpublished_too().filter(pk=subject.pk, status__in=LIVE)
    return next(iter(incident_accounts(live, kin)), None)


def wait_for_finders() -> None:
    """Until the transaction ends, nobody else finds. To be called before rows of drafts are locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FINDING_LOCK])


@dataclass(frozen=True)
class Weighed:
    there: Account
    how: Likeness
    is_copy: bool = False

    def rank(self) -> tuple[bool, bool, bool, float]:
        verdict = self.how.verdict
        return self.is_copy, verdict == MatchVerdict.LIKELY, verdict == MatchVerdict.MAYBE, self.how.score


def _report_of(subject: Proposal | Incident) -> Report | None:
    return subject.report if isinstance(subject, Proposal) else None


def _copies_of(subject: Proposal | Incident) -> frozenset[Live]:
    """(draft, incident) that other sources' copies of a draft's text became: one of the two, as it is now."""
    report = _report_of(subject)
    if report is None or not report.text_hash or not isinstance(subject, Proposal):
        return frozenset()
    twins = Proposal.objects.filter(
        kind=ProposalKind.CREATE, report__text_hash=report.text_hash, ordinal=subject.ordinal
    ).exclude(report__source=report.source_id, report__external_id=report.external_id)
    rows = twins.filter(Q(state=ProposalState.OPEN) | Q(incident__status__in=LIVE))
    return frozenset(
        (pk, None) if incident is None else (None, incident)
        for pk, incident in rows.values_list("pk", "incident")
    )


# Keeping -----------------------------------------------------------------------------------------------------
def _pair(one: Account, other: Account) -> Pair:
    return pair_of([one.draft, other.draft], [one.incident, other.incident])


def pair_of(drafts: Iterable[int | None], incidents: Iterable[int | None]) -> Pair:
    """(draft, other draft, incident, other incident) of a pair, each kind in the order of its ids."""
    one, two = [*sorted(pk for pk in drafts if pk is not None), None, None][:2]
    first, second = [*sorted(pk for pk in incidents if pk is not None), None, None][:2]
    return one, two, first, second


def columns_of(pair: Pair) -> dict[str, int | None]:
    return dict(zip(("draft_id", "other_draft_id", "incident_id", "other_incident_id"), pair, strict=True))


def matches_of(*, draft: int | None = None, incident: int | None = None) -> QuerySet[Match]:
    """All pairs of this draft or of this incident."""
    if draft is not None:
        return Match.objects.filter(Q(draft=draft) | Q(other_draft=draft))
    return Match.objects.filter(Q(incident=incident) | Q(other_incident=incident))


def _store(own: Account, best: Sequence[Weighed]) -> list[Match]:
    """The best in the place of the open pairs of before; a decided pair keeps its decision and gets its new weights."""
    known = {match.pair: match for match in matches_of(draft=own.draft, incident=own.incident)}
    wanted = {_pair(own, found.there): found for found in best}
    matches = [known.get(pair) or Match(**columns_of(pair)) for pair in wanted]
    changed = []
    for match, found in zip(matches, wanted.values(), strict=True):
        before = [getattr(match, name) for name in WEIGHED]
        weigh(match, found.how, is_copy=found.is_copy)
        if match.pk is not None and before != [getattr(match, name) for name in WEIGHED]:
            changed.append(match)
    gone = [m.pk for pair, m in known.items() if pair not in wanted and m.decision == MatchDecision.OPEN]
    Match.objects.filter(pk__in=gone).delete()
    Match.objects.bulk_create([match for match in matches if match.pk is None])
    Match.objects.bulk_update(changed, WEIGHED)
    return matches


def weigh(match: Match, how: Likeness, *, is_copy: bool = False) -> None:
    """Sets what was weighed; nothing is saved."""
    for name, value in how.features.items():
        setattr(match, f"{name}_likeness", value)
    match.score, match.verdict, match.vetoes = how.score, how.verdict, list(how.vetoes)
    match.same_text = is_copy


def weighed_pair(draft: Proposal, incident: Incident) -> Match:
    """The pair of a draft and an incident that an editor chose, weighed now where nobody had found it; not saved."""
    pair = pair_of([draft.pk], [incident.pk])
    known = Match.objects.filter(**columns_of(pair)).first()
    if known is not None:
        return known
    kin = Kinship()
    one = draft_accounts(Proposal.objects.filter(pk=draft.pk), kin)
    two = incident_accounts(Incident.objects.unpublished_too().filter(pk=incident.pk), kin)
    match = Match(**columns_of(pair))
    weigh(match, compare(one[0].side if one else Side(), two[0].side))
    return match


# Following ---------------------------------------------------------------------------------------------------
def follow(draft: Proposal, now: Proposal | Incident) -> None:
    """The draft's pairs become those of what it is now: its next version, or the incident that it was confirmed as.

    So "not the same" holds for what comes after.
    """
    is_draft = isinstance(now, Proposal)
    for match in matches_of(draft=draft.pk):
        drafts = [pk for pk in (match.draft_id, match.other_draft_id) if pk not in (draft.pk, None)]
        incidents = [match.incident_id, match.other_incident_id]
        (drafts if is_draft else incidents).append(now.pk)
        pair = pair_of(drafts, incidents)
        if not Match.objects.filter(**columns_of(pair)).exists():
            Match.objects.filter(pk=match.pk).update(**columns_of(pair))


# Showing -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Candidate:
    """A pair as the desk shows it: the other account, and where the two differ, in words."""

    match: Match
    there: Account
    own: Account

    @property
    def days(self) -> str:
        return days_of(self.there.side)

    @property
    def toll(self) -> str:
        return toll_of(self.there.side.toll)

    @property
    def actors(self) -> str:
        return actors_of(self.there.side)

    @property
    def differences(self) -> list[str]:
        return differences(self.own.side, self.there.side)

    @property
    def what(self) -> str:
        labels = {**dict(EventType.choices), **dict(SubEventType.choices)}
        return str(labels.get(self.there.label, self.there.label or "?"))

    @property
    def state(self) -> str:
        """Draft of a report, or the incident's status."""
        return (
            _("draft of a report")
            if self.there.draft
            else str(WorkflowStatus(self.there.status).label).lower()
        )

    @property
    def is_attachable(self) -> bool:
        return (self.there.draft is None) != (self.own.draft is None)

    @property
    def is_mergeable(self) -> bool:
        return self.there.draft is None and self.own.draft is None

    @property
    def vetoes(self) -> list[str]:
        return [str(MatchVeto(code).label) for code in self.match.vetoes]

    @property
    def takes(self) -> list[tuple[str, Any]]:
        """(name, label) of what the incident has not and the draft of this page says."""
        if not self.there.incident or self.own.incident:
            return []
        return [(name, TAKEN_LABELS[name]) for name in TAKEN if name in self.there.blank - self.own.blank]

    @property
    def per_cent(self) -> int:
        return round(self.match.score * 100)


@dataclass(frozen=True)
class Panel:
    """What may be the same as a draft or an incident; what is not, by a rule or by a person; what was attached."""

    subject: Proposal | Incident
    candidates: list[Candidate] = field(default_factory=list)
    ruled_out: list[Candidate] = field(default_factory=list)
    told_apart: list[Candidate] = field(default_factory=list)
    attached: list[Candidate] = field(default_factory=list)

    @property
    def is_draft(self) -> bool:
        return isinstance(self.subject, Proposal)


def panel(subject: Proposal | Incident) -> Panel:
    """The panel of a draft's or an incident's page. Three queries, however many pairs there are."""
    own_draft = subject.pk if isinstance(subject, Proposal) else None
    own_incident = None if own_draft else subject.pk
    matches = list(matches_of(draft=own_draft, incident=own_incident).select_related("decided_by"))
    matches.sort(key=lambda match: (not match.same_text, match.verdict != MatchVerdict.LIKELY))
    incidents = {pk for m in matches for pk in (m.incident_id, m.other_incident_id)} | {own_incident}
    drafts = {pk for m in matches for pk in (m.draft_id, m.other_draft_id)} | {own_draft}
    accounts = [
        *incident_accounts(Incident.objects.unpublished_too().among(pk for pk in incidents if pk)),
        *draft_accounts(Proposal.objects.filter(pk__in=[pk for pk in drafts if pk])),
    ]
    by_id = {(account.draft, account.incident): account for account in accounts}
    own = by_id.get((own_draft, own_incident))
    shown = Panel(subject)
    if own is None or not _is_live(own):
        return shown
    for match in matches:
        there = by_id.get(_other_of(match, own_draft, own_incident))
        if there is not None:
            _put(shown, Candidate(match, there, own), own_incident)
    return shown


def _is_live(account: Account) -> bool:
    return account.status in LIVE or account.status == ProposalState.OPEN


def _other_of(match: Match, draft: int | None, incident: int | None) -> Live:
    """The account that the pair's other half is."""
    drafts = [pk for pk in (match.draft_id, match.other_draft_id) if pk not in (None, draft)]
    incidents = [pk for pk in (match.incident_id, match.other_incident_id) if pk not in (None, incident)]
    return (drafts[0], None) if drafts else (None, incidents[0])


def _put(shown: Panel, candidate: Candidate, incident: int | None) -> None:
    match, there = candidate.match, candidate.there
    if match.decision == MatchDecision.SAME and there.draft and there.became == incident:
        shown.attached.append(candidate)
    elif _is_live(there) and match.decision == MatchDecision.DIFFERENT:
        shown.told_apart.append(candidate)
    elif _is_live(there) and match.decision == MatchDecision.OPEN:
        (shown.ruled_out if match.verdict == MatchVerdict.NONE else shown.candidates).append(candidate)


def alike(ids: Iterable[int]) -> set[int]:
    """Those of these incidents that wait in review and likely are another live incident or an open draft, as long as
    nobody has said of the pair whether they are. One query."""
    waiting = Incident.objects.unpublished_too().among(ids).filter(status=WorkflowStatus.IN_REVIEW)
    likely = Match.objects.filter(decision=MatchDecision.OPEN, verdict=MatchVerdict.LIKELY).order_by()
    is_live = Q(other_incident__status__in=LIVE) | Q(draft__state=ProposalState.OPEN)
    first = likely.filter(is_live, incident__in=waiting).values_list("incident", flat=True)
    second = likely.filter(incident__status__in=LIVE, other_incident__in=waiting)
    return set(first.union(second.values_list("other_incident", flat=True)))


def best_verdict() -> Subquery:
    """For a queryset of proposals: the verdict of a draft's best open pair, or null. A column, no query per row."""
    mine = Q(draft=OuterRef("pk")) | Q(other_draft=OuterRef("pk"))
    is_live = Q(incident__status__in=LIVE) | Q(other_draft__state=ProposalState.OPEN)
    alike = Match.objects.filter(mine, is_live, draft__state=ProposalState.OPEN, decision=MatchDecision.OPEN)
    alike = alike.exclude(verdict=MatchVerdict.NONE)
    likely_first = Case(When(verdict=MatchVerdict.LIKELY, then=0), default=1)
    return Subquery(alike.order_by(likely_first, "-score").values("verdict")[:1])
