"""Writes generated incidents by COPY, in chunks that one thread makes while the database takes the last one."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation

from incidents.codes import (
    AdminLevel,
    Audience,
    Inter,
    Reliability,
    ReportState,
    ReviewRule,
    SourceKind,
    SubEventType,
    WorkflowStatus,
)
from incidents.copyrows import point_hex
from incidents.intake import content_hash
from incidents.models import Actor, Incident, Place, Region, Report, Source
from incidents.removal import delete_incidents, delete_reports
from incidents.sample.generate import Made, Site, generate

SOURCE_NAME = "Sample: generated"
COUNTRIES = ("MLI", "NER", "BFA")
CHUNK = 20_000
INCIDENTS_PER_REPORT = 25
# Above this number the rows stay narrow: no summaries.
SUMMARIES_UP_TO = 20_000
SUMMARIES = {
    "en": "Synthetic example, nothing of it happened: ",
    "fr": "Exemple synthétique, rien de cela n’a eu lieu : ",
}
# Above this number foreign keys are checked by one join a table instead of once a row: half the time.
LARGE_NUMBER = 50_000
LOADED_TABLES = ("incident", "casualtyestimate", "involvement", "reportlink", "summary")
ARMED = (
    ("sample-armed-group-a", "Sample armed group A", Inter.REBEL_GROUP),
    ("sample-armed-group-b", "Sample armed group B", Inter.REBEL_GROUP),
    ("sample-armed-group-c", "Sample armed group C", Inter.REBEL_GROUP),
    ("sample-militia-d", "Sample militia D", Inter.IDENTITY_MILITIA),
    ("sample-militia-e", "Sample militia E", Inter.IDENTITY_MILITIA),
    ("sample-bandits", "Sample bandits", Inter.POLITICAL_MILITIA),
)
TARGETS = (
    ("sample-state-forces", "Sample state forces", Inter.STATE_FORCES),
    ("sample-international-force", "Sample international force", Inter.EXTERNAL_OTHER),
    ("sample-civilians", "Sample civilians", Inter.CIVILIANS),
)
Progress = Callable[[int, int], None]


def load_generated(number: int, progress: Progress = lambda done, total: None) -> int:
    """Generates and writes so many incidents in one transaction; none if generated ones are there already."""
    with transaction.atomic():
        source, _made = Source.objects.get_or_create(
            name=SOURCE_NAME,
            defaults={"kind": SourceKind.SAMPLE, "reliability": Reliability.F, "licence": "CC0"},
        )
        Source.objects.select_for_update().get(pk=source.pk)
        if number <= 0 or source.reports.exists():
            return 0
        armed, targets = _actors(ARMED), _actors(TARGETS)
        made = generate(number, _sites(), armed, targets)
        with _foreign_keys_checked_at_the_end(number > LARGE_NUMBER):
            _write(made, number, source, progress)
        Source.objects.filter(pk=source.pk).update(active=True, last_success=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE " + ", ".join(f"incidents_{name}" for name in (*LOADED_TABLES, "report", "source"))
        )
    return number


def clear() -> dict[str, int]:
    """Removes the sample incidents and their reports, and nothing else.

    The empty sources stay, switched off: so the next start knows that the sample was cleared on purpose.
    """
    with transaction.atomic():
        sources = Source.objects.samples()
        ids = Incident.objects.unpublished_too().filter(links__report__source__in=sources)
        # What an editor has since tied to a real report is no longer only sample.
        only_sample = ids.exclude(links__report__in=Report.objects.exclude(source__in=sources)).distinct()
        # Nor is one that real incidents were merged into: their addresses lead to it.
        roots = Incident.objects.unpublished_too().exclude(links__report__source__in=sources)
        kept = roots.filter(merged_into__isnull=False).values("merged_into")
        pks = list(only_sample.exclude(pk__in=kept).values_list("pk", flat=True))
        removed = delete_incidents(pks)
        left = Report.objects.filter(source__in=sources, links__isnull=True)
        reports = delete_reports(list(left.values_list("pk", flat=True)))
        Actor.objects.filter(synthetic=True, involvements__isnull=True).delete()
        sources.update(active=False, last_success=timezone.now())
    return {"incidents": removed, "reports": reports}


def _actors(wanted: Iterable[tuple[str, str, Inter]]) -> list[int]:
    return [
        Actor.objects.get_or_create(slug=slug, defaults={"name": name, "inter": inter, "synthetic": True})[
            0
        ].pk
        for slug, name, inter in wanted
    ]


def _sites() -> list[Site]:
    regions = {region.pk: region for region in Region.objects.defer("boundary")}
    by_code = {region.pcode: region for region in regions.values()}
    sites = []
    rows = Place.objects.filter(
        country__in=COUNTRIES, region__isnull=False, point__isnull=False, curated=True
    )
    for place in rows.order_by("key"):
        region = regions[place.region_id]  # type: ignore[index]
        if region.level == AdminLevel.COUNTRY or place.point is None:
            continue
        admin1 = by_code[region.admin1]
        sites.append(
            Site(
                place=place.pk,
                region=region.pk,
                country_region=by_code[region.country].pk,
                admin1=admin1.pk,
                admin1_point=_circle(admin1),
                admin2_point=_circle(region),
                longitude=place.point.x,
                latitude=place.point.y,
                radius_m=place.radius_m,
            )
        )
    return sites


def _circle(region: Region) -> tuple[float, float, int] | None:
    if region.centre is None or region.radius_m is None:
        return None
    return region.centre.x, region.centre.y, region.radius_m


# Writing -------------------------------------------------------------------------------------------------
INCIDENT_COLUMNS = (
    "id", "public_id", "event_type", "sub_event_type", "weapons", "communities", "risks", "sectors", "flags",
    "civilian_targeting", "date_start", "date_end", "time_precision", "date_meaning", "ongoing", "location_policy",
    "place_id", "second_place_id", "region_id", "point", "radius_m", "geo_precision", "verification", "killed_low",
    "killed_best", "killed_high", "status", "audience", "release_to", "seen_by", "review_rule", "published_at",
    "retraction_reason", "internal_notes", "synthetic", "created_at", "updated_at",
)  # fmt: skip
ESTIMATE_COLUMNS = (
    "incident_id", "kind", "group", "community", "low", "best", "high", "quantifier", "words", "report_id",
    "recommended", "disputed", "reordered",
)  # fmt: skip
INVOLVEMENT_COLUMNS = (
    "incident_id", "actor_id", "role", "community", "attribution", "claim_status", "words", "report_id",
)  # fmt: skip
LINK_COLUMNS = ("incident_id", "report_id", "role", "information_credibility")
SUMMARY_COLUMNS = ("incident_id", "language", "text", "machine")


@contextmanager
def _foreign_keys_checked_at_the_end(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    tables = [f"incidents_{name}" for name in LOADED_TABLES]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would refuse the next step
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2",
            [tables],
        )
        keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.cursor() as cursor:
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


class _Chunk:
    """The COPY texts of some thousand incidents."""

    def __init__(self) -> None:
        self.size = 0
        self.incidents: list[str] = []
        self.estimates: list[str] = []
        self.involvements: list[str] = []
        self.links: list[str] = []
        self.summaries: list[str] = []


def _write(made: Iterator[Made], number: int, source: Source, progress: Progress) -> None:
    first_report = _make_reports(source, max(1, -(-number // INCIDENTS_PER_REPORT)))
    first_id = _reserve("incidents_incident", number)
    chunks: queue.Queue[_Chunk | BaseException | None] = queue.Queue(2)
    arguments = (made, first_id, first_report, number, chunks)
    maker = threading.Thread(target=_fill, args=arguments, name="sample rows", daemon=True)
    maker.start()
    done = 0
    while (chunk := chunks.get()) is not None:
        if isinstance(chunk, BaseException):
            raise chunk
        _copy("incidents_incident", INCIDENT_COLUMNS, chunk.incidents)
        _copy("incidents_casualtyestimate", ESTIMATE_COLUMNS, chunk.estimates)
        _copy("incidents_involvement", INVOLVEMENT_COLUMNS, chunk.involvements)
        _copy("incidents_reportlink", LINK_COLUMNS, chunk.links)
        _copy("incidents_summary", SUMMARY_COLUMNS, chunk.summaries)
        done += chunk.size
        progress(done, number)
    maker.join()


def _fill(
    made: Iterator[Made], first_id: int, first_report: int, number: int, chunks: queue.Queue[Any]
) -> None:
    try:
        with_summary = number <= SUMMARIES_UP_TO
        stamp = datetime(2018, 10, 15, tzinfo=UTC).isoformat()
        numbered = enumerate(made)
        while block := list(islice(numbered, CHUNK)):
            chunk = _Chunk()
            chunk.size = len(block)
            for position, incident in block:
                report = first_report + position // INCIDENTS_PER_REPORT
                other = first_report + (position // INCIDENTS_PER_REPORT + 1) % max(
                    1, -(-number // INCIDENTS_PER_REPORT)
                )
                _add(chunk, first_id + position, incident, report, other, stamp, with_summary)
            chunks.put(chunk)
        chunks.put(None)
    except BaseException as error:
        chunks.put(error)


def _text(value: Any) -> str:
    return "\\N" if value is None else str(value)


def _add(
    chunk: _Chunk, pk: int, made: Made, report: int, other_report: int, stamp: str, with_summary: bool
) -> None:
    status = WorkflowStatus.DRAFT.value if made.is_draft else WorkflowStatus.PUBLISHED.value
    audience = Audience.NOBODY.value if made.is_draft else Audience.PUBLIC.value
    point = point_hex(round(made.point[0], 6), round(made.point[1], 6)) if made.point else "\\N"
    radius = _text(made.radius_m) if made.point else "\\N"
    low, best, high = made.killed
    targets_civilians = "t" if made.event_type == "violence_against_civilians" else "\\N"
    chunk.incidents.append(
        f"{pk}\t{made.public_id}\t{made.event_type}\t{made.sub_event_type}\t{{}}\t{{}}\t{{}}\t{{}}\t{{}}\t"
        f"{targets_civilians}\t{made.first}\t{made.last}\t{made.time_precision}\tonce_within\tf\t{made.policy}\t"
        f"{_text(made.place)}\t{_text(made.second_place)}\t{made.region}\t{point}\t{radius}\t{made.precision}\t"
        f"{made.verification}\t{_text(low)}\t{_text(best)}\t{_text(high)}\t{status}\t{audience}\t2\t{audience}\t"
        f"{ReviewRule.SAMPLE.value}\t{stamp}\t\t\tt\t{stamp}\t{stamp}"
    )
    for kind, group, e_low, e_best, e_high, recommended, disputed in made.estimates:
        source = report if recommended else other_report
        chunk.estimates.append(
            f"{pk}\t{kind}\t{group}\t\t{_text(e_low)}\t{_text(e_best)}\t{_text(e_high)}\t\t\t{source}\t"
            f"{'t' if recommended else 'f'}\t{'t' if disputed else 'f'}\tf"
        )
    words = "probably" if made.attribution == "suspected" else ""
    chunk.involvements.append(
        f"{pk}\t{made.perpetrator}\tperpetrator\t\t{made.attribution}\t{made.claim}\t{words}\t{report}"
    )
    chunk.involvements.append(f"{pk}\t{made.target}\ttarget\t\tstated\tunknown\t\t{report}")
    chunk.links.append(f"{pk}\t{report}\tprimary\t{2 if made.verification == 'confirmed' else 3}")
    if other_report != report and (
        made.second_source or (made.killed[1] is None and made.killed[2] is not None)
    ):
        chunk.links.append(f"{pk}\t{other_report}\tcorroborating\t3")
    if with_summary:
        for language, sentence in SUMMARIES.items():
            what = _sub_event_words(language)[made.sub_event_type]
            chunk.summaries.append(f"{pk}\t{language}\t{sentence}{what}.\tt")


@cache
def _sub_event_words(language: str) -> dict[str, str]:
    with translation.override(language):
        labels = {value: str(label) for value, label in SubEventType.choices}
    return {value: label[:1].lower() + label[1:] for value, label in labels.items()}


def _copy(table: str, columns: Sequence[str], lines: list[str]) -> None:
    if not lines:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    body = io.StringIO("\n".join(lines) + "\n")
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", body)


def _reserve(table: str, number: int) -> int:
    """The first of so many ids in a row that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        # Numbers handed out meanwhile lie below the new start, since setval and nextval are atomic.
        cursor.execute("LOCK TABLE incidents_source IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT setval(%s, nextval(%s) + %s)", [sequence, sequence, number])
        return int(cursor.fetchone()[0]) - number


def _make_reports(source: Source, number: int) -> int:
    """Sample bulletins, linked already; returns the id of the first."""
    first = _reserve("incidents_report", number)
    stamp = datetime(2018, 10, 15, tzinfo=UTC).isoformat()
    columns = (
        "id", "source_id", "external_id", "version", "url", "published_at", "received_at", "language", "title",
        "text", "content_hash", "state", "state_reason", "attempts", "due_at", "last_error",
    )  # fmt: skip
    lines = []
    for position in range(number):
        title = f"Sample bulletin {position + 1}"
        digest = content_hash(title, "", None)
        lines.append(
            f"{first + position}\t{source.pk}\tbulletin-{position + 1}\t1\t\t{stamp}\t{stamp}\ten\t{title}\t\t{digest}\t"
            f"{ReportState.LINKED.value}\t\t0\t{stamp}\t"
        )
    _copy("incidents_report", columns, lines)
    return first
