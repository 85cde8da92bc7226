"""Files as people send them, written for a test, and what became of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from incidents.ingest.formats import Opener, RawRow, RefusedRow
from incidents.ingest.layouts import own
from incidents.models import IngestRun

ATTACK = {
    "external_id": "a-1",
    "date_start": "2018-09-30",
    "event_type": "violence_against_civilians",
    "place": "Ansongo",
    "killed_best": "3",
}


def row(external_id: str = "a-1", **cells: str) -> dict[str, str]:
    """An attack at Ansongo with three dead, with these cells instead."""
    return {**ATTACK, "external_id": external_id, **cells}


def csv_text(*rows: Mapping[str, str]) -> str:
    """The rows as CSV, with every column that one of them has."""
    columns = list(dict.fromkeys(column for cells in rows for column in cells))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def feature(properties: Any, coordinates: Any = None, **members: Any) -> dict[str, Any]:
    """A Feature with a point (lon, lat) or, without coordinates, with none."""
    geometry = {"type": "Point", "coordinates": coordinates} if coordinates is not None else None
    return {"type": "Feature", "geometry": geometry, "properties": properties, **members}


def collection(*features: Any, **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def written(folder: Path, content: str | bytes, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(opener: Opener, path: Path) -> Iterator[RawRow | RefusedRow]:
    """What a format gives for a file in the columns of this product."""
    return own.rows(opener(path))


def told(rows: Iterator[RawRow | RefusedRow]) -> list[tuple[int, str]]:
    """(line, external id) of a row, (line, "column: reason") of a refused one."""
    return [
        (found.line, found.cells.get("external_id", "?"))
        if isinstance(found, RawRow)
        else (found.line, f"{found.column}: {found.reason}")
        for found in rows
    ]


def outcomes(run: IngestRun) -> list[tuple[int, str, str, str]]:
    """(line, outcome, column, reason) of every row of a run."""
    return list(run.items.order_by("line", "id").values_list("line", "outcome", "column", "reason"))


def counts(run: IngestRun) -> tuple[int, int, int, int]:
    """New, changed, unchanged, quarantined."""
    return run.new, run.changed, run.unchanged, run.quarantined


# What a row says otherwise than `row`, and whether it may be what was published at Ansongo on 30 September 2018.
BESIDE_ANSONGO: list[tuple[dict[str, str], bool]] = [
    ({}, True),
    ({"date_start": "2018-10-01"}, True),
    ({"date_start": "2018-10-02"}, False),
    ({"event_type": "battles"}, False),
    ({"place": "Ménaka"}, False),
    ({"place": "", "longitude": "0.6", "latitude": "15.7"}, True),
    ({"place": "", "longitude": "0.9", "latitude": "15.7"}, False),
    ({"place": "", "country": "MLI"}, False),
]
