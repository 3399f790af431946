# SPDX-License-Identifier: EUPL-1.2
"""Whether so many answers are a complete interview, a partial one or a break-off.

Source: AAPOR, Standard Definitions (10th edition, 2023), on complete, partial and broken-off interviews. The
standard lets every survey set its limits beforehand and names, as one usual set, all applicable questions:
below 50 % answered a break-off, from 50 to 80 % partial, above 80 % complete. A refused question is not
answered; "don't know" is.
"""

from dataclasses import dataclass
from enum import StrEnum


class Extent(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True, slots=True)
class ExtentRule:
    """partial_from: per cent of the applicable questions from which on an interview is partial.
    complete_above: per cent above which it is complete. 0 <= partial_from <= complete_above <= 100.
    """

    partial_from: int = 50
    complete_above: int = 80

    def extent_of(self, *, asked: int, answered: int) -> Extent:
        """asked: questions that apply, as far as they are known; answered: those of them with an answer.

        With nothing asked it is complete. Compared in whole numbers, so 80 % of anything is not above 80 %.
        """
        if not asked or 100 * answered > self.complete_above * asked or answered == asked:
            return Extent.COMPLETE
        return Extent.PARTIAL if 100 * answered >= self.partial_from * asked else Extent.BROKEN_OFF


USUAL_EXTENT = ExtentRule()
