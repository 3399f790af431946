# SPDX-License-Identifier: EUPL-1.2
"""Weighting cells inside each member: sex by age where enough people answered, coarser where not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from samband.engines.estimation.answers import NOTHING, Categories
from samband.tools.surveys.analysis.respondents import FloatArray, RespondentTable

MINIMUM_IN_CELL = 5
"""Respondents that a weighting cell needs; smaller ones are joined with a neighbour in age, then in sex."""

UNKNOWN = "unknown"
WHOLE = "everybody"

Part = tuple[str, str]
Parts = tuple[Part, ...]
CellTotals = Mapping[Part, int]
"""(sex, age group) -> adults, age groups in ascending order."""


@dataclass(frozen=True, slots=True)
class WeightingCell:
    """One cell of one member. parts: (sex, age group) joined in it; empty for unknown backgrounds.

    population: adults it stands for. name: unique over all members.
    """

    unit: str
    name: str
    parts: Parts
    respondents: int
    population: float

    @property
    def weight(self) -> float:
        """Adults per respondent; 0 when there is none."""
        return self.population / self.respondents if self.respondents else 0.0

    @property
    def is_joined(self) -> bool:
        return len(self.parts) > 1


@dataclass(frozen=True)
class Weighting:
    """cells: with respondents, member by member. cell_by_respondent: name of each one's cell."""

    cells: tuple[WeightingCell, ...]
    cell_by_respondent: Categories

    @property
    def totals(self) -> dict[tuple[str, ...], float]:
        """Adults by cell, as the estimation plan names post-strata."""
        return {(cell.name,): cell.population for cell in self.cells}

    @property
    def weight_by_respondent(self) -> FloatArray:
        """(respondents,), adults that each stands for."""
        by_name = {cell.name: cell.weight for cell in self.cells}
        weights = np.array([by_name.get(name, 0.0) for name in self.cell_by_respondent.labels])
        found: FloatArray = weights[self.cell_by_respondent.codes]
        return found


def weighting_of(
    *,
    respondents: RespondentTable,
    population: Mapping[str, float],
    cells_by_unit: Mapping[str, CellTotals],
    minimum: int = MINIMUM_IN_CELL,
    most_times: float = inf,
) -> Weighting:
    """Weighting cells of one group of respondents.

    population: unit -> persons. cells_by_unit: unit -> persons by sex and age group; a unit without them is
    one cell. Cells are joined until each has the minimum of respondents, none of whom weighs more than
    most_times the average. Respondents of unknown sex or age keep the member's plain weight N/n, apart from
    the rest.
    """
    needed = Needed(minimum, most_times)
    cells: list[WeightingCell] = []
    names = np.full(len(respondents), "", dtype=object)
    for unit, rows in rows_by_unit(respondents):
        totals = cells_by_unit.get(unit, {})
        backgrounds = [background_of(respondents, row) for row in rows]
        made = list(_cells_of_unit(unit, backgrounds, totals, population[unit], needed))
        cells.extend(made)
        name_of = {part: cell.name for cell in made for part in cell.parts}
        fallback = made[-1].name
        names[rows] = [name_of.get(background, fallback) for background in backgrounds]
    labels, codes = np.unique(names.astype(str), return_inverse=True)
    return Weighting(tuple(cells), Categories(codes.astype(np.int32), tuple(labels.tolist())))


def rows_by_unit(respondents: RespondentTable) -> Iterator[tuple[str, list[int]]]:
    order = np.argsort(respondents.unit.codes, kind="stable")
    ends = np.cumsum(np.bincount(respondents.unit.codes, minlength=len(respondents.unit.labels)))
    for unit, rows in zip(respondents.unit.labels, np.split(order, ends[:-1]), strict=True):
        if len(rows):
            yield unit, rows.tolist()


def background_of(respondents: RespondentTable, row: int) -> Part:
    sex, age = respondents.sex.codes[row], respondents.age_group.codes[row]
    if NOTHING in (sex, age):
        return ("", "")
    return respondents.sex.labels[sex], respondents.age_group.labels[age]


def _cells_of_unit(
    unit: str,
    backgrounds: Sequence[Part],
    totals: CellTotals,
    population: float,
    needed: "Needed",
) -> Iterator[WeightingCell]:
    """The cells with respondents; the last one takes those whose background is unknown."""
    counts = {part: backgrounds.count(part) for part in totals}
    known, everybody = sum(counts.values()), len(backgrounds)
    if known < needed.respondents:
        yield WeightingCell(unit, f"{unit}|{WHOLE}", tuple(totals), everybody, population)
        return
    scale = population / sum(totals.values()) * known / everybody
    for parts in _Joining(counts, totals, needed).joined():
        number, persons = sum(counts[part] for part in parts), sum(totals[part] for part in parts)
        yield WeightingCell(unit, _name(unit, parts), parts, number, scale * persons)
    if unknown := everybody - known:
        yield WeightingCell(unit, f"{unit}|{UNKNOWN}", (), unknown, population * unknown / everybody)


def _name(unit: str, parts: Parts) -> str:
    return f"{unit}|{'+'.join(f'{sex} {age}' for sex, age in parts)}"


@dataclass(frozen=True, slots=True)
class Needed:
    """What a cell needs to stand alone. most_times: the most that its weight may be, by the average."""

    respondents: int = MINIMUM_IN_CELL
    most_times: float = inf


def joined_ages(*, counts: Mapping[Part, int], totals: Mapping[Part, float], needed: Needed) -> list[Parts]:
    """Age groups of both sexes together, those that have not what they need joined."""
    return _Joining(counts, totals, needed).by_age()


@dataclass(frozen=True, slots=True)
class _Joining:
    """Joins cells along age within each sex; if one is still too small, the sexes too, age by age."""

    counts: Mapping[Part, int]
    totals: Mapping[Part, float]
    needed: Needed

    def joined(self) -> list[Parts]:
        sexes = dict.fromkeys(sex for sex, _ in self.totals)
        rows = [self._row([(part,) for part in self.totals if part[0] == sex]) for sex in sexes]
        cells = [cell for row in rows for cell in row]
        if all(self._size(cell) >= self.needed.respondents for cell in cells):
            return cells
        return self.by_age()

    def by_age(self) -> list[Parts]:
        """Age groups of both sexes, the small ones joined with a neighbour."""
        ages = dict.fromkeys(age for _, age in self.totals)
        return self._row([tuple(part for part in self.totals if part[1] == age) for age in ages])

    def _row(self, row: list[Parts]) -> list[Parts]:
        """Join the smallest cell with its smaller neighbour until all are large enough or one is left."""
        while len(row) > 1:
            sizes = [self._size(cell) for cell in row]
            at = sizes.index(min(sizes))
            if sizes[at] >= self.needed.respondents:
                break
            first = min(at, self._beside(at, sizes))
            row = [*row[:first], row[first] + row[first + 1], *row[first + 2 :]]
        return row

    @staticmethod
    def _beside(at: int, sizes: Sequence[int]) -> int:
        return min((place for place in (at - 1, at + 1) if 0 <= place < len(sizes)), key=sizes.__getitem__)

    def _size(self, cell: Parts) -> int:
        """Respondents; none where they outnumber the persons, as no weight below 1 is believed, or where each
        would weigh too much.
        """
        number, persons = sum(self.counts[part] for part in cell), sum(self.totals[part] for part in cell)
        most = self.needed.most_times * sum(self.totals.values()) / sum(self.counts.values())
        return number if number <= persons <= number * most else 0
