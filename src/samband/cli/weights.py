# SPDX-License-Identifier: EUPL-1.2
"""``samband weights``: a file of respondents in, their weights out, and in words what the weights cost."""

import csv
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from samband.engines.estimation import BadAnswers, Plan
from samband.engines.estimation.adjusted import Adjustments, SampleJoined, SilenceAdjusted, Trimmed
from samband.engines.estimation.answer_faults import AnswerFaults, RowFault
from samband.engines.estimation.answer_file import open_answers
from samband.engines.estimation.plan_file import load_plan
from samband.engines.estimation.planned_weights import (
    PlannedWeights,
    planned_weights,
    refuse_no_weights,
)
from samband.engines.instrument import Instrument
from samband.engines.weighting import Collapse, Finding, WeightDiagnostics

NOTHING_ASKED = Instrument("weights", "1", date.min, "", "", (), {}, (), (), (), {}, "")
"""Weights follow from who answered, never from what."""
FINDINGS = {
    Finding.WEIGHTS_COST_MUCH: "Look at the plan: unequal weights cost more than half of the answers' worth.",
    Finding.ONE_WEIGHS_MUCH: "Look at the largest weight: one respondent stands for more than 5 % of all.",
    Finding.FEW_SPEAK_FOR_MANY: "Look at the heavy weights: few stand for more than a quarter of all.",
}


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "weights",
        help="weight a file of respondents as a plan says, and tell what the weights cost",
        description="Write the weight of every row: row (the header is row 1) and weight, in persons. Tells "
        "the design effect, the extremes and which categories were joined. Exit code 0, or 2 when refused: "
        "then with the totals that cannot be met and the bounds that would do.",
    )
    parser.add_argument("answers", type=Path, metavar="ANSWERS.csv", help="UTF-8, with a header")
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN.yaml")
    parser.add_argument("--out", type=Path, required=True, metavar="WEIGHTS.csv")
    return parser


def run(arguments: Namespace) -> int:
    """Write the weights and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    found = _weights(arguments.answers, load_plan(arguments.plan))
    rows = ((str(at), repr(weight)) for at, weight in enumerate(found.weights.tolist(), start=2))
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("row", "weight"), *rows])
    print("\n".join([f"{arguments.out}: {len(found.weights)} weights.", *in_words(found)]))
    return 0


def _weights(path: Path, plan: Plan) -> PlannedWeights:
    who = replace(plan, unit="", groups=(), measures=(), ratios=(), quantiles=None)
    refuse_no_weights(who)
    with open_answers(path=path, instrument=NOTHING_ASKED, plan=who) as answers:
        try:
            return planned_weights(answers=answers, plan=who)
        except BadAnswers as bad:
            row = 0 if bad.row is None else bad.row + 2
            raise AnswerFaults(path.name, [RowFault(row, bad.column, bad.fault)]) from None


def in_words(found: PlannedWeights) -> Iterator[str]:
    """What an analyst reads before the weights are used."""
    cost = found.diagnostics
    yield f"{cost.respondents:,} respondents stand for {cost.population:,.10g} persons."
    yield (
        f"Weights from {cost.smallest:.4g} to {cost.largest:.4g}, median {cost.median:.4g}. Design effect "
        f"{cost.design_effect:.3f}: worth {cost.effective_respondents:,.0f} respondents of equal weight."
    )
    if cost.heavy:
        yield _heavy(cost)
    yield from _adjusted(found.adjustments)
    yield from map(_joined, found.collapses)
    yield from (FINDINGS[finding] for finding in cost.findings)


def _adjusted(done: Adjustments) -> Iterator[str]:
    """What was done to the design weights before totals were met, in the order in which it was done."""
    if done.silence:
        yield _silence(done.silence)
        yield from map(_joined, done.silence.collapses)
    yield from map(_sample, done.samples)
    if done.trimmed:
        yield _trimmed(done.trimmed)


def _silence(done: SilenceAdjusted) -> str:
    return (
        f"Nonresponse: of {done.drawn:,.10g} drawn {done.answered:,.10g} answered. In {done.classes} classes "
        f"those who answered count {done.smallest:.3g} to {done.largest:.3g} times."
    )


def _sample(one: SampleJoined) -> str:
    return (
        f"Sample {one.name}: {one.respondents:,} respondents, worth {one.effective:,.0f} of equal weight; "
        f"counts {one.share:.1%} for those whom all samples cover."
    )


def _trimmed(done: Trimmed) -> str:
    limits = f"up to {done.upper:.4g}" if not done.lower else f"from {done.lower:.4g} to {done.upper:.4g}"
    if not done.cut + done.raised:
        return f"Trimming: all weights were {limits} already."
    return (
        f"Trimming to weights {limits}: {done.cut:,} respondents weighed more, {done.raised:,} less. Weights "
        f"of {done.moved:,.4g} persons went over to others."
    )


def _heavy(cost: WeightDiagnostics) -> str:
    share = f"{cost.heavy_share:.1%}"
    return f"Above five times the median: {cost.heavy:,} respondents, who stand for {share} of all."


def _joined(one: Collapse) -> str:
    cell, into = " / ".join(one.cell), " / ".join(one.into)
    return f"Joined: {cell} ({one.respondents} respondents, {one.total:,.10g} persons) with {into}."
