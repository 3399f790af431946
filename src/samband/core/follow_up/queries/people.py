# SPDX-License-Identifier: EUPL-1.2
"""Who can own a goal, which body can adopt it, and who is reminded."""

from dataclasses import dataclass
from datetime import date

from samband.core.access import queries as access
from samband.core.access.rules import INSTALLATION, Actor, Role, require
from samband.core.follow_up.card import WRITE
from samband.core.follow_up.models import Goal
from samband.core.people import queries as people
from samband.core.people.rules import NoSuchPerson, OfficeRecord, PostKind

_REMINDED = frozenset({Role.CONTACT, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an account who speaks for the member. language: empty when not chosen."""

    reference: str
    email: str
    language: str


def possible_owners(*, actor: Actor, authority: str, on: date) -> tuple[OfficeRecord, ...]:
    """Who holds an office of the member on the day, each person once, without substitutes."""
    require(actor=actor, permission=WRITE, authority=authority)
    offices = people.offices_on(actor=actor, on=on, authority=authority)
    first = {one.person: one for one in reversed(offices) if one.kind is not PostKind.SUBSTITUTE}
    return tuple(sorted(first.values(), key=lambda one: one.name))


def possible_bodies(*, actor: Actor, authority: str, on: date) -> tuple[str, ...]:
    """Names of the bodies of the member that could adopt a goal, the council first."""
    require(actor=actor, permission=WRITE, authority=authority)
    return tuple(one.name for one in people.bodies(actor=actor, authority=authority, on=on))


def owner_name(*, actor: Actor, person: int | None) -> str:
    """Name of the person, empty when there is none or this actor may not know of them."""
    try:
        return people.person(actor=actor, person=person).name if person else ""
    except NoSuchPerson:
        return ""


def owned_titles(*, actor: Actor) -> tuple[str, ...]:
    """Titles of the goals that name the actor as responsible: people may know what is held about them."""
    oneself = people.person_of_account(account=actor.reference)
    owned = Goal.objects.filter(owner_person_id=oneself.id) if oneself else Goal.objects.none()
    return tuple(owned.order_by("deadline", "pk").values_list("title", flat=True))


def recipients(*, authority: str, on: date) -> tuple[Recipient, ...]:
    """Contact persons and secretaries of the member today, each once. Unguarded, for reminders."""
    lines = access.access_in(actor=INSTALLATION, authority=authority)
    held = {
        line.grant.person: line.email
        for line in lines
        if line.is_active and line.grant.role in _REMINDED and line.grant.period.holds_on(on)
    }
    return tuple(Recipient(person, email, _language(email)) for person, email in sorted(held.items()))


def _language(email: str) -> str:
    found = access.person_by_email(email=email)
    return found.language if found else ""
