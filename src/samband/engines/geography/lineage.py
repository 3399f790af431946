# SPDX-License-Identifier: EUPL-1.2
"""Where a unit came from and what became of it, as links that can be told or drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samband.engines.geography.geography import Geography, UnknownUnits
from samband.engines.geography.steps import Step
from samband.engines.geography.units import Happened, Unit


@dataclass(frozen=True, slots=True)
class Link:
    """On ``on``, ``before`` (or a part of it) became (a part of) ``after``.

    is_whole: all of ``before`` is in ``after``. is_all: there is nothing else in ``after``.
    """

    on: date
    before: Unit
    after: Unit
    happened: Happened
    is_whole: bool
    is_all: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """One unit with its ancestors, its descendants, and those it was divided or merged with.

    origins: links that lead to it, the latest first. fate: links that lead on from it, the earliest first.
    """

    unit: Unit
    origins: tuple[Link, ...]
    fate: tuple[Link, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All, in order of time and codes, each once."""
        found = {*self.origins, *self.fate}
        return tuple(sorted(found, key=lambda link: (link.on, link.before.code, link.after.code)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a code means on a day. unit: None when it was not in force; then nearest is the spell that was
    in force nearest to the day. spells: all of the code, oldest first."""

    code: str
    on: date
    unit: Unit | None
    nearest: Unit
    spells: tuple[Unit, ...]


def ask(*, geography: Geography, code: str, on: date) -> Asked:
    """Raises UnknownUnits when no unit ever had the code."""
    spells = geography.spells.get(code)
    if not spells:
        raise UnknownUnits((code,), on)
    nearest = min(spells, key=lambda unit: _distance(unit, on))
    return Asked(code, on, nearest if nearest.is_in_force(on=on) else None, nearest, spells)


def lineage(*, geography: Geography, unit: Unit, first: date = date.min, last: date = date.max) -> Lineage:
    """Follow a unit back to ``first`` and on to ``last``, both days included.

    The other units of a merger or division are linked too, but not followed further.
    """
    days = [day for day in geography.days if first < day <= last]
    back = [day for day in days[::-1] if day <= unit.valid_from]
    on = [day for day in days if day > unit.valid_from]
    return Lineage(
        unit,
        tuple(_followed(geography, unit.code, back, is_backward=True)),
        tuple(_followed(geography, unit.code, on, is_backward=False)),
    )


def changes_between(*, geography: Geography, first: date, last: date, tier: str = "") -> tuple[Link, ...]:
    """Every link of the days after ``first`` up to ``last``, in order of date and codes.

    A unit that took others in, or gave a part away, is linked with itself too.
    """
    steps = [geography.steps[day] for day in geography.days if first < day <= last]
    links = [_link(geography, step, pair) for step in steps for pair in sorted(step.happened)]
    return tuple(link for link in links if tier in ("", link.before.tier))


def _distance(unit: Unit, on: date) -> tuple[int, int]:
    """Days between the day and the spell; of two as near, the later."""
    if unit.is_in_force(on=on):
        return 0, 0
    days = (unit.valid_from - on).days if on < unit.valid_from else (on - (unit.valid_to or on)).days + 1
    return days, -unit.valid_from.toordinal()


def _followed(geography: Geography, code: str, days: Iterable[date], *, is_backward: bool) -> Iterable[Link]:
    """Links of the codes that ``code`` is at, day after day; and those beside them."""
    here = {code}
    for day in days:
        step = geography.steps[day]
        links, back = step.links(is_backward=is_backward), step.links(is_backward=not is_backward)
        there = {other for one in here for other in links.get(one, (one,))}
        pairs = {(one, other) for one in here for other in links.get(one, ())}
        pairs |= {(beside, other) for _, other in pairs for beside in back[other]}
        turned = {(other, one) for one, other in pairs} if is_backward else pairs
        yield from (_link(geography, step, pair) for pair in sorted(turned))
        here = there


def _link(geography: Geography, step: Step, pair: tuple[str, str]) -> Link:
    before, after = pair
    return Link(
        on=step.on,
        before=geography.unit(code=before, on=step.on - timedelta(days=1)),
        after=geography.unit(code=after, on=step.on),
        happened=step.happened[pair],
        is_whole=len(step.after_of[before]) == 1,
        is_all=len(step.before_of[after]) == 1,
    )
