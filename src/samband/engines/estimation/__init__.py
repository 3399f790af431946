# SPDX-License-Identifier: EUPL-1.2
"""Estimates with honest uncertainty: means, shares, indices and differences under the sampling design."""

from samband.engines.estimation.answers import Answers, BadAnswers, Categories, Column
from samband.engines.estimation.design import SingleUnitStratum
from samband.engines.estimation.differences import difference, is_certain
from samband.engines.estimation.estimates import estimate
from samband.engines.estimation.plan import Clusters, Group, Plan, PostStrata, SingleUnit

__all__ = [
    "Answers",
    "BadAnswers",
    "Categories",
    "Clusters",
    "Column",
    "Group",
    "Plan",
    "PostStrata",
    "SingleUnit",
    "SingleUnitStratum",
    "difference",
    "estimate",
    "is_certain",
]
