# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0013_people_taken_out_of_screenings"),
        ("people", "0003_indexes_for_search"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="interest",
            name="ethics_interest_held",
        ),
        migrations.AddIndex(
            model_name="interest",
            index=models.Index(
                fields=["person", "withdrawn_at", "kind", "valid_from", "valid_to", "recorded_at", "key"],
                name="ethics_interest_held",
            ),
        ),
    ]
