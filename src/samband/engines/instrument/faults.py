# SPDX-License-Identifier: EUPL-1.2
"""What makes the files of an instrument unusable."""

from samband.engines.rule_files import RuleFaults


class InstrumentFaults(RuleFaults):
    """An instrument, its crosswalk or its archive cannot be used. faults: everything found, in order."""
