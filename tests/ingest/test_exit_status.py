"""A script can tell by the exit status of `manage.py ingest` whether every file went in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from incidents.models import Report
from tests.ingest.written import written

ROOT = Path(__file__).resolve().parents[2]


def ingest(path: Path) -> subprocess.CompletedProcess[str]:
    address = os.environ["DATABASE_URL"].replace("/sahel?", f"/{connection.settings_dict['NAME']}?")
    return subprocess.run(
        [sys.executable, "manage.py", "ingest", str(path)],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "DATABASE_URL": address},
    )  # fmt: skip


@pytest.mark.usefixtures("real_commits")
@pytest.mark.parametrize(
    ("name", "content", "status", "message", "reports"),
    [
        ("note.txt", "Gunmen killed three people.", 0, "note.txt: 1 new", 1),
        ("note.txt", "", 1, "the file is empty", 0),
        ("M\udce9naka.csv", "nr\n", 1, "refused: M?naka.csv, line 1: the columns", 0),
    ],
    ids=ascii,
)
def test_the_exit_status_says_whether_every_file_went_in(
    name: str, content: str, status: int, message: str, reports: int, tmp_path: Path
) -> None:
    done = ingest(written(tmp_path, content, name))
    assert (done.returncode, message in done.stdout + done.stderr, "Traceback" in done.stderr) == (
        status,
        True,
        False,
    )
    assert Report.objects.count() == reports
