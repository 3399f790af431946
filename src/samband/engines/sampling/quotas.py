# SPDX-License-Identifier: EUPL-1.2
"""Quotas: how many interviews each group shall have, which groups are open, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from samband.engines.sampling.frames import Label

ANY = "*"
"""In a cell's label: whatever the category."""


@dataclass(frozen=True, slots=True)
class Cell:
    """label: a category for each dimension, ANY where it does not matter. target: interviews wanted."""

    label: Label
    target: int

    def holds(self, person: Label) -> bool:
        return all(mine in (ANY, theirs) for mine, theirs in zip(self.label, person, strict=True))


@dataclass(frozen=True, slots=True)
class Quotas:
    """dimensions: as unit, sex, age_group. cells: crossed (every category named) or marginal (some are ANY).

    A person belongs to every cell that their categories fit. Make it with ``quotas_of``.
    """

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cells_of(self, person: Label) -> tuple[Cell, ...]:
        """All cells that count this person."""
        return tuple(cell for cell in self.cells if cell.holds(person))


@dataclass(frozen=True, slots=True)
class CellState:
    """done: interviews; running: begun and not ended, which hold their place. missing: target less done.

    projected: interviews at the end of fieldwork at the pace so far, None before the first day is over.
    """

    cell: Cell
    done: int
    running: int
    projected: int | None

    @property
    def missing(self) -> int:
        return max(self.cell.target - self.done, 0)

    @property
    def is_open(self) -> bool:
        return self.done + self.running < self.cell.target


def quotas_of(*, dimensions: Iterable[str], targets: Mapping[Label, int]) -> Quotas:
    """Cells from targets. Raises ValueError for labels of another length, targets below 0, contradictions.

    A contradiction: the crossed cells inside a marginal one want more than the marginal one allows.
    """
    names = tuple(dimensions)
    for label, target in targets.items():
        if len(label) != len(names) or target < 0:
            raise ValueError(
                f"Quota {' × '.join(label)}: {target}. Name one category for each of {', '.join(names)} "
                f"({ANY} for any) and a target of 0 or more."
            )
    made = Quotas(names, tuple(Cell(label, target) for label, target in sorted(targets.items())))
    _refuse_contradictions(made)
    return made


def _refuse_contradictions(made: Quotas) -> None:
    crossed = [cell for cell in made.cells if ANY not in cell.label]
    for cell in made.cells:
        inside = sum(one.target for one in crossed if cell.holds(one.label))
        if ANY in cell.label and inside > cell.target:
            raise ValueError(
                f"Quota {' × '.join(cell.label)} allows {cell.target}, but its cells want {inside} together. "
                "Raise it, or lower them."
            )


def marginal_targets(*, crossed: Mapping[Label, int], kept: Iterable[int]) -> dict[Label, int]:
    """Targets of margins: the crossed ones added up over all dimensions but the kept places."""
    stays = frozenset(kept)

    def margin(label: Label) -> Label:
        return tuple(part if at in stays else ANY for at, part in enumerate(label))

    ordered = sorted((margin(label), target) for label, target in crossed.items())
    return {
        label: sum(target for _, target in group) for label, group in groupby(ordered, lambda one: one[0])
    }


def takes(*, quotas: Quotas, person: Label, done: Mapping[Label, int], running: Mapping[Label, int]) -> bool:
    """Whether one more interview with this person fits: they belong to a cell, and all their cells are open.

    done, running: interviews by the persons' full labels.
    """
    cells = quotas.cells_of(person)
    return bool(cells) and all(_state(cell, done, running, None).is_open for cell in cells)


def quota_board(
    *,
    quotas: Quotas,
    done: Mapping[Label, int],
    running: Mapping[Label, int] | None = None,
    elapsed: float = 0.0,
) -> tuple[CellState, ...]:
    """The state of every cell, in the order of the cells. elapsed: the part of fieldwork that is over.

    The projection is done/elapsed, at most the target and at least what is done: an even pace, no more.
    """
    if not 0 <= elapsed <= 1:
        raise ValueError(f"The part of fieldwork that is over is {elapsed:g}. Give a part from 0 to 1.")
    return tuple(_state(cell, done, running or {}, elapsed or None) for cell in quotas.cells)


def _state(
    cell: Cell, done: Mapping[Label, int], running: Mapping[Label, int], elapsed: float | None
) -> CellState:
    have, open_now = _count(cell, done), _count(cell, running)
    pace = None if elapsed is None else max(have, min(cell.target, ceil(round(have / elapsed, 9))))
    return CellState(cell, have, open_now, pace)


def _count(cell: Cell, counts: Mapping[Label, int]) -> int:
    if ANY not in cell.label:
        return counts.get(cell.label, 0)
    return sum(count for label, count in counts.items() if cell.holds(label))
