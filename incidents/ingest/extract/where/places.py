"""Mentions of places in a passage: which names, with which words of position around them.

Only names are found here; `geocode` decides which place a name means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.ingest.extract.people.people_words import (
    COMMUNITIES,
    COUNTRY_OF_DEMONYM,
    FOREIGN_DEMONYMS,
    NOUNS,
)
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.when.date_words import MONTHS, WEEKDAYS
from incidents.ingest.extract.where.place_words import (
    ADMIN1_WORDS,
    ADMIN2_WORDS,
    ADMIN_BEFORE,
    AREA_AFTER,
    AT,
    COMMON_CAPITALS,
    GIVEN_NAMES,
    NEAR,
    NOT_A_PLACE_AFTER,
    NOT_A_PLACE_BEFORE,
    PART_OF_TOWN,
    WAY,
)
from incidents.ingest.extract.where.positions import offset_of, word_of_position
from incidents.ingest.gazetteer import PlaceEntry, RegionEntry, Tables
from incidents.spelling import fold

# How a place stands to the event, the most precise first.
CUES = ("at", "offset", "near", "area", "beside", "admin2", "admin1", "country", "way")


@dataclass(frozen=True)
class PlaceMention:
    """A name in the text. `cue` is one of CUES; offsets cover the name and, for an offset, its distance.

    Exactly one of `places` and `regions` holds candidates; both are empty for a name that nobody knows.
    `bearing` (degrees from north, None when only a distance is given) and `distance_m` belong to an offset.
    """

    name: str
    start: int
    end: int
    first: int
    last: int
    cue: str
    places: tuple[PlaceEntry, ...] = ()
    regions: tuple[RegionEntry, ...] = ()
    method: str = "exact"
    distance_m: float = 0
    bearing: float | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.places or self.regions)


DIRECTIONS = frozenset(
    {"east", "est", "north", "nord", "south", "sud", "west", "ouest", "centre", "center", "sahel"}
)
BURKINA = re.compile(
    r"\b(?:Burkina|BURKINA|BFA|BF|Burkinab\w+|Ouagadougou|Dori|Djibo|Fada|Kaya|Ouahigouya)\b"
)
HEADING = 4
PATRONYMICS = frozenset({"ag", "ould", "wuld"})
NAME_LINKS = frozenset({"of", "for", "pour", "and", "et"})
OFFICES = phrase_list(
    "alert|update|base to|fo|focal|focal pt|fp|hub|sub office|suboffice|office|bureau|sitrep|msg|"
    "field office|radio|relais|team|equipe"
)
# "Fambita (commune de Kokorou, dép. de Téra)": what opens a coder's note.
UNITS = phrase_list("commune|cercle|departement|dep|dept|region|province|department|district|prov")
STAMP = re.compile(r"\d{4}[A-Za-z]?")
HOSPITALS = phrase_list(
    "hospital|regional hospital|district hospital|clinic|health centre|health center|csref"
)
BARE_ARTICLES = frozenset({"the", "les"})
# "Niger's capital", "la capitale malienne".
CAPITALS = frozenset({"capital", "capitale"})
# "In the capital the mood was calmer": that of the country that the text is about.
IN_THE = phrase_list("in the|dans la|across the")
CITY = dict.fromkeys(("of", "de", "du", "regionale", "regional", "s", "provinciale"))
CAPITAL_OF = {"MLI": "bamako", "NER": "niamey", "BFA": "ouagadougou"}
# "North Tahoua", "le nord Burkina": a part of the region.
PARTS_OF_REGION = frozenset(
    {"north", "south", "east", "west", "nord", "sud", "northern", "southern", "eastern", "western"}
)


def place_mentions(
    passage: Passage, tables: Tables, taken: Sequence[tuple[int, int]], language: str
) -> list[PlaceMention]:
    """Names of places in the order of the text; `taken` are offset spans of dates and actors."""
    found: list[PlaceMention] = []
    elsewhere = _words_within(passage, taken)
    position = 0
    while position < len(passage.words):
        mention = None if position in elsewhere else _at(passage, position, tables, language)
        if mention:
            found.append(mention)
        position = mention.last if mention else position + 1
    return found


def _words_within(passage: Passage, spans: Sequence[tuple[int, int]]) -> set[int]:
    """The words that stand in one of these spans of the text."""
    starts, ends = [token.start for token in passage.tokens], [token.end for token in passage.tokens]
    return {at for start, end in spans for at in range(bisect_right(ends, start), bisect_left(starts, end))}


def _at(passage: Passage, position: int, tables: Tables, language: str) -> PlaceMention | None:
    token = passage.tokens[position]
    capital = _capital(passage, position, tables)
    if capital:
        return capital
    if passage.words[position] == "air" and passage.word(position + 1) in {
        "base",
        "force",
        "france",
        "strike",
        "strikes",
    }:
        return None
    if not token.is_capitalised or passage.precedes(position, NOT_A_PLACE_BEFORE):
        return None
    if passage.word(position - 1) in GIVEN_NAMES and not passage.is_break(position):
        return None
    mention = _known(passage, position, tables) or _unknown(passage, position, tables, language)
    if mention and passage.word(mention.last) in NOT_A_PLACE_AFTER:
        return None
    return mention


def _capital(passage: Passage, position: int, tables: Tables) -> PlaceMention | None:
    """As in "in Niger's capital", "dans la capitale burkinabè"."""
    if CAPITALS.isdisjoint(passage.words[position : position + 4]):
        return None
    if (
        passage.words[position] in CAPITALS
        and passage.precedes(position, IN_THE)
        and passage.word(position + 1) not in COUNTRY_OF_DEMONYM | CITY
    ):
        every = tuple(
            place
            for name in CAPITAL_OF.values()
            for place in tables.place_names.exactly((name,))
            if place.curated
        )
        return _mention(passage, position, 1, None, places=every) if every else None
    named = tables.region_names.at(passage.words, position)
    if named and passage.follows(position + named[0], "s capital"):
        countries, length = [region.code for region in named[1] if region.level == 0], named[0] + 2
    elif passage.words[position] in CAPITALS and passage.word(position + 1) in COUNTRY_OF_DEMONYM:
        countries, length = [COUNTRY_OF_DEMONYM[passage.words[position + 1]]], 2
    elif passage.words[position] in COUNTRY_OF_DEMONYM and passage.word(position + 1) in CAPITALS:
        countries, length = [COUNTRY_OF_DEMONYM[passage.words[position]]], 2
    else:
        return None
    name = CAPITAL_OF.get(countries[0]) if countries else None
    seats = tuple(place for place in tables.place_names.exactly((name or "",)) if place.curated)
    return _mention(passage, position, length, None, places=seats) if seats else None


def _known(passage: Passage, position: int, tables: Tables) -> PlaceMention | None:
    place = tables.place_names.at(passage.words, position)
    if (not place or place[0] == 1) and _goes_on(passage, position + 1):
        joined = tables.place_names.exactly(("".join(passage.words[position : position + 2]),))
        place = (2, joined) if joined else place  # "Mossi Paga" is Mossipaga
    region = tables.region_names.at(passage.words, position)
    if region and _is_direction(passage, position, region):
        region = None
    if place and region and passage.follows(position + place[0], "town", "city", "ville"):
        region = None
    if region and place and region[0] == place[0] and not _is_name_of(passage, position, place):
        place = None  # "dans le Yatenga": no hamlet that some table calls so, too
    if region and place and passage.word(position - 1) in PARTS_OF_REGION and not passage.is_break(position):
        wide = tuple(entry for entry in region[1] if entry.level == 1)
        if wide:
            return _mention(passage, position, region[0], "admin1", regions=wide)
    if region and (not place or region[0] >= place[0]):
        level = _admin_level(passage, position, position + region[0])
        of_level = tuple(entry for entry in region[1] if entry.level == level)
        if level and of_level:
            return _mention(passage, position, region[0], f"admin{level}", regions=of_level)
    # A bare name is the town before the area that is named after it, but not in "Fada, Gourma".
    if (
        place
        and not (region and _is_container(passage, position))
        and _is_plausible(passage, position, place, tables)
    ):
        entries, method = _best_names(passage, position, place)
        return _mention(passage, position, place[0], None, places=entries, method=method)
    if region:
        top = min(entry.level for entry in region[1])
        regions = tuple(entry for entry in region[1] if entry.level == top)
        cue = "country" if top == 0 else f"admin{top}"
        return _mention(passage, position, region[0], cue, regions=regions)
    return None


def _is_name_of(passage: Passage, position: int, found: tuple[int, list[PlaceEntry]]) -> bool:
    """Whether one of the places is well known, or has this very name."""
    written = fold(passage.quote(position, position + found[0]))
    return any(entry.curated or fold(entry.name) == written for entry in found[1])


def _is_direction(passage: Passage, position: int, found: tuple[int, list[RegionEntry]]) -> bool:
    """ "EAST", "Sahel": regions of Burkina Faso by name, in any other text a direction and a whole belt of countries."""
    if found[0] > 1 or passage.words[position] not in DIRECTIONS:
        return False
    if passage.words[position] == "sahel" and passage.word(position - 1) in {"the", "au", "s"}:
        return True  # the belt of countries, whoever writes
    return not BURKINA.search(passage.text) and not _admin_level(passage, position, position + 1)


def _is_container(passage: Passage, position: int) -> bool:
    """Whether the name follows another name and a comma."""
    if position == 0:
        return False
    gap = passage.gap(position)
    follows_name = (
        passage.tokens[position - 1].is_capitalised and passage.words[position - 1] not in MONTHS
    ) or passage.words[position - 1] in ADMIN1_WORDS | ADMIN2_WORDS | AREA_AFTER
    return follows_name and (gap == ", " or gap.strip() == "(")


def _best_names(
    passage: Passage, position: int, found: tuple[int, list[PlaceEntry]]
) -> tuple[tuple[PlaceEntry, ...], str]:
    """Places of exactly this name; only where there is none, places that have it as another name."""
    written = fold(passage.quote(position, position + found[0]))
    exact = tuple(entry for entry in found[1] if fold(entry.name) == written)
    if exact and not any(entry.curated for entry in exact):
        # A well-known place that is spelled so, too, may be meant rather than a hamlet elsewhere.
        exact += tuple(entry for entry in found[1] if entry.curated)
    return (exact, "exact") if exact else (tuple(found[1]), "alias")


def _is_plausible(
    passage: Passage, position: int, found: tuple[int, list[PlaceEntry]], tables: Tables
) -> bool:
    """A bulk gazetteer holds villages called like people and words: those need a word of position."""
    behind = position + found[0]
    joined = (
        behind < len(passage.words) and passage.gap(behind) == "-" and passage.tokens[behind].is_capitalised
    )
    if joined and not tables.place_names.at(passage.words, behind):
        return False  # "Bouna-Yarcé" is another village
    if any(entry.curated for entry in found[1]):
        opens = position == 0 or passage.is_break(position)
        return not (opens and found[0] == 1 and passage.words[position] in COMMON_CAPITALS)
    last = position + found[0]
    if (last < len(passage.words) and passage.gap(last) == "-") or passage.gap(position) == "-":
        return False  # "Boulel" is no part of Boulel-Yarga
    word = passage.words[position]
    if found[0] == 1 and (word in COMMON_CAPITALS or word in MONTHS or word in COMMUNITIES or len(word) < 3):
        return False
    # "12 août, Ekrafane : ...", "14 May - Tin-Akoff: ...": a day and a name over an item.
    opens = position == 0 or (position <= HEADING and passage.is_break(position))
    # "Fambita (commune de Kokorou ...)" opens a coder's note or an item of a list.
    is_described = opens and "(" in passage.gap(last) and bool(passage.follows(last, UNITS))
    is_heading = is_described or (
        position <= HEADING and ":" in passage.gap(last) and passage.is_break(position)
    )
    return is_heading or bool(word_of_position(passage, position))


def _admin_level(passage: Passage, first: int, last: int) -> int | None:
    after = passage.words[last] if last < len(passage.words) and not passage.is_break(last) else ""
    length = passage.precedes(first, ADMIN_BEFORE)
    before = passage.words[first - length] if length else ""
    if after in ADMIN1_WORDS or before in ADMIN1_WORDS:
        return 1
    return 2 if after in ADMIN2_WORDS or before in ADMIN2_WORDS else None


def _unknown(passage: Passage, position: int, tables: Tables, language: str) -> PlaceMention | None:
    """A capitalised name after a word of position that no table has; its sound may still be known."""
    last = position + 1
    while last < len(passage.words) and last - position < 4 and _goes_on(passage, last):
        last += 1
    words = passage.words[position:last]
    if not word_of_position(passage, position) or not _may_be_name(passage, position, words, language):
        return None
    if (
        passage.words[position - 1] in NAME_LINKS
        and position > 1
        and passage.tokens[position - 2].is_capitalised
    ):
        return None  # "the Collective against Impunity and Stigmatisation of Communities"
    if passage.words[position - 1] in {"against", "contre"} or words[0].rstrip("s") in WEEKDAYS:
        return None  # "the Collective against Impunity", "on Thursdays"
    if PATRONYMICS.intersection(words):
        return None  # "du Jnim d'Iyad Ag Ghali"
    if passage.words[position - 1] in BARE_ARTICLES and not passage.precedes(position - 1, AT, NEAR, WAY):
        return None  # "the Eagles fly", "convaincre les Bamakois"
    if passage.follows(last, PART_OF_TOWN) or passage.precedes(
        position, "quartier", "quartier de", "quartier d", "neighbourhood of", "district of"
    ):
        return None  # "the Abaradjou district of Timbuktu"
    name = passage.quote(position, last)
    sounding = tuple(tables.places_by_key(name)) if len(name) >= 6 else ()
    return _mention(passage, position, last - position, None, places=sounding, method="key")


def _goes_on(passage: Passage, position: int) -> bool:
    if position >= len(passage.tokens):
        return False
    token = passage.tokens[position]
    return (
        token.is_capitalised
        and passage.gap(position) in {" ", "-", "’", "'"}
        and not token.folded.isdecimal()
    )


def _may_be_name(passage: Passage, position: int, words: Sequence[str], language: str) -> bool:
    first = words[0]
    other_words = (
        COMMON_CAPITALS | MONTHS.keys() | WEEKDAYS.keys() | COMMUNITIES.keys() | NOUNS[language].keys()
    )
    demonym = first in COUNTRY_OF_DEMONYM or first in FOREIGN_DEMONYMS
    return (
        first not in other_words
        and not demonym
        and len(first) > 2
        and not passage.tokens[position].text.isupper()
    )


def _mention(
    passage: Passage,
    first: int,
    length: int,
    cue: str | None,
    *,
    places: tuple[PlaceEntry, ...] = (),
    regions: tuple[RegionEntry, ...] = (),
    method: str = "exact",
) -> PlaceMention:
    last = first + length
    start, end = passage.span(first, last)
    name = passage.quote(first, last)
    is_stamped = first == 0 and last < len(passage.words) and bool(STAMP.fullmatch(passage.tokens[last].text))
    if cue is None and ((first <= HEADING and passage.follows(last, OFFICES)) or is_stamped):
        cue = "way"  # who writes
    if cue is None and passage.word(last) == "based" and "-" in passage.gap(last):
        cue = "way"  # "a Ouagadougou-based rights group"
    if cue is None and passage.word(last) in {"bus", "minibus", "coach"}:
        cue = "way"  # where it goes
    if cue is None and passage.follows(last, HOSPITALS):
        cue = "way"  # where the wounded lie
    offset = None if cue else offset_of(passage, start)
    if offset:
        begin, metres, bearing = offset
        return PlaceMention(
            name, begin, end, first, last, "offset", places, regions, "offset", metres, bearing
        )
    if cue is None:
        after = passage.words[last] if last < len(passage.words) and not passage.is_break(last) else ""
        cue = "area" if after in AREA_AFTER else word_of_position(passage, first) or "at"
    return PlaceMention(name, start, end, first, last, cue, places, regions, method)
