"""Triggers that refuse to change or delete an event, whoever asks: the program, a console, another program.

There is no way round for the program. Whoever owns the database may drop the triggers; nothing in a database can
hinder that. A migration that rebuilds the table on SQLite loses them and must call ``lock`` again: a test finds out.
"""

from django.db import migrations

WORDS = "An audit event is never changed or deleted. Record a new event instead."
SQLITE = {
    name: f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON audit_event "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for name, verb in (("audit_event_no_update", "UPDATE"), ("audit_event_no_delete", "DELETE"))
}
POSTGRESQL = {
    "audit_event_stays": "BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW",
    "audit_event_is_not_emptied": "BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT",
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$
"""


def lock(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in SQLITE.values():
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
            for name, when in POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON audit_event")
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_event_refuse()")


def unlock(connection):
    with connection.cursor() as cursor:
        for name in SQLITE if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        for name in POSTGRESQL if connection.vendor == "postgresql" else ():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON audit_event")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_authority_from_details")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: lock(schema_editor.connection),
            lambda apps, schema_editor: unlock(schema_editor.connection),
        )
    ]
