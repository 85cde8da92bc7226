"""One audience's feed of changes, as a whole or of a selection: what a copy has to do to stay in step.

An entry with a `row` puts that row into the copy, in place of the one it has; one without takes the incident
out of it. Rows are those of today: what is no longer visible shows no value of the past either, and a reader who
comes late gets the last state at once. Because of that the rule above is all that a copy has to follow.

With filters, an entry is told when the incident is in the selection today, or when it was until this change (by
the image that was kept before it). The last change that moved an incident in or out is therefore always told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from incidents.api.selection import Selection
from incidents.codes import ChangeKind
from incidents.flat import flat_rows_of
from incidents.models import Change, Incident, Revision
from incidents.past import known_to, untold, with_columns

LEFT = "left_selection"
# Beside a change's own kinds: no longer in the selection that was asked for.
KINDS = (*ChangeKind.values, LEFT)
COMES = (ChangeKind.CREATED, ChangeKind.RESTORED)
# Kinds whose reason is a word to the public; of others it is told only while the incident is visible.
EXPLAINED = (ChangeKind.RETRACTED, ChangeKind.MERGED)


class Line(NamedTuple):
    """What an entry needs of a change. Plain tuples: a page of a thousand model objects takes longer than its SQL."""

    incident: int
    public_id: UUID
    number: int
    kind: str
    fields: list[dict[str, Any]]
    reason: str
    at: datetime
    revision: int | None
    successor: int | None
    successor_public_id: UUID | None


def lines_of(
    feed: int, *, newest_first: bool = False, most: int | None = None, **narrowed: Any
) -> list[Line]:
    """The numbered changes of a feed, in their order, narrowed by columns of Change; at most so many."""
    rows = Change.objects.filter(feed=feed, number__isnull=False, **narrowed)
    ordered = rows.order_by("-number" if newest_first else "number")[:most]
    return list(map(Line._make, ordered.values_list(*_READ)))


_READ = ("incident", "incident__public_id", "number", "kind", "fields", "reason", "at", "revision", "successor",
         "successor__public_id")  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """What is known of the incidents of some changes, by their ids."""

    rows: dict[int, dict[str, Any]]  # flat rows of those that are visible
    selected: set[int]  # those that are in the selection
    successors: set[int]  # those that may be named
    before: set[int]  # revisions that were in the selection, or may have been


def entries(changes: Sequence[Line], audience: int, chosen: Selection | None = None) -> list[dict[str, Any]]:
    """What the feed tells of these changes, in their order; a constant number of queries."""
    known = _known(changes, audience, chosen)
    told = (_entry(change, known, filtered=chosen is not None) for change in changes)
    return [entry for entry in told if entry is not None]


def _known(changes: Sequence[Line], audience: int, chosen: Selection | None) -> _Known:
    ids = sorted({change.incident for change in changes})
    # Membership before rows: what moves in between is told by a later change.
    selected = set(ids)
    if chosen is not None:
        selected = set(chosen.incidents.among(ids).order_by().values_list("pk", flat=True))
    found = flat_rows_of(ids, audience) if ids else {}
    named = {change.successor for change in changes if change.successor}
    successors: set[int] = set()
    if named:
        visible = Incident.objects.unpublished_too().among(named).filter(known_to(audience))
        successors = set(visible.order_by().values_list("pk", flat=True))
    return _Known(found, selected & found.keys(), successors, _held_before(changes, audience, chosen))


def _held_before(changes: Sequence[Line], audience: int, chosen: Selection | None) -> set[int]:
    """Revisions before these changes that the selection held; of what cannot be told, that it did."""
    ids = [change.revision for change in changes if change.revision]
    if chosen is None or not ids:
        return set()
    kept = Revision.objects.filter(pk__in=ids, audience__gte=int(audience)).order_by()
    if chosen.chosen.not_of_the_past:
        return set(kept.values_list("pk", flat=True))
    held = set(chosen.chosen.narrowed_past(with_columns(kept)).values_list("pk", flat=True))
    return held | set(kept.filter(untold()).values_list("pk", flat=True))


def _entry(change: Line, known: _Known, *, filtered: bool) -> dict[str, Any] | None:
    pk = change.incident
    visible, selected = pk in known.rows, pk in known.selected
    kind = change.kind
    stays = kind in {*COMES, ChangeKind.UPDATED, ChangeKind.REDACTED}
    if filtered and kind not in {*COMES, ChangeKind.REDACTED}:
        was_in = change.revision is None or change.revision in known.before
        if stays and selected:
            kind = kind if was_in else ChangeKind.CREATED.value
        elif not was_in:
            return None
        elif stays:
            kind = LEFT
    elif filtered and kind in COMES and not selected:
        return None
    told = visible and kind in {ChangeKind.UPDATED, ChangeKind.REDACTED}
    return {
        "number": change.number,
        "kind": kind,
        "incident": str(change.public_id),
        "fields": change.fields if told or (kind == ChangeKind.REDACTED) else [],
        "reason": change.reason if visible or change.kind in EXPLAINED else "",
        "successor": _successor(change, known),
        "at": change.at,
        "row": known.rows[pk] if stays and selected else None,
    }


def _successor(change: Line, known: _Known) -> str | None:
    if change.successor is None or change.successor not in known.successors:
        return None
    return str(change.successor_public_id)


def history_of(incident: Incident, feed: int, most: int) -> list[dict[str, Any]]:
    """The entries of one incident, newest first, without rows."""
    rows = lines_of(feed, newest_first=True, most=most, incident=incident)
    return [{name: value for name, value in entry.items() if name != "row"} for entry in entries(rows, feed)]


def is_gone(entry: dict[str, Any]) -> bool:
    """Whether the entry takes its incident out of a copy."""
    return entry["row"] is None
