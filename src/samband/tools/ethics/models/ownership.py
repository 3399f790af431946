# SPDX-License-Identifier: EUPL-1.2
"""Which organisation owns which."""

from django.db import models
from django.db.models import F, Q


class Ownership(models.Model):
    """Held on [valid_from, valid_to), and standing in the record on [recorded_at, withdrawn_at).

    owner: empty when a register says that nobody knows. share_low, share_high: percent, equal when known
    exactly, empty when not known. Rows are never changed but for their withdrawal.
    """

    owner = models.ForeignKey(
        "ethics.Organisation", on_delete=models.PROTECT, null=True, related_name="owns", db_index=False
    )
    owned = models.ForeignKey(
        "ethics.Organisation", on_delete=models.PROTECT, related_name="owned_by", db_index=False
    )
    share_low = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    share_high = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_day = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="ethics_ownership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | ~Q(owner=F("owned")), name="ethics_nothing_owns_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "withdrawn_at"], name="ethics_ownership_by"),
            models.Index(fields=["owned", "withdrawn_at"], name="ethics_ownership_of"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.owned_id}"
