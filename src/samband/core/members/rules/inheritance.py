# SPDX-License-Identifier: EUPL-1.2
"""What becomes of memberships when authorities are renumbered, merged or divided."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samband.core.members.rules.memberships import MembershipRecord, Reason
from samband.core.members.rules.register import SuccessionRecord

HoldsOn = Callable[[str, date], bool]
Decided = Collection[tuple[str, str, date]]
Held = Mapping[str, Sequence[MembershipRecord]]


@dataclass(frozen=True, slots=True)
class Inherit:
    """member takes over the scope, which all ``predecessors`` had, and a notice they all gave."""

    member: str
    scope: str
    on: date
    predecessors: tuple[str, ...]
    valid_to: date | None = None
    notice_given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cease:
    """member is no longer in force from the day on, so its membership ends."""

    member: str
    scope: str
    on: date


@dataclass(frozen=True, slots=True)
class Undecided:
    """Some of those that ``member`` came from had the scope and some had not: a body must decide."""

    member: str
    scope: str
    on: date
    having: tuple[str, ...]
    lacking: tuple[str, ...]


Step = Inherit | Cease | Undecided

STAYS = frozenset({"renamed", "transferred"})
"""What happens to an authority without touching what it is: its membership goes on."""


def follow(
    *,
    memberships: Iterable[MembershipRecord],
    successions: Iterable[SuccessionRecord],
    in_force: HoldsOn,
    decided: Decided = (),
) -> tuple[Step, ...]:
    """What must be recorded so that memberships follow the register, oldest first; nothing when they do.

    memberships: those in the books now. in_force: whether a code is in force on a day. decided:
    (member, scope, day) on which somebody has decided. An authority that existed the day before counts among
    those that it came from. A withdrawal that takes effect on the very day is not inherited.
    """
    held: dict[str, list[MembershipRecord]] = {}
    for one in memberships:
        held.setdefault(one.member, []).append(one)
    begins = min((one.valid_from for spells in held.values() for one in spells), default=date.max)
    by_day: dict[date, list[SuccessionRecord]] = {}
    for succession in (one for one in successions if one.kind not in STAYS and one.on > begins):
        by_day.setdefault(succession.on, []).append(succession)
    found: list[Step] = []
    for day in sorted(by_day):
        steps = tuple(_on(day, by_day[day], held, in_force, decided))
        found += steps
        for step in steps:
            if isinstance(step, Inherit):
                held.setdefault(step.member, []).append(_as_held(step))
    return tuple(found)


def _on(
    day: date,
    successions: Sequence[SuccessionRecord],
    held: Held,
    in_force: HoldsOn,
    decided: Decided,
) -> Iterator[Step]:
    eve = date.fromordinal(day.toordinal() - 1)
    former = sorted({one.code_before for one in successions})
    for after in sorted({one.code_after for one in successions}):
        before = {one.code_before for one in successions if one.code_after == after}
        before |= {after} if in_force(after, eve) else set()
        yield from _for_successor(day, after, before, held, decided)
    for code in former:
        if not in_force(code, day):
            yield from (Cease(code, one.scope, day) for one in held.get(code, ()) if one.holds(day))


def _for_successor(day: date, after: str, before: set[str], held: Held, decided: Decided) -> Iterator[Step]:
    was = [one for code in sorted(before) for one in held.get(code, ()) if _was_member(one, day)]
    for scope in sorted({one.scope for one in was}):
        having = {one.member for one in was if one.scope == scope}
        own = [one for one in held.get(after, ()) if one.scope == scope]
        if (after, scope, day) in decided or any(one.valid_from == day for one in own):
            continue
        if having != before:
            yield Undecided(after, scope, day, tuple(sorted(having)), tuple(sorted(before - having)))
        elif not any(one.holds(day) for one in own):
            yield _inherited(day, after, scope, [one for one in was if one.scope == scope])


def _was_member(one: MembershipRecord, day: date) -> bool:
    """On the day before, and not ending on the day for a reason of its own."""
    goes_on = one.valid_to is None or one.valid_to > day
    return one.valid_from < day and (goes_on or (one.valid_to == day and one.end_reason is Reason.CEASED))


def _inherited(day: date, after: str, scope: str, was: Sequence[MembershipRecord]) -> Inherit:
    """With the end of a notice that all of them gave, the latest of the ends."""
    ends = [one.valid_to for one in was if one.valid_to and one.notice_given_on and one.valid_to > day]
    notices = [one.notice_given_on for one in was if one.notice_given_on]
    have_all = len(ends) == len(was)
    return Inherit(
        member=after,
        scope=scope,
        on=day,
        predecessors=tuple(sorted({one.member for one in was})),
        valid_to=max(ends) if have_all else None,
        notice_given_on=max(notices) if have_all else None,
    )


def _as_held(step: Inherit) -> MembershipRecord:
    """The membership that the step will make, for the steps of later days."""
    return MembershipRecord(
        id=0, member=step.member, member_kind="authority", scope=step.scope, valid_from=step.on,
        valid_to=step.valid_to, notice_given_on=step.notice_given_on, reason=Reason.INHERITED,
        end_reason=None, source="", note="", recorded_at=datetime.min.replace(tzinfo=UTC), recorded_by="",
        superseded_at=None,
    )  # fmt: skip
