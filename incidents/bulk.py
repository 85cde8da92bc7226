"""One change of many incidents at once: looked at before it is done, done for one reason, undone as a whole.

Nothing here is a second way into the public record: every incident goes through `review.revise`, so a published
one gets a proposal that another person publishes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import record, review
from incidents.codes import SUB_EVENTS, EventType, ProposalState, WorkflowStatus
from incidents.models import BulkEdit, BulkEditRow, Incident
from incidents.record import IncidentRecord, RecordError
from incidents.review import ReviewError

# More than fit on a page that people read before they say yes.
MOST = 500
ENDED = {WorkflowStatus.RETRACTED, WorkflowStatus.MERGED}


@dataclass(frozen=True)
class Wanted:
    """What is to change, by names of IncidentRecord; `party` is an actor's slug and the one in its stead."""

    replaced: Mapping[str, Any] = field(default_factory=dict)
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    removed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    party: tuple[str, str] | None = None

    def applied_to(self, current: IncidentRecord) -> IncidentRecord:
        """The values as they would be. A sub-event type that a new type does not have is taken away with the old one."""
        changed = current.with_values(self.replaced)
        if "sub_event_type" not in self.replaced and not _fits(changed):
            changed = replace(changed, sub_event_type=None)
        for name in sorted({*self.added, *self.removed}):
            before = getattr(changed, name)
            kept = [code for code in before if code not in self.removed.get(name, ())]
            more = [code for code in self.added.get(name, ()) if code not in kept]
            changed = changed.with_values({name: (*kept, *more)})
        if self.party is not None:
            old, new = self.party
            parties = tuple(
                replace(row, actor=new) if row.actor == old else row for row in changed.involvements
            )
            changed = replace(changed, involvements=parties)
        return changed


def _fits(values: IncidentRecord) -> bool:
    sub_type = values.sub_event_type
    return not sub_type or sub_type in SUB_EVENTS[EventType(values.event_type)]


@dataclass(frozen=True)
class Line:
    """What would become of one incident: nothing when `new` is empty, and never anything when `refusal` says why."""

    incident: Incident
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    values: IncidentRecord
    refusal: str = ""

    @property
    def is_done(self) -> bool:
        return bool(self.new) and not self.refusal

    @property
    def waits(self) -> bool:
        """Published: another person has to publish the change."""
        return self.is_done and self.incident.status == WorkflowStatus.PUBLISHED


def preview(ids: Iterable[int], wanted: Wanted) -> list[Line]:
    """What the change would do to each of these incidents, oldest row first. Nothing is written."""
    chosen = sorted(set(ids))
    if len(chosen) > MOST:
        raise ReviewError(
            _("%(number)s incidents are chosen: at most %(most)s at once.")
            % {"number": len(chosen), "most": MOST}
        )
    rows = Incident.objects.unpublished_too().among(chosen).select_related("place").order_by("pk")
    return [_line(incident, wanted) for incident in rows]


def _line(incident: Incident, wanted: Wanted) -> Line:
    current = record.read(incident)
    values = wanted.applied_to(current)
    old, new = record.difference(current, values)
    refusal = ""
    if new and incident.status in ENDED:
        refusal = _("Restore the incident first: it is %s.") % incident.get_status_display().lower()
    elif not _fits(values):
        refusal = _("This sub-event type does not belong to the event type.")
    elif new:
        try:
            record.columns_of(values, record.Lookup())
        except RecordError as error:
            refusal = str(error)
    return Line(incident, old, new, values, refusal)


def seal(lines: Iterable[Line]) -> str:
    """Names what was looked at: the same only while every incident is as it was and the change is the same."""
    parts = [(line.incident.pk, line.incident.status, line.old, line.new, line.refusal) for line in lines]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]


@transaction.atomic
def apply(ids: Iterable[int], wanted: Wanted, *, by: Any, reason: str, sealed: str) -> BulkEdit:
    """Does what the preview of this seal showed, all of it or nothing. Lines that were refused are left out."""
    if not reason.strip():
        raise ReviewError(_("A change of many incidents needs a reason."))
    chosen = sorted(set(ids))
    # In the order of the ids, as every writer locks them: two such edits wait for one another and do not cross.
    list(Incident.objects.unpublished_too().among(chosen).select_for_update().order_by("pk").values("pk"))
    lines = preview(chosen, wanted)
    if seal(lines) != sealed:
        raise ReviewError(_("An incident has changed since this was shown: look at it again."))
    done = [line for line in lines if line.is_done]
    if not done:
        raise ReviewError(_("Nothing would change."))
    edit = BulkEdit.objects.create(reason=reason.strip(), made_by=by)
    rows = []
    for line in done:
        proposal = review.revise(line.incident, line.values, by=by, reason=edit.reason)
        rows.append(
            BulkEditRow(edit=edit, incident=line.incident, proposal=proposal, old=line.old, new=line.new)
        )
    BulkEditRow.objects.bulk_create(rows)
    return edit


@dataclass(frozen=True)
class Undone:
    """How many incidents went back, and the others with the reason why they were left as they are."""

    back: int
    left: list[tuple[Incident, str]]


@transaction.atomic
def undo(edit: BulkEdit, *, by: Any, reason: str) -> Undone:
    """Takes back what the edit did, where nobody has changed the same fields since.

    A proposal that still waits is rejected; what was published meanwhile gets a proposal back.
    """
    edit = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if edit.undone_at is not None:
        raise ReviewError(_("This was undone already."))
    back, left = 0, []
    rows = edit.rows.select_related("proposal", "incident")
    for row in rows.order_by("incident_id"):
        why_not = _undo_one(row, by=by, reason=reason or _("undone: %s") % edit.reason)
        if why_not:
            left.append((row.incident, why_not))
        else:
            back += 1
    edit.undone_by, edit.undone_at = by, timezone.now()
    edit.save(update_fields=["undone_by", "undone_at"])
    return Undone(back, left)


def _undo_one(row: BulkEditRow, *, by: Any, reason: str) -> str:
    """Empty, or why the incident was left as it is."""
    if row.proposal is not None and row.proposal.state == ProposalState.OPEN:
        review.reject(row.proposal, by=by, reason=reason)
        return ""
    if row.proposal is not None and row.proposal.state != ProposalState.ACCEPTED:
        return _("the change was not published")
    if row.incident.status in ENDED:
        return _("it is %s") % row.incident.get_status_display().lower()
    current = record.read(row.incident)
    now = current.as_json()
    changed = [name for name, value in row.new.items() if now[name] != record.normal(name, value)]
    if changed:
        return _("changed since: %s") % ", ".join(changed)
    review.revise(row.incident, current.with_values(row.old), by=by, reason=reason)
    return ""
