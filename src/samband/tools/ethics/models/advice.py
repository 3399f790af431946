# SPDX-License-Identifier: EUPL-1.2
"""Questions to the ethics adviser, and what was answered."""

from django.db import models

from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules.advice import Advised


class Advice(models.Model):
    """One question about a person and an item; it goes with the meeting, and with the person.

    screening: what the program had found, which no advice changes. rules, ties, matter, outcome: of that
    finding, to find similar cases. weighed: code of a factor -> {weight, note}. advised: '' when the adviser
    agrees with the program.
    """

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="advice")
    screening = models.ForeignKey("ethics.Screening", on_delete=models.CASCADE, related_name="advice")
    item = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    rules = models.JSONField(default=list)
    ties = models.JSONField(default=list)
    matter = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12)
    question = models.CharField(max_length=1000, blank=True)
    is_for_association = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=80, blank=True)
    weighed = models.JSONField(default=dict)
    answer = models.CharField(max_length=4000, blank=True)
    advised = models.CharField(max_length=12, blank=True, choices=choices(Advised))
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["meeting", "item", "person"], name="ethics_advice_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "person"],
                condition=models.Q(answered_at__isnull=True),
                name="ethics_one_open_question",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.item} {self.asked_at:%Y-%m-%d}"
