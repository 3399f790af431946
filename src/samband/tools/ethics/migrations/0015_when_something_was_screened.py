# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0014_known_on_a_day"),
        ("people", "0003_indexes_for_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["meeting", "screened_at"], name="ethics_screening_meeting"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["case", "screened_at"], name="ethics_screening_case"),
        ),
    ]
