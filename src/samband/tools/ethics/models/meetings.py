# SPDX-License-Identifier: EUPL-1.2
"""Meetings, what was screened, and what bodies decided."""

from django.db import models
from django.db.models import Q

from samband.tools.ethics.models.choosing import choices
from samband.tools.ethics.rules import Decided


class Meeting(models.Model):
    """A meeting whose items are held against the interests. items: as ``queries.meetings`` reads them.

    body_name: as it was called when the meeting was entered. absent: numbers of people who will not come.
    """

    authority = models.CharField(max_length=20)
    body = models.CharField(max_length=80)
    body_name = models.CharField(max_length=200)
    day = models.DateField()
    items = models.JSONField(default=list)
    absent = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["authority", "day"], name="ethics_meeting_of")]

    def __str__(self) -> str:
        return f"{self.body} {self.day}"


class Screening(models.Model):
    """What was asked about a meeting or a case and what came out, kept whole so that it comes out again.

    Rows change only when somebody in them is erased. people: everybody in the register of the screening.

    register, agenda: files of ``engines.conflicts``. result: the file of results in English. known_at: day of
    the register. state: digest of declarations and seats, to see whether they have changed.
    """

    meeting = models.ForeignKey(
        "ethics.Meeting", on_delete=models.CASCADE, null=True, related_name="screenings"
    )
    case = models.ForeignKey(
        "ethics.CaseCheck", on_delete=models.CASCADE, null=True, related_name="screenings"
    )
    people = models.ManyToManyField("people.Person", through="ethics.ScreenedPerson", related_name="+")
    law = models.CharField(max_length=40)
    law_digest = models.CharField(max_length=64)
    known_at = models.DateField()
    register = models.TextField()
    agenda = models.TextField()
    result = models.TextField()
    state = models.CharField(max_length=64)
    screened_at = models.DateTimeField()
    screened_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) ^ Q(case__isnull=False),
                name="ethics_screening_of_one_thing",
            )
        ]
        indexes = [  # when something was screened is asked of many; the files of each are long
            models.Index(fields=["meeting", "screened_at"], name="ethics_screening_meeting"),
            models.Index(fields=["case", "screened_at"], name="ethics_screening_case"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id or self.case_id} {self.screened_at:%Y-%m-%d %H:%M}"


class ScreenedPerson(models.Model):
    """Somebody in the register of a screening. person: None once they were taken out of the register of
    people altogether, as employees are: then the screening still has to forget them.
    """

    screening = models.ForeignKey("ethics.Screening", on_delete=models.CASCADE)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "ethics_screening_people"
        unique_together = (("screening", "person"),)
        indexes = [
            models.Index(
                fields=["screening"], condition=Q(person__isnull=True), name="ethics_screened_is_gone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.screening_id} {self.person_id}"


class BodyDecision(models.Model):
    """What the body decided about one person and item; the last one counts. rule: '' when none was named.

    citation: the ground that goes into the minutes.
    """

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="decisions")
    item = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=choices(Decided))
    rule = models.CharField(max_length=40, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["meeting", "item", "person"], name="ethics_decision_on")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.item} {self.outcome}"


class ToldOf(models.Model):
    """Somebody was written to about a screening of a meeting."""

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="ethics_told_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"
