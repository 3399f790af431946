# SPDX-License-Identifier: EUPL-1.2
"""How many delegates each unit sends to a congress: by a rule that is data, and with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from samband.engines.ballots.divisors import Apportionment, Method, apportion
from samband.engines.ballots.provenance import Provenance
from samband.engines.ballots.ties import REFUSE, TieRule


@dataclass(frozen=True, slots=True)
class Unit:
    """A county, region or member. inhabitants: persons; None when not known."""

    code: str
    name: str
    kind: str
    inhabitants: int | None = None


class Rounding(StrEnum):
    BEGUN = "begun"
    """One for every begun step."""
    FULL = "full"
    """One for every full step."""


@dataclass(frozen=True, slots=True)
class PerInhabitants:
    """fixed + one for every step of inhabitants, within minimum and maximum."""

    name: str
    kinds: tuple[str, ...]
    for_every: int
    rounding: Rounding = Rounding.BEGUN
    fixed: int = 0
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Above ``above`` inhabitants up to and with ``up_to``; None: no upper end."""

    above: int
    up_to: int | None
    count: int

    def holds(self, inhabitants: int) -> bool:
        return self.above < inhabitants and (self.up_to is None or inhabitants <= self.up_to)


@dataclass(frozen=True, slots=True)
class ByBands:
    """A number for each band of inhabitants."""

    name: str
    kinds: tuple[str, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class PerUnit:
    """The same number for every unit; exceptions: code -> another."""

    name: str
    kinds: tuple[str, ...]
    delegates: int
    exceptions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    """A fixed total shared out by inhabitants, each unit with at least the minimum."""

    name: str
    kinds: tuple[str, ...]
    delegates: int
    method: Method
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """Delegates of a group outside the units, such as member companies."""

    name: str
    delegates: int


Part = PerInhabitants | ByBands | PerUnit | Shared | Fixed


@dataclass(frozen=True, slots=True)
class DelegateRule:
    provenance: Provenance
    parts: tuple[Part, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of units that the rule counts."""
        return frozenset(kind for part in self.parts if not isinstance(part, Fixed) for kind in part.kinds)


class Reason(StrEnum):
    """Why a unit has its number."""

    COMPUTED = "computed"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    BAND = "band"
    EQUAL = "equal"
    EXCEPTION = "exception"
    QUOTIENTS = "quotients"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """unit: None for a group outside the units. steps: inhabitants through the step, exact; else None."""

    part: str
    unit: Unit | None
    delegates: int
    reason: Reason
    steps: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """shares: part -> its table of quotients, for parts that share out a fixed total."""

    rule: DelegateRule
    lines: tuple[AllocationLine, ...]
    shares: Mapping[str, Apportionment]

    @property
    def total(self) -> int:
        return sum(line.delegates for line in self.lines)

    @property
    def by_unit(self) -> dict[str, int]:
        """Code of the unit -> delegates over all parts."""
        sums: dict[str, int] = {}
        for line in self.lines:
            if line.unit is not None:
                sums[line.unit.code] = sums.get(line.unit.code, 0) + line.delegates
        return sums

    @property
    def by_part(self) -> dict[str, int]:
        return {
            part.name: sum(line.delegates for line in self.lines if line.part == part.name)
            for part in self.rule.parts
        }


class CannotAllocate(ValueError):  # noqa: N818  it names the fact
    """The rule does not say how many this unit has."""


def allocate(*, units: Sequence[Unit], rule: DelegateRule, ties: TieRule = REFUSE) -> Allocation:
    """Delegates of every unit by every part of the rule.

    units: each once, of the day whose borders count. Units of kinds that no part names get none and no line.
    Raises CannotAllocate (inhabitants not known, no band), UnresolvedTie, BadVotes.
    """
    if len({unit.code for unit in units}) < len(units):
        raise CannotAllocate("A unit stands twice in the list. Keep one line for each.")
    shares: dict[str, Apportionment] = {}
    lines: list[AllocationLine] = []
    for part in rule.parts:
        if isinstance(part, Fixed):
            lines.append(AllocationLine(part.name, None, part.delegates, Reason.FIXED))
            continue
        counted = [unit for unit in units if unit.kind in part.kinds]
        if isinstance(part, Shared):
            if counted:
                shares[part.name] = _shared(part, counted, ties)
                lines += _share_lines(part, counted, shares[part.name])
        else:
            lines += [_line(part, unit) for unit in counted]
    return Allocation(rule, tuple(lines), shares)


def _line(part: PerInhabitants | ByBands | PerUnit, unit: Unit) -> AllocationLine:
    if isinstance(part, PerUnit):
        exceptional = unit.code in part.exceptions
        reason = Reason.EXCEPTION if exceptional else Reason.EQUAL
        return AllocationLine(part.name, unit, part.exceptions.get(unit.code, part.delegates), reason)
    if isinstance(part, ByBands):
        band = next((band for band in part.bands if band.holds(_inhabitants(unit))), None)
        if band is None:
            raise CannotAllocate(
                f"{unit.name} has {unit.inhabitants} inhabitants, and no band of {part.name} holds them."
            )
        return AllocationLine(part.name, unit, band.count, Reason.BAND)
    return _by_steps(part, unit)


def _by_steps(part: PerInhabitants, unit: Unit) -> AllocationLine:
    steps = Fraction(_inhabitants(unit), part.for_every)
    count = part.fixed + (steps.__ceil__() if part.rounding is Rounding.BEGUN else steps.__floor__())
    if count < part.minimum:
        return AllocationLine(part.name, unit, part.minimum, Reason.MINIMUM, steps)
    if part.maximum is not None and count > part.maximum:
        return AllocationLine(part.name, unit, part.maximum, Reason.MAXIMUM, steps)
    return AllocationLine(part.name, unit, count, Reason.COMPUTED, steps)


def _shared(part: Shared, units: Sequence[Unit], ties: TieRule) -> Apportionment:
    votes = {unit.code: _inhabitants(unit) for unit in units}
    held = dict.fromkeys(votes, part.minimum)
    return apportion(votes=votes, seats=part.delegates, method=part.method, ties=ties, held=held)


def _share_lines(part: Shared, units: Sequence[Unit], shared: Apportionment) -> list[AllocationLine]:
    def line(unit: Unit) -> AllocationLine:
        seats = shared.seats[unit.code]
        at_minimum = part.minimum > 0 and seats == part.minimum
        return AllocationLine(part.name, unit, seats, Reason.MINIMUM if at_minimum else Reason.QUOTIENTS)

    return [line(unit) for unit in units]


def _inhabitants(unit: Unit) -> int:
    if unit.inhabitants is None:
        raise CannotAllocate(
            f"{unit.name} has no known number of inhabitants. Load it, or choose another day."
        )
    if unit.inhabitants < 0:
        raise CannotAllocate(f"{unit.name} has {unit.inhabitants} inhabitants. Write a number from 0 up.")
    return unit.inhabitants
