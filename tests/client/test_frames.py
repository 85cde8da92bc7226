"""Rows as a GeoDataFrame; skipped where the extra `geo` is not installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sahel_incidents import COLUMNS, Client, SQLiteStore, frame

from incidents.models import Incident
from tests import make

geopandas = pytest.importorskip("geopandas", reason="needs geopandas, the client's extra `geo`")


def _three() -> tuple[Incident, Incident, Incident]:
    known, hidden, vague = make.published_incidents(
        [
            {"weapons": ("ied", "mortar"), "estimates": (make.killed(22),), "civilian_targeting": True},
            {"location_policy": "hidden"},
            {
                "place": "ml-menaka",
                "estimates": (make.killed(None, low=3, high=9),),
                "civilian_targeting": None,
            },
        ]
    )
    return known, hidden, vague


def test_points_are_lon_lat_and_unknown_stays_unknown(client: Client) -> None:
    known, hidden, vague = _three()
    rows = {row["id"]: row for row in client.incidents()}
    found = frame(rows.values())
    assert found.crs.to_epsg() == 4326
    assert sorted(found.index) == sorted(rows)
    line = found.loc[str(known.public_id)]
    row: Any = rows[str(known.public_id)]
    assert (line.geometry.x, line.geometry.y) == (row["longitude"], row["latitude"])
    assert (line.killed_best, line.weapons, line.date_start.isoformat()[:10]) == (
        22,
        "ied;mortar",
        row["date_start"],
    )
    assert bool(line.civilian_targeting) is True
    assert found.loc[str(hidden.public_id)].geometry is None
    missing = found.isna().loc[str(vague.public_id)]
    assert (missing.killed_best, missing.killed_low, missing.civilian_targeting) == (True, False, True)
    assert {name: str(found.dtypes[name]) for name in ("killed_best", "sources", "synthetic", "civilian_targeting")} == {
        "killed_best": "Int64", "sources": "Int64", "synthetic": "boolean", "civilian_targeting": "boolean",
    }  # fmt: skip


def test_a_copy_is_a_frame_and_the_frame_a_geopackage(
    client: Client, store: SQLiteStore, tmp_path: Path
) -> None:
    _three()
    client.update(store)
    found = store.frame()
    assert len(found) == len(store) == 3
    found.to_file(tmp_path / "copy.gpkg")
    again = geopandas.read_file(tmp_path / "copy.gpkg")
    assert (len(again), int(again.geometry.notna().sum()), again.crs.to_epsg()) == (3, 2, 4326)


def test_a_frame_of_nothing_has_the_columns(store: SQLiteStore) -> None:
    found = store.frame()
    assert len(found) == 0
    assert {*found.columns, "id"} == {*COLUMNS, "geometry"} - {"longitude", "latitude"}


def test_a_column_that_a_newer_server_adds_comes_last(client: Client) -> None:
    make.published_incident()
    found = frame({**row, "mood": "bad"} for row in client.incidents())  # type: ignore[typeddict-unknown-key]
    assert list(found.columns)[-2:] == ["mood", "geometry"]
