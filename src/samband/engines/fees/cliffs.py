# SPDX-License-Identifier: EUPL-1.2
"""Where one more inhabitant changes a fee at a jump."""

from collections.abc import Mapping

from samband.engines.fees.model import FeeRules
from samband.engines.fees.results import Cliff


def find_cliffs(
    *, rules: FeeRules, year: int = 0, choices: Mapping[str, str] | None = None, up_to: int = 1_000_000
) -> tuple[Cliff, ...]:
    """Every drop and jump of every tariff, up to a value of the basis."""
    raise NotImplementedError
