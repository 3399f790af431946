# SPDX-License-Identifier: EUPL-1.2
"""What synthetic answers are calibrated to.

Levels and ranges: KS Lokaldemokratidatabasen, portal page of 2010 for 43 small municipalities (highest and
lowest item means of inhabitants and councillors, 1-4, and of four indices). The range of 43 normal draws is
4.38 standard deviations wide; that gives the spreads between municipalities. Means lie in the middle of the
published range, moved by at most 0.15 so that items and indices fit together; items that are not published
are chosen so that the index comes out. The spread of persons, 0.55 on an index, is an assumption.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.engines.instrument.model import Item, Polarity

DEMO_SEED = 2021
"""The seed of the demo association; the tests check its waves."""
INHABITANTS = "inhabitants"
COUNCILLORS = "councillors"

INDEX_SPREAD = {"reliable": 0.11, "accountable": 0.16, "close": 0.18, "effective": 0.11}
"""Standard deviation between municipalities of inhabitants' indices."""
DEFAULT_INDEX_SPREAD = 0.14
PERSON_INDEX_SPREAD = 0.55
"""Standard deviation between the persons of one municipality, of an index."""
COUNCIL_SPREAD = 1.25
"""Councils differ more than inhabitants do: the published ranges are wider by about this."""
SIZE_SLOPE = -0.05
"""Change of the mean for ten times as many inhabitants: satisfaction falls with size (Ruralis 2012)."""
STABLE_SHARE = 0.75
"""Part of the variance between municipalities that stays from wave to wave."""


@dataclass(frozen=True, slots=True)
class ItemLevel:
    """Means as asked (a negative statement is not turned), and what else is known of the item.

    spread: standard deviation of inhabitants' means between municipalities. dont_know: share of inhabitants.
    """

    inhabitants: float
    councillors: float
    spread: float
    dont_know: float = 0.04

    def mean(self, group: str) -> float:
        return self.councillors if group == COUNCILLORS else self.inhabitants


LEVELS: Mapping[str, ItemLevel] = {
    "no_power_abuse": ItemLevel(2.90, 3.30, 0.14, 0.06),
    "equal_treatment": ItemLevel(2.75, 3.10, 0.14, 0.05),
    "special_interests": ItemLevel(2.70, 2.45, 0.137, 0.06),
    "promises_kept": ItemLevel(2.65, 2.90, 0.14, 0.05),
    "informs_on_issues": ItemLevel(2.80, 2.85, 0.25, 0.02),
    "informs_on_taxes": ItemLevel(2.45, 2.50, 0.16, 0.04),
    "parties_no_difference": ItemLevel(2.65, 2.10, 0.137, 0.05),
    "clear_responsibility": ItemLevel(2.85, 3.00, 0.16, 0.05),
    "heeds_views": ItemLevel(2.58, 2.95, 0.18, 0.04),
    "chances_to_influence": ItemLevel(2.38, 2.95, 0.20, 0.04),
    "easy_to_reach": ItemLevel(2.70, 3.40, 0.20, 0.04),
    "satisfied_services": ItemLevel(3.05, 3.10, 0.205, 0.01),
    "services_by_need": ItemLevel(2.75, 3.00, 0.15, 0.03),
    "good_control": ItemLevel(2.55, 2.95, 0.15, 0.05),
}


def level_of(*, item: Item) -> ItemLevel:
    """The calibrated level of an item by its concept or code; a middling one for any other item."""
    known = LEVELS.get(item.concept) or LEVELS.get(item.code)
    if known:
        return known
    width = item.scale.high - item.scale.low
    middle = item.scale.low + width * (0.45 if item.polarity is Polarity.NEGATIVE else 0.55)
    better = -0.08 * width if item.polarity is Polarity.NEGATIVE else 0.08 * width
    return ItemLevel(middle, middle + better, 0.05 * width)
