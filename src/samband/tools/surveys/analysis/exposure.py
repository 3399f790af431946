# SPDX-License-Identifier: EUPL-1.2
"""How many have met hate, threats, or either, and in which window: figures of the hate-and-threats survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samband.engines.instrument import MISSING

IntArray = NDArray[np.int16]
NO, YES = 0, 1


class Window(StrEnum):
    """The time a figure speaks of, as its questions' codes end. Two windows are never compared."""

    IN_OFFICE = "_in_office"
    IN_YEAR = "_in_year"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Respondents who have met one kind, the other, both, either. base: those of whom it is known."""

    window: Window
    base: int
    first: int
    second: int
    both: int
    either: int


def with_implied_answers(*, answers: Mapping[str, IntArray]) -> dict[str, IntArray]:
    """No for the year where no was said for the whole time in office, so that both windows have one base.

    answers: item -> codes as entered (respondents,), MISSING for none. The survey does not ask about the year
    whoever answered no for the whole time. An answer that was given stays as it is, also don't know.
    """
    completed = dict(answers)
    for item, codes in answers.items():
        office = answers.get(item.removesuffix(Window.IN_YEAR) + Window.IN_OFFICE)
        if item.endswith(Window.IN_YEAR) and office is not None:
            completed[item] = np.where((codes == MISSING) & (office == NO), np.int16(NO), codes)
    return completed


def exposure(
    *,
    answers: Mapping[str, IntArray],
    window: Window,
    kinds: tuple[str, str] = ("hate", "threat"),
) -> Exposure:
    """Unweighted counts of two kinds in one window, each respondent once.

    A yes to one is a yes to either, whatever the other; a no needs two. Whoever leaves it open, because one
    is no and the other not answered, is outside the base. Raises KeyError when a kind was not asked.
    """
    completed = with_implied_answers(answers=answers)
    first, second = (completed[f"{kind}{window}"] for kind in kinds)
    either = (first == YES) | (second == YES)
    known = either | ((first == NO) & (second == NO))
    return Exposure(
        window=window,
        base=int(known.sum()),
        first=int((first == YES).sum()),
        second=int((second == YES).sum()),
        both=int(((first == YES) & (second == YES)).sum()),
        either=int(either.sum()),
    )


def adds_up(*, first: float, second: float, both: float, either: float, rounded_to: float = 0.0) -> bool:
    """Whether either = first + second − both, as it must for figures of one base and one window.

    rounded_to: step to which the figures are rounded, 1 for whole per cent; each may then be half a step off.
    Figures that do not add up mix bases or windows. Reference: KS/Ipsos 2023, 36 + 12 − 8 = 40.
    """
    gap = abs(first + second - both - either)
    return gap <= 4 * rounded_to / 2 + 1e-9 and both <= min(first, second) + rounded_to
