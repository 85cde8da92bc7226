"""What consumers fetch and send: a whole selection, the whole record, a page of the change feed, a report.

Each beside SQL that gives the same content: PostgreSQL building the GeoJSON itself, COPY of the same columns, the
statements behind a page of changes, a bare INSERT.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import LINES, Reader, medians, tell
from incidents import changes
from incidents.api.changefeed import lines_of
from incidents.codes import Audience
from incidents.flat import COLUMN_NAMES, _found
from incidents.models import ApiToken, Incident, Report, Source

FEATURES, CHANGES, PAGE = 10_000, 5_000_000, 1_000
# The flat row as one statement, written by hand: the same columns from the same tables.
ROWS = """
SELECT i.public_id AS id, i.date_start, i.date_end, i.time_precision, i.date_meaning, i.event_type, i.sub_event_type,
  i.weapons, r.country, nullif(r.admin1, '') AS admin1, nullif(r.admin2, '') AS admin2, p.name AS place,
  round(ST_X(i.point)::numeric, 5) AS longitude, round(ST_Y(i.point)::numeric, 5) AS latitude, i.geo_precision,
  i.radius_m, i.killed_low, i.killed_best, i.killed_high, t.civilians_killed, t.injured, t.abducted, a.perpetrator,
  a.perpetrator_name, coalesce(a.attribution, 'unknown') AS attribution,
  coalesce(a.claim_status, 'unknown') AS claim_status, a.target, i.civilian_targeting, i.communities, i.verification,
  b.credibility, coalesce(b.sources, 0) AS sources, i.synthetic, i.review_rule, i.updated_at,
  (floor((ST_Y(i.point) + 90) * 2) * 720 + floor((ST_X(i.point) + 180) * 2) + 1)::int AS priogrid_gid,
  'credit'::text AS credit, 'licence'::text AS licence
FROM incidents_incident i
LEFT JOIN incidents_region r ON r.id = i.region_id
LEFT JOIN incidents_place p ON p.id = i.place_id
LEFT JOIN LATERAL (
  SELECT sum(e.best) FILTER (WHERE e.kind = 'killed' AND e."group" = 'civilians') AS civilians_killed,
    coalesce(sum(e.best) FILTER (WHERE e.kind = 'injured' AND e."group" = 'all'),
             sum(e.best) FILTER (WHERE e.kind = 'injured')) AS injured,
    coalesce(sum(e.best) FILTER (WHERE e.kind = 'abducted' AND e."group" = 'all'),
             sum(e.best) FILTER (WHERE e.kind = 'abducted')) AS abducted
  FROM incidents_casualtyestimate e LEFT JOIN incidents_report er ON er.id = e.report_id
  LEFT JOIN incidents_source es ON es.id = er.source_id
  WHERE e.incident_id = i.id AND e.recommended AND (e.report_id IS NULL OR es.redistributable)
) t ON true
LEFT JOIN LATERAL (
  SELECT string_agg(x.slug, ';' ORDER BY v.id) FILTER (WHERE v.role = 'perpetrator') AS perpetrator,
    string_agg(x.name, ';' ORDER BY v.id) FILTER (WHERE v.role = 'perpetrator') AS perpetrator_name,
    (array_agg(v.attribution ORDER BY v.attribution = 'unknown', v.id) FILTER (WHERE v.role = 'perpetrator'))[1]
      AS attribution,
    (array_agg(v.claim_status ORDER BY v.attribution = 'unknown', v.id) FILTER (WHERE v.role = 'perpetrator'))[1]
      AS claim_status,
    string_agg(x.slug, ';' ORDER BY v.id) FILTER (WHERE v.role = 'target') AS target
  FROM incidents_involvement v LEFT JOIN incidents_actor x ON x.id = v.actor_id
  LEFT JOIN incidents_report vr ON vr.id = v.report_id LEFT JOIN incidents_source vs ON vs.id = vr.source_id
  WHERE v.incident_id = i.id AND (v.report_id IS NULL OR vs.redistributable)
) a ON true
LEFT JOIN LATERAL (
  SELECT count(*) AS sources, min(l.information_credibility) FILTER (WHERE l.information_credibility < 6) AS credibility
  FROM incidents_reportlink l JOIN incidents_report lr ON lr.id = l.report_id
  JOIN incidents_source ls ON ls.id = lr.source_id
  WHERE l.incident_id = i.id AND ls.redistributable
) b ON true
WHERE i.status = 'published' AND i.audience >= 2 {where}
ORDER BY i.date_start DESC, i.id DESC
"""


def fetched(sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


# A selection and the whole ------------------------------------------------------------------------------
def measure_geojson(reader: Reader) -> None:
    """10,000 features: ours over HTTP, and PostgreSQL that builds the text and hands it over."""
    newest = Incident.objects.for_audience(2).order_by("-date_start").values_list("date_start", flat=True)
    day = newest[min(FEATURES, newest.count()) - 1]
    number = Incident.objects.for_audience(2).filter(date_start__gte=day).count()
    names = ", ".join(name for name in COLUMN_NAMES if name not in {"id", "longitude", "latitude"})
    text = f"""
    SELECT json_build_object('type', 'FeatureCollection', 'features', json_agg(json_build_object(
      'type', 'Feature', 'id', id, 'properties', (SELECT row_to_json(p) FROM (SELECT {names}) p), 'geometry',
      CASE WHEN longitude IS NOT NULL THEN
        json_build_object('type', 'Point', 'coordinates', json_build_array(longitude, latitude)) END)))::text
    FROM ({ROWS.format(where="AND i.date_start >= %s")}) f"""  # noqa: S608  own names
    path = f"/api/v1/incidents.geojson?since={day}"
    times = medians({"ours": reader.asking(path), "sql": lambda: fetched(text, [day])}, rounds=11)
    tell(
        f"{number} features as GeoJSON",
        times["ours"],
        "PostgreSQL building the text",
        times["sql"],
        at_most=1.3,
    )


def resident(port: int) -> float:
    """Megabytes of the process that serves this port: gunicorn's child, which is younger than its master."""
    found = subprocess.run(
        ["pgrep", "-f", f"benchmarks.wsgi --bind 127.0.0.1:{port} "], capture_output=True, text=True
    )
    process = max(map(int, found.stdout.split()))
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure_export(reader: Reader) -> None:
    """The whole record as CSV: seconds beside COPY of the same columns, first byte, and what the server's memory does."""
    with connection.cursor() as cursor:
        began = time.perf_counter()
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            cursor.copy_expert(f"COPY ({ROWS.format(where='')}) TO STDOUT WITH (FORMAT csv)", nowhere)
        copied = time.perf_counter() - began
    reader.get("/api/v1/incidents.csv?min_killed=5000")
    port = reader.connection.port
    before = resident(port)
    began = time.perf_counter()
    reader.connection.request("GET", "/api/v1/incidents.csv")
    answer = reader.connection.getresponse()
    answer.read(1)
    first, most, size = time.perf_counter() - began, before, 1
    while block := answer.read(4_000_000):
        size += len(block)
        most = max(most, resident(port))
    ours = time.perf_counter() - began
    tell("the whole record as CSV", ours * 1000, "COPY of the same columns", copied * 1000, at_most=3)
    line = (
        f"  {size / 1e6:.0f} MB, first byte after {first:.2f} s (goal < 1): {'yes' if first < 1 else 'NO'};"
        f" memory grew by {most - before:.0f} MB (goal < 50): {'yes' if most - before < 50 else 'NO'}"
    )
    LINES.append(line)
    print(line, flush=True)


# The change feed ----------------------------------------------------------------------------------------
def fill_changes() -> int:
    """Five million numbered changes of the public feed, of incidents in any order; the number of the last."""
    there = changes.latest_number(Audience.PUBLIC)
    if there < CHANGES:
        print(f"writing {CHANGES - there} changes, once ...", flush=True)
        ids = list(Incident.objects.for_audience(2).order_by("pk").values_list("pk", flat=True)[:1_000_000])
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE known (n serial, id bigint)")
            cursor.execute("INSERT INTO known (id) SELECT unnest(%s::bigint[])", [ids])
            cursor.execute("CREATE UNIQUE INDEX ON known (n)")
            cursor.execute(
                """INSERT INTO incidents_change (incident_id, feed, number, kind, fields, reason, at)
                SELECT k.id, 2, g, 'updated', '[{"field": "verification", "old": "unverified", "new": "confirmed"}]',
                  'a second source', now() - (%s - g) * interval '1 second'
                FROM generate_series(%s, %s) g JOIN known k ON k.n = 1 + (g::bigint * 7919) %% %s""",
                [CHANGES, there + 1, CHANGES, len(ids)],
            )
            cursor.execute("ANALYZE incidents_change")
    return changes.latest_number(Audience.PUBLIC)


def measure_changes(reader: Reader) -> None:
    """A page of a thousand: beside the statements behind it, and at the end of the feed beside its start."""
    last = fill_changes()

    def statements(since: int) -> Any:
        with CaptureQueriesContext(connection) as captured:
            lines = lines_of(Audience.PUBLIC, most=PAGE, number__gt=since, number__lte=last)
        sql = captured.captured_queries[-1]["sql"]
        ids = sorted({line.incident for line in lines})

        def run() -> None:
            fetched("SELECT max(number) FROM incidents_change WHERE feed = 2")
            fetched(sql)
            for part in ("own", "tolls", "parties", "backing"):
                _found(part, ids, Audience.PUBLIC)

        return run

    starts = {"start": 0, "end": last - PAGE}
    rivals: dict[str, Any] = {"empty": reader.asking("/rival/empty/")}
    for name, since in starts.items():
        rivals[f"ours, {name}"] = reader.asking(f"/api/v1/changes/?since={since}&limit={PAGE}")
        rivals[f"sql, {name}"] = statements(since)
    times = medians(rivals)
    for name in starts:
        sql = times[f"sql, {name}"] + times["empty"]
        tell(
            f"{PAGE} changes at the {name} of {last}",
            times[f"ours, {name}"],
            "its SQL + empty view",
            sql,
            at_most=2,
        )
    tell(
        "a page at the end of the feed",
        times["ours, end"],
        "a page at its start",
        times["ours, start"],
        at_most=1.2,
    )


# A report ------------------------------------------------------------------------------------------------
def measure_report(reader: Reader) -> None:
    """A report sent with a token, beside a bare INSERT of the same row and an empty view."""
    user, _made = User.objects.get_or_create(username="bench-sender")
    user.groups.add(Group.objects.get(name="editor"))
    user.api_tokens.all().delete()
    _token, key = ApiToken.issue(user=user, name="bench")
    source = Source.objects.get_or_create(name="Bench", defaults={"kind": "media"})[0]
    text = "On 30 September gunmen killed 22 civilians near Ansongo. " * 20
    sent = http.client.HTTPConnection("127.0.0.1", reader.connection.port, timeout=30)

    def post() -> None:
        body = json.dumps({"text": f"{text}{uuid.uuid4()}", "published": "2018-10-02", "source": "Bench"})
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        sent.request("POST", "/api/v1/reports/", body, headers)
        answer = sent.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{answer.status} for a report")

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO incidents_report (source_id, external_id, version, url, published_at, language, title,"
                " text, content_hash, state, state_reason, attempts, last_error)"
                " VALUES (%s, %s, 1, '', now(), '', '', %s, %s, 'parked', 'bench', 0, '')",
                [source.pk, str(uuid.uuid4()), text, uuid.uuid4().hex * 2],
            )

    times = medians({"ours": post, "insert": insert, "empty": reader.asking("/rival/empty/")})
    Report.objects.filter(source=source).delete()
    tell(
        "a report sent",
        times["ours"],
        "a bare INSERT + empty view",
        times["insert"] + times["empty"],
        at_most=3,
    )
