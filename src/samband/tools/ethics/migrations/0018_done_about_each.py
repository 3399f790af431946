# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ethics", "0017_who_came"),
        ("people", "0003_indexes_for_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done", models.CharField(choices=[("no_question", "no_question"), ("stepped_aside", "stepped_aside"), ("replaced", "replaced"), ("went_on", "went_on"), ("dropped", "dropped")], max_length=16)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="ethics.casecheck")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person")),
            ],
            options={
                "indexes": [models.Index(fields=["case", "person"], name="ethics_outcome_about")],
            },
        ),
    ]
