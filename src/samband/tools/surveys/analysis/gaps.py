# SPDX-License-Identifier: EUPL-1.2
"""Where two groups of a member differ, all measures judged together: of many gaps some look certain
by chance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from samband.engines.estimation import family_of_gaps
from samband.engines.tables import EstimateTable
from samband.tools.surveys.analysis.comparison import Comparison, Verdict, between_groups

RATE = 0.05
"""Part of the gaps called certain that may be chance, on average (Benjamini and Hochberg 1995)."""


@dataclass(frozen=True, slots=True)
class JudgedGaps:
    """gaps: widest first; certain are those that stand when all are looked at together.

    alone: how many would be certain if each were the only one. adjusted: measure -> its probability by chance
    in the family of all.
    """

    gaps: tuple[Comparison, ...]
    alone: int
    adjusted: Mapping[str, float]

    @property
    def judged(self) -> int:
        """How many can be compared at all."""
        return len(self.adjusted)

    @property
    def certain(self) -> tuple[Comparison, ...]:
        return tuple(gap for gap in self.gaps if gap.verdict.is_certain)

    @property
    def by_chance(self) -> float:
        """How many would look certain alone if both groups thought the same of everything."""
        return RATE * self.judged


def judged_gaps(
    *, table: EstimateTable, measures: Iterable[str], unit: str, first: str, second: str
) -> JudgedGaps:
    """first − second of each measure, the family of the unit's gaps judged together.

    Not for one gap that was asked about beforehand: its own interval answers that.
    """
    gaps = between_groups(table=table, measures=measures, unit=unit, first=first, second=second)
    able = [gap for gap in gaps if gap.verdict is not Verdict.CANNOT_COMPARE]
    judged = family_of_gaps(differences=[gap.difference for gap in able if gap.difference], rate=RATE)
    adjusted = {gap.measure: one.adjusted for gap, one in zip(able, judged, strict=True)}
    alone = sum(gap.verdict.is_certain for gap in able)
    return JudgedGaps(tuple(_judged(gap, adjusted) for gap in gaps), alone, adjusted)


def _judged(gap: Comparison, adjusted: Mapping[str, float]) -> Comparison:
    if gap.verdict.is_certain and adjusted[gap.measure] > RATE:
        return replace(gap, verdict=Verdict.NO_CERTAIN_DIFFERENCE)
    return gap
