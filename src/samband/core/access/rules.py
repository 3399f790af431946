# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: the one place that decides. Every ``queries.py`` and ``operations.py`` asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Mark a text for translation and leave it as it is (Django's own would make rules depend on Django)."""
    return text


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    """Runs the installation of the association."""
    ANALYST = "analyst"
    """Runs rounds and publishes results."""
    INTERVIEWER = "interviewer"
    """Calls people who are asked, for the association; sees the person in hand alone."""
    CONTACT = "contact"
    """Speaks for one authority in Samband."""
    SECRETARY = "secretary"
    """Serves the council of one authority."""
    COUNCILLOR = "councillor"
    """Elected in one authority."""
    EMPLOYEE = "employee"
    """Works in the administration of one authority; may no more there than keep what is asked of oneself."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one authority (its code) or, with an empty code, for the association."""

    role: Role
    authority: str = ""


OF_THE_ASSOCIATION = frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.INTERVIEWER})
OF_AN_AUTHORITY = frozenset({Role.CONTACT, Role.SECRETARY, Role.COUNCILLOR, Role.EMPLOYEE})


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


class Refusal(StrEnum):
    """Why a role is not given or not ended. The pages word it in the reader's language."""

    MISFIT = "misfit"
    """A role of the association for an authority, or the other way round."""
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    IN_THE_PAST = "in_the_past"
    LONGER_THAN_OWN = "longer_than_own"
    HELD_ALREADY = "held_already"
    LAST_CONTACT = "last_contact"
    LAST_ADMINISTRATOR = "last_administrator"
    SUBSTITUTE_WITHOUT_END = "substitute_without_end"
    SUBSTITUTE_FOR_NOBODY = "substitute_for_nobody"


FACTS = {
    Refusal.MISFIT: gettext_noop(
        "This role does not fit: analysts and administrators belong to the association; contact persons, "
        "secretaries, councillors and employees to an authority."
    ),
    Refusal.ENDS_BEFORE_IT_BEGINS: gettext_noop(
        "The last day comes before the first. Choose a later last day."
    ),
    Refusal.IN_THE_PAST: gettext_noop(
        "A role begins today or later. The association can enter an earlier day."
    ),
    Refusal.LONGER_THAN_OWN: gettext_noop(
        "Nobody gives a role for longer than their own lasts. Choose an earlier last day."
    ),
    Refusal.HELD_ALREADY: gettext_noop(
        "This person has that role already in that period. End it first, or choose other days."
    ),
    Refusal.LAST_CONTACT: gettext_noop(
        "The authority would be left without a contact person. Give the role to somebody else first, "
        "without a last day, or ask the association."
    ),
    Refusal.LAST_ADMINISTRATOR: gettext_noop(
        "The association would be left without an administrator. Give the role to somebody else first, "
        "without a last day."
    ),
    Refusal.SUBSTITUTE_WITHOUT_END: gettext_noop(
        "Somebody who stands in does so for a time. Choose the last day."
    ),
    Refusal.SUBSTITUTE_FOR_NOBODY: gettext_noop(
        "The other does not hold that role for the whole time. Choose days within it."
    ),
}


class Refused(Exception):  # noqa: N818  it names the fact
    """The actor may do such things, but not this one. reason: for the page; the text says what to do."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(FACTS[reason])


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day up to, not including, ``until``; None for without end."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def reaches_beyond(self, other: "Period") -> bool:
        """Whether it lasts longer than the other."""
        return other.until is not None and (self.until is None or self.until > other.until)

    def overlaps(self, other: "Period") -> bool:
        return (self.until is None or other.since < self.until) and (
            other.until is None or self.since < other.until
        )


def fits(*, grant: Grant) -> bool:
    """Whether the role belongs where it is to be held."""
    return grant.role in (OF_AN_AUTHORITY if grant.authority else OF_THE_ASSOCIATION)


def reason_against_period(*, period: Period, own: Iterable[Period] | None, today: date) -> Refusal | None:
    """Why a role may not be given for this time. own: when the giver holds what lets them give; None: no
    limit.
    """
    if period.until is not None and period.until <= period.since:
        return Refusal.ENDS_BEFORE_IT_BEGINS
    if own is None:
        return None
    if period.since < today:
        return Refusal.IN_THE_PAST
    return None if any(not period.reaches_beyond(one) for one in own) else Refusal.LONGER_THAN_OWN


def reason_against_ending(*, role: Role, others: Iterable[Period], on: date) -> Refusal | None:
    """Why a role may not end on that day. others: when other people hold the same role in the same place.

    One of them must hold it then, and without end: a substitute for the summer is nobody to leave it to.
    """
    if role not in {Role.CONTACT, Role.ADMINISTRATOR}:
        return None
    if any(one.until is None and one.holds_on(on) for one in others):
        return None
    return Refusal.LAST_CONTACT if role is Role.CONTACT else Refusal.LAST_ADMINISTRATOR


def reason_against_substitute(*, period: Period, held: Iterable[Period]) -> Refusal | None:
    """Why somebody may not stand in for another. held: when the other holds the role."""
    if period.until is None:
        return Refusal.SUBSTITUTE_WITHOUT_END
    covered = any(one.since <= period.since and not period.reaches_beyond(one) for one in held)
    return None if covered else Refusal.SUBSTITUTE_FOR_NOBODY
