# SPDX-License-Identifier: EUPL-1.2
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from samband.core.access.rules import Role


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address, kept in lower case."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The name used in the audit log: stable, and tells nothing about the person."""
        return f"person:{self.pk}"


class RoleGrant(models.Model):
    """A role that somebody holds from valid_from up to, not including, valid_to."""

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    authority = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_grant_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.authority or 'association'}"
