# SPDX-License-Identifier: EUPL-1.2
"""Which is which of holdings that are alike in all that is kept, as two classes of shares may be."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Row = TypeVar("Row")
Place = TypeVar("Place", bound=Hashable)


def numbered(
    *, rows: Iterable[Row], place: Callable[[Row], Place], is_counted: Callable[[Row], bool]
) -> dict[tuple[Place, int], Row]:
    """(place, 1) -> the first of a place, (place, 2) -> the second. What is not counted is one: the last.

    So what is loaded twice is found again as often as it is told, and one that is gone is missed.
    """
    found: dict[tuple[Place, int], Row] = {}
    times: Counter[Place] = Counter()
    for row in rows:
        where = place(row)
        times[where] += is_counted(row) or not times[where]
        found[where, times[where]] = row
    return found
