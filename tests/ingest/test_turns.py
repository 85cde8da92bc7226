"""Imports side by side: those of one source take turns."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from incidents.ingest.formats.csvfile import open_table
from incidents.ingest.imports import import_file
from incidents.ingest.taking import SourceBusy, take_rows
from incidents.models import Incident, Report, Source
from tests import make
from tests.ingest.busy import in_other_hands
from tests.ingest.written import counts, csv_text, row, written


def _rows(folder: Path, *rows: dict[str, str]) -> Iterator[Any]:
    return open_table(written(folder, csv_text(*rows))).rows


def test_two_imports_of_one_file_at_once_write_it_once(real_commits: None, tmp_path: Path) -> None:
    rows = [row(str(n)) for n in range(60)]
    path = written(tmp_path, csv_text(*rows))
    source, found, at_the_gate = Source.objects.create(name="Twice", kind="file"), [], threading.Barrier(2)

    def load() -> None:
        at_the_gate.wait()
        try:
            found.append(counts(import_file(path, source=source)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=load) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [(0, 0, 60, 0), (60, 0, 0, 0)]
    assert (Report.objects.filter(source=source).count(), Incident.objects.unpublished_too().count()) == (
        60,
        60,
    )


def test_opposite_orders_end_without_a_deadlock(real_commits: None, tmp_path: Path) -> None:
    rows = [row(str(n)) for n in range(60)]
    source, found = Source.objects.create(name="Crossed", kind="file"), []

    def load(name: str, given: list[dict[str, str]]) -> None:
        try:
            found.append(counts(import_file(written(tmp_path, csv_text(*given), name), source=source)))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=load, args=("a.csv", rows)),
        threading.Thread(target=load, args=("b.csv", rows[::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [(0, 0, 60, 0), (60, 0, 0, 0)]


def test_who_does_not_wait_is_told_that_the_source_is_busy(real_commits: None, tmp_path: Path) -> None:
    run = make.run(source=Source.objects.create(name="Busy", kind="file"))
    with in_other_hands(run.source), pytest.raises(SourceBusy):
        take_rows(run, _rows(tmp_path, row("a")), wait=False)
    assert Report.objects.count() == 0
