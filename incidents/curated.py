"""Puts the curated reference tables into the database. Idempotent: a second run changes nothing.

Rows that people added, and names that were learnt from confirmations, are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from django.db import transaction
from django.db.models import Model

from incidents import reference
from incidents.codes import AdminLevel, NameKind, SourceKind
from incidents.location import distance_m
from incidents.models import Actor, ActorName, ActorRelation, Annotation, Place, PlaceName, Region, Source
from incidents.spelling import transliteration_key

ORIGIN = "reference"
# What an editor names when the source of an incident has no entry of its own yet.
GENERIC_SOURCES = (
    ("Field report", SourceKind.FIELD),
    ("Media report", SourceKind.MEDIA),
    ("Official statement", SourceKind.OFFICIAL),
)


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Loads regions, places and actors; returns how many rows each table of the files holds."""
    counts = {"regions": _load_regions(), "places": _load_places(), "actors": _load_actors()}
    counts["annotations"] = _load_annotations()
    for name, kind in GENERIC_SOURCES:
        Source.objects.get_or_create(name=name, defaults={"kind": kind})
    return counts


def _upsert(model: type[Model], key: str, rows: list[Model], columns: list[str]) -> None:
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=columns, batch_size=500
    )


# Regions -----------------------------------------------------------------------------------------------
def _load_regions() -> int:
    outlines = reference.boundaries()
    rows = reference.regions()
    by_code = {row.code: row for row in rows}
    # Names that a table of P-codes or a person added stay beside ours.
    added = dict(Region.objects.values_list("pcode", "aliases"))
    for level in AdminLevel.values:
        parents = dict(Region.objects.values_list("pcode", "id"))
        _upsert(
            Region,
            "pcode",
            [
                _region(row, by_code, parents, outlines, added.get(row.code, []))
                for row in rows
                if row.level == level
            ],
            ["name", "name_en", "aliases", "level", "official", "parent", "country", "admin1", "admin2",
             "valid_from", "valid_to", "boundary", "centre", "radius_m", "note"],
        )  # fmt: skip
    ids = dict(Region.objects.values_list("pcode", "id"))
    _link(Region.neighbours.through, rows, ids, lambda row: row.neighbours)
    _link(Region.predecessors.through, rows, ids, lambda row: row.predecessors)
    return len(rows)


def _region(
    row: Any, by_code: dict[str, Any], parents: dict[str, int], outlines: dict[str, Any], added: list[str]
) -> Region:
    boundary = _boundary(outlines.get(row.code))
    centre, radius = _covering_circle(boundary)
    own = {AdminLevel.ADMIN1: (row.code, ""), AdminLevel.ADMIN2: (row.parent, row.code)}
    admin1, admin2 = own.get(AdminLevel(row.level), ("", ""))
    return Region(
        pcode=row.code,
        name=row.name,
        name_en=row.name_en,
        aliases=list(dict.fromkeys((*row.aliases, *added))),
        level=row.level,
        official=row.official,
        parent_id=parents[row.parent] if row.parent else None,
        country=row.country,
        admin1=admin1 or "",
        admin2=admin2,
        valid_from=row.valid_from or "",
        valid_to=row.valid_to or "",
        boundary=boundary,
        centre=centre,
        radius_m=radius,
        note=row.note,
    )


def _boundary(geometry: dict[str, Any] | None) -> MultiPolygon | None:
    if geometry is None:
        return None
    shape: Any = GEOSGeometry(json.dumps(geometry), srid=4326)
    parts = [shape] if isinstance(shape, Polygon) else [part for part in shape if isinstance(part, Polygon)]
    return MultiPolygon(*parts, srid=4326)


def _covering_circle(boundary: MultiPolygon | None) -> tuple[Point | None, int | None]:
    """A point inside the region and the radius (m) that covers the region from there."""
    if boundary is None:
        return None, None
    centre = boundary.centroid if boundary.contains(boundary.centroid) else boundary.point_on_surface
    centre.srid = 4326
    outlines: Any = [polygon.exterior_ring for polygon in boundary if isinstance(polygon, Polygon)]
    corners = [Point(x, y) for outline in outlines for x, y in outline]
    return centre, round(max(distance_m(centre, corner) for corner in corners))


def _link(through: Any, rows: list[Any], ids: dict[str, int], codes_of: Callable[[Any], Any]) -> None:
    wanted = [
        through(from_region_id=ids[row.code], to_region_id=ids[code])
        for row in rows
        for code in codes_of(row)
    ]
    through.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)


# Places ------------------------------------------------------------------------------------------------
def _load_places() -> int:
    regions = dict(Region.objects.values_list("pcode", "id"))
    rows = reference.places()
    _upsert(
        Place,
        "key",
        [
            Place(
                key=row.key,
                name=row.name,
                feature=row.feature,
                region_id=regions.get(row.admin2 or "")
                or regions.get(row.admin1 or "")
                or regions.get(row.country),
                country=row.country,
                point=Point(row.longitude, row.latitude, srid=4326),
                radius_m=row.radius_m,
                curated=True,
                origin=ORIGIN,
                note=row.note,
            )
            for row in rows
        ],
        ["name", "feature", "region", "country", "point", "radius_m", "curated", "origin", "note"],
    )
    ids = dict(Place.objects.values_list("key", "id"))
    names = [
        PlaceName(
            place_id=ids[row.key],
            name=name,
            key=transliteration_key(name),
            kind=NameKind.OFFICIAL if name == row.name else NameKind.ALIAS,
        )
        for row in rows
        for name in dict.fromkeys((row.name, *row.aliases))
    ]
    PlaceName.objects.bulk_create(names, ignore_conflicts=True, batch_size=1000)
    return len(rows)


# Actors ------------------------------------------------------------------------------------------------
def _load_actors() -> int:
    rows, names = reference.actors(), reference.actor_names()
    _upsert(
        Actor,
        "slug",
        [
            Actor(
                slug=row.slug,
                name=_present_name(row.slug, names),
                inter=row.inter,
                country=row.country or "",
                community=row.community or "",
                active_from=row.active_from or "",
                active_to=row.active_to or "",
                leaders=list(row.leaders),
                note=row.note,
            )
            for row in rows
        ],
        ["name", "inter", "country", "community", "active_from", "active_to", "leaders", "note"],
    )
    ids = dict(Actor.objects.values_list("slug", "id"))
    ActorName.objects.bulk_create(
        [
            ActorName(
                actor_id=ids[name.actor],
                name=name.name,
                language=name.language or "",
                kind=name.kind,
                valid_from=name.valid_from or "",
                valid_to=name.valid_to or "",
            )
            for name in names
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    ActorRelation.objects.bulk_create(
        [
            ActorRelation(
                actor_id=ids[row.actor],
                relation=row.relation,
                other_id=ids[row.other],
                valid_from=row.valid_from or "",
                valid_to=row.valid_to or "",
            )
            for row in reference.actor_relations()
        ],
        ignore_conflicts=True,
    )
    return len(rows)


def _present_name(slug: str, names: list[Any]) -> str:
    """The official name without an end, English before unmarked before French; else the first name."""
    mine = [name for name in names if name.actor == slug]
    current = [name for name in mine if name.kind == NameKind.OFFICIAL and not name.valid_to] or mine
    order = {"en": 0, None: 1}
    ranked = sorted(current, key=lambda name: (order.get(name.language, 2), _newest_first(name.valid_from)))
    return ranked[0].name if ranked else slug


def _newest_first(partial_date: str | None) -> tuple[int, ...]:
    return tuple(-int(part) for part in (partial_date or "0").split("-"))


# Annotations of the timeline -----------------------------------------------------------------------------
def _load_annotations() -> int:
    """Once, into an empty table: from then on they are the editors', who may edit and delete each of them."""
    rows = reference.timeline_annotations()
    if not Annotation.objects.exists():
        regions = dict(Region.objects.values_list("pcode", "id"))
        Annotation.objects.bulk_create(
            Annotation(
                kind=row.kind,
                label=row.label,
                label_fr=row.label_fr,
                date_start=row.first_day,
                date_end=row.last_day,
                region_id=regions[row.region] if row.region else None,
                url=row.source,
                public=True,
            )
            for row in rows
        )
    return len(rows)
