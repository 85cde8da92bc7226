"""Lines of a GeoNames country file (CC BY 4.0), read into what the gazetteer keeps. Pure; latitude before longitude as there.

A file has 19 columns between tabs, no header and no quoting. Kept are populated places, areas and localities, wells,
camps, mines, forests, parks and border posts; streams, hills and buildings are not what reports name as a place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from incidents.codes import FeatureClass
from incidents.spelling import words_of

COLUMNS = 19
LONGEST_NAME = 160
# The countries that reports of the Sahel speak of, as GeoNames and as we write them.
COUNTRIES = {
    "ML": "MLI", "NE": "NER", "BF": "BFA", "DZ": "DZA", "MR": "MRT", "SN": "SEN", "GN": "GIN", "CI": "CIV",
    "GH": "GHA", "TG": "TGO", "BJ": "BEN", "NG": "NGA", "TD": "TCD", "LY": "LBY",
}  # fmt: skip
# Class and code (or how it begins) to our feature, and the radius in metres that the name covers; the first fits.
FEATURES: tuple[tuple[str, FeatureClass, int], ...] = (
    ("P.PPLA", FeatureClass.TOWN, 4_000),
    ("P.PPLC", FeatureClass.TOWN, 10_000),
    ("P.", FeatureClass.VILLAGE, 2_000),
    ("A.ADM3", FeatureClass.AREA, 15_000),
    ("A.ADM4", FeatureClass.AREA, 10_000),
    ("L.PRK", FeatureClass.PARK, 15_000),
    ("L.RES", FeatureClass.PARK, 15_000),
    ("L.MN", FeatureClass.MINE, 5_000),
    ("L.MILB", FeatureClass.CAMP, 3_000),
    ("L.", FeatureClass.AREA, 10_000),
    ("H.WLL", FeatureClass.WELL, 2_000),
    ("H.WTRH", FeatureClass.WELL, 2_000),
    ("S.CMP", FeatureClass.CAMP, 2_000),
    ("S.MN", FeatureClass.MINE, 5_000),
    ("S.PSTB", FeatureClass.BORDER_POST, 2_000),
    ("V.FRST", FeatureClass.FOREST, 15_000),
)
UNITS = {"ADM1": 1, "ADM2": 2}
# A name in another alphabet, a web address or a code of three letters is no spelling that a report uses.
LATIN = re.compile(r"[^\W\d_][A-Za-z\u00c0-\u024f' ’.\-()0-9]*")


@dataclass(frozen=True)
class GeoPlace:
    """A locality. `unit1` and `unit2` are GeoNames' own codes of its administrative units, "" where it has none."""

    number: int
    name: str
    names: tuple[str, ...]
    feature: str
    radius_m: int
    country: str
    latitude: float
    longitude: float
    unit1: str
    unit2: str

    @property
    def key(self) -> str:
        return f"geonames-{self.number}"


@dataclass(frozen=True)
class GeoUnit:
    """The name of an administrative unit (level 1 or 2) behind GeoNames' codes."""

    level: int
    name: str
    names: tuple[str, ...]
    country: str
    unit1: str
    unit2: str


@dataclass(frozen=True)
class BadLine:
    """A line that is no place, and why; `line` counts from 1."""

    line: int
    reason: str


def read_lines(lines: Iterable[str]) -> Iterator[GeoPlace | GeoUnit | BadLine | None]:
    """One answer for each line: None for a feature that is not kept. Never raises."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        try:
            yield _line(text)
        except ValueError as error:
            yield BadLine(number, str(error))


def _line(text: str) -> GeoPlace | GeoUnit | None:
    cells = text.split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"has {len(cells)} columns, not {COLUMNS}")
    identity, name, ascii_name, others, latitude, longitude, feature_class, code, country = cells[:9]
    unit1, unit2 = cells[10], cells[11]
    if "\x00" in text or "\ufffd" in text:
        raise ValueError("holds bytes that are no text")
    if country not in COUNTRIES:
        raise ValueError(f"country {country[:10]!r} is none of {', '.join(COUNTRIES)}")
    if not identity.isascii() or not identity.isdigit():
        raise ValueError(f"geonameid {identity[:20]!r} is no number")
    if not name.strip():
        raise ValueError("has no name")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"its name is longer than {LONGEST_NAME} characters")
    where = _degrees(latitude, 90, "latitude"), _degrees(longitude, 180, "longitude")
    names = _names(name, ascii_name, others)
    if feature_class == "A" and code in UNITS:
        return GeoUnit(UNITS[code], name, names, COUNTRIES[country], unit1, unit2)
    kept = next((row for row in FEATURES if f"{feature_class}.{code}".startswith(row[0])), None)
    if kept is None:
        return None
    return GeoPlace(
        int(identity), name, names, kept[1].value, kept[2], COUNTRIES[country], *where, unit1, unit2
    )


def _degrees(text: str, most: int, name: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{name} {text[:20]!r} is no number") from None
    if not math.isfinite(number) or abs(number) > most:
        raise ValueError(f"{name} {text[:20]} is not between -{most} and {most}")
    return number


def _names(name: str, ascii_name: str, others: str) -> tuple[str, ...]:
    """The name and its other spellings; of two that differ in accents, hyphens or case only the first."""
    found = {words_of(name): name}
    for other in (ascii_name, *others.split(",")):
        spelling = other.strip()
        if 3 <= len(spelling) <= LONGEST_NAME and LATIN.fullmatch(spelling) and not _is_code(spelling):
            found.setdefault(words_of(spelling), spelling)
    return tuple(found.values())


def _is_code(spelling: str) -> bool:
    """As of airports: `GAQ`."""
    return len(spelling) <= 4 and spelling.isupper()
