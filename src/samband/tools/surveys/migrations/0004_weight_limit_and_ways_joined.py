# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_weighted_by")]

    operations = [
        migrations.AlterField(
            model_name="wave",
            name="weighted_by",
            field=models.CharField(
                choices=[
                    ("cells", "cells"),
                    ("margins", "margins"),
                    ("age", "age"),
                    ("nothing", "nothing"),
                ],
                default="cells",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="wave",
            name="weight_limit",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="wave",
            name="ways_joined",
            field=models.CharField(
                choices=[("together", "together"), ("shares", "shares")], default="together", max_length=12
            ),
        ),
    ]
