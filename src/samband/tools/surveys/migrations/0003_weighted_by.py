# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_model_below")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="weighted_by",
            field=models.CharField(
                choices=[("cells", "cells"), ("margins", "margins")], default="cells", max_length=12
            ),
        ),
    ]
