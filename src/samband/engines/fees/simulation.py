# SPDX-License-Identifier: EUPL-1.2
"""Two fee models for the same members: who wins, who loses, how much."""

from collections.abc import Sequence

from samband.engines.fees.results import Assessment, Simulation

SIZE_CLASSES = (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def simulate(*, before: Assessment, after: Assessment, classes: Sequence[int] = SIZE_CLASSES) -> Simulation:
    """Compare two assessments of the same members. classes: lower ends of the size classes, the first 0."""
    raise NotImplementedError
