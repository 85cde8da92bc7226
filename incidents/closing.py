"""A source is closed when its reports may not be passed on any more, though they were, and opened when they may be again.

Lists look at the source itself each time. What was written down earlier does not: changes and images of the past, releases,
exports, and the copies that readers keep. So closing takes the source out of every image and every change that was told,
takes from the public what rests on it, and tells every copy to withhold; files that hold such rows are not given out any more.
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

from incidents import changes, images
from incidents.codes import Audience, ChangeKind, WorkflowStatus
from incidents.flat import NO_BACKING, derived_columns
from incidents.models import (
    Attachment,
    CasualtyEstimate,
    Change,
    Incident,
    Involvement,
    ReportLink,
    Revision,
    Source,
)

# What a public record has from its sources: their claims, and the columns that follow from these.
FROM_SOURCES = (*images.CLAIMS, "external_ids", *derived_columns((), (), NO_BACKING))
# Below `changes.MANY`: so many that nobody ever saw would be numbered at once, and the lock of numbers be held to the end.
AT_ONCE = 400
# A request has half a minute, and an incident takes some thousandths of a second: more are closed by a command.
AT_THE_DESK = 5_000
# What is or was public, and may be again by one step that asks nothing of its sources.
PUBLISHED_ONCE = (WorkflowStatus.PUBLISHED, WorkflowStatus.RETRACTED, WorkflowStatus.MERGED)
# Rows that an attached report adds; anything else that it brought is a value of the incident itself.
ROWS_OF_A_REPORT = frozenset({"sources", "estimates", "involvements"})


@transaction.atomic
def close(source: Source, *, by: Any) -> int:
    """Its reports never supply a public value from now on, and what they supplied is withheld. All or nothing; of a source
    that is closed already the same, in case something was left.

    1. whoever writes public values is waited for, and waits: nothing new rests on the source meanwhile;
    2. incidents that could not be published without it are released to analysts alone, with their past;
    3. its claims are taken out of the past of the others, and each copy is told to withhold.
    Returns how many incidents were taken from the public.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [changes.SOURCES_LOCK])
    _turn(source, redistributable=False)
    # No name: who may not see the reports may not be told whose they are.
    reason = _("rests on reports that may not be passed on any more")
    return sum(_closed(source, ids, by=by, reason=reason) for ids in _touching(source))


@transaction.atomic
def reopen(source: Source, *, by: Any) -> None:
    """Its reports may be passed on again: copies are told to look. What was taken from the public waits for an editor, and
    the past stays without them."""
    if _turn(source, redistributable=True):
        reason = _("reports may be passed on again")
        for ids in _touching(source):
            _tell(ids, ChangeKind.UPDATED, (), by=by, reason=reason)


def _turn(source: Source, *, redistributable: bool) -> bool:
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
    ids = {
        *chain.from_iterable(claimed),
        *_named_in(source, "change", "fields"),
        *_named_in(source, "revision", "image"),
    }
    merged = Incident.objects.unpublished_too().filter(status=WorkflowStatus.MERGED)
    roots = dict(merged.values_list("pk", "merged_into"))
    ordered = sorted(ids | {roots[pk] for pk in ids & roots.keys()})
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _named_in(source: Source, table: str, column: str) -> list[int]:
    """Incidents whose past names the source: its report may have been taken off since."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT incident_id FROM incidents_{table}"  # noqa: S608  own names
            f" WHERE jsonb_path_exists({column}, '$.** ? (@.source == $name)', jsonb_build_object('name', %s::text))",
            [source.name],
        )
        return [row[0] for row in cursor.fetchall()]


def _closed(source: Source, ids: Sequence[int], *, by: Any, reason: str) -> int:
    """Returns how many of these the public saw and does not see any more."""
    rows = Incident.objects.unpublished_too().among(ids)
    with changes.recording(ids, by=by, reason=reason):
        due = _only_by(source, ids)
        taken = rows.among(due)
        number = taken.filter(audience__gte=Audience.PUBLIC).count()
        to = Audience.ANALYSTS.value
        taken.update(release_to=to, audience=Least("audience", Value(to)))
    counted = _take_out_of_the_past(source, ids, due)
    Change.objects.filter(incident__in=due, feed=Audience.PUBLIC).update(fields=[])
    # How many were killed follows from its figures only where one of them was the recommended one.
    for some, names in (
        ([pk for pk in ids if pk not in counted], FROM_SOURCES),
        (sorted(counted), (*FROM_SOURCES, *images.KILLED)),
    ):
        changes.withhold_what_was_told(some, names)
        _tell(some, ChangeKind.REDACTED, names, by=by, reason=reason)
    _forget_the_name(source, ids)
    return number


def _only_by(source: Source, ids: Sequence[int]) -> set[int]:
    """Those that could not be published without it: no other report, its toll or its actor, or a value that it brought."""
    rows = Incident.objects.unpublished_too().among(ids)
    public = rows.filter(status__in=PUBLISHED_ONCE, release_to__gte=Audience.PUBLIC)
    attached = Attachment.objects.filter(incident__in=public, draft__report__source=source, ended_at=None)
    brought = attached.values_list("incident", "brought")
    return public.ids_resting_on_closed() | {
        pk for pk, values in brought if any(values.get(name) for name in values.keys() - ROWS_OF_A_REPORT)
    }


def _take_out_of_the_past(source: Source, ids: Sequence[int], taken: set[int]) -> set[int]:
    """Images without its claims; one that rested on it alone, and all of what was taken, is for analysts. Returns the
    incidents of which a figure of its was once how many were killed."""
    scheme, counted = f"{source.scheme}:", set()
    for revision in Revision.objects.select_for_update().filter(incident__in=ids):
        before, image = revision.image, images.passed_on(revision.image, {source.name})
        if images.has_toll_of(before, {source.name}):
            counted.add(revision.incident_id)
        if isinstance(image.get("external_ids"), list):
            image["external_ids"] = [text for text in image["external_ids"] if not text.startswith(scheme)]
        rested_on_it = images.rests_on_nothing(image) and not images.rests_on_nothing(before)
        if revision.incident_id in taken or rested_on_it:
            revision.audience = Audience.ANALYSTS
        revision.image = image
        revision.save(update_fields=["image", "audience"])
    return counted


def _forget_the_name(source: Source, ids: Sequence[int]) -> None:
    """A machine's reason may name the source; none is better than that one."""
    for model in (Change, Revision):
        model.objects.filter(incident__in=ids, reason__contains=source.name).update(reason="")
    retracted = Incident.objects.unpublished_too().among(ids).filter(retraction_reason__contains=source.name)
    retracted.update(retraction_reason=_("retracted at the source"))


def _tell(ids: Sequence[int], kind: ChangeKind, names: Sequence[str], *, by: Any, reason: str) -> None:
    """Tells every feed that knows of the incidents; what anybody sees of them is from now."""
    rows = Incident.objects.unpublished_too().among(ids)
    rows.filter(audience__gt=Audience.NOBODY).update(updated_at=timezone.now())
    fields = changes.withheld_fields(names)
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
