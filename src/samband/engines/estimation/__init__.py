# SPDX-License-Identifier: EUPL-1.2
"""Estimates with honest uncertainty under the sampling design: means, shares, quantiles, differences."""

from samband.engines.estimation.answers import Answers, BadAnswers, Categories, Column
from samband.engines.estimation.changes import minimum_detectable_change, respondents_for_change
from samband.engines.estimation.databases import DUCKDB, POSTGRESQL, SPARK, SparkRows, connected_rows
from samband.engines.estimation.design import SingleUnitStratum
from samband.engines.estimation.differences import difference, is_certain
from samband.engines.estimation.estimates import estimate
from samband.engines.estimation.gaps import Gap, family_of_gaps
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.plan import (
    Clusters,
    Group,
    Modes,
    Plan,
    PostStrata,
    QuantileInterval,
    QuantileRule,
    Quantiles,
    Ratio,
    ReplicateMethod,
    Replicates,
    ResponseRule,
    SecondStage,
    SingleUnit,
)
from samband.engines.estimation.reliability import Reliability, reliability
from samband.engines.estimation.replicates import BadReplicates
from samband.engines.estimation.response import BadResponse, Response, response_of
from samband.engines.estimation.review import Finding, review
from samband.engines.estimation.second_opinion import SecondOpinion, second_opinion
from samband.engines.estimation.sources import InMemory

__all__ = [
    "DUCKDB",
    "POSTGRESQL",
    "SPARK",
    "Answers",
    "BadAnswers",
    "BadReplicates",
    "BadResponse",
    "Categories",
    "Clusters",
    "Column",
    "Finding",
    "Gap",
    "Group",
    "InMemory",
    "Modes",
    "Plan",
    "PostStrata",
    "QuantileInterval",
    "QuantileRule",
    "Quantiles",
    "Ratio",
    "Reliability",
    "ReplicateMethod",
    "Replicates",
    "Response",
    "ResponseRule",
    "SecondOpinion",
    "SecondStage",
    "SingleUnit",
    "SingleUnitStratum",
    "SparkRows",
    "connected_rows",
    "difference",
    "estimate",
    "family_of_gaps",
    "is_certain",
    "minimum_detectable_change",
    "read_groups",
    "reliability",
    "respondents_for_change",
    "response_of",
    "review",
    "second_opinion",
]
