# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LoadedPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("version", models.CharField(max_length=32)),
                ("compiled_on", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
                ("sources", models.JSONField(default=list)),
                ("size_classes", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=120)),
                ("official_names", models.JSONField(default=list)),
                ("kind", models.CharField(max_length=32)),
                ("county_code", models.CharField(blank=True, max_length=16)),
                ("county_name", models.CharField(blank=True, max_length=120)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("latitude", models.FloatField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="members_authority_code_from"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_authority_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("year", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "year"), name="members_population_code_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="PopulationBySexAndAge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16)),
                ("year", models.PositiveSmallIntegerField()),
                ("sex", models.CharField(max_length=8)),
                ("age_group", models.CharField(max_length=16)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "code", "sex", "age_group"), name="members_population_cell"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("kind", models.CharField(max_length=16)),
                ("code_before", models.CharField(max_length=16)),
                ("code_after", models.CharField(max_length=16)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("date", "code_before", "code_after"), name="members_succession_once"
                    )
                ],
            },
        ),
    ]
