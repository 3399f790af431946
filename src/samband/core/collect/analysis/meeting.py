# SPDX-License-Identifier: EUPL-1.2
"""What may be shown of a council's answers minutes after they were given.

The figures are those that estimation would publish, held to the same disclosure rules as a wave; the spread
over all answers of a scale is shown only where it stands them too, else the halves of the scale alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any, Final

import numpy as np

from samband.engines.disclosure import DisclosureRules, context_of, release
from samband.engines.estimation import Group, Plan, estimate
from samband.engines.instrument import MISSING, Index, Instrument, Item
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status

_HERE: Final = "council"
_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure. n: valid answers; None when the figure is withheld, and then there is nothing else.

    lower, upper: limits of the mean at 95 per cent; equal to it when everybody has answered.
    shares: codes -> part of the valid answers, in the order of the scale: each code by itself, or the
    category of the scale ("3-4") and the rest of it, or nothing.
    """

    measure: str
    n: int | None = None
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    shares: tuple[tuple[str, float], ...] = ()

    @property
    def is_withheld(self) -> bool:
        return self.n is None

    def as_json(self) -> list[Any]:
        """``figure_of`` reads it."""
        return [self.measure, self.n, self.mean, self.lower, self.upper, [list(one) for one in self.shares]]


def figure_of(*, kept: Sequence[Any]) -> Figure:
    """From what ``as_json`` gave."""
    measure, n, mean, lower, upper, shares = kept
    return Figure(measure, n, mean, lower, upper, tuple((name, part) for name, part in shares))


def council_figures(
    *,
    answers: Sequence[Mapping[str, Any]],
    instrument: Instrument,
    group: str,
    seats: int,
    rules: DisclosureRules,
) -> tuple[Figure, ...]:
    """Items, then indices, that this group was asked; in the order of the instrument.

    answers: one mapping for each who answered, item -> code; codes for missing answers count as none.
    seats: of the whole council, so that the absent count as not heard. Nobody's answers give only withheld
    figures.
    """
    asked = [item for item in instrument.items if item.is_asked_of(group)]
    indices = [one for one in instrument.indices if all(item in asked for item in one.items)]
    measures = [*(item.code for item in asked), *(one.code for one in indices)]
    if not answers:
        return tuple(Figure(code) for code in measures)
    coarse = _estimated(answers, asked, instrument, group, seats)
    fine = EstimateTable([*_means(coarse, asked), *_spread(answers, asked, group)])
    released = _released(coarse, instrument, group, max(seats, len(answers)), rules)
    spread = _released(fine, instrument, group, max(seats, len(answers)), rules)
    return tuple(_figure(code, group, released, spread, instrument) for code in measures)


def _estimated(
    answers: Sequence[Mapping[str, Any]],
    asked: Sequence[Item],
    instrument: Instrument,
    group: str,
    seats: int,
) -> EstimateTable:
    columns = {item.code: np.array([_code(one, item) for one in answers], dtype=np.int16) for item in asked}
    here, of = [_HERE] * len(answers), [group] * len(answers)
    plan = Plan(
        unit="unit",
        strata=("unit",),
        population={(_HERE,): float(max(seats, len(answers)))},
        groups=(Group(group, {"group": frozenset({group})}),),
        with_total_group=False,
    )
    table = estimate(answers={"unit": here, "group": of, **columns}, instrument=instrument, plan=plan)
    return table.where(unit=_HERE)


def _code(one: Mapping[str, Any], item: Item) -> int:
    found = one.get(item.code)
    return found if isinstance(found, int) and found in item.scale.codes else MISSING


def _means(table: EstimateTable, asked: Sequence[Item]) -> Iterator[Estimate]:
    codes = {item.code for item in asked}
    return (row for row in table if row.measure in codes and row.statistic == "mean")


def _spread(answers: Sequence[Mapping[str, Any]], asked: Sequence[Item], group: str) -> Iterator[Estimate]:
    """The part of each code, as rows that disclosure control judges."""
    for item in asked:
        given = [code for one in answers if (code := _code(one, item)) != MISSING]
        for code in item.scale.codes:
            value = given.count(code) / len(given) if given else nan
            key = (group, _HERE, item.code, "share", str(code))
            status = Status.ESTIMATED if given else Status.EMPTY
            yield Estimate(*key, len(given), value, nan, nan, nan, status)


def _released(
    table: EstimateTable, instrument: Instrument, group: str, population: int, rules: DisclosureRules
) -> ReleasedTable:
    there = {row.measure for row in table}
    context = context_of(
        table=table,
        population_by_place={(group, _HERE): population},
        scales={code: _ends(instrument, code) for code in instrument.measures},
        composites={
            one.code: tuple(item.code for item in one.items)
            for one in instrument.indices
            if one.code in there
        },
    )
    return release(table=table, rules=rules, context=context)


def _ends(instrument: Instrument, code: str) -> tuple[float, float]:
    measure = instrument.measures[code]
    ends = measure if isinstance(measure, Index) else measure.scale
    return float(ends.low), float(ends.high)


def _figure(
    code: str, group: str, released: ReleasedTable, spread: ReleasedTable, instrument: Instrument
) -> Figure:
    mean = released.get(measure=code, group=group, unit=_HERE)
    if mean is None or not mean.is_known:
        return Figure(code)
    measure = instrument.measures[code]
    shares = () if isinstance(measure, Index) else _shares(measure, group, released, spread)
    value, lower, upper = map(_rounded, (mean.value, mean.lower, mean.upper))
    return Figure(code, mean.n, value, lower, upper, shares)


def _shares(
    item: Item, group: str, released: ReleasedTable, spread: ReleasedTable
) -> tuple[tuple[str, float], ...]:
    each = [
        (
            str(code),
            spread.get(measure=item.code, group=group, unit=_HERE, statistic="share", category=str(code)),
        )
        for code in item.scale.codes
    ]
    known = [(name, row.value) for name, row in each if row is not None and row.is_known]
    return tuple(known) if len(known) == len(each) else _halves(item, group, released)


def _halves(item: Item, group: str, released: ReleasedTable) -> tuple[tuple[str, float], ...]:
    for share in item.scale.shares:
        row = released.get(measure=item.code, group=group, unit=_HERE, statistic="share", category=share.name)
        if row is not None and row.is_known:
            rest = "-".join(_ends_of([code for code in item.scale.codes if code not in share.codes]))
            return ((rest, 1 - row.value), (share.name, row.value))
    return ()


def _ends_of(codes: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((str(codes[0]), str(codes[-1]))))


def _rounded(value: float) -> float | None:
    return round(value, _DECIMALS) if isfinite(value) else None
