"""Rows as a GeoDataFrame (the extra `geo`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sahel_incidents.rows import COLUMNS, Incident

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

WHOLE = (
    "radius_m", "killed_low", "killed_best", "killed_high", "civilians_killed", "injured", "abducted", "credibility",
    "sources", "priogrid_gid",
)  # fmt: skip
TRUTHS = ("civilian_targeting", "synthetic")
DAYS = ("date_start", "date_end")


def frame(rows: Iterable[Incident]) -> GeoDataFrame:
    """One line a row, by id: points in EPSG:4326 (lon, lat) and None where there is no public one; unknown numbers
    are missing, never zero; lists are joined by `;` as in CSV, so that the frame can be written to any format."""
    import geopandas  # noqa: PLC0415  only this function needs the extra
    import pandas  # noqa: PLC0415

    table = pandas.DataFrame.from_records([_flat(row) for row in rows])
    table = table.reindex(columns=[*COLUMNS, *(name for name in table.columns if name not in COLUMNS)])
    table = table.set_index("id")
    table = table.astype(dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(TRUTHS, "boolean"))
    table = table.astype({"longitude": "float64", "latitude": "float64"})
    for name in DAYS:
        # Beyond the years of nanoseconds a day is missing rather than wrong.
        table[name] = pandas.to_datetime(table[name], format="%Y-%m-%d", errors="coerce")
    table["updated_at"] = pandas.to_datetime(table["updated_at"], format="ISO8601", utc=True)
    longitude, latitude = table.pop("longitude"), table.pop("latitude")
    points = geopandas.points_from_xy(longitude, latitude, crs="EPSG:4326")
    points[longitude.isna().to_numpy()] = None
    return geopandas.GeoDataFrame(table, geometry=points)


def _flat(row: Incident) -> dict[str, Any]:
    return {
        name: ";".join(map(str, value)) if isinstance(value, list) else value for name, value in row.items()
    }
