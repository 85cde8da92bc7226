"""What each filter means for an image of the past (`past.with_columns`), where the image holds what it asks for.

The claims of a merged duplicate stand in the image of its root: there they count, as they do on its page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import BooleanField, F, Func, Q, Value

from incidents.codes import AdminLevel, Role
from incidents.models import Actor, Region
from incidents.querysets import BoundingBox, within_metres

ROUNDED = 5e-6  # degrees
Past = Callable[[list[Any]], Q]


def _any(conditions: list[Q]) -> Q:
    return reduce(or_, conditions)


def each(condition: Callable[[Any], Q]) -> Past:
    """Any of the values."""
    return lambda values: _any([condition(value) for value in values])


def among(name: str) -> Past:
    return lambda values: Q(**{f"image__{name}__in": values})


def overlapping(name: str) -> Past:
    return lambda values: _any([Q(**{f"image__{name}__contains": [value]}) for value in values])


def _in_box(box: BoundingBox) -> Q:
    west, south, east, north = box
    # An image holds five decimals: half of the last one more, so that no point on the edge is missed.
    west, south, east, north = west - ROUNDED, south - ROUNDED, east + ROUNDED, north + ROUNDED
    inside = Q(latitude__gte=south, latitude__lte=north)
    if box[0] <= box[2]:
        return inside & Q(longitude__gte=west, longitude__lte=east)
    return inside & (Q(longitude__gte=west) | Q(longitude__lte=east))


def _near(at: tuple[float, float, float]) -> Q:
    longitude, latitude, kilometres = at
    return Q(within_metres("point", longitude, latitude, kilometres * 1000 + 1))


def _inside(area: GEOSGeometry) -> Q:
    return Q(point__dwithin=(area, 2 * ROUNDED))


def _in_regions(values: list[list[int]]) -> Q:
    """An image names its region by codes: the smallest that it has is one of those of its level."""
    codes: dict[int, list[str]] = {level: [] for level in AdminLevel.values}
    for region in Region.objects.filter(pk__in={pk for ids in values for pk in ids}).only("level", "pcode"):
        codes[region.level].append(region.pcode)
    no_admin2 = Q(image__admin2=None)
    return (
        Q(image__admin2__in=codes[AdminLevel.ADMIN2])
        | no_admin2 & Q(image__admin1__in=codes[AdminLevel.ADMIN1])
        | no_admin2 & Q(image__admin1=None) & Q(image__country__in=codes[AdminLevel.COUNTRY])
    )


def _with_actor(value: Any) -> Q:
    """The two main roles stand in columns; the others in the list of parties only."""
    slugs = list(Actor.objects.filter(pk__in=value.ids).values_list("slug", flat=True))
    one_of = "(^|;)({})(;|$)".format("|".join(map(re.escape, slugs)))
    columns = {Role.PERPETRATOR: "image__perpetrator", Role.TARGET: "image__target"}
    found = [
        Q(**{f"{column}__regex": one_of}) for role, column in columns.items() if value.role in (None, role)
    ]
    listed = [role for role in Role.values if role not in columns and value.role in (None, role)]
    found += [Q(image__actors__contains=[{"actor": slug, "role": role}]) for slug in slugs for role in listed]
    return _any(found)


def _attributed(word: str) -> Q:
    return Q(image__actors__contains=[{"role": "perpetrator", "attribution": word}])


def _killed_of_group(group: str) -> Q:
    path = (
        '$.casualties[*] ? (@.kind == "killed" && @.group == "' + group + '" && @.recommended == true'
        " && (@.best > 0 || (@.best == null && @.low > 0)))"
    )
    exists = Func(
        F("image"),
        Value(path),
        template="jsonb_path_exists(%(expressions)s::jsonpath)",
        output_field=BooleanField(),
    )
    return Q(exists)


def _killing_at_least(number: int) -> Q:
    return Q(killed_best__gte=number) | Q(killed_best__isnull=True, killed_low__gte=number)


# Filters that are not here ask for what an image does not hold: place (its key) and q (words and names of places).
PAST: dict[str, Past] = {
    "bbox": each(_in_box),
    "near": each(_near),
    "area": each(_inside),
    "country": among("country"),
    "region": _in_regions,
    "actor": each(_with_actor),
    "type": among("event_type"),
    "subtype": among("sub_event_type"),
    "weapon": overlapping("weapons"),
    "since": lambda days: Q(date_end__gte=min(days)),
    "until": lambda days: Q(date_start__lte=max(days)),
    "min_killed": each(_killing_at_least),
    "killed_group": each(_killed_of_group),
    "civilian_targeting": among("civilian_targeting"),
    "community": overlapping("communities"),
    "risk": overlapping("risks"),
    "sector": overlapping("sectors"),
    "attribution": each(_attributed),
    "verification": among("verification"),
    "geo_precision": among("geo_precision"),
    "source": lambda names: _any([Q(image__reports__contains=[{"source": name}]) for name in names]),
    "external_id": lambda pairs: _any(
        [Q(image__external_ids__contains=[f"{scheme}:{value}"]) for scheme, value in pairs]
    ),
    "synthetic": among("synthetic"),
    "updated_since": lambda moments: Q(updated_at__gte=min(moments)),
}
