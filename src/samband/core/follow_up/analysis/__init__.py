# SPDX-License-Identifier: EUPL-1.2
"""What a later figure says about a goal, and what all goals together say. Pure."""

from samband.core.follow_up.analysis.outcome import AtTarget, Change, Outcome, outcome
from samband.core.follow_up.analysis.summary import MemberLine, Overview, TopicLine, overview

__all__ = [
    "AtTarget",
    "Change",
    "MemberLine",
    "Outcome",
    "Overview",
    "TopicLine",
    "outcome",
    "overview",
]
