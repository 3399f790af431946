# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0015_when_something_was_screened"),
    ]

    operations = [
        migrations.CreateModel(
            name="LawAsItWas",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
        ),
    ]
