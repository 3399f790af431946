# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what on behalf of a body."""

from django.db import models
from django.db.models import F, Q

from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules import Withdrawal


class Delegation(models.Model):
    """Held on [valid_from, valid_to), and standing in the record on [recorded_at, withdrawn_at).

    Rows are never changed but for their withdrawal: a correction is a new row under the same key. holder: the
    office; person: who holds it, None when not said or erased. matters: codes, none for every kind of case.
    """

    key = models.CharField(max_length=32)
    authority = models.CharField(max_length=20)
    body = models.CharField(max_length=80)
    body_name = models.CharField(max_length=200)
    holder = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    matters = models.JSONField(default=list)
    reference = models.CharField(max_length=120)
    decided_on = models.DateField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawal = models.CharField(max_length=12, blank=True, choices=choices(Withdrawal))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(withdrawn_at__isnull=True), name="ethics_delegation_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="ethics_delegation_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["authority", "withdrawn_at"], name="ethics_delegation_of")]

    def __str__(self) -> str:
        return f"{self.authority} {self.key}"
