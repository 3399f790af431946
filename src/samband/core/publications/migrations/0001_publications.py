# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=100)),
                ('version', models.PositiveIntegerField()),
                ('title', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('digests', models.JSONField()),
                ('folder', models.CharField(max_length=200)),
                ('figures', models.PositiveIntegerField()),
                ('provenance', models.JSONField()),
                ('rules', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('published_by', models.CharField(max_length=80)),
                ('override_reason', models.TextField(blank=True)),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='publications.publication')),
            ],
        ),
        migrations.CreateModel(
            name='StoredReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=130)),
                ('language', models.CharField(max_length=35)),
                ('format', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('path', models.CharField(max_length=250)),
                ('stored_at', models.DateTimeField()),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='publications.publication')),
            ],
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('series', 'version'), name='publication_version_once'),
        ),
        migrations.AddConstraint(
            model_name='storedreport',
            constraint=models.UniqueConstraint(fields=('publication', 'unit', 'language', 'format'), name='publication_report_once'),
        ),
    ]
