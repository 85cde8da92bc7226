"""The history of the public record, and the numbered feed of its changes.

Every writer of public values works inside `recording(ids, ...)`: it locks the rows, keeps the image that
was public before, and writes what became of it, all in the writer's own transaction. Changes are numbered
after the commit by one step under an advisory lock, so a reader that polls by number never skips one: a
plain sequence gives its numbers before the commit, and a slow writer's change would appear behind a
reader's back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from incidents.codes import Audience, ChangeKind, LocationPolicy, WorkflowStatus
from incidents.copyrows import copy_rows
from incidents.flat import PASSED_ON, PASSED_ON_IDS, flat_columns, flat_row
from incidents.models import CasualtyEstimate, Change, ExternalId, Incident, Involvement, ReportLink, Revision
from incidents.querysets import IncidentQuerySet

FEEDS = (Audience.ANALYSTS, Audience.PUBLIC)
NUMBERING_LOCK = 7_335_001
# Shared by whoever writes public values, held alone by whoever closes a source (`closing`).
SOURCES_LOCK = 7_335_007
NUMBERED_AT_ONCE = 50_000
WITHHELD = "withheld"
# So many incidents that nobody ever saw are told of by one statement, numbered at once.
MANY = 500
# What tells where: taken out of the past as soon as less of it may be seen.
LOCATION_FIELDS = (
    "place", "longitude", "latitude", "admin1", "admin2", "geo_precision", "radius_m", "priogrid_gid",
)  # fmt: skip
# Columns that change by themselves and say nothing about the incident.
NOT_COMPARED = frozenset({"updated_at", "credit", "licence"})


class Seen(NamedTuple):
    """What tells who could see an incident before a step and after it."""

    pk: int
    status: str
    audience: int
    seen_by: int
    location_policy: str
    merged_into_id: int | None
    synthetic: bool
    updated_at: datetime

    @classmethod
    def of(cls, incidents: IncidentQuerySet) -> dict[int, Seen]:
        rows = incidents.order_by("pk").values_list(*cls._fields)
        return {row[0]: cls._make(row) for row in rows}

    @property
    def is_unheard_of(self) -> bool:
        """Nobody sees it, and nobody ever did: there is no past to keep of it."""
        return self.audience == 0 and self.seen_by == 0


def images(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The public record of these incidents by id, whatever their status: flat row, figures, parties, sources.

    A merged incident's claims are read through its root. Constant number of queries.
    """
    incidents = (
        Incident.objects.unpublished_too()
        .among(ids)
        .prefetch_related(
            "summaries",
            Prefetch("external_ids", ExternalId.objects.filter(PASSED_ON_IDS)),
            Prefetch("merged_children", Incident.objects.unpublished_too().only("id", "merged_into")),
        )
        .only("id", "risks", "sectors")
    )
    rows = {
        values[0]: flat_row(values) for values in flat_columns(Incident.objects.unpublished_too().among(ids))
    }
    claims = _claims_through(
        {incident.pk: [child.pk for child in incident.merged_children.all()] for incident in incidents}
    )
    found: dict[int, dict[str, Any]] = {}
    for incident in incidents:
        found[incident.pk] = {
            **rows[incident.pk],
            "summaries": {
                s.language: {"text": s.text, "machine": s.machine} for s in incident.summaries.all()
            },
            **claims[incident.pk],
            "external_ids": sorted(f"{e.scheme}:{e.value}" for e in incident.external_ids.all()),
            "risks": incident.risks,
            "sectors": incident.sectors,
        }
        found[incident.pk]["updated_at"] = rows[incident.pk]["updated_at"].isoformat()
        for day in ("date_start", "date_end"):
            found[incident.pk][day] = rows[incident.pk][day].isoformat()
    return found


def claims_of(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What stands behind these incidents, by id, as in `images`: casualties, actors, reports. Four queries.

    A merged incident's claims are read through its root.
    """
    children: dict[int, list[int]] = {pk: [] for pk in ids}
    merged = Incident.objects.unpublished_too().filter(merged_into__in=list(ids)).order_by()
    for pk, root in merged.values_list("pk", "merged_into"):
        children[root].append(pk)
    return _claims_through(children)


def _claims_through(children: Mapping[int, Iterable[int]]) -> dict[int, dict[str, Any]]:
    root_of = {pk: pk for pk in children} | {child: pk for pk, own in children.items() for child in own}
    estimates, parties, sources = _claims(root_of)
    return {
        pk: {"casualties": estimates[pk], "actors": parties[pk], "reports": sources[pk]} for pk in children
    }


Claims = defaultdict[int, list[dict[str, Any]]]


def _claims(root_of: dict[int, int]) -> tuple[Claims, Claims, Claims]:
    estimates: Claims = defaultdict(list)
    parties: Claims = defaultdict(list)
    sources: Claims = defaultdict(list)
    mine = Q(incident__in=root_of)
    for estimate in CasualtyEstimate.objects.filter(mine, PASSED_ON).select_related("report__source"):
        own = root_of[estimate.incident_id] == estimate.incident_id
        estimates[root_of[estimate.incident_id]].append(
            {
                "kind": estimate.kind,
                "group": estimate.group,
                "community": estimate.community or None,
                "low": estimate.low,
                "best": estimate.best,
                "high": estimate.high,
                "quantifier": estimate.quantifier or None,
                "words": estimate.words or None,
                "source": estimate.report.source.name if estimate.report else None,
                "as_of": estimate.as_of.isoformat() if estimate.as_of else None,
                # What a merged duplicate recommended is a claim here, not a second recommendation.
                "recommended": estimate.recommended and own,
                "disputed": estimate.disputed,
            }
        )
    involvements = Involvement.objects.filter(mine, PASSED_ON).annotate(day=F("incident__date_start"))
    for party in involvements.select_related("actor", "report__source").prefetch_related("actor__names"):
        parties[root_of[party.incident_id]].append(
            {
                "actor": party.actor.slug if party.actor else None,
                "name": party.actor.name if party.actor else None,
                "name_then": party.actor.name_on(party.day) if party.actor else None,
                "role": party.role,
                "community": party.community or None,
                "attribution": party.attribution,
                "claim_status": party.claim_status,
                "words": party.words or None,
                "source": party.report.source.name if party.report else None,
                "as_of": party.as_of.isoformat() if party.as_of else None,
                "judgement": party.term,
                "confidence": party.confidence,
            }
        )
    links = ReportLink.objects.filter(mine, report__source__redistributable=True)
    for link in links.select_related("report__source"):
        sources[root_of[link.incident_id]].append(
            {
                "source": link.report.source.name,
                "reliability": link.report.source.reliability,
                "credibility": link.information_credibility,
                "role": link.role,
                "url": link.report.url or None,
                "published": link.report.published_at.date().isoformat(),
            }
        )
    return estimates, parties, sources


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """[{field, old, new}] of two images, in the image's order."""
    return [
        {"field": field, "old": before.get(field), "new": after[field]}
        for field in after
        if field not in NOT_COMPARED and before.get(field) != after[field]
    ]


@contextmanager
def recording(ids: Iterable[int], *, by: Any, reason: str) -> Iterator[None]:
    """Around every write of public values: locks the incidents, then writes their revisions and changes.

    1. lock the rows in the order of their ids; 2. keep the images of those that somebody can see;
    3. let the caller write; 4. write a Revision for each that changed, and one Change per feed that may
    know; 5. number the changes after the commit.
    """
    wanted = sorted(set(ids))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SOURCES_LOCK])
        before = Seen.of(Incident.objects.unpublished_too().select_for_update().among(wanted))
        visible = [pk for pk, row in before.items() if row.audience > Audience.NOBODY]
        images_before = images(visible) if visible else {}
        yield
        _write_history(before, images_before, by=by, reason=reason)
    transaction.on_commit(number_changes, robust=True)


def _write_history(
    before: dict[int, Seen], images_before: dict[int, dict[str, Any]], *, by: Any, reason: str
) -> None:
    new = [row for row in before.values() if row.is_unheard_of]
    if len(new) >= MANY:
        _tell_of_new(new, by=by, reason=reason)
        before = {pk: row for pk, row in before.items() if not row.is_unheard_of}
    _write_history_of(before, images_before, by=by, reason=reason)


def _tell_of_new(rows: Sequence[Seen], *, by: Any, reason: str) -> None:
    """As below, for incidents without a past: a file of a million rows is told of by a statement per batch.

    Numbered in the same statement, with the lock held until the commit as in `number_changes`: what waited before
    gets its number first, so that no incident's changes change places.
    """
    ids = [row.pk for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            # By their ids first, as below: the planner believes that the table holds nothing that is visible.
            """WITH new AS MATERIALIZED (
                SELECT id, audience, seen_by, updated_at FROM incidents_incident WHERE id = ANY(%s)
            )
            UPDATE incidents_incident AS incident
            SET updated_at = greatest(%s, was.stamp + interval '1 microsecond'),
                seen_by = greatest(new.seen_by, new.audience)
            FROM new JOIN unnest(%s::bigint[], %s::timestamptz[]) AS was (id, stamp) ON new.id = was.id
            WHERE incident.id = new.id
              AND new.audience > 0 AND (new.updated_at <= was.stamp OR new.audience > new.seen_by)""",
            [ids, timezone.now(), ids, [row.updated_at for row in rows]],
        )
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
        while _number_waiting(cursor) == NUMBERED_AT_ONCE:
            pass
        for feed in FEEDS:
            cursor.execute(
                """WITH new AS MATERIALIZED (
                    SELECT id, audience, synthetic FROM incidents_incident WHERE id = ANY(%s)
                )
                INSERT INTO incidents_change (incident_id, feed, number, kind, fields, reason, by_id, at)
                SELECT id, %s, row_number() OVER (ORDER BY id) + %s, %s, '[]', %s, %s, clock_timestamp()
                FROM new WHERE audience >= %s AND NOT synthetic ORDER BY id""",
                [
                    ids, int(feed), latest_number(feed), ChangeKind.CREATED.value, reason,
                    by.pk if by is not None else None, int(feed),
                ],
            )  # fmt: skip


def _write_history_of(
    before: dict[int, Seen], images_before: dict[int, dict[str, Any]], *, by: Any, reason: str
) -> None:
    if not before:
        return
    after = Seen.of(Incident.objects.unpublished_too().among(before))
    images_after = images(list(images_before)) if images_before else {}
    hidden = [pk for pk, old in before.items() if pk in after and _is_stricter(old, after[pk])]
    withhold(hidden, LOCATION_FIELDS)
    revisions: list[Revision] = []
    new_changes: list[dict[str, Any]] = []
    appeared: set[int] = set()
    untold: set[int] = set()
    for pk, old in before.items():
        new = after.get(pk)
        if new is None:
            continue
        if pk in hidden and pk in images_before:
            images_before[pk] = _withheld(images_before[pk], LOCATION_FIELDS)
        fields = difference(images_before[pk], images_after[pk]) if pk in images_before else []
        kinds = [(feed, _kind(old, new, feed, bool(fields))) for feed in FEEDS]
        if any(kind in {ChangeKind.CREATED, ChangeKind.RESTORED} for _feed, kind in kinds):
            appeared.add(pk)
            # Its time stamp moves, so that the copies of new readers fetch it: those who saw it are told as well.
            kinds = [
                (feed, kind or (ChangeKind.UPDATED if old.audience >= feed else None)) for feed, kind in kinds
            ]
        if (
            pk in images_before
            and not fields
            and {kind for _feed, kind in kinds} <= {None, ChangeKind.WITHDRAWN}
        ):
            untold.add(pk)
        if pk in images_before and (fields or any(kind for _feed, kind in kinds)):
            revisions.append(
                Revision(incident_id=pk, image=images_before[pk], audience=old.audience, by=by, reason=reason)
            )
        if new.synthetic:
            continue  # sample data stay out of the feed
        for feed, kind in kinds:
            if kind is not None:
                new_changes.append(
                    {
                        "incident_id": pk,
                        "feed": int(feed),
                        "kind": kind.value,
                        "fields": fields if kind == ChangeKind.UPDATED else [],
                        "reason": reason,
                        "successor_id": new.merged_into_id if kind == ChangeKind.MERGED else None,
                        "by_id": by.pk if by is not None else None,
                    }
                )
    Revision.objects.bulk_create(revisions, batch_size=1000)
    kept = {revision.incident_id: revision.pk for revision in revisions}
    copy_rows(Change, [{**row, "revision_id": kept.get(row["incident_id"])} for row in new_changes])
    # What comes into view anew (the end of an embargo) has no revision, and copies have to fetch it all the same.
    touched = ({revision.incident_id for revision in revisions} | appeared) - untold
    unmoved = {pk for pk in touched if after[pk].updated_at <= before[pk].updated_at}
    unseen = {pk for pk, row in after.items() if row.audience > row.seen_by}
    Incident.objects.unpublished_too().among(unmoved | unseen).update(
        updated_at=timezone.now(), seen_by=Greatest("seen_by", "audience")
    )
    _keep_time_stamps([before[pk] for pk in untold if after[pk].updated_at != before[pk].updated_at])


def _keep_time_stamps(rows: Sequence[Seen]) -> None:
    """`updated_at` is of the public record: what moved it and was told to nobody leaves it as it was."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident AS incident SET updated_at = was.stamp"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS was (id, stamp) WHERE incident.id = was.id",
            [[row.pk for row in rows], [row.updated_at for row in rows]],
        )


def _is_stricter(old: Seen, new: Seen) -> bool:
    """Whether less of the location may be seen than before."""
    order = LocationPolicy.values
    return order.index(new.location_policy) > order.index(old.location_policy)


def withhold(ids: Sequence[int], names: Collection[str]) -> None:
    """For somebody's protection: `withheld` in every past image and change of these public fields."""
    if not ids:
        return
    for revision in Revision.objects.select_for_update().filter(incident__in=ids):
        revision.image = _withheld(revision.image, names)
        revision.save(update_fields=["image"])
    withhold_what_was_told(ids, names)


def withhold_what_was_told(ids: Sequence[int], names: Collection[str]) -> None:
    """`withheld` for these public fields in every change of the feeds; images of the past stay as they are."""
    for change in Change.objects.select_for_update().filter(incident__in=ids).exclude(fields=[]):
        change.fields = [
            {**entry, "old": WITHHELD, "new": WITHHELD} if entry["field"] in names else entry
            for entry in change.fields
        ]
        change.save(update_fields=["fields"])


def withheld_fields(names: Iterable[str]) -> list[dict[str, str]]:
    """The `fields` of a change that tells the keepers of copies which public fields to withhold."""
    return [{"field": name, "old": WITHHELD, "new": WITHHELD} for name in names]


def _withheld(image: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: (WITHHELD if name in names else value) for name, value in image.items()}


def _kind(old: Seen, new: Seen, feed: int, has_difference: bool) -> ChangeKind | None:
    """What the feed of one audience is told; None when it is told nothing."""
    saw, sees = old.audience >= feed, new.audience >= feed
    if sees and not saw:
        return ChangeKind.RESTORED if old.seen_by >= feed else ChangeKind.CREATED
    if saw and not sees:
        return {
            WorkflowStatus.RETRACTED.value: ChangeKind.RETRACTED,
            WorkflowStatus.MERGED.value: ChangeKind.MERGED,
        }.get(new.status, ChangeKind.WITHDRAWN)
    return ChangeKind.UPDATED if saw and has_difference else None


def number_changes() -> int:
    """Numbers the committed changes that have none yet, feed by feed; returns how many.

    The lock is held until the commit, and each statement sees what was committed before it began: so all
    numbers below one that a reader has seen are already visible. Called after each commit and by the sweep.
    """
    numbered = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
            count = _number_waiting(cursor)
        numbered += count
        if count < NUMBERED_AT_ONCE:
            return numbered


def _number_waiting(cursor: Any) -> int:
    cursor.execute(
        """
        WITH waiting AS (
            SELECT id, feed FROM incidents_change WHERE number IS NULL ORDER BY id LIMIT %s
        ), ranked AS (
            SELECT id, feed, row_number() OVER (PARTITION BY feed ORDER BY id) AS place FROM waiting
        ), last AS MATERIALIZED (
            -- once a feed: asked once a row it would pass over all that this very step has written
            SELECT feed, coalesce((SELECT max(number) FROM incidents_change AS numbered
                                   WHERE numbered.feed = feeds.feed), 0) AS number
            FROM (SELECT DISTINCT feed FROM waiting) AS feeds
        )
        UPDATE incidents_change AS change SET number = ranked.place + last.number
        FROM ranked JOIN last ON last.feed = ranked.feed WHERE ranked.id = change.id
        """,
        [NUMBERED_AT_ONCE],
    )
    return int(cursor.rowcount)


def latest_number(feed: Audience | int) -> int:
    """The number at which this audience's feed stands; 0 when nothing has happened yet."""
    with connection.cursor() as cursor:
        # Plain SQL, since every answer of the map asks: the ORM would take longer to ask than to be told.
        cursor.execute(
            "SELECT number FROM incidents_change WHERE feed = %s AND number IS NOT NULL ORDER BY number DESC LIMIT 1",
            [int(feed)],
        )
        found = cursor.fetchone()
    return int(found[0]) if found else 0
