# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samband.core.collect.models.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0003_an_ask_is_prepared'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigIntegerField(default=samband.core.collect.models.keys.random_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('unit', models.CharField(max_length=20)),
                ('group', models.CharField(max_length=40)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('stratum', models.CharField(blank=True, max_length=80)),
                ('inclusion_probability', models.FloatField(blank=True, null=True)),
                ('batch', models.PositiveIntegerField(default=1)),
                ('contact', models.JSONField(default=dict)),
                ('known', models.JSONField(default=dict)),
                ('disposition', models.CharField(blank=True, max_length=12)),
                ('token_digest', models.CharField(blank=True, max_length=64)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='collect.ask')),
            ],
            options={
                'indexes': [models.Index(fields=['ask', 'unit', 'group'], name='case_of_unit'), models.Index(fields=['token_digest', 'ask'], name='case_token')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('ask', 'number'), name='one_case_per_number'), models.UniqueConstraint(condition=models.Q(('token_digest', ''), _negated=True), fields=('ask', 'token_digest'), name='one_case_per_token'), models.CheckConstraint(condition=models.Q(('inclusion_probability__isnull', True), models.Q(('inclusion_probability__gt', 0), ('inclusion_probability__lte', 1)), _connector='OR'), name='inclusion_probability_in_range')],
            },
        ),
    ]
