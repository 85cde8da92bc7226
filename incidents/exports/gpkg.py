"""An export as a GeoPackage: one layer of points (lon, lat; EPSG:4326), null where no point is public."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np
from pyogrio import raw

from incidents.exports.about import About

LAYER = "incidents"
# Read by GDAL and QGIS of many years.
GEOPACKAGE_VERSION = "1.2"
UTC_OFFSET = 100  # GDAL's number for it
# Columns that are no texts: how they are kept, and what stands where a value is unknown.
INTEGER, REAL, TRUTH, DAY, MOMENT = "int32", "float64", "bool", "datetime64[D]", "datetime64[ms]"
TYPES: dict[str, str] = {
    **dict.fromkeys(("date_start", "date_end"), DAY),
    "updated_at": MOMENT,
    **dict.fromkeys(("longitude", "latitude"), REAL),
    **dict.fromkeys(("civilian_targeting", "synthetic"), TRUTH),
    **dict.fromkeys(
        ("radius_m", "killed_low", "killed_best", "killed_high", "civilians_killed", "injured", "abducted",
         "credibility", "sources", "priogrid_gid"),
        INTEGER,
    ),
}  # fmt: skip
UNKNOWN: dict[str, Any] = {INTEGER: 0, REAL: 0.0, TRUTH: False, DAY: "1970-01-01", MOMENT: "1970-01-01"}


class GpkgFile:
    """Rows are appended block by block; nothing of them stays in memory."""

    def __init__(self, folder: Path, columns: Sequence[str], about: About) -> None:
        self.path, self.columns = folder / "incidents.gpkg", columns
        said = {name: str(value) for name, value in about.lines()}
        credit = f"{said['attribution']}, {said['licence']}"
        self._write(
            [],
            dataset_options={"VERSION": GEOPACKAGE_VERSION},
            layer_options={"IDENTIFIER": LAYER, "DESCRIPTION": f"Data: {credit}"},
            dataset_metadata=said,
            layer_metadata=said,
        )

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._write(rows, append=True)

    def finish(self) -> Path:
        return self.path

    def close(self) -> None:
        """Nothing is open between two blocks."""

    def _write(self, rows: Sequence[Mapping[str, Any]], **how: Any) -> None:
        made = [_column(name, [row[name] for row in rows]) for name in self.columns]
        raw.write(
            str(self.path),
            np.array([_point(row) for row in rows], dtype=object),
            [values for values, _unknown in made],
            list(self.columns),
            field_mask=[unknown for _values, unknown in made],
            layer=LAYER,
            driver="GPKG",
            geometry_type="Point",
            crs="EPSG:4326",
            gdal_tz_offsets={
                name: np.full(len(rows), UTC_OFFSET) for name in self.columns if TYPES.get(name) == MOMENT
            },
            **how,
        )


def _point(row: Mapping[str, Any]) -> bytes | None:
    """Well-known binary of (lon, lat)."""
    if row["longitude"] is None:
        return None
    return struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])


def _column(name: str, values: list[Any]) -> tuple[Any, Any]:
    """(values, which of them are unknown), both as arrays."""
    kind = TYPES.get(name)
    if kind is None:
        return np.array([_text(value) for value in values], dtype=object), None
    read: Callable[[Any], Any] = _moment if kind == MOMENT else lambda value: value
    known = [UNKNOWN[kind] if value is None else read(value) for value in values]
    return np.array(known, dtype=kind), np.array([value is None for value in values], dtype=bool)


def _text(value: Any) -> str | None:
    return ";".join(map(str, value)) or None if isinstance(value, (list, tuple)) else value


def _moment(value: Any) -> Any:
    """UTC without a zone, as numpy takes it."""
    return value.astimezone(UTC).replace(tzinfo=None)
