# SPDX-License-Identifier: EUPL-1.2
"""Tables of counts or sums by several dimensions, with every margin, linked by what adds up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise, product
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Codes = tuple[str, ...]
"""One code for each dimension: the name of a cell."""
Divisions = Mapping[str, tuple[Codes, ...]]
"""Of one dimension: a code that is a sum -> one or more ways of dividing it, each into disjoint codes."""
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Positions = NDArray[np.intp]
MOST_CELLS: Final = 2_000_000
_ADDS_UP: Final = 1e-6


class BadTable(ValueError):  # noqa: N818  it names the fact
    """A table that cannot be protected as it stands."""


@dataclass(frozen=True)
class Axis:
    """One dimension. divisions: its sums, each with the ways in which it is divided; several make it linked.

    Two ways of dividing one sum (counties, size classes) must agree in what lies beneath them.
    """

    name: str
    divisions: Divisions

    @cached_property
    def codes(self) -> Codes:
        """Every code, sums first and in the order in which they were named."""
        named = [code for ways in self.divisions.values() for way in ways for code in way]
        return tuple(dict.fromkeys([*self.divisions, *named]))

    @cached_property
    def leaves(self) -> Codes:
        """Codes that are no sums."""
        return tuple(code for code in self.codes if code not in self.divisions)

    @cached_property
    def beneath(self) -> Mapping[str, frozenset[str]]:
        """Code -> the leaves in it. Raises BadTable when divisions of a sum differ, or a sum holds itself."""
        found: dict[str, frozenset[str]] = {leaf: frozenset([leaf]) for leaf in self.leaves}
        for code in self.codes:
            self._descend(code, found, ())
        return found

    def _descend(self, code: str, found: dict[str, frozenset[str]], above: Codes) -> frozenset[str]:
        if code in above:
            raise BadTable(f"{self.name}: {code} is a part of itself. Correct what stands beneath it.")
        if code not in found:
            ways = [self._joined(code, way, found, above) for way in self.divisions[code]]
            if len(set(ways)) > 1:
                raise BadTable(
                    f"{self.name}: the divisions of {code} do not hold the same parts. "
                    "Add the parts that one of them lacks, such as “unknown”."
                )
            found[code] = ways[0]
        return found[code]

    def _joined(
        self, code: str, way: Codes, found: dict[str, frozenset[str]], above: Codes
    ) -> frozenset[str]:
        parts = [self._descend(part, found, (*above, code)) for part in way]
        joined: frozenset[str] = frozenset().union(*parts)
        if len(joined) < sum(map(len, parts)):
            raise BadTable(f"{self.name}: two parts of {code} overlap. Put them into separate divisions.")
        return joined


@dataclass(frozen=True)
class LinkedTable:
    """Every combination of codes is a cell.

    values: (cells,), counts of respondents, or sums of something that is not negative.
    respondents: (cells,), how many stand behind each; the values themselves in a table of counts.
    largest: (cells, k), the largest contributions to each cell, descending; zeros in a table of counts.
    sums: (sums, cells), +1 for the parts and -1 for their sum: sums @ values = 0.
    is_known: (cells,), True for cells that are public already, or cannot but be known (structural zeros).
    is_hidden: (cells,), True for cells that are shown to nobody, but might be computed: what two releases or
        two sets of borders differ by. They are judged like others, and cost nothing to withhold.
    """

    axes: tuple[Axis, ...]
    cells: tuple[Codes, ...]
    values: Floats
    respondents: Floats
    largest: Floats
    sums: sparse.csr_matrix
    is_known: Mask
    is_hidden: Mask

    @cached_property
    def at(self) -> Mapping[Codes, int]:
        """Cell -> its position."""
        return {cell: index for index, cell in enumerate(self.cells)}

    @cached_property
    def is_leaf(self) -> Mask:
        """(cells,), True for cells that are no sums in any dimension."""
        leaves = [set(axis.leaves) for axis in self.axes]
        return np.array(
            [all(code in known for code, known in zip(cell, leaves, strict=True)) for cell in self.cells]
        )

    @cached_property
    def leaves(self) -> sparse.csr_matrix:
        """(cells, leaf cells): 1 where the leaf lies in the cell. Leaf cells in the order of ``cells``."""
        return _beneath(self.axes)


def table_of(
    *,
    axes: Sequence[Axis],
    values: Mapping[Codes, float],
    respondents: Mapping[Codes, float] | None = None,
    largest: Mapping[Codes, Sequence[float]] | None = None,
    known: Collection[Codes] = (),
    hidden: Collection[Codes] = (),
) -> LinkedTable:
    """A table with all its margins from its leaf cells; those not named are zero.

    values may name sums as well: then they must be the sums of their parts. respondents: persons behind each
    leaf cell; left out in a table of counts. largest: of leaf cells; contributors are taken to stand in one
    leaf cell only. known, hidden: cells as ``is_known`` and ``is_hidden`` say.
    Raises BadTable for a code that no dimension has, and for sums that do not add up.
    """
    axes = tuple(axes)
    size = prod(len(axis.codes) for axis in axes)
    if size > MOST_CELLS:
        raise BadTable(f"The table has {size:,} cells, more than {MOST_CELLS:,}. Protect it in parts.")
    cells = tuple(product(*(axis.codes for axis in axes)))
    _check_codes(axes, [*values, *(respondents or ()), *(largest or ()), *known, *hidden])
    beneath = _beneath(axes)
    leaves = list(product(*(axis.leaves for axis in axes)))
    figures = _added(beneath, leaves, values)
    _check_sums(cells, figures, values)
    persons = figures if respondents is None else _added(beneath, leaves, respondents)
    return LinkedTable(
        axes,
        cells,
        figures,
        persons,
        _largest(beneath, leaves, largest or {}),
        _sums(axes),
        _among(cells, known),
        _among(cells, hidden),
    )


def _among(cells: Sequence[Codes], named: Collection[Codes]) -> Mask:
    wanted = set(named)
    return np.array([cell in wanted for cell in cells], dtype=np.bool_)


def _beneath(axes: Sequence[Axis]) -> sparse.csr_matrix:
    return _plain(reduce(sparse.kron, (_axis_beneath(axis) for axis in axes)))


def _plain(matrix: sparse.spmatrix) -> sparse.csr_matrix:
    """Products of matrices may hold zeros as if they were entries."""
    found = sparse.csr_matrix(matrix)
    found.eliminate_zeros()
    return found


def _axis_beneath(axis: Axis) -> sparse.csr_matrix:
    column = {leaf: at for at, leaf in enumerate(axis.leaves)}
    pairs = [(row, column[leaf]) for row, code in enumerate(axis.codes) for leaf in axis.beneath[code]]
    rows, columns = zip(*pairs, strict=True)
    shape = (len(axis.codes), len(axis.leaves))
    return sparse.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=shape)


def _sums(axes: Sequence[Axis]) -> sparse.csr_matrix:
    """Every division of every sum, for every combination of the other dimensions."""
    blocks = []
    for at, axis in enumerate(axes):
        factors = [sparse.identity(len(other.codes), format="csr") for other in axes]
        factors[at] = _axis_sums(axis)
        blocks.append(reduce(sparse.kron, factors))
    return _plain(sparse.vstack(blocks))


def _axis_sums(axis: Axis) -> sparse.csr_matrix:
    column = {code: at for at, code in enumerate(axis.codes)}
    ways = [(total, way) for total, divided in axis.divisions.items() for way in divided]
    matrix = sparse.lil_matrix((len(ways), len(axis.codes)))
    for row, (total, way) in enumerate(ways):
        matrix[row, column[total]] = -1
        for part in way:
            matrix[row, column[part]] = 1
    return matrix.tocsr()


def _added(beneath: sparse.csr_matrix, leaves: list[Codes], given: Mapping[Codes, float]) -> Floats:
    return np.asarray(beneath @ np.array([float(given.get(leaf, 0.0)) for leaf in leaves]))


def _largest(
    beneath: sparse.csr_matrix, leaves: list[Codes], given: Mapping[Codes, Sequence[float]]
) -> Floats:
    width = max((len(found) for found in given.values()), default=0)
    if not width:
        return np.zeros((beneath.shape[0], 0))
    parts = np.array([[*given.get(leaf, ()), *([0.0] * width)][:width] for leaf in leaves])
    bounds = beneath.indptr
    return np.array(
        [np.sort(parts[beneath.indices[low:high]], axis=None)[::-1][:width] for low, high in pairwise(bounds)]
    )


def _check_codes(axes: Sequence[Axis], named: Sequence[Codes]) -> None:
    known = [set(axis.codes) for axis in axes]
    for cell in named:
        if len(cell) != len(axes):
            raise BadTable(f"The cell {cell} names {len(cell)} codes; the table has {len(axes)} dimensions.")
        for axis, codes, code in zip(axes, known, cell, strict=True):
            if code not in codes:
                raise BadTable(
                    f"{axis.name}: there is no code {code}. Add it to what {axis.name} is divided into."
                )


def _check_sums(cells: Sequence[Codes], figures: Floats, given: Mapping[Codes, float]) -> None:
    if np.any(figures < 0):
        name = " · ".join(cells[int(np.argmin(figures))])
        raise BadTable(f"The cell {name} is below zero. Only counts and sums of what is not negative fit.")
    for cell, figure in zip(cells, figures, strict=True):
        if cell in given and abs(given[cell] - figure) > _ADDS_UP * max(1.0, abs(figure)):
            raise BadTable(
                f"{' · '.join(cell)} is {given[cell]:g} in the table, but its parts add up to {figure:g}. "
                "Correct it, or name the part that is missing."
            )
