# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class DivisionWeight(models.Model):
    """The share of a divided unit that went into another on the date. basis: population, area, count."""

    date = models.DateField()
    code_before = models.CharField(max_length=16)
    code_after = models.CharField(max_length=16)
    basis = models.CharField(max_length=16)
    share = models.FloatField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["date", "code_before", "code_after", "basis"], name="members_weight_once"
            ),
            models.CheckConstraint(
                condition=models.Q(share__gte=0) & models.Q(share__lte=1), name="members_weight_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_before} {self.code_after} {self.date} {self.basis}"
