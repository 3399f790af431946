# SPDX-License-Identifier: EUPL-1.2
"""People of the administration and how their lists stand: for who serves the own member. Never public."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, NotAllowed, require
from samband.core.people.queries import offices_of, offices_on, with_account
from samband.core.people.rules import BodyKind, NoSuchPerson, OfficeRecord
from samband.tools.ethics.card import RECONCILE
from samband.tools.ethics.queries.members import PersonState, Todo, person_states
from samband.tools.ethics.queries.own import served
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import confirmed_at
from samband.tools.ethics.rules import Freshness, Policy, freshness

STAFF = frozenset({BodyKind.ADMINISTRATION})


@dataclass(frozen=True, slots=True)
class Employee:
    """state: as of somebody elected, its offices those in the administration. has_account: may sign in."""

    state: PersonState
    has_account: bool


def employees(*, actor: Actor, authority: str, on: date) -> tuple[Employee, ...]:
    """Of one's own member on the day: those without a list that counts first. Raises NotAllowed."""
    require(actor=actor, permission=RECONCILE, authority=authority)
    held: dict[int, tuple[OfficeRecord, ...]] = {}
    for one in offices_on(actor=actor, on=on, authority=authority, body_kinds=STAFF):
        held[one.person] = (*held.get(one.person, ()), one)
    known = with_account(actor=actor, authority=authority, persons=held)
    found = [Employee(one, one.person in known) for one in person_states(offices=held, on=on)]
    order = list(Todo)
    return tuple(sorted(found, key=lambda one: (order.index(one.state.todo), one.state.name)))


def employee(*, actor: Actor, authority: str, person: int, on: date) -> Employee | None:
    """One of them; None for somebody who is elected alone. Raises NotAllowed."""
    found = employees(actor=actor, authority=authority, on=on)
    return next((one for one in found if one.state.person == person), None)


def required_employee(*, actor: Actor, authority: str, person: int, on: date) -> Employee:
    """The same, for operations. Raises NotAllowed for anybody who is not in the administration there."""
    found = employee(actor=actor, authority=authority, person=person, on=on)
    if found is None:
        raise NotAllowed(actor, RECONCILE, authority)
    return found


def kept_here(*, actor: Actor, authority: str, persons: Collection[int], on: date) -> frozenset[int]:
    """Those of these people whose lists the actor keeps in this member today."""
    return frozenset(
        one for one in persons if authority in served(actor=actor, person=one, on=on)
    )  # a handful: those who deal with one case


def silent_among(*, actor: Actor, authority: str, persons: Collection[int], on: date) -> frozenset[int]:
    """Those of these people in the own member whose list was never confirmed, or too long ago.

    Raises NotAllowed.
    """
    require(actor=actor, permission=RECONCILE, authority=authority)
    months = policy_on(on=on).renew_months
    days = {person: localdate(at) for person, at in confirmed_at(persons=persons).items()}
    here = kept_here(actor=actor, authority=authority, persons=persons, on=on)
    return frozenset(
        one
        for one in here
        if freshness(confirmed_on=days.get(one), on=on, months=months) is not Freshness.FRESH
    )


def policy_about(*, person: int, on: date) -> Policy:
    """What is shown of somebody's list: nothing at all of who has never held a public office."""
    policy = policy_on(on=on)
    try:
        is_public = any(one.is_public for one in offices_of(actor=NOBODY, person=person))
    except NoSuchPerson:
        is_public = False
    return policy if is_public else replace(
        policy, is_public=False, public_kinds=frozenset(), source="", note={}
    )  # fmt: skip
