# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0010_who_will_not_come"),
        ("people", "0003_indexes_for_search"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="interest",
            name="ethics_interest_of",
        ),
        migrations.AddIndex(
            model_name="interest",
            index=models.Index(
                fields=["person", "withdrawn_at", "kind", "valid_from", "valid_to"],
                name="ethics_interest_held",
            ),
        ),
        migrations.AddIndex(
            model_name="interest",
            index=models.Index(
                fields=["kind", "valid_from", "valid_to", "person", "withdrawn_at"],
                name="ethics_interest_when",
            ),
        ),
        migrations.AddIndex(
            model_name="interest",
            index=models.Index(fields=["withdrawal", "key"], name="ethics_interest_withdrawn"),
        ),
    ]
