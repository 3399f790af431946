# SPDX-License-Identifier: EUPL-1.2
"""What was decided about each figure, and why. For the analyst only: reasons are never published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Cell(NamedTuple):
    """One measure in one group and unit. All its statistics are released together or not at all."""

    group: str
    unit: str
    measure: str


class Cause(StrEnum):
    """Why a cell is withheld. All but SECONDARY are primary: the cell itself tells too much."""

    EMPTY = "empty"
    RESPONDENTS = "minimum_respondents"
    POPULATION = "minimum_population"
    RESPONSE = "minimum_response"
    UNANIMITY = "unanimity"
    COUNT = "minimum_count"
    DOMINANCE = "dominance"
    P_PERCENT = "p_percent"
    EARLIER = "earlier_version"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Reason:
    """protects, total: for a secondary cell, what could else be subtracted out of which total.

    A group or unit whose name begins with ``~`` is no row of the table: it is what remains of a total when
    its named parts are subtracted, such as respondents of unknown sex.
    """

    cause: Cause
    protects: Cell | None = None
    total: Cell | None = None

    @property
    def is_primary(self) -> bool:
        return self.cause is not Cause.SECONDARY

    def __str__(self) -> str:
        if self.cause is Cause.EARLIER:
            return "withheld so that an earlier version cannot be subtracted from it"
        if self.protects is None or self.total is None:
            return f"withheld by the rule {self.cause}"
        if self.protects.measure != self.total.measure:
            return f"withheld so that {self.protects.measure} cannot be computed from it"
        return f"withheld so that {_place(self.protects)} cannot be subtracted out of {_place(self.total)}"


@dataclass(frozen=True)
class Decisions:
    """reasons: withheld cell -> why. A cell that is not there is released.

    steps: released sum with something withheld beneath it -> what its shares are rounded to, and its means
        where an answer is worth 1.
    """

    reasons: Mapping[Cell, Reason]
    steps: Mapping[Cell, float] = field(default_factory=dict)

    def why(self, *, group: str, unit: str, measure: str) -> Reason | None:
        """Why this figure is withheld, None when it is released."""
        return self.reasons.get(Cell(group, unit, measure))

    def count(self, cause: Cause) -> int:
        """How many cells are withheld for this cause."""
        return sum(reason.cause is cause for reason in self.reasons.values())


def _place(cell: Cell) -> str:
    return f"{cell.group} in {cell.unit}"
