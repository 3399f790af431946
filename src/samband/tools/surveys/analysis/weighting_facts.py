# SPDX-License-Identifier: EUPL-1.2
"""What a way of weighting does to the answers of one group: what it costs, and what it had to join."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from samband.engines.estimation.answers import NOTHING
from samband.engines.weighting import WeightDiagnostics, weight_diagnostics
from samband.tools.surveys.analysis.estimates import WaveFrame, weighting
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.weights import WeightingCell


@dataclass(frozen=True, slots=True)
class WayShare:
    """One way of asking. share: part of the people that its answers stand for."""

    way: str
    respondents: int
    share: float


@dataclass(frozen=True, slots=True)
class WeightingFacts:
    """Inside members: over all of them weights differ by design, as small members are asked too.

    effective: sum of the members' effective numbers. design_effect: respondents/effective. middle, worst:
    of members' design effects. heaviest: largest weight, times its member's average. joined: cells made of
    several. to_look_at: members whose weights have a finding. by_limit: cells that the limit joined further.
    """

    respondents: int
    members: int
    effective: float
    design_effect: float
    middle: float
    worst: float
    worst_unit: str
    heaviest: float
    heaviest_unit: str
    cells: int
    joined: int
    to_look_at: int
    by_limit: int
    ways: tuple[WayShare, ...]


def weighting_facts(*, respondents: RespondentTable, group: str, frame: WaveFrame) -> WeightingFacts | None:
    """None where nobody of the group has answered. frame: with the rule that is tried."""
    answered = respondents.of_group(group)
    if not len(answered):
        return None
    found = weighting(respondents=respondents, group=group, frame=frame)
    by_unit = {unit: _diagnosed(cells) for unit, cells in _by_unit(found.cells).items()}
    effective = sum(one.effective_respondents for one in by_unit.values())
    worst = max(by_unit, key=lambda unit: by_unit[unit].design_effect)
    times = {unit: one.largest * one.respondents / one.population for unit, one in by_unit.items()}
    heaviest = max(times, key=lambda unit: times[unit])
    return WeightingFacts(
        respondents=len(answered),
        members=len(by_unit),
        effective=effective,
        design_effect=len(answered) / effective,
        middle=median(one.design_effect for one in by_unit.values()),
        worst=by_unit[worst].design_effect,
        worst_unit=worst,
        heaviest=times[heaviest],
        heaviest_unit=heaviest,
        cells=len(found.cells),
        joined=sum(cell.is_joined for cell in found.cells),
        to_look_at=sum(bool(one.findings) for one in by_unit.values()),
        by_limit=_by_limit(respondents, group, frame, len(found.cells)),
        ways=tuple(_ways(answered, found.weight_by_respondent)),
    )


def _by_unit(cells: Sequence[WeightingCell]) -> dict[str, list[WeightingCell]]:
    found: dict[str, list[WeightingCell]] = {}
    for cell in cells:
        found.setdefault(cell.unit, []).append(cell)
    return found


def _diagnosed(cells: Sequence[WeightingCell]) -> WeightDiagnostics:
    weights = np.array([cell.weight for cell in cells])
    return weight_diagnostics(weights=weights, respondents=np.array([cell.respondents for cell in cells]))


def _by_limit(respondents: RespondentTable, group: str, frame: WaveFrame, cells: int) -> int:
    rule = frame.weighted.get(group)
    if rule is None or rule.most_times is None:
        return 0
    free = replace(frame, weighted={**frame.weighted, group: replace(rule, most_times=None)})
    return max(len(weighting(respondents=respondents, group=group, frame=free).cells) - cells, 0)


def _ways(answered: RespondentTable, weights: np.ndarray) -> list[WayShare]:
    known = answered.mode.codes != NOTHING
    size = len(answered.mode.labels)
    counts = np.bincount(answered.mode.codes[known], minlength=size).tolist()
    persons = np.bincount(answered.mode.codes[known], weights=weights[known], minlength=size)
    whole = float(weights.sum())
    return [
        WayShare(way, counts[at], float(persons[at]) / whole)
        for at, way in enumerate(answered.mode.labels)
        if counts[at]
    ]
