# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_end_of_the_last_office'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='office',
            name='people_office_sorted',
        ),
        migrations.AlterField(
            model_name='nameword',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='words', to='people.person'),
        ),
        migrations.AlterField(
            model_name='office',
            name='body',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.body'),
        ),
        migrations.AlterField(
            model_name='office',
            name='party',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='office',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='nameword',
            index=models.Index(fields=['person', 'word'], name='people_words', opclasses=['int8_ops', 'varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='office',
            index=models.Index(fields=['sort_name', 'person', 'id'], include=('is_public', 'valid_from', 'valid_to'), name='people_office_by_name'),
        ),
    ]
