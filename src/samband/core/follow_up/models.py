# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.follow_up.rules import GoalState, Pulse, ReminderKind


def _choices(kind: type[GoalState | Pulse | ReminderKind]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


class Goal(models.Model):
    """What a member has decided to change.

    figure: the published figure behind it (``rules.Figure``), null when there is none; topic: what it is of,
    the same for all members, "surveys:trust:inhabitants". baseline, target: on its scale, or in ``unit``.
    owner_person: somebody in the register; owner_office: the office, by name. result: what the next
    measurement had shown when the goal was ended. site: origin of the pages, for links in reminders.
    """

    authority = models.CharField(max_length=16)
    title = models.CharField(max_length=160)
    why = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    figure = models.JSONField(null=True, blank=True)
    topic = models.CharField(max_length=160, blank=True)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    owner_office = models.CharField(max_length=120)
    owner_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    deadline = models.DateField()
    next_measurement = models.CharField(max_length=160)
    next_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default=GoalState.DRAFT, choices=_choices(GoalState))
    state_since = models.DateField()
    reason = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    adopted_by = models.CharField(max_length=160, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_case = models.CharField(max_length=80, blank=True)
    pulse = models.CharField(max_length=12, blank=True, choices=_choices(Pulse))
    heard_on = models.DateField()
    is_public = models.BooleanField(default=False)
    site = models.CharField(max_length=200, blank=True)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["authority", "state"], name="follow_up_goal_authority"),
            models.Index(fields=["state", "deadline"], name="follow_up_goal_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="follow_up_adopted_by_a_body_on_a_day",
                condition=~models.Q(state__in=["adopted", "under_way", "reached", "not_reached"])
                | (~models.Q(adopted_by="") & models.Q(adopted_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="follow_up_given_up_for_a_reason",
                condition=~models.Q(state__in=["given_up", "not_reached"]) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.title}"


class Action(models.Model):
    """Something that is done to reach a goal. lesson: what others can learn, when it is shared."""

    goal = models.ForeignKey("follow_up.Goal", on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    responsible = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    is_shared = models.BooleanField(default=False)
    lesson = models.TextField(blank=True)
    is_featured = models.BooleanField(default=False)
    copied_from = models.ForeignKey(
        "follow_up.Action", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    class Meta:
        indexes = [models.Index(fields=["is_shared", "is_featured"], name="follow_up_action_shared")]

    def __str__(self) -> str:
        return self.text


class Progress(models.Model):
    """A word on how it goes."""

    goal = models.ForeignKey("follow_up.Goal", on_delete=models.CASCADE, related_name="progress")
    at = models.DateTimeField()
    pulse = models.CharField(max_length=12, choices=_choices(Pulse))
    text = models.TextField(blank=True)
    by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["goal", "at"], name="follow_up_progress_goal")]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.pulse}"


class Reminder(models.Model):
    """A reminder of a goal, claimed once for all; sent_at: None until it is handed over."""

    goal = models.ForeignKey("follow_up.Goal", on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=12, choices=_choices(ReminderKind))
    day = models.DateField()
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "kind", "day"], name="follow_up_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.kind} {self.day}"
