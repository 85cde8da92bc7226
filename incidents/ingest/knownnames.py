"""The names that a worker knows, read from the database: places, regions and actors as editors have them.

Kept per process. Whether something changed is asked of PostgreSQL's counters of written rows, whatever their number;
what changed is read anew, at most every 30 seconds and for a twentieth of a worker's time.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, models

from incidents.codes import AdminLevel
from incidents.ingest.gazetteer import ActorEntry, ActorName, PlaceEntry, RegionEntry, Tables
from incidents.models import Actor, Place, PlaceName, Region
from incidents.models import ActorName as ActorNameRow

SECONDS = 30.0
# The share of its time that a worker spends reading names that change all the time is 1 in so many.
SHARE = 20
# From so many places on the collector's rounds cost more than one good look.
MANY = 5_000
TABLES: tuple[type[models.Model], ...] = (Place, PlaceName, Actor, ActorNameRow, Region)


@dataclass
class _Kept:
    tables: Tables
    state: tuple[Any, ...]
    looked_at: float
    pause: float


_kept: _Kept | None = None


def tables_from_database() -> Tables | None:
    """The gazetteer and the actors as editors have them; None when the database holds none or is away."""
    global _kept  # noqa: PLW0603  one copy per process
    now = time.monotonic()
    try:
        if _kept is not None and now - _kept.looked_at < _kept.pause:
            return _kept.tables
        state = state_of_tables()
        if state[0] is None:
            return None
        if _kept is None or _kept.state != state:
            tables = _read()
            if len(tables.places) >= MANY:
                _set_apart_from_garbage()
            took = time.monotonic() - now
            _kept = _Kept(tables, state, time.monotonic(), max(SECONDS, SHARE * took))
        else:
            _kept.looked_at = now
        return _kept.tables
    except DatabaseError:
        return None


def _set_apart_from_garbage() -> None:
    """The names stay: the collector need not look through hundreds of thousands of them again and again (a tenth of the
    time that a report takes). What was garbage by then is collected first, so that none of it stays, too."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def forget() -> None:
    """The next question reads the tables anew."""
    global _kept  # noqa: PLW0603
    _kept = None


def state_of_tables() -> tuple[Any, ...]:
    """Another value after any committed write to the tables of names; its cost does not grow with them.

    The newest ids are there at once, the counters of written rows within a second of a commit.
    """
    newest = [table._default_manager.order_by("-pk").values_list("pk", flat=True).first() for table in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid)"
            " + pg_stat_get_tuples_deleted(c.oid)) FROM pg_class c WHERE c.oid = ANY(%s::regclass[])",
            [[table._meta.db_table for table in TABLES]],
        )
        return (*newest, cursor.fetchone()[0])


def _read() -> Tables:
    return Tables(_places(), _actors(), _regions(), "database")


def _places() -> list[PlaceEntry]:
    names: dict[int, list[str]] = defaultdict(list)
    for place, name in (
        PlaceName.objects.order_by("place_id", "name").values_list("place_id", "name").iterator(5000)
    ):
        names[place].append(name)
    rows = Place.objects.filter(point__isnull=False).annotate(
        longitude=models.Func("point", function="ST_X", output_field=models.FloatField()),
        latitude=models.Func("point", function="ST_Y", output_field=models.FloatField()),
    )
    columns = rows.order_by("name", "key").values_list(
        "pk", "key", "name", "feature", "country", "region__admin1", "region__admin2", "latitude", "longitude",
        "radius_m", "curated",
    )  # fmt: skip
    return [
        PlaceEntry(
            key=key,
            name=name,
            names=tuple(other for other in names[pk] if other != name),
            feature=feature,
            country=country,
            admin1=admin1 or None,
            admin2=admin2 or None,
            latitude=latitude,
            longitude=longitude,
            radius_m=radius,
            curated=curated,
        )
        for pk, key, name, feature, country, admin1, admin2, latitude, longitude, radius, curated in columns.iterator(
            5000
        )
    ]


def _actors() -> list[ActorEntry]:
    # Fictional actors of the sample are never learnt or recognised.
    rows = Actor.objects.filter(synthetic=False).prefetch_related("names")
    return [
        ActorEntry(
            slug=row.slug,
            names=tuple(
                ActorName(
                    name.name,
                    name.language or None,
                    name.kind,
                    name.valid_from or None,
                    name.valid_to or None,
                )
                for name in row.names.all()
            ),
            inter=row.inter,
            country=row.country or None,
            community=row.community or None,
        )
        for row in rows
    ]


def _regions() -> list[RegionEntry]:
    rows = Region.objects.select_related("parent").defer("boundary", "parent__boundary")
    return [
        RegionEntry(
            code=row.pcode,
            name=row.name,
            names=tuple(name for name in (row.name_en, *row.aliases) if name),
            level=row.level,
            country=row.country,
            parent=row.parent.pcode if row.parent else None,
            latitude=row.centre.y if row.centre else None,
            longitude=row.centre.x if row.centre else None,
            radius_m=row.radius_m,
        )
        for row in rows
        if row.level in AdminLevel.values
    ]
