# SPDX-License-Identifier: EUPL-1.2
"""Which quota cells a respondent counts in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any


@dataclass(frozen=True, slots=True)
class CellIndex:
    """Fields that cells are made of -> values of these fields -> cells. Found without going through all."""

    by_fields: Mapping[tuple[str, ...], Mapping[tuple[str, ...], tuple[int, ...]]]

    def cells_of(self, *, traits: Mapping[str, Any]) -> tuple[int, ...]:
        """Numbers of the cells that somebody with these traits belongs to, ascending. A trait is a text."""
        found: list[int] = []
        for fields, cells in self.by_fields.items():
            found += cells.get(tuple(str(traits.get(name, "")) for name in fields), ())
        return tuple(sorted(found))


def cell_index(*, cells: Mapping[int, Mapping[str, Sequence[str]]]) -> CellIndex:
    """cells: number -> field -> values that belong. A cell without fields takes everybody."""
    index: dict[tuple[str, ...], dict[tuple[str, ...], tuple[int, ...]]] = {}
    for number, definition in sorted(cells.items()):
        fields = tuple(sorted(definition))
        of_fields = index.setdefault(fields, {})
        for values in product(*(map(str, definition[name]) for name in fields)):
            of_fields[values] = (*of_fields.get(values, ()), number)
    return CellIndex(index)
