"""Where a row says it happened. A name that is unknown or has several bearers is refused, not guessed.

Of a provider's row (`lenient`) such a name is kept in words, and the coarser region that is known counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents import codes
from incidents.earth import distance_m
from incidents.ingest.gazetteer import PlaceEntry
from incidents.ingest.rowcells import Problems, RowError, code
from incidents.ingest.rownames import Names
from incidents.plain import finite_number, whole_number

KM_APART = 50
AREAS = frozenset({"admin2", "admin1", "country", "unknown"})


@dataclass
class Where:
    """The record's location fields by name, and the names that found no entry, in words."""

    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def where(cells: Mapping[str, str], names: Names, problems: Problems, *, lenient: bool = False) -> Where:
    """Reads the cells of the location; what cannot be taken goes into `problems`."""
    found = Where({})
    country = problems.take(country_of, cells, names, lenient)
    region = problems.take(_region, cells, names, country, lenient, found.notes)
    point = problems.take(_point, cells)
    precision = problems.take(code, cells, "geo_precision", codes.GeoPrecision)
    radius = problems.take(_radius, cells)
    place = problems.take(
        _place, cells, "place", names, country, region, lenient=lenient, required=not (point or lenient)
    )
    second = problems.take(
        _place, cells, "second_place", names, country, None, lenient=lenient, required=True
    )
    if place and point and not second:
        place = problems.take(_near_its_point, place, point, radius or 0, lenient)
    if cells.get("second_place") and not cells.get("place"):
        problems.found.append(("second_place", "needs a place, too"))
    if place is None and cells.get("place"):
        found.notes.append(f"Place as given: {cells['place'][:200]}")
    if precision in AREAS and not place:
        # The provider's point stands for an area: the region says as much, and does not look like a place.
        point = precision = None
    found.values = {
        "place": place.key if place else None,
        "second_place": second.key if second else None,
        "stated_region": region or country,
        "geo_precision": precision,
    }
    if point is not None and not second:
        found.values |= {"longitude": point[0], "latitude": point[1], "radius_m": radius}
    return found


def country_of(cells: Mapping[str, str], names: Names, lenient: bool) -> str | None:
    """The code of the row's country, if it names one. Raises RowError when it is not known here."""
    text = cells.get("country")
    if not text:
        return None
    found = names.country(text, lenient=lenient)
    if found is None:
        shown = text if lenient else text.upper()
        raise RowError("country", f"{shown[:40]!r} is not known here: takes {', '.join(names.countries())}")
    return found


def _region(
    cells: Mapping[str, str], names: Names, country: str | None, lenient: bool, notes: list[str]
) -> str | None:
    for column, level in (("admin2", 2), ("admin1", 1)):
        text = cells.get(column)
        if not text:
            continue
        if text.upper() in names.tables.regions:
            return text.upper()
        found = names.regions(text, level, country, lenient=lenient)
        if len(found) == 1:
            return found[0]
        if not lenient:
            raise RowError(column, f"{text[:60]!r} is not one region of that name: give its P-code")
        notes.append(f"Region as given: {text[:200]}")
    return None


def _point(cells: Mapping[str, str]) -> tuple[float, float] | None:
    texts = cells.get("longitude", ""), cells.get("latitude", "")
    if texts == ("", ""):
        return None
    numbers, wrong = [], Problems()
    for column, text, limit in zip(("longitude", "latitude"), texts, (180, 90), strict=True):
        numbers.append(wrong.take(_degrees, column, text, limit))
    wrong.raise_any()
    longitude, latitude = numbers
    if longitude is None or latitude is None:
        return None
    if longitude == latitude == 0:
        raise RowError(
            "longitude", "0, 0 lies in the sea and mostly means that no point is known: leave it empty"
        )
    return longitude, latitude


def _degrees(column: str, text: str, limit: int) -> float:
    if not text:
        raise RowError(column, "is empty while the other coordinate is given")
    try:
        number = finite_number(text)
    except ValueError:
        raise RowError(column, f"{text[:40]!r} is not a number of degrees with a decimal point") from None
    if not -limit <= number <= limit:
        raise RowError(column, f"{text[:40]} is outside -{limit}..{limit} degrees")
    return number


def _near_its_point(
    place: PlaceEntry, point: tuple[float, float], radius: int, lenient: bool
) -> PlaceEntry | None:
    """The place, unless the row's point is far from it: then another place of that name is meant."""
    apart = distance_m(*point, place.longitude, place.latitude)
    if apart <= place.radius_m + radius + KM_APART * 1000:
        return place
    if lenient:
        return None
    reason = f"the point lies {apart / 1000:.0f} km from {place.name} ({place.key}): correct one of them"
    raise RowError("longitude", reason)


def _radius(cells: Mapping[str, str]) -> int | None:
    text = cells.get("radius_m")
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
    names: Names,
    country: str | None,
    region: str | None,
    *,
    lenient: bool,
    required: bool,
) -> PlaceEntry | None:
    text = cells.get(column)
    if not text:
        return None
    if text in names.tables.places:
        return names.tables.places[text]
    found = names.places(text, lenient=lenient)
    candidates = [place for place in found if country in (None, place.country)]
    if region is not None and len(candidates) > 1:
        candidates = [place for place in candidates if region in (place.admin1, place.admin2)]
    if len(candidates) == 1:
        return candidates[0]
    if not required:
        return None  # the point that the row gives stands for itself
    if candidates:
        keys = ", ".join(sorted(place.key for place in candidates)[:8])
        raise RowError(column, f"{text[:60]!r} may be {keys}: give the key")
    similar = ", ".join(sorted({place.name for place in names.tables.similar_places(text)}))
    hint = f"; similar: {similar}" if similar else ""
    raise RowError(
        column, f"no place is called {text[:60]!r}: add it to the gazetteer or give coordinates{hint}"
    )
