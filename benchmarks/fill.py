"""Fills an empty database with synthetic incidents: `python benchmarks/fill.py 10000000`.

The first million is the product's own generator; further millions are copies of it, each moved a little in
space and time, written by INSERT ... SELECT with the indexes dropped and built anew at the end. Free texts
are written for the first million only.
"""

from __future__ import annotations

import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402  after setup
from django.db import connection  # noqa: E402

from incidents.models import Incident  # noqa: E402
from incidents.sample.load import load_generated  # noqa: E402

MILLION = 1_000_000
TABLES = ("incident", "casualtyestimate", "involvement", "reportlink")
WORDS = [
    "market",
    "village",
    "road",
    "convoy",
    "herders",
    "night",
    "motorbikes",
    "camp",
    "school",
    "well",
    "bridge",
    "patrol",
    "mine",
    "drone",
    "village",
    "soldiers",
    "civilians",
    "traders",
    "bus",
    "river",
    "hill",
    "mosque",
    "church",
    "clinic",
    "depot",
    "checkpoint",
    "cattle",
    "raid",
    "ambush",
]


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [f"incidents_{table}"],
        )
        return [name for (name,) in cursor.fetchall()]


def copied(table: str, changed: dict[str, str]) -> str:
    names = [name for name in columns_of(table) if name != "id" or "id" in changed]
    values = [changed.get(name, f'"{name}"') for name in names]
    listed = ", ".join(f'"{name}"' for name in names)
    key = "id" if table == "incident" else "incident_id"
    return f"INSERT INTO incidents_{table} ({listed}) SELECT {', '.join(values)} FROM incidents_{table} WHERE {key} BETWEEN %(first)s AND %(last)s"  # noqa: S608  own names


def multiply(times: int) -> None:
    """Copies the million so often, without indexes, foreign keys and triggers meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM incidents_incident WHERE synthetic")
        first, last = cursor.fetchone()
        kept = without_rules(cursor)
        for number in range(1, times + 1):
            step = (last - first + 1) * number
            values = {"first": first, "last": last}
            cursor.execute(copied("incident", {
                "id": f"id + {step}", "public_id": "gen_random_uuid()",
                "point": "ST_SetSRID(ST_MakePoint(round((ST_X(point) + (random() - 0.5) * 0.2)::numeric, 6),"
                         " round((ST_Y(point) + (random() - 0.5) * 0.2)::numeric, 6)), 4326)",
                "date_start": f"date_start - {number * 3 % 11}", "date_end": f"date_end - {number * 3 % 11}",
            }), values)  # fmt: skip
            for table in TABLES[1:]:
                cursor.execute(copied(table, {"incident_id": f"incident_id + {step}"}), values)
            print(f"{number + 1} million", flush=True)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('incidents_incident', 'id'), max(id)) FROM incidents_incident"
        )
        started = time.monotonic()
        for statement in kept:
            cursor.execute(statement)
        print(f"indexes and keys after {time.monotonic() - started:.0f} s", flush=True)


def without_rules(cursor) -> list[str]:
    """Drops indexes and foreign keys, switches triggers off; the statements that bring them back."""
    names = [f"incidents_{table}" for table in TABLES]
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)", [names],
    )  # fmt: skip
    back = []
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        back.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)", [names],
    )  # fmt: skip
    for name, definition in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')
        back.append(definition)
    for name in names:
        cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        back.append(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    return back


def write_texts() -> None:
    """A summary of eight words for every incident of the first million: something to search in."""
    words = "ARRAY[" + ", ".join(f"'{word}'" for word in WORDS) + "]"
    one = f"({words})[1 + floor(random() * {len(WORDS)})::int]"
    text = " || ' ' || ".join([one] * 8)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO incidents_summary (incident_id, language, text, machine)"  # noqa: S608  own words
            f" SELECT id, 'en', 'At the ' || {text}, true FROM incidents_incident WHERE synthetic LIMIT {MILLION}"
        )


def main(number: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    if not Incident.objects.unpublished_too().filter(synthetic=True).exists():
        load_generated(min(number, MILLION))
        write_texts()
        if number > MILLION:
            multiply(number // MILLION - 1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
