# SPDX-License-Identifier: EUPL-1.2
"""Who in the administration may have prepared the items of a meeting: for who serves the own member alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samband.core.access.rules import Actor, require
from samband.core.people.queries import offices_of, offices_on
from samband.core.people.rules import NoSuchPerson, OfficeRecord
from samband.tools.ethics.card import SCREEN
from samband.tools.ethics.queries.administration import STAFF
from samband.tools.ethics.rules import MeetingItem


@dataclass(frozen=True, slots=True)
class Preparer:
    """title: what somebody is in the administration. is_there: on the day of the meeting."""

    person: int
    name: str
    title: str
    is_there: bool = True


def preparers(
    *, actor: Actor, authority: str, on: date, also: Collection[int] = ()
) -> Mapping[int, Preparer]:
    """Number -> everybody of the administration on the day, by name. Raises NotAllowed.

    also: people who were named before; those who have left the administration since are among them still.
    """
    require(actor=actor, permission=SCREEN, authority=authority)
    held = _by_person(offices_on(actor=actor, on=on, authority=authority, body_kinds=STAFF))
    found = [_preparer(some, is_there=True) for some in held.values()]
    for person in set(also) - set(held):
        before = [one for one in _offices(actor, person) if one.body.kind in STAFF]
        before = [one for one in before if one.body.authority == authority]
        found += [_preparer(before, is_there=False)] if before else []
    return {one.person: one for one in sorted(found, key=lambda one: (one.name.casefold(), one.person))}


def chosen_in(*, items: Iterable[MeetingItem]) -> frozenset[int]:
    """Numbers of everybody who prepared one of the items."""
    return frozenset(person for one in items for person in one.prepared_by)


def _by_person(offices: Iterable[OfficeRecord]) -> Mapping[int, list[OfficeRecord]]:
    held: dict[int, list[OfficeRecord]] = {}
    for one in offices:
        held.setdefault(one.person, []).append(one)
    return held


def _preparer(offices: Iterable[OfficeRecord], *, is_there: bool) -> Preparer:
    listed = list(offices)
    titles = dict.fromkeys(one.post_name for one in listed if one.post_name)
    return Preparer(listed[0].person, listed[0].name, ", ".join(titles), is_there)


def _offices(actor: Actor, person: int) -> tuple[OfficeRecord, ...]:
    """A handful: those who have left since they were named."""
    try:
        return offices_of(actor=actor, person=person)
    except NoSuchPerson:
        return ()
