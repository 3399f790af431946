# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0011_lists_of_a_whole_country"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(unique=True)),
                ("state", models.CharField(max_length=64)),
                ("told", models.JSONField()),
                ("reckoned_at", models.DateTimeField()),
            ],
        ),
    ]
