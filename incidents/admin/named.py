"""What the natural keys of a record are called, and where they lie: places, regions and actors in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, IntegerField, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from incidents.models import Actor, Place, Region
from incidents.querysets import axis

PLACE, REGION, ACTOR = "place", "region", "actor"
COLUMNS = ("what", "of_key", "called", "lies_in", "lon", "lat", "reach")


@dataclass(frozen=True)
class Named:
    """A name for people; `within` the region it lies in, longitude and latitude in degrees, radius in metres."""

    key: str
    name: str
    within: str = ""
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.within}" if self.within else self.name


class Names:
    """Looked up by kind and key; a key that the tables do not know is its own name."""

    def __init__(self, found: Mapping[tuple[str, str], Named]) -> None:
        self._found = found

    def get(self, what: str, key: str | None) -> Named | None:
        return (self._found.get((what, key)) or Named(key, key)) if key else None

    def name(self, what: str, key: str | None) -> str:
        found = self.get(what, key)
        return found.name if found is not None else ""


def names_of(*, places: Iterable[str], regions: Iterable[str], actors: Iterable[str]) -> Names:
    """The names of these keys in the reader's language; one query."""
    in_english = get_language() == "en"
    region_name = Coalesce(NullIf("name_en", Value("")), "name") if in_english else F("name")
    place_region = (
        Coalesce(NullIf("region__name_en", Value("")), "region__name", "country")
        if in_english
        else Coalesce("region__name", "country")
    )
    empty, nothing = Value("", TextField()), Value(None, FloatField())
    rows = (
        _columns(Place.objects.filter(key__in=set(places)), PLACE, F("key"), F("name"), place_region,
                 axis("ST_X"), axis("ST_Y"), F("radius_m")),
        _columns(Region.objects.filter(pcode__in=set(regions)), REGION, F("pcode"), region_name, empty,
                 axis("ST_X", "centre"), axis("ST_Y", "centre"), F("radius_m")),
        _columns(Actor.objects.filter(slug__in=set(actors)), ACTOR, F("slug"), F("name"), empty,
                 nothing, nothing, Value(None, IntegerField())),
    )  # fmt: skip
    found = rows[0].union(*rows[1:], all=True)
    return Names({(what, key): Named(key, *others) for what, key, *others in found})


def _columns(rows: Any, what: str, *columns: Any) -> Any:
    values = dict(zip(COLUMNS, (Value(what, TextField()), *columns), strict=True))
    return rows.order_by().annotate(**values).values_list(*COLUMNS)
