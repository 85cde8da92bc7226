"""A part of the snapshot: columns of some incidents in the order of their first days, and who is named in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from incidents.columns.layout import AGAIN_BIT, HELD, NOT_PLACED, PACKED, ROLE_BITS, mercator_rows

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Postings:
    """For each actor the rows that name it: `actors` ascending, `firsts[k]:firsts[k + 1]` of `rows` and `said`."""

    actors: Array
    firsts: Array
    rows: Array
    said: Array

    def of(self, actor: int) -> slice:
        """Where the rows of this actor stand in `rows` and `said`."""
        place = int(np.searchsorted(self.actors, actor))
        if place == len(self.actors) or self.actors[place] != actor:
            return slice(0, 0)
        return slice(int(self.firsts[place]), int(self.firsts[place + 1]))


@dataclass(frozen=True)
class Part:
    """Columns by name, each as long as the part; rows ascend by first day and then by id."""

    columns: Mapping[str, Array]
    postings: Postings
    longest: int  # days between the first and the last day of the longest incident
    box: tuple[int, int, int, int]  # around all points: west, south, east, north in millionths of a degree

    def __getitem__(self, name: str) -> Array:
        if name not in PACKED:
            return self.columns[name]
        packed, place = PACKED[name]
        return self.columns[packed][:, place]

    def __len__(self) -> int:
        return len(self.columns["id"])

    def rows_of(self, ids: Sequence[int] | Array) -> Array:
        """The rows, ascending, of those of these ids that lie in this part."""
        wanted = np.unique(np.asarray(ids, dtype="i8"))
        if not len(self) or not len(wanted):
            return np.empty(0, dtype="i8")
        order = self.columns["order_by_id"]
        places = np.searchsorted(self.columns["id"], wanted, sorter=order)
        inside = places < len(self)
        rows = order[places[inside]].astype("i8")
        return np.sort(rows[self.columns["id"][rows] == wanted[inside]])


def part_of(received: Mapping[str, Array], claims: Mapping[str, Array]) -> Part:
    """A part from columns in any order and from claims (incident, actor, said) in any order."""
    order = np.lexsort((received["id"], received["start"]))
    given = {held.name: received[held.name][order].astype(held.kept) for held in HELD}
    placed = np.where(given["latitude"] == NOT_PLACED, 0, given["latitude"])
    columns = {name: values for name, values in given.items() if name not in PACKED}
    columns["at"] = np.column_stack([given["longitude"], mercator_rows(placed)])
    columns["tolls"] = np.column_stack([given[f"killed_{figure}"] for figure in ("low", "best", "high")])
    columns["order_by_id"] = np.argsort(columns["id"], kind="stable").astype("u4")
    longest = int((columns["end"].astype("i4") - columns["start"]).max(initial=0))
    return Part(columns, postings_of(columns, claims), longest, _box(given))


def _box(given: Mapping[str, Array]) -> tuple[int, int, int, int]:
    placed = given["latitude"] != NOT_PLACED
    longitude, latitude = given["longitude"][placed], given["latitude"][placed]
    if not len(longitude):
        return (0, 0, 0, 0)
    return (int(longitude.min()), int(latitude.min()), int(longitude.max()), int(latitude.max()))


def postings_of(columns: Mapping[str, Array], claims: Mapping[str, Array]) -> Postings:
    """Claims sorted by actor, then row; claims of incidents that are not in the columns are left out."""
    order = columns["order_by_id"]
    if not len(order) or not len(claims["incident"]):
        return Postings(*(np.empty(0, dtype=kind) for kind in ("i4", "i8", "u4", "u1")))
    places = np.minimum(np.searchsorted(columns["id"], claims["incident"], sorter=order), len(order) - 1)
    rows = order[places]
    known = columns["id"][rows] == claims["incident"]
    rows, actors = rows[known], claims["actor"][known].astype("i4")
    # The role is part of the order only to have one order, whatever the database sent first.
    said = claims["said"][known].astype("u1") & ~np.uint8(AGAIN_BIT)
    order = np.lexsort((said & ROLE_BITS, rows, actors))
    actors, rows, said = actors[order], rows[order], said[order]
    again = np.zeros(len(rows), dtype=bool)
    again[1:] = (actors[1:] == actors[:-1]) & (rows[1:] == rows[:-1])
    said[again] |= AGAIN_BIT
    unique, firsts = np.unique(actors, return_index=True)
    return Postings(unique, np.append(firsts, len(actors)).astype("i8"), rows.astype("u4"), said)


def claims_of(part: Part, kept: Array) -> dict[str, Array]:
    """The claims (incident, actor, said) of a part's rows; `kept` says for each row whether it is wanted."""
    postings = part.postings
    wanted = kept[postings.rows] if len(postings.rows) else np.empty(0, dtype=bool)
    counts = np.diff(postings.firsts) if len(postings.firsts) else np.empty(0, dtype="i8")
    return {
        "incident": part["id"][postings.rows[wanted]],
        "actor": np.repeat(postings.actors, counts)[wanted],
        "said": postings.said[wanted],
    }


def merged(base: Part, gone: Array, fresh: Part) -> Part:
    """The base without the rows that are gone, and the fresh rows in their places."""
    kept = np.ones(len(base), dtype=bool)
    kept[gone] = False
    received = {held.name: np.concatenate([base[held.name][kept], fresh[held.name]]) for held in HELD}
    parts = [claims_of(base, kept), claims_of(fresh, np.ones(len(fresh), dtype=bool))]
    claims = {name: np.concatenate([claim[name] for claim in parts]) for name in parts[0]}
    return part_of(received, claims)


def empty_part() -> Part:
    nothing = {held.name: np.empty(0, dtype=held.kept) for held in HELD}
    return part_of(nothing, {name: np.empty(0) for name in ("incident", "actor", "said")})
