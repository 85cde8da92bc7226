"""A whole gazetteer in the database, beside the curated places and below them. Idempotent, one transaction per file.

What people checked (`Place.curated`) is never written over, and a row that is the same spot as such a place is not a
second candidate for its name. Points are (lon, lat) in degrees.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents import copyrows
from incidents.codes import NameKind, ProposalState
from incidents.earth import distance_m
from incidents.geonames import BadLine, GeoPlace, GeoUnit, read_lines
from incidents.models import Place, PlaceName, Proposal
from incidents.regionguess import RegionGuess, Stated
from incidents.spelling import transliteration_key

ORIGIN = "geonames"
ORIGINS = (ORIGIN,)
# A row this close to a curated place, with a name that sounds the same, is that place.
SAME_SPOT_M = 10_000
COMPARED = ("name", "feature", "region_id", "country", "longitude", "latitude", "radius_m")


@dataclass
class Loaded:
    """What became of a file's lines. `bad` are told line by line."""

    new: int = 0
    changed: int = 0
    same: int = 0
    curated: int = 0
    not_kept: int = 0
    removed: int = 0
    without_region: int = 0
    bad: list[BadLine] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.changed} changed, {self.same} the same, {self.removed} removed; "
            f"{self.curated} are curated places, {self.not_kept} are of kinds that are not kept, "
            f"{self.without_region} without a certain region, {len(self.bad)} bad lines"
        )


@transaction.atomic
def load(lines: Iterable[str]) -> Loaded:
    """Puts the lines of a GeoNames file into the gazetteer.

    1. read and sort the lines; 2. leave out what is a curated place; 3. find the region of each; 4. write what is new
    or differs, with its names; 5. take away rows of an earlier load that are curated by now and not used.
    """
    told = Loaded()
    places: dict[str, GeoPlace] = {}
    units: list[GeoUnit] = []
    for found in read_lines(lines):
        if isinstance(found, BadLine):
            told.bad.append(found)
        elif isinstance(found, GeoPlace):
            places[found.key] = found
        else:
            told.not_kept += 1
            if isinstance(found, GeoUnit):
                units.append(found)
    curated = _curated_points()
    doubles = {key for key, place in places.items() if _is_curated(place, curated)}
    told.curated = len(doubles)
    told.removed = _take_away(Place.objects.filter(origin=ORIGIN, key__in=doubles, curated=False))
    _write([place for key, place in places.items() if key not in doubles], units, told)
    return told


def remove(origin: str) -> tuple[int, int]:
    """Takes away what was loaded from an origin and is not used. Returns (how many went, how many are used and stay)."""
    with transaction.atomic():
        rows = Place.objects.filter(origin=origin, curated=False)
        gone = _take_away(rows)
        return gone, rows.count()


# Which rows -------------------------------------------------------------------------------------------------
def _curated_points() -> dict[str, list[tuple[float, float]]]:
    """Key of each curated name to the points (lon, lat) that bear it."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    rows = PlaceName.objects.filter(place__curated=True, place__point__isnull=False).exclude(
        kind=NameKind.LEARNT
    )
    for name, point in rows.values_list("name", "place__point"):
        found[transliteration_key(name)].append(point.coords)
    return found


def _is_curated(place: GeoPlace, curated: dict[str, list[tuple[float, float]]]) -> bool:
    return any(
        distance_m(place.longitude, place.latitude, *where) <= SAME_SPOT_M
        for name in place.names
        for where in curated.get(transliteration_key(name), ())
    )


def _take_away(rows: QuerySet[Place]) -> int:
    """Deletes places that no incident, no open draft and no confirmed name rests on."""
    unused = rows
    for model, column in _references():
        unused = unused.exclude(Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    learnt = PlaceName.objects.filter(place=OuterRef("pk")).filter(
        Q(kind=NameKind.LEARNT) | Q(origin__isnull=False)
    )
    ids = list(unused.exclude(Exists(learnt)).exclude(key__in=_drafted_keys()).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        # By table: the ORM would load a hundred thousand names to follow the cascade.
        cursor.execute("DELETE FROM incidents_placename WHERE place_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM incidents_place WHERE id = ANY(%s)", [ids])
    return len(ids)


def _references() -> list[tuple[Any, str]]:
    """(model, column) of all that may rest on a place but for its own names."""
    relations = [found for found in Place._meta.get_fields(include_hidden=True) if found.auto_created]
    return [
        (relation.related_model, relation.field.name)  # type: ignore[union-attr]
        for relation in relations
        if relation.one_to_many and relation.related_model is not PlaceName
    ]


def _drafted_keys() -> list[str]:
    rows = Proposal.objects.filter(state=ProposalState.OPEN).values_list(
        "values__place", "values__second_place"
    )
    return [key for pair in rows for key in pair if key]


# Writing ----------------------------------------------------------------------------------------------------
def _write(places: Sequence[GeoPlace], units: Sequence[GeoUnit], told: Loaded) -> None:
    regions = _regions_of(places, units)
    told.without_region = sum(region is None for region in regions)
    wanted = {
        place.key: (
            place.name,
            place.feature,
            region,
            place.country,
            place.longitude,
            place.latitude,
            place.radius_m,
        )
        for place, region in zip(places, regions, strict=True)
    }
    known, ids = _known(wanted.keys())
    new = [place for place in places if place.key not in ids]
    # A few numbers stand in the files of two countries, with other cells: the file that came first has them.
    changed = [key for key, row in known.items() if wanted[key] != row and wanted[key][3] == row[3]]
    told.new, told.changed = len(new), len(changed)
    told.same = len(places) - told.new - told.changed
    for place, number in zip(new, copyrows.reserve_ids(Place, len(new)), strict=True):
        ids[place.key] = number
    copyrows.copy_rows(
        Place, [{"id": ids[place.key], "key": place.key, **_columns(wanted[place.key])} for place in new]
    )
    Place.objects.bulk_update(
        [_place(ids[key], wanted[key]) for key in changed],
        ["name", "feature", "region", "country", "point", "radius_m"],
        batch_size=1000,
    )
    _write_names(places, ids, {place.key for place in new})


def _columns(row: Sequence[Any]) -> dict[str, Any]:
    name, feature, region, country, longitude, latitude, radius = row
    return {
        "name": name,
        "feature": feature,
        "region_id": region,
        "country": country,
        "point": copyrows.point_hex(longitude, latitude),
        "radius_m": radius,
        "curated": False,
        "origin": ORIGIN,
    }


def _place(number: int, row: Sequence[Any]) -> Place:
    name, feature, region, country, longitude, latitude, radius = row
    point = Point(longitude, latitude, srid=4326)
    return Place(
        id=number, name=name, feature=feature, region_id=region, country=country, point=point, radius_m=radius
    )


def _known(keys: Iterable[str]) -> tuple[dict[str, tuple[Any, ...]], dict[str, int]]:
    """What earlier loads left and nobody took over since, by key; and the ids of all places with these keys."""
    rows = Place.objects.filter(key__in=list(keys)).annotate(
        longitude=models.Func("point", function="ST_X", output_field=models.FloatField()),
        latitude=models.Func("point", function="ST_Y", output_field=models.FloatField()),
    )
    found, ids = {}, {}
    for number, key, curated, origin, *row in rows.values_list("id", "key", "curated", "origin", *COMPARED):
        ids[key] = number
        if not curated and origin == ORIGIN:
            found[key] = tuple(row)
    return found, ids


def _write_names(places: Sequence[GeoPlace], ids: dict[str, int], new: set[str]) -> None:
    """Adds the spellings that a place lacks; a name that somebody added stays."""
    old = [ids[place.key] for place in places if place.key not in new]
    known = set(PlaceName.objects.filter(place_id__in=old).values_list("place_id", "name")) if old else set()
    rows = [
        {
            "place_id": ids[place.key],
            "name": name,
            "key": transliteration_key(name)[:160],
            "kind": NameKind.OFFICIAL.value if name == place.name else NameKind.ALIAS.value,
        }
        for place in places
        for name in place.names
        if (ids[place.key], name) not in known
    ]
    copyrows.copy_rows(PlaceName, rows)


# Regions ----------------------------------------------------------------------------------------------------
def _regions_of(places: Sequence[GeoPlace], units: Sequence[GeoUnit]) -> list[int | None]:
    """The region's row id for each place, None where it is not certain."""
    found: dict[str, int | None] = {}
    for country in sorted(Counter(place.country for place in places)):
        guess = RegionGuess(country)
        codes = _pcodes(guess, [unit for unit in units if unit.country == country])
        mine = [place for place in places if place.country == country]
        stated = [(codes.get((place.unit1, "")), codes.get((place.unit1, place.unit2))) for place in mine]
        regions = guess.regions([(place.longitude, place.latitude) for place in mine], stated)
        found |= {place.key: region for place, region in zip(mine, regions, strict=True)}
    return [found[place.key] for place in places]


def _pcodes(guess: RegionGuess, units: Sequence[GeoUnit]) -> dict[Stated, str | None]:
    """GeoNames' codes of units to P-codes, by the names of both; a name that is not certain leads nowhere."""
    found: dict[Stated, str | None] = {("", ""): None}
    for unit in sorted(units, key=lambda unit: unit.level):
        if unit.level == 1:
            found[unit.unit1, ""] = guess.named(1, unit.names)
        elif above := found.get((unit.unit1, "")):
            found[unit.unit1, unit.unit2] = guess.named(2, unit.names, above)
    return found
