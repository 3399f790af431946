# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_tiers_of_the_country'),
    ]

    operations = [
        migrations.CreateModel(
            name='DivisionWeight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('code_before', models.CharField(max_length=16)),
                ('code_after', models.CharField(max_length=16)),
                ('basis', models.CharField(max_length=16)),
                ('share', models.FloatField()),
                ('source', models.CharField(max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('date', 'code_before', 'code_after', 'basis'), name='members_weight_once'), models.CheckConstraint(condition=models.Q(('share__gte', 0), ('share__lte', 1)), name='members_weight_is_a_share')],
            },
        ),
    ]
