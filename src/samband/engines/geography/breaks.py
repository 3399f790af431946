# SPDX-License-Identifier: EUPL-1.2
"""Where a converted series crosses a change of territory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samband.engines.geography.table import ConvertedTable


@dataclass(frozen=True, slots=True)
class Break:
    """The figures of ``code`` for ``earlier`` and ``later`` are on other borders, which changed on ``on``.

    Figures put together exactly are comparable as sums; what else changed with the reform, nobody adds up.
    """

    code: str
    earlier: date
    later: date
    on: date


def breaks(*, table: ConvertedTable) -> tuple[Break, ...]:
    """Every change of territory between two dates that follow one another, in order of unit and date."""
    order = sorted(range(len(table.known_on)), key=table.known_on.__getitem__)
    return tuple(
        Break(code, table.known_on[one], table.known_on[other], day)
        for code in table.codes
        for one, other in pairwise(order)
        for day in _days(table, code, one, other)
    )


def _days(table: ConvertedTable, code: str, one: int, other: int) -> Iterator[date]:
    days = {
        day
        for at in (one, other)
        for part in table.correspondences[at].parts_of.get(code, ())
        for day in part.days
    }
    yield from sorted(day for day in days if table.known_on[one] < day <= table.known_on[other])
