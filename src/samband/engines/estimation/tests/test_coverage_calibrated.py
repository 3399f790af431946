# SPDX-License-Identifier: EUPL-1.2
"""Nominal 95 % intervals of calibrated estimates hold the truth in 93 to 97 of 100 samples.

Samples are drawn from one made-up population, in which sex, age and schooling explain the answers a
little and who answers strongly. Each is calibrated to the margins of that population, and estimated by
the engine.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from samband.engines.estimation import Clusters, Plan
from samband.engines.estimation.answers import Categories
from samband.engines.estimation.intervals import mean_limits, share_limits
from samband.engines.estimation.means import domain_means
from samband.engines.estimation.plan import CalibrationRule, KnownMargin
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.tests.survey_of_reference import instrument_of
from samband.engines.instrument import Item, Scale, Share
from samband.engines.weighting import Bounds, Method

SEED, REDUCED, FULL = 20220405, 80, 3000
SLACK = 3 * (0.95 * 0.05 / REDUCED) ** 0.5
INSTRUMENT = instrument_of(Item("y", Scale("four", (1, 2, 3, 4), {}, (Share("3-4", (3, 4)),)), "y"))
VARIABLES = {"sex": ("f", "m"), "age": ("young", "middle", "old"), "school": ("low", "high")}


@dataclass(frozen=True)
class Population:
    """(persons,). codes: variable -> index of category. answers: how gladly each takes part."""

    codes: dict[str, np.ndarray]
    stratum: np.ndarray
    household: np.ndarray
    y: np.ndarray
    eagerness: np.ndarray


@cache
def population(persons: int) -> Population:
    rng = np.random.default_rng([SEED, persons])
    codes = {name: rng.integers(0, len(labels), persons) for name, labels in VARIABLES.items()}
    household = np.arange(persons) // 3
    level = 2.2 + 0.6 * (codes["sex"] == 0) + 0.3 * codes["age"] + 0.3 * codes["school"]
    level += rng.normal(0, 0.4, household[-1] + 1)[household]
    y = np.clip(np.round(level + rng.normal(0, 0.7, persons)), 1, 4).astype(np.int8)
    stratum = (np.arange(persons) >= persons * 2 // 3).astype(int)
    eagerness = np.exp(0.5 * (codes["sex"] == 0) + 0.4 * codes["school"] + 0.2 * codes["age"])
    return Population(codes, stratum, household, y, eagerness)


@dataclass(frozen=True)
class Survey:
    """How many of how many are drawn, by stratum or by household, and what the weights meet."""

    persons: int
    sizes: tuple[int, ...]
    rule: CalibrationRule
    variables: tuple[str, ...] = ("sex", "age", "school")
    by_household: bool = False
    all_answer: bool = True
    domain: tuple[str, int] | None = None

    def drawn(self, rng: np.random.Generator) -> np.ndarray:
        everybody = population(self.persons)
        if self.by_household:
            households = rng.choice(int(everybody.household[-1]) + 1, self.sizes[0], replace=False)
            return np.flatnonzero(np.isin(everybody.household, households))
        if not self.all_answer:
            chance = everybody.eagerness / everybody.eagerness.mean() * self.sizes[0] / self.persons
            return np.flatnonzero(rng.random(self.persons) < chance)
        strata = [np.flatnonzero(everybody.stratum == at) for at in (0, 1)]
        if len(self.sizes) == 1:
            strata = [np.arange(self.persons)]
        return np.concatenate(
            [rng.choice(rows, n, replace=False) for rows, n in zip(strata, self.sizes, strict=True)]
        )

    def plan(self) -> Plan:
        everybody = population(self.persons)
        margins = tuple(
            KnownMargin((name,), known(everybody.codes[name], VARIABLES[name])) for name in self.variables
        )
        plan = Plan(unit="unit", calibration=replace(self.rule, margins=margins))
        if self.by_household:
            return replace(plan, clusters=Clusters("household", {("all",): self.persons / 3}))
        if len(self.sizes) == 1:
            return replace(plan, population={("all",): float(self.persons)})
        return replace(plan, strata=("stratum",), population=known(everybody.stratum, ("0", "1")))

    @property
    def inside(self) -> np.ndarray:
        """(persons,), who is in the domain that is estimated."""
        everybody = population(self.persons)
        return (
            np.ones(self.persons, bool)
            if self.domain is None
            else everybody.codes[self.domain[0]] == self.domain[1]
        )


def known(codes: np.ndarray, labels: tuple[str, ...]) -> dict[tuple[str, ...], float]:
    counts = np.bincount(codes, minlength=len(labels)).tolist()
    return {(label,): float(count) for label, count in zip(labels, counts, strict=True)}


def held(survey: Survey, rng: np.random.Generator, plan: Plan) -> tuple[bool, bool]:
    """Whether the intervals of mean and share hold the truth in one sample."""
    everybody, inside, rows = population(survey.persons), survey.inside, survey.drawn(rng)
    answers: dict[str, object] = {
        name: Categories(codes[rows].astype(np.int32), VARIABLES[name])
        for name, codes in everybody.codes.items()
    }
    answers["stratum"] = Categories(everybody.stratum[rows].astype(np.int32), ("0", "1"))
    answers["unit"] = Categories(inside[rows].astype(np.int32), ("out", "in"))
    names = tuple(map(str, range(int(everybody.household[-1]) + 1)))
    answers["household"] = Categories(everybody.household[rows].astype(np.int32), names)
    answers["y"] = everybody.y[rows]
    sample = Sample.of(answers=answers, instrument=INSTRUMENT, plan=plan)
    layout = sample.tables[1].layout
    mean, share = (domain_means(sums=sums, layout=layout) for sums in sample.reduced())
    truth = everybody.y[inside]
    return (
        holds(mean_limits(means=mean, confidence=0.95), float(truth.mean())),
        holds(share_limits(means=share, confidence=0.95), float((truth >= 3).mean())),
    )


def holds(limits, truth: float) -> bool:
    lower, upper = (float(limit[-1]) for limit in limits)
    return lower <= truth <= upper


def rule(method: Method, *bounds: float) -> CalibrationRule:
    return CalibrationRule((), {}, method, Bounds(*bounds) if bounds else Bounds())


RAKING = rule(Method.RAKING)
SURVEYS = {
    "raking, 300 of 3,000": Survey(3000, (300,), RAKING),
    "linear, 300 of 3,000": Survey(3000, (300,), rule(Method.LINEAR)),
    "truncated linear 0.6–1.6, 300 of 3,000": Survey(3000, (300,), rule(Method.LINEAR, 0.6, 1.6)),
    "logit 0.5–2, 300 of 3,000": Survey(3000, (300,), rule(Method.LOGIT, 0.5, 2)),
    "raking, two strata: 150 of 2,000, 150 of 1,000": Survey(3000, (150, 150), RAKING),
    "raking, 100 of 400 households of 3": Survey(1200, (100,), RAKING, by_household=True),
    "raking, 60 of 153": Survey(153, (60,), RAKING, ("sex", "age")),
    "raking, women among 300 of 3,000": Survey(3000, (300,), RAKING, domain=("sex", 0)),
    "raking, the schooled among 300 of 3,000": Survey(
        3000, (300,), RAKING, ("sex", "age"), domain=("school", 1)
    ),
    "raking, about 300 of 3,000, the eager answer": Survey(3000, (300,), RAKING, all_answer=False),
}


def measured(name: str, samples: int) -> tuple[float, float]:
    """Coverage of the mean and of the share of 3–4."""
    rng = np.random.default_rng([SEED, list(SURVEYS).index(name), samples])
    survey = SURVEYS[name]
    plan = survey.plan()
    found = np.array([held(survey, rng, plan) for _ in range(samples)])
    mean, share = found.mean(axis=0).tolist()
    return mean, share


@pytest.mark.parametrize("name", SURVEYS)
def test_calibrated_intervals_hold_the_truth_about_as_often_as_they_say(name):
    for coverage in measured(name, REDUCED):
        assert 0.93 - SLACK <= coverage <= 1


@pytest.mark.slow
@pytest.mark.parametrize("name", SURVEYS)
def test_calibrated_intervals_hold_the_truth_as_often_as_they_say_in_full(name):
    for coverage in measured(name, FULL):
        assert 0.93 <= coverage <= 0.97
