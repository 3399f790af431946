# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.tools.dialogue.rules import Channel, NeedState, PlanState


def _choices(kind: type[Channel | NeedState | PlanState]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class PlanItem(models.Model):
    """Something the association will do in a year. decided_by: body and case, when it was adopted."""

    year = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    responsible = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, default=PlanState.PROPOSED, choices=_choices(PlanState))
    decided_by = models.CharField(max_length=160, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "area"], name="dialogue_plan_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class Need(models.Model):
    """What a member asked for. stated_by: a body or an office, not a person. answer: what became of it."""

    authority = models.CharField(max_length=16)
    area = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    stated_on = models.DateField()
    stated_by = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=12, choices=_choices(Channel))
    state = models.CharField(max_length=12, default=NeedState.RECEIVED, choices=_choices(NeedState))
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    plan_item = models.ForeignKey(
        "dialogue.PlanItem", on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["authority", "stated_on"], name="dialogue_need_authority"),
            models.Index(fields=["state", "area"], name="dialogue_need_state"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.title}"


class ServiceUse(models.Model):
    """A member used a service: a course, an answer, a visit. rating: 1 to 5."""

    authority = models.CharField(max_length=16)
    area = models.CharField(max_length=40)
    service = models.CharField(max_length=160)
    used_on = models.DateField()
    participants = models.PositiveIntegerField(default=1)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "service", "used_on"], name="dialogue_use_once"),
            models.CheckConstraint(
                name="dialogue_rating_is_1_to_5",
                condition=models.Q(rating__isnull=True) | models.Q(rating__gte=1, rating__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.service}"
