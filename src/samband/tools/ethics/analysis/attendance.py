# SPDX-License-Identifier: EUPL-1.2
"""Who is in the meeting at each item, in whose seat, and whether the body has a quorum there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samband.engines.conflicts import Agenda, Procedure, Quorum, deputies_called, quorum

OPENING = ""
"""Stands for the opening of the meeting where others name an item."""


class Out(StrEnum):
    """Why somebody does not sit in the own seat."""

    NOT_COME = "not_come"
    LEFT = "left"
    ASIDE = "aside"


IN_THE_ROOM = (None, Out.ASIDE)


@dataclass(frozen=True, slots=True)
class Presence:
    """From this item on somebody is in the room, or is not. instead_of: the member whose seat a deputy takes.

    A deputy keeps the seat until its member, or a deputy who had it before, sits in it again.
    """

    item: str
    person: str
    is_present: bool
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """The seat of a member at an item. holder: who sits in it, '' nobody. why: the member does not, or None.

    aside: who steps aside in the item, of those who would sit in it.
    """

    member: str
    holder: str
    why: Out | None
    aside: tuple[str, ...] = ()

    @property
    def deputy(self) -> str:
        return self.holder if self.holder != self.member else ""


@dataclass(frozen=True, slots=True)
class AtItem:
    """The body at an item, or at the opening. chairs: in the order of its members."""

    item: str
    chairs: tuple[Chair, ...]
    quorum: Quorum

    @property
    def present(self) -> frozenset[str]:
        return frozenset(one.holder for one in self.chairs if one.holder)

    @property
    def empty(self) -> tuple[str, ...]:
        return tuple(one.member for one in self.chairs if not one.holder)


class Step(StrEnum):
    """What differs for somebody from one item to the next."""

    LEFT = "left"
    CAME = "came"
    ASIDE = "aside"
    RETURNED = "returned"
    STEPPED_IN = "stepped_in"
    STEPPED_OUT = "stepped_out"


@dataclass(frozen=True, slots=True)
class Change:
    """member: whose seat it is, when it is a deputy's step."""

    step: Step
    person: str
    member: str = ""


@dataclass(slots=True)
class _Room:
    """inside: who is in the room. claims: member -> deputies who have taken the seat, the first first."""

    inside: set[str] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    claims: dict[str, list[str]] = field(default_factory=dict)

    def note(self, one: Presence) -> None:
        for deputies in self.claims.values():
            if one.person in deputies:
                deputies.remove(one.person)
        if not one.is_present:
            self.inside.discard(one.person)
            return
        self.inside.add(one.person)
        self.came.add(one.person)
        if one.instead_of:
            self.claims.setdefault(one.instead_of, []).append(one.person)

    def chair(self, member: str, aside: Collection[str]) -> Chair:
        """Whoever comes first of those who may sit there; the deputies after them have stood up."""
        waiting = [member, *self.claims.get(member, ())]
        there = [one for one in waiting if one in self.inside]
        holder = next((one for one in there if one not in aside), "")
        ahead = there[: there.index(holder)] if holder else there
        if holder:
            behind = waiting[waiting.index(holder) + 1 :]
            self.inside -= set(behind)
            self.claims[member] = [one for one in waiting[1:] if one not in behind]
        return Chair(member, holder, self._why(member, aside), tuple(ahead))

    def _why(self, member: str, aside: Collection[str]) -> Out | None:
        if member in self.inside:
            return Out.ASIDE if member in aside else None
        return Out.LEFT if member in self.came else Out.NOT_COME


def attendance(
    *,
    agenda: Agenda,
    procedure: Procedure,
    items: Sequence[str],
    notes: Iterable[Presence],
    aside: Collection[tuple[str, str]],
) -> tuple[AtItem, ...]:
    """The body at the opening and at each item.

    items: numbers, in the order in which they are dealt with. notes: in the order in which they were made;
    the last for one item and person counts. aside: (item, person) of those who step aside. Before anything
    is noted of the opening, those come who are not in ``agenda.absent``, and the deputies whom the law calls.
    """
    told = _last(notes)
    if not any(one.item == OPENING for one in told):
        told = [*expected(agenda=agenda, procedure=procedure), *told]
    room = _Room()
    return tuple(_at(agenda, procedure, room, item, told, aside) for item in (OPENING, *items))


def expected(*, agenda: Agenda, procedure: Procedure) -> Iterator[Presence]:
    """Of every member, and of the deputies whom the law calls, as far as it is known before the meeting."""
    for seat in agenda.body.members:
        yield Presence(OPENING, seat.person, seat.person not in agenda.absent)
    for call in deputies_called(agenda=agenda, procedure=procedure):
        yield Presence(OPENING, call.deputy, is_present=True, instead_of=call.member)


def changes(*, before: AtItem, now: AtItem) -> Iterator[Change]:
    """What differs, chair by chair."""
    for was, one in zip(before.chairs, now.chairs, strict=True):
        yield from _of_member(was, one)
        yield from _of_deputies(was, one)


def free_deputies(*, agenda: Agenda, at: AtItem, member: str, aside: Collection[str]) -> tuple[str, ...]:
    """Who could take a seat at an item: those of its list in their order, of others when there is none.

    aside: who steps aside in the item. Those who were known not to come are the last.
    """
    taken = at.present | set(aside)
    free = [one for one in agenda.body.deputies if one.person not in taken]
    wanted = next((one.list for one in agenda.body.members if one.person == member), "")
    offered = [one.person for one in free if one.list == wanted] or [one.person for one in free]
    return tuple(sorted(offered, key=lambda one: one in agenda.absent))


def moves(*, agenda: Agenda, procedure: Procedure, at: AtItem, aside: Collection[str]) -> Iterator[Presence]:
    """What may be noted of an item: who takes an empty seat, who comes, who leaves.

    aside: who steps aside in the item.
    """
    for member in at.empty if procedure.calls_deputies else ():
        for deputy in free_deputies(agenda=agenda, at=at, member=member, aside=aside):
            yield Presence(at.item, deputy, is_present=True, instead_of=member)
    for chair in at.chairs:
        if chair.why not in IN_THE_ROOM:
            yield Presence(at.item, chair.member, is_present=True)
    for chair in at.chairs:
        for person in (*([chair.holder] if chair.holder else []), *chair.aside):
            yield Presence(at.item, person, is_present=False)


def _last(notes: Iterable[Presence]) -> list[Presence]:
    kept: dict[tuple[str, str], Presence] = {}
    for one in notes:
        kept.pop((one.item, one.person), None)
        kept[one.item, one.person] = one
    return list(kept.values())


def _at(
    agenda: Agenda, procedure: Procedure, room: _Room, item: str, notes: Iterable[Presence],
    aside: Collection[tuple[str, str]],
) -> AtItem:  # fmt: skip
    for one in notes:
        if one.item == item:
            room.note(one)
    out = frozenset(person for at, person in aside if at == item)
    chairs = tuple(room.chair(seat.person, out) for seat in agenda.body.members)
    found = quorum(
        present=sum(bool(one.holder) for one in chairs),
        members=len(chairs),
        aside=sum(one.why is Out.ASIDE for one in chairs),
        procedure=procedure,
    )
    return AtItem(item, chairs, found)


def _of_member(was: Chair, now: Chair) -> Iterator[Change]:
    was_in, is_in = was.why in IN_THE_ROOM, now.why in IN_THE_ROOM
    if was_in != is_in:
        yield Change(Step.CAME if is_in else Step.LEFT, now.member)
    if now.why is Out.ASIDE and was.why is not Out.ASIDE:
        yield Change(Step.ASIDE, now.member)
    if was.why is Out.ASIDE and now.why is None:
        yield Change(Step.RETURNED, now.member)


def _of_deputies(was: Chair, now: Chair) -> Iterator[Change]:
    stood = set(was.aside) - {now.member}
    steps = set(now.aside) - {now.member} - stood
    for one in sorted(steps):
        yield Change(Step.ASIDE, one, now.member)
    if was.deputy == now.deputy:
        return
    if was.deputy and was.deputy not in now.aside:
        yield Change(Step.STEPPED_OUT, was.deputy, now.member)
    if now.deputy:
        yield Change(Step.RETURNED if now.deputy in stood else Step.STEPPED_IN, now.deputy, now.member)
