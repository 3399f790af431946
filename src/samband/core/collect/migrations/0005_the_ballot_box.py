# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samband.core.collect.models.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0004_cases'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('touched_on', models.DateField()),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='collect.ask')),
            ],
        ),
        migrations.CreateModel(
            name='SpentMark',
            fields=[
                ('mark', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='collect.ask')),
            ],
        ),
        migrations.CreateModel(
            name='Envelope',
            fields=[
                ('id', models.BigIntegerField(default=samband.core.collect.models.keys.random_id, editable=False, primary_key=True, serialize=False)),
                ('group', models.CharField(max_length=40)),
                ('unit', models.CharField(max_length=20)),
                ('sealed', models.BinaryField()),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='envelopes', to='collect.ask')),
            ],
            options={
                'indexes': [models.Index(fields=['ask', 'group', 'unit'], name='envelope_of_unit')],
            },
        ),
        migrations.CreateModel(
            name='QuotaCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80)),
                ('definition', models.JSONField(default=dict)),
                ('target', models.PositiveIntegerField()),
                ('taken', models.PositiveIntegerField(default=0)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quota_cells', to='collect.ask')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ask', 'code'), name='one_quota_cell_per_code')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(max_length=40)),
                ('unit', models.CharField(max_length=20)),
                ('mode', models.CharField(max_length=12)),
                ('language', models.CharField(max_length=12)),
                ('day', models.DateField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='collect.ask')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ask', 'group', 'unit', 'mode', 'language', 'day'), name='one_tally_per_day')],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='seed',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
