"""Exports on a running site: a real worker makes them, beat alone brings them to one, and a kill tells nothing half."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from sahel.local import stop_process
from tests.exports.desk import rows_of_gpkg, rows_of_xlsx
from tests.queue.desk import Desk, seconds_until

pytestmark = pytest.mark.worker
READ = {"xlsx": rows_of_xlsx, "gpkg": rows_of_gpkg}
INCIDENTS = """
import django; django.setup()
from incidents.sample.load import load_generated
print(load_generated(50))
"""
# Stops for ever at the first block of rows, as in the middle of a long one, and leaves a mark that it did.
STUCK_WORKER = """
import os, sys, time
import django; django.setup()
from incidents.exports.gpkg import GpkgFile
def stuck(self, rows):
    self.path.with_name("half").write_bytes(b"half")
    open(os.environ["MARK"], "w").close()
    time.sleep(600)
GpkgFile.add = stuck
from celery.__main__ import main
sys.argv = ["celery", "-A", "sahel", "worker", "-Q", "fetch", "--loglevel", "WARNING", "--concurrency", "1",
            "--without-gossip"]
sys.exit(main())
"""


@pytest.fixture(scope="module", autouse=True)
def incidents(desk: Desk) -> None:
    subprocess.run([sys.executable, "-c", INCIDENTS], env=desk.environment, check=True, capture_output=True)


def asked(desk: Desk, wanted_format: str, query: str = "") -> str:
    """The address of a new export."""
    body = json.dumps({"format": wanted_format, "query": query}).encode()
    request = urllib.request.Request(
        desk.site.address + "api/v1/exports/", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 202
        return str(answer.headers["Location"])


def told(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)  # type: ignore[no-any-return]


def until_ready(address: str, limit: float) -> dict[str, Any]:
    seconds_until(lambda: told(address)["state"] == "ready", limit, lambda: str(told(address)))
    return told(address)


def fetched(export: dict[str, Any]) -> bytes:
    with urllib.request.urlopen(export["file"], timeout=10) as answer:
        body = answer.read()
    assert (len(body), hashlib.sha256(body).hexdigest()) == (export["size"], export["sha256"])
    return bytes(body)


def listed(desk: Desk) -> list[str]:
    with urllib.request.urlopen(desk.site.address + "api/v1/incidents/?limit=1000", timeout=10) as answer:
        return [row["id"] for row in json.load(answer)["results"]]


@pytest.mark.parametrize("wanted_format", ["xlsx", "gpkg"])
def test_a_worker_makes_what_was_asked_for_within_seconds(desk: Desk, wanted_format: str) -> None:
    export = until_ready(asked(desk, wanted_format), 10)
    assert [row["id"] for row in READ[wanted_format](fetched(export))] == listed(desk)
    assert export["rows_done"] == export["rows_in_all"] == len(listed(desk)) > 40


def test_a_wake_up_alone_brings_it_to_a_worker(desk: Desk) -> None:
    with desk.frozen(desk.site.children["beat"]):
        until_ready(asked(desk, "xlsx", "min_killed=1"), 10)


def test_without_a_wake_up_the_sweep_finds_it(desk: Desk) -> None:
    """Redis, and with it every message, was away when it was asked for."""
    with desk.without_redis():
        address = asked(desk, "xlsx", "min_killed=2")
    until_ready(address, 30)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_makes_it_whole(
    desk: Desk, tmp_path: Path
) -> None:
    mark = tmp_path / "in-the-middle"
    stop_process(desk.site.children.pop("worker-fetch"), signal.SIGTERM, 20)
    desk.site._spawn(
        "worker-fetch",
        [sys.executable, "-c", STUCK_WORKER],
        {"MARK": str(mark), "EXPORT_LEASE_SECONDS": "2"},
    )
    address = asked(desk, "gpkg", "min_killed=3")
    uuid = address.rstrip("/").rpartition("/")[2]
    seconds_until(mark.exists, 30, lambda: str(told(address)))
    left = list(Path(tempfile.gettempdir()).glob(f"sahel-export-{uuid}-*/half"))
    assert len(left) == 1
    desk.kill("worker-fetch")  # SIGKILL to every process of it
    stopped = told(address)
    assert (stopped["state"], stopped["rows_done"], stopped["size"], stopped["file"]) == (
        "making",
        0,
        None,
        None,
    )
    parts = "SELECT count(*) FROM incidents_exportpart p JOIN incidents_export e ON e.id = p.export_id WHERE uuid = %s"
    assert desk.rows(parts, uuid) == [(0,)]
    desk.site.start_worker("fetch")
    export = until_ready(address, 30)
    ids = [row["id"] for row in rows_of_gpkg(fetched(export))]
    assert len(ids) == len(set(ids)) == export["rows_in_all"] > 0
    assert desk.rows("SELECT attempts FROM incidents_export WHERE uuid = %s", uuid) == [(2,)]
    assert list(Path(tempfile.gettempdir()).glob(f"sahel-export-{uuid}-*")) == []
