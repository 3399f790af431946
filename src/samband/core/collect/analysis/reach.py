# SPDX-License-Identifier: EUPL-1.2
"""How far answers go, and what that makes of the codes of those who were asked by name.

Beside a person stands only that they have answered (1.1): which of the answers is a partial one tells nobody
who gave it. So partial interviews, break-offs and early ends are counted among the answers and taken out of
the sum of those who have answered.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from samband.core.collect.rules import COMPLETE

PARTIAL: Final = "1.2"
BROKEN_OFF: Final = "2.12"
SCREENED_OUT: Final = "4.10"
"""Selected, and not one of those whom the questions concern (AAPOR, Standard Definitions)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Answers that came one by one and have left the ballot box.

    opened: all of them. partial, broken_off: of those that were not led to an early end. early: section that
    ended them -> answers.
    """

    opened: int = 0
    partial: int = 0
    broken_off: int = 0
    early: Mapping[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        return self.opened - self.partial - self.broken_off - sum(self.early.values())


def with_reach(*, counts: Mapping[str, int], reach: Reach) -> Mapping[str, int]:
    """counts: code -> people, all who have answered as 1.1. reach: of the answers of these people.

    Never more than have answered: what does not fit, as in answers of people without a name, stays 1.1.
    """
    found = Counter(counts)
    told = {SCREENED_OUT: sum(reach.early.values()), BROKEN_OFF: reach.broken_off, PARTIAL: reach.partial}
    for code, number in told.items():
        moved = min(number, found[COMPLETE])
        found[COMPLETE] -= moved
        found[code] += moved
    return {code: number for code, number in found.items() if number}
