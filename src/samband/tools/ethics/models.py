# SPDX-License-Identifier: EUPL-1.2
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from samband.tools.ethics.analysis.dilemmas import Choice, Stage
from samband.tools.ethics.rules import Decided, InterestKind, PostRole, SourceKind, Withdrawal


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Organisation(models.Model):
    """The other side of an interest. number: in the country's register, empty when nobody has said it.

    folded: the name as it is compared; without a number it tells one from another.
    """

    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

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
    kind = models.CharField(max_length=12, choices=_choices(InterestKind))
    organisation = models.ForeignKey(
        "ethics.Organisation", on_delete=models.PROTECT, null=True, related_name="interests", db_index=False
    )
    role = models.CharField(max_length=16, blank=True, choices=_choices(PostRole))
    share_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    what = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=12, choices=_choices(SourceKind))
    source_name = models.CharField(max_length=200, blank=True)
    source_day = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawal = models.CharField(max_length=12, blank=True, choices=_choices(Withdrawal))

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
        indexes = [
            models.Index(fields=["person", "withdrawn_at", "kind"], name="ethics_interest_of"),
            models.Index(fields=["organisation", "withdrawn_at", "valid_from"], name="ethics_interest_in"),
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


class Training(models.Model):
    """A session in which a room answers dilemmas. Nobody who takes part stands here.

    word: of the addresses of those who answer. lead_digest: of the secret word in the address of whoever
    leads. code: what is typed to come in, empty once it has ended. dilemmas: their codes in order.
    size_class: of the member that trains, empty when it was not said.
    """

    word = models.CharField(max_length=16, unique=True)
    lead_digest = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=6, blank=True)
    dilemmas = models.JSONField()
    size_class = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=8, choices=_choices(Stage), default=Stage.ASKING.value)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="ethics_training_code_once")
        ]
        indexes = [models.Index(fields=["opened_at"], name="ethics_training_opened")]

    def __str__(self) -> str:
        return f"training {self.pk}"


class TrainingAnswers(models.Model):
    """How many chose this at one dilemma: a number, without time, order or anybody."""

    training = models.ForeignKey("ethics.Training", on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=12, choices=_choices(Choice))
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training", "position", "choice"], name="ethics_training_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.training_id}.{self.position} {self.choice}"


class TrainingCount(models.Model):
    """What is left of sessions that have ended: how many, and how many answers, in a year and size class."""

    year = models.PositiveSmallIntegerField()
    size_class = models.CharField(max_length=40, blank=True)
    sessions = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "size_class"], name="ethics_training_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.size_class}"


class Meeting(models.Model):
    """A meeting whose items are held against the interests. items: as ``queries.meetings`` reads them.

    body_name: as it was called when the meeting was entered.
    """

    authority = models.CharField(max_length=20)
    body = models.CharField(max_length=80)
    body_name = models.CharField(max_length=200)
    day = models.DateField()
    items = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["authority", "day"], name="ethics_meeting_of")]

    def __str__(self) -> str:
        return f"{self.body} {self.day}"


class Screening(models.Model):
    """What was asked and what came out, kept whole so that it comes out the same again.

    Rows change only when somebody in them is erased. people: everybody in the register of the screening.

    register, agenda: files of ``engines.conflicts``. result: the file of results in English. known_at: day of
    the register. state: digest of declarations and seats, to see whether they have changed.
    """

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="screenings")
    people = models.ManyToManyField("people.Person", related_name="+")
    law = models.CharField(max_length=40)
    law_digest = models.CharField(max_length=64)
    known_at = models.DateField()
    register = models.TextField()
    agenda = models.TextField()
    result = models.TextField()
    state = models.CharField(max_length=64)
    screened_at = models.DateTimeField()
    screened_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.screened_at:%Y-%m-%d %H:%M}"


class BodyDecision(models.Model):
    """What the body decided about one person and item; the last one counts. rule: '' when none was named.

    citation: the ground that goes into the minutes.
    """

    meeting = models.ForeignKey("ethics.Meeting", on_delete=models.CASCADE, related_name="decisions")
    item = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=_choices(Decided))
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
