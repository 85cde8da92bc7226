"""The region of a point, or nothing where it is not certain: a wrong unit is worse than none.

Two witnesses: the unit that a provider states (its codes lead to our regions by name) and our boundaries. Those are
approximate, so near a border they say nothing, and a stated unit counts only where they do not contradict it.
Points are (lon, lat) in degrees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from incidents.codes import AdminLevel
from incidents.models import Region
from incidents.spelling import words_of

# How deep (degrees; 0.1 is about 11 km) a point lies in an approximate boundary before that says where it is.
INSIDE = 0.2
# How far a point may lie outside an approximate boundary of the unit that is stated for it.
OUTSIDE = 0.25
KIND = re.compile(
    r"^(région|region|cercle|province|département|department) (de |du |des |de la |d['’])?(l['’])?|"
    r" (region|cercle|province|department)$",
    re.IGNORECASE,
)

Stated = tuple[str, str]


class RegionGuess:
    """The units of one country, asked for many points at once."""

    def __init__(self, country: str) -> None:
        rows = Region.objects.filter(country=country, valid_to="").exclude(level=AdminLevel.COUNTRY)
        self._rows = [row for row in rows.prefetch_related("successors") if row.level in AdminLevel.values]
        self._by_code = {row.pcode: n for n, row in enumerate(self._rows)}
        self._shapes = np.array(
            [
                shapely.from_wkb(bytes(row.boundary.wkb)) if row.boundary else shapely.Polygon()
                for row in self._rows
            ]
        )
        self._edges = shapely.boundary(self._shapes)
        self._successors = [
            [self._by_code[other.pcode] for other in row.successors.all() if other.pcode in self._by_code]
            for row in self._rows
        ]

    def named(self, level: int, names: Sequence[str], parent: str | None = None) -> str | None:
        """The P-code of the one unit of this level (below `parent`) that bears one of these names, else None."""
        wanted = {words_of(KIND.sub("", name.strip())) for name in names} | {words_of(name) for name in names}
        found = {
            row.pcode
            for row in self._rows
            if row.level == level
            and parent in (None, row.admin1)
            and not wanted.isdisjoint(
                words_of(name) for name in (row.name, row.name_en, *row.aliases) if name
            )
        }
        return found.pop() if len(found) == 1 else None

    def regions(
        self, points: Sequence[tuple[float, float]], stated: Sequence[tuple[str | None, str | None]]
    ) -> list[int | None]:
        """The row id of each point's region of the lowest level that is certain; `stated` are P-codes by level."""
        where = shapely.points(np.array(points, dtype=float).reshape(-1, 2))
        firsts = self._level(where, [codes[0] for codes in stated], AdminLevel.ADMIN1, [None] * len(where))
        seconds = self._level(where, [codes[1] for codes in stated], AdminLevel.ADMIN2, firsts)
        chosen = (
            second if second is not None else first for first, second in zip(firsts, seconds, strict=True)
        )
        return [None if n is None else self._rows[n].pk for n in chosen]

    def _level(
        self, where: Any, codes: Sequence[str | None], level: int, parents: Sequence[int | None]
    ) -> list[int | None]:
        numbers = [n for n, row in enumerate(self._rows) if row.level == level]
        depths = self._depths(where, numbers)
        found: list[int | None] = []
        for place, (code, parent) in enumerate(zip(codes, parents, strict=True)):
            if level == AdminLevel.ADMIN2 and parent is None:
                found.append(None)
                continue
            said = self._by_code.get(code or "")
            found.append(self._agreed(where[place], said, depths.get(place, {}), parent))
        return found

    def _agreed(
        self, point: Any, said: int | None, depths: Mapping[int, float], parent: int | None
    ) -> int | None:
        """The stated unit unless our boundaries contradict it; without one, the unit that the point lies deep in."""
        deep = [n for n, depth in depths.items() if depth >= self._margin(n) and self._is_below(n, parent)]
        inside = deep[0] if len(deep) == 1 else None
        if said is None or not self._is_below(said, parent):
            return inside
        if any(other in depths for other in self._successors[said]):
            # GeoNames leaves most of a unit that was divided under the code of the old one.
            return inside
        if inside is not None and inside != said:
            return None
        far = float(shapely.distance(point, self._shapes[said])) if said not in depths else 0.0
        return said if far <= OUTSIDE else None

    def _is_below(self, number: int, parent: int | None) -> bool:
        return parent is None or self._rows[number].admin1 == self._rows[parent].pcode

    def _margin(self, number: int) -> float:
        return INSIDE if self._rows[number].approximate else 0.0

    def _depths(self, where: Any, numbers: Sequence[int]) -> dict[int, dict[int, float]]:
        """For each point, the units that cover it and how far their edge is (degrees)."""
        found: dict[int, dict[int, float]] = {}
        points, shapes = shapely.STRtree(self._shapes[numbers]).query(where, predicate="intersects")
        units = np.array(numbers)[shapes]
        for place, unit, depth in zip(
            points, units, shapely.distance(where[points], self._edges[units]), strict=True
        ):
            found.setdefault(int(place), {})[int(unit)] = float(depth)
        return found
