"""Named data releases: what is public now, in files that stay as they are.

Only a redaction changes a release, and it does so in the open: the files of the issue are taken away, and a
reissue (2026-11-r1) with the reason holds the same rows without what was withheld since. A row of the files is
left out when its incident was taken from the public; a retraction says that we erred and changes no release.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from incidents import changes
from incidents.api.renderers import CSV, GEOJSON, csv_lines, feature_collection
from incidents.codes import Audience, ChangeKind, WorkflowStatus
from incidents.flat import flat_columns, flat_row
from incidents.models import Change, Incident, Release, ReleaseFile, ReleasePart
from incidents.models.release import NAME
from incidents.parts import Parts, bytes_of

ROWS_FILE = "incidents.geojson"
FEED = Audience.PUBLIC
ISSUE = re.compile(r"-r[0-9]+$")
GZIP = 31  # zlib's number for a gzip stream


class ReleaseRefused(Exception):
    """The release is not made; the text says why and what to do."""


# Making ----------------------------------------------------------------------------------------------------
def make(name: str = "") -> Release:
    """A release of what is public now, named after the month unless given; sample data are left out."""
    name = name or f"{timezone.now():%Y-%m}"
    if not re.fullmatch(NAME, name) or len(name) > 40 or ISSUE.search(name):
        raise ReleaseRefused(f"{name}: takes small letters, numbers and single hyphens, such as 2026-11.")
    changes.number_changes()
    with transaction.atomic():
        if Release.objects.filter(name=name).exists():
            raise ReleaseRefused(f"{name} was released already and is never changed: choose another name.")
        number = changes.latest_number(FEED)
        rows = Incident.objects.for_audience(FEED).filter(synthetic=False).newest_first()
        release = Release.objects.create(name=name, change_number=number, redacted_to=number, incidents=0)
        # One statement, so that all rows are of one moment.
        _write(release, map(flat_row, flat_columns(rows).iterator(chunk_size=2_000)))
    return release


def reissue_due() -> list[Release]:
    """Makes the reissues that redactions ask for; returns them."""
    changes.number_changes()
    return [reissue(release) for release in current() if needs_reissue(release)]


def keep_up() -> list[Release]:
    """What a timer does, as often as it likes: the reissues that are due, and on the first of a month its release.

    A month that was released already is left alone, and so is one of which nothing real is public.
    """
    made, now = reissue_due(), timezone.now()
    if not settings.MONTHLY_RELEASES or now.day != 1:
        return made
    is_made = Release.objects.filter(name=f"{now:%Y-%m}").exists()
    if is_made or not Incident.objects.for_audience(FEED).filter(synthetic=False).exists():
        return made
    return [*made, make()]


def reissue(release: Release) -> Release:
    """The same rows without what was withheld since; the bytes of the earlier issue are deleted."""
    with transaction.atomic():
        row = Release.objects.select_for_update().get(pk=release.pk)
        if not row.files.exists():
            raise ReleaseRefused(f"{row} was reissued already.")
        number = changes.latest_number(FEED)
        due = list(_redactions(row).order_by("id").select_related("incident"))
        if not due:
            raise ReleaseRefused(f"{row} holds nothing that was redacted: it is never changed.")
        withheld: dict[str, set[str]] = {}
        for change in due:
            names = withheld.setdefault(str(change.incident.public_id), set())
            names |= {
                entry["field"] for entry in change.fields if changes.WITHHELD in (entry["old"], entry["new"])
            }
        taken = set(_taken(change.incident_id for change in due).values_list("public_id", flat=True))
        # Also what has come back to the public since: it may rest on something else now.
        taken |= {change.incident.public_id for change in due if change.kind == ChangeKind.WITHDRAWN}
        gone = {str(public_id) for public_id in taken}
        reasons = dict.fromkeys(change.reason for change in due if change.reason)
        again = Release.objects.create(
            name=row.name,
            issue=row.issue + 1,
            reason="; ".join(reasons) or "redaction",
            change_number=row.change_number,
            redacted_to=number,
            incidents=0,
        )
        _write(again, _redacted(rows_of(row), withheld, gone))
        row.files.all().delete()
    return again


def _taken(ids: Iterable[int]) -> QuerySet[Incident]:
    """Those that the public may not see any more, but for what was retracted or merged with a word about it."""
    explained = Q(status__in=[WorkflowStatus.RETRACTED, WorkflowStatus.MERGED], release_to__gte=FEED)
    rows = Incident.objects.unpublished_too().among(ids).exclude(explained)
    return rows.exclude(status=WorkflowStatus.PUBLISHED, audience__gte=FEED)


def _redacted(
    rows: Iterable[dict[str, Any]], withheld: dict[str, set[str]], gone: set[str]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        names = withheld.get(row["id"], set())
        if row["id"] not in gone:
            yield {name: None if name in names else value for name, value in row.items()} if names else row


def _write(release: Release, rows: Iterable[dict[str, Any]]) -> None:
    """Both files in one pass over the rows."""
    counted = _Counted(rows)
    table = _File(release, "incidents.csv", CSV)
    features = _File(release, ROWS_FILE, GEOJSON)
    told = {"release": str(release), "change_number": release.change_number}
    # The features are written while the table's lines are drawn: the rows are never held together.
    twin = _Twin(counted, features, told)
    for line in csv_lines(twin):
        table.add(line.encode())
    twin.finish()
    table.finish()
    release.incidents = counted.number
    release.save(update_fields=["incidents"])


class _Counted:
    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            self.number += 1
            yield row


class _Twin:
    """Passes rows on, and writes each block of them as features too."""

    BLOCK = 500

    def __init__(self, rows: Iterable[dict[str, Any]], file: _File, told: dict[str, Any]) -> None:
        self.rows, self.file, self.told = rows, file, told
        self.begun = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        block: list[dict[str, Any]] = []
        for row in self.rows:
            block.append(row)
            if len(block) == self.BLOCK:
                self._add(block)
                block = []
            yield row
        self._add(block)

    def _add(self, block: list[dict[str, Any]]) -> None:
        if not block:
            return
        whole = b"".join(feature_collection(block, **self.told))
        head, _bracket, rest = whole.partition(b"[")
        self.file.add(b",\n" + rest[:-2] if self.begun else head + b"[\n" + rest[:-2])
        self.begun = True

    def finish(self) -> None:
        self.file.add(b"\n]}" if self.begun else b"".join(feature_collection([], **self.told)))
        self.file.finish()


class _File:
    """A file of a release as it is written: counted, hashed, compressed, kept in parts."""

    def __init__(self, release: Release, name: str, media_type: str) -> None:
        self.row = ReleaseFile(release=release, name=name, media_type=media_type, size=0, sha256="0" * 64)
        self.row.save()
        self.digest, self.packer = hashlib.sha256(), zlib.compressobj(6, zlib.DEFLATED, GZIP)
        self.parts = Parts(
            lambda number, data: ReleasePart.objects.create(file=self.row, number=number, data=data)
        )

    def add(self, data: bytes) -> None:
        self.row.size += len(data)
        self.digest.update(data)
        self.parts.add(self.packer.compress(data))

    def finish(self) -> None:
        self.parts.add(self.packer.flush())
        self.parts.finish()
        self.row.sha256 = self.digest.hexdigest()
        self.row.save()


# Reading ---------------------------------------------------------------------------------------------------
def current() -> QuerySet[Release]:
    """The latest issue of each release, newest first: those that have files."""
    return Release.objects.filter(files__isnull=False).distinct()


def family_of(name: str) -> str:
    """The name that all issues of a release share: `2026-11` of `2026-11-r1`."""
    return ISSUE.sub("", name)


def needs_reissue(release: Release) -> bool:
    """Whether something that the release may hold was redacted since: its files are not given out until then."""
    return _redactions(release).exists()


def _redactions(release: Release) -> QuerySet[Change]:
    """Changes since, of the public's feed, that withheld values of the past or took an incident away."""
    since = Q(number__gt=release.redacted_to) | Q(number__isnull=True)
    withheld = [{"old": changes.WITHHELD}]
    what = Q(kind__in=[ChangeKind.REDACTED, ChangeKind.WITHDRAWN]) | Q(
        kind=ChangeKind.UPDATED, fields__contains=withheld
    )
    # What came to the public only after the release is not in it.
    later = Change.objects.filter(
        Q(number__gt=release.change_number) | Q(number__isnull=True),
        incident=OuterRef("incident"), feed=FEED, kind=ChangeKind.CREATED,
    )  # fmt: skip
    return Change.objects.filter(since, what, ~Exists(later), feed=FEED)


def packed_bytes(file: ReleaseFile) -> Iterator[bytes]:
    """The file as a gzip stream."""
    return bytes_of(file.parts)


def plain_bytes(file: ReleaseFile) -> Iterator[bytes]:
    """The file as its checksum has it."""
    opened = zlib.decompressobj(GZIP)
    for data in packed_bytes(file):
        yield opened.decompress(data)
    yield opened.flush()


def rows_of(release: Release) -> Iterator[dict[str, Any]]:
    """The flat rows that the release holds, read back from its features."""
    file = release.files.get(name=ROWS_FILE)
    waiting = b""
    for data in plain_bytes(file):
        *lines, waiting = (waiting + data).split(b"\n")
        yield from _rows(lines)
    yield from _rows([waiting])


def _rows(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.startswith(b'{"type":"Feature",'):
            feature = orjson.loads(line.rstrip(b","))
            geometry = feature["geometry"]
            longitude, latitude = geometry["coordinates"] if geometry else (None, None)
            yield {"id": feature["id"], **feature["properties"], "longitude": longitude, "latitude": latitude}
