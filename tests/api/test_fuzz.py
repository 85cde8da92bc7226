"""Requests that the OpenAPI documents allow and forbid, sent to a running site: it keeps to what it says of itself.

`make test` sends some hundreds with a fixed seed. `make fuzz` sends ten thousand (FUZZ=1): every boundary of every
parameter and field as an editor, and random ones as each kind of account. `schemathesis.toml` says what is checked.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sahel.local import PROJECT, PrivateServices
from tests.api import fuzzsite

pytestmark = pytest.mark.slow
WHOLE = os.environ.get("FUZZ") == "1"
SEED = "1"
API, OGC = "/api/schema/?format=json", "/ogc/api"
# Of a parameter of an address, how often it is one of the rows that are there.
ROWS = {"path.public_id": "incidents", "path.id": "numbers", "path.name": "releases", "path.file": "files",
        "path.featureId": "features", "header.If-Match": "versions"}  # fmt: skip
OFTEN = 0.7


@dataclass(frozen=True)
class Run:
    """Who asks, of which document, in which phases, and how many random requests of each operation."""

    account: str
    document: str
    phases: str
    each: int

    def __str__(self) -> str:
        return f"{self.account} at {self.document.partition('?')[0]}: {self.phases}"


BRIEF = [
    Run("nobody", API, "fuzzing", 3),
    Run("editor", API, "examples,fuzzing", 4),
    Run("nobody", OGC, "fuzzing", 3),
]
LONG = [
    Run("editor", API, "coverage", 1),
    *(Run(account, API, "examples,fuzzing", 20) for account in ("nobody", "analyst", "editor", "admin")),
    Run("nobody", OGC, "coverage,fuzzing", 10),
    Run("editor", OGC, "fuzzing", 10),
]


@pytest.fixture(scope="module")
def site(
    private_services: PrivateServices, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[fuzzsite.FuzzSite]:
    with fuzzsite.running(private_services, tmp_path_factory.mktemp("fuzz")) as site:
        yield site


@pytest.mark.parametrize("run", LONG if WHOLE else BRIEF, ids=str)
def test_the_site_answers_as_its_document_says(run: Run, site: fuzzsite.FuzzSite, tmp_path: Path) -> None:
    found, told = asked(run, site, tmp_path)
    print(f"\n{run}\n{summary(found)}")
    assert found["failures"] == [], told
    assert found["errors"] == [], told
    assert found["stop_reason"] == "completed"
    assert found["operations"]["tested"] == found["operations"]["total"]
    assert found["test_cases"]["generated"] >= found["operations"]["total"]


def asked(run: Run, site: fuzzsite.FuzzSite, folder: Path) -> tuple[dict[str, Any], str]:
    """What schemathesis reports, and what it prints."""
    report, config = folder / "report.json", folder / "schemathesis.toml"
    config.write_text(_configuration(site))
    key = site.keys[run.account]
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run",
            site.address + run.document, *(["--header", f"Authorization: Bearer {key}"] if key else []),
            "--phases", run.phases, "--max-examples", str(run.each), "--seed", SEED, "--no-color",
            "--report", "json", "--report-json-path", str(report),
        ],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert report.exists(), told
    return json.loads(report.read_text()), told


def _configuration(site: fuzzsite.FuzzSite) -> str:
    known = {name: {"values": values} for name, values in site.known.items()}
    lines = [(Path(__file__).with_name("schemathesis.toml")).read_text()]
    lines += [
        f"[dictionaries.{name}]\nvalues = {json.dumps(entry['values'])}" for name, entry in known.items()
    ]
    lines += ["[parameters]"]
    lines += [
        f'"{where}" = {{ dictionary = "{name}", probability = {OFTEN} }}' for where, name in ROWS.items()
    ]
    return "\n".join(lines) + "\n"


def summary(found: dict[str, Any]) -> str:
    """Operations, requests, failures by check."""
    failures = [f"  {entry['code']} {entry['title']}: {entry['count']}" for entry in found["failures"]]
    cases, tested = found["test_cases"]["generated"], found["operations"]["tested"]
    return "\n".join([f"{tested} operations, {cases} requests, {len(failures)} kinds of failures", *failures])


# The test itself -----------------------------------------------------------------------------------------
def test_what_the_document_does_not_say_is_found(site: fuzzsite.FuzzSite, tmp_path: Path) -> None:
    """Seen red without breaking the code: against a document that says another type and forgets a status."""
    from tests.api.stable.snapshot import present_document

    document = present_document()
    document["paths"] = {
        path: document["paths"][path] for path in ("/api/v1/timeline/", "/api/v1/releases/{name}/")
    }
    document["components"]["schemas"]["TimelineAnswer"]["properties"]["first"] = {"type": "integer"}
    for status in ("404", "410"):
        del document["paths"]["/api/v1/releases/{name}/"]["get"]["responses"][status]
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(document))
    config = tmp_path / "own.toml"
    config.write_text(f'base-url = "{site.address}"\nhooks = "tests.api.fuzzhooks"\n')
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run", str(wrong),
            "--phases", "fuzzing", "--max-examples", "3", "--seed", SEED, "--no-color",
        ],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Response violates schema" in done.stdout
    assert "Undocumented HTTP status code" in done.stdout or "Undocumented status code" in done.stdout


def test_a_long_address_is_taken_and_a_longer_one_is_414_as_the_document_says(
    site: fuzzsite.FuzzSite,
) -> None:
    """A polygon of four hundred corners is an address of seven thousand bytes."""
    corners = [
        f"{5 * math.cos(n * math.tau / 400):.3f},{15 + math.sin(n * math.tau / 400):.3f}" for n in range(400)
    ]
    address = f"{site.address}/api/v1/timeline/?area={','.join(corners)}"
    assert 5_000 < len(address) < 8_000
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert answer.status == 200
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{site.address}/api/v1/timeline/?q={'x' * 8_190}", timeout=30)
    with refused.value as answer:
        assert answer.code == 414
