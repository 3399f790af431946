# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.models.keys import random_id
from samband.core.collect.rules import SheetState


class PaperBatch(models.Model):
    """Sheets of paper that were numbered together. number: of the batch in its ask, printed on each sheet."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="paper_batches")
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    group = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    made_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "number"], name="one_batch_per_number")]

    def __str__(self) -> str:
        return f"batch {self.number}"


class PaperSheet(models.Model):
    """One sheet. place: its number in the batch. Nothing tells who filled it in.

    first, second: what was keyed in, sealed as envelopes are; both go when the sheet is stored or set aside.
    first_by, second_by: who keyed, until then. is_same_person: both entries were one person's.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    batch = models.ForeignKey("collect.PaperBatch", on_delete=models.CASCADE, related_name="sheets")
    place = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, default=SheetState.WAITING.value, choices=[(s.value, s.value) for s in SheetState]
    )
    first = models.BinaryField(null=True)
    second = models.BinaryField(null=True)
    first_by = models.CharField(max_length=80, blank=True)
    second_by = models.CharField(max_length=80, blank=True)
    is_same_person = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_sheet_per_place")]

    def __str__(self) -> str:
        return f"sheet {self.place}"
