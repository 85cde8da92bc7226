"""Rows out of PostgreSQL as arrays: binary COPY of columns that are never null, so that every row is as long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import connection

from incidents.columns.layout import CLAIMS_SENT, CLAIMS_SQL, HELD, ROWS_SQL
from incidents.columns.parts import Array, Part, part_of
from incidents.querysets import IncidentQuerySet

HEADER = 19  # signature, flags and the length of an extension that nobody uses
CHUNK_ROWS = 500_000


class _Received:
    """Takes what COPY writes, row by row of a fixed length, and keeps the columns only."""

    def __init__(self, fields: Sequence[tuple[str, str]], kept: dict[str, str]) -> None:
        layout: list[tuple[str, str]] = [("fields", ">i2")]
        for name, sent in fields:
            layout += [(f"{name} length", ">i4"), (name, sent)]
        self.row = np.dtype(layout)
        self.kept = kept
        self.waiting = bytearray()
        self.header_seen = False
        self.chunks: list[dict[str, Array]] = []

    def write(self, data: bytes) -> int:
        self.waiting += data
        if not self.header_seen and len(self.waiting) >= HEADER:
            del self.waiting[:HEADER]
            self.header_seen = True
        if len(self.waiting) >= self.row.itemsize * CHUNK_ROWS:
            self.take()
        return len(data)

    def take(self) -> None:
        whole = len(self.waiting) // self.row.itemsize
        rows = np.frombuffer(bytes(self.waiting[: whole * self.row.itemsize]), dtype=self.row)
        self.chunks.append({name: rows[name].astype(kind) for name, kind in self.kept.items()})
        del self.waiting[: whole * self.row.itemsize]

    def columns(self) -> dict[str, Array]:
        self.take()
        return {name: np.concatenate([chunk[name] for chunk in self.chunks]) for name in self.kept}


def _copied(sql: str, fields: Sequence[tuple[str, str]], kept: dict[str, str]) -> dict[str, Array]:
    received = _Received(fields, kept)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT binary)", received)
    return received.columns()


def read_ids(incidents: IncidentQuerySet) -> Array:
    """The ids of a QuerySet, in any order, without an object for each."""
    sql, parameters = incidents.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        written = cursor.mogrify(sql, parameters).decode()
    return _copied(written, [("id", ">i8")], {"id": "i8"})["id"]


def read_part(ids: Sequence[int] | None = None) -> Part:
    """The visible incidents, all of them or those of these ids, as the database holds them now."""
    # COPY takes no parameters; these are whole numbers of our own.
    only = "" if ids is None else f" AND i.id = ANY(ARRAY[{','.join(str(int(pk)) for pk in ids)}]::bigint[])"
    rows = _copied(ROWS_SQL + only, [(h.name, h.sent) for h in HELD], {h.name: h.kept for h in HELD})
    claims = _copied(CLAIMS_SQL + only, CLAIMS_SENT, {"incident": "i8", "actor": "i4", "said": "u1"})
    return part_of(rows, claims)
