# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


def counties_are_above(apps, schema_editor):
    apps.get_model('members', 'Authority').objects.filter(kind='county').update(level='upper')


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_dated_memberships'),
    ]

    operations = [
        migrations.AddField(
            model_name='authority',
            name='level',
            field=models.CharField(default='local', max_length=8),
        ),
        migrations.AddField(
            model_name='loadedpack',
            name='tiers',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='loadedpack',
            name='population_days',
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(counties_are_above, migrations.RunPython.noop, elidable=True),
    ]
