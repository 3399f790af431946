# SPDX-License-Identifier: EUPL-1.2
"""Nominal 95 % intervals hold the truth in 93 to 97 of 100 samples, for every design that we offer.

Each sample is a stratum (or more) and a unit of its own, so that one run of the engine estimates all of them.
Answers follow the published distribution of the democracy survey roughly: 10, 20, 40 and 30 % on 1–4. People
answer independently of one another, so that those who answer are drawn first and the silent ones after them.
A share in a council jumps from one possible value to the next: no interval can hold it in just 95 % of all
samples, and ours holds it more often.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from samband.engines.estimation.design import Design
from samband.engines.estimation.differences import difference
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.intervals import difference_limits, mean_limits, share_limits
from samband.engines.estimation.means import domain_differences, domain_means
from samband.engines.estimation.plan import SingleUnit
from samband.engines.estimation.reduce import Sums
from samband.engines.tables import Estimate, Status

ANSWERS, SHARES = np.array([1, 2, 3, 4]), (0.1, 0.2, 0.4, 0.3)


@dataclass
class Samples:
    """Rows of all samples together, y = 0 for no answer.

    What a row's stratum, cluster and post-stratum are is distinct over all samples. size: sampling units in
    all, by stratum. mean, share: the truth, by sample.
    """

    y: np.ndarray
    unit: np.ndarray
    stratum: np.ndarray
    weight: np.ndarray
    size: np.ndarray
    mean: np.ndarray
    share: np.ndarray
    cluster: np.ndarray | None = None
    post: np.ndarray | None = None


def simple(population, answers, *, missing=0.0, shares=SHARES) -> Callable:
    def sample(rng, samples):
        y = rng.choice(ANSWERS, (samples, answers), p=shares)
        silent = rng.multinomial(population - answers, shares, samples)
        mean = (y.sum(axis=1) + silent @ ANSWERS) / population
        share = ((y >= 3).sum(axis=1) + silent[:, 2:].sum(axis=1)) / population
        unit = np.repeat(np.arange(samples), answers)
        weight = np.full(y.size, population / answers)
        shown = np.where(rng.random(y.shape) < missing, 0, y).ravel()
        return Samples(shown, unit, unit, weight, np.full(samples, population), mean, share)

    return sample


def stratified(*strata) -> Callable:
    """strata: population, answers and distribution of each."""

    def sample(rng, samples):
        parts = [simple(n, answers, shares=shares)(rng, samples) for n, answers, shares in strata]
        sizes = np.array([n for n, _, _ in strata])
        number, unit = len(strata), np.concatenate([part.unit for part in parts])
        stratum = np.concatenate([part.unit * number + at for at, part in enumerate(parts)])
        y, weight = (np.concatenate([getattr(part, name) for part in parts]) for name in ("y", "weight"))
        mean = sum(part.mean * size for part, size in zip(parts, sizes, strict=True)) / sizes.sum()
        share = sum(part.share * size for part, size in zip(parts, sizes, strict=True)) / sizes.sum()
        return Samples(y, unit, stratum, weight, np.tile(sizes, samples), mean, share)

    return sample


KINDS = np.array([(sex, answer) for sex in (0, 1) for answer in ANSWERS])
KIND_SHARES = (0.05, 0.10, 0.20, 0.15, 0.15, 0.15, 0.15, 0.05)
"""Half are women (sex 1), who answer lower."""


def two_sexes(rng, samples, population, answers):
    """Rows (sex, y), and by sample the persons of each kind in the population."""
    kinds = rng.choice(8, (samples, answers), p=KIND_SHARES)
    silent = rng.multinomial(population - answers, KIND_SHARES, samples)
    seen = np.stack([(kinds == kind).sum(axis=1) for kind in range(8)], axis=1)
    return KINDS[kinds.ravel()], seen + silent


def post_stratified(population, answers) -> Callable:
    """Sex explains the answers; both sexes' totals are known."""

    def sample(rng, samples):
        rows, persons = two_sexes(rng, samples, population, answers)
        unit = np.repeat(np.arange(samples), answers)
        post = unit * 2 + rows[:, 0]
        totals = np.stack([persons[:, :4].sum(axis=1), persons[:, 4:].sum(axis=1)], axis=1).ravel()
        weight = (totals / np.maximum(np.bincount(post, minlength=2 * samples), 1))[post]
        mean, share = (persons @ worth / population for worth in (KINDS[:, 1], KINDS[:, 1] >= 3))
        size = np.full(samples, population)
        return Samples(rows[:, 1], unit, unit, weight, size, mean, share, post=post)

    return sample


def clustered(clusters, drawn, persons) -> Callable:
    """Households whose members think somewhat alike; all of a drawn household answer."""

    def sample(rng, samples):
        own = rng.choice(ANSWERS, (samples, clusters, persons), p=SHARES)
        everybody = np.where(rng.random(own.shape) < 0.3, own[:, :, :1], own)
        unit = np.repeat(np.arange(samples), drawn * persons)
        cluster = np.repeat(np.arange(samples * drawn), persons)
        weight = np.full(unit.size, clusters / drawn)
        truth = everybody.mean(axis=(1, 2)), (everybody >= 3).mean(axis=(1, 2))
        y = everybody[:, :drawn].ravel()
        return Samples(y, unit, unit, weight, np.full(samples, clusters), *truth, cluster=cluster)

    return sample


def estimated(found: Samples):
    """Means and shares of every sample, by the engine."""
    keys = [found.unit, found.stratum, found.weight]
    keys += [extra for extra in (found.cluster, found.post) if extra is not None]
    cells, index = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)
    respondents = np.bincount(index)
    stratum = cells[:, 1].astype(np.intp)
    cluster = None if found.cluster is None else cells[:, 3].astype(np.intp)
    post = None if found.post is None else cells[:, 3].astype(np.intp)
    units = np.bincount(stratum, weights=respondents).astype(int)
    if cluster is not None:
        units = np.bincount(stratum[np.unique(cluster, return_index=True)[1]])
    design = Design(
        respondents=respondents,
        weight=cells[:, 2],
        stratum=stratum,
        sampled=units,
        unsampled_share=1 - units / found.size,
        unseen=np.full(len(units), np.inf) if cluster is not None else found.size - units,
        single_unit=SingleUnit.ADJUST,
        cluster=cluster,
        post_stratum=post,
        population_is_known=cluster is None,
    )
    parts = len(found.mean)
    layout = Layout.of(part_by_cell=cells[:, 0].astype(np.intp), parts=parts, design=design)
    return layout, sums_of(found.y, index, len(cells)), sums_of(found.y, index, len(cells), share=True)


def sums_of(y, index, cells, *, share=False):
    valid = y > 0
    worth = np.where(valid, y >= 3, 0).astype(int) if share else y
    count, total, squares = (
        np.bincount(index, weights=values, minlength=cells).astype(np.int64)
        for values in (valid, worth, worth**2)
    )
    if share:
        return Sums("y", "share", "3-4", count, total, squares, 1, 0.0, 1.0, 0.0, 1.0)
    return Sums("y", "mean", "", count, total, squares, 1, 0.0, 1.0, 1.0, 4.0)


def coverage(limits, truth):
    lower, upper = limits
    return float(((lower <= truth + 1e-9) & (truth <= upper + 1e-9)).mean())


LOWER, HIGHER = (0.2, 0.3, 0.3, 0.2), (0.05, 0.15, 0.4, 0.4)
DESIGNS = {
    "simple: 300 of 5,100": simple(5100, 300),
    "5 % missing answers, 300 of 5,100": simple(5100, 300, missing=0.05),
    "member of 192 inhabitants: 100 of 152 adults": simple(152, 100),
    "council of 31, 28 answer": simple(31, 28),
    "council of 11, 10 answer": simple(11, 10),
    "council of 11, 9 answer": simple(11, 9),
    "three strata: 60 of 2,000, 120 of 800, 60 of 300": stratified(
        (2000, 60, SHARES), (800, 120, LOWER), (300, 60, HIGHER)
    ),
    "weights 1 to 1,000: four strata": stratified(
        (60, 60, LOWER), (600, 60, SHARES), (6000, 60, HIGHER), (60000, 60, SHARES)
    ),
    "post-stratified: 300 of 3,000": post_stratified(3000, 300),
    "post-stratified: 40 of 152": post_stratified(152, 40),
    "clusters: 40 of 400 households of 3": clustered(400, 40, 3),
    "a stratum of one respondent beside 60 of 2,000": stratified((2000, 60, SHARES), (30, 1, SHARES)),
}
REDUCED, FULL = 1000, 20000
SLACK = 3 * (0.95 * 0.05 / REDUCED) ** 0.5
SEED = 20211118


def measured(name: str, samples: int) -> tuple[float, float]:
    """Coverage of the mean and of the share of 3–4."""
    rng = np.random.default_rng([SEED, list(DESIGNS).index(name), samples])
    found = DESIGNS[name](rng, samples)
    layout, means, shares = estimated(found)
    mean = domain_means(sums=means, layout=layout)
    share = domain_means(sums=shares, layout=layout)
    return (
        coverage(mean_limits(means=mean, confidence=0.95), found.mean),
        coverage(share_limits(means=share, confidence=0.95), found.share),
    )


def assert_holds(name: str, samples: int) -> None:
    slack = SLACK if samples == REDUCED else 0.0
    mean, share = measured(name, samples)
    assert 0.93 - slack <= mean <= 0.97 + slack, f"mean: {mean}"
    highest_share = 1.0 if "council" in name else 0.97 + slack
    assert 0.93 - slack <= share <= highest_share, f"share: {share}"


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_hold_the_truth_about_as_often_as_they_say(name):
    assert_holds(name, REDUCED)


@pytest.mark.slow
@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_hold_the_truth_as_often_as_they_say_in_full(name):
    assert_holds(name, FULL)


def two_groups(samples: int) -> float:
    """Men and women of one sample of 200 of 2,000."""
    rng = np.random.default_rng([SEED, 101, samples])
    rows, persons = two_sexes(rng, samples, 2000, 200)
    index = np.repeat(np.arange(samples), 200) * 2 + rows[:, 0]
    design = Design(
        respondents=np.bincount(index, minlength=2 * samples),
        weight=np.full(2 * samples, 10.0),
        stratum=np.repeat(np.arange(samples), 2),
        sampled=np.full(samples, 200),
        unsampled_share=np.full(samples, 0.9),
        unseen=np.full(samples, 1800.0),
        single_unit=SingleUnit.ADJUST,
        population_is_known=True,
    )
    layout = Layout.of(part_by_cell=np.repeat(np.arange(samples), 2), parts=samples, design=design)
    women = np.tile([False, True], samples)
    sums = sums_of(rows[:, 1], index, 2 * samples)
    found = domain_differences(sums=sums, layout=layout, first=~women, second=women)
    means = [persons[:, half] @ ANSWERS / persons[:, half].sum(axis=1) for half in (slice(0, 4), slice(4, 8))]
    return coverage(difference_limits(differences=found, confidence=0.95), means[0] - means[1])


def independent_estimates(samples: int, *, share: bool) -> float:
    """A member of 192 and its council of 11: 100 of 152 adults, 10 of 11 councillors."""
    rng = np.random.default_rng([SEED, 102, samples])
    inhabitants, councillors = simple(152, 100)(rng, samples), simple(11, 10)(rng, samples)
    first, second = (estimates_of(found, share=share) for found in (inhabitants, councillors))
    name = "share" if share else "mean"
    truth = getattr(inhabitants, name) - getattr(councillors, name)
    pairs = [difference(first=one, second=other) for one, other in zip(first, second, strict=True)]
    return coverage((np.array([d.lower for d in pairs]), np.array([d.upper for d in pairs])), truth)


def estimates_of(found: Samples, *, share: bool) -> list[Estimate]:
    layout, mean_sums, share_sums = estimated(found)
    means = domain_means(sums=share_sums if share else mean_sums, layout=layout)
    limits = (share_limits if share else mean_limits)(means=means, confidence=0.95)
    key = ("all", "1151", "y", "share", "3-4") if share else ("all", "1151", "y", "mean", "")
    columns = (means.n, means.value, means.se, *limits)
    return [
        Estimate(*key, int(n), *map(float, figures), Status.ESTIMATED)
        for n, *figures in zip(*columns, strict=True)
    ]


def test_intervals_of_a_difference_of_two_groups_hold():
    assert 0.93 - SLACK <= two_groups(REDUCED) <= 0.97 + SLACK


@pytest.mark.slow
def test_intervals_of_a_difference_of_two_groups_hold_in_full():
    assert 0.93 <= two_groups(FULL) <= 0.97


def test_intervals_of_a_difference_of_independent_estimates_hold():
    assert 0.93 - SLACK <= independent_estimates(REDUCED, share=False) <= 0.97 + SLACK
    assert 0.93 - SLACK <= independent_estimates(REDUCED, share=True) <= 1


@pytest.mark.slow
def test_intervals_of_a_difference_of_independent_estimates_hold_in_full():
    assert 0.93 <= independent_estimates(FULL, share=False) <= 0.97
    assert 0.93 <= independent_estimates(FULL, share=True) <= 1
