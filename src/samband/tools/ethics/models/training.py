# SPDX-License-Identifier: EUPL-1.2
"""Sessions in which a room answers dilemmas: counts, and nobody."""

from django.db import models
from django.db.models import Q

from samband.tools.ethics.analysis.dilemmas import Choice, Stage
from samband.tools.ethics.models.choosing import choices


class Training(models.Model):
    """A session in which a room answers dilemmas. Nobody who takes part stands here.

    word: of the addresses of those who answer. lead_digest: of the secret word in the address of whoever
    leads. code: what is typed to come in, empty once it has ended. dilemmas: their codes in order.
    size_class: of the member that trains, empty when it was not said.
    """

    word = models.CharField(max_length=16, unique=True)
    lead_digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=6, blank=True)
    dilemmas = models.JSONField()
    size_class = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=8, choices=choices(Stage), default=Stage.ASKING.value)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="ethics_training_code_once")
        ]
        indexes = [models.Index(fields=["opened_at"], name="ethics_training_opened")]

    def __str__(self) -> str:
        return f"training {self.pk}"


class TrainingAnswers(models.Model):
    """How many chose this at one dilemma: a number, without time, order or anybody."""

    training = models.ForeignKey("ethics.Training", on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=12, choices=choices(Choice))
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training", "position", "choice"], name="ethics_training_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.training_id}.{self.position} {self.choice}"


class TrainingCount(models.Model):
    """What is left of sessions that have ended: how many, and how many answers, in a year and size class."""

    year = models.PositiveSmallIntegerField()
    size_class = models.CharField(max_length=40, blank=True)
    sessions = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "size_class"], name="ethics_training_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.size_class}"
