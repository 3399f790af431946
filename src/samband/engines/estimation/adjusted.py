# SPDX-License-Identifier: EUPL-1.2
"""Weights of the cells before totals are met: the silent spoken for, samples joined, extremes cut."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import BadAnswers
from samband.engines.estimation.cells import Cells, Dimension, FloatArray
from samband.engines.estimation.plan import Plan, SamplesRule, SilenceRule, Times, TrimRule
from samband.engines.weighting import (
    Collapse,
    EmptyCategory,
    NotCovered,
    adjust_for_silence,
    integrate_samples,
    sum_by,
    trim,
    weight_diagnostics,
)

YES, NO = frozenset({"1", "yes", "true"}), frozenset({"0", "no", "false"})


@dataclass(frozen=True, slots=True)
class SilenceAdjusted:
    """drawn, answered: sums of design weights. smallest, largest: factors. collapses: classes joined."""

    classes: int
    drawn: float
    answered: float
    smallest: float
    largest: float
    collapses: tuple[Collapse, ...]


@dataclass(frozen=True, slots=True)
class SampleJoined:
    """One sample. effective: Kish's number. share: what it counts for those whom all samples cover."""

    name: str
    respondents: int
    effective: float
    share: float


@dataclass(frozen=True, slots=True)
class Trimmed:
    """lower, upper: limits in persons. raised, cut: respondents below and above. moved: persons."""

    lower: float
    upper: float
    raised: int
    cut: int
    moved: float


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What was done to the weights, for reports. None, or no samples: not in the plan."""

    silence: SilenceAdjusted | None = None
    samples: tuple[SampleJoined, ...] = ()
    trimmed: Trimmed | None = None


def adjusted_weights(*, cells: Cells, plan: Plan, weight: FloatArray) -> tuple[FloatArray, Adjustments]:
    """weight: (cells,), of one respondent, by the design. The same, adjusted as the plan says.

    Raises BadAnswers, InfeasibleMargin and LimitsTooTight.
    """
    done = Adjustments()
    if plan.silence:
        weight, silence = _silence(cells, plan, plan.silence, weight)
        done = replace(done, silence=silence)
    if plan.samples:
        weight, samples = _samples(cells, plan, plan.samples, weight)
        done = replace(done, samples=samples)
    if plan.trim:
        weight, trimmed = _trimmed(cells, plan.trim, weight)
        done = replace(done, trimmed=trimmed)
    return weight, done


def _silence(
    cells: Cells, plan: Plan, rule: SilenceRule, weight: FloatArray
) -> tuple[FloatArray, SilenceAdjusted]:
    if plan.population and not plan.weights:
        raise BadAnswers(
            "The population already makes those who answered stand for everybody in the stratum, so that "
            "nothing is left for nonresponse to do. Name the design weights (weights: {column: weight}), or "
            "leave nonresponse out."
        )
    classes = cells.adjusting[rule.columns]
    answered = sum_by(index=classes.index, values=weight * cells.respondents, size=len(classes))
    respondents = np.bincount(classes.index, weights=cells.respondents).astype(np.int64)
    _refuse_more_than_drawn(classes, answered, rule)
    by_label = dict(
        zip(classes.labels, zip(answered.tolist(), respondents.tolist(), strict=True), strict=True)
    )
    labels = list(rule.drawn)
    numbers = np.array([by_label.get(label, (0.0, 0)) for label in labels])
    try:
        found = adjust_for_silence(
            labels=labels,
            drawn=np.array(list(rule.drawn.values())),
            answered=numbers[:, 0],
            respondents=numbers[:, 1].astype(np.int64),
            along=rule.columns.index(rule.collapse or rule.columns[-1]),
            enough=rule.enough,
        )
    except EmptyCategory as empty:
        raise BadAnswers(
            f"nonresponse: nobody answered of {empty.category}, where {empty.total:g} were drawn, and no "
            "neighbour can be joined. Name fewer columns, or join along another one (collapse)."
        ) from None
    factor = dict(zip(labels, found.factors.tolist(), strict=True))
    by_class = np.array([factor[label] for label in classes.labels])
    told = SilenceAdjusted(
        classes=len(np.unique(found.post_stratum)),
        drawn=sum(rule.drawn.values()),
        answered=float(answered.sum()),
        smallest=float(by_class.min()),
        largest=float(by_class.max()),
        collapses=found.collapses,
    )
    return weight * by_class[classes.index], told


def _refuse_more_than_drawn(classes: Dimension, answered: FloatArray, rule: SilenceRule) -> None:
    for label, number in zip(classes.labels, answered.tolist(), strict=True):
        drawn = rule.drawn.get(label, 0.0)
        if number > drawn * (1 + 1e-9):
            raise BadAnswers(
                f"nonresponse: {' / '.join(label)}: {drawn:g} were drawn, but {number:g} answered. Correct "
                "one; both are counted in design weights where the plan names a column of weights.",
                column=" / ".join(rule.columns),
            )


def _samples(
    cells: Cells, plan: Plan, rule: SamplesRule, weight: FloatArray
) -> tuple[FloatArray, tuple[SampleJoined, ...]]:
    sample = cells.adjusting[rule.column,]
    if len(sample) < 2:
        only = f"all respondents are in the sample {sample.labels[0][0]}"
        raise BadAnswers(f"samples: {only}. Leave samples out, or correct the column.", column=rule.column)
    persons = weight * cells.respondents
    strata, size = cells.strata.index, (len(cells.strata), len(sample))
    by_stratum = np.zeros(size)
    np.add.at(by_stratum, (strata, sample.index), persons)
    if rule.covered:
        _refuse_shared_weights(plan)
        reach = _reach(cells, rule, sample)
    else:
        reach = by_stratum[strata] > 0
    if not plan.weights:
        # By the design all samples together make the stratum; each is to make it alone before they join.
        weight = weight * by_stratum.sum(axis=1)[strata] / by_stratum[strata, sample.index]
    try:
        found = integrate_samples(
            weights=weight,
            sample=sample.index,
            covered=reach,
            samples=len(sample),
            sharing=rule.sharing,
            respondents=cells.respondents,
        )
    except NotCovered as fault:
        raise _not_covered(cells, rule, sample, fault) from None
    respondents = np.bincount(sample.index, weights=cells.respondents).astype(int).tolist()
    names = [name for (name,) in sample.labels]
    told = zip(names, respondents, found.effective.tolist(), found.factors.tolist(), strict=True)
    return found.weights, tuple(SampleJoined(*one) for one in told)


def _refuse_shared_weights(plan: Plan) -> None:
    if not plan.weights:
        raise BadAnswers(
            "samples: where the samples cover different people, each respondent needs the weight that they "
            "have in their own sample. Name its column (weights: {column: weight}), or leave covered out."
        )


def _reach(cells: Cells, rule: SamplesRule, sample: Dimension) -> NDArray[np.bool_]:
    """(cells, samples), whether the sample could have reached them."""
    names = [name for (name,) in sample.labels]
    absent = [name for name in names if name not in rule.covered]
    if absent:
        raise BadAnswers(
            f"samples: covered does not name the sample {', '.join(absent)}. Add the column that says whom "
            "it could have reached.",
            column=rule.column,
        )
    columns = [_said_yes(cells, rule.covered[name]) for name in names]
    return np.stack(columns, axis=1)


def _said_yes(cells: Cells, column: str) -> NDArray[np.bool_]:
    found = cells.adjusting[column,]
    words = [label.lower() for (label,) in found.labels]
    for at, word in enumerate(words):
        if word not in YES | NO:
            row = int(np.argmax(found.index[cells.cell_by_respondent] == at))
            what = f"“{word[:20]}” says neither yes nor no. Write 1 or 0."
            raise BadAnswers(what, column=column, row=row)
    yes: NDArray[np.bool_] = np.array([word in YES for word in words])[found.index]
    return yes


def _not_covered(cells: Cells, rule: SamplesRule, sample: Dimension, fault: NotCovered) -> BadAnswers:
    row = int(np.argmax(cells.cell_by_respondent == fault.row))
    name = sample.labels[fault.sample][0]
    what = f"Answered in the sample {name}, which is said not to cover this person. Correct one of the two."
    return BadAnswers(what, column=rule.covered[name], row=row)


def _trimmed(cells: Cells, rule: TrimRule, weight: FloatArray) -> tuple[FloatArray, Trimmed]:
    whole = weight_diagnostics(weights=weight, respondents=cells.respondents)
    times = {
        Times.MEDIAN: whole.median,
        Times.MEAN: whole.population / whole.respondents,
        Times.ONE: 1.0,
    }[rule.times]
    lower, upper = rule.lower * times, rule.upper * times
    found = trim(
        weights=weight,
        upper=upper,
        lower=lower,
        within=cells.adjusting[rule.within].index if rule.within else None,
        respondents=cells.respondents,
    )
    raised, cut = (int(cells.respondents[side].sum()) for side in (weight < lower, weight > upper))
    return found.weights, Trimmed(lower, upper, raised, cut, found.moved)
