"""PostgreSQL refuses to change or remove rows of the ledger (design: append-only ledger).

Row by row only: TRUNCATE stays possible for whoever owns the table, which the tests need; production roles get neither.
SQLite has no roles to guard against; there the hash chain alone shows a change.
"""

from django.db import migrations

TABLE = "gongshu_enforcement_ledgerevent"

FORWARDS = f"""
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
"""

BACKWARDS = f"""
DROP TRIGGER IF EXISTS ledger_is_append_only ON {TABLE};
DROP FUNCTION IF EXISTS ledger_is_append_only();
"""


def _on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("gongshu_enforcement", "0001_initial")]

    operations = [migrations.RunPython(_on_postgresql(FORWARDS), _on_postgresql(BACKWARDS), elidable=False)]
