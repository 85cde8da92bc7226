"""Possible duplicates: how well pairs are told apart, and how long a draft's candidates take to find.

`make bench FIGURES=duplicates BENCH=100000`: BENCH incidents and as many open drafts of other reports, in a database
of their own. Time is of `duplicates.find` as the worker calls it: outline, blocking, weighing, ten best written.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  after setup

from benchmarks import fill  # noqa: E402
from benchmarks.pairs import made_pairs, shares  # noqa: E402
from incidents import duplicates, record  # noqa: E402
from incidents.codes import MatchVerdict, ProposalKind  # noqa: E402
from incidents.likeness import compare  # noqa: E402
from incidents.models import Incident, Match, Proposal, Report, Source  # noqa: E402

PAIRS, DRAFTS, LIMIT_MS = 1_500, 200, 50.0


def measure_likeness() -> None:
    """Recall, and how often two events are called one, of made-up pairs."""
    told = shares(made_pairs(PAIRS), lambda one, two: compare(one, two).verdict)
    print(f"{PAIRS} pairs of one event, {PAIRS} of each kind of two; share of each verdict:")
    for kind, row in told.items():
        print(
            f"  {kind:<42} likely {row['likely']:.3f}   maybe {row['maybe']:.3f}   not asked {row['none']:.3f}"
        )
    others = [row["likely"] for kind, row in told.items() if kind != "one event"]
    print(f"  recall (likely or maybe)  {1 - told['one event']['none']:.3f}")
    print(f"  false 'likely'            {statistics.mean(others):.3f}\n", flush=True)


def fill_drafts() -> None:
    """An open draft with its outline beside every incident, each of a report of its own."""
    source, _made = Source.objects.get_or_create(name="Benchmark wire", defaults={"kind": "media"})
    with connection.cursor() as cursor:
        # The generator writes no exact locations; the desk has one for each incident.
        cursor.execute(
            "INSERT INTO incidents_exactlocation (incident_id, place_id, second_place_id, region_id, stated_region_id,"
            " point, radius_m, geo_precision) SELECT id, place_id, second_place_id, region_id, stated_region_id, point,"
            " radius_m, geo_precision FROM incidents_incident"
        )
        # Real reports are not compared with sample data: here the generated incidents stand for real ones.
        cursor.execute("UPDATE incidents_incident SET synthetic = false")
        cursor.execute(
            "INSERT INTO incidents_report (source_id, external_id, version, url, published_at, language, title, text,"
            " content_hash, text_hash, state, state_reason, attempts, last_error)"
            " SELECT %s, 'draft-' || i.id, 1, '', now(), 'en', 'Bulletin ' || i.id, '', '', '', 'proposed', '', 0, ''"
            " FROM incidents_incident AS i",
            [source.pk],
        )
        cursor.execute(
            "INSERT INTO incidents_proposal (kind, state, report_id, ordinal, values, old, reason, created_at, review_rule)"
            " SELECT 'create', 'open', r.id, 0, jsonb_build_object('event_type', i.event_type, 'involvements',"
            " '[]'::jsonb, 'estimates', jsonb_build_array(jsonb_build_object('kind', 'killed', 'best', i.killed_best))), '{}', '', now(), 'two_person'"
            " FROM incidents_incident AS i JOIN incidents_report AS r ON r.source_id = %s AND r.external_id = 'draft-' || i.id",
            [source.pk],
        )
        cursor.execute(
            "INSERT INTO incidents_draftoutline (draft_id, date_start, date_end, point, radius_m, place_id, region_id,"
            " actors, passage)"
            " SELECT p.id, i.date_start + (p.id %% 3)::int, i.date_end + (p.id %% 3)::int, i.point, i.radius_m, i.place_id,"
            " i.region_id, '{}', 'Gunmen attacked a village, witnesses said'"
            " FROM incidents_proposal AS p JOIN incidents_report AS r ON r.id = p.report_id AND r.source_id = %s"
            " JOIN incidents_incident AS i ON r.external_id = 'draft-' || i.id",
            [source.pk],
        )
        cursor.execute("VACUUM ANALYZE")


def new_drafts(number: int) -> list[Proposal]:
    """Drafts that tell again what incidents of here and there in time tell."""
    source, _made = Source.objects.get_or_create(name="Benchmark radio", defaults={"kind": "media"})
    ids = list(Incident.objects.unpublished_too().order_by("pk").values_list("pk", flat=True))
    drafts = []
    for incident in Incident.objects.unpublished_too().filter(pk__in=random.Random(1).sample(ids, number)):
        values = record.read(incident).as_json()
        report = Report.objects.create(
            source=source, external_id=f"again-{incident.pk}", published_at=incident.created_at, content_hash="",
            title="Armed men attack a village", language="en", state="proposed",
        )  # fmt: skip
        values |= {"sources": [], "external_ids": []}
        drafts.append(Proposal.objects.create(kind=ProposalKind.CREATE, report=report, values=values))
    return drafts


def measure_finding() -> None:
    times, weighed, own_times = [], [], []
    for number, draft in enumerate(new_drafts(DRAFTS)):
        start, begun = time.perf_counter(), time.process_time()
        with transaction.atomic():
            found = duplicates.find(draft)
        if number >= 5:
            times.append((time.perf_counter() - start) * 1000)
            own_times.append((time.process_time() - begun) * 1000)
            own = duplicates.account_of(draft)
            weighed.append(len(duplicates.candidates(own, draft.report, (), None)) if own else 0)
        assert len(found) <= duplicates.BEST
    times.sort()
    worst = times[int(len(times) * 0.95)]
    likely = Match.objects.filter(verdict=MatchVerdict.LIKELY).count()
    print(
        f"{Incident.objects.unpublished_too().count()} incidents, {duplicates.open_drafts().count()} open drafts;"
        f" candidates: median {statistics.median(weighed):.0f}, most {max(weighed)}; {likely} likely pairs\n"
        f"find, a draft: median {statistics.median(times):.1f} ms, p95 {worst:.1f} ms, slowest {times[-1]:.1f} ms"
        f" (the worker's own processor time: median {statistics.median(own_times):.1f} ms)"
        f"   goal < {LIMIT_MS:.0f} ms   {'yes' if statistics.median(times) < LIMIT_MS else 'NO'}",
        flush=True,
    )


def main(number: int) -> None:
    measure_likeness()
    fill.main(number)
    fill_drafts()
    measure_finding()


if __name__ == "__main__":
    main(int(sys.argv[1]))
