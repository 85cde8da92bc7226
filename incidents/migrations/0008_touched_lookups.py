"""More for the journal: places and relations of actors, which answers are made of; the moment of writing."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION incidents_write_touched(touched bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO incidents_touched (xid, what, ids, at)
    SELECT pg_current_xact_id()::text::bigint,
        CASE WHEN cardinality(touched) > 20000 THEN 'everything' ELSE 'incidents' END,
        CASE WHEN cardinality(touched) > 20000 THEN '{}'::bigint[] ELSE touched END, clock_timestamp()
    WHERE cardinality(touched) > 0
$$;
CREATE OR REPLACE FUNCTION incidents_touch_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO incidents_touched (xid, what, ids, at)
    VALUES (pg_current_xact_id()::text::bigint, TG_ARGV[0], '{}', clock_timestamp());
    RETURN NULL;
END $$;
CREATE TRIGGER touched_place AFTER UPDATE OR DELETE ON incidents_place
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('lookups');
CREATE TRIGGER touched_actorrelation AFTER INSERT OR UPDATE OR DELETE ON incidents_actorrelation
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('lookups');
CREATE TRIGGER touched_truncate AFTER TRUNCATE ON incidents_involvement
    FOR EACH STATEMENT EXECUTE FUNCTION incidents_touch_everything('everything');
"""
BACKWARD = """
DROP TRIGGER touched_place ON incidents_place;
DROP TRIGGER touched_actorrelation ON incidents_actorrelation;
DROP TRIGGER touched_truncate ON incidents_involvement;
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0007_millionths")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
