# SPDX-License-Identifier: EUPL-1.2
"""How often a nominal 95 % interval holds the truth, over all areas; figures in
docs/methods/small-areas.md."""

from dataclasses import dataclass

import numpy as np
import pytest

from samband.engines.small_areas import Auxiliary, ModelPlan, fay_herriot, model_small_areas, nested_error
from samband.engines.small_areas.tests.survey_of_areas import drawn_areas
from samband.engines.tables import Estimate, EstimateTable, Status

SCALE = np.arange(1, 6)
CUTS = np.array([-1.5, -0.5, 0.4, 1.3])
QUANTILE = 1.959964


@dataclass(frozen=True)
class Case:
    """base and spread: of the areas on the logit scale. n: fewest and most respondents. size: persons of an
    area."""

    statistic: str
    areas: int
    base: float
    spread: float
    n: tuple[int, int]
    size: int = 0
    lowest: float = 0.93
    highest: float = 0.97


CASES = {
    "mean_120_areas": Case("mean", 120, 0, 0.25, (5, 60)),
    "mean_40_areas": Case("mean", 40, 0, 0.25, (5, 60)),
    "mean_356_areas": Case("mean", 356, 0, 0.25, (5, 60)),
    "mean_areas_much_alike": Case("mean", 120, 0, 0.1, (5, 60), highest=0.995),
    "share_of_a_quarter": Case("share", 120, -1, 0.3, (5, 60)),
    "share_of_a_half": Case("share", 120, 0, 0.3, (5, 60)),
    "share_of_a_twelfth": Case("share", 120, -2.5, 0.3, (5, 60)),
    "share_2_to_20_answers": Case("share", 120, -1, 0.3, (2, 20)),
    "share_members_of_152": Case("share", 120, -1, 0.3, (5, 60), size=152),
}


def covered(case, *, samples, seed):
    """Share of areas and samples whose interval holds the truth; the columns explain half of the spread."""
    chance = np.random.default_rng(seed)
    column = chance.normal(size=case.areas)
    low, high = np.log(case.n)
    n = np.exp(chance.uniform(low, high, case.areas)).astype(int)
    known = Auxiliary(
        tuple(f"{at:04}" for at in range(case.areas)),
        ("column", "persons"),
        np.column_stack([column, np.full(case.areas, case.size or 1e12)]),
    )
    plan = ModelPlan(below=10**6, columns=("column",), population="persons" if case.size else "")
    hits = []
    for _ in range(samples):
        effects = case.base + 0.3 * column + case.spread * chance.normal(size=case.areas)
        draw = drawn_share if case.statistic == "share" else drawn_mean
        truth, value, se = draw(effects, n, case.size, chance)
        (figure,) = model_small_areas(
            table=table_of(known.units, n, value, se, case.statistic), auxiliary=known, plan=plan
        )
        hits += [row.lower <= true <= row.upper for row, true in zip(figure.rows, truth, strict=True)]
    return np.mean(hits)


def drawn_share(effects, n, size, chance):
    share = 1 / (1 + np.exp(-effects))
    if size:
        of_whom = chance.binomial(size, share)
        counts, truth = chance.hypergeometric(of_whom, size - of_whom, n), of_whom / size
    else:
        counts, truth = chance.binomial(n, share), share
    value = counts / n
    silent = 1 - n / size if size else 1.0
    return truth, value, np.sqrt(silent * value * (1 - value) / np.maximum(n - 1, 1))


def drawn_mean(effects, n, size, chance):
    below = 1 / (1 + np.exp(-(CUTS[None] - effects[:, None])))
    shares = np.diff(np.column_stack([np.zeros(len(n)), below, np.ones(len(n))]), axis=1)
    counts = np.stack([chance.multinomial(asked, share) for asked, share in zip(n, shares, strict=True)])
    value = counts @ SCALE / n
    squares = np.maximum(counts @ SCALE**2 - n * value**2, 0)
    return shares @ SCALE, value, np.sqrt(squares / np.maximum(n - 1, 1) / n)


def table_of(units, n, value, se, statistic):
    return EstimateTable(
        Estimate("all", unit, "q", statistic, "", int(asked), own, error, own, own, Status.ESTIMATED)
        for unit, asked, own, error in zip(units, n, value.tolist(), se.tolist(), strict=True)
    )


@pytest.mark.parametrize("name", ["mean_40_areas", "share_of_a_twelfth"])
def test_intervals_hold_the_truth_in_a_reduced_run(name):
    assert 0.91 <= covered(CASES[name], samples=25, seed=1) <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_intervals_hold_the_truth_as_often_as_they_say(name):
    case = CASES[name]
    found = covered(case, samples=max(40, 48_000 // case.areas), seed=2)

    print(f"{name}: {found:.3f}")  # noqa: T201  the figures of the method page
    assert case.lowest <= found <= case.highest


@pytest.mark.slow
@pytest.mark.parametrize("between", [0.5, 1.0, 3.0])
def test_the_formula_of_prasad_and_rao_holds_where_areas_differ(between):
    direct, variances, auxiliaries, truth = drawn_areas(areas=356, seed=7, items=600, between=between)
    model = fay_herriot(direct=direct, variances=variances, auxiliaries=auxiliaries)
    found = (np.abs(model.eblup - truth) <= QUANTILE * np.sqrt(model.mse)).mean()

    assert 0.93 <= found <= 0.97


@pytest.mark.parametrize("samples", [40, pytest.param(600, marks=pytest.mark.slow)])
def test_intervals_of_the_unit_level_hold_the_truth(samples):
    chance, hits = np.random.default_rng(9), []
    n = chance.integers(2, 15, 60)
    areas = np.repeat(np.arange(60), n)
    for _ in range(samples):
        columns = np.column_stack([np.ones(len(areas)), chance.normal(size=len(areas))])
        effects = 0.5 * chance.normal(size=60)
        answers = columns @ [2.0, 0.5] + effects[areas] + chance.normal(size=len(areas))
        means = np.column_stack([np.ones(60), np.zeros(60)])
        found = nested_error(
            answers=answers, auxiliaries=columns, areas=areas, area_means=means, population=np.full(60, 1e9)
        )
        hits.append(np.abs(found.eblup - 2.0 - effects) <= QUANTILE * np.sqrt(found.mse))

    assert 0.93 <= np.mean(hits) <= 0.97
