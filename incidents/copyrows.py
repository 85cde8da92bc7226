"""Rows written by COPY: the columns of a model, as PostgreSQL's text format wants them.

Ten to twenty times faster than the ORM's `bulk_create`. The database's rules and triggers hold as for any insert.
"""

from __future__ import annotations

import io
import json
import os
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

NULL = "\\N"
# In how many bytes COPY asks for a text: each time it waits for its turn with other threads of the process.
PIECE = 1 << 20
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def reserve_ids(model: type[models.Model], number: int) -> list[int]:
    """So many ids of this model that nobody else will get."""
    if not number:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [row[0] for row in cursor.fetchall()]


def new_uuids(number: int) -> list[UUID]:
    """So many random UUIDs (version 4): the system is asked for their bytes once, which by far takes longest."""
    random = os.urandom(16 * number)
    return [UUID(bytes=random[at : at + 16], version=4) for at in range(0, len(random), 16)]


@dataclass(frozen=True)
class CopyText:
    """Rows of one table as COPY takes them, and the statement that does."""

    statement: str
    body: str

    def write(self) -> None:
        # Django wraps the errors of `execute`, not those of COPY.
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.copy_expert(self.statement, io.StringIO(self.body), PIECE)


def copy_rows(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes rows given as columns by their names (`place_id`, not `place`); the same columns in every row.

    A column that is not given gets its field's default; one that the database fills in is left to it.
    """
    if rows:
        copy_text(model, rows).write()


def copy_text(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> CopyText:
    """The rows (one at least) as `copy_rows` writes them. Asks the database nothing: another thread may do it."""
    fields = [field for field in model._meta.concrete_fields if _is_written(field, rows[0])]
    now = timezone.now()
    given = [field for field in fields if field.attname in rows[0]]
    writers = [(field.attname, _writer(field, now)) for field in given]
    # What no row gives is the same in every line.
    fixed = [field for field in fields if field.attname not in rows[0]]
    ending = "".join("\t" + _writer(field, now)(_default(field)) for field in fixed)
    lines = ["\t".join([write(row[name]) for name, write in writers]) + ending for row in rows]
    names = ", ".join(f'"{field.column}"' for field in [*given, *fixed])
    return CopyText(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', "\n".join(lines) + "\n")


def _is_written(field: Any, row: Mapping[str, Any]) -> bool:
    return field.attname in row or not (field.primary_key or field.has_db_default())


def _default(field: Any) -> Any:
    return field.get_default() if field.has_default() or not field.null else None


def _writer(field: Any, now: datetime) -> Callable[[Any], str]:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        stamp = now.isoformat()
        return lambda value: stamp
    for kind, write in _WRITERS:
        if isinstance(field, kind):
            return write
    return _other


def text(value: Any) -> str:
    """A text as a cell of COPY's text format."""
    return NULL if value is None else str(value).translate(_ESCAPES)


def _truth(value: Any) -> str:
    return NULL if value is None else "t" if value else "f"


def _other(value: Any) -> str:
    return NULL if value is None else str(value)


def _json(value: Any) -> str:
    return NULL if value is None else json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _list(value: Any) -> str:
    if not value:
        return NULL if value is None else "{}"
    quoted = ('"' + str(part).replace("\\", "\\\\").replace('"', '\\"') + '"' for part in value)
    return ("{" + ",".join(quoted) + "}").translate(_ESCAPES)


def point(value: Any) -> str:
    """EWKB of a WGS84 point (lon, lat); a text is EWKB already."""
    if value is None or isinstance(value, str):
        return value or NULL
    return point_hex(value.x, value.y)


def point_hex(longitude: float, latitude: float) -> str:
    """EWKB of a WGS84 point, as COPY takes it."""
    return struct.pack("<BIIdd", 1, 0x20000001, 4326, longitude, latitude).hex()


# The first kind of field that fits says how its values are written.
_WRITERS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (PointField, point),
    (models.JSONField, _json),
    (ArrayField, _list),
    (models.BooleanField, _truth),
    ((models.CharField, models.TextField), text),
)
