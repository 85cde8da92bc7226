"""Clusters: the whole Sahel without a filter, and with any two filters, at z5, z7 and z9."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, count

from django.db import connection

from benchmarks.measure import Reader, medians, tell

WEST, REST = -18.0, "3,32,26"
SAHEL = f"bbox={WEST},{REST}"
# A year of fourteen, one type of six, one region, one actor, a toll that few reach.
FILTERS = {
    "type": "type=battles",
    "dates": "since=2016-01-01&until=2016-12-31",
    "actor": "actor=sample-armed-group-b",
    "region": "region=ML07",
    "toll": "min_killed=3",
}
CELLS_SQL = """
    SELECT x, y, n, killed, unstated, battles, civilians, remote, riots, protests, strategic FROM bench_cells
    WHERE across = %s AND x BETWEEN %s AND %s AND y BETWEEN %s AND %s
"""


def prepare() -> None:
    """A table of cells summed up beforehand: the best that one SQL statement can read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_cells')")
        if cursor.fetchone()[0]:
            return
        cursor.execute("""
            CREATE TABLE bench_cells AS
            SELECT 128 AS across, floor((ST_X(point) + 180) / 360 * 128)::int AS x,
                floor((1 - asinh(tan(radians(ST_Y(point)))) / pi()) / 2 * 128)::int AS y,
                count(*) AS n, sum(coalesce(killed_best, killed_low)) AS killed,
                count(*) FILTER (WHERE coalesce(killed_best, killed_low) IS NULL) AS unstated,
                count(*) FILTER (WHERE event_type = 'battles') AS battles,
                count(*) FILTER (WHERE event_type = 'violence_against_civilians') AS civilians,
                count(*) FILTER (WHERE event_type = 'explosions_remote_violence') AS remote,
                count(*) FILTER (WHERE event_type = 'riots') AS riots,
                count(*) FILTER (WHERE event_type = 'protests') AS protests,
                count(*) FILTER (WHERE event_type = 'strategic_developments') AS strategic
            FROM incidents_incident WHERE status = 'published' AND audience >= 2 AND point IS NOT NULL GROUP BY 2, 3
        """)
        cursor.execute("CREATE INDEX ON bench_cells (across, x, y)")
        cursor.execute("ANALYZE bench_cells")


def best_sql() -> object:
    with connection.cursor() as cursor:
        cursor.execute(CELLS_SQL, [128, 57, 76, 54, 63])
        return cursor.fetchall()


def anew(reader: Reader, path: str) -> Callable[[], bytes]:
    """Asks for a frame a hair wider each time: an answer that was given before is remembered, and this is not
    about remembering."""
    step = count(1)
    return lambda: reader.get(path.replace(SAHEL, f"bbox={WEST - next(step) * 1e-4:.4f},{REST}"))


def measure(reader: Reader) -> None:
    prepare()
    path = f"{SAHEL}&zoom=5"
    ours = anew(reader, f"/api/v1/map/?{path}")
    again = reader.asking(f"/api/v1/map/?{path}")
    times = medians({"ours": ours, "again": again, "empty": reader.asking("/rival/empty/"), "sql": best_sql})
    limit = times["sql"] + times["empty"]
    tell(
        "clusters z5, the same question again",
        times["again"],
        "precomputed SQL + empty view",
        limit,
        at_most=1.5,
    )
    tell(
        "clusters z5, no filter",
        times["ours"],
        "precomputed SQL + empty view",
        times["sql"] + times["empty"],
        at_most=1.5,
    )
    times = medians({"ours": ours, "naive": reader.asking(f"/rival/clusters/?{path}")})
    tell("clusters z5, no filter", times["ours"], "naive GeoDjango view", times["naive"], at_least=100)


def measure_filtered(reader: Reader, goal: float) -> None:
    for zoom in (5, 7, 9):
        for one, other in combinations(FILTERS, 2):
            path = f"{SAHEL}&zoom={zoom}&{FILTERS[one]}&{FILTERS[other]}"
            rivals = {
                "ours": anew(reader, f"/api/v1/map/?{path}"),
                "naive": reader.asking(f"/rival/clusters/?{path}"),
            }
            times = medians(rivals, rounds=9)
            tell(
                f"clusters z{zoom}, {one} and {other}",
                times["ours"],
                "ST_SnapToGrid view",
                times["naive"],
                at_least=goal,
            )
