# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.models.keys import random_id


class Case(models.Model):
    """Somebody who may answer once: drawn for a sample, or whoever holds a code. Never joined with answers.

    number: as in the frame or on the list; empty for a code that belongs to nobody. contact: name, address,
    email, phone and the like; emptied when the ask is long closed. known: background that the frame tells
    (sex, age group), for quotas and screening. inclusion_probability: of the draw. batch: replicate of the
    sample. disposition: outcome so far, a code of AAPOR's Standard Definitions. token_digest: SHA-256 of the
    token, or keyed digest of a code; empty without one. answered_on: a day, never a time; set once.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="cases", db_index=False)
    number = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20)
    group = models.CharField(max_length=40)
    language = models.CharField(max_length=12, blank=True)
    stratum = models.CharField(max_length=80, blank=True)
    inclusion_probability = models.FloatField(null=True, blank=True)
    batch = models.PositiveIntegerField(default=1)
    contact = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    disposition = models.CharField(max_length=12, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "number"], condition=~models.Q(number=""), name="one_case_per_number"
            ),
            models.UniqueConstraint(
                fields=["ask", "token_digest"],
                condition=~models.Q(token_digest=""),
                name="one_case_per_token",
            ),
            models.CheckConstraint(
                condition=models.Q(inclusion_probability__isnull=True)
                | models.Q(inclusion_probability__gt=0, inclusion_probability__lte=1),
                name="inclusion_probability_in_range",
            ),
        ]
        indexes = [
            models.Index(fields=["ask", "unit", "group"], name="case_of_unit"),
            models.Index(fields=["token_digest", "ask"], name="case_token"),
        ]

    def __str__(self) -> str:
        return self.number or f"case {self.pk}"
