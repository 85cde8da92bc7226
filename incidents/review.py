"""Confirmation: the only way into the public record, and the only way out of it.

Every step takes who does it and why. Public values change inside `changes.recording`, so history and feed
are written in the same transaction. A refusal is a ReviewError whose text can be shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, Now, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import attachments, calibration, changes, claims, duplicates, intake, learning, record
from incidents.codes import (
    Audience,
    ChangeKind,
    EvidenceDecision,
    MatchDecision,
    ProposalKind,
    ProposalState,
    ReportState,
    ReviewRule,
    Role,
    WorkflowStatus,
)
from incidents.models import (
    Change,
    Evidence,
    ExactLocation,
    Incident,
    IngestRun,
    Match,
    Proposal,
    Report,
)
from incidents.models.rules import broken_rule
from incidents.record import IncidentRecord, RecordError

# Kinds of proposals that change an incident which is there.
CHANGES = (ProposalKind.UPDATE, ProposalKind.RETRACT, ProposalKind.ATTACH, ProposalKind.DETACH)


class ReviewError(Exception):
    """The step is refused; the text says why and what to do."""


class BadValues(ReviewError):
    """A value cannot be kept: `field` names it where that is known, and `reason` says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field, self.reason = field, reason


class StaleError(ReviewError):
    """Somebody else saved first. `differences` holds (field, value now, value of this save), as JSON."""

    def __init__(self, now: IncidentRecord, given: IncidentRecord) -> None:
        super().__init__(
            _(
                "Somebody else changed this incident since you opened it: compare, then save again or leave it."
            )
        )
        theirs, ours = record.difference(now, given)
        self.version = record.version_of(now)
        self.differences = [(name, theirs[name], ours[name]) for name in theirs]


# Editors: enter and propose ------------------------------------------------------------------------------
@transaction.atomic
def enter(
    values: IncidentRecord, *, by: Any, run: IngestRun | None = None, synthetic: bool = False
) -> Incident:
    """A new incident with these values: in review when a person enters it, a draft when a machine does."""
    incident = Incident(run=run, synthetic=synthetic)
    if by is not None:
        incident.status = WorkflowStatus.IN_REVIEW
        incident.submitted_by = by
        incident.submitted_at = timezone.now()
    _write(incident, values)
    return incident


@transaction.atomic
def confirm(proposal: Proposal, *, by: Any, values: IncidentRecord | None = None) -> Incident:
    """An editor confirms a machine's draft, corrected or as it is: it becomes an incident in review.

    Evidence of values that the editor left alone is accepted, that of changed ones is marked edited, and that of
    values of which nothing is left is rejected. What the editor made of the draft is kept beside it, and names are
    learnt from it.
    """
    proposal = open_draft(proposal, by=by)
    proposed = IncidentRecord.from_json(proposal.values)
    final = values or proposed
    incident = enter(final, by=by)
    accept_draft(proposal, incident, by=by, final=final)
    duplicates.follow(proposal, incident)
    return incident


def open_draft(proposal: Proposal, *, by: Any) -> Proposal:
    """The draft, locked; refused when it was decided about, is no draft, or somebody else works on its report."""
    proposal = _open_proposal(proposal)
    if proposal.kind != ProposalKind.CREATE:
        raise ReviewError(_("This proposal changes an incident: it is published, not confirmed."))
    _refuse_held(proposal.report, by=by)
    return proposal


def accept_draft(
    proposal: Proposal, incident: Incident, *, by: Any, final: IncidentRecord | None = None
) -> None:
    """The draft became this incident, or a part of it, with its evidence; `final` is what the editor made of it."""
    before = IncidentRecord.from_json(proposal.values).as_json()
    after = final.as_json() if final is not None else before
    spans = list(proposal.evidence.all())
    for evidence in spans:
        outcome = _outcome(_spoken_of(before, evidence.field), _spoken_of(after, evidence.field))
        if outcome != EvidenceDecision.REJECTED:
            is_edited = outcome == EvidenceDecision.EDITED
            outcome = EvidenceDecision(calibration.decision_about(evidence, before, after, is_edited))
        evidence.decision = outcome
        evidence.decided_by, evidence.decided_at = by, timezone.now()
        evidence.incident = incident
    Evidence.objects.bulk_update(spans, ["decision", "decided_by", "decided_at", "incident"])
    proposal.incident = incident
    proposal.confirmed = final.as_json() if final is not None else None
    _decide(proposal, ProposalState.ACCEPTED, by=by)
    if final is not None:
        learning.learn(proposal, spans, final, by=by)
    _settle_report(proposal.report)


def _outcome(before: Sequence[Any], after: Sequence[Any]) -> EvidenceDecision:
    if list(before) == list(after):
        return EvidenceDecision.ACCEPTED
    is_left = any(value not in (None, "", (), []) for value in after)
    return EvidenceDecision.EDITED if is_left else EvidenceDecision.REJECTED


def _spoken_of(values: Mapping[str, Any], evidence_field: str) -> Sequence[Any]:
    """The part of a record, as JSON, that a piece of evidence speaks of."""
    name, _dot, part = evidence_field.partition(".")
    if name == "casualties":
        return [row for row in values["estimates"] if row["kind"] == part]
    if name == "actors":
        rows = values["involvements"]
        return [row for row in rows if row["role"] == part] if part in Role.values else rows
    fields = {
        "date": ("date_start", "date_end", "time_precision"),
        "place": ("place", "second_place", "longitude", "latitude", "radius_m", "geo_precision"),
    }.get(name, (name,))
    return [values.get(field) for field in fields]


@transaction.atomic
def reject(proposal: Proposal, *, by: Any, reason: str) -> None:
    """The proposal is not taken over. Its report is dismissed when nothing of it was."""
    proposal = _open_proposal(proposal)
    _refuse_held(proposal.report, by=by)
    _decide(proposal, ProposalState.REJECTED, by=by, reason=reason)
    proposal.evidence.update(decision=EvidenceDecision.REJECTED, decided_by=by, decided_at=Now())
    attachments.settle(proposal, by=by)
    _settle_report(proposal.report)


def _refuse_held(report: Report | None, *, by: Any) -> None:
    """Two people do not decide about one report at once: whoever wants to, takes it over first."""
    held = claims.held_by_another(report.pk, than=by) if report is not None and by is not None else None
    if held is not None:
        raise ReviewError(
            _("%(who)s works on this report until %(until)s: take it over first.")
            % {"who": held.claimed_by, "until": format(timezone.localtime(held.claimed_until), "%H:%M")}
        )


def _settle_report(report: Report | None) -> None:
    """A report with no open proposal left is linked if an incident rests on it, else dismissed. Where only changes of
    incidents are left, whoever made them is done with it: they wait for another person."""
    if report is None:
        return
    waiting = set(report.proposals.filter(state=ProposalState.OPEN).values_list("kind", flat=True))
    if waiting and ProposalKind.CREATE not in waiting:
        Report.objects.filter(pk=report.pk).update(claimed_by=None, claimed_until=None)
    if waiting:
        return
    state = ReportState.LINKED if report.links.exists() else ReportState.DISMISSED
    Report.objects.filter(pk=report.pk).exclude(state=ReportState.EXTRACTING).update(
        state=state, claimed_by=None, claimed_until=None
    )


def dismiss(report: Report, *, by: Any, reason: str) -> None:
    """A tombstone: the report stays, its open proposals are rejected, and it does not come back."""
    with transaction.atomic():
        _refuse_held(report, by=by)
        # One by one: a draft whose attachment is rejected waits again.
        while (waiting := report.proposals.filter(state=ProposalState.OPEN).first()) is not None:
            reject(waiting, by=by, reason=reason)
        Report.objects.filter(pk=report.pk).update(
            state=ReportState.DISMISSED,
            state_reason=reason,
            leased_until=None,
            claimed_by=None,
            claimed_until=None,
        )


@transaction.atomic
def set_aside(report: Report, *, by: Any, reason: str) -> None:
    """Keeps a report and its open drafts for later: they leave the queue until it is tried again."""
    if not reason.strip():
        raise ReviewError(_("Say why: whoever takes it up again will read it."))
    _refuse_held(report, by=by)
    if not intake.park(report, reason=reason):
        raise ReviewError(_("A worker reads this report just now: try again in a moment."))
    claims.give_back(report.pk, by=by)


@transaction.atomic
def revise(
    incident: Incident, values: IncidentRecord, *, by: Any, reason: str = "", seen: str | None = None
) -> Proposal | None:
    """An edit, of the version `seen` (see `record.version_of`) where the caller says which. What is not yet
    published changes at once; a published incident gets a proposal, and so does one that a person entered
    when a machine (`by` None) has other values.

    Returns the proposal, or None when the values were written or nothing differed. Raises StaleError.
    """
    incident = Incident.objects.unpublished_too().select_for_update(of=("self",)).get(pk=incident.pk)
    current = record.read(incident)
    if seen is not None and seen != record.version_of(current):
        raise StaleError(current, values)
    old, new = record.difference(current, values)
    if not new:
        return None
    _refuse_out_of_sight(incident)
    is_a_persons = incident.status == WorkflowStatus.PUBLISHED or (
        by is None and incident.submitted_by_id is not None
    )
    if is_a_persons:
        return propose(incident, old=old, new=new, by=by, reason=reason)
    if by is not None:
        # Whoever edits last has confirmed last: the publisher must be somebody else.
        incident.submitted_by, incident.submitted_at = by, timezone.now()
        incident.status = WorkflowStatus.IN_REVIEW
    _write(incident, values)
    return None


def _refuse_out_of_sight(incident: Incident) -> None:
    if incident.status in {WorkflowStatus.RETRACTED, WorkflowStatus.MERGED}:
        raise ReviewError(_("Restore the incident first: it is %s.") % incident.get_status_display().lower())


def propose(
    incident: Incident, *, old: Mapping[str, Any], new: Mapping[str, Any], by: Any, reason: str = "",
    report: Report | None = None, kind: str = ProposalKind.UPDATE,
) -> Proposal:  # fmt: skip
    """Keeps a change of an incident for a reviewer; the published values stay up meanwhile."""
    return Proposal.objects.create(
        kind=kind,
        incident=incident,
        old=dict(old),
        values=dict(new),
        created_by=by,
        reason=reason,
        report=report,
    )


@transaction.atomic
def submit(ids: Iterable[int], *, by: Any) -> int:
    """Drafts (of an import) are confirmed by an editor and wait for another person. Returns how many."""
    return (
        Incident.objects.unpublished_too()
        .among(ids)
        .filter(status=WorkflowStatus.DRAFT)
        .update(status=WorkflowStatus.IN_REVIEW, submitted_by=by, submitted_at=Now(), updated_at=Now())
    )


def submit_run(run: IngestRun, *, by: Any) -> int:
    """An editor stands for a whole imported file."""
    with transaction.atomic():
        done = submit(list(run.incidents.values_list("pk", flat=True)), by=by)
        IngestRun.objects.filter(pk=run.pk).update(submitted_by=by, settled_at=timezone.now())
        return done


# Reviewers: publish ------------------------------------------------------------------------------------
def publish(ids: Iterable[int], *, by: Any, reason: str = "") -> int:
    """Publishes incidents that wait in review, and applies the open proposals of published ones.

    1. refuse what its own submitter would publish, what has no source, or what may not be passed on;
    2. apply the proposals; 3. set status and audience; history and feed are written around it.
    Returns how many incidents were touched; all or nothing.
    """
    wanted = sorted(set(ids))
    with changes.recording(wanted, by=by, reason=reason):
        waiting = Incident.objects.unpublished_too().among(wanted).order_by("pk")
        status_of = dict(waiting.values_list("pk", "status"))
        for pk, status in status_of.items():
            if status not in {WorkflowStatus.IN_REVIEW, WorkflowStatus.PUBLISHED}:
                raise ReviewError(
                    _("Incident %(id)s is %(status)s: an editor has to submit it first.")
                    % {"id": pk, "status": str(WorkflowStatus(status).label).lower()}
                )
        new = [pk for pk, status in status_of.items() if status == WorkflowStatus.IN_REVIEW]
        _publish_new(new, by=by)
        published = [pk for pk, status in status_of.items() if status == WorkflowStatus.PUBLISHED]
        changed = waiting.among(published) if published else waiting.none()
        return len(new) + sum(_apply_open_proposals(incident, by=by) for incident in changed)


def publish_run(
    run: IngestRun, *, by: Any, leaving: QuerySet[Incident] | None = None, at_once: int = 5_000
) -> int:
    """Publishes the incidents of an imported file that wait in review, in batches; those of `leaving` wait on."""
    in_review = run.incidents.filter(status=WorkflowStatus.IN_REVIEW).order_by("pk")
    left = set() if leaving is None else set(leaving.values_list("pk", flat=True))
    waiting = [pk for pk in in_review.values_list("pk", flat=True) if pk not in left]
    return sum(
        publish(waiting[start : start + at_once], by=by, reason=_("import %s") % run.pk)
        for start in range(0, len(waiting), at_once)
    )


@transaction.atomic
def accept(proposal: Proposal, *, by: Any) -> None:
    """Publishes this one proposal of a published incident."""
    proposal = _open_proposal(proposal)
    if proposal.incident is None:
        raise ReviewError(_("A new incident is confirmed by an editor before it is published."))
    with changes.recording([proposal.incident_id], by=by, reason=proposal.reason):  # type: ignore[list-item]
        _apply(proposal, by=by)


def _publish_new(ids: Sequence[int], *, by: Any) -> None:
    """A constant number of statements, however many: a file of a million rows is published like one incident."""
    rule = settings.REVIEW_RULE
    waiting = Incident.objects.unpublished_too().among(ids)
    own = (
        waiting.filter(Q(submitted_by=None) | Q(submitted_by=by)).order_by("pk")
        if rule == ReviewRule.TWO_PERSON
        else None
    )
    mine = own.values_list("pk", flat=True).first() if own is not None else None
    if mine is not None:
        raise ReviewError(_("Incident %s was submitted by you: another person has to publish it.") % mine)
    _refuse_unsourced(ids)
    now = timezone.now()
    audience = _audience_now()
    # One statement: each writes the row and all its indexes anew.
    waiting.update(
        status=WorkflowStatus.PUBLISHED,
        review_rule=rule,
        published_by=by,
        published_at=now,
        updated_at=now,
        audience=audience,
        seen_by=Greatest("seen_by", audience),
    )


def _refuse_unsourced(ids: Sequence[int]) -> None:
    """The first incident without a source, or without one that may be passed on, is named."""
    incidents = Incident.objects.unpublished_too().among(ids).order_by("pk")
    public = incidents.filter(release_to__gte=Audience.PUBLIC)
    for found, why in (
        (incidents.unsourced(), _("Incident %s names no source: add one.")),
        (
            public.on_closed_reports_alone(),
            _("Incident %s rests only on reports that may not be passed on: release it to analysts."),
        ),
        (
            public.naming_closed_values(),
            _(
                "A recommended figure or an actor of incident %s comes from a report that may not be passed on."
            ),
        ),
    ):
        wrong = found.values_list("pk", flat=True).first()
        if wrong is not None:
            raise ReviewError(why % wrong)


def _open_to_audience(ids: Iterable[int]) -> None:
    """Audience by release and embargo, on the database's clock: a future embargo means nobody."""
    rows = Incident.objects.unpublished_too().among(ids).filter(status=WorkflowStatus.PUBLISHED)
    public = rows.filter(release_to__gte=Audience.PUBLIC)
    # What rests on reports that may not be passed on by now is for analysts, whatever it was released to before.
    shut = public.ids_resting_on_closed()
    if shut:
        rows.among(shut).update(release_to=Audience.ANALYSTS)
    rows.update(audience=_audience_now())


def _audience_now() -> Case:
    held = When(embargo_until__gt=Now(), then=Value(int(Audience.NOBODY)))
    return Case(held, default=F("release_to"), output_field=PositiveSmallIntegerField())


def _apply_open_proposals(incident: Incident, *, by: Any) -> int:
    waiting = list(incident.proposals.filter(state=ProposalState.OPEN, kind__in=CHANGES).order_by("pk"))
    for proposal in waiting:
        _apply(proposal, by=by)
    return 1 if waiting else 0


def _apply(proposal: Proposal, *, by: Any) -> None:
    rule = settings.REVIEW_RULE
    if rule == ReviewRule.TWO_PERSON and proposal.created_by_id == by.pk:
        raise ReviewError(_("You proposed this change: another person has to publish it."))
    incident = Incident.objects.unpublished_too().get(pk=proposal.incident_id or 0)
    if proposal.kind == ProposalKind.RETRACT:
        _retract(incident, reason=proposal.reason)
    else:
        # Back in view it would be public without anybody having looked at what it rests on.
        _refuse_out_of_sight(incident)
        values = _proposed(proposal, record.read(incident))
        if incident.status != WorkflowStatus.PUBLISHED:
            # Not yet public: the change becomes part of what waits in review.
            _write(incident, values)
            proposal.review_rule = rule
            _decide(proposal, ProposalState.ACCEPTED, by=by)
            attachments.settle(proposal, by=by)
            return
        incident.review_rule = rule
        incident.published_by, incident.published_at = by, timezone.now()
        if incident.submitted_by_id in {None, by.pk} and proposal.created_by_id is not None:
            incident.submitted_by_id = proposal.created_by_id
        # The audience may shrink with release_to; it opens again below, inside the same transaction.
        incident.audience = Audience.NOBODY
        if rule == ReviewRule.TWO_PERSON and incident.submitted_by_id in {None, by.pk}:
            raise ReviewError(
                _("The incident was submitted by you: another person has to publish its change.")
            )
        _write(incident, values)
        _refuse_unsourced([incident.pk])
        _open_to_audience([incident.pk])
    proposal.review_rule = rule
    _decide(proposal, ProposalState.ACCEPTED, by=by)
    attachments.settle(proposal, by=by)
    _settle_report(proposal.report)


def _proposed(proposal: Proposal, current: IncidentRecord) -> IncidentRecord:
    """The incident's values with the change. What another source adds does not mind what changed meanwhile."""
    if proposal.kind in {ProposalKind.ATTACH, ProposalKind.DETACH}:
        try:
            return attachments.changed(proposal, current)
        except RecordError as error:
            raise BadValues(error.field, error.reason) from error
    now = current.as_json()
    stale = [name for name, was in proposal.old.items() if now[name] != record.normal(name, was)]
    if stale:
        raise ReviewError(
            _("The incident changed since this was proposed (%s): reject it or propose again.")
            % ", ".join(stale)
        )
    return current.with_values(proposal.values)


def lift_embargoes() -> int:
    """Shows incidents whose embargo has ended by the database's clock. Called by the sweep."""
    due = list(Incident.objects.embargo_over().values_list("pk", flat=True)[:1000])
    if due:
        with changes.recording(due, by=None, reason="embargo ended"):
            _open_to_audience(due)
    return len(due)


# Reviewers: take back ----------------------------------------------------------------------------------
def retract(incident: Incident, *, by: Any, reason: str) -> None:
    """We erred: the incident leaves every list; its address answers with the reason."""
    if not reason.strip():
        raise ReviewError(_("A retraction needs a reason: readers will see it."))
    with changes.recording([incident.pk], by=by, reason=reason):
        _retract(Incident.objects.unpublished_too().get(pk=incident.pk), reason=reason)


def _retract(incident: Incident, *, reason: str) -> None:
    if incident.status != WorkflowStatus.PUBLISHED:
        raise ReviewError(_("Only a published incident can be retracted."))
    incident.status = WorkflowStatus.RETRACTED
    incident.audience = Audience.NOBODY
    incident.retraction_reason = reason or _("retracted at the source")
    incident.save()


def restore(incident: Incident, *, by: Any, reason: str) -> None:
    """A retraction that was itself an error is taken back."""
    with changes.recording([incident.pk], by=by, reason=reason):
        row = Incident.objects.unpublished_too().get(pk=incident.pk)
        if row.status != WorkflowStatus.RETRACTED:
            raise ReviewError(_("Only a retracted incident can be restored."))
        row.status, row.retraction_reason = WorkflowStatus.PUBLISHED, ""
        row.save()
        _open_to_audience([row.pk])


def merge(duplicate: Incident, root: Incident, *, by: Any, reason: str = "") -> None:
    """The duplicate's address leads to the root, which reads its claims; its rows keep their origin."""
    with changes.recording([duplicate.pk, root.pk], by=by, reason=reason):
        rows = Incident.objects.unpublished_too().in_bulk([duplicate.pk, root.pk])
        child, parent = rows[duplicate.pk], rows[root.pk]
        if child.pk == parent.pk or parent.status == WorkflowStatus.MERGED:
            raise ReviewError(_("Choose another incident, itself not merged, to merge into."))
        if child.status == WorkflowStatus.MERGED:
            raise ReviewError(_("This incident is merged already."))
        if child.status == WorkflowStatus.RETRACTED:
            raise ReviewError(_("This incident is retracted: its address says so already."))
        if child.audience > parent.audience:
            raise ReviewError(_("Readers of this incident cannot see the other one: publish that one first."))
        if child.synthetic != parent.synthetic:
            raise ReviewError(_("Sample data cannot merge with real incidents."))
        # Duplicates of the duplicate follow it, so that every address leads to its root in one step.
        Incident.objects.unpublished_too().filter(merged_into=child).update(
            merged_first=Coalesce("merged_first", "merged_into"), merged_into=parent
        )
        child.merged_into, child.status, child.audience = parent, WorkflowStatus.MERGED, Audience.NOBODY
        child.save()


def unmerge(incident: Incident, *, by: Any, reason: str = "") -> None:
    """Undoes a merge: the incident is what it was before, with its own duplicates; readers are told `restored`."""
    root = incident.merged_into_id
    with changes.recording([pk for pk in (incident.pk, root) if pk], by=by, reason=reason):
        row = Incident.objects.unpublished_too().get(pk=incident.pk)
        if row.status != WorkflowStatus.MERGED:
            raise ReviewError(_("Only a merged incident can be unmerged."))
        _bring_back_duplicates(row)
        _ask_again(row)
        row.merged_into = row.merged_first = None
        row.status = WorkflowStatus.IN_REVIEW if row.submitted_at else WorkflowStatus.DRAFT
        if row.published_at:
            row.status = WorkflowStatus.PUBLISHED
        row.save()
        _open_to_audience([row.pk])


def _bring_back_duplicates(row: Incident) -> None:
    """What was merged into this one, before it was merged itself, leads to it again and to nothing else."""
    rows = Incident.objects.unpublished_too()
    at, back = [row.pk], []
    while at:
        at = list(
            rows.filter(merged_first__in=at, merged_into=row.merged_into_id).values_list("pk", flat=True)
        )
        back += at
    rows.filter(pk__in=back).update(merged_into=row.pk, merged_first=NullIf("merged_first", row.pk))


def _ask_again(row: Incident) -> None:
    """That the two are the same was taken back: it is for somebody to say again."""
    roots = [pk for pk in (row.merged_into_id, row.merged_first_id) if pk]
    pair = Q(incident=row, other_incident__in=roots) | Q(incident__in=roots, other_incident=row)
    Match.objects.filter(pair, decision=MatchDecision.SAME).update(
        decision=MatchDecision.OPEN, decided_by=None, decided_at=None
    )


def redact(incident: Incident, *, by: Any, reason: str, fields: Iterable[str]) -> None:
    """For somebody's protection: `withheld` in every past image and change of these public fields.

    The present values are changed by a proposal like any other; this rewrites what was kept of the past.
    """
    names = sorted(set(fields))
    with changes.recording([incident.pk], by=by, reason=reason):
        changes.withhold([incident.pk], names)
        if {"longitude", "latitude", "place"} & set(names):
            ExactLocation.objects.filter(incident=incident).delete()
        _tell_of_redaction(incident, names, by=by, reason=reason)


def _tell_of_redaction(incident: Incident, names: list[str], *, by: Any, reason: str) -> None:
    """Who keeps a copy is told which fields to withhold in it; a feed that never knew is not told."""
    row = Incident.objects.unpublished_too().get(pk=incident.pk)
    withheld = changes.withheld_fields(names)
    Change.objects.bulk_create(
        Change(incident=row, feed=feed, kind=ChangeKind.REDACTED, fields=withheld, reason=reason, by=by)
        for feed in changes.FEEDS
        if row.seen_by >= feed and not row.synthetic
    )


# Shared ------------------------------------------------------------------------------------------------
def _write(incident: Incident, values: IncidentRecord) -> None:
    try:
        with transaction.atomic():
            record.write(incident, values)
    except RecordError as error:
        raise BadValues(error.field, error.reason) from error
    except IntegrityError as error:
        raise BadValues("", _explain(error)) from error


def _explain(error: IntegrityError) -> str:
    """The name of the rule that the database refused, in words a person can act on."""
    return _("The values break the rule “%s”.") % (broken_rule(error) or "?").replace("_", " ")


def _open_proposal(proposal: Proposal) -> Proposal:
    """The row, locked until the caller's transaction ends, so that nothing is decided twice."""
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != ProposalState.OPEN:
        raise ReviewError(_("This proposal was decided already (%s).") % row.get_state_display())
    return row


def _decide(proposal: Proposal, state: str, *, by: Any, reason: str | None = None) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    if reason is not None:
        proposal.reason = reason
    proposal.save()


def evidence_of(incident: Incident) -> list[Evidence]:
    """Spans behind an incident's values, for those entitled; never public."""
    return list(Evidence.objects.filter(incident=incident).select_related("report"))
