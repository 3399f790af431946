# SPDX-License-Identifier: EUPL-1.2
"""Disclosure control: which figures may leave the house. ``release`` is the only maker of a ReleasedTable."""

from samband.engines.disclosure.context import CrossingMargins, DisclosureContext, context_of
from samband.engines.disclosure.decisions import Cause, Cell, Decisions, Reason
from samband.engines.disclosure.grid import InconsistentMargins
from samband.engines.disclosure.release import AlreadyReleased, UndeclaredDifference, examine, release
from samband.engines.disclosure.rules import BadRules, DisclosureRules, GroupRules
from samband.engines.disclosure.versions import Told, told_by_difference

__all__ = [
    "AlreadyReleased",
    "BadRules",
    "Cause",
    "Cell",
    "CrossingMargins",
    "Decisions",
    "DisclosureContext",
    "DisclosureRules",
    "GroupRules",
    "InconsistentMargins",
    "Reason",
    "Told",
    "UndeclaredDifference",
    "context_of",
    "examine",
    "release",
    "told_by_difference",
]
