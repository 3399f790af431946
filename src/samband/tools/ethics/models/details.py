# SPDX-License-Identifier: EUPL-1.2
"""What registers of gifts, travel and work beside the office ask for: written once, with its interest."""

from django.db import models

from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules.details import Approval, Became, Giver


class InterestDetail(models.Model):
    """As ``rules.Detail``. A correction is a new interest with a detail of its own."""

    interest = models.OneToOneField("ethics.Interest", on_delete=models.CASCADE, related_name="detail")
    giver = models.CharField(max_length=12, blank=True, choices=choices(Giver))
    private_giver = models.CharField(max_length=120, blank=True)
    occasion = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    became = models.CharField(max_length=12, blank=True, choices=choices(Became))
    destination = models.CharField(max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(null=True)
    giver_percent = models.PositiveSmallIntegerField(null=True)
    authority_percent = models.PositiveSmallIntegerField(null=True)
    extent_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    hours_week = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    approval = models.CharField(max_length=12, blank=True, choices=choices(Approval))
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=120, blank=True)
    conditions = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"detail of {self.interest_id}"
