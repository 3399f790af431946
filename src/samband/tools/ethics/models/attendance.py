# SPDX-License-Identifier: EUPL-1.2
"""Who came to a meeting, left it, and took whose seat."""

from django.db import models


class PresenceNote(models.Model):
    """From this item on, '' from the opening, somebody is in the room or not. Rows are added, never changed.

    The last row for one item and person counts. instead_of: the member whose seat a deputy takes, else None.
    """

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="presence")
    item = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_present = models.BooleanField()
    instead_of = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["meeting", "recorded_at"], name="ethics_presence_in")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.item} {self.is_present}"
