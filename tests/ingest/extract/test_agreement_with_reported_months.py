"""Short reports of another provider ("March 2021: ..."): the interval read must hold the day they state."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

DATA = Path(__file__).parents[4] / "shared" / "data" / "insecurity_insight_sahel_all.geojson"


def reports() -> list[dict[str, Any]]:
    if not DATA.exists():
        pytest.skip(f"needs {DATA.name} beside the repository, which does not ship it")
    features = json.loads(DATA.read_text(encoding="utf-8"))["features"]
    return [feature["properties"] for feature in features if feature["properties"].get("Event Description")]


def test_nearly_every_interval_holds_the_reported_day(reference_tables: Tables) -> None:
    inside = []
    for report in reports():
        day = date.fromisoformat(report["Date"][:10])
        note = extract(
            report["Event Description"],
            published=day + timedelta(days=7),
            tables=reference_tables,
            language="en",
        )
        inside += [found.date.start <= day <= found.date.end for found in note.incidents[:1] if found.date]
    print(f"{sum(inside)} of {len(inside)} intervals hold the day")
    assert sum(inside) >= 0.97 * len(inside)
    assert len(inside) >= 450
