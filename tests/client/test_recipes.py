"""The programs of docs/consumers.md and of the client's README run as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from incidents import changes, releases
from incidents.models import ApiToken, Report
from tests import make
from tests.client.conftest import PACKAGE

ROOT = PACKAGE.parents[2]
ADDRESS = "http://127.0.0.1:8000"
NEEDS_GEOPANDAS = ("geopandas", ".frame()")
PROGRAMS = [
    pytest.param(program, id=f"{file}-{number}")
    for file in ("docs/consumers.md", "clients/python/README.md")
    for number, program in enumerate(re.findall(r"```python\n(.*?)```", (ROOT / file).read_text(), re.DOTALL))
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_recipe_runs(server: str, tmp_path: Path, program: str) -> None:
    if any(word in program for word in NEEDS_GEOPANDAS):
        pytest.importorskip("geopandas", reason="needs geopandas, the client's extra `geo`")
    make.published_incidents([{"verification": "confirmed"}, {"location_policy": "hidden"}])
    changes.number_changes()
    releases.make("2026-11")
    assert ADDRESS in program
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program.replace(ADDRESS, server)],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]),
            "SAHEL_TOKEN": ApiToken.issue(user=make.editor(), name="laptop")[1],
        },
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert ("submit(" in program) == Report.objects.filter(submitted_by__isnull=False).exists()
    assert ("download_release" in program) == (tmp_path / "releases" / "2026-11-incidents.csv").exists()


def test_there_are_recipes() -> None:
    assert len(PROGRAMS) >= 5
