"""The page of 100 beside two feature servers: tipg and pygeoapi, on a table of the same rows.

Each runs in one process, with its table indexed as ours is, and is asked by the same client for the same
rows; that they are the same is checked before anything is timed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from benchmarks.measure import PROJECT, Reader, medians, tell
from sahel.run import die_with_parent, stop_process

TABLE = "bench_incidents"
BOX = "bbox=-1.4,13.2,4.7,18.1"
OURS = f"/api/v1/incidents/?{BOX}&type=battles&limit=100"
# Where each peer listens, and the path of the page.
PEERS = {
    "tipg": (8766, f"/collections/public.{TABLE}/items?{BOX}&event_type=battles&limit=100&sortby=-date_start,-id&f=geojson"),
    "pygeoapi": (8767, f"/collections/{TABLE}/items?{BOX}&event_type=battles&limit=100&sortby=-date_start,-id&f=json"),
}  # fmt: skip
ANEW = (
    f"DROP TABLE IF EXISTS {TABLE}",
    # The plain columns of our flat row. What ours reads beside them (actors, tolls, sources) is not asked of a peer.
    f"""
    CREATE TABLE {TABLE} AS
    SELECT i.id, i.public_id, i.date_start, i.date_end, i.time_precision, i.date_meaning, i.event_type,
        i.sub_event_type, array_to_string(i.weapons, ';') AS weapons, r.country, r.admin1, r.admin2, p.name AS place,
        i.geo_precision, i.radius_m, i.killed_low, i.killed_best, i.killed_high, i.civilian_targeting,
        array_to_string(i.communities, ';') AS communities, i.verification, i.synthetic, i.review_rule, i.updated_at,
        i.point
    FROM incidents_incident i
    LEFT JOIN incidents_region r ON r.id = i.region_id LEFT JOIN incidents_place p ON p.id = i.place_id
    WHERE i.audience >= 2
    """,  # noqa: S608  own words
    f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)",
    f"CREATE INDEX ON {TABLE} USING gist (point)",
    f"CREATE INDEX ON {TABLE} (date_start DESC, id DESC)",
    f"CREATE INDEX ON {TABLE} (event_type, date_start)",
)


def prepare() -> None:
    """The peers' table, made anew: the same rows as ours even after edits."""
    with connection.cursor() as cursor:
        for statement in ANEW:
            cursor.execute(statement)
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def measure(reader: Reader) -> None:
    missing = [name for name in PEERS if find_spec(name) is None]
    if missing:
        print(f"{' and '.join(missing)} not installed: not measured")
    if len(missing) == len(PEERS):
        return
    prepare()
    with ExitStack() as stack:
        rivals = {"ours": reader.asking(OURS)}
        for name in [name for name in PEERS if name not in missing]:
            peer = stack.enter_context(running(name))
            rivals[name] = peer.asking(PEERS[name][1])
        # Idle since the table was made, which takes minutes for ten million.
        reader.connection.close()
        check_same({name: ask() for name, ask in rivals.items()})
        times = medians(rivals)
    for name in sorted(times.keys() - {"ours"}):
        tell("page of 100 in a box, by type", times["ours"], name, times[name], at_least=20)


def check_same(bodies: Mapping[str, bytes]) -> None:
    """Raises RuntimeError unless all answers hold the same incidents in the same order."""
    ours = [row["id"] for row in json.loads(bodies["ours"])["results"]]
    for name in bodies.keys() - {"ours"}:
        theirs = [feature["properties"]["public_id"] for feature in json.loads(bodies[name])["features"]]
        if theirs != ours:
            raise RuntimeError(f"{name} answers {len(theirs)} other incidents than ours ({len(ours)})")


@contextmanager
def running(name: str) -> Iterator[Reader]:
    """A peer as one process, in a folder of its own: it would read a `.env` file that lies where it starts."""
    port, path = PEERS[name]
    with (
        tempfile.TemporaryDirectory() as folder,
        (PROJECT / ".local" / f"bench-{name}.log").open("ab") as log,
    ):
        command, environment = STARTS[name](Path(folder), port)
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **environment},
            stdout=log, stderr=log, preexec_fn=die_with_parent(15),
        )  # fmt: skip
        try:
            yield answering(port, path, process)
        finally:
            stop_process(process, 15, 10)


def answering(port: int, path: str, process: subprocess.Popen[bytes]) -> Reader:
    """A client of a peer, once it answers; raises RuntimeError when it does not within a minute."""
    problem: Exception | None = None
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            reader = Reader(port)
            reader.get(path)
        except (OSError, RuntimeError) as error:
            problem = error
            time.sleep(0.2)
        else:
            return reader
    raise RuntimeError(f"the peer on port {port} does not answer: {problem}")


def start_tipg(folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    database = settings.DATABASES["default"]
    # tipg takes no address without a host: the socket's folder is written as one.
    host, password = (
        quote(str(database["HOST"]) or "/var/run/postgresql", safe=""),
        quote(str(database["PASSWORD"]), safe=""),
    )
    address = (
        f"postgresql://{database['USER']}:{password}@{host}:{database['PORT'] or 5432}/{database['NAME']}"
    )
    environment = {"DATABASE_URL": address, "TIPG_DB_TABLES": json.dumps([f"public.{TABLE}"])}
    return [
        "uvicorn",
        "tipg.main:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "--timeout-keep-alive",
        "60",
    ], environment


def start_pygeoapi(folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    files = {"PYGEOAPI_CONFIG": str(folder / "config.yml"), "PYGEOAPI_OPENAPI": str(folder / "openapi.yml")}
    # JSON is YAML too.
    (folder / "config.yml").write_text(json.dumps(pygeoapi_settings(port)))
    done = subprocess.run(
        [sys.executable, "-c", "from pygeoapi import cli; cli()", "openapi", "generate", files["PYGEOAPI_CONFIG"],
         "--output-file", files["PYGEOAPI_OPENAPI"]],
        cwd=folder, env={**os.environ, **files}, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"pygeoapi does not take its settings: {done.stderr[-1500:]}")
    command = ["gunicorn", "pygeoapi.flask_app:APP", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
               "--threads", "4", "--keep-alive", "60", "--no-control-socket"]  # fmt: skip
    return command, files


def pygeoapi_settings(port: int) -> dict[str, object]:
    database = settings.DATABASES["default"]
    data = {
        "host": database["HOST"], "port": int(database["PORT"] or 5432), "dbname": database["NAME"],
        "user": database["USER"], "password": database["PASSWORD"], "search_path": ["public"],
    }  # fmt: skip
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": data,
        "id_field": "id",
        "table": TABLE,
        "geom_field": "point",
    }
    words = {"title": "Benchmark", "description": "Benchmark", "keywords": ["benchmark"]}
    nobody = {"name": "Nobody", "url": "http://127.0.0.1/"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port}, "url": f"http://127.0.0.1:{port}", "mimetype": "application/json",
            "encoding": "utf-8", "language": "en-US", "limits": {"default_items": 10, "max_items": 1000},
            "map": {"url": "http://127.0.0.1/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {**words, "keywords_type": "theme", "terms_of_service": "none", "url": nobody["url"]},
            "license": nobody, "provider": nobody, "contact": nobody,
        },
        "resources": {
            TABLE: {"type": "collection", **words, "links": [], "providers": [provider],
                    "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}}},
        },
    }  # fmt: skip


STARTS = {"tipg": start_tipg, "pygeoapi": start_pygeoapi}
