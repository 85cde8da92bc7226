"""What the tables answer for a written name, remembered: a file says the same names thousands of times."""

from __future__ import annotations

import re
from functools import lru_cache
from weakref import WeakKeyDictionary

from incidents.ingest.gazetteer import PlaceEntry, Tables
from incidents.spelling import words_of

MOST_REMEMBERED = 50_000
# A kind of unit or place that providers write after or before its name.
KINDS = re.compile(
    r"^(région|region|cercle|province|department|département) (de |du |des |d')?"
    r"|[ ,]+(region|cercle|province|department|district|commune|town|village|city|camp)$",
    re.IGNORECASE,
)
YEARS = re.compile(r"\d{4}-(\d{4})?", re.ASCII)
BRACKETS = re.compile(r"^(.+?) *\(([^()]*)\)$")
ENCODED_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u0152-\u2122]|\u00e2\u20ac")


def encoded_twice(text: str) -> bool:
    """Whether UTF-8 was read as another encoding on the way: `MÃ©naka`."""
    return ENCODED_TWICE.search(text) is not None


def repaired(text: str) -> str:
    """The text before it was encoded a second time; the text itself when that cannot be told."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


class Names:
    """Names of one set of tables. A `lenient` search also takes a provider's way of writing a name."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._countries = frozenset(code for code, region in tables.regions.items() if region.level == 0)
        self._regions: dict[tuple[str, int, str | None, bool], tuple[str, ...]] = {}
        self._places: dict[tuple[str, bool], tuple[PlaceEntry, ...]] = {}
        self._actors: dict[tuple[str, bool], tuple[str, ...]] = {}

    def countries(self) -> list[str]:
        return sorted(self._countries)

    def country(self, text: str, *, lenient: bool = False) -> str | None:
        """The code of a country known here, given by code or, leniently, by name."""
        if text in self._countries:
            return text
        if text.upper() in self._countries:
            return text.upper()
        found = self.regions(text, 0, None, lenient=True) if lenient else ()
        return found[0] if len(found) == 1 else None

    def regions(
        self, text: str, level: int, country: str | None, *, lenient: bool = False
    ) -> tuple[str, ...]:
        """Codes of the regions of a level (and of the country, if given) that are called so."""
        key = text, level, country, lenient
        found = self._regions.get(key)
        if found is None:
            _make_room(self._regions)
            found = self._regions[key] = self._search_regions(text, level, country, lenient)
        return found

    def _search_regions(self, text: str, level: int, country: str | None, lenient: bool) -> tuple[str, ...]:
        for spelling in _spellings(text) if lenient else (text,):
            codes = {
                region.code
                for region in self.tables.region_names.exactly(words_of(spelling))
                if region.level == level and country in (None, region.country)
            }
            if codes:
                return tuple(sorted(codes))
        return ()

    def places(self, text: str, *, lenient: bool = False) -> tuple[PlaceEntry, ...]:
        """Places that are called so, a hyphen being as good as a blank."""
        found = self._places.get((text, lenient))
        if found is None:
            _make_room(self._places)
            found = self._places[text, lenient] = self._search_places(text, lenient)
        return found

    def _search_places(self, text: str, lenient: bool) -> tuple[PlaceEntry, ...]:
        if text in self.tables.places:
            return (self.tables.places[text],)
        for spelling in _spellings(text) if lenient else (text,):
            entries = self.tables.place_names.exactly(words_of(spelling))
            entries += self.tables.place_names.exactly(words_of(spelling.replace("-", " ")))
            if entries:
                return tuple({place.key: place for place in entries}.values())
        return ()

    def actors(self, name: str, *, lenient: bool = False) -> tuple[str, ...]:
        """Slugs of the actors that are called so."""
        found = self._actors.get((name, lenient))
        if found is None:
            _make_room(self._actors)
            found = self._actors[name, lenient] = self._search_actors(name, lenient)
        return found

    def _search_actors(self, name: str, lenient: bool) -> tuple[str, ...]:
        if name in self.tables.actors:
            return (name,)
        for spelling in self._ways_of_naming(name) if lenient else (name,):
            slugs = {actor.slug for actor, _name in self.tables.actor_names.exactly(words_of(spelling))}
            if slugs:
                return tuple(sorted(slugs))
        return ()

    def _ways_of_naming(self, name: str) -> list[str]:
        """`JNIM: Group ...` by either half; `Civilians (Mali)` and `Police (2020-)` without what is added.

        Brackets that hold anything else than a country or years are part of the name: Islamic State (Khorasan).
        """
        ways = [repaired(name)] if encoded_twice(name) else [name]
        brackets = BRACKETS.match(name)
        if brackets and (YEARS.fullmatch(brackets[2]) or self.country(brackets[2], lenient=True) is not None):
            ways.append(brackets[1])
        before, colon, after = ways[-1].partition(": ")
        return [*ways, before, after] if colon else ways


def _make_room(remembered: dict) -> None:
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()


@lru_cache(maxsize=10_000)
def _spellings(text: str) -> tuple[str, ...]:
    """The name as given, as it was before it was encoded twice, and both without the kind of unit."""
    given = (text, repaired(text)) if encoded_twice(text) else (text,)
    return tuple(dict.fromkeys((*given, *(KINDS.sub("", spelling.strip()) for spelling in given))))


_names: WeakKeyDictionary[Tables, Names] = WeakKeyDictionary()


def names_of(tables: Tables) -> Names:
    """The remembered answers of these tables."""
    found = _names.get(tables)
    if found is None:
        found = _names[tables] = Names(tables)
    return found
