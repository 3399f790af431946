# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_waves_and_participations")]

    operations = [
        migrations.AddField(
            model_name="wave",
            name="model_below",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
