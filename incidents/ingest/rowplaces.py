"""Where a row says it happened. A name that is unknown or has several bearers is refused, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidents import codes
from incidents.ingest.gazetteer import PlaceEntry, Tables
from incidents.ingest.rowcells import RowError, code
from incidents.plain import finite_number, whole_number
from incidents.spelling import words_of


def where(cells: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    """The record's location fields by name. Raises RowError."""
    country = _country(cells, tables)
    region = _region(cells, tables)
    point = _point(cells)
    place = _place(cells, "place", tables, country, region, required=point is None)
    second = _place(cells, "second_place", tables, country, None, required=True)
    found: dict[str, Any] = {
        "place": place.key if place else None,
        "second_place": second.key if second else None,
        "stated_region": region or country,
        "geo_precision": code(cells, "geo_precision", codes.GeoPrecision),
    }
    if second and not place:
        raise RowError("second_place", "needs a place, too")
    if point is not None and not second:
        found |= {"longitude": point[0], "latitude": point[1], "radius_m": _radius(cells)}
    if found["geo_precision"] in {"admin2", "admin1", "country", "unknown"} and not place:
        # The provider's point stands for an area: the region says as much, and does not look like a place.
        found |= {"longitude": None, "latitude": None, "radius_m": None, "geo_precision": None}
    return found


def _country(cells: Mapping[str, str], tables: Tables) -> str | None:
    country = cells.get("country", "").upper()
    if country and (country not in tables.regions or tables.regions[country].level != 0):
        known = sorted(region.code for region in tables.regions.values() if region.level == 0)
        raise RowError("country", f"{country[:40]!r} is not known here: takes {', '.join(known)}")
    return country or None


def _region(cells: Mapping[str, str], tables: Tables) -> str | None:
    for column, level in (("admin2", 2), ("admin1", 1)):
        text = cells.get(column, "")
        if not text:
            continue
        if text.upper() in tables.regions:
            return text.upper()
        found = {
            region.code
            for region in tables.region_names.exactly(words_of(text))
            if region.level == level
            and (not cells.get("country") or region.country == cells["country"].upper())
        }
        if len(found) != 1:
            raise RowError(column, f"{text[:60]!r} is not one region of that name: give its P-code")
        return found.pop()
    return None


def _point(cells: Mapping[str, str]) -> tuple[float, float] | None:
    texts = cells.get("longitude", ""), cells.get("latitude", "")
    if texts == ("", ""):
        return None
    numbers = []
    for column, text, limit in zip(("longitude", "latitude"), texts, (180, 90), strict=True):
        if not text:
            raise RowError(column, "is empty while the other coordinate is given")
        try:
            number = finite_number(text)
        except ValueError:
            raise RowError(column, f"{text[:40]!r} is not a number of degrees with a decimal point") from None
        if not -limit <= number <= limit:
            raise RowError(column, f"{text[:40]} is outside -{limit}..{limit} degrees")
        numbers.append(number)
    return numbers[0], numbers[1]


def _radius(cells: Mapping[str, str]) -> int | None:
    text = cells.get("radius_m", "")
    if not text:
        return None
    try:
        radius = whole_number(text)
    except ValueError:
        raise RowError("radius_m", f"{text[:40]!r} is not a number of metres") from None
    if not 1 <= radius <= 2_000_000:
        raise RowError("radius_m", f"{radius} is outside 1..2000000 metres")
    return radius


def _place(
    cells: Mapping[str, str],
    column: str,
    tables: Tables,
    country: str | None,
    region: str | None,
    *,
    required: bool,
) -> PlaceEntry | None:
    text = cells.get(column, "")
    if not text:
        return None
    found = {place.key: place for place in tables.place_names.exactly(words_of(text))}
    found |= {place.key: place for place in tables.place_names.exactly(words_of(text.replace("-", " ")))}
    if text in tables.places:
        return tables.places[text]
    candidates = [place for place in found.values() if country in (None, place.country)]
    if region is not None and len(candidates) > 1:
        candidates = [place for place in candidates if region in (place.admin1, place.admin2)]
    if len(candidates) == 1:
        return candidates[0]
    if not required:
        return None  # the point that the row gives stands for itself
    if candidates:
        raise RowError(
            column, f"{text[:60]!r} may be {', '.join(sorted(p.key for p in candidates)[:8])}: give the key"
        )
    similar = ", ".join(sorted({place.name for place in tables.similar_places(text)}))
    hint = f"; similar: {similar}" if similar else ""
    raise RowError(
        column, f"no place is called {text[:60]!r}: add it to the gazetteer or give coordinates{hint}"
    )
