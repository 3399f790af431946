# SPDX-License-Identifier: EUPL-1.2
"""Cases that are checked before they are decided, and who deals with them."""

from django.db import models
from django.db.models import Q

from samband.engines.conflicts import Role, Stage
from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules import Done


class CaseCheck(models.Model):
    """A case held against the interests of all who deal with it. item: as an item of a meeting is kept.

    body: code of the body that decides, '' when people do. looked_on: the last day on which it was seen
    whether the facts have changed. news_at: something else came out then. done: '' while the case is open.
    done_by: who decided it, as it was written; closed_by: who wrote it.
    """

    authority = models.CharField(max_length=20)
    reference = models.CharField(max_length=40)
    day = models.DateField()
    item = models.JSONField(default=dict)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    body = models.CharField(max_length=80, blank=True)
    body_name = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()
    looked_on = models.DateField(null=True)
    news_at = models.DateTimeField(null=True)
    done = models.CharField(max_length=16, blank=True, choices=choices(Done))
    done_reason = models.CharField(max_length=1000, blank=True)
    done_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "day"], name="ethics_case_of"),
            models.Index(fields=["looked_on"], condition=Q(closed_at__isnull=True), name="ethics_case_open"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.reference}"


class CaseHand(models.Model):
    """Somebody who prepares or decides a case. person: None for who is not in the register of people.

    name: as it was when it was entered. role, stage: of ``engines.conflicts``.
    """

    case = models.ForeignKey("ethics.CaseCheck", on_delete=models.CASCADE, related_name="hands")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200)
    stage = models.CharField(max_length=8, choices=choices(Stage))
    role = models.CharField(max_length=40, choices=choices(Role))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "stage"], name="ethics_case_hand_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage} {self.person_id}"


class CaseOutcome(models.Model):
    """What was done about one person of whom something was found. Rows are added; the last one counts."""

    case = models.ForeignKey("ethics.CaseCheck", on_delete=models.CASCADE, related_name="outcomes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    done = models.CharField(max_length=16, choices=choices(Done))
    reason = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["case", "person"], name="ethics_outcome_about")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id} {self.done}"
