# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from samband.core.access.rules import Role


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address, kept in lower case.

    session_epoch: counts up to end every session at once.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    session_epoch = models.PositiveIntegerField(default=0)

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

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this person's: it changes with the password and with the epoch."""
        return self._session_hash(secret=None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under secret keys of earlier."""
        return (self._session_hash(secret=secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, *, secret: str | bytes | None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("samband.access.session", value, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role that somebody holds from valid_from up to, not including, valid_to.

    substitute_for: the role of somebody on leave, during which this one stands in.
    """

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    authority = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey(
        "access.RoleGrant", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes"
    )

    class Meta:
        indexes = [models.Index(fields=["authority", "role"], name="role_grant_authority")]
        constraints = [
            models.CheckConstraint(
                name="role_grant_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.authority or 'association'}"


class CacheEntry(models.Model):
    """The table of Django's database cache: attempts to sign in, counted for all processes together.

    A model so that it is migrated and emptied like every other table; Django's cache alone reads and
    writes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_cache"

    def __str__(self) -> str:
        return self.cache_key
