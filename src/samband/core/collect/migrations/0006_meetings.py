# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
import samband.core.collect.models.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collect", "0005_the_ballot_box"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=samband.core.collect.models.keys.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("unit", models.CharField(max_length=20)),
                ("group", models.CharField(default="councillors", max_length=40)),
                ("on", models.DateField()),
                ("seats", models.PositiveIntegerField()),
                ("members", models.PositiveIntegerField()),
                ("substitutes", models.PositiveIntegerField(default=0)),
                ("codes", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("called_off", "called_off"),
                        ],
                        default="prepared",
                        max_length=12,
                    ),
                ),
                ("answered", models.PositiveIntegerField(blank=True, null=True)),
                ("result", models.JSONField(blank=True, null=True)),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="collect.ask"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeetingCode",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=samband.core.collect.models.keys.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="collect.case",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handed_out",
                        to="collect.meeting",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["prepared", "open"])),
                fields=("ask", "unit", "group"),
                name="one_meeting_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingcode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True),
                fields=("digest",),
                name="one_meeting_code_per_digest",
            ),
        ),
    ]
