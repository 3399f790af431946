# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.analysis.phone.schedule import CALLS_TO_ONE, LEASE_MINUTES
from samband.core.collect.models.keys import random_id


class PhonePlan(models.Model):
    """How the people of an ask are called.

    windows: [weekday, from, to], the clock of the country. most: calls to one person. minutes: outcome ->
    pause before the next call. lease_minutes: so long a person stays with an interviewer who does nothing.
    script: language -> what is read to whoever answers the telephone.
    """

    ask = models.OneToOneField("collect.Ask", on_delete=models.CASCADE, related_name="phone_plan")
    windows = models.JSONField(default=list)
    most = models.PositiveIntegerField(default=CALLS_TO_ONE)
    minutes = models.JSONField(default=dict)
    on_rest_days = models.BooleanField(default=False)
    lease_minutes = models.PositiveIntegerField(default=LEASE_MINUTES)
    script = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"calls of {self.ask_id}"


class CallState(models.Model):
    """How far we have come with calling somebody. Gone together with the contact data.

    history: [outcome, code, day, hour] of calls, never who called. due_at: not before; None: not tried yet.
    holder: who has the person in hand, until held_until. secret: of the sealed draft of a begun interview,
    only while it lasts. note: for whoever calls next. parked_at: revision of the ask at which all quotas
    that the person is known to belong to were full.
    """

    case = models.OneToOneField(
        "collect.Case", on_delete=models.CASCADE, primary_key=True, related_name="calls"
    )
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="+", db_index=False)
    history = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, blank=True)
    is_appointment = models.BooleanField(default=False)
    is_over = models.BooleanField(default=False)
    holder = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=200, blank=True)
    parked_at = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=~models.Q(holder=""), name="one_person_in_hand"
            ),
        ]
        indexes = [models.Index(fields=["ask", "is_over", "due_at"], name="call_due")]

    def __str__(self) -> str:
        return f"calls to {self.case_id}"


class QuotaHold(models.Model):
    """A place in a quota cell that is kept for somebody who is being interviewed, up to a moment."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    cell = models.ForeignKey("collect.QuotaCell", on_delete=models.CASCADE, related_name="holds")
    case = models.ForeignKey("collect.Case", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "case"], name="one_hold_per_person_and_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} until {self.until}"


class CallCount(models.Model):
    """Calls of one interviewer in one hour, by what came of them: for the work of the day, gone with it."""

    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="+")
    caller = models.CharField(max_length=80)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "day", "hour", "caller", "outcome"], name="one_count_per_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.hour}: {self.number}"
