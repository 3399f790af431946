# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: the one place that decides. Every ``queries.py`` and ``operations.py`` asks here."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    """Runs the installation of the association."""
    ANALYST = "analyst"
    """Runs rounds and publishes results."""
    CONTACT = "contact"
    """Speaks for one authority in Samband."""
    SECRETARY = "secretary"
    """Serves the council of one authority."""
    COUNCILLOR = "councillor"
    """Elected in one authority."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one authority (its code) or, with an empty code, for the association."""

    role: Role
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking. reference: stable name for the audit log, ``nobody`` when not signed in."""

    reference: str
    grants: frozenset[Grant] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        return self != NOBODY

    @property
    def authorities(self) -> frozenset[str]:
        """Codes of the authorities this actor has any role in."""
        return frozenset(grant.authority for grant in self.grants if grant.authority)


NOBODY = Actor("nobody")
INSTALLATION = Actor("installation", frozenset({Grant(Role.ADMINISTRATOR), Grant(Role.ANALYST)}))
"""Whoever holds the machine: the command line, and work that nobody started."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Something one may do, declared in a card.

    association: roles at the association that may do it for everybody.
    own_authority: roles that may do it for the authority in which they are held.
    """

    code: str
    association: frozenset[Role] = frozenset()
    own_authority: frozenset[Role] = frozenset()


class NotAllowed(Exception):  # noqa: N818  it names the fact
    """The actor may not do this, or may not know that it exists."""

    def __init__(self, actor: Actor, permission: Permission, authority: str) -> None:
        where = f" for authority {authority}" if authority else ""
        self.actor = actor
        super().__init__(f"{actor.reference} may not {permission.code}{where}.")


def may(*, actor: Actor, permission: Permission, authority: str = "") -> bool:
    """True when the actor may do it: for the given authority, or for all when none is given."""
    return any(_covers(grant, permission, authority) for grant in actor.grants)


def require(*, actor: Actor, permission: Permission, authority: str = "") -> None:
    """Raise NotAllowed unless the actor may do it."""
    if not may(actor=actor, permission=permission, authority=authority):
        raise NotAllowed(actor, permission, authority)


def _covers(grant: Grant, permission: Permission, authority: str) -> bool:
    if not grant.authority:
        return grant.role in permission.association
    return grant.authority == authority and grant.role in permission.own_authority
