"""Small curated facts that ship with the product: places, regions, actors, outlines and rivers.

Every file names its sources and its licence at its head. Coordinates are (lon, lat) in degrees, WGS84;
dates are partial ISO dates (`2012`, `2016-01`). The readers touch no database and keep what they read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .tables import Row, read

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PlaceRow:
    """A locality. `radius_m` is the place's own extent around the point, in metres."""

    key: str
    name: str
    aliases: tuple[str, ...]
    feature: str
    country: str
    admin1: str | None
    admin2: str | None
    longitude: float
    latitude: float
    radius_m: int
    note: str


@dataclass(frozen=True)
class RegionRow:
    """A country (level 0, ISO 3166 alpha-3), region (1) or cercle, department or province (2).

    `official` is False for a provisional code of our own, given to an edition without a P-code in use.
    """

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    level: int
    parent: str | None
    country: str
    valid_from: str | None
    valid_to: str | None
    predecessors: tuple[str, ...]
    neighbours: tuple[str, ...]
    official: bool
    note: str


@dataclass(frozen=True)
class ActorRow:
    """An armed group, force or other party; `inter` is ACLED's code of the kind of actor (1-8)."""

    slug: str
    inter: int
    country: str | None
    community: str | None
    active_from: str | None
    active_to: str | None
    leaders: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class ActorNameRow:
    """A name of an actor and when it was in use; `language` is None for a name used in all of them."""

    actor: str
    name: str
    language: str | None
    kind: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class ActorRelationRow:
    """`actor` is or was `relation` (member_of, renamed_to, ...) `other`."""

    actor: str
    relation: str
    other: str
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class AnnotationRow:
    """A dated public event beside the timeline. `source` is the address of a public page that says so."""

    kind: str
    label: str
    label_fr: str
    first_day: date
    last_day: date | None
    region: str | None
    source: str


@cache
def places() -> list[PlaceRow]:
    """The curated gazetteer; raises ValueError at a malformed row."""
    return [_place(row) for row in read(FOLDER / "places.csv", tuple(PlaceRow.__annotations__))]


@cache
def regions() -> list[RegionRow]:
    """Countries, regions and their parts, parents before children; raises ValueError at a malformed row."""
    return [_region(row) for row in read(FOLDER / "regions.csv", tuple(RegionRow.__annotations__))]


@cache
def actors() -> list[ActorRow]:
    """Actors without their names; raises ValueError at a malformed row."""
    return [_actor(row) for row in read(FOLDER / "actors.csv", tuple(ActorRow.__annotations__))]


@cache
def actor_names() -> list[ActorNameRow]:
    """Official, former and other names of actors; raises ValueError at a malformed row."""
    return [_name(row) for row in read(FOLDER / "actor_names.csv", tuple(ActorNameRow.__annotations__))]


@cache
def actor_relations() -> list[ActorRelationRow]:
    """Who belonged to, became, left or stood with whom; raises ValueError at a malformed row."""
    columns = tuple(ActorRelationRow.__annotations__)
    return [_relation(row) for row in read(FOLDER / "actor_relations.csv", columns)]


@cache
def timeline_annotations() -> list[AnnotationRow]:
    """Dated events by their first day; raises ValueError at a malformed row."""
    columns = tuple(AnnotationRow.__annotations__)
    return [_annotation(row) for row in read(FOLDER / "annotations.csv", columns)]


@cache
def boundaries() -> dict[str, dict[str, Any]]:
    """Region code to its approximate GeoJSON geometry, a Polygon or MultiPolygon in (lon, lat)."""
    features = json.loads((FOLDER / "regions.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: feature["geometry"] for feature in features}


@cache
def rivers() -> dict[str, Any]:
    """A GeoJSON FeatureCollection of approximate rivers (lines) and lakes (polygons), in (lon, lat)."""
    collection: dict[str, Any] = json.loads((FOLDER / "rivers.geojson").read_text(encoding="utf-8"))
    return collection


def _place(row: Row) -> PlaceRow:
    return PlaceRow(
        key=row.slug("key"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        feature=row.text("feature"),
        country=row.text("country"),
        admin1=row.optional("admin1"),
        admin2=row.optional("admin2"),
        longitude=row.number("longitude", -180, 180),
        latitude=row.number("latitude", -90, 90),
        radius_m=row.whole("radius_m", 1, 500_000),
        note=row.cells["note"],
    )


def _region(row: Row) -> RegionRow:
    return RegionRow(
        code=row.text("code"),
        name=row.text("name"),
        name_en=row.text("name_en"),
        aliases=row.many("aliases"),
        level=row.whole("level", 0, 2),
        parent=row.optional("parent"),
        country=row.text("country"),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
        predecessors=row.many("predecessors"),
        neighbours=row.many("neighbours"),
        official=row.one_of("official", ("yes", "no")) == "yes",
        note=row.cells["note"],
    )


def _actor(row: Row) -> ActorRow:
    return ActorRow(
        slug=row.slug("slug"),
        inter=row.whole("inter", 1, 8),
        country=row.optional("country"),
        community=row.optional("community"),
        active_from=row.date("active_from"),
        active_to=row.date("active_to"),
        leaders=row.many("leaders"),
        note=row.cells["note"],
    )


def _name(row: Row) -> ActorNameRow:
    return ActorNameRow(
        actor=row.slug("actor"),
        name=row.text("name"),
        language=row.one_of("language", ("en", "fr", "ar")) if row.cells["language"] else None,
        kind=row.one_of("kind", ("official", "alias", "acronym", "former")),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
    )


def _relation(row: Row) -> ActorRelationRow:
    return ActorRelationRow(
        actor=row.slug("actor"),
        relation=row.text("relation"),
        other=row.slug("other"),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
    )


def _annotation(row: Row) -> AnnotationRow:
    return AnnotationRow(
        kind=row.one_of("kind", ("election", "operation", "agreement", "government", "other")),
        label=row.text("label"),
        label_fr=row.text("label_fr"),
        first_day=row.day("first_day"),
        last_day=row.day("last_day") if row.optional("last_day") else None,
        region=row.optional("region"),
        source=row.text("source"),
    )
