# SPDX-License-Identifier: EUPL-1.2
"""The fees of a year."""

from collections.abc import Mapping, Sequence

from samband.engines.fees.model import FeeRules, Member
from samband.engines.fees.results import Assessment


def assess(
    *, rules: FeeRules, members: Sequence[Member], year: int = 0, choices: Mapping[str, str] | None = None
) -> Assessment:
    """The fee of every member for a year, each line with its steps. year: 0 for the year of the rules."""
    raise NotImplementedError
