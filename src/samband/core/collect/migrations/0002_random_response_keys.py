# SPDX-License-Identifier: EUPL-1.2
import samband.core.collect.models.keys
from django.db import migrations, models


def give_random_keys(apps, schema_editor):
    """Numbers in the order of storage give way to random ones. Nothing refers to them."""
    drawn = {
        "postgresql": "floor(random() * 9007199254740992)::bigint * 1024 + floor(random() * 1024)::bigint",
        "sqlite": "abs(random())",
    }[schema_editor.connection.vendor]
    schema_editor.execute(f"UPDATE collect_response SET id = {drawn}")


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0001_asks_and_answers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='response',
            name='id',
            field=models.BigIntegerField(default=samband.core.collect.models.keys.random_id, editable=False, primary_key=True, serialize=False),
        ),
        migrations.RunPython(give_random_keys, migrations.RunPython.noop, elidable=False),
    ]
