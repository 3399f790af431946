# SPDX-License-Identifier: EUPL-1.2
"""Triggers that refuse to change or delete what a body has decided and what has been invoiced.

Of an invoice only its state, and the days on which it was sent and paid, may change.
"""

from django.db import migrations

WORDS = "This is frozen and is never changed. A correction is a new decision."
FROZEN = ("membership_feemodel", "membership_feeyear", "membership_frozenfee")
INVOICES = "membership_invoice"
KEPT = ("number", "is_credit", "fee_year_id", "member", "name", "amount", "currency", "issued_on", "due_on",
        "credits_id", "document")


def _triggers():
    for table in FROZEN:
        yield f"{table}_no_update", table, "UPDATE"
    for table in (*FROZEN, INVOICES):
        yield f"{table}_no_delete", table, "DELETE"
    yield f"{INVOICES}_document_stays", INVOICES, f"UPDATE OF {', '.join(KEPT)}"


def lock(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION membership_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
            )
        for name, table, verb in _triggers():
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
                )
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW "
                    "EXECUTE FUNCTION membership_refuse()"
                )


def unlock(connection):
    with connection.cursor() as cursor:
        for name, table, _verb in _triggers():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_fees_and_invoices")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: lock(schema_editor.connection),
            lambda apps, schema_editor: unlock(schema_editor.connection),
        )
    ]
