# SPDX-License-Identifier: EUPL-1.2
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from samband.core.access.models import RoleGrant, User
from samband.core.access.rules import NOBODY, Actor, Grant, Role


def actor_for(*, user: AbstractBaseUser | AnonymousUser, on: date) -> Actor:
    """The signed-in person with the roles held on that date; NOBODY when nobody is signed in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    held = RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user, valid_from__lte=on
    )
    grants = (Grant(Role(role), authority) for role, authority in held.values_list("role", "authority"))
    return Actor(user.reference, frozenset(grants))
