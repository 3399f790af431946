# SPDX-License-Identifier: EUPL-1.2
"""What people declare, and that they say it is complete."""

from django.db import models
from django.db.models import F, Q

from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules import InterestKind, PostRole, SourceKind, Withdrawal


class Organisation(models.Model):
    """The other side of an interest. number: in the country's register, empty when nobody has said it.

    folded: the name as it is compared; without a number it tells one from another.
    kind: empty when nobody has said it, and then no rule takes it for any. kind_source: who said it.
    """

    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, blank=True, choices=choices(OrganisationKind))
    kind_source = models.CharField(max_length=12, blank=True, choices=choices(SourceKind))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="ethics_number_once"),
            models.UniqueConstraint(fields=["folded"], condition=Q(number=""), name="ethics_name_once"),
        ]
        indexes = [models.Index(fields=["folded"], name="ethics_organisation_name")]

    def __str__(self) -> str:
        return self.name


class Interest(models.Model):
    """Held on [valid_from, valid_to), and standing in the record on [recorded_at, withdrawn_at).

    Rows are never changed but for their withdrawal: a correction is a new row under the same key.
    note: for the person alone. source_day: the state of the register it is from.
    """

    key = models.CharField(max_length=32)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=choices(InterestKind))
    organisation = models.ForeignKey(
        "ethics.Organisation", on_delete=models.PROTECT, null=True, related_name="interests", db_index=False
    )
    role = models.CharField(max_length=16, blank=True, choices=choices(PostRole))
    share_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    what = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=12, choices=choices(SourceKind))
    source_name = models.CharField(max_length=200, blank=True)
    source_day = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawal = models.CharField(max_length=12, blank=True, choices=choices(Withdrawal))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(withdrawn_at__isnull=True), name="ethics_interest_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="ethics_interest_ends_after_it_begins",
            ),
        ]
        indexes = [  # the first two answer what is held, and when, without a look at the rows
            models.Index(
                fields=["person", "withdrawn_at", "kind", "valid_from", "valid_to", "recorded_at", "key"],
                name="ethics_interest_held",
            ),
            models.Index(
                fields=["kind", "valid_from", "valid_to", "person", "withdrawn_at"],
                name="ethics_interest_when",
            ),
            models.Index(fields=["organisation", "withdrawn_at", "valid_from"], name="ethics_interest_in"),
            models.Index(fields=["withdrawal", "key"], name="ethics_interest_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Confirmation(models.Model):
    """On this day the person said that the list is complete. interests: how many stood on it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField()
    interests = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["person", "confirmed_at"], name="ethics_confirmation_of")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.confirmed_at:%Y-%m-%d}"
