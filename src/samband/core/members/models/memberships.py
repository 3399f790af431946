# SPDX-License-Identifier: EUPL-1.2
from django.db import models
from django.db.models import F, Q

from samband.core.members.rules.memberships import AUTHORITY, ORGANISATION_KINDS, Reason

_KINDS = [(kind, kind) for kind in (AUTHORITY, *ORGANISATION_KINDS)]
_REASONS = [(reason.value, reason.value) for reason in Reason]


class Organisation(models.Model):
    """A company or joint body that can be a member. owners: codes of authorities."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=_KINDS[1:])
    organisation_number = models.CharField(max_length=20, blank=True)
    owners = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Membership(models.Model):
    """One version of what is known of a membership of a scope, on [valid_from, valid_to).

    A row is never changed but to say when it was superseded: what was believed on a day stays answerable.
    """

    member = models.CharField(max_length=24)
    member_kind = models.CharField(max_length=16, choices=_KINDS)
    scope = models.CharField(max_length=32)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    notice_given_on = models.DateField(null=True)
    reason = models.CharField(max_length=16, choices=_REASONS)
    end_reason = models.CharField(max_length=16, choices=_REASONS, blank=True)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scope", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="members_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="members_membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="members_membership_is_superseded_after_it_is_recorded",
            ),
        ]
        indexes = [models.Index(fields=["scope", "superseded_at"], name="members_membership_scope")]

    def __str__(self) -> str:
        return f"{self.member} {self.scope} {self.valid_from}"


class ScopeDecision(models.Model):
    """What was decided for an authority that came from some with and some without a scope."""

    member = models.CharField(max_length=24)
    scope = models.CharField(max_length=32)
    on = models.DateField()
    is_member = models.BooleanField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "scope", "on"], name="members_scope_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.scope} {self.on}"
