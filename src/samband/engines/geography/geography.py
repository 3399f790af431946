# SPDX-License-Identifier: EUPL-1.2
"""All units of a country over time, checked once and then asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from samband.engines.geography.steps import Step, make_step
from samband.engines.geography.units import Basis, Change, Unit, Weight

WeightKey = tuple[date, bool, Basis, str, str]
"""Day, is backward, basis, the divided unit, its part."""


class UnknownUnits(LookupError):  # noqa: N818  it names the fact
    """Codes that are not in force on the day."""

    def __init__(self, codes: Iterable[str], on: date) -> None:
        self.codes, self.on = tuple(codes), on
        named = ", ".join(self.codes[:10]) + (" …" if len(self.codes) > 10 else "")
        super().__init__(f"Not in force on {on.isoformat()}: {named}. Check the codes and the date.")


@dataclass(frozen=True, eq=False)
class Geography:
    """Units, changes and weights. Make one with ``make_geography``, which refuses what contradicts itself."""

    units: tuple[Unit, ...]
    changes: tuple[Change, ...]
    weights: tuple[Weight, ...] = ()
    _generations: dict[date, dict[str, Unit]] = field(default_factory=dict, repr=False)

    @cached_property
    def begins(self) -> date:
        """The first day of which anything is known; ``date.max`` without units."""
        return min((unit.valid_from for unit in self.units), default=date.max)

    @cached_property
    def spells(self) -> Mapping[str, tuple[Unit, ...]]:
        """Code -> its spells, oldest first. A code can come back for another territory."""
        found: dict[str, list[Unit]] = {}
        for unit in sorted(self.units, key=lambda unit: unit.key):
            found.setdefault(unit.code, []).append(unit)
        return {code: tuple(units) for code, units in found.items()}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which something changed, oldest first."""
        return tuple(sorted({change.on for change in self.changes}))

    @cached_property
    def shares(self) -> Mapping[WeightKey, Weight]:
        return {(w.on, w.is_backward, w.basis, w.divided, w.part): w for w in self.weights}

    @cached_property
    def steps(self) -> Mapping[date, Step]:
        """What changed on each day, with the units that live on through it."""
        by_day: dict[date, list[Change]] = {}
        for change in self.changes:
            by_day.setdefault(change.on, []).append(change)
        return {
            on: make_step(
                on=on,
                changes=by_day[on],
                before=self.generation(on=on - timedelta(days=1)),
                after=self.generation(on=on),
            )
            for on in self.days
        }

    def generation(self, *, on: date) -> Mapping[str, Unit]:
        """Code -> unit, of all units in force on the day, in the order of their codes."""
        if on not in self._generations:
            ordered = sorted(self.units, key=lambda unit: unit.code)
            self._generations[on] = {unit.code: unit for unit in ordered if unit.is_in_force(on=on)}
        return self._generations[on]

    def unit(self, *, code: str, on: date) -> Unit:
        """Raises UnknownUnits."""
        found = self.generation(on=on).get(code)
        if found is None:
            raise UnknownUnits((code,), on)
        return found

    def with_weights(self, weights: Iterable[Weight]) -> "Geography":
        """The same geography with further weights; those that it has already are kept as they are."""
        more = [w for w in weights if (w.on, w.is_backward, w.basis, w.divided, w.part) not in self.shares]
        return Geography(self.units, self.changes, (*self.weights, *more))
