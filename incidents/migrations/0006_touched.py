"""The journal of the read models, written by statement triggers, and points in whole millionths of a degree.

Triggers, because the journal has to be complete: bulk writes, imports by COPY and an operator's own SQL
count as much as what the desk saves.
"""

import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION incidents_write_touched(touched bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO incidents_touched (xid, what, ids)
    SELECT pg_current_xact_id()::text::bigint,
        CASE WHEN cardinality(touched) > 20000 THEN 'everything' ELSE 'incidents' END,
        CASE WHEN cardinality(touched) > 20000 THEN '{}'::bigint[] ELSE touched END
    WHERE cardinality(touched) > 0
$$;

CREATE FUNCTION incidents_touch_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM incidents_write_touched(array_agg(id)) FROM new_rows WHERE audience > 0;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM incidents_write_touched(array_agg(id)) FROM old_rows WHERE audience > 0;
    ELSE
        PERFORM incidents_write_touched(array_agg(n.id)) FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE n.audience > 0 OR o.audience > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_touch_involvement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT incident_id)) FROM new_rows;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT incident_id)) FROM old_rows;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION incidents_touch_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incidents_touched (xid, what, ids) VALUES (pg_current_xact_id()::text::bigint, TG_ARGV[0], '{}');
    RETURN NULL;
END $$;
"""
TABLES = {"incident": "incidents_touch_incident", "involvement": "incidents_touch_involvement"}
ROWS = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows",
        "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows"}  # fmt: skip
TRIGGERS = FUNCTIONS + "".join(
    f"CREATE TRIGGER touched_{event} AFTER {event} ON incidents_{table} REFERENCING {rows}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
    for table, function in TABLES.items()
    for event, rows in ROWS.items()
) + """
CREATE TRIGGER touched_truncate AFTER TRUNCATE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('everything');
CREATE TRIGGER touched_source AFTER UPDATE OF redistributable ON incidents_source
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('everything');
CREATE TRIGGER touched_region AFTER INSERT OR UPDATE OR DELETE ON incidents_region
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('lookups');
CREATE TRIGGER touched_actor AFTER INSERT OR UPDATE OR DELETE ON incidents_actor
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('lookups');
"""
WITHOUT_TRIGGERS = "".join(
    f"DROP TRIGGER touched_{event} ON incidents_{table};\n" for table in TABLES for event in ROWS
) + """
DROP TRIGGER touched_truncate ON incidents_incident;
DROP TRIGGER touched_source ON incidents_source;
DROP TRIGGER touched_region ON incidents_region;
DROP TRIGGER touched_actor ON incidents_actor;
DROP FUNCTION incidents_touch_incident();
DROP FUNCTION incidents_touch_involvement();
DROP FUNCTION incidents_touch_everything();
DROP FUNCTION incidents_write_touched(bigint[]);
"""
ROUNDED = """
UPDATE incidents_incident
SET point = ST_SetSRID(ST_MakePoint(round(ST_X(point)::numeric, 6), round(ST_Y(point)::numeric, 6)), 4326)
WHERE point IS NOT NULL AND (ST_X(point) <> round(ST_X(point)::numeric, 6)::float8
    OR ST_Y(point) <> round(ST_Y(point)::numeric, 6)::float8)
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_rights_of_annotations")]
    operations = [
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("xid", models.BigIntegerField()),
                ("what", models.TextField()),
                ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name": "touched",
                "indexes": [
                    models.Index(fields=["xid"], name="touched_by_transaction"),
                    models.Index(fields=["at"], name="touched_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["incidents", "lookups", "everything"])),
                        name="touched_what_known",
                    )
                ],
            },
        ),
        migrations.RunSQL(ROUNDED, migrations.RunSQL.noop),
        # Deferred checks of the update above would keep the table from being altered in this transaction.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, WITHOUT_TRIGGERS),
    ]
