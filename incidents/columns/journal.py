"""What was touched since: the triggers of migration 0006 write one row for each statement that changed
something which the columns hold; a reader takes those that it has not seen.

A transaction that began earlier may commit later, so neither ids nor times tell what is new. The
transaction numbers do: whatever was still going on at one reading has a number at or above that reading's
lowest open one, and is read again from there on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection

from incidents.models.touched import EVERYTHING, LOOKUPS

# Longer than the files of a read model may be used (files.FRESH_FOR), with a margin for long requests.
KEPT_HOURS = 24


@dataclass(frozen=True)
class Mark:
    """Up to where the journal was read: all below the transaction `lowest_open`, and above it the rows
    `seen`, as (id, transaction). `table` is the oid of the incidents' table: a restore makes another one."""

    lowest_open: int
    table: int
    seen: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class News:
    """What is new since a mark: incidents touched, or everything, or the tables that names come from."""

    mark: Mark
    incidents: frozenset[int]
    everything: bool
    lookups: bool

    def __bool__(self) -> bool:
        return bool(self.incidents) or self.everything or self.lookups


MARK_SQL = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 'incidents_incident'::regclass::oid::bigint"
NEWS_SQL = (
    MARK_SQL  # noqa: S608  own names
    + ", (SELECT jsonb_agg(jsonb_build_array(id, xid, what, ids))"
    " FROM incidents_touched WHERE xid >= %s AND id <> ALL(%s::bigint[]))"
)


def present_mark() -> Mark:
    """A mark before which everything is visible to whatever is read from now on."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_SQL)
        return Mark(*cursor.fetchone())


def news_since(mark: Mark) -> News:
    """What has been committed since the mark, and the mark to go on from. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEWS_SQL, [mark.lowest_open, [pk for pk, _transaction in mark.seen]])
        lowest_open, table, found = cursor.fetchone()
    rows = (json.loads(found) if isinstance(found, str) else found) or []
    read = mark.seen | {(pk, transaction) for pk, transaction, _what, _ids in rows}
    kinds = {what for _pk, _transaction, what, _ids in rows}
    # Another table, or transactions that count backwards: this is not the database that the mark speaks of.
    restored = table != mark.table or lowest_open < mark.lowest_open
    return News(
        mark=Mark(lowest_open, table, frozenset(one for one in read if one[1] >= lowest_open)),
        incidents=frozenset(pk for _pk, _transaction, _what, ids in rows for pk in ids),
        everything=EVERYTHING in kinds or restored,
        lookups=bool(kinds & {EVERYTHING, LOOKUPS}),
    )


def forget_old_rows() -> int:
    """Removes what no read model can still need (see FRESH_FOR in files.py); called by the sweep."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM incidents_touched WHERE at < now() - make_interval(hours => %s)", [KEPT_HOURS]
        )
        return int(cursor.rowcount)
