"""Rows that leave the database altogether: sample data, and what an undone import brought.

By table and in bulk: the ORM's collector would load a million objects to follow their cascades.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

CHILDREN = (
    "casualtyestimate", "involvement", "reportlink", "summary", "evidence", "externalid", "exactlocation",
    "change", "revision", "bulkeditrow", "attachment", "match",
)  # fmt: skip
# What hangs on the proposals of an incident.
OF_PROPOSALS = (
    ("evidence", "proposal_id"), ("draftoutline", "draft_id"), ("attachment", "draft_id"), ("attachment", "change_id"),
    ("match", "draft_id"), ("match", "other_draft_id"),
)  # fmt: skip


def delete_incidents(pks: Sequence[int]) -> int:
    """Deletes these incidents with all that hangs on them; the ledger of imports keeps its lines. Returns how many."""
    ids = list(pks)
    with connection.cursor() as cursor:
        for column in ("incident_id", "twin_id"):
            cursor.execute(
                f"UPDATE incidents_ingestitem SET {column} = NULL WHERE {column} = ANY(%s)",  # noqa: S608  own names
                [ids],
            )
        cursor.execute("DELETE FROM incidents_change WHERE successor_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM incidents_match WHERE other_incident_id = ANY(%s)", [ids])
        for table, column in OF_PROPOSALS:
            cursor.execute(
                f"DELETE FROM incidents_{table} WHERE {column} IN"  # noqa: S608  own names
                " (SELECT id FROM incidents_proposal WHERE incident_id = ANY(%s))",
                [ids],
            )
        for child in (*CHILDREN, "proposal"):
            cursor.execute(f"DELETE FROM incidents_{child} WHERE incident_id = ANY(%s)", [ids])  # noqa: S608  own names
        cursor.execute("DELETE FROM incidents_incident WHERE id = ANY(%s)", [ids])
        return int(cursor.rowcount)


def delete_reports(pks: Sequence[int]) -> int:
    """Deletes these reports, on which nothing rests any more; the ledger keeps its lines, and a name stays. Returns how many."""
    ids = list(pks)
    with connection.cursor() as cursor:
        for keeper in ("ingestitem", "nameorigin"):
            cursor.execute(
                f"UPDATE incidents_{keeper} SET report_id = NULL WHERE report_id = ANY(%s)",  # noqa: S608  own names
                [ids],
            )
        cursor.execute("DELETE FROM incidents_report WHERE id = ANY(%s)", [ids])
        return int(cursor.rowcount)
