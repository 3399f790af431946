# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samband.core.collect.models.asks
import samband.core.collect.models.keys
import samband.core.collect.rules
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0002_random_response_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigIntegerField(default=samband.core.collect.models.keys.random_id, editable=False, primary_key=True, serialize=False)),
                ('files', models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name='ask',
            name='form',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='collect.form'),
        ),
        migrations.AddField(
            model_name='ask',
            name='about',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='ask',
            name='channels',
            field=models.JSONField(default=samband.core.collect.models.asks.all_modes),
        ),
        migrations.AddField(
            model_name='ask',
            name='closes_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ask',
            name='keep_contacts_days',
            field=models.PositiveIntegerField(default=90),
        ),
        migrations.AddField(
            model_name='ask',
            name='languages',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='ask',
            name='least_together',
            field=models.PositiveIntegerField(default=20),
        ),
        migrations.AddField(
            model_name='ask',
            name='link_per_hour',
            field=models.PositiveIntegerField(default=300),
        ),
        migrations.AddField(
            model_name='ask',
            name='open_link',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='ask',
            name='opens_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ask',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='ask',
            name='opened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='ask',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('open', 'open'), ('closed', 'closed')], default=samband.core.collect.rules.AskState['OPEN'], max_length=10),
        ),
    ]
