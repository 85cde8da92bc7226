"""The journal also hears of figures and sources, which the rows of a list show; of what nobody sees it need not hear.

A file that is being taken in writes a million figures of incidents that no reader may see yet: their publication
tells of them.
"""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION incidents_touch_involvement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT i.id))
            FROM new_rows n JOIN incidents_incident i ON i.id = n.incident_id WHERE i.audience > 0;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT i.id))
            FROM old_rows o JOIN incidents_incident i ON i.id = o.incident_id WHERE i.audience > 0;
    END IF;
    RETURN NULL;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION incidents_touch_involvement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT incident_id)) FROM new_rows;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM incidents_write_touched(array_agg(DISTINCT incident_id)) FROM old_rows;
    END IF;
    RETURN NULL;
END $$;
"""
TABLES = ("casualtyestimate", "reportlink")
ROWS = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows",
        "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows"}  # fmt: skip
TRIGGERS = "".join(
    f"CREATE TRIGGER touched_{event} AFTER {event} ON incidents_{table} REFERENCING {rows}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_involvement();\n"
    for table in TABLES
    for event, rows in ROWS.items()
) + "".join(
    f"CREATE TRIGGER touched_truncate AFTER TRUNCATE ON incidents_{table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('everything');\n"
    for table in TABLES
)
WITHOUT = "".join(
    f"DROP TRIGGER touched_{event} ON incidents_{table};\n" for table in TABLES for event in (*ROWS, "truncate")
)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0009_sources_and_uploads")]
    operations = [migrations.RunSQL(FORWARD + TRIGGERS, WITHOUT + BACKWARD)]
