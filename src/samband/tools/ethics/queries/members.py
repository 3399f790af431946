# SPDX-License-Identifier: EUPL-1.2
"""How complete and how fresh the register is: person by person for one's own member, as counts for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from samband.core.access.rules import NOBODY, Actor, may, require
from samband.core.members.queries import authorities_on
from samband.core.people.queries import holders, left_office, offices_on
from samband.core.people.rules import ELECTED, PUBLIC_BODIES, OfficeRecord, PostKind
from samband.tools.ethics.card import OVERSEE, RECONCILE
from samband.tools.ethics.models import Interest
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import confirmed_at, recorded
from samband.tools.ethics.rules import Freshness, freshness, months_after

NEW_FOR_DAYS = 120
"""For so long after the first day somebody counts as newly elected."""
LEFT_WITHIN_DAYS = 365


class Todo(StrEnum):
    """What the contact person can do about somebody, the most urgent first."""

    NEW = "new"
    """Newly elected and has not said anything."""
    SILENT = "silent"
    """Has never confirmed."""
    STALE = "stale"
    OPEN = "open"
    """Something changed after the last confirmation."""
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True)
class PersonState:
    """interests: how many stand in the record. since: first day of the present offices."""

    person: int
    name: str
    offices: tuple[OfficeRecord, ...]
    interests: int
    confirmed_on: date | None
    due: date | None
    todo: Todo

    @property
    def is_substitute_only(self) -> bool:
        return all(office.kind is PostKind.SUBSTITUTE for office in self.offices)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """left: (person, name, first day without office) of who left within a year and has interests."""

    people: tuple[PersonState, ...]
    left: tuple[tuple[int, str, date], ...]

    def number(self, todo: Todo) -> int:
        return sum(one.todo is todo for one in self.people)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of one member. elected: persons in its public offices; confirmed: ever; fresh: not too old."""

    code: str
    name: str
    elected: int
    confirmed: int
    fresh: int


def reconciliation(*, actor: Actor, authority: str, on: date) -> Reconciliation:
    """The elected of one's own member, the most urgent first. Raises NotAllowed."""
    require(actor=actor, permission=RECONCILE, authority=authority)
    offices = _by_person(offices_on(actor=NOBODY, on=on, authority=authority))
    order = list(Todo)
    states = person_states(offices=offices, on=on)
    people = sorted(states, key=lambda one: (order.index(one.todo), one.is_substitute_only, one.name))
    return Reconciliation(tuple(people), _left(authority, on))


def person_states(*, offices: Mapping[int, tuple[OfficeRecord, ...]], on: date) -> tuple[PersonState, ...]:
    """How the lists of these people stand: person -> offices. For queries that have asked who reads."""
    numbers = _interests(offices)
    last = confirmed_at(persons=offices)
    changed = _changed(offices)
    months = policy_on(on=on).renew_months
    states = []
    for person, held in offices.items():
        confirmed = last.get(person)
        day = localdate(confirmed) if confirmed else None
        is_open = confirmed is not None and any(at > confirmed for at in changed.get(person, ()))
        todo = _todo(day, held, on, months, is_open=is_open)
        due = months_after(day, months) if day else None
        states.append(PersonState(person, held[0].name, held, numbers.get(person, 0), day, due, todo))
    return tuple(states)


def coverage(*, actor: Actor, on: date) -> tuple[Coverage, ...]:
    """Counts of every member with anybody elected in the register. Raises NotAllowed."""
    require(actor=actor, permission=OVERSEE)
    names = {one.code: one.name for one in authorities_on(on=on)}
    elected: dict[str, set[int]] = {}
    for person, authority in _elected(on).values_list("person_id", "authority").distinct():
        elected.setdefault(authority, set()).add(person)
    days = _days(confirmed_at(persons=_elected(on)))
    months = policy_on(on=on).renew_months
    states = {day: freshness(confirmed_on=day, on=on, months=months) for day in set(days.values())}
    fresh = {person for person, day in days.items() if states[day] is Freshness.FRESH}
    return tuple(
        Coverage(code, names[code], len(persons), len(persons & days.keys()), len(persons & fresh))
        for code, persons in sorted(elected.items())
        if code in names
    )


def own_member(*, actor: Actor) -> str:
    """Code of the first authority that one serves; empty for none."""
    codes = (
        one for one in sorted(actor.authorities) if may(actor=actor, permission=RECONCILE, authority=one)
    )
    return next(codes, "")


def _elected(on: date) -> QuerySet[Any, int]:
    return holders(actor=NOBODY, on=on).filter(is_public=True)


def _days(moments: Mapping[int, datetime]) -> dict[int, date]:
    zone = get_current_timezone()
    return {person: at.astimezone(zone).date() for person, at in moments.items()}


def _by_person(offices: Iterable[OfficeRecord]) -> dict[int, tuple[OfficeRecord, ...]]:
    found: dict[int, tuple[OfficeRecord, ...]] = {}
    for office in offices:
        if office.kind in ELECTED and office.body.kind in PUBLIC_BODIES:
            found[office.person] = (*found.get(office.person, ()), office)
    return found


def _interests(persons: Iterable[int]) -> Mapping[int, int]:
    rows = recorded().filter(person_id__in=list(persons))
    return dict(rows.order_by().values_list("person_id").annotate(Count("pk")))


def _changed(persons: Iterable[int]) -> Mapping[int, list[datetime]]:
    """Person -> moments at which something was recorded or withdrawn."""
    found: dict[int, list[datetime]] = {}
    rows = Interest.objects.filter(person_id__in=list(persons))
    for person, recorded_at, withdrawn_at in rows.values_list("person_id", "recorded_at", "withdrawn_at"):
        found.setdefault(person, []).extend(at for at in (recorded_at, withdrawn_at) if at)
    return found


def _todo(
    confirmed: date | None, offices: tuple[OfficeRecord, ...], on: date, months: int, *, is_open: bool
) -> Todo:
    state = freshness(confirmed_on=confirmed, on=on, months=months)
    if state is Freshness.NEVER:
        begun = min(office.valid_from for office in offices)
        return Todo.NEW if (on - begun).days < NEW_FOR_DAYS else Todo.SILENT
    if state is Freshness.STALE:
        return Todo.STALE
    return Todo.OPEN if is_open else Todo.IN_ORDER


def _left(authority: str, on: date) -> tuple[tuple[int, str, date], ...]:
    """Who left within a year and has interests in the record."""
    gone = left_office(authority=authority, since=on - timedelta(days=LEFT_WITHIN_DAYS), on=on)
    kept = _interests(person for person, _, _ in gone)
    return tuple(one for one in gone if one[0] in kept)
