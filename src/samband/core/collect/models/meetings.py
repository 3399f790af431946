# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.models.keys import random_id
from samband.core.collect.rules import COUNCIL, MeetingState


class Meeting(models.Model):
    """A council answers an ask in its meeting. on: the day. seats: of the council, with everybody there.

    members, substitutes: present. codes: made so far that are good. answered: counted when it closes.
    result: what may be shown of the answers, as ``analysis.meeting`` writes it; null without one. It is made
    once, so that a later answer cannot be told from the difference.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="meetings")
    unit = models.CharField(max_length=20)
    group = models.CharField(max_length=40, default=COUNCIL)
    on = models.DateField()
    seats = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    substitutes = models.PositiveIntegerField(default=0)
    codes = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=12, default=MeetingState.PREPARED.value, choices=[(s.value, s.value) for s in MeetingState]
    )
    answered = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "unit", "group"],
                condition=models.Q(state__in=[MeetingState.PREPARED.value, MeetingState.OPEN.value]),
                name="one_meeting_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.on}"


class MeetingCode(models.Model):
    """A code that was handed out, belonging to nobody. All of them go when the meeting closes.

    digest: keyed, while the meeting is prepared; from its opening on the case holds it alone, so that no code
    opens anything before. case: who may answer with it, once.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    meeting = models.ForeignKey("collect.Meeting", on_delete=models.CASCADE, related_name="handed_out")
    digest = models.CharField(max_length=64, blank=True)
    case = models.OneToOneField("collect.Case", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="one_meeting_code_per_digest"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
