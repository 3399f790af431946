# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


def leave_room_in_pages(apps, schema_editor):
    """PostgreSQL changes a row beside itself, without touching its indexes, when the page has room."""
    if schema_editor.connection.vendor == "postgresql":
        for table, share in (("case", 70), ("quotacell", 30), ("tally", 30)):
            schema_editor.execute(f"ALTER TABLE collect_{table} SET (fillfactor = {share})")


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0006_meetings'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='ask',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='collect.ask'),
        ),
        migrations.AlterField(
            model_name='envelope',
            name='ask',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='envelopes', to='collect.ask'),
        ),
        migrations.AlterField(
            model_name='response',
            name='ask',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='collect.ask'),
        ),
        migrations.AlterField(
            model_name='spentmark',
            name='ask',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='collect.ask'),
        ),
        migrations.AlterField(
            model_name='spentmark',
            name='mark',
            field=models.UUIDField(primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='tally',
            name='ask',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='collect.ask'),
        ),
        migrations.RunPython(leave_room_in_pages, migrations.RunPython.noop),
    ]
