"""A source is closed when its reports may not be passed on any more, though they were, and opened when they may be again.

Lists and past states look at the source itself each time. What was written down earlier does not: the feed, releases and
exports, and the copies that readers keep. So closing takes the source's values out of every change that was told, takes
from the public what rests on it, and tells every copy to withhold; files that hold such rows are not given out any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import changes
from incidents.codes import Audience, ChangeKind, WorkflowStatus
from incidents.flat import NO_BACKING, derived_columns
from incidents.models import CasualtyEstimate, Change, Incident, Involvement, ReportLink, Source

# What a public record has from its sources: their claims, and the columns that follow from these.
FROM_SOURCES = ("casualties", "actors", "reports", *derived_columns((), (), NO_BACKING))
AT_ONCE = 500
# A request has half a minute, and an incident takes a thousandth of a second: more are closed by `manage.py close_source`.
AT_THE_DESK = 10_000
# What is or was public, and may be again by one step that asks nothing of its sources.
PUBLISHED_ONCE = (WorkflowStatus.PUBLISHED, WorkflowStatus.RETRACTED, WorkflowStatus.MERGED)


@transaction.atomic
def close(source: Source, *, by: Any) -> int:
    """Its reports never supply a public value from now on, and what they supplied is withheld. All or nothing.

    1. incidents that could not be published without it are released to analysts alone;
    2. what the feed told of the others' claims is withheld, and each copy is told so.
    Returns how many incidents were taken from the public.
    """
    if not _turned(source, redistributable=False):
        return 0
    # No name: who may not see the reports may not be told whose they are.
    reason = _("rests on reports that may not be passed on any more")
    return sum(_closed(ids, by=by, reason=reason) for ids in _touching(source))


@transaction.atomic
def reopen(source: Source, *, by: Any) -> None:
    """Its reports may be passed on again: copies are told to look. What was taken from the public waits for an editor."""
    if _turned(source, redistributable=True):
        reason = _("reports may be passed on again")
        for ids in _touching(source):
            _tell(ids, ChangeKind.UPDATED, (), by=by, reason=reason)


def _turned(source: Source, *, redistributable: bool) -> bool:
    rows = Source.objects.filter(pk=source.pk, redistributable=not redistributable)
    return bool(rows.update(redistributable=redistributable))


def is_for_a_command(source: Source) -> bool:
    """Whether too many incidents rest on its reports for a request at the desk."""
    return ReportLink.objects.filter(report__source=source)[: AT_THE_DESK + 1].count() > AT_THE_DESK


def _touching(source: Source) -> Iterator[Sequence[int]]:
    """The incidents that the source's reports say or said something of, and those that these are merged into."""
    mine = Q(report__source=source)
    claimed = (
        model.objects.filter(mine).values_list("incident", flat=True).distinct().order_by()
        for model in (ReportLink, CasualtyEstimate, Involvement)
    )
    ids = {*chain.from_iterable(claimed), *_told_of(source)}
    merged = Incident.objects.unpublished_too().filter(status=WorkflowStatus.MERGED)
    roots = dict(merged.values_list("pk", "merged_into"))
    ordered = sorted(ids | {roots[pk] for pk in ids & roots.keys()})
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _told_of(source: Source) -> list[int]:
    """Incidents of which the feed once told this source's claims: its report may have been taken off since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT incident_id FROM incidents_change"
            " WHERE jsonb_path_exists(fields, '$.** ? (@.source == $name)', jsonb_build_object('name', %s::text))",
            [source.name],
        )
        return [row[0] for row in cursor.fetchall()]


def _closed(ids: Sequence[int], *, by: Any, reason: str) -> int:
    """Returns how many of these the public saw and does not see any more."""
    rows = Incident.objects.unpublished_too().among(ids)
    public = rows.filter(status__in=PUBLISHED_ONCE, release_to__gte=Audience.PUBLIC)
    due = [
        *public.on_closed_reports_alone().values_list("pk", flat=True),
        *public.with_closed_values().values_list("pk", flat=True),
    ]
    with changes.recording(ids, by=by, reason=reason):
        taken = rows.among(due)
        number = taken.filter(audience__gte=Audience.PUBLIC).count()
        to = Audience.ANALYSTS.value
        taken.update(release_to=to, audience=Least("audience", Value(to)))
    changes.withhold_what_was_told(ids, FROM_SOURCES)
    _tell(ids, ChangeKind.REDACTED, FROM_SOURCES, by=by, reason=reason)
    return number


def _tell(ids: Sequence[int], kind: ChangeKind, names: Sequence[str], *, by: Any, reason: str) -> None:
    """Tells every feed that knows of the incidents; what anybody sees of them is from now."""
    rows = Incident.objects.unpublished_too().among(ids)
    rows.filter(audience__gt=Audience.NOBODY).update(updated_at=timezone.now())
    fields = [{"field": name, "old": changes.WITHHELD, "new": changes.WITHHELD} for name in names]
    known = (
        rows.filter(synthetic=False, seen_by__gt=0).order_by("pk").values_list("pk", "seen_by", "audience")
    )
    # What is new to see is told to those who see it; what to withhold to all who ever saw it.
    Change.objects.bulk_create(
        Change(incident_id=pk, feed=feed, kind=kind, fields=fields, reason=reason, by=by)
        for pk, seen_by, audience in known
        for feed in changes.FEEDS
        if (seen_by if kind == ChangeKind.REDACTED else audience) >= feed
    )
    transaction.on_commit(changes.number_changes, robust=True)
