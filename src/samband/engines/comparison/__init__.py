# SPDX-License-Identifier: EUPL-1.2
"""Putting measures together and beside one another."""

from samband.engines.comparison.composites import BadTree, Composite, Node, composites
from samband.engines.comparison.funnel import (
    Dispersion,
    Limits,
    dispersion,
    normal_limits,
    rate_limits,
    share_limits,
)
from samband.engines.comparison.groups import groups_alike, told_apart
from samband.engines.comparison.ranks import Places, rank_intervals, rank_sets
from samband.engines.comparison.shrinkage import (
    Shrunken,
    shrunken_means,
    shrunken_rates,
    shrunken_shares,
)
from samband.engines.comparison.similarity import BadTrait, Neighbour, Trait, similar_members
from samband.engines.comparison.standings import Mark, Standing, Standings, TooFewUnits, standings

__all__ = [
    "BadTrait",
    "BadTree",
    "Composite",
    "Dispersion",
    "Limits",
    "Mark",
    "Neighbour",
    "Node",
    "Places",
    "Shrunken",
    "Standing",
    "Standings",
    "TooFewUnits",
    "Trait",
    "composites",
    "dispersion",
    "groups_alike",
    "normal_limits",
    "rank_intervals",
    "rank_sets",
    "rate_limits",
    "share_limits",
    "shrunken_means",
    "shrunken_rates",
    "shrunken_shares",
    "similar_members",
    "standings",
    "told_apart",
]
