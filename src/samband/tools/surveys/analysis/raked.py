# SPDX-License-Identifier: EUPL-1.2
"""Weights inside each member by two margins, sex and age, where the table of both has too few answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite

import numpy as np

from samband.engines.estimation.answers import Categories
from samband.engines.estimation.plan import CalibrationRule, KnownMargin
from samband.engines.weighting import EmptyCategory, NoConvergence, rake
from samband.tools.surveys.analysis.respondents import FloatArray, RespondentTable
from samband.tools.surveys.analysis.weights import (
    MINIMUM_IN_CELL,
    UNKNOWN,
    WHOLE,
    CellTotals,
    Needed,
    Part,
    Parts,
    Weighting,
    WeightingCell,
    background_of,
    joined_ages,
    rows_by_unit,
)

MOST_TIMES_AVERAGE = 5.0
"""Where no limit is given: a member with a weight of so many times the average is weighted by age alone."""

SEX_PART, AGE_PART = "sex part", "age part"
"""Columns of the margins; their categories are named for the member, since no margin crosses its border."""


@dataclass(frozen=True)
class RakedWeighting(Weighting):
    """cells: by sex and (joined) age group, with the population that raking gives them.

    columns: SEX_PART and AGE_PART -> the category of each respondent. totals_of: persons by category.
    """

    columns: Mapping[str, Categories] = field(default_factory=dict)
    totals_of: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def rule(self) -> CalibrationRule:
        """The margins as an estimation plan names them."""
        return CalibrationRule(
            tuple(
                KnownMargin((column,), {(name,): total for name, total in totals.items()})
                for column, totals in self.totals_of.items()
            )
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """One cell with its place in both margins."""

    cell: WeightingCell
    sex: str
    age: str


def raked_weighting_of(
    *,
    respondents: RespondentTable,
    population: Mapping[str, float],
    cells_by_unit: Mapping[str, CellTotals],
    minimum: int = MINIMUM_IN_CELL,
    most_times: float = inf,
) -> RakedWeighting:
    """Weights of one group so that sexes and ages of each member have their totals, each by itself.

    Arguments and treatment of unknown backgrounds as in ``weighting_of``. Age groups with fewer respondents
    than the minimum are joined with a neighbour; a member where a sex has fewer, or where both margins cannot
    be met with weights up to most_times the average (where that is endless: five times), goes by age alone.
    """
    needed = Needed(minimum, most_times)
    made: list[_Made] = []
    place = np.zeros(len(respondents), dtype=np.int32)
    for unit, rows in rows_by_unit(respondents):
        backgrounds = [background_of(respondents, row) for row in rows]
        found = list(_of_unit(unit, backgrounds, cells_by_unit.get(unit, {}), population[unit], needed))
        at_part = {part: len(made) + at for at, one in enumerate(found) for part in one.cell.parts}
        made.extend(found)
        place[rows] = [at_part.get(background, len(made) - 1) for background in backgrounds]
    return RakedWeighting(
        cells=tuple(one.cell for one in made),
        cell_by_respondent=Categories(place, tuple(one.cell.name for one in made)),
        columns={
            SEX_PART: _categories([one.sex for one in made], place),
            AGE_PART: _categories([one.age for one in made], place),
        },
        totals_of={
            SEX_PART: _totals(made, [one.sex for one in made]),
            AGE_PART: _totals(made, [one.age for one in made]),
        },
    )


def _categories(names: Sequence[str], place: np.ndarray) -> Categories:
    labels, codes = np.unique(np.array(names, dtype=str), return_inverse=True)
    return Categories(codes.astype(np.int32)[place], tuple(labels.tolist()))


def _totals(made: Sequence[_Made], names: Sequence[str]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for one, name in zip(made, names, strict=True):
        totals[name] = totals.get(name, 0.0) + one.cell.population
    return totals


def _of_unit(
    unit: str, backgrounds: Sequence[Part], totals: CellTotals, population: float, needed: Needed
) -> Iterator[_Made]:
    """The cells with respondents; the last one takes those whose background is unknown."""
    counts = {part: backgrounds.count(part) for part in totals}
    known, everybody = sum(counts.values()), len(backgrounds)
    if known < needed.respondents:
        name = f"{unit}|{WHOLE}"
        yield _Made(WeightingCell(unit, name, tuple(totals), everybody, population), name, name)
        return
    scale = population / sum(totals.values()) * known / everybody
    scaled = {part: persons * scale for part, persons in totals.items()}
    ages = joined_ages(counts=counts, totals=totals, needed=needed)
    yield from _raked(unit, counts, scaled, ages, needed)
    if unknown := everybody - known:
        name = f"{unit}|{UNKNOWN}"
        yield _Made(WeightingCell(unit, name, (), unknown, population * unknown / everybody), name, name)


def _raked(
    unit: str, counts: Mapping[Part, int], totals: Mapping[Part, float], ages: list[Parts], needed: Needed
) -> Iterator[_Made]:
    sexes: list[Parts] = [
        tuple(part for part in totals if part[0] == sex) for sex in dict.fromkeys(sex for sex, _ in totals)
    ]
    persons = None
    if all(sum(counts[part] for part in sex) >= needed.respondents for sex in sexes):
        persons = _persons(counts, totals, sexes, ages, needed.most_times)
    if persons is None:
        sexes = [tuple(totals)]
        persons = np.array([[sum(totals[part] for part in age) for age in ages]])
    for sex, row in zip(sexes, persons, strict=True):
        for age, weighted in zip(ages, row.tolist(), strict=True):
            parts = tuple(part for part in age if part in sex)
            if number := sum(counts[part] for part in parts):
                sex_name = sex[0][0] if len(sexes) > 1 else WHOLE
                age_name = "+".join(dict.fromkeys(name for _, name in age))
                cell = WeightingCell(unit, f"{unit}|{sex_name} {age_name}", parts, number, weighted)
                yield _Made(cell, f"{unit}|{sex_name}", f"{unit}|{age_name}")


def _persons(
    counts: Mapping[Part, int],
    totals: Mapping[Part, float],
    sexes: list[Parts],
    ages: list[Parts],
    most_times: float,
) -> FloatArray | None:
    """(sexes, ages), persons; None where both margins cannot be met with weights that are not extreme."""
    number = np.array([[sum(counts[p] for p in age if p in sex) for age in ages] for sex in sexes], float)
    margins = [np.array([sum(totals[part] for part in parts) for parts in side]) for side in (sexes, ages)]
    sex, age = np.nonzero(number)
    try:
        found = rake(
            design_weights=number[sex, age], groups=[sex, age], margins=margins, tolerance=1e-11
        ).weights
    except (NoConvergence, EmptyCategory):
        return None
    persons = np.zeros(number.shape)
    persons[sex, age] = found
    average = margins[0].sum() / number.sum()
    heaviest = float((found / number[sex, age]).max())
    most = most_times if isfinite(most_times) else MOST_TIMES_AVERAGE
    return persons if heaviest <= most * average else None
