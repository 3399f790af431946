# SPDX-License-Identifier: EUPL-1.2
"""Who may have a conflict in which item, by which rule, and what becomes of the quorum. People decide."""

from samband.engines.conflicts.law import Law, Outcome, Rule
from samband.engines.conflicts.law_file import NoSuchLaw, check_law, choose_law, load_law, load_laws

__all__ = ["Law", "NoSuchLaw", "Outcome", "Rule", "check_law", "choose_law", "load_law", "load_laws"]
