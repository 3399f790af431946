# SPDX-License-Identifier: EUPL-1.2
"""Which unit of one date has which share of a unit of another date."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import nan
from typing import TypeVar

from samband.engines.geography.geography import Geography
from samband.engines.geography.steps import Step
from samband.engines.geography.units import Basis, Happened

Thing = TypeVar("Thing")
SAME_TERRITORY = Happened.RENUMBERED | Happened.RENAMED


@dataclass(frozen=True, slots=True)
class Division:
    """On ``on``, ``code`` was divided among ``parts``, seen in the direction of the conversion.

    is_backward: units that were put together, seen from their end.
    """

    on: date
    code: str
    parts: tuple[str, ...]
    happened: Happened
    is_backward: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The share of the unit ``before`` that is in the unit ``after``.

    is_whole: all of it, so that the share is one without any estimate. share: else the product of the
    weights on the way, NaN where there are none. sources: where those weights come from. days: on which
    the territory changed on the way; a new number or name changes none.
    """

    before: str
    after: str
    share: float
    is_whole: bool
    happened: Happened
    divisions: tuple[Division, ...] = ()
    sources: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Correspondence:
    """From the units of ``known_on`` to those of ``to``. parts: by after, then by before.

    without_source: codes of ``to`` to which nothing leads. without_end: codes of ``known_on`` that end.
    """

    known_on: date
    to: date
    basis: Basis | None
    parts: tuple[Part, ...]
    without_source: tuple[str, ...]
    without_end: tuple[str, ...]

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Part, ...]]:
        """The unit after -> what it is made of."""
        return _by(self.parts, lambda part: part.after)

    @cached_property
    def ends_of(self) -> Mapping[str, tuple[Part, ...]]:
        """The unit before -> what became of it."""
        return _by(self.parts, lambda part: part.before)


def correspond(
    *,
    geography: Geography,
    known_on: date,
    to: date,
    tier: str = "",
    basis: Basis | None = None,
    codes: Collection[str] | None = None,
) -> Correspondence:
    """Follow every unit of ``known_on`` to ``to``, forwards or backwards in time, over each day of change.

    tier: the kind of authority, all kinds for "". basis: by which weights to divide; None: not at all.
    codes: follow these alone; what else is in their ends is then not told, nor who has no source.
    A unit whose parts come together again before ``to`` is whole again.
    """
    steps, is_backward = _steps(geography, known_on, to)
    here = [
        code
        for code, unit in geography.generation(on=known_on).items()
        if tier in ("", unit.tier) and (codes is None or code in codes)
    ]
    there = [code for code, unit in geography.generation(on=to).items() if tier in ("", unit.tier)]
    follower = _Follower(geography, steps, basis, is_backward=is_backward)
    found = [part for code in here for part in follower.parts(code)]
    known = set(there)
    parts = tuple(sorted((p for p in found if p.after in known), key=lambda part: (part.after, part.before)))
    sourced, ended = {part.after for part in parts}, {part.before for part in parts}
    return Correspondence(
        known_on=known_on,
        to=to,
        basis=basis,
        parts=parts,
        without_source=tuple(code for code in there if code not in sourced) if codes is None else (),
        without_end=tuple(code for code in here if code not in ended),
    )


def _steps(geography: Geography, known_on: date, to: date) -> tuple[list[Step], bool]:
    """The days of change between the two, in the order in which they are met."""
    first, last = sorted((known_on, to))
    between = [geography.steps[day] for day in geography.days if first < day <= last]
    return (between[::-1], True) if to < known_on else (between, False)


@dataclass(slots=True)
class _Way:
    """A part on its way, at the code it has come to."""

    share: float = 1.0
    happened: Happened = Happened.NOTHING
    divisions: tuple[Division, ...] = ()
    sources: tuple[str, ...] = ()
    days: tuple[date, ...] = ()

    def join(self, other: "_Way") -> "_Way":
        return _Way(
            self.share + other.share,
            self.happened | other.happened,
            _once((*self.divisions, *other.divisions)),
            _once((*self.sources, *other.sources)),
            _once((*self.days, *other.days)),
        )


class _Follower:
    """Takes a unit over all steps."""

    def __init__(
        self, geography: Geography, steps: list[Step], basis: Basis | None, *, is_backward: bool
    ) -> None:
        self._steps = [(step, step.links(is_backward=is_backward)) for step in steps]
        self._shares, self._basis, self._is_backward = geography.shares, basis, is_backward

    def parts(self, code: str) -> Iterable[Part]:
        ways = {code: _Way()}
        for step, links in self._steps:
            if any(here in links for here in ways):
                ways = self._over(step, links, ways)
        is_whole = len(ways) == 1
        for after, way in ways.items():
            share = 1.0 if is_whole else way.share
            divisions = () if is_whole else way.divisions
            sources = () if is_whole else way.sources
            yield Part(code, after, share, is_whole, way.happened, divisions, sources, way.days)

    def _over(
        self, step: Step, links: Mapping[str, tuple[str, ...]], ways: dict[str, _Way]
    ) -> dict[str, _Way]:
        arrived: dict[str, _Way] = {}
        for here, way in ways.items():
            for there in links.get(here, (here,)):
                led = self._led(step, links, here, there, way)
                arrived[there] = arrived[there].join(led) if there in arrived else led
        return arrived

    def _led(
        self, step: Step, links: Mapping[str, tuple[str, ...]], here: str, there: str, way: _Way
    ) -> _Way:
        parts = links.get(here)
        if parts is None:
            return way
        happened = step.what(here=here, there=there, is_backward=self._is_backward)
        days = way.days if happened in SAME_TERRITORY else (*way.days, step.on)
        if len(parts) == 1:
            return _Way(way.share, way.happened | happened, way.divisions, way.sources, days)
        share, source = self._share(step.on, here, there)
        return _Way(
            share=way.share * share,
            happened=way.happened | happened,
            divisions=(*way.divisions, self._division(step, here, parts)),
            sources=_once((*way.sources, source)) if source else way.sources,
            days=days,
        )

    def _division(self, step: Step, here: str, parts: tuple[str, ...]) -> Division:
        happened = Happened.NOTHING
        for there in parts:
            happened |= step.what(here=here, there=there, is_backward=self._is_backward)
        return Division(step.on, here, parts, happened, self._is_backward)

    def _share(self, on: date, here: str, there: str) -> tuple[float, str]:
        """NaN where there is no weight, or where none was asked for."""
        weight = self._shares.get((on, self._is_backward, self._basis, here, there)) if self._basis else None
        return (weight.share, weight.source) if weight else (nan, "")


def _by(parts: Iterable[Part], key: Callable[[Part], str]) -> dict[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(key(part), []).append(part)
    return {code: tuple(those) for code, those in found.items()}


def _once(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(things))
