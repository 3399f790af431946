# SPDX-License-Identifier: EUPL-1.2
"""Membership fees from rule files: sourced rules as data, exact money, lines that explain themselves."""

from samband.engines.fees.assessing import assess
from samband.engines.fees.cliffs import find_cliffs
from samband.engines.fees.member_file import MemberFaults, read_members
from samband.engines.fees.model import FeeRules, Member, Words, in_language
from samband.engines.fees.money import in_major, in_minor, rounded
from samband.engines.fees.plain import line_from_plain, line_to_plain
from samband.engines.fees.results import (
    Assessment,
    BasisValue,
    Cliff,
    CliffKind,
    Concentration,
    FeeLine,
    MemberChange,
    MemberFee,
    Rate,
    RateIndex,
    Refusal,
    Simulation,
    SizeClass,
    Step,
    StepKind,
)
from samband.engines.fees.rule_file import RuleCheck, check_rules, load_rules
from samband.engines.fees.simulation import SIZE_CLASSES, simulate
from samband.engines.fees.wording import cliff_sentence, explain, step_sentence

__all__ = [
    "SIZE_CLASSES",
    "Assessment",
    "BasisValue",
    "Cliff",
    "CliffKind",
    "Concentration",
    "FeeLine",
    "FeeRules",
    "Member",
    "MemberChange",
    "MemberFaults",
    "MemberFee",
    "Rate",
    "RateIndex",
    "Refusal",
    "RuleCheck",
    "Simulation",
    "SizeClass",
    "Step",
    "StepKind",
    "Words",
    "assess",
    "check_rules",
    "cliff_sentence",
    "explain",
    "find_cliffs",
    "in_language",
    "in_major",
    "in_minor",
    "line_from_plain",
    "line_to_plain",
    "load_rules",
    "read_members",
    "rounded",
    "simulate",
    "step_sentence",
]
