# SPDX-License-Identifier: EUPL-1.2
"""A table of estimates: one row for each group, unit, measure, statistic and category."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import isfinite, nan
from typing import Self

ALL = "all"
"""The name of the total in the columns ``group`` and ``unit``."""

COLUMNS = (
    "group", "unit", "measure", "statistic", "category", "n", "value", "se", "lower", "upper", "status",
)  # fmt: skip

Key = tuple[str, str, str, str, str]


class Status(StrEnum):
    """What a row of figures is. Missing is not zero, and each kind of missing is its own."""

    ESTIMATED = "estimated"
    """Computed, not yet examined for disclosure: never leaves the analyst's desk."""
    EMPTY = "empty"
    """Asked, but nobody in the domain gave a valid answer. Never leaves the analyst's desk."""
    RELEASED = "released"
    """Examined and open."""
    SUPPRESSED = "suppressed"
    """Withheld. Outside, an empty domain bears this status too, so that it tells nothing."""
    NOT_ASKED = "not_asked"
    """This group was not asked this measure."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure with its uncertainty.

    group, unit: ``all`` for the total. measure: code of an item or index.
    statistic: ``mean`` or ``share``; differences are named ``difference``.
    category: for a share, the codes that count, as ``4-5``; else empty.
    n: respondents with a valid answer, None when withheld. value, se, lower, upper: NaN when there is none.
    """

    group: str
    unit: str
    measure: str
    statistic: str
    category: str
    n: int | None
    value: float
    se: float
    lower: float
    upper: float
    status: Status

    @property
    def key(self) -> Key:
        return (self.group, self.unit, self.measure, self.statistic, self.category)

    @property
    def is_known(self) -> bool:
        """True when there is a value to show."""
        return isfinite(self.value)

    def withheld(self) -> "Estimate":
        """The same row without its figures, as suppressed and empty rows look outside."""
        return Estimate(*self.key, None, nan, nan, nan, nan, Status.SUPPRESSED)


class EstimateTable:
    """Estimates in the order of their keys, each key once."""

    def __init__(self, rows: Iterable[Estimate]) -> None:
        self.rows: tuple[Estimate, ...] = tuple(sorted(rows, key=lambda row: row.key))
        if len(self._by_key) != len(self.rows):
            raise DuplicateEstimates(self.rows)

    @cached_property
    def _by_key(self) -> dict[Key, Estimate]:
        return {row.key: row for row in self.rows}

    @cached_property
    def _by_unit(self) -> dict[str, list[Estimate]]:
        found: dict[str, list[Estimate]] = {}
        for row in self.rows:
            found.setdefault(row.unit, []).append(row)
        return found

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def get(
        self, *, measure: str, group: str = ALL, unit: str = ALL, statistic: str = "mean", category: str = ""
    ) -> Estimate | None:
        """The row with this key, or None when it was not computed."""
        return self._by_key.get((group, unit, measure, statistic, category))

    def where(self, **wanted: str) -> Self:
        """The rows whose columns equal the given texts. Quick when the unit is among them."""
        rows = self._by_unit.get(wanted["unit"], ()) if "unit" in wanted else self.rows
        return self._of(row for row in rows if all(getattr(row, k) == v for k, v in wanted.items()))

    def _of(self, rows: Iterable[Estimate]) -> Self:
        return type(self)(rows)


class DuplicateEstimates(ValueError):  # noqa: N818  it names the fact
    """Two estimates share one key."""

    def __init__(self, rows: tuple[Estimate, ...]) -> None:
        seen: set[Key] = set()
        twice = next(row.key for row in rows if row.key in seen or seen.add(row.key))  # type: ignore[func-returns-value]
        super().__init__(f"The figure {' / '.join(twice)} was given twice. Give each figure once.")
